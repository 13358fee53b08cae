"""What a terminal sends besides keys: none of it may act as one."""

import random

import pytest
from textual._xterm_parser import XTermParser
from textual.events import AppFocus, Key, MouseEvent, MouseScrollDown, Paste
from textual.message import Message

from paperbrowse.tui.incoming import LONGEST_PASTE, Incoming

DELAY = 0.1
BACKGROUND = "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\"
UNASKED = [
    BACKGROUND,
    "\x1b]10;rgb:ffff/ffff/ffff\x07",
    "\x1bP>|XTerm(390)\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b^privacy\x1b\\",
    "\x1b[?62;4;6;22c",
    "\x1b[>41;390;0c",
    "\x1b[8;45;160t",
    "\x1b[?1u",
    "\x1b[99;99;99z",
    "\x1b[<65;999m",
    "\x1b[<999999999999999;1;1M",
    "\x1b[M !!",
    "\x1b[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17m",
    "\x1b[99999999u",
    "\x1b[55296u",
    "\x1b[97:65u",
    "\x1b[97;;155u",
    "\x1b[1;1:3A",
    "\x1b[ ",
    "\x1b[12",
    "\x1b]11;an answer without its end",
    "\x9b",
]


@pytest.fixture
def incoming() -> Incoming:
    return Incoming(XTermParser(), DELAY)


def keys(messages: list[Message]) -> list[str]:
    """The names of the keys; whatever else came stands by its class."""
    return [message.key if isinstance(message, Key) else type(message).__name__ for message in messages]


def after_silence(incoming: Incoming, seconds: float) -> list[str]:
    return keys(list(incoming.tick(seconds)))


@pytest.mark.fault("T19")
@pytest.mark.parametrize("sent", UNASKED)
def test_what_nobody_asked_for_is_dropped_and_the_key_after_it_counts(incoming: Incoming, sent: str) -> None:
    found = keys(list(incoming.feed(f"a{sent}", 0.0)))
    found += after_silence(incoming, 2.0)
    found += keys(list(incoming.feed("b", 3.0)))

    assert ["a", "b"] == found


@pytest.mark.fault("T19")
@pytest.mark.parametrize("sent", [f"a{BACKGROUND}b", "a\x1b[<65;1;1Mb", "a\x1b[1;5Cb", "a\x1b[106;;106ub", "a\x1b[200~x\x1b[201~b"])
def test_it_does_not_matter_where_a_read_ends(sent: str) -> None:
    whole = keys(list(Incoming(XTermParser(), DELAY).feed(sent, 0.0)))

    for cut in range(len(sent)):
        incoming = Incoming(XTermParser(), DELAY)
        found = [*incoming.feed(sent[:cut], 0.0), *incoming.feed(sent[cut:], 0.01)]
        assert (cut, whole) == (cut, keys(found))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("gG", ["g", "G"]),
        ("\x1b[A\x1bOB\x1b[5~\x1b[1;5C", ["up", "down", "pageup", "ctrl+right"]),
        ("\x1b\x1b[A", ["escape", "up"]),
        ("\x1bx", ["alt+x"]),
        ("\x1b[106;;106u\x1b[113;5u", ["j", "ctrl+q"]),
        ("\x1b[[A", ["f1"]),
        ("\x1b[I", ["AppFocus"]),
        ("\x1b[<65;3;4M", ["MouseScrollDown"]),
        ("é推", ["é", "推"]),
    ],
)
def test_keys_the_mouse_and_the_focus_arrive(incoming: Incoming, sent: str, expected: list[str]) -> None:
    assert expected == keys(list(incoming.feed(sent, 0.0)))


@pytest.mark.parametrize(
    ("sent", "found"), [("\x1b", ["escape"]), ("\x1bO", ["alt+shift+o"]), ("\x1b]", []), ("\x1b[", [])]
)
def test_the_start_of_a_sequence_alone_is_at_most_one_key_after_a_moment(
    incoming: Incoming, sent: str, found: list[str]
) -> None:
    at_once = keys(list(incoming.feed(sent, 0.0)))

    assert ([], True) == (at_once, incoming.is_waiting)
    assert [] == after_silence(incoming, 0.9 * DELAY)
    assert found == after_silence(incoming, DELAY)
    assert not incoming.is_waiting


@pytest.mark.fault("T18")
def test_a_megabyte_is_pasted_by_its_beginning_and_nothing_of_it_is_a_key(incoming: Incoming) -> None:
    text = "\x1b[200~" + "q\x1b[A\x1b]0;x\x07 \x00" * 100_000 + "\x1b[201~"

    found = [message for start in range(0, len(text), 4096) for message in incoming.feed(text[start : start + 4096], 0.0)]

    [paste] = found
    assert isinstance(paste, Paste)
    assert LONGEST_PASTE / 2 < len(paste.text) <= LONGEST_PASTE
    assert paste.text.startswith("q[A]0;x q[A]0;x")


@pytest.mark.fault("T18")
def test_a_paste_whose_end_is_lost_ends_after_a_while(incoming: Incoming) -> None:
    assert [] == keys(list(incoming.feed("\x1b[200~text", 0.0)))
    assert [] == after_silence(incoming, 4.0)

    assert ["Paste"] == after_silence(incoming, 5.0)
    assert ["j"] == keys(list(incoming.feed("j", 6.0)))


@pytest.mark.fault("T19")
def test_of_an_answer_without_an_end_no_more_than_its_start_is_held(incoming: Incoming) -> None:
    for _ in range(100):
        assert [] == keys(list(incoming.feed("\x1bP" + "x" * 4096 if not incoming.is_waiting else "x" * 4096, 0.0)))

    assert ["j"] == keys(list(incoming.feed("\x1b\\j", 0.0)))


@pytest.mark.fault("T19")
def test_no_garbage_whatsoever_ends_the_reading(incoming: Incoming) -> None:
    chance = random.Random(19)
    pieces = ["\x1b", "[", "]", "P", "<", "?", ";", ":", "~", "u", "M", "m", "9", "0", "48", "t", "\x07", "\\", "x", "é", " "]

    for now in range(2000):
        for message in incoming.feed("".join(chance.choices(pieces, k=12)), float(now)):
            assert isinstance(message, Key | MouseEvent | AppFocus | Paste | Message)
        list(incoming.tick(now + 0.5))
    list(incoming.feed("\x07\x1b\\\x1b[201~   ", 3000.0))
    list(incoming.tick(3010.0))

    assert ["j"] == keys(list(incoming.feed("j", 3020.0)))


def test_a_wheel_turns_where_it_was_turned(incoming: Incoming) -> None:
    [turned] = incoming.feed("\x1b[<65;3;4M", 0.0)

    assert isinstance(turned, MouseScrollDown)
    assert (2, 3) == (turned.x, turned.y)
