from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.model.facets import Facet, Kind
from paperbrowse.model.marks import Marks
from paperbrowse.model.query import parse_query
from paperbrowse.model.view import Narrowing, Order, make_view, ordered

from .made import NOON, paper

PAPERS = (
    paper(1, title="beta", upvotes=5, stars=10, published=date(2026, 6, 5), topics=("agents", "video")),
    paper(2, title="Álpha", comments=2, topics=("agents",)),
    paper(3, title="Gamma", upvotes=9, comments=0, stars=10, published=date(2026, 6, 6), topics=("video",)),
    paper(4, title="alpha", upvotes=5, comments=2, stars=0, published=date(2026, 6, 5)),
)
AGENTS, VIDEO, THESIS = Facet(Kind.TOPIC, "agents"), Facet(Kind.TOPIC, "video"), Facet(Kind.TAG, "thesis")
READ = {"2606.00003": Marks(read_at=NOON), "2606.00004": Marks(bookmarked_at=NOON)}


def numbers(papers: tuple) -> list[int]:
    return [int(each.id[-1]) for each in papers]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.HUB, [1, 2, 3, 4]),
        (Order.UPVOTES, [3, 1, 4, 2]),
        (Order.NEWEST, [3, 1, 4, 2]),
        (Order.COMMENTS, [2, 4, 3, 1]),
        (Order.STARS, [1, 3, 4, 2]),
        (Order.TITLE, [2, 4, 1, 3]),
    ],
)
def test_equals_keep_the_order_of_the_hub_and_the_unknown_comes_last(order: Order, expected: list[int]) -> None:
    assert expected == numbers(ordered(PAPERS, order))


@pytest.mark.parametrize("order", Order)
@given(st.permutations(PAPERS))
def test_ordering_loses_nothing_and_ordering_again_changes_nothing(order: Order, papers: list) -> None:
    once = ordered(tuple(papers), order)

    assert sorted(numbers(once)) == [1, 2, 3, 4]
    assert once == ordered(once, order)


@pytest.mark.parametrize("order", Order)
def test_every_order_has_a_name_of_its_own_for_people(order: Order) -> None:
    assert [order] == [each for each in Order if each.title == order.title]


@pytest.mark.parametrize(
    ("narrowing", "expected"),
    [
        (Narrowing(), [1, 2, 3, 4]),
        (Narrowing(query=parse_query("alpha")), [2, 4]),
        (Narrowing(include=frozenset({AGENTS})), [1, 2]),
        (Narrowing(include=frozenset({AGENTS, VIDEO})), [1]),
        (Narrowing(exclude=frozenset({VIDEO})), [2, 4]),
        (Narrowing(exclude=frozenset({VIDEO, AGENTS})), [4]),
        (Narrowing(include=frozenset({AGENTS}), exclude=frozenset({VIDEO})), [2]),
        (Narrowing(include=frozenset({THESIS})), []),
        (Narrowing(unread_only=True), [1, 2, 4]),
        (Narrowing(query=parse_query("alpha"), include=frozenset({VIDEO})), []),
    ],
)
def test_the_list_is_narrowed_to(narrowing: Narrowing, expected: list[int]) -> None:
    assert expected == numbers(make_view(PAPERS, READ, narrowing, Order.HUB).papers)


def test_counts_are_of_the_shelf_and_not_of_what_is_left_of_it() -> None:
    view = make_view(PAPERS, READ, Narrowing(query=parse_query("gamma")), Order.HUB)

    assert ([3], 4, 3) == (numbers(view.papers), view.total, view.unread)


def test_counts_of_topics_are_of_what_the_list_shows() -> None:
    chosen = make_view(PAPERS, READ, Narrowing(include=frozenset({AGENTS})), Order.HUB)
    typed = make_view(PAPERS, READ, Narrowing(query=parse_query("-gamma")), Order.HUB)

    assert [("agents", 2), ("video", 1)] == [(each.name, each.count) for each in chosen.facets]
    assert [("agents", 2), ("video", 1)] == [(each.name, each.count) for each in typed.facets]


def test_what_was_chosen_stays_among_the_counts_where_no_paper_has_it() -> None:
    view = make_view(PAPERS, READ, Narrowing(exclude=frozenset({VIDEO})), Order.HUB)

    assert [("agents", 1), ("video", 0)] == [(each.name, each.count) for each in view.facets]


def test_marking_in_the_list_changes_its_count_and_takes_no_row_away() -> None:
    view = make_view(PAPERS, {}, Narrowing(unread_only=True), Order.HUB)

    recounted = view.recounted(PAPERS, READ)

    assert (view.papers, 3) == (recounted.papers, recounted.unread)


def test_nothing_to_show_is_a_view_too() -> None:
    view = make_view((), {}, Narrowing(), Order.UPVOTES)

    assert ((), 0, 0, ()) == (view.papers, view.total, view.unread, view.facets)
