"""arXiv: what it says of a paper, its own BibTeX, its text as a page, and the PDF.

One question at a time in this program and, by the bucket of its Fetchers, one in three seconds over all programs of this
user.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from ..errors import Refused, TooBig, Unreachable, Unreadable
from ..model.arxiv import ArxivRecord
from ..model.text import clean_text
from ..model.value import replace
from ..services.ports import OnWait, Sink, Waiting
from .answering import Arriving, Body, NotModified, decoded, validator
from .arxiv_atom import read_feed
from .http import Fetcher
from .portal import refuse_login_page

_OUR_OWN_WAIT = 3.5
"""Seconds. That we ask seldom is nothing to be told."""
_LONGEST_BIBTEX = 20_000
_LARGEST_PDF = 512 * 2**20
_HEAD = 1024
"""Bytes in which a PDF says that it is one."""
_RANGE = re.compile(r"bytes ([0-9]{1,15})-[0-9]{1,15}/([0-9]{1,15}|\*)")


class ArxivSite:
    """The one door to arXiv. `api` and `pages` may be two hosts; neither keeps its connection, so that there is one."""

    def __init__(self, api: Fetcher, pages: Fetcher) -> None:
        self._api = api
        self._pages = pages
        self._turn = asyncio.Lock()

    async def record(self, paper_id: str, on_wait: OnWait) -> ArxivRecord | None:
        async with self._turn:
            found = await self._api.get(
                "/api/query", {"id_list": paper_id}, parse=lambda body: read_feed(body, paper_id),
                on_wait=_patient(on_wait), accept="application/atom+xml",
            )  # fmt: skip
            assert not isinstance(found, NotModified)
            if found.value is None:
                return None
            bibtex = await self._pages.find(
                f"/bibtex/{quote(paper_id)}", {}, parse=_entry, on_wait=_patient(on_wait), accept="text/plain"
            )
            return replace(found.value, bibtex=bibtex)

    async def pdf(self, paper_id: str, sink: Sink, on_wait: OnWait) -> None:
        def headers() -> Mapping[str, str]:
            resume, wanted = sink.resume, {"Accept": "application/pdf"}
            return wanted | ({"Range": f"bytes={resume.offset}-", "If-Range": resume.validator} if resume else {})

        async with self._turn:
            try:
                await self._pages.download(
                    f"/pdf/{quote(paper_id)}", headers, lambda arriving: _poured(arriving, sink), on_wait=_patient(on_wait)
                )
            except Refused as error:
                if error.is_unknown:
                    raise Refused(error.status, f"arXiv has no PDF of {paper_id}; it may have been withdrawn") from error
                raise

    async def html(self, paper_id: str, on_wait: OnWait) -> str | None:
        async with self._turn:
            return await self._pages.find(
                f"/html/{quote(paper_id)}", {}, parse=decoded, on_wait=_patient(on_wait), accept="text/html"
            )

    def forget_failures(self) -> None:
        """Lets the next question try to connect, whatever happened before."""
        self._api.forget_failures()
        self._pages.forget_failures()

    async def close(self) -> None:
        await self._api.close()
        await self._pages.close()


def _entry(body: Body) -> str | None:
    """The BibTeX; None for something that is none. Raises Unreachable("login page")."""
    refuse_login_page(body.content, body.content_type)
    lines = clean_text(body.content[:_LONGEST_BIBTEX].decode("utf-8", "replace")).split("\n")
    if not lines[0].startswith("@") or lines[-1] != "}":
        return None
    return "\n".join([lines[0], *(f"  {line}" for line in lines[1:-1] if line), lines[-1]])


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    total: int | None


async def _poured(arriving: Arriving, sink: Sink) -> None:
    """Raises Unreachable("cut") where less came than was promised."""
    if arriving.status == 416:  # what we have is not a beginning of what there is now
        await sink.begin(0, None, None)
        raise Unreachable("cut", "the PDF has changed since its download was begun")
    part, resume = _part(arriving), sink.resume
    if part.start and (resume is None or part.start != resume.offset):
        raise Unreadable("another part of the PDF came than was asked for")
    came, head, is_begun = part.start, b"", False
    async for piece in arriving.pieces:
        head += b"" if is_begun else piece
        came += len(piece)
        if came > _LARGEST_PDF:
            raise TooBig(f"the PDF is larger than {_LARGEST_PDF >> 20} MiB")
        if is_begun:
            await sink.take(piece)
        elif len(head) >= _HEAD or came == part.total:
            is_begun = await _begun(arriving, part, head, sink)
    if not is_begun:
        await _begun(arriving, part, head, sink)
    if part.total is not None and came != part.total:
        raise Unreachable("cut", "the PDF ends in the middle")


async def _begun(arriving: Arriving, part: _Part, head: bytes, sink: Sink) -> bool:
    content_type = arriving.headers.get("content-type", "").lower()
    if part.start == 0 and b"%PDF-" not in head[:_HEAD]:
        if not head:
            raise Unreachable("cut", "the PDF is empty")
        refuse_login_page(head, content_type)
        raise Unreadable("what came is no PDF")
    etag = arriving.headers.get("etag", "")
    strong = etag if etag.startswith('"') else arriving.headers.get("last-modified")
    await sink.begin(part.start, part.total, validator(strong))
    await sink.take(head)
    return True


def _part(arriving: Arriving) -> _Part:
    """Where in the whole this begins, and how long that is."""
    if arriving.status == 206:
        found = _RANGE.fullmatch(arriving.headers.get("content-range", "").strip())
        if found is None:
            raise Unreadable("a part of the PDF came, and nobody says which")
        return _Part(int(found[1]), int(found[2]) if found[2].isdecimal() else None)
    announced = arriving.headers.get("content-length", "")
    plain = arriving.headers.get("content-encoding", "identity").lower() == "identity"
    if not plain:
        raise Unreadable("the PDF is packed in a way that nobody asked for")
    return _Part(0, int(announced[:15]) if announced.isdecimal() else None)


def _patient(on_wait: OnWait) -> OnWait:
    def tell(waiting: Waiting) -> None:
        if waiting.seconds > _OUR_OWN_WAIT:
            on_wait(waiting)

    return tell
