"""`paperbrowse doctor` in a real terminal."""

import asyncio
import threading

import pytest

from tests.hub import Hub
from tests.hub.wire import Exchange
from tests.patience import PATIENCE

from .conftest import OpenScreen

HEADINGS = ["Versions", "Configuration", "Terminal", "Clipboard and browser", "Files", "Service"]


@pytest.mark.parametrize("columns", [160, 60])
def test_the_checks_stand_under_headings_in_columns_that_fit(open_screen: OpenScreen, columns: int) -> None:
    terminal = open_screen("doctor", "--offline", columns=columns, lines=100)

    assert 0 == terminal.ended()

    lines = [line.rstrip() for line in terminal.lines if line.strip()]
    assert HEADINGS == [line for line in lines[:-1] if not line.startswith(" ")]
    rows = [line for line in lines[:-1] if line.startswith("  ") and line[2] != " "]
    assert {"ok", "note"} == {row[2:10].strip() for row in rows}
    assert all(row[9] == " " and row[10] != " " and row[23] == " " and row[24] != " " for row in rows)
    assert any(f"{columns} columns, 100 lines" in row for row in rows)
    assert "Nothing failed." == lines[-1]
    assert b"\x1b[" not in terminal.raw


def test_what_it_looks_at_is_said_before_it_answers(open_screen: OpenScreen, hub: Hub) -> None:
    may_answer = threading.Event()

    async def held(exchange: Exchange) -> None:
        await asyncio.to_thread(may_answer.wait, PATIENCE)
        await exchange.send(exchange.reply)

    hub.fault(held)
    terminal = open_screen("doctor", HF_ENDPOINT=hub.url, lines=100)

    terminal.wait_for("Service")

    assert "answers within" not in terminal.text
    may_answer.set()
    terminal.wait_for("answers within")
    assert 0 == terminal.ended()


def test_a_failure_is_counted_at_the_end(open_screen: OpenScreen) -> None:
    terminal = open_screen("doctor", lines=100)

    assert 1 == terminal.ended()

    assert "  failed  service" in terminal.text and "Try: look at the network" in terminal.text
    assert "1 of " in terminal.text and " checks failed." in terminal.text
