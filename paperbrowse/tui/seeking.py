"""A search as one frozen value, and what is said of it. No Textual here."""

from typing import TYPE_CHECKING

from ..model.facets import FacetCount
from ..model.hub_words import words_for_hub
from ..model.identifier import arxiv_id
from ..model.paper import Paper
from ..model.query import Query, parse_query
from ..model.query_language import LANGUAGE
from ..model.text import count
from ..model.value import Value, replace
from ..services.feed import Failure, Limited, Offline, Unreadable
from ..services.ports import Waiting
from .wording import cause, clock_time

if TYPE_CHECKING:  # not loaded for the first paint
    from ..services.searching import Found

_EXAMPLE = 24
"""Cells for an example in the table of the language."""


class Search(Value):
    """What the reader searches for, and what was found."""

    typed: str = ""
    query: Query = Query()
    """What was typed means."""
    name: str = ""
    """Of the saved search that was opened; empty once something else is typed."""
    everything: int | None = None
    """Papers on this machine; None where it is not known."""
    here: tuple[Paper, ...] | None = None
    """Found on this machine, the best first; None until there is an answer."""
    total: int = 0
    """How many were found on this machine, however many are `here`."""
    facets: tuple[FacetCount, ...] = ()
    """Of the whole result; until that is known, of the one before: counts of the few that are found at once would only
    flicker."""
    remark: str = ""
    """How it was found, where that is special."""
    on_hub: tuple[Paper, ...] = ()
    """What the Hub found."""
    answer: Failure | Waiting | str = ""
    """How the question to the Hub goes: what it waits for, how it failed, or a phrase."""
    is_asked: bool = False
    """The Hub was asked for this."""

    @property
    def papers(self) -> tuple[Paper, ...] | None:
        """Those on this machine first, then those of the Hub alone."""
        if self.here is None:
            return self.on_hub or None
        return (*self.here, *self.only_on_hub)

    @property
    def only_on_hub(self) -> tuple[Paper, ...]:
        here = {paper.id for paper in self.here or ()}
        return tuple(paper for paper in self.on_hub if paper.id not in here)

    def of(self, typed: str, name: str = "") -> "Search":
        """The search for something else, of which nothing is known yet."""
        paper_id = arxiv_id(typed)
        is_address = paper_id is not None and paper_id != typed.strip()
        query = parse_query(f"id:{paper_id}" if is_address else typed, is_typing=True)
        return Search(typed, query, name, self.everything, facets=self.facets)

    @property
    def lacking(self) -> str | None:
        """The arXiv id that was typed or pasted, where this machine does not have the paper."""
        paper_id = arxiv_id(self.typed)
        return None if paper_id in {paper.id for paper in self.here or ()} else paper_id

    def found(self, found: "Found | None") -> "Search":
        """With the answer of this machine; None where it takes a while."""
        if self.query.is_empty:
            return replace(self, here=(), facets=())
        if found is None:
            return self
        facets = self.facets if found.facets is None else found.facets
        return replace(self, here=found.papers, total=found.total, facets=facets, remark=found.remark or "")


def in_title(search: Search) -> str:
    """For the border of the list: `“words”: 23 of 4,120 on this machine · 12 from the Hub`."""
    if search.query.is_empty:
        return "everything on this machine"
    name = search.name or search.typed.strip()
    if search.here is None:
        return f"“{name}”"
    of = f" of {search.everything:,}" if search.everything is not None else ""
    hub = f" · {len(search.only_on_hub)} from the Hub" if search.only_on_hub else ""
    first = f" · the first {len(search.here):,} listed" if len(search.here) < search.total else ""
    return f"“{name}”: {search.total:,}{of} on this machine{hub}{first}"


def of_hub(search: Search) -> tuple[str, str]:
    """How the question to the Hub goes, in full and in short."""
    match search.answer:
        case Offline(reason, sentence):
            why = cause(reason, sentence) or "offline"
            return f"{why} · only what is on this machine", why
        case Limited(until):
            return f"the Hub limits us until {clock_time(until)}", f"limited until {clock_time(until)}"
        case Unreadable():
            return "the Hub's answer cannot be used", "unusable answer"
        case Waiting(reason):
            return reason, reason
        case str(phrase):
            return phrase or "on this machine", phrase


def why_empty(search: Search) -> tuple[str, ...]:
    """Sentences for a search without results; of one that has not begun the language, a line a form."""
    if search.query.is_empty:
        return ("Search every paper on this machine.", language())
    if search.here is None:
        return ("Searching…",)
    if isinstance(search.answer, Waiting | Failure) or (search.is_asked and not search.on_hub):
        return ("Nothing on this machine fits.", f"{of_hub(search)[0][:1].upper()}{of_hub(search)[0][1:]}.")
    if not words_for_hub(search.query) and not search.lacking:
        return ("Nothing on this machine fits.", "escape leads back.")
    return ("Nothing on this machine fits. enter asks the Hub.", "escape leads back.")


def language() -> str:
    """The query language, a line a form: an example and what it finds."""
    return "\n".join(f"{line.example:<{_EXAMPLE}}{line.what}" for line in LANGUAGE)


def told_of_hub(search: Search, found: tuple[Paper, ...]) -> "Search":
    """With the Hub's answer."""
    search = replace(search, on_hub=found, is_asked=True)
    new = len(search.only_on_hub)
    said = f"{count(new, 'paper')} from the Hub" if new else "the Hub found nothing else"
    return replace(search, answer=said)
