import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.model.identifier import arxiv_id, is_title_id, same_title, title_id


@pytest.mark.parametrize(
    "pasted",
    [
        "2608.16590",
        " 2608.16590v2\n",
        "arXiv:2608.16590",
        "ARXIV: 2608.16590v11",
        "[2608.16590]",
        "(arXiv:2608.16590v1),",
        "https://huggingface.co/papers/2608.16590",
        "http://huggingface.co/papers/2608.16590#community",
        "hf.co/papers/2608.16590/",
        "https://huggingface.co/papers/2608.16590.md",
        "https://arxiv.org/abs/2608.16590v3",
        "https://www.arxiv.org/pdf/2608.16590.pdf",
        "https://arxiv.org/pdf/2608.16590v2.pdf?download=1",
        "export.arxiv.org/abs/2608.16590",
        "https://arxiv.org/html/2608.16590v1#S2",
        "https://www.alphaxiv.org/abs/2608.16590",
        "https://doi.org/10.48550/arXiv.2608.16590",
        "<https://HuggingFace.co/papers/2608.16590>",
    ],
)
def test_an_id_is_found_in_every_form_that_people_paste(pasted: str) -> None:
    assert "2608.16590" == arxiv_id(pasted)


@pytest.mark.parametrize(
    ("pasted", "canonical"),
    [
        ("0704.0001", "0704.0001"),
        ("cs/0703001v2", "cs/0703001"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("math.CA/0611800v2", "math/0611800"),
        ("https://arxiv.org/abs/cond-mat.str-el/0611800", "cond-mat/0611800"),
        ("https://arxiv.org/abs/cs%2F0703001", "cs/0703001"),
    ],
)
def test_ids_of_the_old_style_lose_their_subject_class(pasted: str, canonical: str) -> None:
    assert canonical == arxiv_id(pasted)


@pytest.mark.fault("H23", "H24")
@pytest.mark.parametrize(
    "typed",
    [
        "",
        ".",
        "../../x",
        "a/b",
        "CON",
        "2401.00001\n--",
        "2401.00001?x=#",
        "2401.00001/../../etc",
        "2413.00001",
        "2401.001",
        "2401.000001",
        "2401.00001v0",
        "２４０１.00001",
        "x" * 300 + "/9901001",
        "9" * 300,
        "https://huggingface.co.evil.test/papers/2401.00001",
        "https://evil.test/papers/2401.00001",
        "https://huggingface.co/papers/../2401.00001",
        "https://huggingface.co/papers/%2e%2e/etc",
        "--2401.00001",
    ],
)
def test_what_is_no_id_is_refused(typed: str) -> None:
    assert arxiv_id(typed) is None


@given(st.text())
def test_any_id_found_is_found_again_in_itself(typed: str) -> None:
    found = arxiv_id(typed)

    assert found is None or found == arxiv_id(found)


@given(st.from_regex(r"[0-9]{2}(0[1-9]|1[0-2])\.[0-9]{4,5}(v[1-9])?", fullmatch=True))
def test_an_id_never_keeps_its_version(typed: str) -> None:
    assert typed.split("v")[0] == arxiv_id(typed)


@pytest.mark.parametrize(
    "spelling", ["attention is  all you need", "ATTENTION IS ALL YOU NEED", "Atténtion is\nall you need "]
)
def test_a_title_without_an_id_has_one_id_however_it_is_spelled(spelling: str) -> None:
    assert title_id("Attention Is All You Need") == title_id(spelling)


def test_the_id_of_a_title_stays_what_it_was_in_files_written_before() -> None:
    assert "title-4a1c934d3d98" == title_id("Attention Is All You Need")


def test_an_id_of_a_title_is_told_from_an_arxiv_id() -> None:
    assert is_title_id(title_id("Any Title"))
    assert not is_title_id("2608.16590")
    assert not is_title_id("title-2608.16590")


def test_different_titles_have_different_ids() -> None:
    assert title_id("Any Title") != title_id("Any Other Title")


@pytest.mark.parametrize(
    "other",
    ["a gauss map of $\\tau$-benches", "A  Gauß\u00a0Map of \\tau-Benches", "A GaußMapof\n$\\tau$ - Benches", "A Gauß Map of $ \\tau $-Benches"],
)
def test_titles_are_the_same_whatever_their_case_spacing_and_dollars(other: str) -> None:
    assert same_title("A Gauß Map of $\\tau$-Benches", other)


@pytest.mark.parametrize("other", ["A Map", "A Map of Benches: Part 2", "A Map of Bench", "Map of Benches", "A Map, of Benches", ""])
def test_titles_that_differ_in_a_letter_are_not_the_same(other: str) -> None:
    assert not same_title("A Map of Benches", other)


def test_two_titles_of_nothing_are_not_the_same() -> None:
    assert not same_title("$ $", "$")
