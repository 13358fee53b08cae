"""`paperbrowse list`."""

import argparse
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..model.identifier import title_id
from ..model.paper import Paper
from ..model.period import Newest, Period
from ..model.query import Query, parse_query
from ..model.view import Order, ordered
from ..settings import Settings
from .bringing import bring
from .output import is_terminal, say, write
from .parser import nearest
from .periods import period
from .record import as_json, record
from .session import library_code, need_library, today, with_services
from .table import columns, table

if TYPE_CHECKING:
    from ..services import Services
    from ..services.ports import Clock


def list_papers(asked: argparse.Namespace, clock: "Clock | None") -> int:
    asked.order = _order(asked.sort)
    if asked.sample and asked.period is not None:
        raise UsageError(asked.period, "the sample is an edition of its own; leave this out, or --sample")
    asked.narrows = asked.bookmarked or asked.unread or asked.imported
    asked.edition = None if asked.narrows and asked.period is None else _edition(asked.period, clock)
    return with_services(asked, clock, _list)


async def _list(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    await services.marking.load()
    if asked.narrows:
        need_library(services, settings)
    wanted, unwanted = await _topics(services, asked)
    query = _query(asked.query)
    papers = await _papers(services, asked)
    shown = tuple(
        paper
        for paper in await _narrowed(services, asked, papers)
        if wanted <= set(paper.all_topics)
        and unwanted.isdisjoint(paper.all_topics)
        and query.matches(paper, services.marking.of(paper.id))
    )
    if not shown and (papers or asked.edition is None):
        say(f"No {_kind(asked)} papers here.")
    _write(services, settings, asked, ordered(shown, asked.order)[: asked.limit])
    return library_code(services)


def _query(typed: str | None) -> Query:
    """What is not understood in it is said, and looked for as text."""
    query = parse_query(typed or "")
    for problem in query.problems:
        say(f"--query: {problem}")
    return query


async def _topics(services: "Services", asked: argparse.Namespace) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the topics that papers must have, and of those that they may not. Raises UsageError."""
    if not asked.topic and not asked.not_topic:
        return frozenset(), frozenset()
    vocabulary = await services.topics.vocabulary()

    def name_of(typed: str) -> str:
        if (topic := vocabulary.named(typed)) is not None:
            return topic.name
        hint = nearest(typed, [topic.name for topic in vocabulary.topics])
        raise UsageError(typed, f"no such topic{hint or '; paperbrowse topics lists them'}")

    return frozenset(map(name_of, asked.topic)), frozenset(map(name_of, asked.not_topic))


async def _papers(services: "Services", asked: argparse.Namespace) -> tuple[Paper, ...]:
    if asked.sample:
        return await services.topics.of(services.sample().papers)
    if asked.edition is not None:
        return (await bring(services, asked.edition, asked.refresh)).papers
    if asked.imported:
        return await _imported(services)
    if asked.bookmarked:
        return await services.shelves.bookmarks()
    return await services.shelves.inbox()


async def _imported(services: "Services") -> tuple[Paper, ...]:
    """Each once, newest import first."""
    papers: dict[str, Paper] = {}
    for _, listing in await services.shelves.pages():
        for paper in listing.papers:
            papers.setdefault(paper.id, paper)
    return tuple(papers.values())


async def _narrowed(services: "Services", asked: argparse.Namespace, papers: tuple[Paper, ...]) -> tuple[Paper, ...]:
    if asked.bookmarked:
        papers = tuple(paper for paper in papers if services.marking.of(paper.id).bookmarked)
    if asked.unread:
        papers = tuple(paper for paper in papers if not services.marking.of(paper.id).read)
    if asked.imported:
        # A saved page knows no arXiv ids, so a paper of the Hub is recognised by its title.
        ids = {paper.id for paper in await _imported(services)}
        papers = tuple(paper for paper in papers if paper.id in ids or title_id(paper.title) in ids)
    return papers


def _write(services: "Services", settings: Settings, asked: argparse.Namespace, papers: tuple[Paper, ...]) -> None:
    known = services.marking.problem is None
    rows = [(paper, services.marking.of(paper.id) if known else None) for paper in papers]
    if asked.json:
        write([as_json(record(paper, marks) for paper, marks in rows)])
    elif asked.quiet:
        write(paper.id for paper in papers)
    elif is_terminal():
        write(table(rows, settings.ascii))
    else:
        write(columns(rows))


def _edition(typed: str | None, clock: "Clock | None") -> Period | Newest:
    return period("today" if typed is None else typed, today(clock))


def _order(typed: str) -> Order:
    try:
        return Order(typed.lower())
    except ValueError:
        names = [order.value for order in Order]
        raise UsageError(typed, f"not an order{nearest(typed, names)}; accepted: {', '.join(names)}") from None


def _kind(asked: argparse.Namespace) -> str:
    kinds = [name for name in ("unread", "bookmarked", "imported") if getattr(asked, name)]
    return ", ".join(kinds)
