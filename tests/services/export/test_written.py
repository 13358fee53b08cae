"""Every form, written and read back by programs that are not ours."""

import html.parser
from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from paperbrowse.model.bibtex import citation_keys
from paperbrowse.model.exchange import head, is_head, read_line
from paperbrowse.model.taken import Format, Taken
from paperbrowse.services.export import writer

from .made import BARE, FULL, taken
from .reading_back import by_bibtexparser, by_csl, by_csv, by_pybtex, by_rispy, front_matter


def written(form: Format, *papers: Taken) -> str:
    return "".join(writer(form)(papers))


def keys(papers: Sequence[Taken]) -> list[str]:
    named = citation_keys(each.paper for each in papers)
    return [named[each.paper.id] for each in papers]


# ---- BibTeX


def test_bibtex_has_an_entry_for_each_paper() -> None:
    text = written(Format.BIBTEX, FULL, BARE)

    assert ["example2026keysvalues50", "anonymousonlytitle"] == [entry.key for entry in by_bibtexparser(text)]
    assert {"misc"} == {entry.entry_type for entry in by_bibtexparser(text)}


def test_pybtex_parts_names_as_we_do() -> None:
    persons = by_pybtex(written(Format.BIBTEX, FULL)).entries["example2026keysvalues50"].persons["author"]

    assert [
        (["Ada"], [], ["Example"], []),
        (["Laurens"], ["van", "der"], ["Maaten"], []),
        (["Martin"], [], ["King"], ["Jr."]),
        ([], [], ["{Gemini Team}"], []),
        ([], [], ["王小明"], []),
    ] == [(each.first_names, each.prelast_names, each.last_names, each.lineage_names) for each in persons]


@pytest.mark.fault("H27", "P8")
@settings(max_examples=50)
@given(taken())
def test_two_readers_of_bibtex_find_each_paper_once_whatever_it_is_called(papers: tuple[Taken, ...]) -> None:
    text = written(Format.BIBTEX, *papers)

    assert keys(papers) == [entry.key for entry in by_bibtexparser(text)]
    assert [each.paper.id for each in papers] == [entry.fields_dict["eprint"].value for entry in by_bibtexparser(text)]
    assert [len(each.paper.authors) for each in papers] == [
        len(entry.persons.get("author", ())) for entry in by_pybtex(text).entries.values()
    ]


# ---- RIS


def test_ris_says_what_is_known() -> None:
    (entry,) = by_rispy(written(Format.RIS, FULL))

    assert "GEN" == entry["type_of_reference"]
    assert ["Example, Ada", "Maaten, Laurens van der", "King, Martin, Jr.", "Gemini Team", "王小明"] == entry["authors"]
    assert ("2026", "2026/06/08", "10.5555/keys") == (entry["year"], entry["date"], entry["doi"])
    assert ["kv cache", "to read", "cache"] == entry["keywords"]


@pytest.mark.fault("H28", "P8")
@settings(max_examples=50)
@given(taken())
def test_ris_has_each_paper_once_whatever_it_is_called(papers: tuple[Taken, ...]) -> None:
    read = by_rispy(written(Format.RIS, *papers))

    assert [f"arXiv:{each.paper.id}" for each in papers] == [entry["accession_number"] for entry in read]
    assert [each.paper.title for each in papers] == [entry["title"] for entry in read]


# ---- CSL-JSON


def test_csl_json_parts_names() -> None:
    (item,) = by_csl(written(Format.CSL_JSON, FULL))

    assert [
        {"family": "Example", "given": "Ada"},
        {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
        {"family": "King", "given": "Martin", "suffix": "Jr."},
        {"literal": "Gemini Team"},
        {"literal": "王小明"},
    ] == item["author"]
    assert {"date-parts": [[2026, 6, 8]]} == item["issued"]


@settings(max_examples=50)
@given(taken())
def test_csl_json_fits_the_schema(papers: tuple[Taken, ...]) -> None:
    assert [(key, each.paper.title) for key, each in zip(keys(papers), papers, strict=True)] == [
        (item["id"], item["title"]) for item in by_csl(written(Format.CSL_JSON, *papers))
    ]


def test_of_no_papers_csl_json_is_an_empty_list() -> None:
    assert [] == by_csl(written(Format.CSL_JSON))


# ---- CSV


def test_csv_has_a_header_and_a_row_for_each_paper() -> None:
    full, bare = by_csv(written(Format.CSV, FULL, BARE))

    assert ("Keys & Values: 50% of $x_1$", "to read; cache", "12") == (full["title"], full["tags"], full["upvotes"])
    assert "First line.\nSecond line." == full["note"]
    assert ("title-0123456789ab", "", "") == (bare["id"], bare["authors"], bare["upvotes"])


@settings(max_examples=50)
@given(taken())
def test_no_cell_of_csv_is_a_formula(papers: tuple[Taken, ...]) -> None:
    rows = by_csv(written(Format.CSV, *papers))

    for each, row in zip(papers, rows, strict=True):
        assert row["title"] in (each.paper.title, f"'{each.paper.title}")
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


# ---- Markdown


def test_a_note_for_one_paper_has_front_matter() -> None:
    text = written(Format.MARKDOWN, FULL)

    matter = front_matter(text)
    assert ("2606.12000", ["to-read", "cache"], "2026-06-12") == (matter["arxiv"], matter["tags"], matter["read"])
    assert "# Keys & Values: 50% of $x_1$\n" in text
    assert "> First line.\n> Second line.\n" in text


def test_several_papers_are_one_list() -> None:
    text = written(Format.MARKDOWN, FULL, BARE)

    assert ["## Keys & Values: 50% of $x_1$", "## Only a Title"] == [line for line in text.split("\n") if line.startswith("#")]


@settings(max_examples=50)
@given(taken(most=1))
def test_front_matter_is_sound_whatever_a_paper_is_called(papers: tuple[Taken, ...]) -> None:
    (paper,) = papers

    matter = front_matter(written(Format.MARKDOWN, paper))

    assert (paper.paper.title, paper.paper.id) == (matter["title"], matter["arxiv"])


# ---- HTML


class _Page(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.titles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag == "h2":
            self.titles.append("")

    def handle_data(self, text: str) -> None:
        if self.titles and self.tags[-1] == "a" and not self.titles[-1]:
            self.titles[-1] = text


@settings(max_examples=50)
@given(taken())
def test_a_page_has_only_our_own_marks_and_links(papers: tuple[Taken, ...]) -> None:
    page = _Page()
    page.feed(written(Format.HTML, *papers))
    page.close()

    assert [each.paper.title for each in papers] == page.titles
    assert {"html", "head", "meta", "title", "style", "body", "h1", "article", "h2", "a", "p"} >= set(page.tags)
    assert all(link.startswith("https://") for link in page.links)


def test_an_address_that_is_not_https_is_text() -> None:
    text = written(Format.HTML, FULL)

    assert "https://github.com/some-lab/keys" in text
    assert "http://example.org" not in text and "Project" in text


# ---- our own lines


@pytest.mark.fault("P8")
@settings(max_examples=50)
@given(taken())
def test_our_own_lines_come_back_as_they_were(papers: tuple[Taken, ...]) -> None:
    first, *rest = written(Format.JSONL, *papers).split("\n")[:-1]

    assert is_head(first)
    assert list(papers) == [read_line(line) for line in rest]


def test_our_own_lines_say_what_they_are() -> None:
    assert '{"paperbrowse":"papers","version":1}' == head()
    assert FULL == read_line(written(Format.JSONL, FULL).split("\n")[1])


@pytest.mark.parametrize("form", Format)
def test_no_papers_are_written_as_no_papers(form: Format) -> None:
    assert BARE.paper.title not in written(form)
