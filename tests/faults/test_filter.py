"""What is typed into the filter is text, whatever else it may look like."""

from itertools import count

import pytest

from paperbrowse.model.marks import UNMARKED
from paperbrowse.model.query import parse_query
from tests.growth import grows_evenly
from tests.model.made import paper

LITERALS = [
    "%", "_", "'", "100%", "a_b", "it's", "' OR 1=1 --", "'); DROP TABLE marks; --", "title:video", "NEAR(a b, 3)", "a*",
    "^start", "AND", "NOT", "{a b}", "a + b", ".*", "[a-z]", "(", "((((", "(?i)x", "\\", "\\d+", "$", "$HOME", "%s",
    "{}", "%00", "[/]", "?", "#", "@x", "<b>",
]  # fmt: skip
BOMBS = ["(a+)+$", "(a|a)*b", "(.*)*" * 40, "a*" * 100, '"' * 200, "-" * 200, "%" * 200, "((((" * 50, "a " * 100, "\\" * 199]


@pytest.mark.fault("H33")
@pytest.mark.parametrize("literal", LITERALS)
def test_what_means_something_elsewhere_is_looked_for_as_it_stands(literal: str) -> None:
    holder, other = paper(1, title=f"Before {literal} after"), paper(2, title="Quite ordinary words", abstract="no more")

    query = parse_query(literal)

    assert (True, False) == (query.matches(holder, UNMARKED), query.matches(other, UNMARKED))


@pytest.mark.fault("H33")
@pytest.mark.parametrize("typed", ['"', '""', '"unfinished', '"a" "b', 'x"y"z', '-"a', "'\"'"])
def test_quotes_in_any_number_and_place_are_taken_for_a_phrase_or_as_they_stand(typed: str) -> None:
    query = parse_query(typed.removeprefix("-"))

    assert any(query.matches(paper(1, title=title), UNMARKED) for title in (typed, typed.replace('"', " ")))


@pytest.mark.fault("H33")
@pytest.mark.parametrize("bomb", BOMBS)
def test_what_is_built_to_take_for_ever_takes_no_time(bomb: str) -> None:
    query, asked = parse_query(bomb), count()

    def match(letters: int) -> None:
        for _ in range(5):  # each text is another, for those that it has met are known to it
            query.matches(paper(1, title="a" * 300, abstract="a" * letters + f"b{next(asked)}"), UNMARKED)

    assert grows_evenly(match, 50_000)
