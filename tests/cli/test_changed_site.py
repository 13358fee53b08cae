"""The service has changed: its API, then its pages too."""

import pytest

from tests.hub import Hub, faults

from .conftest import Run


def change_api(hub: Hub) -> None:
    hub.fault(faults.answer(b'{"papers": []}'), path="/api/")


@pytest.mark.fault("N68")
def test_a_changed_api_is_answered_by_the_page_and_a_changed_page_by_its_cards(run: Run, hub: Hub):
    right = run("list", "2026-06-08", "-q")
    change_api(hub)

    by_page = run("list", "2026-06-08", "--refresh", "-q")
    hub.look.has_json = False
    by_cards = run("list", "2026-06-08", "--refresh", "-q")

    assert 0 == right.code == by_page.code == by_cards.code
    assert right.out == by_page.out == by_cards.out
    assert 2 == len(hub.asked("/papers/date/2026-06-08"))


@pytest.mark.fault("N68")
def test_where_neither_is_understood_our_copy_is_shown_with_a_sentence(run: Run, hub: Hub):
    right = run("list", "2026-06-08", "-q")
    change_api(hub)
    hub.look.has_json = hub.look.has_cards = False

    kept = run("list", "2026-06-08", "--refresh", "-q")

    assert (0, right.out) == (kept.code, kept.out)
    assert "page format not understood" in kept.err
    assert "showing 2026-06-08 from" in kept.err


@pytest.mark.fault("N68")
@pytest.mark.parametrize("period", ["2026-06-08", "2026-W24", "2026-06", "trending"])
def test_where_there_is_no_copy_either_the_exit_code_says_so(run: Run, hub: Hub, period: str):
    change_api(hub)
    hub.look.has_json = hub.look.has_cards = False

    ended = run("list", period)

    assert (1, "") == (ended.code, ended.out)
    assert "page format not understood" in ended.err
