import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.segment import Segment
from textual.color import Color

from paperbrowse.errors import Unreachable
from paperbrowse.model.paper import Author, Organization
from paperbrowse.tui.plain import PlainLetters, plain, plain_paper

from .conftest import World
from .longest import long_edition
from .papers import FRIDAY, PLANNING
from .tour import states

FOREIGN = replace(
    PLANNING,
    title="“π₀–Flow”: 360° Views of the Café — α ≤ β → Δμ, naïve… × ½ Ünïcode's “Łódź”",
    abstract="Σ over ∞ paths → 𝒪(n²) ± ε ‘quoted’ • Привет ①②③ ★ ☎ █ e\u0301 — §3 ½ " * 9,
    authors=(Author("Jürgen Ødegård"), Author("Łukasz Święty"), Author("José Ñandú"), Author("李明")),
    author_count=4,
    organization=Organization("ecole", "École “Supérieure” — Zürich"),
    keywords=("β-VAE", "naïve Bayes", "CO₂"),
    submitted_by="Ærø Þór",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“π₀–Flow” — 360° of the Café…", '"pi_0-Flow" - 360deg of the Cafe...'),
        ("α ≤ β → Δμ × ½", "alpha <= beta -> Deltamu x 1/2"),
        ("Łukasz Ødegård, Jürgen Weiß", "Lukasz Odegard, Jurgen Weiss"),
        ("𝒪(n²) ﬁne ①", "O(n^2) fine 1"),
        ("Привет, Юля", "Privet, Yulya"),
        ("e\u0301 ά", "e alpha"),
        ("推論 한국 हिन्दी ไทย", "推論 한국 हिन्दी ไทย"),
        ("☎ \ufffd", "? ?"),
    ],
)
def test_what_is_ambiguous_is_spelled_in_ascii(text: str, expected: str) -> None:
    assert expected == plain(text)


def doubtful(text: str) -> set[str]:
    return {letter for letter in text if unicodedata.east_asian_width(letter) == "A"}


@given(st.text())
def test_no_text_keeps_a_character_of_ambiguous_width(text: str) -> None:
    assert set() == doubtful(plain(text))


@given(st.text(min_size=1))
def test_what_reaches_the_terminal_has_none_either_and_keeps_its_cells(text: str) -> None:
    given_ = Segment(text)

    shown = PlainLetters().apply([given_], Color(0, 0, 0))

    assert set() == doubtful(shown[0].text)
    assert given_.cell_length == shown[0].cell_length


def test_borders_and_bars_are_drawn_in_letters() -> None:
    shown = PlainLetters().apply([Segment("╭─╮│╰╯▌▐▁▔█")], Color(0, 0, 0))

    assert "+-+|++|| -|" == shown[0].text


def test_the_addresses_of_a_plain_paper_stay() -> None:
    assert (FOREIGN.url, FOREIGN.github, FOREIGN.id) == ((spelled := plain_paper(FOREIGN)).url, spelled.github, spelled.id)


async def test_no_screen_draws_a_character_of_ambiguous_width(world: World) -> None:
    world.source.day(FRIDAY, FOREIGN, *long_edition()[1:])
    async with world.opened(size=(120, 40), ascii=True) as reader:
        found = {name: odd async for name in states(reader) if (odd := {each for each in reader.text if not each.isascii()})}

        # of the papers' own letters those of a sure width
        assert {} == {name: odd - set("李明") for name, odd in found.items() if odd - set("李明")}


@pytest.mark.parametrize("size", [(90, 35), (60, 20), (40, 10), (39, 9)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_no_layout_draws_one(world: World, size: tuple[int, int]) -> None:
    world.source.day(FRIDAY, FOREIGN, *long_edition())
    async with world.opened(size=size, ascii=True) as reader:
        for keys in ((), ("1",), ("escape", "enter"), ("escape", "v")):
            await reader.press(*keys)
            assert set() == {each for each in reader.text if not each.isascii()} - set("李明")


async def test_a_copy_is_the_paper_as_it_is(world: World) -> None:
    world.source.day(FRIDAY, FOREIGN)
    async with world.opened(ascii=True) as reader:
        await reader.press("Y", "t")

        assert [FOREIGN.title] == world.desktop.copied
        assert '"pi_0-Flow": 360deg Views of the Cafe' in reader.text


async def test_without_sample_or_network_it_is_plain_too(world: World) -> None:
    world.source.fails(Unreachable("dns", "no answer from the “Hub”"))
    async with world.opened(ascii=True) as reader:
        assert reader.text.isascii()
