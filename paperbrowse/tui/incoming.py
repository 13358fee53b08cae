"""What a terminal sends, before Textual's parser sees it: whole pieces only, pastes with an end, and no answer that
nobody asked for. The parser would take those for keys, and keys are commands."""

import re
from collections.abc import Generator, Iterable

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste
from textual.message import Message

from ..model.text import clean_text

LONGEST_PASTE = 10_000
"""Characters; what comes after them is dropped. No line of ours takes more."""
_UNFINISHED_AFTER = 1.0
"""Seconds of silence, after which the rest of a piece is not waited for."""
_PASTE_UNFINISHED_AFTER = 5.0
"""On a slow line a paste may halt for a while, and its rest must not be taken for keys."""
_HELD_AT_MOST = 4096

_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_PIECE = (
    r"\x1b(?:"
    r"[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\|(?=\x1b[^\\]))"  # OSC, DCS and their like: answers with a text
    r"|\[M(?:[^\x1b]{3}|[^\x1b]{0,2}(?=\x1b))"  # the oldest form of the mouse
    r"|\[\[(?:[^\x1b]|(?=\x1b))"  # F1 of the Linux console
    r"|\[(?![M\[])[ -?]*(?:[@-~]|(?=[^ -~]))"  # CSI, or the torso of one
    r"|O(?:[ -~]|(?=[^ -~]))"
    r"|(?=\x1b)"
    r"|[^\x1b\[\]P_^XO]"  # alt and a key
    r")"
    r"|[^\x1b]+"
)
_REPORT = (
    r"\x1b\[(?:[IO]|<\d{1,5};-?\d{1,5};-?\d{1,5}[Mm]|\?\d{1,5};\d\$y|\d{1,5};\d{1,5}R"
    r"|48;\d{1,4};\d{1,4};\d{1,5};\d{1,5}t)"
)
"""Focus, mouse, modes, the cursor's place, the size of the window."""
_KEY = r"\x1b\[(\d{0,7})(?:;\d{0,3}(?:;((?:\d{1,7}:?){0,8}))?)?[u~ABCDEFHPQRS]"
"""A key in kitty's protocol: its number, modifiers, the characters that it types."""
_NO_CHARACTER = "[\x80-\x9f\ud800-\udfff]"
_LAST_CHARACTER = 0x10FFFF


class Incoming:
    """For the thread that reads the keys; all times are in seconds, on one clock of any kind."""

    def __init__(self, parser: XTermParser, delay: float) -> None:
        """`delay` is for how long a lone ESC may be the start of something else."""
        self._parser = parser
        self._delay = delay
        self._held = ""
        """The start of a piece whose rest has not come."""
        self._pasted: str | None = None
        """What a paste that goes on has brought so far."""
        self._since = 0.0

    @property
    def is_waiting(self) -> bool:
        """Whether `tick` may have something to say."""
        return bool(self._held) or self._pasted is not None

    def feed(self, text: str, now: float) -> Iterable[Message]:
        """What `text` completes."""
        self._since = now
        self._held += text
        while self._held:
            if self._pasted is not None:
                if not (yield from self._paste()):
                    return
            elif self._held.startswith(_PASTE_BEGINS):
                self._held, self._pasted = self._held.removeprefix(_PASTE_BEGINS), ""
            elif piece := re.match(_PIECE, self._held):
                self._held = self._held[piece.end() :]
                yield from self._messages(piece[0])
            else:
                if len(self._held) > _HELD_AT_MOST:
                    self._held = self._held[:2] + self._held[-1:]
                return

    def tick(self, now: float) -> Iterable[Message]:
        """What counts as complete because nothing has followed."""
        silence = now - self._since
        if self._pasted is not None:
            if silence >= _PASTE_UNFINISHED_AFTER:
                yield self._end_of_paste()
        elif 0 < len(self._held) <= 2 and silence >= self._delay:
            piece, self._held = self._held, ""
            yield from self._messages(piece)
        elif silence >= _UNFINISHED_AFTER:
            self._held = ""

    def _paste(self) -> Generator[Message, None, bool]:
        """Takes what was pasted; whether that was all of it."""
        text, end, rest = self._held.partition(_PASTE_ENDS)
        # The end of the paste may be cut in two.
        cut = 0 if end else max(n for n in range(len(_PASTE_ENDS)) if text.endswith(_PASTE_ENDS[:n]))
        whole = len(text) - cut
        self._pasted = ((self._pasted or "") + text[:whole])[:LONGEST_PASTE]
        self._held = rest if end else text[whole:]
        if end:
            yield self._end_of_paste()
        return bool(end)

    def _end_of_paste(self) -> Paste:
        text, self._pasted = self._pasted or "", None
        return Paste(clean_text(text))

    def _messages(self, piece: str) -> Iterable[Message]:
        """None for what is not known."""
        if piece == "\x1b":
            yield Key("escape", piece)
        elif not piece.startswith("\x1b"):
            yield from self._parser.feed(re.sub(_NO_CHARACTER, "", piece))
        elif piece in ANSI_SEQUENCES_KEYS or re.fullmatch(_REPORT, piece) or _is_key(piece):
            yield from self._parser.feed(piece)
        elif len(piece) == 2 and piece[1].isalnum():  # of any other Textual would drop the alt and keep the key
            yield from self._parser._sequence_to_key_events(piece[1], alt=True)


def _is_key(piece: str) -> bool:
    """Textual's parser dies of a number that is no character."""
    if (key := re.fullmatch(_KEY, piece)) is None:
        return False
    numbers = (int(number) for number in (key[1], *(key[2] or "").split(":")) if number)
    return all(number <= _LAST_CHARACTER and not re.match(_NO_CHARACTER, chr(number)) for number in numbers)
