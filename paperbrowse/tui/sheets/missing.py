"""What a tab says while there is nothing to show, and why."""

from datetime import datetime

from ...model.paper import Paper
from ...model.text import count
from ...services.feed import Failure, Limited, Offline, Unreadable
from ...services.ports import Waiting
from ..rendering import Glyphs, readable_line, spelled
from ..sheet import Block, Sheet, Words
from ..tabs import Tab
from ..wording import age, as_sentence, cause, clock_time

WHAT = {Tab.PAPER: "full text", Tab.COMMENTS: "comments", Tab.LINKS: "links"}


def head(paper: Paper, glyphs: Glyphs, *facts: str, is_tex: bool = False) -> list[Block]:
    """The title, and below it what is to be known of the text."""
    title = paper.title if is_tex else readable_line(paper.title)
    blocks: list[Block] = [Words((spelled(title, glyphs), "title"))]
    if facts:
        blocks.append(Words((f" {glyphs.dot} ".join(facts), "facts")))
    return blocks


def sheet_of_words(key: str, paper: Paper, glyphs: Glyphs, *sentences: str) -> Sheet:
    """The title, and a paragraph for each sentence."""
    return Sheet(key, (*head(paper, glyphs), *(Words((spelled(each, glyphs), "text"), gap=1) for each in sentences)))


def fetching(tab: Tab, waiting: Waiting | None) -> tuple[str, ...]:
    """While the answer is on its way."""
    said = f"Fetching the {WHAT[tab]}…"
    if waiting is None:
        return (said,)
    seconds = round(waiting.seconds)
    return said, as_sentence(f"{waiting.reason}; next try in {count(seconds, 'second')}" if seconds else waiting.reason)


def failed(failure: Failure, now: datetime) -> str:
    """What keeps us from an answer, as a sentence."""
    match failure:
        case Offline(reason, sentence):
            return as_sentence(cause(reason, sentence) or "offline")
        case Limited(until) if until > now:
            return f"The Hub limits us until {clock_time(until)}."
        case Limited():
            return "The Hub limited us."
        case Unreadable():
            return "The Hub's answer cannot be used."


def nothing_kept(tab: Tab, failure: Failure, now: datetime) -> tuple[str, ...]:
    """Where there is no copy either."""
    verb = "is" if tab is Tab.PAPER else "are"
    return failed(failure, now), f"No {WHAT[tab]} of this paper {verb} on this machine. R tries again."


def as_of(checked_at: datetime, failure: Failure | None, now: datetime) -> str:
    """Of a copy: how old it is, and why it is no newer."""
    if failure is None:
        return f"checked {age(checked_at, now)}"
    why = failed(failure, now).rstrip(".")
    return f"as of {age(checked_at, now)}; {why[:1].lower()}{why[1:]}"
