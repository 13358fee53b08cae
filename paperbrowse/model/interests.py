"""What the reader wants to be shown first to them, or not at all: topics, authors, organizations and phrases."""

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from .paper import Paper
from .query_terms import Term, Text, Where, comparable
from .text import clean_line

LONGEST_NAME = 500
"""Characters."""


class Wish(Enum):
    WATCH = "watch"
    MUTE = "mute"


class Subject(Enum):
    """The value is how it is typed: `author:Ada One`."""

    TOPIC = "topic"
    AUTHOR = "author"
    ORGANIZATION = "org"
    PHRASE = "phrase"


class Interest(Struct, frozen=True):
    subject: Subject
    name: str
    """As it was written; case, diacritics and hyphens do not matter."""
    wish: Wish

    @property
    def key(self) -> str:
        """The same for the same subject, however it is written."""
        return f"{self.subject.value}:{comparable(self.name)}"

    @property
    def told(self) -> str:
        """How it is kept, and told to other machines, under its key: `watch Ada One`."""
        return f"{self.wish.value} {self.name}"

    @property
    def said(self) -> str:
        """`agents`, `the author Ada One`, `“in the wild”`."""
        match self.subject:
            case Subject.PHRASE:
                return f"“{self.name}”"
            case Subject.AUTHOR:
                return f"the author {self.name}"
        return self.name

    @property
    def term(self) -> Term:
        """Finds at least what it fits in the index of everything: parts of names as well."""
        where = Where.ANYWHERE if self.subject is Subject.PHRASE else Where(self.subject.value)
        return Text(comparable(self.name), where, is_quoted=True)

    @property
    def typed(self) -> str:
        """As a query: `author:"Ada One"`."""
        quoted = f'"{self.name.replace(chr(34), " ")}"'
        return quoted if self.subject is Subject.PHRASE else f"{self.subject.value}:{quoted}"

    def fits(self, paper: Paper) -> bool:
        """A phrase stands in title, abstract, summary or keywords as whole words; any other name is the whole name."""
        wanted = _known(self.name)
        match self.subject:
            case Subject.TOPIC:
                return any(_known(topic) == wanted for topic in paper.all_topics)
            case Subject.AUTHOR:
                return any(_known(author.name) == wanted for author in paper.authors)
            case Subject.ORGANIZATION:
                owner = paper.organization
                return owner is not None and wanted in map(_known, filter(None, (owner.fullname, owner.login)))
            case Subject.PHRASE:
                parts = (paper.title, paper.abstract, paper.summary, *paper.keywords)
                return _phrase(wanted).search(_text("\n".join(filter(None, parts)))) is not None


class Interests(Struct, frozen=True):
    all: tuple[Interest, ...] = ()
    """In the order of their keys, each subject once."""

    @classmethod
    def of(cls, interests: Iterable[Interest]) -> "Interests":
        by_key = {each.key: each for each in interests}
        return cls(tuple(by_key[key] for key in sorted(by_key)))

    def in_paper(self, paper: Paper) -> tuple[Interest, ...]:
        return tuple(each for each in self.all if each.fits(paper))

    def wished(self, wish: Wish) -> tuple[Interest, ...]:
        return tuple(each for each in self.all if each.wish is wish)

    def wish_of(self, paper: Paper) -> Wish | None:
        """What is watched is not muted, whatever else it is about."""
        wishes = {each.wish for each in self.all if each.fits(paper)} if self.all else ()
        return next((wish for wish in Wish if wish in wishes), None)

    def wish_for(self, subject: Subject, name: str) -> Wish | None:
        known = self.with_key(Interest(subject, name, Wish.WATCH).key)
        return known.wish if known else None

    def with_key(self, key: str) -> Interest | None:
        return next((each for each in self.all if each.key == key), None)


def interest_of(typed: str, wish: Wish) -> Interest | None:
    """`topic:agents`, `author:Ada One`, `org:example-lab`, and else a phrase; None where nothing is named."""
    kind, colon, name = typed.partition(":")
    kinds = {subject.value: subject for subject in Subject}
    subject = kinds.get(kind.strip().lower(), Subject.PHRASE) if colon else Subject.PHRASE
    name = " ".join((name if colon and kind.strip().lower() in kinds else typed).split()).strip('"“”')[:LONGEST_NAME].strip()
    return Interest(subject, name, wish) if comparable(name) else None


def interest_told(key: str, told: str) -> Interest | None:
    """The interest with that key, as it is `told`; None where it is none, or not as we would write it."""
    wish, _, name = told.partition(" ")
    try:
        interest = Interest(Subject(key.partition(":")[0]), name, Wish(wish))
    except ValueError:
        return None
    is_clean = clean_line(name)[:LONGEST_NAME] == name
    return interest if is_clean and comparable(name) and interest.key == key else None


_known = lru_cache(maxsize=20_000)(comparable)
_text = lru_cache(maxsize=256)(comparable)
"""Several phrases are looked for in one paper after the other."""


@lru_cache(maxsize=256)
def _phrase(wanted: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
