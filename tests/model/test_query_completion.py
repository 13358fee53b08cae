"""What `tab` makes of the word before the cursor."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.model.marks import UNMARKED, Marks
from paperbrowse.model.paper import Author, Organization
from paperbrowse.model.query import parse_query
from paperbrowse.model.query_completion import Known, completed, known_of, suggestions
from paperbrowse.model.query_language import FIELDS

from .made import paper

KNOWN = Known(
    topics=("agents", "KV cache", "multi-agent", "Ünïcode"),
    organizations=("NVIDIA",),
    tags=("thesis",),
    authors=('Ann "Bo" Lee', "Yann LeCun"),
    submitters=("akhaliq",),
    days=("2026-06", "2026-06-12"),
    categories=("cs.CL", "math.GT"),
)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("up", ("upvotes:",)),
        ("T", ("title:", "topic:", "tag:")),
        ("words and -a", ("author:", "after:")),
        ("(su", ("submitter:",)),
        ("topic:", ("topic:agents", 'topic:"KV cache"', "topic:multi-agent", "topic:Ünïcode")),
        ("topic:AG", ("topic:agents", "topic:multi-agent")),
        ("topic:kv-c", ('topic:"KV cache"',)),
        ('-topic:"kv c', ('topic:"KV cache"',)),
        ("topics:uni", ("topic:Ünïcode",)),
        ("author:lec", ('author:"Yann LeCun"',)),
        ("author:ann", ('author:"Ann  Bo  Lee"',)),
        ("org:n", ("org:NVIDIA",)),
        ("tag:t", ("tag:thesis",)),
        ("cat:", ("cat:cs.CL", "cat:math.GT")),
        ("cat:m", ("cat:math.GT",)),
        ("submitter:", ("submitter:akhaliq",)),
        ("is:", ("is:unread", "is:read", "is:bookmarked")),
        ("has:P", ("has:project",)),
        ("after:2026-06", ("after:2026-06", "after:2026-06-12")),
        ("upvotes:", ("upvotes:>20",)),
        ("upvotes:3", ()),
        ("title:x", ()),
        ("nothing", ()),
        ("colour:", ()),
        ('"a phrase', ()),
        ('"a phrase" is:u', ("is:unread",)),
    ],
)
def test_the_word_before_the_cursor_may_become(typed: str, offered: tuple[str, ...]) -> None:
    assert offered == suggestions(typed, len(typed), KNOWN)


def test_after_a_blank_every_field_is_offered() -> None:
    assert tuple(f"{name}:" for name in FIELDS) == suggestions("word ", 5, KNOWN) == suggestions("", 0, Known())


def test_what_stands_after_the_cursor_stays() -> None:
    typed = "-topic:kv rest"

    assert ('-topic:"KV cache" rest', 17) == completed(typed, 9, suggestions(typed, 9, KNOWN)[0])


@given(st.text(), st.integers(0, 30))
def test_what_is_offered_is_understood(typed: str, cursor: int) -> None:
    before = len(parse_query(typed[:cursor]).problems)
    for offered in suggestions(typed, cursor, KNOWN):
        line, end = completed(typed[:cursor], min(cursor, len(typed)), offered)

        assert line[:end].endswith(offered)
        assert before >= len(parse_query(line, is_typing=True).problems)


@pytest.mark.parametrize("typed", [f"{name}:" for name in FIELDS if name not in ("title", "id")])
def test_a_value_that_is_offered_finds_something_or_nothing_but_is_no_mistake(typed: str) -> None:
    offered = suggestions(typed, len(typed), KNOWN)

    assert offered
    assert [()] * len(offered) == [parse_query(each).problems for each in offered]


def test_known_is_what_the_papers_have_the_most_frequent_first() -> None:
    papers = (
        paper(1, topics=("a", "b"), authors=(Author("X"), Author("Y")), day=date(2026, 6, 11), submitted_by="S"),
        paper(2, topics=("b",), authors=(Author("Y"),), organization=Organization("lab", "The Lab"), day=date(2026, 6, 12)),
        paper(3),
    )

    known = known_of(papers, {"1": Marks(tags=("t",)), "2": UNMARKED})

    days = ("2026-06", "2026-06-12", "2026-06-11")
    assert Known(("b", "a"), ("The Lab",), ("t",), ("Y", "X"), ("S",), days) == known
