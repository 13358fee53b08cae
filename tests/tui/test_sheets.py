"""What the tabs say."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from paperbrowse.model.reading import Comments, Linked
from paperbrowse.services.feed import Failure, Limited
from paperbrowse.tui.laid import Laid
from paperbrowse.tui.page import plain
from paperbrowse.tui.rendering import UNICODE
from paperbrowse.tui.sheet import Sheet, target
from paperbrowse.tui.sheets.comments import comments_sheet
from paperbrowse.tui.sheets.full_text import full_text_sheet
from paperbrowse.tui.sheets.links import links_sheet
from paperbrowse.tui.sheets.missing import failed, fetching, nothing_kept
from paperbrowse.tui.tabs import Tab

from .papers import PLANNING
from .reading_sample import COMMENTS, LINKED, NOW, TEXT
from .states import LIMITED, OFFLINE, UNREADABLE, WAITING


def read(sheet: Sheet, cells: int = 90) -> str:
    lines = plain(Laid(sheet.blocks, cells).all_lines()).split("\n")
    return "\n".join(line.rstrip() for line in lines)


def targets(sheet: Sheet) -> list[str]:
    spans = (span for line in Laid(sheet.blocks, 200).all_lines() for span in line)
    return [target(style) for _, style in spans if target(style)]


def test_the_full_text_has_its_title_once_and_its_contents_at_the_top() -> None:
    text = read(full_text_sheet("key", PLANNING, TEXT, UNICODE))

    assert text.startswith(f"{PLANNING.title[:60]}")
    assert 1 == " ".join(text.split()).count(PLANNING.title)
    assert "the Hub's text · version 2 · fetched 10 Jun\n\nContents\nAbstract\n1 On Lanterns\n  1.1 A Bound\n2 On" in text
    assert "𝒪(n log n)" in text


def test_the_contents_lead_to_their_sections() -> None:
    sheet = full_text_sheet("key", PLANNING, TEXT, UNICODE)
    laid = Laid(sheet.blocks, 90)

    for section in sheet.sections:
        assert section.title == "".join(text for line in laid.lines(section.block) for text, _ in line)
    assert {f"#{section.block}" for section in sheet.sections} <= set(targets(sheet))


def test_tex_stays_where_it_is_wanted() -> None:
    assert "$\\mathcal{O}(n \\log n)$" in read(full_text_sheet("key", PLANNING, TEXT, UNICODE, is_tex=True))


def test_a_text_without_its_end_says_so() -> None:
    text = read(full_text_sheet("key", PLANNING, replace(TEXT, cut=True), UNICODE))

    assert text.endswith("The end is missing: the text is longer than is kept. P brings the PDF.")


def test_comments_say_who_and_when_and_answers_are_set_in() -> None:
    told = read(comments_sheet("key", PLANNING, COMMENTS, NOW, UNICODE)).split("\n")

    for line in (
        "3 comments · checked just now · 1 entry could not be read",
        "Ada One · 3 h ago · 🔥 3",
        "Does it work in fog?",
        "With x₁?",
        "│ Bo Two · 3 May · edited",
        "│ │ Does it",
        "│ It does.",
        "somebody who has left",
        "hidden by its author or the Hub",
    ):
        assert line in told


def test_no_comments_are_no_empty_pane() -> None:
    told = read(comments_sheet("key", PLANNING, Comments(PLANNING.id, NOW), NOW, UNICODE))

    assert "no comments · checked just now" in told
    assert "Nobody has written about this paper on the Hub yet." in told


@pytest.mark.parametrize(
    ("failure", "why"),
    [(OFFLINE, "as of 3 h ago; offline"), (LIMITED, "as of 3 h ago; the Hub limited us"), (None, "checked 3 h ago")],
)
def test_an_old_copy_says_its_age_and_why_it_is_no_newer(failure: Failure | None, why: str) -> None:
    later = NOW + timedelta(hours=3)

    assert why in read(comments_sheet("key", PLANNING, COMMENTS, later, UNICODE, failure=failure))


def test_links_say_how_much_each_is_liked_and_used() -> None:
    told = read(links_sheet("key", PLANNING, LINKED, TEXT, NOW, UNICODE)).split("\n")

    for line in (
        "Code     https://github.com/example-lab/undo · ★ 1.5k",
        "Models · 6, the most used 2 of them here",
        "lamp-lab/tin-7b · 844 likes · 29.5k downloads in the last month · text-generation",
        "lamp-lab/paper-1b · 1 like · 12 downloads in the last month · open to those who ask",
        "Datasets · 1",
        "lamp-lab/try-it · 5 likes · Carry a lantern",
        "Cited here · 2 arXiv papers · enter reads it here · o opens arXiv",
        "arXiv:2305.01234",
    ):
        assert line in told


def test_every_link_of_the_list_leads_where_it_says() -> None:
    assert [
        PLANNING.url,
        PLANNING.arxiv_url,
        PLANNING.pdf_url,
        PLANNING.github,
        PLANNING.project,
        "https://huggingface.co/lamp-lab/tin-7b",
        "https://huggingface.co/lamp-lab/paper-1b",
        "https://huggingface.co/datasets/lamp-lab/harbours",
        "https://huggingface.co/spaces/lamp-lab/try-it",
        "paper:2401.00017",
        "paper:2305.01234",
    ] == targets(links_sheet("key", PLANNING, LINKED, TEXT, NOW, UNICODE))


def test_without_an_answer_the_links_that_we_know_are_there() -> None:
    told = read(links_sheet("key", PLANNING, None, None, NOW, UNICODE, failure=OFFLINE))

    assert "Offline" in told and "Project  https://undo.example.org/" in told


def test_nothing_linked_is_said() -> None:
    told = read(links_sheet("key", PLANNING, Linked(PLANNING.id, NOW), None, NOW, UNICODE))

    assert "No model, dataset or Space on the Hub names this paper." in told


def test_what_is_missing_is_said_with_its_reason_and_what_to_do() -> None:
    assert ("Offline.", "No full text of this paper is on this machine. R tries again.") == nothing_kept(Tab.PAPER, OFFLINE, NOW)
    assert "The Hub limits us until 14:05." == failed(LIMITED, NOW)
    assert "The Hub limited us." == failed(Limited(NOW, ""), NOW)
    assert "The Hub's answer cannot be used." == failed(UNREADABLE, NOW)
    assert ("Fetching the comments…",) == fetching(Tab.COMMENTS, None)
    assert ("Fetching the links…", "No answer yet; next try in 40 seconds.") == fetching(Tab.LINKS, WAITING)
