import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.model.paper import Author, Organization
from paperbrowse.model.query import Query, parse_query

from .made import paper

PAPER = paper(
    1234,
    title="State-of-the-Art Naïve Planning",
    abstract="We study [x] and 100% of f(x)_1 in a long abstract.",
    summary="A model wrote this.",
    authors=(Author("Élodie Müller"), Author("B. Writer")),
    organization=Organization("ethz", "ETH Zürich"),
    keywords=("KV cache",),
)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "planning",
        "NAIVE",
        "plan state",
        '"naive planning"',
        '"of the art"',
        "state-of-the-art",
        "zurich",
        "ethz",
        "elodie",
        "muller writer",
        "2606.01234",
        "kv-cache",
        "-video",
        "planning -video",
        "wrote",
        "[x]",
        "100%",
        "f(x)_1",
        '"state  of',
    ],
)
def test_the_paper_is_found_by(typed: str) -> None:
    assert parse_query(typed).matches(PAPER)


@pytest.mark.parametrize(
    "typed",
    ["video", "planning video", "-planning", '-"naive planning"', "-kv-cache", '"planning naive"', ".*", "f_x", "_2"],
)
def test_the_paper_is_not_found_by(typed: str) -> None:
    assert not parse_query(typed).matches(PAPER)


@pytest.mark.parametrize("typed", ["", "   ", "-", '"', '-"', '""', '-""', "- -", "--"])
def test_what_is_only_begun_narrows_nothing_yet(typed: str) -> None:
    assert Query() == parse_query(typed)


def test_words_phrases_and_minus_words_are_told_apart() -> None:
    assert Query(("world model", "agents"), ("video", "long context")) == parse_query(
        '"World-Model" -Video agents -"long context'
    )


@given(st.text())
def test_whatever_is_typed_is_a_query(typed: str) -> None:
    query = parse_query(typed)

    assert all(term.strip() for term in (*query.wanted, *query.unwanted))


@given(st.text(st.characters(exclude_characters='"'), min_size=1))
def test_a_title_in_quotes_finds_its_paper(title: str) -> None:
    assert parse_query(f'"{title}"').matches(paper(title=title))
