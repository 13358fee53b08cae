"""What is written to the terminal shows the same as what Textual would write, in fewer bytes."""

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from paperbrowse.tui.rendering import width
from paperbrowse.tui.sequences import sequences

CELLS, LINES = 40, 6
COLOURS = st.sampled_from([None, "red", "bright_blue", "default", "#102030", "#ff00ff", "color(200)"])
STYLES = st.builds(
    lambda fore, back, **others: Style(color=fore and Color.parse(fore), bgcolor=back and Color.parse(back), **others), COLOURS, COLOURS,
    bold=st.booleans(), italic=st.booleans(), underline=st.booleans(), reverse=st.booleans(), strike=st.booleans(),
)  # fmt: skip
TEXTS = st.text(st.sampled_from("aH3;m[ é│論"), max_size=6).filter(lambda text: width(text) < 12)
STRIPS = st.lists(st.builds(Segment, TEXTS, st.none() | STYLES), max_size=3).map(Strip)
PIECES = st.lists(st.tuples(st.integers(0, LINES - 1), st.integers(0, 3), STRIPS), max_size=8)


def by_textual(pieces: list[tuple[int, int, Strip]]) -> str:
    def spelled(segment: Segment) -> str:
        return Strip.render_style(segment.style, segment.text, ColorSystem.TRUECOLOR) if segment.style else segment.text

    return "".join(f"\x1b[{y + 1};{x + 1}H{''.join(map(spelled, strip))}" for y, x, strip in pieces)


def shown(*frames: str) -> list[list[tuple[object, ...]]]:
    """Every cell with its looks."""
    screen = pyte.Screen(CELLS, LINES)
    stream = pyte.Stream(screen)
    for frame in frames:
        stream.feed(frame)
    return [[tuple(screen.buffer[y][x]) for x in range(CELLS)] for y in range(LINES)]


@given(PIECES, PIECES)
def test_every_cell_looks_as_it_would(first: list[tuple[int, int, Strip]], second: list[tuple[int, int, Strip]]) -> None:
    frames = first, second

    ours = [sequences(pieces, ColorSystem.TRUECOLOR) for pieces in frames]
    theirs = [by_textual(pieces) for pieces in frames]

    assert shown(*theirs) == shown(*ours)
    assert len("".join(ours)) <= len("".join(theirs))


def test_what_stays_is_said_once() -> None:
    upon = "on #040506"
    looks = (Style.parse(look) for look in (f"#010203 {upon}", f"bold #090909 {upon}", f"#090909 {upon}", f"#090909 {upon}"))
    first, second, third, fourth = looks
    pieces = [(0, 0, Strip([Segment("on ", first), Segment("the", second)])), (1, 4, Strip([Segment("pa", third), Segment("per", fourth)]))]

    assert (
        "\x1b[1;1H\x1b[38;2;1;2;3;48;2;4;5;6mon \x1b[1;38;2;9;9;9mthe"
        "\x1b[2;5H\x1b[0;38;2;9;9;9;48;2;4;5;6mpaper\x1b[m" == sequences(pieces, ColorSystem.TRUECOLOR)
    )
