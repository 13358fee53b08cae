"""`paperbrowse topics`: the vocabulary with counts, why a paper has its topics, and what the vocabulary lacks."""

import argparse
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..model.keywords import count_keywords
from ..model.paper import Paper
from ..model.text import drawable
from ..settings import Settings
from .cells import padded, width
from .exits import DONE
from .finding import find
from .ids import one_id
from .output import is_terminal, say, write
from .session import load_settings, with_services

if TYPE_CHECKING:
    from ..model.topic_matcher import Reason
    from ..services import Services
    from ..services.ports import Clock

_SUGGESTED = 40
_ON_PAPERS_AT_LEAST = 3
"""A keyword on fewer papers is no topic."""


def topics(asked: argparse.Namespace, clock: "Clock | None") -> int:
    if asked.action == "explain" and asked.id is None:
        raise UsageError("explain", "needs the ID of a paper")
    if asked.action != "explain" and asked.id is not None:
        raise UsageError(asked.id, f"one word too many after {asked.action}")
    refuse_mistakes(load_settings(asked))
    acts = {"list": _list, "explain": _explain, "suggest": _suggest}
    return with_services(asked, clock, acts[asked.action])


def refuse_mistakes(settings: Settings) -> None:
    """Raises SettingsError for what is wrong in the reader's topics.toml."""
    from ..topics_file import read_vocabulary

    read_vocabulary(settings.directories.config / "topics.toml")


async def _list(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    counts: Counter[str] = Counter()
    papers = await services.shelves.everything()
    for paper in papers:
        counts.update(paper.all_topics)
    vocabulary = await services.topics.vocabulary()
    rows = [(topic.name, topic.group, counts[topic.name]) for topic in vocabulary.topics]
    if is_terminal():
        write(_by_group(rows))
        sorted_papers = sum(bool(paper.topics) for paper in papers)
        say(f"{len(rows)} topics; {sorted_papers:,} of {len(papers):,} papers on this machine have one.")
    else:
        write(f"{name}\t{group}\t{count}" for name, group, count in rows)
    return DONE


def _by_group(rows: list[tuple[str, str, int]]) -> Iterator[str]:
    names = max(width(name) for name, _, _ in rows)
    shown = ""
    for name, group, count in rows:
        if group != shown:
            yield from ([""] if shown else [])
            yield group
            shown = group
        yield f"  {padded(name, names)}  {count or '':>6}".rstrip()


async def _explain(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    (paper,) = await services.topics.of((await find(services, one_id(asked.id)),))
    reasons = await services.topics.explain(paper)
    names = {topic.id: topic.name for topic in (await services.topics.vocabulary()).topics}
    if not reasons:
        say(f"{paper.id} has no topic: none of its words is in the vocabulary.")
    write(_explained(reasons, names))
    return DONE


def _explained(reasons: "tuple[Reason, ...]", names: dict[str, str]) -> Iterator[str]:
    """A line for each topic and field: `agents   title   +6   agent, multi-agent`."""
    words: dict[tuple[str, str], Counter[str]] = {}
    weights: Counter[tuple[str, str]] = Counter()
    for reason in reasons:
        place = (names[reason.topic], reason.field.name.lower())
        words.setdefault(place, Counter())[reason.alias] += 1
        weights[place] += reason.weight
    widest = max((width(name) for name, _ in words), default=0)
    for (name, field), found in words.items():
        said = ", ".join(alias if times == 1 else f"{alias} ({times} times)" for alias, times in found.items())
        if is_terminal():
            yield f"{padded(name, widest)}  {field:<8}  {weights[name, field]:>5.1f}  {drawable(said)}"
        else:
            yield f"{name}\t{field}\t{weights[name, field]:.1f}\t{drawable(said)}"


async def _suggest(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    keywords = [each for each in count_keywords(await services.shelves.everything()) if each.count >= _ON_PAPERS_AT_LEAST]
    looked_at = tuple(Paper(f"keyword-{number}", each.name) for number, each in enumerate(keywords))
    covered = {paper.id for paper in await services.topics.of(looked_at) if paper.topics}
    lacking = [each for paper, each in zip(looked_at, keywords, strict=True) if paper.id not in covered]
    shown = lacking[: asked.limit or _SUGGESTED]
    if not shown:
        say("No keyword on this machine is frequent and without a topic.")
    write(f"{each.count:>6}  {drawable(each.name)}" if is_terminal() else f"{each.count}\t{drawable(each.name)}" for each in shown)
    return DONE
