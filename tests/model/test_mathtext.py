"""TeX as a person reads it. The fragments have the forms of recorded titles and abstracts; their words are ours."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.model.mathtext import readable
from tests.growth import grows_evenly
from tests.house.interpreter import modules_after

FRAGMENTS = Path(__file__).parents[1] / "data" / "mathtext.txt"


def fragments() -> list[tuple[str, str]]:
    """Pairs of lines: TeX, and what is read; lines that begin with `##` are headings."""
    lines = [line for line in FRAGMENTS.read_text("utf-8").splitlines() if line and not line.startswith("## ")]
    return list(zip(lines[::2], lines[1::2], strict=True))


@pytest.mark.parametrize(("tex", "expected"), fragments())
def test_a_fragment_reads_well(tex: str, expected: str) -> None:
    assert expected == readable(tex)


@pytest.mark.parametrize("read", [expected for _, expected in fragments()])
def test_what_is_readable_stays(read: str) -> None:
    assert read == readable(read)


def test_the_table_has_at_least_120_fragments() -> None:
    assert len({tex for tex, _ in fragments()}) >= 120


NO_TEX = [
    "costs $5", "from $5 to $10", "$5-$10 each, or $1,000 in all", "between $20 and $30.", "$200k of $1M", "a_b",
    "snake_case_name",
    "run_1_final", "__init__", "C:\\temp", "C:\\new\\table_1.txt", "$HOME", "$HOME/bin:$PATH",
    "echo $USER_NAME/$OTHER_NAME",
    "https://example.org/a_b_c^d~e", "see github.com/some_one/some_repo_2.", "https://example.org/~someone/x_1",
    "**bold** and *this*",
    "_emphasis_ and __strong__", "`code_1 = x^2` and ```a_{1}```", "~~struck~~", "about ~100x", "5~10 GB", r"^\d+\.\d+$",
    r"\w+\s*",
    r"[a-z]_{2,3}", '{"name": "x_1", "n": {"m": 2}}', "{-1, 0, 1}", "f(x) = {y | y > 0}", "E ~ mc", "x ~ N(0, 1)",
    "sim2real transfer", "many times over", "3 times", "@user_name", "fix_1@1", "a.b_c", "100%", "R&D", "it's 'so' it''s",
    "#1 & #2", "\\", "$", "{", "}", "^", "_", "~", "`", "$$", "\\\\server\\share", "see \\[12\\] and \\(below, there\\)",
    "",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_TEX)
def test_what_is_no_tex_stays_as_it_is(text: str) -> None:
    assert text == readable(text)


WRONG = [
    r"\textbf{open", r"$\frac{a", r"\frac{a}", r"x^{", r"\ours", r"\method{} and \name~", r"\foo{a_1}{b}",
    r"{\bf", r"\sqrt{", r"\begin{itemize} one \end{itemize}", r"\color{ddtD}iffusion", r"\hat{}", r"\url{", r"\textit",
    r"\bar{a long, long text}", "$ x", r"\cite", r"\end", r"\not",
]  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_or_unknown_comes_out_as_it_came_in(text: str) -> None:
    assert text.replace("~", " ") == readable(text).replace("~", " ")


def test_a_paragraph_that_is_wrong_leaves_the_next_one_alone() -> None:
    assert "costs $x^{2\n\nand O(n²)" == readable("costs $x^{2\n\nand $O(n^2)$")


def test_a_rare_sign_is_known_by_the_library() -> None:
    assert "a⪆b" == readable(r"$a\gtrapprox b$")


def test_the_library_is_loaded_for_a_rare_sign_alone() -> None:
    code = "from paperbrowse.model.mathtext import readable\nreadable(r'$\\mathcal{O}(n \\log n)$, 50\\% of \\alpha_{ij}')"

    assert "pylatexenc" not in modules_after(code)
    assert "pylatexenc" in modules_after(code + "\nreadable(r'\\gtrapprox')")


# ---- any text

TEX = st.text(alphabet="\\{}$^_~`'\"%& abn2xfracsqt\n\u0301é", max_size=60)


@given(TEX)
def test_nothing_is_too_strange(text: str) -> None:
    assert isinstance(readable(text), str)


@given(TEX)
def test_no_control_character_comes_of_it(text: str) -> None:
    assert _controls(readable(text)) <= _controls(text)


@given(st.text(alphabet=st.characters(exclude_characters="\\{}$^_~`", exclude_categories=["Cs"])))
def test_text_without_a_sign_of_tex_is_the_same_text(text: str) -> None:
    assert re.sub(r"(?<=\d)times", "×", text) == readable(text)


HOSTILE = {
    "open braces": "{", "closing braces": "}", "dollars": "$", "backslashes": "\\", "carets": "x^", "lines": "a_",
    "backticks": "`",
    "quotes": "`` ", "fences": "```a", "open bold": r"\textbf{", "fractions": r"\frac", "hats": r"\hat",
    "paragraphs": "{\n\n",
    "marks": "\\'a\u0301\u0301", "ties": "ab~", "paths": "C:\\", "prices": "$ 5", "names": "alpha_", "times": "3times",
    "powers": "x^-",
    "few braces": "abcdefghijklmnop{", "few dollars": "abcdefghijklmno$", "few brackets": "abcdefghijklmn\\(",
    "links": r"\href{" + "a" * 20,
    "unknown": r"\foo{aaaaaaaaaaaaaaaaaaaaaaaaaa}", "few fractions": r"\frac{aaaaaaaaaaaaaaaaaaa", "dots": "a.",
    "good": r"is $\alpha_{ij}$ or not a word more, ",
    "hats apart": r"\hat aaaaaaaaaaaaaaaaaaaaa ", "accents": "\\'" + "\u0301" * 30,
}  # fmt: skip


@pytest.mark.parametrize("name", [*HOSTILE, "nest", "bold nest", "one hat", "one dollar", "unknown nests", "marks alone"])
def test_a_hostile_text_costs_no_time(name: str) -> None:
    whole = {
        "nest": "{" * 50_000 + "}" * 50_000,
        "bold nest": r"\textbf{" * 11_000 + "}" * 11_000,
        "one hat": "\\hat{" + "\u0301" * 100_000 + "}",
        "one dollar": "$" + "a" * 100_000 + "$",
        "unknown nests": (r"\foo{" * 200 + "a" * 10 + "}" * 200 + " " * 4_000) * 20,
        "marks alone": "a" + "\u0301" * 100_000,
    }
    text = whole.get(name) or (HOSTILE[name] * 100_000)[:100_000]

    assert grows_evenly(lambda letters: readable(text[:letters]), len(text) // 4)


# ---- what was recorded


@pytest.mark.real
def test_every_recorded_title_and_abstract_reads_well(shared: Path) -> None:
    texts = {text for file in sorted((shared / "hub" / "days").glob("*.json")) for text in _prose(file)}

    read = {text: readable(text) for text in texts}

    assert len(texts) > 10_000
    assert [] == [text for text in texts if _controls(read[text]) - _controls(text)]
    assert [] == [text for text in texts if _digits(read[text]) != _digits(text)]
    assert sum("\\" in said for said in read.values()) <= len(texts) * 0.005


def _prose(file: Path) -> Iterator[str]:
    for entry in msgspec.json.decode(file.read_bytes()):
        texts = (entry["paper"].get(name) for name in ("title", "summary", "ai_summary"))
        yield from (" ".join(text.split()) for text in texts if text)


def _digits(text: str) -> Counter[str]:
    return Counter(filter(str.isdigit, unicodedata.normalize("NFKC", text)))


def _controls(text: str) -> set[str]:
    return {character for character in text if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co")}
