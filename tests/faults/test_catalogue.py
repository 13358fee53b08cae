from .catalogue import NUMBERS, excused, marked, missing
from .held import HELD


def test_every_number_that_a_test_names_is_in_the_catalogue() -> None:
    assert {} == {number: file for number, file in marked().items() if number not in NUMBERS}


def test_what_must_be_held_is_in_the_catalogue() -> None:
    assert HELD <= NUMBERS


def test_whatever_must_be_held_has_a_test_or_a_line_that_says_why_not() -> None:
    assert [] == missing()


def test_what_has_a_test_needs_no_excuse_and_every_excuse_is_a_sentence_about_a_line() -> None:
    assert set() == excused().keys() & marked().keys()
    assert excused().keys() <= HELD
    assert all(why.endswith(".") and len(why) > 40 for why in excused().values())
