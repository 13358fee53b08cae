import pytest

from .catalogue import NUMBERS, marked, missing
from .held import HELD


def test_every_number_that_a_test_names_is_in_the_catalogue() -> None:
    assert {} == {number: file for number, file in marked().items() if number not in NUMBERS}


def test_what_must_be_held_is_in_the_catalogue() -> None:
    assert HELD <= NUMBERS


def test_whatever_must_be_held_has_a_test() -> None:
    assert [] == missing()
