"""The links of what is laid out, and the way from one to the next."""

from collections.abc import Iterator, Sequence

from ..model.value import Value
from .laid import Laid
from .rendering import Line
from .sheet import target


class Link(Value):
    block: int
    line: int
    """Of the block."""
    target: str


def links_in(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Line and target of each, once though it goes on over several lines."""
    before = ""
    for number, line in enumerate(lines):
        for text, style in line:
            leads_to = target(style)
            if leads_to and leads_to != before:
                yield number, leads_to
            if leads_to or text.strip():
                before = leads_to


def links_of(laid: Laid, block: int) -> list[Link]:
    return [Link(block, line, leads_to) for line, leads_to in links_in(laid.lines(block))]


def next_link(laid: Laid, top: int, height: int, chosen: Link | None, step: int) -> Link | None:
    """The one after the chosen one, or before it; where that is out of view, the first or last in view and on from there.

    None where there is no other on that way."""
    if not laid.count:
        return None
    y = y_of(laid, chosen) if chosen else None
    is_in_view = y is not None and top <= y < top + height
    block = chosen.block if chosen and is_in_view else laid.block_at(top if step > 0 else top + height - 1)
    found = links_of(laid, block)
    if chosen and is_in_view:
        at = found.index(chosen)
        found = found[at + 1 :] if step > 0 else found[:at]
    else:
        start = laid.start(block)
        found = [each for each in found if (start + each.line - top) * step >= 0 or step < 0]
    while not found:
        block += step
        if not 0 <= block < laid.count:
            return None
        found = links_of(laid, block)
    return found[0] if step > 0 else found[-1]


def y_of(laid: Laid, link: Link) -> int:
    return laid.start(link.block) + link.line


def with_chosen(line: Line, link: Link, number: int, style: str) -> Line:
    """The line of its block with the link in that style; `number` is the line's."""
    if number < link.line:
        return line
    return tuple((text, style if target(old) == link.target else old) for text, old in line)
