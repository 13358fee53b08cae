"""A page that a browser or curl saved as HTML gives the papers of the page, by its JSON or by what is visible."""

import html
import json
import quopri
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from paperbrowse.errors import SourceError, Unreadable
from paperbrowse.model.listing import Listing, SavedPage
from paperbrowse.model.paper import Paper
from paperbrowse.model.text import clean_line
from paperbrowse.sources.hub_entries import read_entry
from paperbrowse.sources.saved.page import read_saved_page
from tests.growth import grows_evenly
from tests.hub.editions import Days
from tests.hub.site import Look, page_for
from tests.hub.wire import Request
from tests.sources.copied_pages import CLOCKS, NOW

SAVED = Path(__file__).parent.parent / "data" / "saved"
TODAY = date(2026, 6, 12)
LISTS = [
    "/papers/date/2026-06-08", "/papers/week/2026-W23", "/papers/month/2026-05", "/papers/trending", "/papers?q=planning"
]  # fmt: skip


def site(address: str, *, look: Look | None = None, days: Days | None = None) -> str:
    path, _, question = address.partition("?q=")
    request = Request("GET", path, {"q": question} if question else {}, {})
    reply = page_for(request, days or Days(5, None), TODAY, look or Look())
    assert reply is not None
    return reply.body.decode()


def read(page: str | bytes, name: str = "page.html", saved_on: date | None = None) -> tuple[SavedPage, Listing]:
    content = page.encode("utf-8", "surrogatepass") if isinstance(page, str) else page
    return read_saved_page(content, name, now=NOW, saved_on=saved_on)


def by_a_browser(page: str) -> str:
    """`Webpage, complete`: absolute links, no scripts, entities written in another way."""
    page = re.sub(r"<script\b.*?</script>", "", page, flags=re.DOTALL)
    page = page.replace('href="/', 'href="https://huggingface.co/').replace("&#x27;", "'").replace("/>", ">")
    return page.replace("<html", "<!-- saved from url=(0042)https://huggingface.co/papers -->\n<html", 1)


def in_an_archive(page: str, encoding: str = "quoted-printable") -> bytes:
    """As Chrome writes `.mhtml`."""
    body = quopri.encodestring(page.encode()) if encoding == "quoted-printable" else page.encode()
    head = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://huggingface.co/papers\nSubject: Daily Papers\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="----Made--Up----"\n\n\n'
        f"------Made--Up----\nContent-Type: text/html\nContent-Transfer-Encoding: {encoding}\n\n"
    )
    tail = "\n------Made--Up----\nContent-Type: text/css\n\nh3 { color: red }\n------Made--Up------\n"
    return (head.encode() + body + tail.encode()).replace(b"\n", b"\r\n")


WAYS: dict[str, Callable[[str], str | bytes]] = {
    "curl": str,
    "browser": by_a_browser,
    "archive": in_an_archive,
    "archive as it is": lambda page: in_an_archive(page, "8bit"),
    "CRLF": lambda page: page.replace("\n", "\r\n"),
    "UTF-16": lambda page: page.encode("utf-16"),
    "byte order mark": lambda page: b"\xef\xbb\xbf" + page.encode(),
    "cut off": lambda page: page[: page.rindex("</main>")],
}


def entries_of(page: str) -> list[dict[str, object]]:
    given = re.search(r'data-target="DailyPapers" data-props="([^"]*)"', page)
    assert given
    props = json.loads(html.unescape(given[1]))
    return props.get("searchResults", props["dailyPapers"])


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("way", ["curl", "browser"])
def test_a_saved_list_gives_whole_papers_in_the_order_of_the_page(address: str, way: str) -> None:
    page = site(address)

    listing = read(WAYS[way](page))[1]

    read_before = [read_entry(entry, None, NOW) for entry in entries_of(page)]
    assert [paper.id for paper in read_before] == [paper.id for paper in listing.papers]
    assert all(("saved page", True) == (paper.source, paper.has_arxiv_id) for paper in listing.papers)
    assert read_before[0].abstract == listing.papers[0].abstract
    assert ("saved page", 0) == (listing.origin, listing.left_out)


@pytest.mark.fault("I25")
@pytest.mark.parametrize("way", WAYS)
def test_every_copy_of_a_page_is_the_same_page(way: str) -> None:
    page = site("/papers/date/2026-06-08")
    first = read(page)

    again = read(WAYS[way](page), "another name.html")

    assert (first[0].key, first[1].papers) == (again[0].key, again[1].papers)


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("way", ["curl", "browser"])
def test_without_its_json_a_page_gives_what_its_cards_show(address: str, way: str) -> None:
    whole = read(site(address))[1]

    shown = read(WAYS[way](site(address, look=Look(has_json=False))))[1]

    facts = [[(paper.id, paper.title, paper.upvotes) for paper in listing.papers] for listing in (whole, shown)]
    assert facts[0] == facts[1]
    assert all("saved page" == paper.source for paper in shown.papers)


def test_the_date_of_a_card_without_a_year_is_of_the_year_of_its_id() -> None:
    page = site("/papers?q=planning", look=Look(has_json=False))

    papers = read(page)[1].papers

    assert {2026} == {paper.published.year for paper in papers if paper.published}
    assert all(paper.published for paper in papers)


def test_a_single_paper_is_read_from_its_json() -> None:
    [paper] = read(site("/papers/2606.08001"))[1].papers

    assert ("2606.08001", "saved page", date(2026, 6, 8)) == (paper.id, paper.source, paper.day)
    assert paper.abstract and paper.authors


def test_a_single_paper_without_json_is_read_from_what_is_visible() -> None:
    [paper] = read((SAVED / "paper.html").read_bytes())[1].papers

    assert CLOCKS == paper


@pytest.mark.parametrize(
    ("charset", "encoded"),
    [("utf-8", "utf-8"), ("windows-1252", "cp1252"), ("iso-8859-2", "iso-8859-2"), ("unicode_escape", "cp1252")],
)
def test_the_characters_are_those_that_the_page_names(charset: str, encoded: str) -> None:
    page = (SAVED / "paper.html").read_text("utf-8").replace("UTF-8", charset).replace("·", "-").replace("Otto", "Jörg")

    [paper] = read(page.encode(encoded))[1].papers

    assert "Jörg Pendel" == paper.authors[1].name


def test_entries_that_cannot_be_used_are_counted_and_a_paper_that_comes_twice_is_there_once() -> None:
    days = Days(3, None)
    day = days[date(2026, 6, 8)]
    day.extend([day[0], {"paper": {"id": "../../x", "title": "Somewhere else"}}, {"paper": None}])

    listing = read(site("/papers/date/2026-06-08", days=days, look=Look(has_cards=False)))[1]

    assert (3, 2) == (len(listing.papers), listing.left_out)


def page_of(title: str, *, address: str = "", body: str = "<p>Words</p>") -> str:
    link = f'<link rel="canonical" href="{address}">' if address else ""
    return f"<!DOCTYPE html><html><head><title>{title}</title>{link}</head><body>{body}</body></html>"


HUB = "https://huggingface.co"
ROBOT = "it is a page that asks whether you are a robot; saved from a browser, after that question, it can be read"
CUT = "it is a page of Daily Papers that ends in the middle"
CHANGED = "it is a page of Daily Papers that this version cannot read"
EMPTY = "it is a page of Daily Papers, and no paper is on it"


@pytest.mark.fault("I23")
@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (site("/papers/date/2026-06-08", look=Look(is_challenge=True)), ROBOT),
        (page_of("Just a moment..."), ROBOT),
        (site("/papers/date/2026-06-08", look=Look(has_json=False, has_cards=False)), EMPTY),
        (page_of("Daily Papers - Hugging Face", address=f"{HUB}/papers/date/2026-06-07"), EMPTY),
        (site("/papers/date/2026-06-08")[:2_000], CUT),
        (site("/papers/trending", look=Look(has_cards=False, renamed={"dailyPapers": "papers"})), CHANGED),
        (page_of("Log In - A Hotel", body="<form><input type='password'></form>"), "it is a login page (“Log In - A Hotel”)"),
        (page_of("Hugging Face", address=HUB), "it is the Hub's front page (“Hugging Face”)"),
        (page_of("a/b · Hugging Face", address=f"{HUB}/a/b"), "it is a page about a model on the Hub (“a/b · Hugging Face”)"),
        (page_of("Sets", address=f"{HUB}/datasets/a/b"), "it is a page about a dataset on the Hub (“Sets”)"),
        (page_of("Somebody", address=f"{HUB}/somebody"), "it is another page of the Hub (“Somebody”)"),
        (page_of("Tea &amp; Cakes"), "it is an HTML page of another site (“Tea & Cakes”)"),
        (page_of("x" * 500), f"it is an HTML page of another site (“{'x' * 79}…”)"),
        (page_of("\x1b[31mRed\u202e"), "it is an HTML page of another site (“[31mRed”)"),
        (page_of(""), "it is an HTML page of another site"),
        ("<html>" + "<b>" * 300_001, "the page has far more tags or attributes than a page of the site"),
    ],
)
def test_a_page_without_papers_is_refused_with_what_it_is(page: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(page)

    assert f"No papers found in page.html: {reason}" == str(refused.value)


def test_a_day_whose_list_is_empty_is_said_to_be_empty() -> None:
    page = site("/papers/date/2026-06-09", look=Look(has_cards=False))
    page = re.sub(r"(&quot;dailyPapers&quot;: )\[.*\](, &quot;publisher)", r"\1[]\2", page)

    with pytest.raises(Unreadable, match="no paper is on it"):
        read(page)


@pytest.mark.fault("I26", "H1", "H3", "H26")
@pytest.mark.parametrize("look", [Look(), Look(has_json=False)])
def test_hostile_ids_and_texts_arrive_clean_or_not_at_all(look: Look) -> None:
    days = Days(3, None)
    for entry, paper_id in zip(days[date(2026, 6, 8)], ["../../x", "2606.00001\x1b[2J", "2606.00002v3"]):
        entry["title"] = entry["paper"]["title"] = "\x1b[31mRed [@click=app.quit]\u202e<b>bold</b>\x07 at the Gate"
        entry["paper"]["id"] = paper_id

    listing = read(site("/papers/date/2026-06-08", days=days, look=look))[1]

    [paper] = listing.papers
    assert ("2606.00002", "[31mRed [@click=app.quit]<b>bold</b> at the Gate") == (paper.id, paper.title)
    assert 2 == listing.left_out


HOSTILE = {
    "angle brackets": lambda: "<" * 15_000_000,
    "an attribute": lambda: '<a title="' + "x" * 15_000_000 + '">',
    "attributes": lambda: "<a " + 'a="b" ' * 2_000_000 + ">",
    "depth": lambda: "<div>" * 100_000,
    "crossed tags": lambda: "<b>" * 140_000 + "</i>" * 140_000,
    "nested cards": lambda: "<article>" * 100_000,
    "cards": lambda: '<article><h3><a href="/papers/2401.00001">A</a></h3></article>' * 36_000,
    "one card": lambda: "<article>" + "<p>a</p>" * 140_000,
    "entities": lambda: "&amp;" * 3_000_000,
    "comments": lambda: "<!-- " * 3_000_000,
    "JSON": lambda: '<div data-target="DailyPapers" data-props="' + "[" * 15_000_000 + '">',
    "abstract": lambda: "<h1>A</h1><p>Published on Feb 1</p><h2>Abstract</h2>" + "<br>a" * 250_000,
}


@pytest.mark.fault("I24")
@pytest.mark.parametrize("filling", HOSTILE)
def test_sixteen_hostile_megabytes_take_no_more_time_than_their_size(filling: str) -> None:
    body = HOSTILE[filling]()

    def arrive(letters: int) -> None:
        try:
            papers = read(page_of("Daily Papers - Hugging Face", body=body[:letters]))[1].papers
        except SourceError as refused:
            assert str(refused).isprintable()
        else:
            assert all(paper.title == clean_line(paper.title) for paper in papers)

    assert grows_evenly(arrive, len(body) // 4)


def _recorded(shared: Path) -> list[Path]:
    return sorted((shared / "hub" / "days").glob("*.json"))[::25]


@pytest.mark.real
@pytest.mark.parametrize("look", [Look(), Look(has_json=False)], ids=["JSON", "cards"])
def test_pages_made_of_recorded_days_give_all_their_papers(shared: Path, look: Look) -> None:
    for file in _recorded(shared):
        entries = json.loads(file.read_bytes())
        days, day = Days(0, None), date.fromisoformat(file.stem)
        days[day] = entries

        page = page_for(Request("GET", f"/papers/date/{day}", {}, {}), days, day, look)

        assert page is not None
        papers = read(by_a_browser(page.body.decode()))[1].papers
        expected = {entry["paper"]["id"]: clean_line(entry["paper"]["title"]) for entry in entries}
        assert expected == {paper.id: paper.title for paper in papers}, file.stem


@pytest.mark.real
def test_the_real_page_of_a_paper_says_the_same_without_its_json(shared: Path) -> None:
    page = (shared / "hub" / "pages" / "paper-2509.24002.html").read_text("utf-8")
    [whole] = read(page)[1].papers

    [shown] = read(re.sub(r"data-props=('[^']*'|\"[^\"]*\")", "", page))[1].papers

    def facts(paper: Paper) -> tuple[object, ...]:
        names = [author.name for author in paper.authors]
        organization = paper.organization and paper.organization.name
        return (paper.id, paper.title, paper.summary, names, organization, paper.submitted_by, paper.published, paper.day,
                paper.upvotes, paper.stars, (paper.abstract or "").replace(" ", ""))  # fmt: skip

    assert facts(whole) == facts(shown)


@pytest.mark.real
def test_the_real_trending_card_is_read_once(shared: Path) -> None:
    [paper] = read((shared / "hub" / "pages" / "trending-card.html").read_bytes())[1].papers

    assert ("2509.22186", 180, 61, date(2025, 9, 26)) == (paper.id, paper.upvotes, paper.author_count, paper.published)
