import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.model.file_name import file_stem, pdf_name
from paperbrowse.model.text import clean_line

from .made import paper


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Zetta: An Efficient Thing", "Zetta - An Efficient Thing"),
        ("TCP/IP and a\\b", "TCP-IP and ab"),
        ('What? A "quoted" <b>|pipe|* title.', "What A quoted bpipe title"),
        ("$\\alpha$-Nets. . .", "alpha-Nets"),
        ("Ünïcode 数学", "Ünïcode 数学"),
        ("", ""),
    ],
)
def test_a_title_becomes_a_name_that_every_file_system_takes(title: str, name: str) -> None:
    assert f"2606.00001 {name}".strip() + ".pdf" == pdf_name(paper(1, title=title))


def test_a_long_name_is_cut_at_a_word() -> None:
    name = pdf_name(paper(1, title="words of a very long title " * 20))

    assert name.endswith(" very….pdf") or name.endswith(" title….pdf") or name[:-5].split()[-1] in "words of a very long title"
    assert 100 < len(name.removesuffix(".pdf").encode()) <= 120


@given(st.text(max_size=400))
def test_no_title_makes_a_name_that_is_refused(title: str) -> None:
    name = pdf_name(paper(1, title=clean_line(title)))

    assert name.startswith("2606.00001") and name.endswith(".pdf")
    assert set('/\\:*?"<>|').isdisjoint(name)
    assert clean_line(name) == name
    assert len(name.removesuffix(".pdf").encode()) <= 120
    assert name.removesuffix(".pdf") == name.removesuffix(".pdf").strip(" .")


@pytest.mark.parametrize(
    ("paper_id", "stem"), [("math/0301001", "math-0301001"), ("con", "_con"), ("COM1.x", "_COM1.x"), ("2606.00001", "2606.00001")]
)
def test_an_id_is_no_folder_and_no_device(paper_id: str, stem: str) -> None:
    assert stem == file_stem(paper_id)
