"""A page saved as text becomes a listing, whatever was done to the file, and anything else is refused in a sentence."""

import hashlib
import textwrap
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from paperbrowse.errors import SourceError, TooBig, Unreadable
from paperbrowse.model.identifier import title_id
from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Organization, Paper
from paperbrowse.model.text import clean_line
from paperbrowse.sources.saved.page import MAX_BYTES, read_saved_page
from tests.growth import grows_evenly

SAVED = Path(__file__).parent.parent / "data" / "saved"
NOW = datetime(2026, 4, 21, 9, tzinfo=UTC)
PAGE = (SAVED / "page.txt").read_text("utf-8")
CARD = "A Made-Up Title\n\nAn abstract of one sentence.\n\n  • 3 authors\n·\n{}\n"


def read(text: str | bytes, saved_on: date | None = None) -> Listing:
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return read_saved_page(content, "page.txt", now=NOW, saved_on=saved_on)[1]


def only(text: str, saved_on: date | None = None) -> Paper:
    [paper] = read(text, saved_on).papers
    return paper


def facts(listing: Listing) -> list[tuple[object, ...]]:
    return [(p.title, p.author_count, p.published, p.comments) for p in listing.papers]


def test_every_card_becomes_a_paper_in_the_order_of_the_page() -> None:
    listing = read(PAGE)

    assert [
        ("Paper Lanterns: Guiding Small Models through Long Corridors of Text", 3, date(2026, 2, 12), 2),
        ("The Tortoise and the Cache", 12, date(2024, 10, 17), 0),
        ("A Census of Teapots in Synthetic Kitchens", None, date(2026, 1, 12), 1),
        ("On Forgetting the Second Verse", None, None, None),
        ("Weighing Words with Borrowed Scales", 1, date(2025, 12, 27), 1),
        (
            "A Field Guide to Attention Heads That Do Nothing, Written for Those Who Have to Switch Them Off",
            7,
            date(2023, 2, 28),
            12,
        ),
    ] == facts(listing)
    assert 0 == listing.left_out


def test_a_paper_of_a_saved_page_claims_only_what_the_page_says() -> None:
    lanterns = read(PAGE).papers[0]

    expected = Paper(
        id=title_id("Paper Lanterns: Guiding Small Models through Long Corridors of Text"),
        title="Paper Lanterns: Guiding Small Models through Long Corridors of Text",
        abstract=PAGE.split("\n")[14],
        author_count=3,
        published=date(2026, 2, 12),
        comments=2,
        source="saved page",
        fetched_at=NOW,
    )
    assert expected == lanterns


def test_an_organization_stands_with_login_and_name() -> None:
    teapots = read(PAGE).papers[2]

    assert Organization(login="invented-lab", fullname="Invented Laboratory") == teapots.organization


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("some-lab Some Lab", Organization("some-lab", "Some Lab")),
        ("nvidia NVIDIA", Organization("nvidia", "NVIDIA")),
        ("SomeLab Some Lab of Things", Organization("SomeLab", "Some Lab of Things")),
        ("Hidden University", Organization(None, "Hidden University")),
        ("Alone", Organization(None, "Alone")),
    ],
)
def test_an_organization_without_a_login_is_a_name(line: str, expected: Organization) -> None:
    paper = only(CARD.format("Oct 2, 2025").replace("  • 3 authors", line))

    assert expected == paper.organization
    assert "An abstract of one sentence." == paper.abstract


def test_an_abstract_of_several_paragraphs_is_whole() -> None:
    tortoise = read(PAGE).papers[1]

    assert tortoise.abstract is not None
    assert tortoise.abstract.startswith("Every cache has an end")
    assert " models of different size. We also describe a case " in tortoise.abstract
    assert tortoise.abstract.endswith("A small rule avoids the case.")


def test_headings_within_an_abstract_are_no_papers() -> None:
    long = "This sentence stands here for its length, and says nothing that a reader has to know. " * 3

    paper = only(f"A Structured Study\n\nBackground\n\n{long}\n\nResults\n\n{long}\n\n• 2 authors\n·\nMay 1, 2025\n")

    assert paper.abstract is not None
    assert (2, True) == (paper.author_count, "Results This sentence" in paper.abstract)


def test_the_page_and_the_listing_are_known_by_the_content() -> None:
    page, listing = read_saved_page(PAGE.encode(), "page.txt", now=NOW)

    assert hashlib.sha256(PAGE.encode()).hexdigest()[:12] == page.key
    assert ("page.txt", f"imported-{page.key}") == (page.name, listing.edition)
    assert ("saved page", NOW, NOW, True) == (listing.origin, listing.fetched_at, listing.checked_at, listing.complete)


def _wrapped(text: str) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, 78, break_on_hyphens=False)) for line in text.split("\n"))


def _without_blank_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line)


def _footers_in_a_line(text: str) -> str:
    return text.replace("  • ", "- ").replace("\n·\n", " · ")


NO_CARD = "it is a text without the last lines of a paper, such as “3 authors · Feb 12”"
ARCHIVE = "it is an e-mail or a web archive, and no page is in it"
ROBOT = "it is a page that asks whether you are a robot; saved from a browser, after that question, it can be read"
VARIANTS = {
    "CRLF": PAGE.replace("\n", "\r\n").encode(),
    "CR": PAGE.replace("\n", "\r").encode(),
    "CRCRLF": PAGE.replace("\n", "\r\r\n").encode(),
    "byte order mark": b"\xef\xbb\xbf" + PAGE.encode(),
    "UTF-16": PAGE.encode("utf-16"),
    "UTF-16 without mark": PAGE.encode("utf-16-le"),
    "UTF-16 big-endian without mark": PAGE.encode("utf-16-be"),
    "UTF-32": PAGE.encode("utf-32"),
    "Windows-1252": PAGE.encode("cp1252"),
    "more blank lines": PAGE.replace("\n\n", "\n \n\t\n\n").encode(),
    "blank lines within the last lines": PAGE.replace("\n·\n", "\n\n·\n\n").encode(),
    "no blank lines": _without_blank_lines(PAGE).encode(),
    "no header": PAGE[PAGE.index("Paper Lanterns") :].encode(),
    "wrapped": _wrapped(PAGE).encode(),
    "last lines in one": _footers_in_a_line(PAGE).encode(),
    "date beside its dot": PAGE.replace("\n·\n", "\n· ").encode(),
    "dot lost": PAGE.replace("\n·\n", "\n").encode(),
    "signs lost": PAGE.replace("•", "?").replace("·", "?").replace("Laboratory\n?", "Laboratory\n·").encode(),
    "other bullets": PAGE.replace("•", "*").replace("1 authors", "1 author").encode(),
    "glued comments": PAGE.replace("2023 12", "202312").replace("Jan 12 1", "Jan 121").encode(),
    "long months": PAGE.replace("Feb ", "February ").replace("Dec ", "Dec. ").encode(),
    "no line end at the end": PAGE.rstrip().encode(),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_was_done_to_the_file_does_not_change_its_papers(variant: str) -> None:
    listing = read(VARIANTS[variant])

    assert read(PAGE).papers == listing.papers


@pytest.mark.parametrize("variant", ["CRLF", "CR", "CRCRLF", "byte order mark", "UTF-16", "UTF-32", "Windows-1252"])
def test_a_copy_in_another_encoding_is_the_same_page(variant: str) -> None:
    page = read_saved_page(PAGE.encode(), "page.txt", now=NOW)[0]

    copy = read_saved_page(VARIANTS[variant], "page.txt", now=NOW)[0]

    assert page == copy


def test_remarks_between_cards_are_no_papers_and_a_card_without_title_is_counted() -> None:
    listing = read((SAVED / "remarks.txt").read_text("utf-8"))

    assert [
        ("Half a Compass Is Better Than a Map", 4, date(2026, 3, 3), 5),
        ("Rivers of Tokens", 2, date(2025, 9, 9), 0),
        ("Title Alone", 1, date(2025, 8, 2), 3),
        ("What the Lighthouse Keeper Knew", None, None, 0),
        ("Votes or Comments", 5, date(2024, 2, 12), None),
    ] == facts(listing)
    assert 1 == listing.left_out
    assert [None, "University of the Northern Shore"] == [
        paper.organization and paper.organization.name for paper in listing.papers[2:4]
    ]
    assert listing.papers[2].abstract is None


@pytest.mark.parametrize(
    ("dates", "saved_on", "expected"),
    [
        ("Feb 12", date(2026, 4, 20), date(2026, 2, 12)),
        ("Apr 20", date(2026, 4, 20), date(2026, 4, 20)),
        ("Apr 21", date(2026, 4, 20), date(2025, 4, 21)),
        ("Feb 29", date(2026, 4, 20), date(2024, 2, 29)),
        ("Feb 29", date(2104, 1, 1), date(2096, 2, 29)),
        ("Feb 12", None, None),
        ("Feb 12, 2024", date(2020, 1, 1), date(2024, 2, 12)),
        ("Feb 30, 2024", None, None),
        ("Jan 1, 0000", None, None),
    ],
)
def test_a_date_without_a_year_is_the_latest_one_not_after_the_day_of_saving(
    dates: str, saved_on: date | None, expected: date | None
) -> None:
    assert expected == only(CARD.format(dates), saved_on).published


def test_a_year_at_the_end_of_time_gives_no_date() -> None:
    page = CARD.format("Dec 31, 9999") + CARD.replace("Made-Up", "Second").format("Feb 12")

    assert [date(9999, 12, 31), None] == [paper.published for paper in read(page).papers]


@pytest.mark.parametrize(
    ("last", "expected"),
    [("Feb 12", 0), ("Feb 12 2", 2), ("Feb 122", 2), ("Feb 12, 2024 0", 0), ("Feb 12\n17", None), ("Feb 12\n-", 0)],
)
def test_the_number_after_the_date_counts_comments(last: str, expected: int | None) -> None:
    assert expected == only(CARD.format(last)).comments


def test_authors_without_a_date_are_kept() -> None:
    paper = only(CARD.format("").replace("·", ""))

    assert (3, None, None) == (paper.author_count, paper.published, paper.comments)


@pytest.mark.fault("I23")
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b" \r\n\t\n", "it is empty"),
        (b"\xef\xbb\xbf", "it is empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "it is a PDF document"),
        (b"PK\x03\x04\x14\x00", "it is a zip archive or an office document"),
        (b"\x89PNG\r\n\x1a\n", "it is a picture"),
        (bytes(range(256)) * 8, "it is a binary file"),
        ("<html><p>Words</p>".encode("utf-16"), "it is an HTML page of another site"),
        (b"From: <Saved>\nMIME-Version: 1.0\n", ARCHIVE),
        (b"Subject: Hello\r\nMIME-Version: 1.0\r\n\r\nDear reader,\r\n", ARCHIVE),
        (b"bplist00\xd1\x01", "it is a web archive of Safari; the page saved as page source can be read"),
        (b"{\\rtf1 Hello}", "it is an RTF document; the page saved as text can be read"),
        (b'[{"id": "2401.00001"}]', "it is a JSON document"),
        (b'{ "papers": [] }', "it is a JSON document"),
        (b'[{"title": "<article></article>"}]', "it is a JSON document"),
        (b"### [A](https://huggingface.co/papers/../../x)\n", NO_CARD),
        (b"# Daily Papers\n\n### [A](https://huggingface.co/papers/9999.00001)\n", NO_CARD),
        (b"Just a moment...\nVerify you are human\n", ROBOT),
        (b"Hugging Face\nThe AI community building the future.\n", "it is the Hub's front page"),
        (b"org/a-model\nModel card\nFiles and versions\n", "it is a page about a model on the Hub"),
        (b"Hugging Face\nDaily Papers\nby\nAK\nPrevious\n", "it is a page of Daily Papers, and no paper is on it"),
        ((SAVED / "login.txt").read_bytes(), "it is a login page"),
        ((SAVED / "letter.txt").read_bytes(), NO_CARD),
        (b"3 authors\n3 authors\n", NO_CARD),
    ],
)
def test_what_is_no_saved_page_is_refused_with_what_it_seems_to_be(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content)

    assert f"No papers found in page.txt: {reason}" == str(refused.value)


def test_the_name_of_a_file_cannot_steer_the_terminal() -> None:
    with pytest.raises(Unreadable) as refused:
        read_saved_page(b"", "a\x1b[31m\nb.txt", now=NOW)

    assert "No papers found in a[31m b.txt: it is empty" == str(refused.value)


@pytest.mark.fault("I24")
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"x" * (MAX_BYTES + 1), "page.txt is larger than 16 MiB; a saved page is far smaller"),
        (b"x\n" * 100_001, "page.txt has more than 100,000 lines; a saved page has far fewer"),
    ],
)
def test_a_file_that_is_far_too_big_is_given_up(content: bytes, sentence: str) -> None:
    with pytest.raises(TooBig) as refused:
        read(content)

    assert sentence == str(refused.value)


def _hostile() -> str:
    text = (SAVED / "hostile.txt").read_text("utf-8")
    signs = {
        "ESC": "\x1b", "BEL": "\x07", "NUL": "\x00", "SO": "\x0e", "DEL": "\x7f", "CSI": "\x9b", "TAB": "\t",
        "ZWSP": "\u200b", "BOM": "\ufeff", "RLO": "\u202e", "PDF": "\u202c", "MARKS": "Zalgo" + "\u0301\u0323" * 5_000,
        "LONG": "Long word " * 499 + "Long title",
    }  # fmt: skip
    for name, sign in signs.items():
        text = text.replace(f"@{name}@", sign)
    return text


@pytest.mark.fault("H1", "H2", "H3", "H4", "H7", "H26")
@pytest.mark.fault("H8", "H9", "H10", "H11", "H12", "H15", "H16", "H17", "H20", "H21")
def test_hostile_text_arrives_clean_and_markup_stays_literal() -> None:
    markup, escapes, marks, long = read(_hostile()).papers

    assert "[red]Stop[/] [@click=app.quit]and[/] <b>look</b> [/nope]" == markup.title
    assert "[31mRed[0m Alarm]52;c;aGk= at the dekcah Gate" == escapes.title
    assert "The gate6n is guarded by nobody." == escapes.abstract
    assert Organization(None, "[1mevil-lab Evil Lab") == escapes.organization
    assert (title_id("Zalgo"), 10_005) == (marks.id, len(marks.title))
    assert long.abstract is not None and long.abstract.startswith("A title of five thousand")
    assert (5_000, 99_999, 999_999) == (len(long.title), long.author_count, long.comments)


LINES = {
    "one long word": lambda: "x" * 5_000_000,
    "blank lines": lambda: "\n" * 99_000,
    "dots": lambda: "·\n" * 99_000,
    "dots in a line": lambda: "·" * 2_500_000,
    "bullets": lambda: "• " * 1_250_000,
    "authors": lambda: "3 authors\n" * 99_000,
    "dates": lambda: "· Feb 12\n" * 99_000,
    "spread footers": lambda: "3 authors\n\n·\n\n" * 24_000,
    "white space": lambda: " \t" * 2_500_000,
    "points": lambda: "." * 5_000_000,
    "quotes": lambda: "x." + "'" * 5_000_000,
    "marks": lambda: "e" + "\u0301\u0323" * 1_200_000,
    "titles": lambda: ("A title\n\n" + "prose " * 40 + ".\n\n") * 20_000,
    "carriage returns": lambda: "\r" * 99_000 + "\n" * 900,
    "short lines": lambda: (" a b" * 12 + "\n") * 99_000,
    "angle brackets": lambda: "<" * 5_000_000,
}


@pytest.mark.fault("I24")
@pytest.mark.parametrize("filling", LINES)
def test_five_hostile_megabytes_take_no_more_time_than_their_size(filling: str) -> None:
    lines, card = LINES[filling](), CARD.format("Oct 2, 2025")

    def arrive(letters: int) -> None:
        papers = read(f"{card}\n{lines[:letters]}\n{card}".encode()).papers
        assert "A Made-Up Title" == papers[0].title

    assert grows_evenly(arrive, len(lines) // 4)


_pieces = st.sampled_from(
    ["A Title of Sorts", "3 authors", "•", "·", " ", "\n", "\n\n", "\r", "Feb 12", "Feb 29", ", 2024", " 7",
     "some-lab Lab", "Long prose. " * 30, "Short prose.", "\x1b", "\u202e", "\ud800", "new", "-", "101", "é\u0301"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(), st.lists(_pieces).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))))
@example(b"\xff\xfe\x00")
@example("Ａ\n３ authors\n·\nFeb ３".encode())
@example(b"A title\n\n1 authors\n\xb7\nFeb 29, 9999")
def test_arbitrary_bytes_give_papers_or_a_source_error(content: bytes) -> None:
    try:
        listing = read(content, saved_on=date(2, 1, 1))
    except SourceError as refused:
        assert str(refused).isprintable()
    else:
        assert listing.papers
        assert all(paper.title and paper.title == clean_line(paper.title) for paper in listing.papers)
        assert len(listing.papers) == len({paper.id for paper in listing.papers})


@pytest.mark.real
def test_the_real_page_gives_its_forty_five_papers(shared: Path) -> None:
    content = (shared / "seed" / "daily-papers-search.txt").read_bytes()

    listing = read(content)

    assert (45, 0) == (len(listing.papers), listing.left_out)
    assert 42 == sum(paper.author_count is not None for paper in listing.papers)
    assert [Organization("deepseek-ai", "DeepSeek")] == [p.organization for p in listing.papers if p.organization]
    assert [24, 28] == [n for n, p in enumerate(listing.papers) if p.comments is None and p.published is None]
    assert [0, 10, 13, 17, 41] == [n for n, p in enumerate(listing.papers) if p.published and p.published.year == 2026]
    text = " ".join(content.decode().split())
    assert all(f"{paper.title} {paper.abstract} " in text for paper in listing.papers)
    assert all(1_300 < len(paper.abstract or "") < 2_000 for paper in listing.papers)


@pytest.mark.real
@pytest.mark.parametrize("change", [_wrapped, _without_blank_lines, _footers_in_a_line])
def test_the_real_page_gives_the_same_papers_in_another_layout(shared: Path, change) -> None:
    text = (shared / "seed" / "daily-papers-search.txt").read_text("utf-8")

    assert read(text).papers == read(change(text)).papers
