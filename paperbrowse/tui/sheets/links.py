"""What was made with a paper, and what it cites, as a list of links."""

from collections.abc import Iterator
from datetime import datetime

from ...model.full_text import Cited, cited
from ...model.paper import Paper
from ...model.reading import FullText, Linked, LinkedRepo
from ...model.text import count
from ...services.feed import Failure
from ..rendering import Glyphs, Span, spelled
from ..sheet import CITED, LINK, Block, Sheet, Words
from ..wording import short_number
from .missing import as_of, failed, head

_MOST_CITED = 500


def links_sheet(
    key: str,
    paper: Paper,
    linked: Linked | None,
    text: FullText | None,
    now: datetime,
    glyphs: Glyphs,
    *,
    failure: Failure | None = None,
    note: str = "",
) -> Sheet:
    """`failure` is why `linked` is no newer, or not there; `note` is said in its place where there is no such reason."""
    facts = [as_of(linked.checked_at, failure, now)] if linked else [failed(failure, now).rstrip(".")] if failure else []
    blocks = head(paper, glyphs, *facts, *filter(None, (note,)))
    blocks += _places(paper, glyphs)
    if linked is not None:
        blocks += _repos("Models", linked.models, linked.total_models, glyphs)
        blocks += _repos("Datasets", linked.datasets, linked.total_datasets, glyphs)
        blocks += _repos("Spaces", linked.spaces, linked.total_spaces, glyphs)
        if not (linked.models or linked.datasets or linked.spaces):
            blocks.append(Words(("No model, dataset or Space on the Hub names this paper.", "facts"), gap=1))
    if text is not None:
        blocks += _cited(cited(text.markdown, paper.id), glyphs)
    return Sheet(key, blocks, is_list=True)


def _places(paper: Paper, glyphs: Glyphs) -> Iterator[Block]:
    places = (("Hub", paper.url, ""), ("arXiv", paper.arxiv_url, ""), ("PDF", paper.pdf_url, ""),
              ("Code", paper.github, f"{glyphs.stars} {short_number(paper.stars)}" if paper.stars else ""),
              ("Project", paper.project, ""))  # fmt: skip
    gap = 1
    for name, address, fact in places:
        if address:
            facts: tuple[Span, ...] = ((f" {glyphs.dot} {fact}", "facts"),) if fact else ()
            yield Words((address, LINK + address), *facts, before=((f"{name:<9}", "heading"),), gap=gap)
            gap = 0


def _repos(name: str, repos: tuple[LinkedRepo, ...], total: int | None, glyphs: Glyphs) -> Iterator[Block]:
    if not repos:
        return
    known = max(total or 0, len(repos))
    more = f", the most used {len(repos):,} of them here" if known > len(repos) else ""
    yield Words((name, "heading"), (f" {glyphs.dot} {known:,}{more}", "facts"), gap=1)
    for repo in repos:
        facts = []
        if repo.likes is not None:
            facts.append(count(repo.likes, "like"))
        if repo.downloads is not None:
            facts.append(f"{short_number(repo.downloads)} downloads in the last month")
        facts += filter(None, (repo.task, "open to those who ask" if repo.is_gated else ""))
        told = spelled("".join(f" {glyphs.dot} {fact}" for fact in facts), glyphs)
        yield Words((spelled(repo.id, glyphs), LINK + repo.url), (told, "facts"))


def _cited(papers: tuple[Cited, ...], glyphs: Glyphs) -> Iterator[Block]:
    if papers:
        told = (count(len(papers), "arXiv paper"), "enter reads it here", "o opens arXiv")
        yield Words(("Cited here", "heading"), *((f" {glyphs.dot} {each}", "facts") for each in told), gap=1)
    for paper in papers[:_MOST_CITED]:
        told = f" {glyphs.dot} named {paper.count} times" if paper.count > 1 else ""
        yield Words((f"arXiv:{paper.id}", f"{LINK}{CITED}{paper.id}"), (told, "facts"))
