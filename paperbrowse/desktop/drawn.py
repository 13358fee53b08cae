"""The answer of `draw`, looked through before any of it goes to the terminal."""

import re

from ..model.picture import Drawing, Frame, Way

_MOST_CELLS = 200
_HEAD = re.compile(rb"([0-9]{1,3}) ([0-9]{1,3})\n")
_MESSAGES = re.compile(r"(?:\x1b_G[A-Za-z0-9=,]+(?:;[A-Za-z0-9+/=]*)?\x1b\\)+")
_PLACEHOLDERS = re.compile(
    r"(?:\U0010eeee[\u0300-\u1dff\u20d0-\u20f0\u2cef-\u2dff\ua66f-\uaac1\ufe20-\ufe2f\U00010a00-\U0001d244]{3})+"
)
_NUMBER = re.compile("[0-9]{1,10}")


def drawing_in(answer: bytes, frame: Frame) -> Drawing | None:
    """None for what is no drawing for the frame, and for what holds anything else that a terminal would obey."""
    head = _HEAD.match(answer)
    if head is None:
        return None
    columns, lines, body = int(head[1]), int(head[2]), answer[head.end() :]
    if not (0 < columns <= min(frame.columns, _MOST_CELLS) and 0 < lines <= min(frame.lines, _MOST_CELLS)):
        return None
    if frame.way is Way.HALF:
        return Drawing(Way.HALF, columns, lines, pixels=body) if len(body) == 6 * columns * lines else None
    if body.count(b"\0") != lines + 1:
        return None
    setup, number, *rows = body.decode(errors="replace").split("\0")
    is_kitty = _MESSAGES.fullmatch(setup) and _NUMBER.fullmatch(number) and all(map(_PLACEHOLDERS.fullmatch, rows))
    return Drawing(Way.KITTY, columns, lines, rows=tuple(rows), number=int(number), setup=setup) if is_kitty else None
