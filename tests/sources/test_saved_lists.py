"""Bibliographies, ids and our own lines, as they are brought in."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperbrowse.errors import TooBig, Unreadable
from paperbrowse.model.brought import LIST, Brought, Unusable
from paperbrowse.model.exchange import head, line
from paperbrowse.model.paper import Author
from paperbrowse.model.taken import Format, Taken
from paperbrowse.services.export import writer
from paperbrowse.sources.saved import lists
from paperbrowse.sources.saved.lists import read_ids, read_list
from tests.services.export.made import BARE, FULL, taken

BIBTEX = r"""% exported by somebody
@string{me = "Me"}
@article{vaswani, title = {Attention {I}s All You Need \& more $x_{1}$}, author = {Vaswani, Ashish and
  M{\"u}ller, J{\'o}zsef and {Gemini Team} and van der Maaten, Laurens and others},
  journal = {arXiv preprint arXiv:1706.03762}, year=2017}
@book{knuth, title="The Art", author="Knuth, D."}
@misc{open, eprint={2606.12000}, archivePrefix={arXiv}, title={never closed
@misc(round, eprint = "hep-th/9901001v2", title = "A {B}" # " c")
@article{dblp, volume={abs/2005.14165}, journal={CoRR}}
@article{number, eprint={2606.00001}, archivePrefix={HAL}, number={2606.00002}}
@misc{doi, doi={10.48550/arXiv.2606.00003}}
@misc{url, url={https://arxiv.org/pdf/2606.00004v3}}
"""
CSL = [
    {"id": "a", "type": "article", "title": "T <i>x</i>", "number": "arXiv:2606.12000", "issued": {"date-parts": [[2026, 6, 8]]},
     "author": [{"family": "Maaten", "given": "L", "non-dropping-particle": "van der"}, {"literal": "Team"}, 3]},
    {"id": "b", "type": "book", "title": "A Book", "author": "nobody"},
    {"id": "c", "DOI": "10.48550/arXiv.1706.03762", "issued": {"date-parts": [["x"]]}},
    3,
    {"id": "d", "note": "arXiv:2606.00005 [cs]", "issued": {"date-parts": [[2026]]}},
    {"id": "e", "URL": "http://arxiv.org/abs/hep-th/9901001"},
]  # fmt: skip


def read(text: str) -> Brought:
    brought = read_list(text.encode(), "the file")
    assert brought is not None
    return brought


def ids(brought: Brought | None) -> list[str]:
    return [each.paper.id for each in brought.papers] if brought else []


def test_bibtex_is_read_by_the_arxiv_id_wherever_it_stands() -> None:
    brought = read(BIBTEX)

    assert ["1706.03762", "2606.12000", "hep-th/9901001", "2005.14165", "2606.00003", "2606.00004"] == ids(brought)
    assert (
        Unusable(6, "no arXiv id in the entry knuth “The Art”"), Unusable(10, "no arXiv id in the entry number")
    ) == brought.unusable  # fmt: skip


def test_titles_and_names_of_bibtex_are_read_as_they_are_printed() -> None:
    first, second, third, *_ = (each.paper for each in read(BIBTEX).papers)

    assert "Attention Is All You Need & more $x_{1}$" == first.title
    assert ["Ashish Vaswani", "József Müller", "Gemini Team", "Laurens van der Maaten"] == [each.name for each in first.authors]
    assert ("never closed", "A B c") == (second.title, third.title)
    assert LIST == first.source


def test_what_is_known_by_its_id_alone_is_called_by_it() -> None:
    assert "arXiv:2005.14165" == read(BIBTEX).papers[3].paper.title


@pytest.mark.parametrize("form", [Format.BIBTEX, Format.CSL_JSON, Format.JSONL])
@settings(max_examples=30)
@given(papers=taken())
def test_what_we_write_we_read(form: Format, papers: tuple[Taken, ...]) -> None:
    brought = read("".join(writer(form)(papers)))

    assert [each.paper.id for each in papers] == ids(brought)
    assert () == brought.unusable


def test_names_that_we_write_in_bibtex_come_back() -> None:
    brought = read("".join(writer(Format.BIBTEX)((FULL,))))

    names = ("Ada Example", "Laurens van der Maaten", "Martin King, Jr.", "Gemini Team", "王小明")
    assert (tuple(map(Author, names)), FULL.paper.title) == (brought.papers[0].paper.authors, brought.papers[0].paper.title)


@pytest.mark.fault("H27")
@given(st.text("@misc{}\"=, \n\\#eprint2606.0001", max_size=200))
def test_any_text_between_two_entries_costs_neither(text: str) -> None:
    brought = read("@misc{a, eprint={2606.00001}}\n" + text.replace("@", "") + "\n@misc{b, eprint={2606.00002}}")

    assert {"2606.00001", "2606.00002"} <= set(ids(brought))


def test_csl_json_is_read_by_the_arxiv_id_and_unusable_items_are_named_by_line() -> None:
    text = "[\n" + ",\n".join(map(json.dumps, CSL)) + "\n]"

    brought = read(text)

    assert ["2606.12000", "1706.03762", "2606.00005", "hep-th/9901001"] == ids(brought)
    assert (Unusable(3, "no arXiv id in item 2 “A Book”"), Unusable(5, "item 4 is no paper")) == brought.unusable
    first = brought.papers[0].paper
    assert ("T x", date(2026, 6, 8), ["L van der Maaten", "Team"]) == (first.title, first.published, [each.name for each in first.authors])


def test_items_in_an_object_are_read_too() -> None:
    assert ["2606.12000"] == ids(read(json.dumps({"a": [1], "items": CSL[:1]})))


@pytest.mark.parametrize("text", ["[]", "{}", '{"items": 3}', "[1, 2", "[" * 100_000, '[{"id": 1}]', "{]"])
def test_json_without_papers_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Unreadable, match="No papers found in the file: "):
        read(text)


def test_our_own_lines_come_in_whole_and_broken_ones_are_named() -> None:
    brought = read("\n".join([head(), line(FULL), "nonsense", line(BARE), ""]))

    assert (FULL, BARE) == brought.papers
    assert [3] == [each.line for each in brought.unusable]


@pytest.mark.fault("I27")
def test_lines_of_a_newer_program_are_refused() -> None:
    with pytest.raises(Unreadable, match="a newer paperbrowse wrote it"):
        read('{"paperbrowse": "papers", "version": 99}\n' + line(FULL))


@pytest.mark.fault("I26")
def test_ids_and_addresses_of_any_form_are_a_list() -> None:
    text = (
        "# mine\narXiv:2608.16590v2\nhttps://huggingface.co/papers/2606.12000\n- https://arxiv.org/pdf/1706.03762v7.pdf\n"
        "cs/0703001, 2606.00001\nnothing here\narXiv: 2601.00001\n[T](https://arxiv.org/abs/2602.00002)\n2606.12000\n"
    )

    brought = read_ids(text.encode())

    assert ["2608.16590", "2606.12000", "1706.03762", "cs/0703001", "2606.00001", "2601.00001", "2602.00002"] == ids(brought)
    assert brought is not None and (Unusable(6, "no arXiv id in “nothing here”"),) == brought.unusable


@pytest.mark.parametrize("text", ["A line.\nAnother line.\n2606.12000\n", "words\n", "x" * 5_000])
def test_a_text_with_few_ids_is_no_list_of_ids(text: str) -> None:
    assert None is read_ids(text.encode())


@pytest.mark.parametrize(
    "content", [b"<html><style>\n@media {x}\n@font-face {y}\n</style>", b"Daily Papers\nsome text", b"2606.12000", b"\n"]
)
def test_other_files_are_none_of_these_lists(content: bytes) -> None:
    assert None is read_list(content, "x")


@pytest.mark.fault("I24")
def test_a_list_of_any_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MAX_BYTES", 10)

    with pytest.raises(TooBig):
        read(BIBTEX)


@pytest.mark.fault("I24")
def test_hostile_lists_take_no_long_time() -> None:
    hostile = ("@misc{a, title={" * 50_000, "@misc{a,\n" * 100_000, '@misc{a, title="' + "{" * 300_000, "@misc{" + "a" * 500_000)

    for text in hostile:
        with pytest.raises(Unreadable):
            read(text)
