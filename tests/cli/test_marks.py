"""`paperbrowse bookmark`, `read`, `unread` and `show`."""

import json
from collections.abc import Callable

import pytest

from tests.cli.conftest import A_PAPER, Run
from tests.hub import Hub

NOWHERE = "2606.12999"


@pytest.mark.parametrize(
    "typed",
    ["2606.12000", "2606.12000v3", "arXiv:2606.12000", " 2606.12000 "]
    + ["https://huggingface.co/papers/2606.12000", "arxiv.org/pdf/2606.12000v1.pdf"],
)
def test_an_id_is_taken_in_any_form_that_people_paste(run: Run, hub: Hub, typed: str):
    ended = run("show", typed, "--json")

    assert (0, A_PAPER) == (ended.code, json.loads(ended.out)["id"])


@pytest.mark.fault("H23", "I26")
@pytest.mark.parametrize(
    "typed", ["../../x", "a/b", ".", "CON", "2401.00001\n--", "2" * 300, "", "2401.00001?x=#", "title-12", "title-XYZ"]
)
@pytest.mark.parametrize("command", ["show", "bookmark", "copy", "open"])
def test_what_is_no_id_exits_2_and_says_what_is_accepted(run: Run, hub: Hub, command: str, typed: str):
    ended = run(command, typed)

    assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
    assert "2608.16590" in ended.err and len(ended.err) < 300
    assert [] == hub.requests


def test_show_prints_an_object_for_one_id_and_an_array_for_several(run: Run, hub: Hub):
    one = json.loads(run("show", A_PAPER, "--json").out)
    several = json.loads(run("show", A_PAPER, "2606.12001", "--json").out)

    assert A_PAPER == one["id"]
    assert [A_PAPER, "2606.12001"] == [paper["id"] for paper in several]


def test_show_prints_a_sheet_for_a_person(run: Run, hub: Hub):
    ended = run("show", A_PAPER, "2606.12001")

    assert 0 == ended.code
    for text in (A_PAPER, "authors", "https://arxiv.org/abs/2606.12000", "Abstract", "2606.12001"):
        assert text in ended.out


def test_a_paper_on_this_machine_is_shown_without_asking(run: Run, hub: Hub):
    run("list", "2026-06-12")
    asked = len(hub.requests)

    assert 0 == run("show", A_PAPER).code
    assert asked == len(hub.requests)


def test_a_bookmarked_paper_is_shown_from_the_library_when_the_cache_is_gone(run: Run, hub: Hub, home):
    run("bookmark", A_PAPER)
    (home / "paperbrowse" / "cache").rename(home / "elsewhere")

    ended = run("--offline", "show", A_PAPER, "--json")

    assert (0, True) == (ended.code, json.loads(ended.out)["bookmarked"])


def test_a_paper_that_is_nowhere_exits_1_and_offline_3(run: Run, hub: Hub):
    unknown, offline = run("show", NOWHERE, "--json"), run("--offline", "show", A_PAPER)

    assert (1, "", 1) == (unknown.code, unknown.out, unknown.err.count("\n"))
    assert (3, "", 1) == (offline.code, offline.out, offline.err.count("\n"))
    assert NOWHERE in unknown.err and A_PAPER in offline.err


def test_papers_of_the_sample_are_shown_and_marked_without_a_network(run: Run):
    paper_id = next(id for id in run("list", "--sample", "-q").out.split() if id.startswith("title-"))

    shown, marked = run("--offline", "show", paper_id, "--json"), run("--offline", "bookmark", paper_id)

    assert (0, "sample") == (shown.code, json.loads(shown.out)["source"])
    assert 0 == marked.code
    assert [paper_id] == run("--offline", "list", "--bookmarked", "-q").out.split()


def test_an_unknown_id_of_a_title_exits_1_and_asks_nobody(run: Run, hub: Hub):
    assert 1 == run("show", "title-000000000000").code
    assert [] == hub.requests


def test_a_bookmark_of_a_paper_not_on_this_machine_fetches_it(run: Run, hub: Hub):
    ended = run("bookmark", "https://arxiv.org/abs/2606.12000")

    assert (0, "") == (ended.code, ended.err) and ended.out.startswith("Bookmarked “")
    assert [A_PAPER] == run("--offline", "list", "--bookmarked", "-q").out.split()


def test_offline_a_bookmark_of_an_unknown_paper_exits_3_and_changes_nothing(run: Run, hub: Hub):
    ended = run("--offline", "bookmark", A_PAPER)

    assert (3, "") == (ended.code, ended.out)
    assert "" == run("list", "--bookmarked").out


def test_of_several_ids_all_that_can_be_done_is_done_and_the_first_failure_counts(run: Run, hub: Hub):
    ended = run("bookmark", A_PAPER, NOWHERE, "nonsense", "2606.12001", A_PAPER)

    assert (1, "Bookmarked 2 papers\n") == (ended.code, ended.out)
    assert NOWHERE in ended.err and "“nonsense”" in ended.err and 2 == ended.err.count("\n")
    assert [A_PAPER, "2606.12001"] == sorted(run("list", "--bookmarked", "-q").out.split())


def test_what_is_marked_already_is_said_and_is_no_failure(run: Run, hub: Hub):
    run("bookmark", A_PAPER)

    ended = run("bookmark", A_PAPER)

    assert (0, "") == (ended.code, ended.out) and ended.err.startswith("Already bookmarked: “")


def test_a_bookmark_is_taken_away(run: Run, hub: Hub):
    run("bookmark", A_PAPER)

    ended = run("--offline", "bookmark", "--remove", A_PAPER)

    assert 0 == ended.code and ended.out.startswith("No longer bookmarked: “")
    assert "" == run("list", "--bookmarked").out


def test_taking_away_a_mark_that_is_not_there_asks_nobody(run: Run, hub: Hub):
    bookmark, unread = run("bookmark", "--remove", A_PAPER), run("unread", A_PAPER)

    assert (0, f"{A_PAPER} is not bookmarked.\n") == (bookmark.code, bookmark.err)
    assert (0, f"{A_PAPER} is not marked read.\n") == (unread.code, unread.err)
    assert [] == hub.requests


def test_papers_are_marked_read_and_unread(run: Run, hub: Hub):
    read = run("read", A_PAPER)
    was = json.loads(run("show", A_PAPER, "--json").out)["read"]
    unread = run("unread", A_PAPER)

    assert (0, 0, True) == (read.code, unread.code, was)
    assert (None, False) == tuple(json.loads(run("show", A_PAPER, "--json").out)[key] for key in ("read_at", "read"))


@pytest.mark.parametrize(
    "content", [b"2606.12000\n2606.12001\n", b"2606.12000 2606.12001", b"2606.12000\t9\tA Title\r\n\n2606.12001\t\tB"]
)
def test_ids_come_in_on_the_standard_input(run: Run, hub: Hub, typed_in: Callable[[bytes], None], content: bytes):
    typed_in(content)

    ended = run("read", "-")

    assert (0, "Marked read: 2 papers\n") == (ended.code, ended.out)


def test_an_empty_standard_input_marks_nothing(run: Run, typed_in: Callable[[bytes], None]):
    typed_in(b"")

    ended = run("read", "-")

    assert (0, "", "No ids came in on the standard input.\n") == (ended.code, ended.out, ended.err)


def test_a_standard_input_without_an_end_is_cut_off(run: Run, typed_in: Callable[[bytes], None]):
    typed_in(b"2606.12000\n" * 500_000)

    ended = run("show", "-")

    assert (1, "", 1) == (ended.code, ended.out, ended.err.count("\n"))


def test_bytes_that_are_no_text_are_no_ids(run: Run, typed_in: Callable[[bytes], None]):
    typed_in(b"\xff\xfe\x00\x1b[2J")

    ended = run("show", "-")

    assert (2, 1) == (ended.code, ended.err.count("\n")) and "\x1b" not in ended.err
