from datetime import date

import pytest

from paperbrowse.model.arxiv import ArxivRecord
from paperbrowse.model.bibtex import bibtex, citation_key, citation_keys
from paperbrowse.model.paper import Author, Paper

from .made import paper

JUNE = date(2026, 6, 8)


def test_an_entry_has_what_is_known_and_guesses_nothing() -> None:
    known = paper(
        1, title="The Art of $x$ in {Nets}", authors=(Author("Élodie van Müller"), Author("B. Writer")),
        published=JUNE, categories=("cs.LG", "cs.AI"),
    )  # fmt: skip

    assert (
        "@misc{muller2026artxnets,\n  title={{The Art of $x$ in {Nets}}},\n  author={Élodie van Müller and B. Writer},\n"
        "  year={2026},\n  eprint={2606.00001},\n  archivePrefix={arXiv},\n  primaryClass={cs.LG},\n"
        "  url={https://arxiv.org/abs/2606.00001}\n}"
    ) == bibtex(known)


def test_without_a_category_there_is_no_primary_class() -> None:
    assert "primaryClass" not in bibtex(paper(1))


def test_the_record_of_arxiv_gives_the_primary_class() -> None:
    assert "primaryClass={cs.CL}" in bibtex(paper(1), ArxivRecord("2606.00001", ("cs.CL",)))


def test_a_paper_without_an_arxiv_id_is_named_by_its_page() -> None:
    entry = bibtex(Paper("title-0123456789ab", "Only a Title"))

    assert "eprint" not in entry
    assert r"url={https://huggingface.co/papers?q=Only\%20a\%20Title}" in entry


@pytest.mark.parametrize("title", ["half { open", "} closed {", "}}", "a } b", r"\{ a }", r"{ a \}"])
def test_braces_that_do_not_pair_never_end_a_field(title: str) -> None:
    entry = bibtex(paper(1, title=title))

    assert entry.count("{") == entry.count("}")
    assert "{" not in entry.split("\n")[1].removeprefix("  title={{").removesuffix("}},")


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("R&D at 50% of #1", r"R\&D at 50\% of \#1"),
        ("snake_case and x^2", r"snake\_case and x\textasciicircum{}2"),
        ("$a_1^2 \\& b$ and a_1", "$a_1^2 \\& b$ and a\\_1"),
        ("From $5 to $10", r"From \$5 to \$10"),
        (r"Already \& said, \alpha", r"Already \& said, \alpha"),
        ("pass@k", "pass@k"),
        ("ends with \\", r"ends with \textbackslash{}"),
    ],
)
def test_special_characters_are_escaped_and_tex_is_kept(title: str, written: str) -> None:
    assert f"title={{{{{written}}}}}" in bibtex(paper(1, title=title))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Laurens van der Maaten", "Laurens van der Maaten"),
        ("Martin King Jr.", "King, Jr., Martin"),
        ("Jan van der Berg III", "van der Berg, III, Jan"),
        ("Laurens Van Der Maaten", "Van Der Maaten, Laurens"),
        ("Santiago Ramón y Cajal", "{Ramón y Cajal}, Santiago"),
        ("Berg, Jan van der", "Berg, Jan van der"),
        ("Gemini Team", "{Gemini Team}"),
        ("Research and Development Group", "{Research and Development Group}"),
        ("Ada and Eve", "{Ada and Eve}"),
        ("王小明", "王小明"),
        ("A & B Smith", r"A \& B Smith"),
    ],
)
def test_names_are_written_so_that_bibtex_parts_them_as_we_do(name: str, written: str) -> None:
    assert f"author={{{written}}}" in bibtex(paper(1, authors=(Author(name),)))


def test_arxivs_own_entry_is_taken_with_our_key() -> None:
    record = ArxivRecord("2606.00001", bibtex="@misc{other2026key,\n  title={Official},\n}")

    assert "@misc{anonymous2026paper1,\n  title={Official},\n}" == bibtex(paper(1, published=JUNE), record)


@pytest.mark.parametrize("own", ["@misc{a,\n  title={open,\n}", "@misc{a,\n}\n@misc{b,\n}", "@article{x,\n}", "no entry\n}"])
def test_an_entry_of_arxiv_that_is_not_one_sound_entry_is_not_taken(own: str) -> None:
    assert "eprint={2606.00001}" in bibtex(paper(1), ArxivRecord("2606.00001", bibtex=own))


@pytest.mark.parametrize(
    ("name", "title", "key"),
    [
        ("Søren Łukasz Ångström", "Attention Is All You Need", "angstrom2026attentionallyou"),
        ("王小明", "大模型", "arxiv2026"),
        ("Straße", "The Of A", "strasse2026"),
        ("Gemini Team", "Can't & Won't", "geminiteam2026twont"),
    ],
)
def test_a_key_has_plain_letters_only(name: str, title: str, key: str) -> None:
    assert key == citation_key(paper(1, title=title, authors=(Author(name),), published=JUNE))


def test_papers_that_share_a_key_get_letters_by_their_ids_whatever_their_order() -> None:
    alike = [paper(number, title="One and the Same Title") for number in (3, 1, 2)]
    lettered = paper(9, title="One Same Titlea")

    keys = citation_keys([*alike, lettered])

    assert keys == citation_keys([lettered, *reversed(alike)])
    assert ["onesametitle", "onesametitleb", "onesametitlec", "onesametitlea"] == [
        keys[each].removeprefix("anonymous") for each in ("2606.00001", "2606.00002", "2606.00003", "2606.00009")
    ]


def test_more_than_26_papers_may_share_a_key() -> None:
    keys = citation_keys(paper(number, title="Same") for number in range(60))

    assert 60 == len(set(keys.values()))
    assert "anonymoussameaa" in keys.values()
