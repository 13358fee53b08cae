from datetime import date

import pytest

from paperbrowse.model.bibtex import bibtex
from paperbrowse.model.paper import Author, Paper

from .made import paper


def test_an_entry_has_what_is_known_and_guesses_nothing() -> None:
    known = paper(
        1, title="The Art of $x$ in {Nets}", authors=(Author("Élodie van Müller"), Author("B. Writer")),
        published=date(2026, 6, 8), categories=("cs.LG", "cs.AI"),
    )  # fmt: skip

    assert (
        "@misc{muller2026art,\n  title={{The Art of $x$ in {Nets}}},\n  author={Élodie van Müller and B. Writer},\n"
        "  year={2026},\n  eprint={2606.00001},\n  archivePrefix={arXiv},\n  primaryClass={cs.LG},\n"
        "  url={https://arxiv.org/abs/2606.00001}\n}"
    ) == bibtex(known)


def test_without_a_category_there_is_no_primary_class() -> None:
    assert "primaryClass" not in bibtex(paper(1))


def test_a_paper_without_an_arxiv_id_is_named_by_its_page() -> None:
    entry = bibtex(Paper("title-0123456789ab", "Only a Title"))

    assert "eprint" not in entry
    assert "url={https://huggingface.co/papers?q=Only%20a%20Title}" in entry


@pytest.mark.parametrize("title", ["half { open", "} closed {", "}}", "a } b"])
def test_braces_that_do_not_pair_never_end_a_field(title: str) -> None:
    entry = bibtex(paper(1, title=title))

    assert entry.count("{") == entry.count("}")
    assert "{" not in entry.split("\n")[1].removeprefix("  title={{").removesuffix("}},")
