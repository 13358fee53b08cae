"""The text of a day, of trending and of a single paper, as it is copied from a browser or printed by w3m; Markdown."""

import json
from datetime import date
from pathlib import Path

import pytest

from paperbrowse.errors import SourceError, Unreadable
from paperbrowse.model.identifier import title_id
from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Organization, Paper
from paperbrowse.model.text import clean_line
from paperbrowse.sources.saved.page import read_saved_page
from tests.growth import grows_evenly
from tests.hub.made_up import make_day
from tests.sources import copied_pages
from tests.sources.copied_pages import CLOCKS, FOOT, HEAD, LAYOUTS, NOW, Entry

SAVED = Path(__file__).parent.parent / "data" / "saved"
TODAY = date(2026, 6, 14)
COPIES = ["day.txt", "trending.txt", "single.txt", "search.md"]


def read(text: str | bytes, saved_on: date | None = TODAY) -> Listing:
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return read_saved_page(content, "page.txt", now=NOW, saved_on=saved_on)[1]


def copy(name: str) -> str:
    return (SAVED / name).read_text("utf-8")


def test_a_day_gives_its_cards_and_an_ambiguous_count_is_unknown() -> None:
    listing = read(copy("day.txt"))

    facts = [(p.title, p.submitted_by, p.upvotes, p.organization, p.stars, p.comments) for p in listing.papers]
    assert [
        ("Lamplight: Reading Ledgers by the Light of Small Models", "Mira Quill", 181,
         Organization(None, "Northern Ledger Works"), 1280, 3),
        ("A Bridge of Two Planks", "taro_k", 0, None, None, None),
        ("Hugging Models Are Not Models That Hug", "Ola", 7, Organization(None, "Hugging Face"), None, 0),
        ("Moss", None, 2024, None, None, 0),
        ("What the Ferry Carried", "Ana Ferry", 40, Organization("nvidia", "NVIDIA"), 310, 22),
    ] == facts  # fmt: skip
    assert {None} == {paper.abstract or paper.summary or paper.published for paper in listing.papers}
    assert 0 == listing.left_out


def test_a_trending_page_gives_what_its_cards_say() -> None:
    lamplight, bridge = read(copy("trending.txt")).papers

    assert Paper(
        id=title_id("Lamplight: Reading Ledgers by the Light of Small Models"),
        title="Lamplight: Reading Ledgers by the Light of Small Models",
        summary="Lamplight reads handwritten ledgers with a model that fits on a telephone.",
        organization=Organization(None, "Northern Ledger Works"),
        submitted_by="Mira Quill",
        published=date(2025, 9, 26),
        upvotes=180,
        stars=1280,
        source="saved page",
        fetched_at=NOW,
    ) == lamplight  # fmt: skip
    assert (None, 61, 0, None, date(2026, 2, 3)) == (
        bridge.summary, bridge.author_count, bridge.upvotes, bridge.stars, bridge.published
    )  # fmt: skip
    assert "Two planks are laid side by side. We show that they carry a cart, and when they do not." == bridge.abstract


def test_a_single_paper_has_its_real_id_and_all_that_its_page_says() -> None:
    [paper] = read(copy("single.txt"), saved_on=None).papers

    assert CLOCKS == paper


def test_a_single_paper_copied_without_its_head_is_known_by_the_line_about_citing_it() -> None:
    text = copy("single.txt")

    [paper] = read(text[text.index("Teaching") :]).papers

    assert ("2510.01234", "Teaching Clocks to Read Themselves") == (paper.id, paper.title)


def test_a_single_paper_without_any_id_is_known_by_its_title() -> None:
    text = copy("single.txt").replace("arxiv:2510.01234\n", "\n")

    [paper] = read(text[: text.index("Cite ")]).papers

    assert title_id("Teaching Clocks to Read Themselves") == paper.id


def test_counts_that_disagree_are_unknown() -> None:
    [paper] = read(copy("single.txt").replace("37\n+21", "38\n+21")).papers

    assert None is paper.upvotes


def test_a_search_page_in_markdown_gives_real_ids() -> None:
    listing = read(copy("search.md"), saved_on=None)

    chairs, table = listing.papers
    assert Paper(
        id="2605.01234",
        title="Counting [Empty] Chairs with $\\alpha$-Blending",
        abstract="Chairs are counted when nobody sits on them. The count is *exact*. A second paragraph says so (again).",
        organization=Organization("chair-lab", "Chair Laboratory"),
        published=date(2026, 5, 29),
        upvotes=101,
        comments=6,
        source="saved page",
        fetched_at=NOW,
    ) == chairs  # fmt: skip
    assert ("2502.04321", "A Noisy Table: Measuring Knocks", 3, date(2025, 2, 27), 0, 0) == (
        table.id, table.title, table.author_count, table.published, table.upvotes, table.comments
    )  # fmt: skip
    assert 1 == listing.left_out


@pytest.mark.fault("I25")
@pytest.mark.parametrize("name", COPIES)
def test_a_copy_with_other_line_ends_or_in_another_encoding_is_the_same_page(name: str) -> None:
    text = copy(name)
    page, listing = read_saved_page(text.encode(), name, now=NOW)

    for content in (text.replace("\n", "\r\n"), text.replace("\n", "\r"), "\ufeff" + text):
        again, same = read_saved_page(content.encode(), "another name", now=NOW)
        assert (page.key, listing.papers) == (again.key, same.papers)
    assert page.key == read_saved_page(text.encode("utf-16"), name, now=NOW)[0].key


@pytest.mark.parametrize("name", ["day.txt", "trending.txt", "single.txt"])
def test_a_page_without_the_head_and_the_foot_of_the_site_gives_the_same_papers(name: str) -> None:
    text = copy(name)
    start = text.index("Submitted by") if name != "single.txt" else text.index("arxiv:")

    alone = read(text[start:].partition("\nPrevious")[0].partition("\nTrending Papers ranked")[0])

    assert read(text).papers == alone.papers


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", ["day", "trending", "search"])
def test_titles_are_exact_in_every_layout(kind: str, layout: str) -> None:
    entries = make_day(date(2026, 6, 8), 30)

    papers = read(_copied(kind, layout, entries, TODAY)).papers

    assert list(dict.fromkeys(map(copied_pages.title, entries))) == [paper.title for paper in papers]


def test_cards_that_stand_there_twice_are_read_once() -> None:
    card = "Submitted by x\n\nA Title\n\nA summary.\n\n2 authors · Published on May 1, 2026\n\nUpvote 3\n\n"
    narrow = "A Title\n\nA summary.\n\n2 authors · May 1, 2026\n\n"

    [paper] = read(card + narrow + card).papers

    assert ("A summary.", 2, 3) == (paper.summary, paper.author_count, paper.upvotes)


LYNX = """   [1]Hugging Face
   [2]Models

   Submitted by Mira Quill

   [4]181

[5]Lamplight: Reading Ledgers by the Light of Small Models and of No Other
Lamp

   Submitted by taro_k

   [7]12

[8]A Bridge of [2] Planks

   [9]3

References

   Visible links:
   1. https://huggingface.co/
   2. https://huggingface.co/models
   4. https://huggingface.co/login?next=%2Fpapers%2F2606.00001
   5. https://huggingface.co/papers/2606.00001
   7. https://huggingface.co/login?next=%2Fpapers%2F..
   8. https://huggingface.co/papers/../../x
   9. https://huggingface.co/papers/2606.00002#community
"""


def test_a_page_printed_by_lynx_has_the_ids_of_its_list_of_links() -> None:
    lamplight, bridge = read(LYNX).papers

    title = "Lamplight: Reading Ledgers by the Light of Small Models and of No Other Lamp"
    assert ("2606.00001", title, 181) == (lamplight.id, lamplight.title, lamplight.upvotes)
    assert ("A Bridge of [2] Planks", False) == (bridge.title, bridge.has_arxiv_id)


def test_numbers_in_brackets_are_text_where_no_list_of_links_follows() -> None:
    papers = read(LYNX[: LYNX.index("References")].replace("[8]", "").replace("[7]", "").replace("[9]", "")).papers

    assert "A Bridge of [2] Planks" == papers[1].title


@pytest.mark.fault("I23")
def test_a_page_whose_cards_are_gone_is_said_to_be_empty() -> None:
    with pytest.raises(Unreadable) as refused:
        read("\n".join([*HEAD, *FOOT]))

    assert "No papers found in page.txt: it is a page of Daily Papers, and no paper is on it" == str(refused.value)


POISON = "\x1b[31mRed\x1b]52;c;aGk=\x07 [@click=app.quit]\u202edeliaf\u202c [/nope] \x00<b>"


@pytest.mark.fault("I26", "H1", "H3", "H26")
@pytest.mark.parametrize("name", COPIES)
def test_hostile_copies_arrive_clean(name: str) -> None:
    text = copy(name)
    for words in ("Mira Quill", "Lamplight", "Ina Sundial", "Clocks", "Hourglass", "Northern", "Empty", "Chair Lab", "Knocks"):
        text = text.replace(words, f"{words} {POISON}")
    text = text.replace("2510.01234", "2510.01234/../../x").replace("2502.04321", "2502.04321\x1b[2J")

    listing = read(text)

    assert 0 < len(listing.papers)
    for paper in listing.papers:
        told = [paper.title, paper.abstract, paper.summary, paper.submitted_by, paper.organization and paper.organization.name]
        told += [author.name for author in paper.authors]
        assert all(line == clean_line(line) and "\x1b" not in line for line in told if line)
        assert "/" not in paper.id and paper.id.isprintable()


FILLINGS = {
    "submitters": lambda: "Submitted by\n" * 99_000,
    "cards": lambda: "Submitted by\nx\n1\nA Title\n" * 24_000,
    "one long card": lambda: "Submitted by\nx\n1\nA Title\n" + "a " * 7_000_000,
    "wrapped title": lambda: "Submitted by x\n1\n\n" + ("A line of a title that goes on for quite a while, as it is wrapped\n") * 90_000,
    "labels": lambda: "Submitted by x\n1\nA Title\n" + "Upvote\n" * 99_000,
    "abstracts": lambda: "Published on May 1\n" + "Abstract\n" * 99_000,
    "authors": lambda: "arxiv:2401.00001\nA Title\nAuthors:\n" + "a,\n" * 2_000 + "Abstract\n" + "b, " * 5_000_000,
    "dots": lambda: "Published on May 1\n" + "x · " * 4_000_000 + "\nAbstract\n",
    "headings": lambda: "### [A](/papers/2401.00001)\n" * 99_000,
    "open heading": lambda: "### [A](/papers/2401.00001" * 640_000,
    "open links": lambda: "### [A](/papers/2401.00001)\n" + "[" * 16_000_000,
    "closed links": lambda: "### [A](/papers/2401.00001)\n" + "](/papers/2401.00001" * 800_000,
    "link numbers": lambda: "Submitted by x\n1\nA Title\n" + "[1]" * 4_000_000 + "\nReferences\n 1. https://huggingface.co/papers/2401.00001\n",
    "lists of links": lambda: "Submitted by x\n1\nA Title\n" + "References\n" * 90_000,
    "chips": lambda: "### [A](/papers/2401.00001)\n" + "[![a](b)c" * 1_700_000,
}


_END = 100
"""Characters in which a filling has what makes it whole."""


@pytest.mark.fault("I24")
@pytest.mark.parametrize("filling", FILLINGS)
def test_sixteen_hostile_megabytes_take_no_more_time_than_their_size(filling: str) -> None:
    text = FILLINGS[filling]()

    def arrive(letters: int) -> None:
        try:
            papers = read(text[: letters - _END] + text[-_END:]).papers
        except SourceError as refused:
            assert str(refused).isprintable()
        else:
            assert papers

    assert grows_evenly(arrive, len(text) // 4)


def _copied(kind: str, layout: str, entries: list[Entry], today: date) -> str:
    match kind:
        case "day":
            cards = [copied_pages.day_card(entry) for entry in entries]
        case "trending":
            cards = [copied_pages.trending_card(entry, today) for entry in entries]
        case _:
            cards = [copied_pages.search_card(entry, today) for entry in entries]
    return LAYOUTS[layout]([*HEAD, *(part for card in cards for part in card), *FOOT])


def _recorded(shared: Path, step: int) -> list[list[Entry]]:
    days = [json.loads(file.read_bytes()) for file in sorted((shared / "hub" / "days").glob("*.json"))[::step]]
    return [[entry for entry in day if entry["paper"].get("summary")] for day in days]


@pytest.mark.real
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", ["day", "trending", "search"])
def test_all_titles_of_recorded_days_are_exact_in_every_layout(shared: Path, kind: str, layout: str) -> None:
    for entries in _recorded(shared, 10):
        papers = read(_copied(kind, layout, entries, TODAY)).papers

        assert list(dict.fromkeys(map(copied_pages.title, entries))) == [paper.title for paper in papers]


@pytest.mark.real
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_the_copy_of_a_recorded_day_says_is_true(shared: Path, layout: str) -> None:
    for entries in _recorded(shared, 25):
        by_title = {copied_pages.title(entry): entry for entry in entries}
        for kind in ("day", "trending"):
            for paper in read(_copied(kind, layout, entries, TODAY)).papers:
                entry = by_title[paper.title]
                named = paper.organization and paper.organization.name
                assert copied_pages.organization(entry) == named
                assert entry["paper"]["upvotes"] == paper.upvotes
                assert copied_pages.submitter(entry) == paper.submitted_by
                assert paper.comments in (None, entry["numComments"])


@pytest.mark.real
@pytest.mark.parametrize("layout", LAYOUTS)
def test_recorded_papers_are_whole_in_copies_of_their_pages(shared: Path, layout: str) -> None:
    for entry in [entry for entries in _recorded(shared, 25) for entry in entries[:2]]:
        text = LAYOUTS[layout]([*HEAD, *copied_pages.single(entry, TODAY), *FOOT])

        [paper] = read(text).papers

        given = entry["paper"]
        assert (given["id"], copied_pages.title(entry)) == (paper.id, paper.title)
        assert clean_line(given["summary"]) == paper.abstract
        assert [clean_line(author["name"]) for author in given["authors"]] == [author.name for author in paper.authors]
        assert given["upvotes"] == paper.upvotes
        assert date.fromisoformat(entry["publishedAt"][:10]) == paper.published


@pytest.mark.real
def test_the_real_search_page_in_markdown_gives_its_cards(shared: Path) -> None:
    papers = read((shared / "hub" / "pages" / "search-cards.md").read_bytes(), saved_on=None).papers

    assert [("2606.00683", 101, 6, date(2026, 5, 29)), ("2502.20581", 0, 0, date(2025, 2, 27))] == [
        (paper.id, paper.upvotes, paper.comments, paper.published) for paper in papers
    ]
    assert "Measuring How Scholars Engage with Past Research" in papers[1].title
