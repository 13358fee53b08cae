"""A query's tree in the engine's own terms. What only the reader's marks can answer becomes a set of ids."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from tantivy import FieldType, Occur, Query

from ...model.marks import Marks
from ...model.paper import Paper
from ...model.query_terms import All, AnyOf, Count, Days, Is, Not, State, Term, Text, Where, comparable
from .fields import TEXTS, schema, words

_NO_PAPER = Paper("", "")
_FIELDS = {Where.TITLE: "title", Where.AUTHOR: "authors", Where.ORGANIZATION: "organization", Where.SUBMITTER: "submitter"}
_LETTERS = {"title": 1, "abstract": 3}
"""From how many letters on words of a field are found by their beginning: one begins a word of nearly every paper."""
_LETTERS_ELSEWHERE = 2
_FUZZY_FROM = 4
"""Letters of a word in which one may be wrong."""
_BEGUN = 4.0
"""What the beginning of a word counts for; a whole word counts for more the rarer it is."""


class Questions:
    def __init__(self, marks: Mapping[str, Marks], *, forgives: bool = False, is_brief: bool = False) -> None:
        """`is_brief`: words are looked for in titles alone.

        `forgives`: words may stand apart and be beginnings; in longer ones a letter may be wrong, missing or too many,
        or two swapped. Phrases in quotes stay as they are."""
        self._marks = marks
        self._forgives = forgives
        self._texts = {"title": TEXTS["title"]} if is_brief else TEXTS

    def of(self, term: Term) -> Query:
        """Finds at least the papers that the term means where text is whole words, and no others."""
        return self._asked(term) or Query.empty_query()

    def _asked(self, term: Term) -> Query | None:
        """None for text without a letter or digit, of which the index knows nothing."""
        match term:
            case All(terms):
                return self._all(terms)
            case AnyOf(terms):
                asked = [each for each in map(self._asked, terms) if each is not None]
                return _any(asked) if asked else None
            case Not(inner):
                asked = self._asked(inner)
                return asked and Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, asked)])
            case Count(field, least, most):
                return _const(Query.range_query(schema(), field, FieldType.Integer, least, most))
            case Days(first, last):
                bounds = (day.toordinal() if day else None for day in (first, last))
                return _const(Query.range_query(schema(), "day", FieldType.Integer, *bounds))
            case Is():
                return self._is(term)
            case Text():
                return self._text(term)

    def _all(self, terms: tuple[Term, ...]) -> Query | None:
        if not terms:
            return Query.all_query()
        asked = [each for each in map(self._asked, terms) if each is not None]
        return _every(asked) if asked else None

    def _is(self, term: Is) -> Query:
        match term.state:
            case State.CODE:
                return _const(Query.term_query(schema(), "has", "code"))
            case State.PROJECT:
                return _const(Query.term_query(schema(), "has", "project"))
            case State.UNREAD:
                read = self._marked(Is(State.READ))
                return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, read)])
        return self._marked(term)

    def _marked(self, term: Term) -> Query:
        """Papers whose marks alone make them fit."""
        return with_ids(paper_id for paper_id, marks in self._marks.items() if term.fits(_NO_PAPER, marks))

    def _text(self, term: Text) -> Query | None:
        match term.where:
            case Where.TAG:
                return self._marked(term)
            case Where.TOPIC:
                return _whole("topic_text", term.text, term.is_prefix)
            case Where.CATEGORY:
                return _whole("category", term.text, term.is_prefix)
            case Where.ID:
                return _whole("id_text", term.text, True)
        found = words(term.text)
        if not found:
            return None
        fields = self._texts if term.where is Where.ANYWHERE else {_FIELDS[term.where]: 1.0}
        if self._forgives and not term.is_quoted:
            asked = _every([_any([_boosted(_alike(field, word), boost) for field, boost in fields.items()]) for word in found])
        else:
            asked = _any([_boosted(_exactly(field, found, term.is_prefix), boost) for field, boost in fields.items()])
        return _any([asked, *self._besides(term)]) if term.where is Where.ANYWHERE else asked

    def _besides(self, term: Text) -> Iterator[Query]:
        """Where else a text may stand than in the words of a paper."""
        if _has_digits(term.text):
            yield _whole("id_text", term.text, True)
        spoken = ((paper_id, marks) for paper_id, marks in self._marks.items() if marks.tags or marks.note)
        said = [paper_id for paper_id, marks in spoken if term.text in _said(marks)]
        if said:
            yield with_ids(said)


def narrows(term: Term, before: Term) -> bool:
    """Whether the index finds no paper by `term` that it does not find by `before`: a letter more was typed of a word.

    True only where that is certain: of less than three letters more fields are looked into with each."""
    match term, before:
        case All(terms), All(others) if len(terms) == len(others):
            return all(map(narrows, terms, others))
        case Text(text, where), Text(begun, place, is_prefix=True) if where is place:
            more = text.removeprefix(begun)
            is_one_word = words(text) == [text] and words(begun) == [begun]  # phrases are not followed to all their ends
            return more != text and is_one_word and len(begun) >= max(_LETTERS.values()) and not _has_digits(more)
    return term == before


def _has_digits(text: str) -> bool:
    return any(map(str.isdigit, text))


def _exactly(field: str, found: list[str], is_prefix: bool) -> Query:
    if len(found) > 1:
        return (Query.phrase_prefix_query if is_prefix else Query.phrase_query)(schema(), field, found)
    (word,) = found
    whole = Query.term_query(schema(), field, word)
    return _any([whole, *_begun(field, word)]) if is_prefix else whole


def _alike(field: str, word: str) -> Query:
    choices = [Query.term_query(schema(), field, word), *_begun(field, word)]
    if len(word) >= _FUZZY_FROM:
        choices.append(_const(Query.fuzzy_term_query(schema(), field, word, 1, True), _BEGUN))
    return _any(choices)


def _begun(field: str, word: str) -> Iterator[Query]:
    if len(word) >= _LETTERS.get(field, _LETTERS_ELSEWHERE):
        yield _const(_beginning(field, word), _BEGUN)


def _beginning(field: str, text: str) -> Query:
    return Query.fuzzy_term_query(schema(), field, text, 0, True, True)


def _whole(field: str, text: str, is_prefix: bool) -> Query:
    """In a field that is not cut into words."""
    return _const(_beginning(field, text) if is_prefix else Query.term_query(schema(), field, text))


def with_ids(ids: Iterable[str]) -> Query:
    """Finds these papers."""
    kept = list(ids)
    return _const(Query.term_set_query(schema(), "id", kept)) if kept else Query.empty_query()


def _any(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, each) for each in queries])


def _every(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, each) for each in queries])


def _boosted(query: Query, boost: float) -> Query:
    return Query.boost_query(query, boost)


def _const(query: Query, score: float = 1.0) -> Query:
    return Query.const_score_query(query, score)


@lru_cache(maxsize=20_000)
def _said(marks: Marks) -> str:
    return comparable("\n".join((*marks.tags, marks.note or "")))
