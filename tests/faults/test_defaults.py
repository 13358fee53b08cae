"""Where the catalogue names a number, that is the default; other tests shorten it."""

import inspect

import pytest

from paperbrowse.desktop.machine import Machine
from paperbrowse.model.limits import Limits


@pytest.mark.fault("N12", "N31", "N40", "N60")
def test_the_service_is_asked_three_times_over_five_redirects_and_fifty_pages_of_eight_mebibytes() -> None:
    limits = Limits()

    assert (3, 5, 50, 8 << 20) == (limits.tries, limits.redirects, limits.pages, limits.max_bytes)


@pytest.mark.fault("C4")
def test_a_clipboard_has_three_seconds() -> None:
    assert 3.0 == inspect.signature(Machine).parameters["clipboard_limit"].default
