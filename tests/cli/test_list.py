"""`paperbrowse list`: which papers, in which form, and what is said beside them."""

import json
from datetime import date

import pytest

from tests.cli.conftest import TODAY, Ended, Run
from tests.clocks import FakeClock
from tests.hub import Hub, faults, make_day, make_entry

MONDAY = date(2026, 6, 8)
AN_HOUR = 3600


def ids(ended: Ended) -> list[str]:
    return ended.out.split()


def test_in_a_pipe_the_columns_are_separated_by_tabs_and_whole(run: Run, hub: Hub):
    entry = make_entry(MONDAY, 0)
    entry["title"] = entry["paper"]["title"] = "A very long title " * 20
    hub.days[MONDAY] = [entry]

    columns = run("list", "2026-06-08").out.rstrip("\n").split("\t")

    assert 6 == len(columns)
    assert ("2606.08000", ("A very long title " * 20).strip()) == (columns[0], columns[-1])


def test_quiet_prints_ids_alone(run: Run, hub: Hub):
    ended = run("list", "2026-06-08", "--quiet")

    assert sorted(ids(ended)) == [f"2606.0800{number}" for number in range(5)]


def test_limit_counts_after_sorting(run: Run, hub: Hub):
    for number, entry in enumerate(hub.days[MONDAY]):
        entry["paper"]["upvotes"] = number

    ended = run("list", "2026-06-08", "-q", "--sort", "upvotes", "-n", "2")

    wanted = [entry["paper"]["id"] for entry in hub.days[MONDAY]]
    assert [wanted[4], wanted[3]] == ids(ended)


def test_without_a_period_the_newest_edition_is_listed(run: Run, hub: Hub):
    ended = run("list", "-q")

    assert ids(ended)[0].startswith("2606.12") and "" == ended.err


def test_falling_back_to_an_older_edition_is_said(run: Run, hub: Hub):
    hub.days[TODAY] = []

    ended = run("list", "-q")

    assert ids(ended)[0].startswith("2606.11")
    assert "Showing Thu 2026-06-11, the newest edition that has papers.\n" == ended.err


def test_yesterday_is_the_edition_before_the_newest(run: Run, hub: Hub, clock: FakeClock):
    clock.advance(3 * 24 * AN_HOUR)
    hub.today = date(2026, 6, 15)

    ended = run("list", "yesterday", "-q")

    assert ids(ended)[0].startswith("2606.12")
    assert "Fri 2026-06-12" in ended.err


@pytest.mark.parametrize(
    ("typed", "asked"), [("2026-W24", "2026-W24"), ("week", "2026-W24"), ("month", "2026-06"), ("trending", "/papers/trending")]
)
def test_weeks_months_and_trending_are_asked_of_the_hub(run: Run, hub: Hub, typed: str, asked: str):
    ended = run("list", typed, "-q")

    assert 0 == ended.code and ids(ended)
    assert asked in (hub.requests[0].path, *hub.requests[0].query.values())


def test_a_fresh_copy_is_listed_without_asking(run: Run, hub: Hub):
    first = run("list", "2026-06-01", "-q")
    asked = len(hub.requests)

    second = run("list", "2026-06-01", "-q")

    assert (first.out, "") == (second.out, second.err)
    assert asked == len(hub.requests)


def test_refresh_asks_however_fresh_the_copy_is(run: Run, hub: Hub):
    run("list", "2026-06-01")
    hub.days[date(2026, 6, 1)] = make_day(date(2026, 6, 1), 2)

    ended = run("list", "2026-06-01", "-q", "--refresh")

    assert 2 == len(ids(ended))


def test_refresh_of_the_newest_edition_asks_for_today_again(run: Run, hub: Hub):
    hub.days[TODAY] = []
    run("list")
    hub.days[TODAY] = make_day(TODAY, 3)

    assert ids(run("list", "-q"))[0].startswith("2606.11")
    assert 3 == len(ids(run("list", "-q", "--refresh")))


def test_a_kept_copy_is_listed_offline_with_its_age(run: Run, hub: Hub, clock: FakeClock):
    fresh = run("list", "2026-06-12", "-q")
    clock.advance(3 * AN_HOUR)

    ended = run("--offline", "list", "2026-06-12", "-q")

    assert (0, fresh.out) == (ended.code, ended.out)
    assert "Offline: showing 2026-06-12 from 3 h ago.\n" == ended.err


def test_offline_without_a_period_the_newest_kept_edition_is_listed(run: Run, hub: Hub, clock: FakeClock):
    run("list", "2026-06-10")
    clock.advance(3 * AN_HOUR)

    ended = run("--offline", "list", "-q")

    assert ids(ended)[0].startswith("2606.10")
    assert "Offline: showing 2026-06-10 from 3 h ago.\n" == ended.err


def test_offline_with_nothing_kept_exits_3_and_mentions_the_sample(run: Run):
    ended = run("--offline", "list")

    assert (3, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
    assert "--sample" in ended.err


@pytest.mark.fault("N2")
def test_a_service_out_of_reach_is_offline(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")

    ended = run("list", "2026-06-08", "--json")

    assert (3, "") == (ended.code, ended.out)
    assert "127.0.0.1" in ended.err


@pytest.mark.fault("N29")
def test_a_limit_of_the_service_is_no_network_problem(run: Run, hub: Hub, clock: FakeClock):
    run("list", "2026-06-12")
    clock.advance(AN_HOUR)
    hub.fault(faults.status(429, Retry_After="99999"))

    kept, nothing = run("list", "2026-06-12", "-q"), run("list", "2026-06-08")

    assert 0 == kept.code and 5 == len(ids(kept))
    assert kept.err.startswith("The Hub limits us until ") and kept.err.endswith(": showing 2026-06-12 from 1 h ago.\n")
    assert (1, "") == (nothing.code, nothing.out)


@pytest.mark.fault("N36")
def test_an_answer_that_cannot_be_read_exits_1_where_nothing_is_kept(run: Run, hub: Hub):
    hub.fault(faults.answer(b"{}"))

    ended = run("list", "2026-06-08")

    assert (1, "", 1) == (ended.code, ended.out, ended.err.count("\n"))


def test_a_weekend_is_no_failure(run: Run, hub: Hub):
    ended = run("list", "2026-06-06", "--json")

    assert (0, []) == (ended.code, json.loads(ended.out))
    assert "No papers on Sat 2026-06-06: a weekend, none expected.\n" == ended.err


def test_a_day_that_is_still_empty_says_so(run: Run, hub: Hub):
    hub.days[TODAY] = []

    ended = run("list", "2026-06-12")

    assert (0, "", "No papers on Fri 2026-06-12 yet.\n") == (ended.code, ended.out, ended.err)


@pytest.mark.fault("N48")
def test_entries_that_were_left_out_are_counted(run: Run, hub: Hub):
    entries = make_day(MONDAY, 3)
    entries[0]["paper"]["title"] = entries[0]["title"] = None
    hub.days[MONDAY] = entries

    ended = run("list", "2026-06-08", "-q")

    assert (0, 2) == (ended.code, len(ids(ended)))
    assert "1 entry could not be read and is left out.\n" == ended.err


def test_bookmarks_are_listed_without_a_period_and_without_a_network(run: Run, hub: Hub):
    run("list", "2026-06-08")
    run("bookmark", "2606.08003", "2606.10001")

    ended = run("--offline", "list", "--bookmarked", "-q")

    assert ["2606.08003", "2606.10001"] == sorted(ids(ended))


def test_flags_narrow_the_edition_that_was_named(run: Run, hub: Hub):
    run("list", "2026-06-08")
    run("bookmark", "2606.08003", "2606.10001")
    run("read", "2606.08003")

    bookmarked = run("list", "2026-06-08", "--bookmarked", "-q")
    unread = run("list", "2026-06-08", "--unread", "-q")
    both = run("list", "2026-06-08", "--unread", "--bookmarked")

    assert ["2606.08003"] == ids(bookmarked)
    assert 4 == len(ids(unread)) and "2606.08003" not in ids(unread)
    assert (0, "", "No unread, bookmarked papers here.\n") == (both.code, both.out, both.err)


def test_a_query_narrows_what_is_listed(run: Run, hub: Hub):
    for number, entry in enumerate(hub.days[MONDAY]):
        entry["paper"]["upvotes"] = 10 * number
        entry["title"] = entry["paper"]["title"] = f"Token-Retention {'for Video' if number % 2 else 'Revisited'}"
    wanted = [entry["paper"]["id"] for entry in hub.days[MONDAY]]
    run("bookmark", wanted[4])

    few = run("list", "2026-06-08", "-q", "--query", '"token retention" -video upvotes:>=20')
    marked = run("list", "2026-06-08", "-q", "--query=-is:bookmarked video OR is:bookmarked")
    none = run("list", "2026-06-08", "--query", "zebra")

    assert [wanted[2], wanted[4]] == sorted(ids(few))
    assert [wanted[1], wanted[3]] == sorted(ids(marked))
    assert (0, "", "No papers here.\n") == (none.code, none.out, none.err)


def test_what_is_not_understood_of_a_query_is_said_and_looked_for_as_text(run: Run, hub: Hub):
    hub.days[MONDAY][2]["title"] = hub.days[MONDAY][2]["paper"]["title"] = "How upvotes:many came to be"

    ended = run("list", "2026-06-08", "--query", "upvotes:many", "--quiet")

    assert (0, [hub.days[MONDAY][2]["paper"]["id"]]) == (ended.code, ids(ended))
    assert "--query: upvotes: wants a number, such as upvotes:>20\n" == ended.err


def test_unread_without_a_period_is_the_inbox(run: Run, hub: Hub):
    run("list", "2026-06-12")
    run("list", "2026-06-11")
    run("list", "2026-05-01")
    run("read", "2606.12000")

    ended = run("--offline", "list", "--unread", "-q")

    assert 9 == len(ids(ended)) and not any(id.startswith("2605") for id in ids(ended))


def test_marks_show_in_the_columns_and_in_json(run: Run, hub: Hub):
    run("bookmark", "2606.08003")
    run("read", "2606.08003")

    line = next(line for line in run("list", "2026-06-08").out.splitlines() if line.startswith("2606.08003"))
    paper = json.loads(run("show", "2606.08003", "--json").out)

    assert "bookmarked,read" in line.split("\t")
    assert (True, True) == (paper["bookmarked"], paper["read"])


def test_a_library_that_cannot_be_used_leaves_marks_unknown_and_exits_4(run: Run, hub: Hub, home):
    library = home / "paperbrowse" / "data" / "library.db"
    library.parent.mkdir(parents=True)
    library.write_text("these are somebody's own notes, and no database\n" * 100)

    ended = run("list", "2026-06-08", "--json")

    papers = json.loads(ended.out)
    assert (4, 5, 1) == (ended.code, len(papers), ended.err.count("\n"))
    assert all(paper["bookmarked"] is None and paper["read"] is None for paper in papers)
    assert "somebody's own notes" in library.read_text()


@pytest.mark.parametrize(
    "argv", [["list", "--bookmarked"], ["list", "--unread"], ["list", "--imported"], ["bookmark", "2606.08000"]]
)
def test_what_needs_the_library_exits_4_without_it(run: Run, hub: Hub, home, argv: list[str]):
    library = home / "paperbrowse" / "data" / "library.db"
    library.mkdir(parents=True)

    ended = run(*argv)

    assert (4, "", 1) == (ended.code, ended.out, ended.err.count("\n"))


def test_the_sample_is_listed_when_asked_for(run: Run):
    ended = run("list", "--sample", "--quiet")

    assert (0, 45, "") == (ended.code, len(ids(ended)), ended.err)


def test_a_wait_is_announced(run: Run, hub: Hub, clock: FakeClock):
    hub.fault(faults.status(429, Retry_After="7"), times=1)

    ended = run("list", "2026-06-08", "-q")

    assert 0 == ended.code and "Waiting 7 s: " in ended.err
