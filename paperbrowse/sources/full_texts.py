"""The full text of a paper: the Hub's Markdown, else arXiv's HTML turned to Markdown.

`/papers/{id}.md` on the Hub, which counts it as a page (100 in five minutes, as seen 2026-09), and `/html/{id}` on arXiv.
"""

import asyncio

from ..errors import SourceError, Unreachable, Unreadable
from ..model.full_text import shown_part
from ..model.identifier import arxiv_id
from ..model.reading import FullText
from ..services.ports import ArxivSource, Clock, OnWait
from .answering import decoded
from .html_tree import html_tree
from .http import Body, Fetcher
from .hub_markdown import HubText, read_hub_markdown
from .latexml import LatexmlPaper, read_latexml
from .portal import refuse_login_page

_NOBODY_THERE = ("dns", "refused", "offline")
"""Reasons for which arXiv is as far away as the Hub."""
_LONGEST_RAW = 6_000_000
"""Characters that are looked at: what is read of them in the end is less."""
_MOST_TAGS = 600_000
"""Of a page of arXiv; most of them are of its formulas."""
_OF_THE_SITE = (b"SVELTE_HYDRATER", b"awswaf")
_NO_HTML = ("no html for", "html is not available", "conversion to html had a fatal error")
"""What arXiv's page says in place of a paper that it has no HTML of, with status 404 or 200."""


class FullTexts:
    """Both belong to somebody else, who closes them."""

    def __init__(self, hub: Fetcher, arxiv: ArxivSource, clock: Clock) -> None:
        self._hub = hub
        self._arxiv = arxiv
        self._clock = clock

    async def full_text(self, paper_id: str, on_wait: OnWait) -> FullText | None:
        """None where neither has one. Raises the SourceError of the Hub where arXiv cannot help."""
        known_id = arxiv_id(paper_id)
        if known_id is None:
            return None
        failure: SourceError | None = None
        try:
            if text := await self._of_hub(known_id, on_wait):
                return text
        except SourceError as error:
            if isinstance(error, Unreachable) and error.reason in _NOBODY_THERE:
                raise
            failure = error
        try:
            text = await self._of_arxiv(known_id, on_wait)
        except SourceError as error:
            raise failure or error from error
        if text is None and failure is not None:
            raise failure
        return text

    async def _of_hub(self, known_id: str, on_wait: OnWait) -> FullText | None:
        if "/" in known_id:  # the Hub knows only ids of 2007 and later
            return None
        raw = await self._hub.find(
            f"/papers/{known_id}.md", {}, parse=_read_markdown, on_wait=on_wait, accept="text/markdown"
        )
        text = await asyncio.to_thread(read_hub_markdown, raw[:_LONGEST_RAW]) if raw is not None else None
        return self._made(known_id, "hub", _titled(text), text.version, len(raw or "")) if text else None

    async def _of_arxiv(self, known_id: str, on_wait: OnWait) -> FullText | None:
        raw = await self._arxiv.html(known_id, on_wait)
        paper = await asyncio.to_thread(_read_page, raw) if raw is not None else None
        return self._made(known_id, "arxiv", paper.markdown, paper.version, 0) if paper else None

    def _made(self, known_id: str, origin: str, markdown: str, version: int | None, raw: int) -> FullText:
        shown, cut = shown_part(markdown)
        return FullText(known_id, shown, origin, self._clock.now(), version, cut or raw > _LONGEST_RAW)


def _read_markdown(body: Body) -> str:
    """Raises Unreadable for a page in its place."""
    if "html" in body.content_type or body.content[:200].lstrip()[:1] == b"<":
        if not any(sign in body.content for sign in _OF_THE_SITE):
            refuse_login_page(body.content, "text/html")
        raise Unreadable("the Hub sent a page in place of a text")
    return decoded(body)


def _read_page(html: str) -> LatexmlPaper | None:
    """None where arXiv says that it has no HTML of the paper. Raises Unreadable for any other page."""
    if paper := read_latexml(html_tree(html, _MOST_TAGS)):
        return paper
    if any(sign in html.lower() for sign in _NO_HTML):
        return None
    raise Unreadable("arXiv sent a page that is no paper")


def _titled(text: HubText) -> str:
    """With its title on top, which the Hub gives apart."""
    if text.title is None or text.markdown.startswith("# "):
        return text.markdown
    return f"# {text.title}\n\n{text.markdown}"
