from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from paperbrowse.model.marks import UNMARKED, Marks
from paperbrowse.model.paper import Author, Paper
from paperbrowse.tui.page import Page, page_lines, plain
from tests.clocks import FakeClock

from .papers import BARE, BRACKETS, PLANNING, paper
from .test_rendering import CLEAN, cells_of

TODAY = date(2026, 6, 12)


def read(paper: Paper, cells: int = 80, **fields: object) -> str:
    return plain(page_lines(Page(paper, **{"today": TODAY, **fields}), cells))


@given(
    st.builds(
        paper,
        title=CLEAN,
        abstract=CLEAN,
        summary=CLEAN,
        summary_by=CLEAN,
        submitted_by=CLEAN,
        authors=st.lists(st.builds(Author, CLEAN), max_size=5).map(tuple),
        keywords=st.lists(CLEAN, max_size=4).map(tuple),
        github=st.none() | CLEAN,
    ),
    st.integers(24, 120),
)
def test_no_line_of_a_page_is_wider_than_the_pane(paper: Paper, cells: int) -> None:
    assert all(cells_of(line) <= cells for line in page_lines(Page(paper), cells))


def test_text_is_never_wider_than_it_reads_well() -> None:
    assert 90 >= max(cells_of(line) for line in page_lines(Page(PLANNING), 150))


def test_a_page_says_who_and_what_and_where() -> None:
    page = read(PLANNING)

    for told in (
        "Writer Number1, Writer Number2, Writer Number3 and 11 more (a)",
        "Example Laboratory for Reversible Things · 5 Jun · 2606.00001 · ▲ 92 · ★ 1.5k",
        "4 comments · sent in by Some Reader",
        "agents · world models · planning",
        "AI summary by a small model\nAgents that can undo",
        "Abstract\nWe study",
        "Hub      https://huggingface.co/papers/2606.00001",
        "Code     https://github.com/example-lab/undo",
        "Project  https://undo.example.org/",
    ):
        assert told in page


def test_all_authors_are_shown_when_asked_for() -> None:
    page = read(PLANNING, all_authors=True)

    assert "Writer Number14" in page
    assert "more" not in page.split("\n\n")[1]


def test_authors_that_the_service_left_out_are_counted() -> None:
    page = read(paper(authors=(Author("One"), Author("Two")), author_count=664), all_authors=True)

    assert "One, Two and 662 more\n" in page


def test_a_paper_of_which_hardly_anything_is_known_is_shown_too() -> None:
    assert "2606.00005\n\nNo abstract is known.\n\nHub " in read(BARE)


def test_a_paper_without_an_id_says_so_and_has_one_link() -> None:
    page = read(Paper("title-0123456789ab", "Only a Title"))

    assert "no arXiv id known" in page
    assert "PDF" not in page


def test_a_summary_of_the_sample_is_not_called_a_models() -> None:
    page = read(paper(summary="In short.", source="sample"))

    assert "Summary, in words of our own\nIn short." in page


def test_the_year_is_left_out_in_this_year_only() -> None:
    assert "5 Jun · " in read(PLANNING)
    assert "30 Dec 2025 · " in read(replace(PLANNING, published=date(2025, 12, 30)))


def test_a_bookmark_is_said_on_the_page() -> None:
    assert "◆ bookmarked" in read(BARE, marks=Marks(bookmarked_at=FakeClock().now()))
    assert "bookmarked" not in read(BARE, marks=UNMARKED)


def test_my_own_tags_and_note_stand_on_the_page() -> None:
    page = read(BARE, marks=Marks(tags=("thesis", "to read"), note="Compare with [2].\nAsk Ada."))

    assert "My tags\n#thesis  #to read\n\nMy note\nCompare with [2].\nAsk Ada.\n\nHub" in page
    assert "My" not in read(BARE)


@pytest.mark.fault("H1", "H2", "H5", "H6")
def test_brackets_are_text() -> None:
    page = read(BRACKETS)

    assert "f[x]: [Re]thinking [bold]Markup[/bold] in Titles [/nope]" in page
    assert "Brackets [like these] are text, always." in page
