"""What a query finds, and what it is made of."""

from datetime import date

import pytest

from paperbrowse.model.marks import UNMARKED, Marks
from paperbrowse.model.paper import Author, Organization
from paperbrowse.model.query import Query, parse_query
from paperbrowse.model.query_terms import All, AnyOf, Count, Days, Is, Not, State, Text, Where

from .made import NOON, paper

PAPER = paper(
    1234,
    title="State-of-the-Art Naïve Planning",
    abstract="We study [x] and 100% of f(x)_1 in a long abstract.",
    summary="A model wrote this.",
    authors=(Author("Élodie Müller"), Author("B. Writer")),
    organization=Organization("ethz", "ETH Zürich"),
    keywords=("KV cache",),
    topics=("World Models", "agents"),
    categories=("cs.CL", "cond-mat.str-el"),
    submitted_by="Jürgen Sender",
    day=date(2026, 6, 9),
    published=date(2026, 5, 31),
    upvotes=21,
    comments=0,
    github="https://github.com/a/b",
)
MARKS = Marks(bookmarked_at=NOON, tags=("PhD-thesis",), note="ask Ann about Fig. 3")


@pytest.mark.parametrize(
    "typed",
    [
        "", "planning", "NAIVE", "plan state", '"naive planning"', '"of the art"', "state-of-the-art", "zurich", "ethz",
        "elodie", "muller writer", "2606.01234", "kv-cache", "-video", "planning -video", "wrote", "[x]", "100%", "f(x)_1",
        '"state  of', "world models", "phd thesis", "fig. 3", "video OR planning", "video OR planning naive",
        "(video OR planning) -robot", "-(video OR robot)", '(video OR "naive planning")', "( planning )", "nothing OR -video",
        "TITLE:naive", "title:naive-planning", "author:elodie", 'author:"b. writer"', "authors:muller", "org:ethz", "org:zurich",
        "topic:world-models", "topic:AGENTS", 'topic:"world models"', "cat:cs.CL", "cat:cs", "category:CS.", "cat:cond-mat", "cat:cond-mat.str-el", "cat:cs.*", "tag:phd-thesis", "tag:#phd-thesis", "id:2606",
        "id:2606.01234v3", "arXiv:2606.01234v2", "arxiv.org/abs/2606.01234", "submitter:jurgen", "day:2026", "day:2026-06",
        "day:2026-W24", "day:2026-06-09", "after:2026-06-08", "after:2026-05", "before:2026-06-10", "before:2026-W25",
        "upvotes:21", "upvotes:=21", "upvotes:>20", "upvotes:>=21", "upvotes:<22", "upvotes:<=21", "comments:0", "is:unread",
        "is:BOOKMARKED", "has:code", "has:note", "-is:read", "-has:project", "-title:video", '-title:"planning naive"',
        "-stars:>=0", "upvotes:>20 comments:0 org:eth is:bookmarked plan",
    ],
)  # fmt: skip
def test_the_paper_is_found_by(typed: str) -> None:
    assert parse_query(typed).matches(PAPER, MARKS)


@pytest.mark.parametrize(
    "typed",
    [
        "video", "planning video", "-planning", '-"naive planning"', "-kv-cache", '"planning naive"', ".*", "f_x", "_2",
        "video OR robot", "video OR planning robot", "-(video OR planning)", "(planning video) OR robot", "title:long",
        "author:zurich", "org:muller", "topic:agent", "topic:models", "cat:c", "cat:cl", "cat:cs.C", "cat:math", "tag:phd", "id:1234", "submitter:ann", "day:2026-05",
        "day:2026-06-10", "after:2026-06-09", "after:2026-06", "before:2026-06-09", "before:2026", "upvotes:20", "upvotes:>21",
        "upvotes:<21", "comments:>0", "stars:0", "stars:>=0", "is:read", "-is:unread", "has:project", "-title:naive",
        '-title:"naive planning"', "-org:ethz",
    ],
)  # fmt: skip
def test_the_paper_is_not_found_by(typed: str) -> None:
    assert not parse_query(typed).matches(PAPER, MARKS)


@pytest.mark.parametrize(("typed", "found"), [("topic:world", True), ("topic:agent", True), ("topic:models", False), ("cat:cs.c", True), ("cat:cl", False), ("tag:ph", True)])
def test_while_typing_a_topic_or_tag_is_named_by_its_beginning(typed: str, found: bool) -> None:
    assert found == parse_query(typed, is_typing=True).matches(PAPER, MARKS)
    assert not parse_query(f"{typed} ", is_typing=True).matches(PAPER, MARKS)


def test_where_no_edition_is_known_the_day_of_publication_counts() -> None:
    assert parse_query("day:2026-05").matches(paper(1, published=date(2026, 5, 31)), UNMARKED)


def test_what_nobody_knows_is_in_no_range_of_days_or_numbers() -> None:
    unknown = paper(1)

    assert not any(parse_query(typed).matches(unknown, UNMARKED) for typed in ("day:2026", "after:2025", "upvotes:<9", "stars:0"))


@pytest.mark.parametrize("typed", ["", "   ", "-", '"', '-"', '""', '-""', "- -", "--", "()", "( )", 'title:""'])
def test_what_is_only_begun_narrows_nothing_yet(typed: str) -> None:
    assert Query() == parse_query(typed)
    assert parse_query(typed).is_empty


@pytest.mark.parametrize(
    "typed",
    ["title:", "-title:", 'author:"', "upvotes:", "upvotes:>", "stars:>=", "day:", "day:20", "day:2026-", "day:2026-W2"]
    + ["after:2026-06-", "after:2026-06-1", "is:", "is:un", "has:pro", "-is:", "(", "-("],
)
def test_what_is_still_being_typed_is_no_mistake_and_narrows_nothing_yet(typed: str) -> None:
    assert Query() == parse_query(typed, is_typing=True)


def test_words_phrases_and_minus_words_are_told_apart() -> None:
    term = All((
        Text("world model", is_quoted=True),
        Not(Text("video")),
        Text("agents"),
        Not(Text("long context", is_quoted=True)),
    ))  # fmt: skip

    assert Query(term) == parse_query('"World-Model" -Video agents -"long context"')


def test_either_joins_its_neighbours_more_closely_than_a_blank() -> None:
    a, b, c, d = map(Text, "abcd")

    assert All((a, AnyOf((b, c)), d)) == parse_query("a b OR c d").term
    assert AnyOf((All((a, b)), c)) == parse_query("(a b) OR c").term
    assert AnyOf((a, Not(AnyOf((b, c))))) == parse_query("a OR -(b OR c)").term


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("OR", Text("or")),
        ("a or b", All((Text("a"), Text("or"), Text("b")))),
        ("a OR", All((Text("a"), Text("or")))),
        ('"OR"', Text("or", is_quoted=True)),
        ("(a", Text("(a")),
        ("a)", Text("a)")),
        ("f(x)", Text("f(x)")),
        ("(?i)x", Text("(?i)x")),
        ("-(-a)", Text("a")),
        ("http://x.y/z", Text("http://x.y/z")),
    ],
)
def test_signs_that_join_nothing_are_text(typed: str, term: Text | All) -> None:
    assert Query(term) == parse_query(typed)


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("title:KV-Cache", Text("kv cache", Where.TITLE)),
        ('author:"Le Cun', Text("le cun", Where.AUTHOR, is_quoted=True)),
        ("upvotes:>20", Count("upvotes", 21)),
        ("stars:<5", Count("stars", 0, 4)),
        ("comments:3", Count("comments", 3, 3)),
        ("day:2026-W01", Days(date(2025, 12, 29), date(2026, 1, 4))),
        ("after:2025", Days(first=date(2026, 1, 1))),
        ("before:2026-02", Days(last=date(2026, 1, 31))),
        ("has:code", Is(State.CODE)),
    ],
)
def test_a_field_is_one_term(typed: str, term: object) -> None:
    assert Query(term) == parse_query(typed)


def test_only_the_last_word_is_still_being_typed() -> None:
    assert [False, True] == [term.is_prefix for term in parse_query("kv cac", is_typing=True).term.terms]
    assert not parse_query("cache ", is_typing=True).term.is_prefix
    assert not parse_query('"cache"', is_typing=True).term.is_prefix
    assert parse_query("a OR", is_typing=True) == parse_query("a")
    assert parse_query("(a OR b", is_typing=True).term == AnyOf((Text("a"), Text("b", is_prefix=True)))


def test_emphasised_is_what_title_and_abstract_may_show() -> None:
    query = parse_query('KV-cache (title:naïve OR "a b") -video author:x upvotes:>3 kv-cache')

    assert ("kv cache", "naive", "a b") == query.words_to_emphasise
