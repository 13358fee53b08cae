"""TeX on the screen: readable in the rows, the abstract and the palette, and as it came where the reader wants it."""

from msgspec.structs import replace

from paperbrowse.tui.page import Page, page_lines, plain
from paperbrowse.tui.rendering import ASCII
from paperbrowse.tui.rows import Row, full_row, short_row

from .conftest import World
from .papers import PLANNING

TEX = replace(
    PLANNING,
    title="Undoing in $\\mathcal{O}(n \\log n)$ Steps",
    abstract="A 2.5\\times gain, 40\\% of \\ell_2 and \\textbf{more} for a na\\\"ive plan.",
    summary="Costs $x_{i}^2$ a step.",
)


def test_rows_are_readable() -> None:
    full, short = plain(full_row(Row(TEX), 80, 4)), plain([short_row(Row(TEX), 80)])

    assert "Undoing in 𝒪(n log n) Steps" in full
    assert "Undoing in 𝒪(n log n) Steps" in short


def test_title_abstract_and_summary_of_a_page_are_readable() -> None:
    page = plain(page_lines(Page(TEX), 80))

    assert page.startswith("Undoing in 𝒪(n log n) Steps\n")
    assert "A 2.5× gain, 40% of ℓ₂ and more for a naïve plan." in page
    assert "Costs xᵢ² a step." in page


def test_a_page_of_tex_has_it_as_it_came() -> None:
    page = plain(page_lines(Page(TEX, is_tex=True), 80))

    assert all(text in page for text in (TEX.title, TEX.abstract, TEX.summary))


def test_in_plain_letters_a_power_is_no_digit_more() -> None:
    page = plain(page_lines(Page(replace(TEX, abstract="From $10^3$ to $x_{12}$.")), 80, ASCII))

    assert "From 10^3 to x_12." in page


def test_a_word_that_was_searched_stands_out_in_what_is_read() -> None:
    lines = page_lines(Page(TEX, words=("naive",)), 80)

    assert ("naïve", "found") in [span for line in lines for span in line]


async def test_backslash_flips_the_abstract_and_its_title_says_so(world: World) -> None:
    world.source.day("2026-06-12", TEX)
    async with world.opened(size=(100, 30)) as reader:
        readable = reader.text

        await reader.press("backslash")
        tex = reader.text

        await reader.press("equals_sign")

        assert "naïve" in readable and "na\\\"ive" not in readable
        assert "na\\\"ive" in tex and "Links ─ TeX" in tex
        assert readable == reader.text


async def test_a_title_is_copied_as_it_came(world: World) -> None:
    world.source.day("2026-06-12", TEX)
    async with world.opened(size=(100, 30)) as reader:
        await reader.press("Y", "t")

        assert [TEX.title] == world.desktop.copied


async def test_the_palette_has_the_title_as_it_is_read(world: World) -> None:
    world.source.day("2026-06-12", TEX)
    async with world.opened(size=(100, 30)) as reader:
        await reader.press("ctrl+p")
        await reader.type("undoing")

        assert reader.text.count("Undoing in 𝒪(n log n) Steps") >= 1
