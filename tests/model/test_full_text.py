"""The contents list of a full text, and the papers that it names."""

import pytest

from paperbrowse.model.full_text import Cited, Heading, cited, headings
from tests.growth import grows_evenly

PAPER = "2606.12000"


def test_headings_have_their_level_their_title_and_their_line():
    text = "# A Title\n\nWords.\n\n## 1 Introduction ##\n### 1.1 *Deep* [Links](https://x.org/y)\n"

    assert (Heading(1, "A Title", 0), Heading(2, "1 Introduction", 4), Heading(3, "1.1 Deep Links", 5)) == headings(text)


def test_an_underlined_line_is_a_heading():
    text = "A Title\n===\n\nMethod\n------\n\nwords that\ngo on\n---\n"

    assert (Heading(1, "A Title", 0), Heading(2, "Method", 3)) == headings(text)


def test_a_table_has_no_headings():
    assert () == headings("\na | b\n--- | ---\n1 | 2\n\n| a |\n|---|\n")


@pytest.mark.parametrize("fence", ["```", "~~~~", "```python"])
def test_code_has_no_headings(fence: str):
    text = f"{fence}\n# a remark\n{fence.rstrip('python')}\n# Results\n"

    assert (Heading(1, "Results", 3),) == headings(text)


@pytest.mark.parametrize("line", ["#hashtag", "####### seven", "    # code", "#", "## ##", "$#$ x"])
def test_what_only_looks_like_a_heading_is_none(line: str):
    assert () == headings(f"words\n\n{line}\n\nwords")


def test_tex_in_a_heading_stays():
    assert "Bounds of $O(n_i \\log n)$" == headings("## Bounds of $O(n_i \\log n)$")[0].title


def test_cited_papers_come_in_the_order_of_their_first_mention_with_the_lines_that_name_them():
    text = (
        "As in arXiv:2401.00002v3 and arXiv:2401.00002.\n\nSee [that](https://arxiv.org/abs/2305.00001).\n"
        "A. Author. Words. arXiv preprint arXiv:2401.00002, 2024.\nB. CoRR, abs/1706.03762, 2017.\n"
        "C. https://huggingface.co/papers/2607.00007\nD. doi 10.48550/arXiv.2212.00003\nE. arXiv:hep-th/9901001\n"
    )

    assert (
        Cited("2401.00002", 2), Cited("2305.00001", 1), Cited("1706.03762", 1), Cited("2607.00007", 1),
        Cited("2212.00003", 1), Cited("hep-th/9901001", 1),
    ) == cited(text, PAPER)  # fmt: skip


def test_the_paper_itself_and_plain_numbers_are_not_cited():
    text = f"arXiv:{PAPER}v1 [cs.CL]\nA gain of 2401.00002 points; arXiv:2413.00001; arXiv:2401.000021"

    assert () == cited(text, PAPER)


@pytest.mark.parametrize("piece", ["arxiv:", "#", "[", "*a", "arXiv preprint ", "```\n", "abs/a-", "a\n=\n", "__", "# [a]("])
def test_four_hundred_kilobytes_of_anything_are_read_at_once(piece: str):
    def look_through(letters: int) -> None:
        text = piece * (letters // len(piece))
        headings(text)
        cited(text, PAPER)

    assert grows_evenly(look_through, 100_000)
