"""What is read from a page of the site, fetched or saved: its own JSON, its cards, and what it is when it is neither."""

import html
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from paperbrowse.errors import Unreadable
from paperbrowse.model.paper import Organization
from paperbrowse.sources.hub_entries import read_entry
from paperbrowse.sources.page_cards import Card, ShownDate
from paperbrowse.sources.page_html import PageKind, SitePage, read_page_html
from tests.growth import grows_evenly
from tests.house.interpreter import modules_after


NOON = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)


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


@pytest.mark.parametrize("given", ["{", "[]", '{"dailyPapers": {}}', '{"papers": []}', "[" * 100_000, '{"dailyPapers": ' + "9" * 5_000 + "}"])
def test_json_that_is_none_of_ours_leaves_a_page_of_ours_that_is_empty(given: str):
    page = read(f'<div data-target="DailyPapers" data-props="{html.escape(given)}"></div>')

    assert PageKind.EMPTY == page.kind
    assert page.listed is None or page.listed.entries is None


def test_on_the_page_of_a_search_the_list_is_what_was_found():
    page = read(mounted({"dailyPapers": ["of the day"], "searchResults": ["found"], "query": {"q": "agents"}}))

    assert (("found",), "agents") == (page.listed.entries, page.listed.question)


def test_the_page_of_a_paper_is_an_entry():
    page = read(mounted({"paper": {"id": "2606.00001"}, "organization": {"name": "lab"}}, "PaperContent"))

    assert (PageKind.JSON, {"paper": {"id": "2606.00001"}, "organization": {"name": "lab"}}) == (page.kind, page.paper)


@pytest.mark.parametrize(
    ("head", "body", "kind"),
    [
        ("<title>Daily Papers - Hugging Face</title>", "", PageKind.EMPTY),
        ('<link rel="canonical" href="https://huggingface.co/papers/week/2026-W24">', "", PageKind.EMPTY),
        ('<meta property="og:url" content="https://huggingface.co/papers">', "", PageKind.EMPTY),
        ('<meta property="og:url" content="https://huggingface.co/papers-of-mine">', "", PageKind.OTHER),
        ("", '<div data-target="PaperContent"></div>', PageKind.EMPTY),
        ("", '<div data-target="DailyPapersBannerSubscribe"></div>', PageKind.OTHER),
        ('<script src="https://x.token.awswaf.com/y/challenge.js"></script>', "", PageKind.CHALLENGE),
        ("<script>window.gokuProps = {};</script>", "", PageKind.CHALLENGE),
        ("<title>Guest</title>", "<form><input name=room></form>", PageKind.FORM),
        ("<title>Models</title>", '<form></form><div class="SVELTE_HYDRATER contents"></div>', PageKind.OTHER),
        ("<title>Recipes</title>", "<article><h3><a href='/soups/1'>Soup</a></h3></article>", PageKind.OTHER),
    ],
)  # fmt: skip
def test_a_page_without_papers_is_told_for_what_it_is(head: str, body: str, kind: PageKind):
    assert kind == read(body, head=head).kind


@pytest.mark.parametrize("nothing", ["", " ", "\0", "plain text", "<", "<!--", "<html", "\ud800", "<?xml version='1.0' encoding='utf-16'?>"])
def test_what_is_no_html_is_no_page(nothing: str):
    page = read_page_html(nothing)

    assert (PageKind.OTHER, (), None) == (page.kind, page.cards, page.listed)


def card(inside: str = "", title: str = "A Title", href: str = "/papers/2606.00001") -> str:
    return f'<article><h3><a href="{href}">{title}</a></h3>{inside}</article>'


def read_card(*inside: str) -> Card:
    found, = read(card("".join(inside))).cards
    return found


@pytest.mark.parametrize("href", ["/papers/2606.00001", "https://huggingface.co/papers/2606.00001", "/papers/2606.00001v2?x=1",
                                  "https://mirror.example.org/papers/2606.00001#top"])
def test_a_link_may_be_relative_or_whole(href: str):
    found, = read(card(href=href)).cards

    assert ("2606.00001", "A Title") == (found.id, found.title)


def test_what_a_search_found_is_not_torn_apart_and_nothing_reaches_a_terminal():
    found, = read(card(title='Multi<span class="highlight">agent</span>s\n  at\x1b[31m &lt;b&gt;')).cards

    assert "Multiagents at[31m <b>" == found.title


def test_each_paper_comes_once_and_a_card_without_id_or_title_is_counted():
    page = read(card(title="First"), card(title="Again"), card(title=" ", href="/papers/2606.00002"),
                card(href="/papers/hello"), card(href="/papers/2606.00003"))

    assert ([("2606.00001", "First"), ("2606.00003", "A Title")], 2) == ([(c.id, c.title) for c in page.cards], page.left_out)


@pytest.mark.parametrize(
    ("inside", "upvotes"),
    [('<a href="/login?next=%2Fpapers%2F2606.00001">101</a>', 101), ('<a href="/login?next=%2Fpapers%2F2606.00001"> - </a>', 0),
     ('<a href="https://huggingface.co/login?next=%2Fp">Upvote <div>1,204</div></a>', 1204), ("<label><div>7</div></label>", 7),
     ('<div class="text-orange-500">12</div>', 12), ('<a href="/login?next=%2Fp">Upvote</a>', None), ("", None)],
)
def test_upvotes_are_read_wherever_the_card_has_them(inside: str, upvotes: int | None):
    assert upvotes == read_card(inside).upvotes


def test_no_number_of_comments_is_none_at_all_only_where_others_show_theirs():
    shown = '<a href="/papers/2606.00001#community"><svg></svg> 6</a>'
    other = card(href="/papers/2606.00002")

    assert [6, 0] == [card.comments for card in read(card(shown), other).cards]
    assert [None, None] == [card.comments for card in read(card(), other).cards]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("· May 29", ShownDate(5, 29)), ("Feb 27, 2025", ShownDate(2, 27, 2025)), ("Published on Sept 3, 2024", ShownDate(9, 3, 2024)),
     ("May 29 was sunny", None), ("Maybe 29", None), ("May 29, 25", None)],
)
def test_a_date_is_read_as_it_is_printed(text: str, shown: ShownDate | None):
    assert shown == read_card(f"<span>\n {text} </span>").shown_date


@pytest.mark.parametrize(
    ("shown", "day"),
    [(ShownDate(6, 12), date(2026, 6, 12)), (ShownDate(6, 13), date(2025, 6, 13)), (ShownDate(2, 29), date(2024, 2, 29)),
     (ShownDate(1, 4, 2025), date(2025, 1, 4)), (ShownDate(2, 30), None), (ShownDate(2, 29, 2025), None)],
)
def test_a_date_without_a_year_is_the_last_one(shown: ShownDate, day: date | None):
    assert day == shown.latest(date(2026, 6, 12))


def test_a_card_shows_an_organization_or_its_authors_and_who_sent_it_in():
    by_lab = read_card('<a href="https://huggingface.co/some-lab"><img><span class="block truncate">Some Lab</span></a>',
                       "<div>Submitted by <div><img></div> Ada &amp; Co</div>")
    by_authors = read_card('<a href="/papers/2606.00001"><ul><li title="ada"></li><li><span>1 authors</span></li></ul></a>')

    assert (Organization("some-lab", "Some Lab"), None, "Ada & Co") == (by_lab.organization, by_lab.author_count, by_lab.submitted_by)
    assert (None, 1, None) == (by_authors.organization, by_authors.author_count, by_authors.abstract)


def test_a_paragraph_of_a_sentence_is_a_summary_and_a_long_one_the_abstract():
    short, long = "It works in practice.", "It works in theory. " * 30

    assert (None, short) == (read_card(f"<p>{short}</p>").abstract, read_card(f"<p>{short}</p>").summary)
    assert (long.strip(), None) == (read_card(f"<p>{long}</p>").abstract, read_card(f"<p>{long}</p>").summary)
    assert long.strip() == read_card(f'<a href="/papers/2606.00001">{long}</a>').abstract


@pytest.mark.parametrize(("shown", "stars"), [("1.28k", 1280), ("110k", 110_000), ("7", 7), ("…k", None), ("", None)])
def test_stars_are_as_exact_as_the_card(shown: str, stars: int | None):
    found = read_card(f'<a href="https://github.com/ada/engine"><span>GitHub</span> <span>{shown}</span></a>')

    assert ("https://github.com/ada/engine", stars) == (found.github, found.stars)


@pytest.mark.parametrize(
    "hostile",
    [
        lambda: "<div>" * 1_600_000,
        lambda: "<article>" * 900_000,
        lambda: "<p>" * 2_600_000,
        lambda: "<div " + " ".join(f"a{n}" for n in range(1_000_000)) + ">",
        lambda: "<div " + "a='>' " * 1_300_000,
        lambda: "<a href='/papers/1'>Previous " * 290_000,
        lambda: "<article>" * 200 + "</x>" * 1_900_000,
        lambda: '<div data-target="DailyPapers" data-props="' + "[" * 8_000_000 + '">',
        lambda: "<a =" * 2_000_000,
        lambda: "<" * 8_000_000,
    ],
    ids=["deep", "nested cards", "elements", "attributes", "quoted attributes", "links", "ends", "JSON", "equals", "open"],
)
def test_a_page_that_means_harm_is_read_or_refused_in_no_more_time_than_its_size(hostile: Callable[[], str]):
    page = hostile()

    def arrive(letters: int) -> None:
        try:
            assert not read_page_html(page[:letters]).cards
        except Unreadable as error:
            assert "the page has far more tags or attributes than a page of the site" == str(error)

    assert grows_evenly(arrive, len(page) // 4)


@pytest.mark.real
def test_a_recorded_card_of_the_trending_page_is_read(shared: Path):
    page = read_page_html((shared / "hub/pages/trending-card.html").read_text())

    card, = page.cards
    assert (PageKind.CARDS, "2509.22186", 180, 61) == (page.kind, card.id, card.upvotes, card.author_count)
    assert card.title.startswith("MinerU2.5: A Decoupled") and card.title.endswith("Efficient High-Resolution Document Parsing")
    assert ShownDate(9, 26, 2025) == card.shown_date
    assert ("https://github.com/opendatalab/MinerU", "taesiri") == (card.github, card.submitted_by)
    assert card.abstract is None and card.summary.startswith("MinerU2.5, a 1.2B-parameter")


@pytest.mark.real
def test_a_recorded_page_of_a_paper_is_read(shared: Path):
    page = read_page_html((shared / "hub/pages/paper-2509.24002.html").read_text())

    paper = read_entry(page.paper, None, NOON)
    assert (PageKind.JSON, (), "https://huggingface.co/papers/2509.24002") == (page.kind, page.cards, page.address)
    assert ("2509.24002", 118, date(2025, 10, 1)) == (paper.id, paper.upvotes, paper.day)
    assert "NationalUniversityofSingapore" == paper.organization.login


@pytest.mark.real
def test_a_recorded_entry_of_the_trending_page_is_read(shared: Path):
    entry = json.loads((shared / "hub/pages/trending-entry.json").read_text())

    page = read(mounted(entry.pop("_page") | {"dailyPapers": [entry]}))

    paper = read_entry(page.listed.entries[0], None, NOON)
    assert (True, None) == (page.listed.is_trending, page.listed.date_string)
    assert ("2606.03748", 23, 6, "Niels Rogge") == (paper.id, paper.upvotes, paper.author_count, paper.submitted_by)


def test_lxml_is_loaded_by_the_first_page_and_not_before():
    assert set() == {"parsel", "lxml"} & modules_after("import paperbrowse.sources.hub")
