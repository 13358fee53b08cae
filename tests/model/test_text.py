import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.model.text import clean_line, clean_markdown, clean_text, drawable, folded

JOINERS = "\u200c\u200d"
EVERY_CHARACTER = [chr(number) for number in range(sys.maxunicode + 1)]
any_text = st.text(st.characters(exclude_categories=()))


@pytest.mark.fault("H8", "H9", "H10", "H11", "H12", "H15", "H16")
@pytest.mark.parametrize("clean", [clean_line, clean_text, clean_markdown])
def test_no_control_or_format_character_of_unicode_is_left_but_the_two_joiners(clean) -> None:
    forbidden = [each for each in EVERY_CHARACTER if unicodedata.category(each) in ("Cc", "Cf")]

    left = {each for each in forbidden if each in clean(f"a{each}b")}

    assert set(JOINERS) | ({"\n"} if clean is not clean_line else set()) == left


def test_names_and_scripts_keep_the_joiners_they_need() -> None:
    persian = "می\u200cخواهم"

    assert persian == clean_line(persian)


@pytest.mark.fault("H20")
@pytest.mark.parametrize(
    "typed", ["a\nb", "a\r\nb", "a\tb", "a \v\f b", "a\u2028b", "a\u2029b", "a\x85b", " a\u3000b\xa0"]
)
def test_a_line_is_one_line_and_every_run_of_white_space_one_blank(typed: str) -> None:
    assert "a b" == clean_line(typed)


def test_every_white_space_of_unicode_becomes_a_blank_or_goes() -> None:
    spaces = [each for each in EVERY_CHARACTER if each.isspace()]

    left = {clean_line(f"a{each}b") for each in spaces}

    assert {"a b", "ab"} == left


@pytest.mark.fault("N57", "H18", "H19")
@pytest.mark.parametrize("unknown", ["\ud800", "\udfff", "\ue000", "\uf8ff", "\U000f0000", "\U0010ffff", "\ufffe"])
def test_what_nobody_can_read_becomes_the_replacement_character(unknown: str) -> None:
    assert "a\ufffdb" == clean_line(f"a{unknown}b")


@pytest.mark.fault("H8", "H9", "H10")
@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]52;c;cm0=\x07title", "]52;c;cm0=title"),
        ("\x1b[6nwhere", "[6nwhere"),
        ("\x9b31mred", "31mred"),
        ("safe\u202etxt.exe", "safetxt.exe"),
        ("a\u2066b\u2069", "ab"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("flag\U000e0067\U000e007f", "flag"),
    ],
)
def test_what_commands_a_terminal_is_gone_and_its_rest_is_plain_text(hostile: str, harmless: str) -> None:
    assert harmless == clean_line(hostile)


@given(any_text)
def test_cleaning_a_line_twice_changes_nothing_more(text: str) -> None:
    once = clean_line(text)

    assert once == clean_line(once)


@given(any_text)
def test_cleaning_a_text_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)

    assert once == clean_text(once)


@given(any_text)
def test_clean_text_can_always_be_written_as_utf8(text: str) -> None:
    assert clean_text(text) == clean_text(text).encode().decode()


def test_a_text_keeps_its_lines_with_at_most_one_blank_line_between_them() -> None:
    assert "one two\n\nthree\nfour" == clean_text("  one \t two\r\n\n\n\nthree\nfour\n\n")


@pytest.mark.fault("H17")
def test_a_pile_of_marks_is_drawn_with_four() -> None:
    assert "a" + 4 * "\u0301" + "b\u0301" == drawable("a" + 500 * "\u0301" + "b\u0301")


@pytest.mark.fault("H22")
def test_nothing_is_drawn_whose_width_terminals_disagree_about() -> None:
    assert "👩👧 ❤ 👍" == drawable("👩\u200d👧 ❤\ufe0f 👍\U0001f3fd")


def test_letters_of_other_scripts_are_drawn_as_they_are() -> None:
    text = "論文 हिन्दी Zürich naïve"

    assert text == drawable(text)


@pytest.mark.parametrize("spelling", ["Größe", "GRÖSSE", "gro\u0308sse", "ＧＲÖSSE"])
def test_comparing_ignores_case_diacritics_and_width(spelling: str) -> None:
    assert "grosse" == folded(spelling)


def test_folding_any_character_twice_changes_nothing_more() -> None:
    once = folded("|".join(EVERY_CHARACTER)).split("|")

    twice = folded("|".join(once)).split("|")

    assert [] == [before for before, after in zip(once, twice, strict=True) if before != after]


def test_folding_a_long_pile_of_marks_is_quick() -> None:
    assert "a" == folded("a" + 200_000 * "\u0301\u0323")


def test_markdown_keeps_the_blanks_that_code_and_lists_live_by():
    text = "- one\r\n    - two   \n\n\n\n\tcode\u00a0here\n"

    assert "- one\n    - two\n\n    code here" == clean_markdown(text)
