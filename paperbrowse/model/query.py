"""The one query language, of the filter, the search and the command line: text -> Query.

Anything can be typed: what is not understood is looked for as text, and named in `Query.problems`. The language is the
table in `query_language`; what a term means is said in `query_terms`. Of LONGEST_QUERY characters, in linear time.
"""

from functools import lru_cache

from .identifier import arxiv_id
from .marks import Marks
from .paper import Paper
from .query_fields import Problem, field_of, field_term
from .query_language import LONGEST_QUERY, Field
from .query_pieces import Piece, Sign, pieces
from .query_terms import All, AnyOf, Not, Term, Text, Where, comparable
from .value import Value


class Query(Value):
    term: Term = All()
    problems: tuple[str, ...] = ()
    """What was not understood, and is looked for as text: sentence parts such as `upvotes: wants a number, such as …`."""

    @property
    def is_empty(self) -> bool:
        """Whether every paper matches: nothing, or nothing whole yet, was typed."""
        return self.term == All()

    @property
    def words_to_emphasise(self) -> tuple[str, ...]:
        """`comparable` words and phrases that a paper was found by and that its title or abstract may show."""
        return tuple(dict.fromkeys(_shown(self.term)))

    def matches(self, paper: Paper, marks: Marks) -> bool:
        return self.term.fits(paper, marks)


@lru_cache(maxsize=64)
def parse_query(typed: str, *, is_typing: bool = False) -> Query:
    """Never fails. While typing, the end of the line may be the beginning of something, and is no mistake yet."""
    reading = _Reading(is_typing)
    for piece in pieces(typed[:LONGEST_QUERY], is_typing=is_typing):
        reading.take(piece)
    too_long = (f"only the first {LONGEST_QUERY} characters are searched",) if len(typed) > LONGEST_QUERY else ()
    return Query(reading.end(), (*dict.fromkeys(reading.problems), *too_long))


class _Group:
    """Terms that must all fit, each of them one of several."""

    def __init__(self, is_negated: bool = False) -> None:
        self.is_negated = is_negated
        self.choices: list[list[Term]] = []
        self.is_joining = False
        """After `OR`."""

    def add(self, term: Term | None) -> None:
        if term is None:
            return
        if self.is_joining:
            self.choices[-1].append(term)
        else:
            self.choices.append([term])
        self.is_joining = False

    def term(self) -> Term | None:
        if self.is_joining:
            self.choices.append([Text("or")])
        terms = [choice[0] if len(choice) == 1 else AnyOf(tuple(choice)) for choice in self.choices]
        if not terms:
            return None
        whole = terms[0] if len(terms) == 1 else All(tuple(terms))
        return _without(whole) if self.is_negated else whole


class _Reading:
    """The groups that are open, the innermost last."""

    def __init__(self, is_typing: bool) -> None:
        self.is_typing = is_typing
        self.groups = [_Group()]
        self.problems: list[str] = []

    def take(self, piece: Piece | Sign) -> None:
        group = self.groups[-1]
        match piece:
            case Sign.OPEN | Sign.NOT_OPEN:
                self.groups.append(_Group(piece is Sign.NOT_OPEN))
            case Sign.CLOSE if len(self.groups) > 1:
                self.groups.pop()
                self.groups[-1].add(group.term())
            case Piece("OR", "", False, False) if group.choices and not group.is_joining:
                group.is_joining = True
            case Piece():
                term = self._term(piece)
                group.add(_without(term) if term and piece.is_negated else term)

    def end(self) -> Term:
        if self.is_typing:
            self.groups[-1].is_joining = False
        while len(self.groups) > 1:
            self.take(Sign.CLOSE)
        return self.groups[0].term() or All()

    def _term(self, piece: Piece) -> Term | None:
        is_unfinished = self.is_typing and piece.is_unfinished
        term = field_of(piece)
        if isinstance(term, Field):
            term = field_term(term, piece, is_unfinished)
            if not isinstance(term, Problem):
                return term
        if term is not None:
            self.problems.append(term.text)
        if found := arxiv_id(piece.whole):
            return Text(comparable(found), Where.ID, is_unfinished)
        text = comparable(piece.whole)
        return Text(text, Where.ANYWHERE, is_unfinished, piece.is_quoted) if text else None


def _without(term: Term) -> Term:
    return term.term if isinstance(term, Not) else Not(term)


def _shown(term: Term) -> list[str]:
    match term:
        case Text(text, Where.ANYWHERE | Where.TITLE):
            return [text]
        case All(terms) | AnyOf(terms):
            return [text for each in terms for text in _shown(each)]
    return []
