"""What `tab` makes of the word before the cursor: names of fields, and values that there are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

from .marks import Marks
from .paper import Paper
from .query_language import ALSO_CALLED, FIELDS, Field, Wants
from .query_pieces import last_word
from .query_terms import comparable, day_of
from .value import Value

_MOST = 20
_NEEDS_QUOTES = frozenset(' \t()"')


class Known(Value):
    """Values that may follow a field, those to be offered first in front."""

    topics: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    submitters: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    """As they are typed: `2026-06-12`, `2026-W24`, `2026-06`."""
    categories: tuple[str, ...] = ()

    def of(self, field: str) -> tuple[str, ...]:
        match field:
            case "topic":
                return self.topics
            case "org":
                return self.organizations
            case "cat":
                return self.categories
            case "tag":
                return self.tags
            case "author":
                return self.authors
            case "submitter":
                return self.submitters
            case "day" | "after" | "before":
                return self.days
        return ()


def known_of(papers: Iterable[Paper], marks: Mapping[str, Marks]) -> Known:
    """What these papers have, most frequent first; the newest day first; of `marks` all tags."""
    papers = tuple(papers)
    days = {day for paper in papers if (day := day_of(paper))}
    return Known(
        topics=_frequent(chain.from_iterable(paper.all_topics for paper in papers)),
        organizations=_frequent(paper.organization.name for paper in papers if paper.organization),
        categories=_frequent(chain.from_iterable(paper.categories for paper in papers)),
        tags=_frequent(chain.from_iterable(each.tags for each in marks.values())),
        authors=_frequent(author.name for paper in papers for author in paper.authors),
        submitters=_frequent(paper.submitted_by for paper in papers),
        days=tuple(dict.fromkeys(day.isoformat()[:size] for size in (7, 10) for day in sorted(days, reverse=True))),
    )


def suggestions(typed: str, cursor: int, known: Known) -> tuple[str, ...]:
    """What may stand in the place of the word before the cursor, best first. Empty where nothing is known."""
    name, colon, begun = last_word(typed[:cursor]).partition(":")
    if not colon:
        return tuple(f"{field}:" for field in FIELDS if field.startswith(name.lower()))
    field = FIELDS.get(ALSO_CALLED.get(name.lower(), name.lower()))
    return tuple(f"{field.name}:{value}" for value in _values(field, begun, known)) if field else ()


def completed(typed: str, cursor: int, suggestion: str) -> tuple[str, int]:
    """The line with the suggestion in the place of the word before the cursor, and where the cursor stands then."""
    start = cursor - len(last_word(typed[:cursor]))
    return typed[:start] + suggestion + typed[cursor:], start + len(suggestion)


def _values(field: Field, begun: str, known: Known) -> tuple[str, ...]:
    match field.wants:
        case Wants.STATE:
            return tuple(word for word in field.words if word.startswith(begun.lower()))
        case Wants.NUMBER:
            return (field.example.partition(":")[2],) if not begun else ()
        case Wants.DAYS:
            return tuple(day for day in known.of(field.name) if day.startswith(begun))[:_MOST]
    wanted = comparable(begun.removeprefix('"'))
    names = [(comparable(name), name) for name in known.of(field.name)]
    first = [name for text, name in names if text.startswith(wanted)]
    then = [name for text, name in names if not text.startswith(wanted) and f" {wanted}" in text]
    return tuple(_written(name) for name in (*first, *then)[:_MOST])


def _written(name: str) -> str:
    bare = name.replace('"', " ")
    return f'"{bare}"' if _NEEDS_QUOTES & set(name) else name


def _frequent(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(name for name, _ in Counter(name for name in names if name).most_common())
