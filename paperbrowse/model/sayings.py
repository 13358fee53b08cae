"""What was said about papers as it is exchanged between machines: fields, each with the moment it was said at.

Marks are taken apart into fields that are said one by one, a tag each, and every text of a note each. Of what two
machines say about a field the later stands; so any order and any repetition ends the same. Who edits a note takes back
the texts that they saw: two edits that do not know of each other both stay. What is watched and muted is said in the
same way, under the id WISHES: a field is the key of an interest.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

import msgspec

from .identifier import arxiv_id, is_title_id
from .interests import Interests, Subject, interest_told
from .marks import Marks
from .paper import Paper
from .tags import clean_note, clean_tag, same_tag, sorted_tags
from .text import clean_line
from .value import Value

Fields = dict[str, str | None]
"""By name: `bookmarked`, `read`, `tag NAME`, `note STAMP`, or the key of an interest; None where it was taken back."""

WISHES = "wishes"
"""Stands for a paper's id where something is said of none."""

_DIGITS = 16
_LAST = 7_258_118_400_000_000
"""Microseconds: the year 2200. A stamp that lies later would leave no room for one after it."""
_ROOM = 10**15
"""Microseconds, some thirty years: a clock that has gone mad still leaves as much."""


class Saying(Value):
    """One line of a journal: what was said about one paper at one moment, in fields that it changed."""

    at: str
    """Stamps sort as text, and no two machines make the same. What one step says of several papers has one."""
    id: str
    title: str
    said: Fields
    paper: Paper | None = None
    """A copy, where the paper had no marks before."""


def stamp(last: int, now: datetime | None, machine: str) -> tuple[int, str]:
    """The next moment, which is always after `last` (microseconds since 1970), however the clock goes; and its stamp."""
    micros = max(last + 1, 0 if now is None else min(round(now.timestamp() * 1e6), _LAST - _ROOM))
    return micros, f"{micros:0{_DIGITS}d} {machine}"


def micros_of(at: str) -> int:
    return int(at[:_DIGITS])


def changes(known: Mapping[str, str | None], marks: Marks, at: str) -> Fields:
    """What has to be said at that stamp, so that the known fields come to mean these marks."""
    wanted: Fields = {f"tag {same_tag(tag)}": tag for tag in marks.tags}
    wanted |= {"bookmarked": _text(marks.bookmarked_at), "read": _text(marks.read_at)}
    texts = {name: text for name, text in known.items() if name.startswith("note ") and text}
    if marks.note == (_joined(texts) if texts else None):
        wanted |= texts
    elif marks.note:
        wanted[f"note {at}"] = marks.note
    return {name: wanted.get(name) for name in {**known, **wanted} if known.get(name) != wanted.get(name)}


def meaning(known: Mapping[str, str | None]) -> Marks:
    """The marks that the fields mean."""
    tags = (value for name, value in known.items() if name.startswith("tag ") and value)
    notes = {name: value for name, value in known.items() if name.startswith("note ") and value}
    bookmarked, read = known.get("bookmarked"), known.get("read")
    return Marks(_moment(bookmarked), _moment(read), sorted_tags(tags), _joined(notes))


def wished(known: Mapping[str, str | None]) -> Interests:
    """The interests that the fields mean, without those that only a later version knows."""
    found = (interest_told(key, told) for key, told in known.items() if told)
    return Interests.of(each for each in found if each is not None)


def heard(line: bytes) -> Saying | None:
    """A line of a journal, cleaned like anything from outside; None where it is none."""
    try:
        saying = msgspec.convert(_cleaned(msgspec.json.decode(line)), Saying)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None
    is_wish = saying.id == WISHES
    if not _is_stamp(saying.at) or not (is_wish or arxiv_id(saying.id) == saying.id or is_title_id(saying.id)):
        return None
    is_sound = _is_sound_wish if is_wish else _is_sound
    said = {name: value for name, value in saying.said.items() if is_sound(name, value)}
    paper = saying.paper if saying.paper and saying.paper.id == saying.id and saying.paper.title else None
    return Saying(saying.at, saying.id, saying.title or saying.id, said, paper)


def _cleaned(line: object) -> object:
    """Without control characters in any text; of the notes, lines and blanks stay as they are."""
    match line:
        case str():
            return clean_line(line)
        case list():
            return [_cleaned(each) for each in line]
        case dict():
            return {key: value if key == "said" else _cleaned(value) for key, value in line.items()}
    return line


def _is_stamp(text: str) -> bool:
    digits, _, machine = text.partition(" ")
    is_number = len(digits) == _DIGITS and digits.isascii() and digits.isdigit()
    return is_number and int(digits) <= _LAST and machine.isascii() and machine.isalnum() and len(machine) <= 40


def _is_sound(name: str, value: str | None) -> bool:
    kind, _, rest = name.partition(" ")
    match kind:
        case "bookmarked" | "read":
            return not rest and (value is None or _is_moment(value))
        case "tag":
            return bool(rest) and (value is None or (clean_tag(value) == value and same_tag(value) == rest))
        case "note":
            return _is_stamp(rest) and (value is None or clean_note(value) == value)
    return False


def _is_sound_wish(key: str, told: str | None) -> bool:
    if told is not None:
        return interest_told(key, told) is not None
    subject, _, name = key.partition(":")
    return bool(name) and clean_line(name) == name and any(subject == each.value for each in Subject)


def _is_moment(text: str) -> bool:
    """In UTC and always of one length."""
    try:
        return _text(_moment(text)) == text
    except (msgspec.MsgspecError, ValueError, OverflowError):
        return False


@lru_cache(maxsize=1024)
def _text(moment: datetime | None) -> str | None:
    """Many papers are marked in one moment."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


@lru_cache(maxsize=1024)
def _moment(text: str | None) -> datetime | None:
    return msgspec.convert(text, datetime) if text else None


def _joined(notes: Mapping[str, str | None]) -> str | None:
    """Every text once, in the order in which they were written."""
    return "\n".join(dict.fromkeys(text for _, text in sorted(notes.items()) if text)) or None
