"""Searches for papers that somebody remembers in part: made from the recorded days by a fixed seed, results unseen."""

import json
import random
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from paperbrowse.model.paper import Paper
from paperbrowse.model.text import folded
from paperbrowse.model.topic_matcher import Matcher
from paperbrowse.model.value import replace
from paperbrowse.sources.hub_api import read_entry
from paperbrowse.topics_file import read_vocabulary

OF_EACH_KIND = 40
_NOW = datetime(2026, 6, 12, 12, tzinfo=UTC)
_WORD = re.compile(r"[A-Za-z][A-Za-z-]+[A-Za-z]")
_FORGETTABLE = {"with", "from", "into", "that", "this", "your", "their", "through", "towards", "toward", "using", "when"}


@dataclass(frozen=True)
class Search:
    kind: str
    typed: str
    sought: str
    """The paper's id."""
    is_typing: bool = False


def recorded_papers(shared: Path) -> list[Paper]:
    """Each once, with its topics."""
    matcher = Matcher(read_vocabulary(None))
    names = {topic.id: topic.name for topic in matcher.vocabulary.topics}
    papers: dict[str, Paper] = {}
    for file in sorted((shared / "hub" / "days").glob("*.json")):
        for entry in json.loads(file.read_bytes()):
            if (paper := read_entry(entry, None, _NOW)) is not None:
                papers[paper.id] = paper
    return [replace(paper, topics=tuple(names[topic] for topic in matcher.topics_of(paper))) for paper in papers.values()]


def known_items(papers: list[Paper]) -> Iterator[Search]:
    chance = random.Random(2023_05_04)
    usable = [paper for paper in papers if len(_remembered(paper)) >= 4 and paper.topics and paper.authors and paper.abstract]
    for kind, typed in _KINDS.items():
        for paper in chance.sample(usable, OF_EACH_KIND):
            yield Search(kind, typed(paper, chance), paper.id, kind == "still being typed")


def _remembered(paper: Paper) -> list[str]:
    """Words of the title that stay in mind."""
    words = (word for word in _WORD.findall(paper.title) if len(word) > 3 and folded(word) not in _FORGETTABLE)
    return list(dict.fromkeys(words))


def _words(paper: Paper, chance: random.Random) -> str:
    return " ".join(chance.sample(_remembered(paper), chance.choice((3, 4))))


def _author(paper: Paper, chance: random.Random) -> str:
    return f'"{chance.choice(paper.authors).name}" topic:"{chance.choice(paper.topics)}"'


def _phrase(paper: Paper, chance: random.Random) -> str:
    words = paper.abstract.replace('"', " ").split()
    begin = chance.randrange(max(1, len(words) - 6))
    return '"' + " ".join(words[begin : begin + 6]) + '"'


def _begun(paper: Paper, chance: random.Random) -> str:
    words = _remembered(paper)[:3]
    return " ".join((*words[:-1], words[-1][: chance.randint(2, len(words[-1]) - 1)]))


def _misspelt(paper: Paper, chance: random.Random) -> str:
    words = chance.sample(_remembered(paper), 3)
    at = max(range(3), key=lambda number: len(words[number]))
    words[at] = _with_mistake(words[at], chance)
    return " ".join(words)


def _with_mistake(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice(string.ascii_lowercase.replace(word[at].lower(), ""))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice((word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :], word[:at] + letter + word[at:], swapped))


_KINDS = {
    "title out of order": _words,
    "author and topic": _author,
    "phrase of the abstract": _phrase,
    "still being typed": _begun,
    "one letter amiss": _misspelt,
}
