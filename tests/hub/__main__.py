"""`python -m tests.hub` serves until Ctrl-C; the first line that it prints is its address."""

import argparse
import asyncio
from datetime import date
from pathlib import Path

from .service import Hub


async def serve(hub: Hub) -> None:
    async with hub:
        print(hub.url, flush=True)
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.hub", description=__doc__)
    parser.add_argument("--days", type=Path, metavar="DIR", help="recorded days (YYYY-MM-DD.json) in place of made-up ones")
    parser.add_argument("--papers", type=int, default=20, help="made-up papers a day")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("--today", type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--etags", action="store_true", help="send ETag and answer 304")
    parser.add_argument("--budget", type=int, metavar="REQUESTS", help="requests in five minutes before 429 comes")
    chosen = parser.parse_args()
    try:
        asyncio.run(serve(Hub(**vars(chosen))))
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
