"""Markdown as lines: what a full text or a comment looks like, and what of it is bounded."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperbrowse.model.mathtext import readable
from paperbrowse.tui.laid import Laid
from paperbrowse.tui.markdown.parsing import parse, sections
from paperbrowse.tui.page import plain
from paperbrowse.tui.rendering import ASCII, UNICODE, Glyphs, Line
from paperbrowse.tui.sheet import target

from .test_rendering import CLEAN, cells_of


def drawn(markdown: str, cells: int = 60, glyphs: Glyphs = UNICODE) -> list[Line]:
    return Laid([block for _, block in parse(markdown, readable=readable, glyphs=glyphs)], cells).all_lines()


def read(markdown: str, cells: int = 60, glyphs: Glyphs = UNICODE) -> str:
    """As it is read, without the blanks at the ends of lines and the empty lines at the top."""
    return "\n".join(line.rstrip() for line in plain(drawn(markdown, cells, glyphs)).split("\n")).lstrip("\n")


def styles(markdown: str) -> dict[str, str]:
    return {text: style for line in drawn(markdown) for text, style in line if text.strip()}


@pytest.mark.parametrize(
    ("markdown", "seen"),
    [
        ("One\ntwo  three.\n\nFour", "One two three.\n\nFour"),
        ("one  \ntwo", "one\ntwo"),
        ("# Wide\n\ntext\n\n### Deep ###", "Wide\n\ntext\n\nDeep"),
        ("- one\n- two\n  - deep\n\n    more", "• one\n• two\n\n  • deep\n\n    more"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("> said\n> > before", "│ said\n\n│ │ before"),
        ("```py\na  = 1\n```", "  a  = 1"),
        ("![A *lamp*](file:///etc/passwd)", "[picture: A lamp]"),
        ('<b>bold</b> <img src="x" alt="a lamp"> a < b<br>next', "bold [picture: a lamp] a < b\nnext"),
        ("<div align=center>\n<p>In a box</p>\n</div>", "In a box"),
        ("<!-- nobody\nreads --> this", "this"),
        ("As shown.[^1]\n\n[^1]: A note.", "As shown.[1]\n\n[1]: A note."),
        ("[text][1]\n\n[1]: https://example.org/x", "text"),
        ("Costs $5 and $10, x_1 and y_2.", "Costs $5 and $10, x_1 and y_2."),
        ("In $\\mathcal{O}(n * m * k)$ and \\(x_1\\)", "In 𝒪(n * m * k) and x₁"),
        ("$$\na_1\n= b_2\n$$", "    a₁ = b₂"),
        ("[Re]thinking [/nope] [red]", "[Re]thinking [/nope] [red]"),
    ],
)
@pytest.mark.fault("H1", "H2", "H25")
def test_markdown_reads_as_it_is_meant(markdown: str, seen: str) -> None:
    assert seen.split() == read(markdown).split()
    assert len(seen.strip("\n").split("\n")) == len(read(markdown).strip("\n").split("\n"))


def test_emphasis_code_and_links_are_told_apart() -> None:
    assert {
        "strong": "strong",
        "leaning": "emphasis",
        "f(x)": "code",
        "a link of two": "link@https://arxiv.org/abs/2401.00001",
        "https://example.org/a": "link@https://example.org/a",
    }.items() <= styles(
        "**strong** and *leaning*, `f(x)`, [a *link* of two](https://arxiv.org/abs/2401.00001) https://example.org/a."
    ).items()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "#there", "/papers/1"])
def test_what_leads_elsewhere_than_into_the_web_is_text(address: str) -> None:
    assert {"words": "text"} == styles(f"[words]({address})")


def test_a_table_keeps_its_columns_and_numbers_stand_at_the_right() -> None:
    assert [
        "Model   Score  Note",
        "────────────────────────",
        "ours-1    9.5  the first",
        "b        12.0  x₁",
    ] == read("| Model | Score | Note |\n|---|---|---|\n| ours-1 | 9.5 | the first |\n| b | 12.0 | $x_1$ |").split("\n")


def test_a_long_cell_goes_on_below_and_rows_are_parted_then() -> None:
    table = read("| a | text |\n|---|---|\n| one | " + "word " * 12 + "|\n| two | short |", cells=40)

    assert ["a    text", "one  word word word word word word word", "     word word word word word", "", "two  short"] == [
        line for line in table.split("\n") if "─" not in line
    ]


def test_a_table_with_more_columns_than_fit_has_a_line_for_each_cell() -> None:
    names = [f"column{number}" for number in range(9)]
    rows = ["|".join(("", *row, "")) for row in (names, ["---"] * 9, map(str, range(9)))]

    assert [f"{name}: {number}" for number, name in enumerate(names)] == read("\n".join(rows), cells=40).split("\n")


def test_sections_know_the_blocks_that_they_begin_with() -> None:
    markdown = "# One\n\ntext\n\n## $x_1$ two\n\n- a\n- b\n\n# Three"
    blocks = parse(markdown, readable=readable)

    found = sections(markdown, blocks, readable)

    assert [("One", 1, 0), ("x₁ two", 2, 2), ("Three", 1, 5)] == [(each.title, each.level, each.block) for each in found]


def test_in_plain_letters_no_sign_of_ours_is_of_doubtful_width() -> None:
    assert read("- ä\n\n> q\n\n---\n\n[x](https://example.org/ä)", glyphs=ASCII).replace("│", "|").isascii()


@settings(max_examples=60, deadline=None)
@given(st.lists(CLEAN, max_size=8).map("\n".join), st.sampled_from(["", "- ", "> ", "# ", "|a|b|\n|-|-|\n|", "```\n"]), st.integers(16, 90))
def test_no_line_is_wider_than_it_may_be(text: str, before: str, cells: int) -> None:
    assert all(cells_of(line) <= cells for line in drawn(before + text, cells))


@given(st.text(alphabet="*_`[]()!<>$\\|-#>&; \nab:/.", max_size=300))
@settings(max_examples=100, deadline=None)
def test_whatever_comes_is_drawn(text: str) -> None:
    assert all(target(style) == "" or target(style).startswith("http") for line in drawn(text) for _, style in line)


HOSTILE = {
    "one line": "x" * 2_000_000,
    "words": "ab " * 300_000,
    "quotes": ">" * 100_000 + " x",
    "lists": "- " * 50_000 + "x",
    "emphasis": "*a " * 50_000,
    "brackets": "[" * 50_000,
    "pictures": "![" * 25_000,
    "links": "[a](" * 25_000,
    "dollars": "$a " * 50_000,
    "formulas": "\\(" * 50_000,
    "ticks": "".join("`" * length + " " for length in range(600)),
    "tags": "<a b=" * 25_000,
    "marks": "a" + "\u0301" * 50_000,
    "columns": "|a" * 3_000 + "\n" + "|-" * 3_000 + "\n" + "|b\n" * 2_000,
    "cells": ("|a" * 200 + "|\n") + ("|-" * 200 + "|\n") + ("|b" * 200 + "|\n") * 500,
    "items": "- a\n" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.fault("H17", "H21")
def test_hostile_markdown_is_read_in_bounded_time_and_laid_out_in_slices(name: str) -> None:
    laid = Laid([block for _, block in parse(HOSTILE[name], readable=readable)], 90)

    for _ in range(200):
        laid.go_on(lambda: True)

    assert laid.is_whole or laid.count > 200
    assert laid.line(0) is not None
