"""What is read from a page of the site, fetched or saved: its own JSON, its cards, and what it is when it is neither."""

import html
import json
from pathlib import Path

import pytest

from paperbrowse.sources.page_cards import ShownDate
from paperbrowse.sources.page_html import PageKind, SitePage, read_page_html
from tests.house.interpreter import modules_after


def mounted(props: object, target: str = "DailyPapers") -> str:
    return f'<div class="SVELTE_HYDRATER contents" data-target="{target}" data-props="{html.escape(json.dumps(props))}">'


def read(*body: str, head: str = "<title>Daily Papers - Hugging Face</title>") -> SitePage:
    return read_page_html(f"<!DOCTYPE html><html><head>{head}</head><body>{''.join(body)}</body></html>")


def test_the_json_of_the_page_is_told_from_the_banner_before_it():
    page = read(mounted({"dailyPapers": ["banner"]}, "DailyPapersBannerSubscribe"), "</div>",
                mounted({"dailyPapers": ["a paper"], "dateString": "2026-06-08", "periodType": "day", "query": {}}))

    assert PageKind.JSON == page.kind
    assert ("a paper",) == page.listed.entries
    assert ("2026-06-08", "day", None, False) == (
        page.listed.date_string, page.listed.period_type, page.listed.question, page.listed.is_trending)


@pytest.mark.real
def test_a_recorded_card_of_the_trending_page_is_read(shared: Path):
    page = read_page_html((shared / "hub/pages/trending-card.html").read_text())

    card, = page.cards
    assert (PageKind.CARDS, "2509.22186", 180, 61) == (page.kind, card.id, card.upvotes, card.author_count)
    assert card.title.startswith("MinerU2.5: A Decoupled") and card.title.endswith("Efficient High-Resolution Document Parsing")
    assert ShownDate(9, 26, 2025) == card.shown_date
    assert ("https://github.com/opendatalab/MinerU", "taesiri") == (card.github, card.submitted_by)
    assert card.abstract is None and card.summary.startswith("MinerU2.5, a 1.2B-parameter")


def test_lxml_is_loaded_by_the_first_page_and_not_before():
    assert set() == {"parsel", "lxml"} & modules_after("import paperbrowse.sources.hub")
