"""What people say of a paper as a sheet. Loads the Markdown reader: called in a thread."""

from collections.abc import Iterator
from datetime import datetime

from ...model.mathtext import readable
from ...model.paper import Paper
from ...model.reading import Comment, Comments
from ...model.text import count
from ...services.feed import Failure
from ..markdown.parsing import parse
from ..rendering import Glyphs, Line, Span, spelled
from ..sheet import Block, Sheet, Words
from ..wording import age, day_in_words, left_out
from .missing import as_of, head

_DEEPEST = 6
"""Levels of answers that are set in."""
_IN_WORDS_FOR = 14
"""Days for which the age is said, and then the date."""


def comments_sheet(
    key: str, paper: Paper, talk: Comments, now: datetime, glyphs: Glyphs, *, failure: Failure | None = None, is_tex: bool = False
) -> Sheet:
    """The threads in the order of the Hub; `failure` is why they are no newer."""
    said = len(talk.comments)
    facts = [count(said, "comment") if said else "no comments", as_of(talk.checked_at, failure, now)]
    facts += filter(None, (left_out(talk.left_out),))
    blocks = head(paper, glyphs, *facts, is_tex=is_tex)
    if not said:
        blocks.append(Words(("Nobody has written about this paper on the Hub yet.", "text"), gap=1))
    for depth, comment in talk.threads():
        blocks += _comment(min(depth, _DEEPEST), comment, now, glyphs, is_tex)
    return Sheet(key, blocks)


def _comment(depth: int, comment: Comment, now: datetime, glyphs: Glyphs, is_tex: bool) -> Iterator[Block]:
    before: Line = (("│ " * depth, "quiet"),) if depth else ()
    yield Words(*_who(comment, now, glyphs), before=before, gap=1)
    if comment.is_hidden or not comment.markdown.strip():
        said = "hidden by its author or the Hub" if comment.is_hidden else "an empty comment"
        yield Words((said, "emphasis"), before=before)
        return
    first = True
    for _, block in parse(comment.markdown, readable=str if is_tex else readable, glyphs=glyphs, before=before, gap=0):
        yield block
        first = False
    if first:
        yield Words((spelled(comment.markdown, glyphs), "text"), before=before)


def _who(comment: Comment, now: datetime, glyphs: Glyphs) -> Iterator[Span]:
    dot = f" {glyphs.dot} "
    yield spelled(comment.author or comment.login or "somebody who has left", glyphs), "strong"
    facts = [_when(comment.posted_at, now)] if comment.posted_at else []
    if comment.is_edited:
        facts.append("edited")
    facts += (f"{spelled(emoji, glyphs)} {number:,}" for emoji, number in comment.reactions if number > 0)
    if facts:
        yield dot + dot.join(facts), "facts"


def _when(posted: datetime, now: datetime) -> str:
    if (now - posted).days < _IN_WORDS_FOR:
        return age(posted, now)
    return day_in_words(posted.astimezone().date(), now.date())
