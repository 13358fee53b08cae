"""What can be typed, and what is said where it cannot."""

import pytest

from paperbrowse import __version__
from paperbrowse.cli.parser import command_names, parse
from paperbrowse.errors import UsageError
from paperbrowse.model.view import Order
from tests.cli.conftest import Run


def test_the_version_is_printed(run: Run):
    ended = run("--version")

    assert (0, f"paperbrowse {__version__}\n", "") == (ended.code, ended.out, ended.err)


@pytest.mark.parametrize("argv", [["--help"], ["-h"], ["--offline", "--help"], ["2026-06-08", "--help"]])
def test_the_help_names_commands_exit_codes_and_examples(run: Run, argv: list[str]):
    ended = run(*argv)

    assert 0 == ended.code
    assert all(f"    {name} " in ended.out for name in command_names())
    assert "Exit codes:" in ended.out and "Examples:" in ended.out


@pytest.mark.parametrize("command", command_names())
def test_every_command_has_help_with_the_common_options(run: Run, command: str):
    ended = run(command, "--help")

    assert (0, "") == (ended.code, ended.err)
    assert ended.out.startswith(f"usage: paperbrowse {command}") and "--offline" in ended.out


def test_the_help_of_list_names_every_order(run: Run):
    words = " ".join(run("list", "--help").out.split())

    assert all(order.value in words for order in Order)


@pytest.mark.parametrize(
    "argv", [["--offline", "list", "--json"], ["list", "--json", "--offline"], ["list", "--offline", "--json"]]
)
def test_common_options_stand_before_or_after_the_command(argv: list[str]):
    asked = parse(argv)

    assert ("list", True, True) == (asked.command, asked.offline, asked.json)


def test_a_value_of_a_common_option_is_not_taken_for_the_command():
    asked = parse(["--config", "list", "show", "2606.12000"])

    assert ("show", "list", ["2606.12000"]) == (asked.command, asked.config, asked.ids)


@pytest.mark.parametrize(
    ("argv", "target"), [([], None), (["2026-06-08"], "2026-06-08"), (["--ascii", "-"], "-"), (["--", "week"], "week")]
)
def test_without_a_command_the_screen_is_meant(argv: list[str], target: str | None):
    asked = parse(argv)

    assert ("browse", target) == (asked.command, asked.target)


@pytest.mark.fault("I12")
@pytest.mark.parametrize(
    ("argv", "typed", "meant"),
    [
        (["lst"], "lst", "list"),
        (["bokmark", "2606.12000"], "2606.12000", "one word too many"),
        (["todya"], "todya", "today"),
        (["list", "--jsn"], "--jsn", "--json"),
        (["list", "--bookmark"], "--bookmark", "--bookmarked"),
        (["show", "2606.12000", "--offlin"], "--offlin", "--offline"),
        (["--ofline"], "--ofline", "--offline"),
        (["config", "chek"], "chek", "check"),
        (["list", "--sort", "upvote"], "upvote", "upvotes"),
        (["list", "wek"], "wek", "week"),
        (["list", "tomorow"], "tomorow", "today"),
        (["tomorow"], "tomorow", "today"),
    ],
)
def test_what_is_unknown_exits_2_with_the_nearest_name(run: Run, argv: list[str], typed: str, meant: str):
    ended = run(*argv)

    assert (2, "") == (ended.code, ended.out)
    assert f"“{typed}”" in ended.err and meant in ended.err and 1 == ended.err.count("\n")


@pytest.mark.parametrize(
    "argv",
    [["show"], ["config"], ["copy"], ["list", "--limit"], ["list", "--json", "--quiet"]]
    + [["open", "x", "--arxiv", "--pdf"]],
)
def test_incomplete_and_contradicting_words_exit_2_with_one_sentence(run: Run, argv: list[str]):
    ended = run(*argv)

    assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))


@pytest.mark.fault("I13")
@pytest.mark.parametrize("typed", ["-1", "0", "1e9", "x", "1.5", "٣", "9" * 5000])
def test_a_limit_that_is_no_count_exits_2_and_says_what_is_accepted(run: Run, typed: str):
    ended = run("list", "-n", typed)

    assert 2 == ended.code
    assert "a whole number from 1" in ended.err


def test_a_large_limit_is_taken():
    assert 10**9 == parse(["list", "--limit", "1000000000"]).limit


@pytest.mark.fault("I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8")
@pytest.mark.parametrize(
    "typed",
    ["2024-02-30", "2024-13-01", "2023-02-29", "24-1-1", "20240101", "2024-W01-1"]
    + ["٢٠٢٤-٠١-٠١", "２０２４-01-01", " ", "2024–01–01"],
)
@pytest.mark.parametrize("command", [["list"], []])
def test_a_day_that_is_none_exits_2_and_says_the_form(run: Run, typed: str, command: list[str]):
    ended = run(*command, typed)

    assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
    assert "2026-06-08" in ended.err


@pytest.mark.fault("I7")
def test_an_empty_period_exits_2(run: Run):
    assert 2 == run("list", "").code
    assert 2 == run("").code


@pytest.mark.fault("I9")
@pytest.mark.parametrize("typed", ["2024-W60", "2024-W00", "2024-W53"])
def test_a_week_that_does_not_exist_exits_2(run: Run, typed: str):
    ended = run("list", typed)

    assert 2 == ended.code
    assert "no such week" in ended.err


@pytest.mark.fault("I10", "I11")
@pytest.mark.parametrize(
    ("typed", "said"), [("2026-06-13", "not yet"), ("2026-W25", "not yet"), ("2023-05-03", "nothing before")]
)
def test_a_time_without_editions_exits_2_and_asks_nobody(run: Run, hub, typed: str, said: str):
    ended = run("list", typed)

    assert 2 == ended.code
    assert said in ended.err
    assert [] == hub.requests


@pytest.mark.parametrize("escape", ["\x1b]0;x\x07", "\x9b31m", "a\u202eb", "a\nb", "a\udcffb"])
def test_what_was_typed_is_repeated_without_anything_that_a_terminal_obeys(run: Run, escape: str):
    ended = run("list", escape)

    assert 2 == ended.code
    assert ended.err.rstrip("\n").isprintable()


def test_the_sample_has_no_periods(run: Run):
    assert 2 == run("list", "2026-06-08", "--sample").code


def test_mistakes_are_raised_by_the_parser_as_usage_errors():
    with pytest.raises(UsageError, match="no such option"):
        parse(["list", "--nothing-like-it"])
