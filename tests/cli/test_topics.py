"""`paperbrowse topics`, and topics in `list`."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.hub import Hub, make_entry

MONDAY = date(2026, 6, 8)


@pytest.fixture
def own(home: Path) -> Callable[[str], Path]:
    """Writes the reader's topics.toml."""

    def write(text: str) -> Path:
        path = home / "paperbrowse" / "config" / "topics.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return write


@pytest.fixture(autouse=True)
def monday(hub: Hub) -> None:
    """Three papers: about robots and video, about robots, and about nothing that is known."""
    titles = ("Robot Manipulation by Video Generation", "Robot Manipulation by Hand", "Zzz")
    hub.days[MONDAY] = [make_entry(MONDAY, number) for number in range(3)]
    for entry, title in zip(hub.days[MONDAY], titles, strict=True):
        entry["title"] = entry["paper"]["title"] = title
        entry["summary"] = entry["paper"]["summary"] = "Nothing else is said."
        entry["paper"]["ai_keywords"] = ["unheard-of word"]
        entry["paper"].pop("ai_summary", None)


def titles(out: str) -> list[str]:
    return [paper["title"] for paper in json.loads(out)]


def test_list_narrows_by_topics_in_any_case_and_by_an_alias(run: Run):
    both = titles(run("list", "2026-06-08", "--topic", "robot manipulation", "--json").out)
    one = titles(run("list", "2026-06-08", "--topic", "Robotics", "--not-topic", "video-generation", "--json").out)

    assert ["Robot Manipulation by Video Generation", "Robot Manipulation by Hand"] == both
    assert ["Robot Manipulation by Hand"] == one


def test_json_tells_the_topics(run: Run):
    papers = {paper["title"]: paper["topics"] for paper in json.loads(run("list", "2026-06-08", "--json").out)}

    assert "Robotics" in papers["Robot Manipulation by Hand"]
    assert [] == papers["Zzz"]


def test_a_topic_that_there_is_not_is_refused_with_the_nearest(run: Run):
    ended = run("list", "2026-06-08", "--topic", "Robotiks")

    assert (2, "") == (ended.code, ended.out)
    assert "no such topic; did you mean Robotics?" in ended.err


def test_topics_lists_the_vocabulary_with_the_papers_on_this_machine(run: Run):
    run("list", "2026-06-08")

    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in run("topics").out.splitlines()}

    assert ["Robotics", "2"] == rows["Robotics"]
    assert "0" == rows["Quantum computing"][1]
    assert len(rows) > 150


def test_explain_says_which_words_gave_a_paper_its_topics(run: Run):
    ended = run("topics", "explain", "2606.08001")

    rows = [line.split("\t") for line in ended.out.splitlines()]
    field, weight, words = next(rest for name, *rest in rows if name == "Robot manipulation")
    assert (0, "title") == (ended.code, field)
    assert float(weight) > 0 and "manipulation" in words.lower()


def test_explain_says_it_where_there_is_nothing_to_explain(run: Run):
    ended = run("topics", "explain", "2606.08002")

    assert (0, "") == (ended.code, ended.out)
    assert "2606.08002 has no topic: none of its words is in the vocabulary." in ended.err


def test_suggest_lists_frequent_keywords_that_no_topic_covers(run: Run):
    run("list", "2026-06-08")

    assert "3\tunheard-of word\n" == run("topics", "suggest", "-n", "5").out


def test_what_the_reader_changes_holds_at_once_also_for_what_is_kept(run: Run, own: Callable[[str], Path]):
    before = titles(run("list", "2026-06-08", "--topic", "Robotics", "--json").out)
    own('hide = ["Robotics"]\n["Mine"]\n"Handiwork" = ["by hand"]\n"Sleep" = ["zzz"]\n')

    hidden = run("list", "2026-06-08", "--topic", "Robotics")
    mine = titles(run("list", "2026-06-08", "--topic", "handiwork", "--offline", "--json").out)

    assert (2, 2) == (len(before), hidden.code)
    assert ["Robot Manipulation by Hand"] == mine
    assert ["Zzz"] == titles(run("list", "2026-06-08", "--topic", "Sleep", "--json").out)


@pytest.mark.parametrize("argv", [("topics",), ("topics", "suggest"), ("config", "check")])
def test_a_mistake_in_the_readers_topics_is_named_by_file_line_and_key(run: Run, own: Callable[[str], Path], argv: tuple):
    path = own('\n["Mine"]\n"Handiwork" = 7\n')

    ended = run(*argv)

    assert (2, "") == (ended.code, ended.out)
    assert f"{path}, line 3: Handiwork: must be a list of aliases, or a table" in ended.err


def test_a_mistake_there_does_not_keep_papers_from_being_listed(run: Run, own: Callable[[str], Path]):
    own("not toml")

    assert ["Robot Manipulation by Hand"] == titles(
        run("list", "2026-06-08", "--topic", "Robotics", "--not-topic", "video", "--json").out
    )


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("explain",), "needs the ID of a paper"),
        (("list", "2606.08001"), "one word too many after list"),
        (("sugest",), "did you mean suggest?"),
        (("explain", "nothing"), "not an id"),
    ],
)
def test_what_is_typed_wrong_is_said(run: Run, argv: tuple, said: str):
    ended = run("topics", *argv)

    assert 2 == ended.code
    assert said in ended.err
