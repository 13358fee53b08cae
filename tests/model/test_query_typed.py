"""Whatever is typed is a query, and what was not understood is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.model.marks import UNMARKED, Marks
from paperbrowse.model.paper import Author
from paperbrowse.model.query import parse_query
from paperbrowse.model.query_language import FIELDS, LANGUAGE, LONGEST_QUERY
from paperbrowse.model.query_terms import Text, Where

from .made import NOON, paper

PAPERS = (
    paper(1, title="A KV cache for video", authors=(Author("Ann Bo"),), upvotes=30, topics=("KV cache",)),
    paper(2, title="Agents (in the wild): OR else", abstract="title: the-end", day=NOON.date(), github="https://github.com/a/b"),
    paper(3, title="Nothing", stars=5, comments=0),
)
MARKED = Marks(bookmarked_at=NOON, tags=("thesis",), note="see 2")
_NAMES = [f"{name}:" for name in FIELDS]
SYNTAX = st.lists(
    st.sampled_from([*_NAMES, *'"()->=: ', " ", " OR ", "KV", "agents", "2026-06", "20", "unread", "code", "2606.00001v2", "é"])
).map("".join)


@given(st.text() | SYNTAX, st.booleans())
def test_whatever_is_typed_is_a_query(typed: str, is_typing: bool) -> None:
    query = parse_query(typed, is_typing=is_typing)

    assert all(query.matches(each, marks) in (True, False) for each in PAPERS for marks in (UNMARKED, MARKED))
    assert all(word.strip() for word in query.words_to_emphasise)


@given(st.text(st.characters(exclude_characters='"'), min_size=1, max_size=LONGEST_QUERY - 2))
def test_a_title_in_quotes_finds_its_paper(title: str) -> None:
    assert parse_query(f'"{title}"').matches(paper(title=title), UNMARKED)


@given(st.lists(st.from_regex(r"[\w.+'/\[\]]+", fullmatch=True), min_size=1, max_size=6))
def test_a_paper_is_found_by_the_words_of_its_title_in_any_order(words: list[str]) -> None:
    typed = " ".join(words)[:LONGEST_QUERY].replace(" OR ", " or ")

    assert parse_query(" ".join(reversed(typed.split()))).matches(paper(title=typed), UNMARKED)


@pytest.mark.parametrize(
    "title",
    [
        "MCP: a protocol", "Re: x", "title: the-end", "Agents (in the wild): a survey", "TO BE OR NOT TO BE", "std::vector",
        "A - B - C", "f(x) = (a+b)", "https://example.org/a?b=c", "C++ 17:30 (", "Qwen2:7b", "10:1", 'The "real" thing',
        "Colour:Red", "α:β", "c:\\x", "x:y", "Before: an after", ")(", "a) b) (c",
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_typing", [False, True])
def test_a_pasted_title_finds_its_paper(title: str, is_typing: bool) -> None:
    assert parse_query(title, is_typing=is_typing).matches(paper(title=title), UNMARKED)


@given(st.from_regex(r"[a-z]{1,3}|[A-Z]{1,3}|(title|topic|upvotes|day|is|has):[a-z0-9>]{1,7}", fullmatch=True))
def test_minus_finds_exactly_the_others(word: str) -> None:
    found, others = ([each.id for each in PAPERS if parse_query(typed).matches(each, MARKED)] for typed in (word, f"-{word}"))

    assert {each.id for each in PAPERS} == {*found, *others}
    assert not set(found) & set(others)


SIDES = st.sampled_from(
    ["kv cache", "-video", "is:unread", "topic:kv-cache", "upvotes:>3", '"a kv"', "(nothing OR agents)", "stars:5 no", "zebra"]
)


@given(SIDES, SIDES)
def test_either_finds_what_one_of_them_finds_and_both_what_both_find(one: str, other: str) -> None:
    left, right = parse_query(one), parse_query(other)

    either, both = parse_query(f"({one}) OR ({other})"), parse_query(f"({one}) ({other})")

    for each in PAPERS:
        sides = left.matches(each, MARKED), right.matches(each, MARKED)
        assert (any(sides), all(sides)) == (either.matches(each, MARKED), both.matches(each, MARKED))


# ---- what is said


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("upvotes:many", "upvotes: wants a number, such as upvotes:>20"),
        ("-upvotes:>", "upvotes: wants a number, such as upvotes:>20"),
        ("stars:>1e3", "stars: wants a number, such as stars:>=100"),
        ("comments:٣", "comments: wants a number, such as comments:0"),
        ("comments:99999999999999999999", "comments: wants a number, such as comments:0"),
        ("day:2026-13", "day: wants a day, week, month or year, such as day:2026-06"),
        ("day:today", "day: wants a day, week, month or year, such as day:2026-06"),
        ("day:9999-12", "day: wants a day, week, month or year, such as day:2026-06"),
        ("after:trending", "after: wants a day, week, month or year, such as after:2026-01-15"),
        ("is:red", "is: wants unread, read or bookmarked, such as is:unread"),
        ("has:", "has: wants code, note or project, such as has:code"),
        ("title: x", 'title: wants a word or a "phrase", such as title:attention'),
        ("autor:x", "there is no field autor: but author:"),
        ("colour:red", f"there is no field colour: ; fields are {', '.join(FIELDS)}"),
    ],
)
def test_what_is_not_understood_is_said_and_looked_for_as_text(typed: str, problem: str) -> None:
    query = parse_query(typed)

    assert (problem,) == query.problems
    assert any(typed.split()[0].removeprefix("-").lower() in word for word in _texts(query.term))


def _texts(term: object) -> list[str]:
    children = getattr(term, "terms", None) or ((term.term,) if hasattr(term, "term") else ())
    own = [term.text.replace(" ", "-")] if isinstance(term, Text) and term.where is Where.ANYWHERE else []
    return [*own, *(text for child in children for text in _texts(child))]


@pytest.mark.parametrize("typed", ["http://x.y", "Re: x", "MCP: a protocol", "a:b", "Colour:red", "std::vector", "10:30", '"is:x"'])
def test_what_is_no_field_is_no_mistake(typed: str) -> None:
    assert () == parse_query(typed).problems


def test_a_mistake_made_twice_is_said_once() -> None:
    assert 1 == len(parse_query("is:a is:b").problems)


def test_of_a_query_that_is_too_long_the_beginning_counts() -> None:
    query = parse_query("a" * LONGEST_QUERY + "b")

    assert Text("a" * LONGEST_QUERY) == query.term
    assert ("only the first 200 characters are searched",) == query.problems


@pytest.mark.parametrize("line", LANGUAGE, ids=lambda line: line.form)
def test_every_example_of_the_language_is_understood(line) -> None:
    query = parse_query(line.example)

    assert () == query.problems
    assert not query.is_empty
