"""What of a query the Hub can be asked for: it knows words alone."""

from .marks import Marks
from .paper import Paper
from .query import Query
from .query_terms import All, AnyOf, Term, Text, Where


def words_for_hub(query: Query) -> str:
    """Empty where the query has no words."""
    return " ".join(query.words_to_emphasise)


def fits_beyond_words(query: Query, paper: Paper, marks: Marks) -> bool:
    """Whether a paper that the Hub found for the words is one that the rest of the query means."""
    return _beyond_words(query.term).fits(paper, marks)


def _beyond_words(term: Term) -> Term:
    match term:
        case All(terms):
            return All(tuple(each for each in terms if not _is_words(each)))
        case _:
            return All() if _is_words(term) else term


def _is_words(term: Term) -> bool:
    match term:
        case Text(where=Where.ANYWHERE):
            return True
        case AnyOf(terms) | All(terms):
            return all(map(_is_words, terms))
    return False
