"""The pictures that the Hub makes for its papers, as seen 2026-08: `/social-thumbnails/papers/{id}.png` on a host of their
own. The address is built from the id; the one that a list gives is never used."""

from urllib.parse import quote

from ..errors import Refused, Unreadable
from ..model.limits import Limits
from ..model.value import replace
from ..services.ports import Clock, Pace, Waiting
from .answering import Answer, Body
from .http import Fetcher

MOST_BYTES = 4 * 1024 * 1024
_NONE = (403, 404, 410)
"""What a store of files answers where there is no file."""
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def thumbnails(endpoint: str, limits: Limits, clock: Clock, pace: Pace, user_agent: str) -> "Thumbnails":
    """Asks one at a time, once: a picture that does not come is no loss. Never sends a token."""
    limits = replace(limits, at_once=1, tries=1, longest_wait=0.0, max_bytes=min(limits.max_bytes, MOST_BYTES))
    fetcher = Fetcher(
        endpoint, limits=limits, clock=clock, pace=pace, token=None, user_agent=user_agent, bucket="pictures"
    )
    return Thumbnails(fetcher)


class Thumbnails:
    """Closes its Fetcher."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    async def picture(self, paper_id: str) -> bytes | None:
        path = f"/social-thumbnails/papers/{quote(paper_id, safe='')}.png"
        try:
            answer = await self._fetcher.get(path, {}, parse=_picture, on_wait=_quietly, accept="image/png")
        except Refused as error:
            if error.status in _NONE:
                return None
            raise
        return answer.value if isinstance(answer, Answer) else None

    def forget_failures(self) -> None:
        self._fetcher.forget_failures()

    async def close(self) -> None:
        await self._fetcher.close()


def _picture(body: Body) -> bytes:
    if not (body.content_type.startswith("image/") and body.content.startswith(_SIGNATURES)):
        raise Unreadable("what came is no picture")
    return body.content


def _quietly(_: Waiting) -> None:
    """Nobody waits for a picture."""
