"""The escape sequence for the terminal's own clipboard."""

import base64

import pytest

from paperbrowse.desktop.osc52 import LONGEST, osc52
from paperbrowse.errors import UsageError


def test_the_text_travels_in_base64():
    assert "\x1b]52;c;dGV4dA==\x07" == osc52("text")


@pytest.mark.fault("C8")
def test_the_text_is_one_clean_line_before_it_travels():
    sequence = osc52("a\n\x1bb\ud800é")

    assert "a b\ufffdé" == base64.b64decode(sequence[7:-1]).decode()


def test_an_entry_keeps_its_lines():
    sequence = osc52("@misc{a,\n  title={\x1bb}\n}", keeps_lines=True)

    assert "@misc{a,\n  title={b}\n}" == base64.b64decode(sequence[7:-1]).decode()


def test_a_text_that_terminals_would_drop_is_refused():
    longest = "x" * ((LONGEST - 8) // 4 * 3)

    assert LONGEST >= len(osc52(longest))
    with pytest.raises(UsageError):
        osc52(longest + "x")
