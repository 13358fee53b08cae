"""`paperbrowse show ID --full`, `--comments` and `--links`: over the wire, from the cache, and when neither answers."""

import json
from datetime import date

import pytest

from tests.cli.conftest import Ended, Run
from tests.clocks import FakeClock
from tests.hub import Hub, faults, make_day

A_PAPER, LONG, ONLY_ARXIV, NONE = "2606.12000", "2606.12001", "2606.12002", "2606.12003"
MANY_COMMENTS = "2606.11000"


@pytest.fixture(autouse=True)
def talked_about(hub: Hub, arxiv: None) -> None:
    entries = make_day(date(2026, 6, 11), 1)
    entries[0]["numComments"] = 7
    hub.days[date(2026, 6, 11)] = entries


def said(ended: Ended) -> tuple[int, str, int]:
    return ended.code, ended.out, ended.err.count("\n")


def test_the_full_text_is_printed_and_kept(run: Run, hub: Hub):
    first = run("show", A_PAPER, "--full")
    again = run("--offline", "show", A_PAPER, "--full")

    assert (0, "") == (first.code, first.err)
    assert first.out.startswith("# ") and "## References" in first.out and "$\\mathcal{O}(n\\log n)$" in first.out
    assert first == again
    assert 1 == len(hub.asked("/papers/"))


def test_the_full_text_as_json_has_keys_that_are_a_promise(run: Run):
    text = json.loads(run("show", ONLY_ARXIV, "--full", "--json").out)

    assert ["id", "origin", "version", "fetched_at", "cut", "markdown"] == list(text)
    assert (ONLY_ARXIV, "arxiv", 2, "2026-06-12T12:00:00Z", False) == tuple(text.values())[:5]


def test_arxiv_is_asked_once_in_three_seconds(run: Run, hub: Hub, clock: FakeClock):
    run("show", ONLY_ARXIV, NONE, "--full")

    assert [f"/html/{ONLY_ARXIV}", f"/html/{NONE}"] == [request.path for request in hub.asked("/html/")]
    assert pytest.approx(3.0, abs=0.1) == sum(clock.waited)


def test_several_texts_are_told_apart_and_json_is_an_array(run: Run):
    for_people, for_programs = run("show", A_PAPER, LONG, "--full"), run("show", A_PAPER, LONG, "--full", "--json")

    assert for_people.out.startswith(f"{A_PAPER}:\n") and f"\n{LONG}:\n" in for_people.out
    assert [A_PAPER, LONG] == [text["id"] for text in json.loads(for_programs.out)]


def test_a_paper_without_a_text_says_where_there_is_one(run: Run, hub: Hub):
    first, again = run("show", NONE, "--full"), run("show", NONE, "--full")

    assert (1, "", 1) == said(first) == said(again)
    assert f"paperbrowse open {NONE} --pdf" in first.err
    assert 1 == len(hub.asked("/html/"))


@pytest.mark.parametrize("part", ["--full", "--comments", "--links"])
def test_where_nothing_is_kept_offline_is_3(run: Run, part: str):
    ended = run("--offline", "show", A_PAPER, part)

    assert (3, "", 1) == said(ended)
    assert "kept on this machine" in ended.err


@pytest.mark.parametrize("part", ["--full", "--comments", "--links"])
def test_what_is_no_id_is_complained_of_and_the_others_are_shown(run: Run, part: str):
    ended = run("show", "nonsense", A_PAPER, part, "--json")

    assert 2 == ended.code and 1 == ended.err.count("\n")
    assert [A_PAPER] == [found["id"] for found in json.loads(ended.out)]


def test_comments_are_printed_with_their_answers_below(run: Run):
    ended = run("show", MANY_COMMENTS, "--comments")

    assert 0 == ended.code
    assert 7 == ended.out.count("UTC") and 1 == ended.out.count(", edited") and "  (hidden)\n" in ended.out
    assert "\n    " in ended.out and "      route(tokens, depth=3)\n" in ended.out


def test_comments_as_json_have_keys_that_are_a_promise(run: Run):
    found = json.loads(run("show", MANY_COMMENTS, "--comments", "--json").out)

    assert ["id", "checked_at", "comments", "left_out"] == list(found)
    keys = ["id", "parent", "author", "login", "posted_at", "edited", "hidden", "reactions", "markdown"]
    assert all(keys == list(comment) for comment in found["comments"])
    assert [f"{number:024x}" for number in range(1, 8)] == [comment["id"] for comment in found["comments"]]


def test_links_are_columns_and_name_what_the_text_cites(run: Run):
    run("show", LONG, "--full")

    lines = [line.split("\t") for line in run("show", LONG, "--links").out.splitlines()]

    assert all(5 == len(line) and line[4].startswith("https://") for line in lines)
    assert {"model", "dataset", "space", "cited"} <= {line[0] for line in lines}
    assert ["2401.00017", "2305.01234", "1912.00042"] == [line[1] for line in lines if line[0] == "cited"]


def test_links_as_json_have_keys_that_are_a_promise(run: Run):
    found = json.loads(run("show", LONG, "--links", "--json").out)

    assert ["id", "checked_at", "models", "datasets", "spaces", "repositories", "github", "project", "cited"] == list(found)
    assert ["id", "kind", "likes", "downloads", "task", "gated", "url"] == list(found["repositories"][0])
    assert (6, None) == (found["models"], found["cited"])


def test_comments_of_yesterday_are_shown_when_nobody_answers(run: Run, hub: Hub, clock: FakeClock):
    run("show", MANY_COMMENTS, "--comments")
    clock.advance(3 * 3600)
    hub.fault(faults.status(500), path="/api/")

    ended = run("show", MANY_COMMENTS, "--comments")

    assert (0, 7) == (ended.code, ended.out.count("UTC"))
    assert "showing what was said 3 h ago" in ended.err


def test_of_a_paper_that_the_hub_does_not_know_nothing_is_said(run: Run):
    assert (1, "", 1) == said(run("show", "2606.12999", "--comments"))


@pytest.mark.fault("H8", "H9", "H11", "H15")
def test_no_text_can_speak_to_the_terminal(run: Run, hub: Hub):
    poison = "a\x1b[31m\x1b]52;c;aGk=\x07\x9b31m\u202eb" + "\u0301" * 50
    hub.fault(faults.answer(f"# {poison}\n\n{poison}".encode(), "text/markdown"), path="/papers/")
    entry = hub.days[date(2026, 6, 11)][0]
    entry["submittedBy"]["fullname"] = poison

    for part in ("--full", "--comments", "--links"):
        out = run("show", MANY_COMMENTS, part).out

        assert not set("\x1b\x07\x9b\u202e") & set(out) and "\u0301" * 5 not in out


def test_only_one_part_is_asked_for(run: Run):
    assert 2 == run("show", A_PAPER, "--full", "--links").code
