from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.model.budget import NOTHING_KNOWN, Budget, Room, Standing, budgets
from paperbrowse.model.limits import Limits

NOW = 1_781_265_600.0
BUDGET = Budget(5, 300.0)


def begun(calls: int = 0, at: float = NOW) -> Standing:
    """A window that began then, after so many calls."""
    standing = NOTHING_KNOWN.at(at, BUDGET)
    for _ in range(calls):
        standing = standing.taken()
    return standing


def test_the_buckets_are_those_of_the_hub_and_arxiv():
    pages = Budget(100, 300.0)

    assert {"api": Budget(500, 300.0), "pages": pages, "pictures": pages, "arxiv": Budget(1, 3.0)} == budgets(Limits())


def test_after_the_last_call_one_waits_for_the_next_window():
    standing = begun(5, at=NOW)

    assert (0.0, 200.0, 0.0) == (begun(4).wait(NOW), standing.wait(NOW + 100), standing.at(NOW + 300, BUDGET).wait(NOW + 300))
    assert (Room(1, 300.0), Room(0, 200.0)) == (begun(4).room(NOW), standing.room(NOW + 100))


def test_a_clock_that_was_set_back_begins_a_new_window():
    standing = begun(5, at=NOW)

    assert 0.0 == standing.at(NOW - 10, BUDGET).wait(NOW - 10)


def test_a_clock_that_was_set_back_by_years_ends_what_the_service_asked_for():
    standing = begun(at=NOW).closed(100, NOW)

    assert 0.0 == standing.at(NOW - 1e8, BUDGET).wait(NOW - 1e8)


def test_a_shorter_limit_does_not_end_a_longer_one():
    standing = begun().closed(100, NOW).closed(5, NOW)

    assert 70.0 == standing.wait(NOW + 30)


def test_a_limit_leaves_the_count_as_it_is():
    standing = begun(3).closed(10, NOW)

    assert (Room(0, 10.0), Room(2, 280.0)) == (standing.room(NOW), standing.at(NOW + 20, BUDGET).room(NOW + 20))


def test_a_limit_of_years_is_an_hour():
    assert 3600.0 == begun().closed(1e9, NOW).wait(NOW)


def test_in_the_window_that_we_know_the_smaller_number_holds():
    counted = begun(3, at=NOW)

    assert [2, 1] == [counted.told(left, 301.0, NOW, BUDGET).left for left in (4, 1)]


def test_a_window_that_the_service_knows_better_is_taken_over_up_to_our_budget():
    counted = begun(3, at=NOW)

    assert [Room(4, 41.0), Room(5, 41.0)] == [counted.told(left, 41.0, NOW, BUDGET).room(NOW) for left in (4, 999)]


def test_the_next_of_two_short_windows_is_not_taken_for_the_same():
    short = Budget(5, 2.0)
    counted = NOTHING_KNOWN.at(NOW, short).taken().taken()

    assert 4 == counted.told(4, 2.0, NOW + 1.9, short).left


def test_a_reset_in_years_is_one_in_a_window():
    assert Room(0, 300.0) == begun().told(0, 1e9, NOW, BUDGET).room(NOW)


@given(
    steps=st.lists(st.floats(0, 400, allow_nan=False) | st.just(0.0), max_size=60),
    told=st.lists(st.none() | st.tuples(st.integers(0, 9), st.floats(0, 900)), max_size=60),
)
def test_whoever_waits_as_long_as_told_never_exceeds_the_budget_in_a_window_of_ours(
    steps: list[float], told: list[tuple[int, float] | None]
):
    """Without word from the service; with it, nobody is told to wait longer than a window."""
    now, standing, gone = NOW, NOTHING_KNOWN, []
    for seconds in steps:
        now += seconds
        standing = standing.at(now, BUDGET)
        if wait := standing.wait(now):
            now += wait
            standing = standing.at(now, BUDGET)
        assert 0.0 == standing.wait(now)
        standing = standing.taken()
        gone.append((standing.resets_at, now))
    for seconds, word in zip(steps, told, strict=False):
        now += seconds
        standing = standing.at(now, BUDGET).told(*word, now, BUDGET) if word else standing.at(now, BUDGET)
        assert 0.0 <= standing.wait(now) <= BUDGET.window + 0.001

    windows = [end for end, _ in gone]
    assert all(windows.count(end) <= BUDGET.calls for end in windows)


@given(
    calls=st.integers(0, 6),
    word=st.tuples(st.integers(0, 9), st.floats(0, 900)),
    later=st.floats(0, 600),
)
def test_what_is_known_already_would_not_change_how_many_calls_there_are(
    calls: int, word: tuple[int, float], later: float
) -> None:
    standing = begun(calls).at(NOW + later, BUDGET)

    told = standing.told(*word, NOW + later, BUDGET)

    if standing.knows(*word, NOW + later, BUDGET):
        assert told.left == standing.left
        assert abs(told.resets_at - standing.resets_at) <= 2.0
    else:
        assert (told.left, told.resets_at) != (standing.left, standing.resets_at)
