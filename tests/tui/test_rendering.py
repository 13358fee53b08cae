import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from paperbrowse.model.text import clean_line, drawable
from paperbrowse.tui.rendering import ASCII, Line, fill, fit, flow, split, to_strip, width, wrap, wrap_to
from tests.growth import grows_evenly

_ALPHABET = st.sampled_from([*"abc-[] ", "長", "い", "é", "e\u0301", "\U0001f9ea", "𝒪", "\u200d", "\ufe0f", "ไ", "한"])
CLEAN = st.lists(_ALPHABET, max_size=60).map("".join).map(clean_line)
CELLS = st.integers(2, 30)
JOINT = (" · ", "facts")


def cells_of(line: Line) -> int:
    return sum(width(text) for text, _ in line)


@given(CLEAN, CELLS)
def test_a_wrapped_line_takes_no_more_cells_than_there_are(text: str, cells: int) -> None:
    assert all(width(line) <= cells for line in wrap(text, cells))


@given(st.lists(st.text("abc長", min_size=1, max_size=20), max_size=20), CELLS)
def test_wrapping_loses_no_letter(words: list[str], cells: int) -> None:
    text = " ".join(words)

    assert text.replace(" ", "") == "".join(wrap(text, cells)).replace(" ", "")


def test_lines_break_between_words_and_a_word_that_is_too_long_breaks_inside() -> None:
    assert ["one two", "three", "abcdefgh", "ij four"] == list(wrap("one two three abcdefghij four", 8))


@pytest.mark.fault("H21")
def test_a_megabyte_of_text_wraps_at_once_whatever_it_holds() -> None:
    for text in ("a" * 1_000_000, "a " * 500_000, "長" * 300_000, "e\u0301" * 500_000):
        assert all(width(line) <= 50 for line in wrap(text, 50))
        assert grows_evenly(lambda letters: list(wrap(text[:letters], 50)), len(text) // 4)


@given(CLEAN, CELLS, st.integers(1, 4))
def test_at_most_so_many_lines_and_the_last_says_that_something_is_missing(text: str, cells: int, most: int) -> None:
    lines, whole = wrap_to(text, cells, most), list(wrap(text, cells))

    assert len(lines) == min(most, len(whole))
    assert all(width(line) <= cells for line in lines)
    assert lines == whole if len(whole) <= most else lines[-1].endswith("…")


@given(CLEAN, st.integers(0, 30))
def test_fitted_text_takes_no_more_cells_than_there_are(text: str, cells: int) -> None:
    fitted = fit(text, cells)

    assert width(fitted) <= cells
    assert fitted == text or fitted.endswith("…") or cells == 0


@given(st.lists(CLEAN, max_size=8), CELLS)
def test_spans_that_flow_stay_within_the_width_and_in_order(texts: list[str], cells: int) -> None:
    lines = list(flow(((text, "facts") for text in texts), cells, JOINT))

    assert all(cells_of(line) <= cells for line in lines)
    shown = "".join(text for line in lines for text, style in line if (text, style) != JOINT)
    assert drawable("".join(texts)).replace(" ", "") == shown.replace(" ", "")


@given(st.lists(CLEAN, max_size=8), CELLS)
def test_a_filled_line_holds_whole_spans_only(texts: list[str], cells: int) -> None:
    spans = [(text, "facts") for text in texts]

    line = fill(spans, cells, JOINT)

    shown = [span for span in line if span != JOINT]
    assert cells_of(line) <= cells
    assert [drawable(text) for text in texts[: len(shown)]] == [text for text, _ in shown]


def test_a_filled_line_stops_at_the_first_span_that_has_no_room() -> None:
    line = fill([("one", "a"), ("a long span", "b"), ("two", "c")], 12, JOINT)

    assert (("one", "a"),) == line


def test_a_line_is_split_at_a_selection_across_its_spans() -> None:
    line = (("Hub ", "heading"), ("address", "link"))

    assert ((("Hu", "heading"),), (("b ", "heading"), ("addr", "link")), (("ess", "link"),)) == split(line, 2, 8)


@given(st.lists(st.text("ab長", max_size=6), max_size=5), st.integers(0, 20), st.integers(0, 20))
def test_the_parts_of_a_split_line_are_the_line(texts: list[str], one: int, other: int) -> None:
    line = tuple((text, "x") for text in texts)
    start, end = sorted((one, other))

    parts = split(line, start, end)

    text = "".join(texts)
    assert [text[:start], text[start:end], text[end:]] == ["".join(part for part, _ in line) for line in parts]


@given(CLEAN, st.integers(0, 40))
def test_a_strip_is_exactly_as_wide_as_asked(text: str, cells: int) -> None:
    assert cells == to_strip(((text, "x"),), {"x": Style(), "": Style()}, cells).cell_length


def test_the_plain_glyphs_are_plain() -> None:
    drawn = {name: getattr(ASCII, name) for name in ASCII.__struct_fields__}

    assert all(text.isascii() for text in drawn.values())
    assert ["ellipsis"] == [name for name, text in drawn.items() if len(text) != 1]
