r"""The Hub's Markdown: its head taken off, its links within the paper made text, its bare TeX put between dollars."""

import pytest

from paperbrowse.sources.hub_markdown import HubText, read_hub_markdown
from tests.growth import grows_evenly

HEAD = "Title: A Title\n\nURL Source: https://arxiv.org/html/2606.12004{}\n\nPublished Time: Wed, 10 Jun 2026\n\nMarkdown Content:\n"
PAGE = "https://arxiv.org/html/2606.12004"


def read(body: str, version: str = "") -> str:
    found = read_hub_markdown(HEAD.format(version) + body)
    assert found is not None
    return found.markdown


def test_the_head_is_taken_off_and_names_title_and_version():
    assert HubText("A Title", "Words.", 3) == read_hub_markdown(HEAD.format("v3") + "Words.\n")


def test_a_text_without_a_head_is_taken_as_it_is():
    assert HubText(None, "# A Title\n\nWords: few.", None) == read_hub_markdown("# A Title\n\nWords: few.\n")


@pytest.mark.parametrize("text", ["", "\n\n", HEAD.format(""), "Title: x", "Title: x\n\nURL Source: y\n"])
def test_where_nothing_is_left_there_is_no_text(text: str):
    assert read_hub_markdown(text) is None


def test_the_hubs_own_page_is_no_text_of_the_paper():
    assert read_hub_markdown("Title: A\n\nURL Source: https://huggingface.co/papers/2606.12004\n\nMarkdown Content:\nAbstract\n") is None


def test_the_buttons_of_arxivs_page_go_and_its_stamp_tells_the_version():
    body = "Back to arXiv\nWhy HTML?\nReport Issue\n1Introduction\nLicense: CC BY 4.0\narXiv:2606.12004v2 [cs.AI] 01 Jul 2026\nA Title\n\nWords."

    found = read_hub_markdown(HEAD.format("") + body)

    assert found and ("A Title\n\nWords.", 2) == (found.markdown, found.version)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (f'(Chen et al.[2024]({PAGE}#bib.bib3 "A title, “quoted”"))', "(Chen et al. 2024)"),
        (f'Figure[2]({PAGE}v1#S1.F2 "Figure 2 ‣ A") shows', "Figure 2 shows"),
        (f"a\n\n![Image 1: Refer to caption]({PAGE}v1/x1.png)\n\nb", "a\n\nb"),
        ("[code](https://github.com/a/b)", "[code](https://github.com/a/b)"),
        ("[this](https://arxiv.org/abs/2401.00001)", "[this](https://arxiv.org/abs/2401.00001)"),
    ],
)
def test_links_within_the_paper_are_text_and_others_stay(given: str, shown: str):
    assert shown == read(given)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (r"For x\sim\mathcal{D}, let \pi_{\theta} be", r"For $x\sim\mathcal{D}$, let $\pi_{\theta}$ be"),
        (r"It costs \mathcal{O}(n\log n) for n.", r"It costs $\mathcal{O}(n\log n)$ for n."),
        (r"(with \alpha=1)", r"(with $\alpha=1$)"),
        (r"(\beta) and **\gamma**.", r"($\beta$) and **$\gamma$**."),
        (r"\text{a b}_{i} holds", r"$\text{a b}_{i}$ holds"),
        (r"| 3\times | x^{2} |", r"| $3\times$ | $x^{2}$ |"),
        (r"J(\theta)=\mathbb{E}\left[R\right],(1)", r"$$J(\theta)=\mathbb{E}\left[R\right],$$ (1)"),
        (r"\begin{gathered}a=\text{if it is}\end{gathered}(A.2)", r"$$\begin{gathered}a=\text{if it is}\end{gathered}$$ (A.2)"),
        (r"## The \ell_{2} norm", r"## The $\ell_{2}$ norm"),
    ],
)
def test_bare_tex_stands_between_dollars(given: str, shown: str):
    assert shown == read(given)


@pytest.mark.parametrize(
    "line",
    [r"costs $O(n)$ and \alpha", r"`\alpha` is code", "a_b and C:", "snake_case_name", r"[x\alpha](https://x.org/)", "{braces}", "$5",
     "```\n\\alpha\n```", "    \\alpha = code"],
)  # fmt: skip
def test_what_has_dollars_or_is_code_or_no_tex_stays(line: str):
    assert line.strip("\n") == read(f"words\n\n{line}").removeprefix("words\n\n")


def test_a_brace_that_is_never_closed_takes_no_more_than_its_word():
    assert r"so $\text{a$ b c d" == read(r"so \text{a b c d")


@pytest.mark.fault("H8", "H9", "H11", "H15", "H25")
@pytest.mark.parametrize("poison", ["\x1b[31m", "\x1b]8;;https://evil.test\x1b\\", "\x9b", "\u202e", "\x07", "\r"])
def test_nothing_in_it_can_speak_to_the_terminal(poison: str):
    found = read_hub_markdown(f"Title: A{poison}\n\nURL Source: x\n\nMarkdown Content:\na {poison} \\alpha{poison}")

    assert found and not set("\x1b\x9b\u202e\x07\r") & set(f"{found.title}{found.markdown}")


@pytest.mark.parametrize(
    "piece",
    ["[", "\\alpha ", "{", "![", "x_{", "\\text", "(\\a", "\\a)", "$", "```\n", f"[a]({PAGE}#", "*\\a*", "\n", "# \\a{ ", "a\\text{"],
)
def test_half_a_megabyte_of_anything_is_read_at_once(piece: str):
    assert grows_evenly(lambda letters: read_hub_markdown("a " + piece * (letters // len(piece))), 125_000)
