"""What papers are sorted by besides words: topics, organizations, and the reader's own tags."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import Enum

from msgspec import Struct

from .marks import UNMARKED, Marks
from .paper import Organization, Paper
from .text import folded


class Kind(Enum):
    """The value is how a key of the kind begins where facets are written as text."""

    TOPIC = "topic"
    ORGANIZATION = "org"
    TAG = "tag"


class Facet(Struct, frozen=True):
    kind: Kind
    key: str
    """A topic's name, an organization's `organization_key`, or a tag."""

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.key}"


class FacetCount(Struct, frozen=True):
    facet: Facet
    name: str
    """For people."""
    count: int
    """Papers that have it."""


ON_PAPERS_AT_LEAST = {Kind.TOPIC: 1, Kind.ORGANIZATION: 2, Kind.TAG: 1}
"""An organization on one paper sorts nothing."""


def facet_of(text: str) -> Facet:
    """The facet whose `str` is the text."""
    kind, _, key = text.partition(":")
    return Facet(Kind(kind), key)


def organization_key(organization: Organization | None) -> str | None:
    """The login in lower case, else the folded name; None where neither is known."""
    if organization is None or organization.name is None:
        return None
    return organization.login.lower() if organization.login else folded(organization.name)


def has_facet(paper: Paper, marks: Marks, facet: Facet) -> bool:
    match facet.kind:
        case Kind.TOPIC:
            return facet.key in paper.all_topics
        case Kind.ORGANIZATION:
            return organization_key(paper.organization) == facet.key
        case Kind.TAG:
            return facet.key in marks.tags


def facets_of(paper: Paper, marks: Marks) -> frozenset[Facet]:
    """Its topics, its organization, and the reader's tags on it."""
    key = organization_key(paper.organization)
    organization = (Facet(Kind.ORGANIZATION, key),) if key else ()
    topics = (Facet(Kind.TOPIC, topic) for topic in paper.all_topics)
    return frozenset((*topics, *organization, *(Facet(Kind.TAG, tag) for tag in marks.tags)))


def count_facets(
    papers: Iterable[Paper], marks: Mapping[str, Marks], chosen: Mapping[Facet, str] = {}
) -> tuple[FacetCount, ...]:
    """Most frequent first, then by name; `chosen` ones, with their names, also where no paper has them."""
    topics, tags = Counter[str](), Counter[str]()
    organizations: dict[str, Counter[str]] = {}
    for paper in papers:
        topics.update(paper.all_topics)
        tags.update(marks.get(paper.id, UNMARKED).tags)
        if key := organization_key(paper.organization):
            organizations.setdefault(key, Counter())[paper.organization.name] += 1
    counts = [FacetCount(Facet(Kind.TOPIC, name), name, count) for name, count in topics.items()]
    counts += [
        FacetCount(Facet(Kind.ORGANIZATION, key), names.most_common(1)[0][0], names.total())
        for key, names in organizations.items()
    ]
    counts += [FacetCount(Facet(Kind.TAG, tag), f"#{tag}", count) for tag, count in tags.items()]
    enough = [each for each in counts if each.facet in chosen or each.count >= ON_PAPERS_AT_LEAST[each.facet.kind]]
    there = {each.facet for each in enough}
    enough += [FacetCount(facet, name, 0) for facet, name in chosen.items() if facet not in there]
    return tuple(sorted(enough, key=lambda each: (-each.count, folded(each.name))))


def names_of(facets: Iterable[Facet], papers: Iterable[Paper]) -> dict[Facet, str]:
    """What the facets are called; an organization as the first of the papers calls it."""
    wanted = {facet.key: facet.key for facet in facets if facet.kind is Kind.ORGANIZATION}
    for paper in papers if wanted else ():
        key = organization_key(paper.organization)
        if key in wanted and wanted[key] == key:
            wanted[key] = paper.organization.name
    names = {Kind.TOPIC: str, Kind.TAG: "#{}".format, Kind.ORGANIZATION: lambda key: wanted[key]}
    return {facet: names[facet.kind](facet.key) for facet in facets}
