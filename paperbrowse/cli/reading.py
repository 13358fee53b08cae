"""`paperbrowse show ID --full`, `--comments` and `--links`."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from ..errors import PaperbrowseError, Unreachable, UsageError
from ..model.reading import FullText
from ..model.text import drawable
from ..settings import Settings
from .bringing import age, why
from .exits import DONE, code_of
from .finding import NotFound, find_here
from .ids import paper_ids
from .output import complain, say, write
from .reading_records import (
    CommentRecord,
    CommentsRecord,
    FullTextRecord,
    LinksRecord,
    comments_record,
    full_text_record,
    links_record,
)
from .record import as_json
from .session import say_wait

if TYPE_CHECKING:
    from ..services import Services
    from ..services.feed import Failure
    from ..services.reading import Talk

_DEEPEST = 8
"""Answers to answers that are set further in."""


async def show_reading(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    """Prints that part of each paper; what cannot be had is complained of, and the exit code is that of the first."""
    records: list[Struct] = []
    code = DONE
    ids = paper_ids(asked.ids)
    for meant in ids.values():
        try:
            if isinstance(meant, UsageError):
                raise meant
            found = await _record(services, meant, asked.part)
            records.append(found)
            if not asked.json:
                write(drawable(line) for line in _lines(found, len(ids) > 1))
        except PaperbrowseError as error:
            complain(str(error))
            code = code or code_of(error)
    if asked.json:
        write([as_json(records[0])] if len(ids) == 1 and records else [as_json(records)] if len(ids) != 1 else [])
    return code


async def _record(services: "Services", paper_id: str, part: str) -> FullTextRecord | CommentsRecord | LinksRecord:
    if part == "full":
        return full_text_record(await _full_text(services, paper_id))
    talk = await _talk(services, paper_id)
    if part == "comments":
        return comments_record(talk.comments)
    text = await services.reading.kept_full_text(paper_id)
    paper = await find_here(services, paper_id)
    return links_record(talk.linked, paper, text if isinstance(text, FullText) else None)


async def _full_text(services: "Services", paper_id: str) -> FullText:
    from ..services.feed import Failure

    text = await services.reading.full_text(paper_id, say_wait)
    if isinstance(text, Failure):
        raise _nothing_kept(text, f"no text of {paper_id}")
    if not isinstance(text, FullText):
        raise NotFound(f"{paper_id}: neither the Hub nor arXiv has its text; paperbrowse open {paper_id} --pdf opens the PDF")
    if text.cut:
        say(f"This is the beginning of {paper_id}: the rest is longer than anybody reads.")
    return text


async def _talk(services: "Services", paper_id: str) -> "Talk":
    from ..services.feed import Failure
    from ..services.reading import NoPaper

    talk = await services.reading.talk(paper_id, say_wait)
    if isinstance(talk, NoPaper):
        raise NotFound(f"{paper_id}: the Hub does not know this paper")
    if not isinstance(talk, Failure):
        return talk
    kept = await services.reading.kept_talk(paper_id)
    if kept is None:
        raise _nothing_kept(talk, f"nothing said of {paper_id}")
    say(f"{why(talk)}: showing what was said {age(kept.comments.checked_at, services.clock.now())}.")
    return kept


def _nothing_kept(failure: "Failure", what: str) -> PaperbrowseError:
    from ..services.feed import Offline

    sentence = f"{failure.sentence.rstrip('.')}, and {what} is kept on this machine"
    return Unreachable(failure.reason, sentence) if isinstance(failure, Offline) else PaperbrowseError(sentence)


def _lines(found: FullTextRecord | CommentsRecord | LinksRecord, is_one_of_many: bool) -> Iterator[str]:
    if is_one_of_many:
        yield f"{found.id}:"
    match found:
        case FullTextRecord():
            yield from found.markdown.split("\n")
        case CommentsRecord():
            yield from _comments(found)
        case LinksRecord():
            yield from _links(found)


def _comments(found: CommentsRecord) -> Iterator[str]:
    if not found.comments:
        yield "No comments."
    depths: dict[str, int] = {}
    for number, comment in enumerate(found.comments):
        depth = depths[comment.id] = min(depths.get(comment.parent or "", -1) + 1, _DEEPEST)
        if number:
            yield ""
        yield "    " * depth + _head(comment)
        for line in ("(hidden)" if comment.hidden else comment.markdown).split("\n"):
            yield f"{'    ' * depth}  {line}".rstrip()


def _head(comment: CommentRecord) -> str:
    login = f" ({comment.login})" if comment.login and comment.login != comment.author else ""
    posted = f", {comment.posted_at:%Y-%m-%d %H:%M} UTC" if comment.posted_at else ""
    reactions = "".join(f"  {sign} {many}" for sign, many in comment.reactions.items())
    return f"{comment.author or 'somebody'}{login}{posted}{', edited' if comment.edited else ''}{reactions}"


def _links(found: LinksRecord) -> Iterator[str]:
    """Tab-separated: what it is, name, likes, downloads, address; what is unknown is empty."""
    for each in found.repositories:
        numbers = ("" if number is None else str(number) for number in (each.likes, each.downloads))
        yield "\t".join([each.kind, each.id, *numbers, each.url])
    for kind, address in (("code", found.github), ("project", found.project)):
        if address:
            yield "\t".join([kind, "", "", "", address])
    for paper_id in found.cited or ():
        yield "\t".join(["cited", paper_id, "", "", f"https://arxiv.org/abs/{paper_id}"])
