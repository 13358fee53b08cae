"""The second process: of a long sync, to read pages of the Hub and find the topics of their papers; of the screen, to
find topics."""

import asyncio
import gc
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import SourceError
from .model.value import replace
from .services.topics import Categories, Topics, none_known

if TYPE_CHECKING:
    from .model.topics import Vocabulary
    from .sources.apart import Question, ReadingApart
    from .sources.topics_apart import FindingApart
    from .sources.hub_reading import Entries

_PROGRAM = "import sys; sys.path.append(sys.argv[1]); from paperbrowse.apart import main; main()"
_FINDS_ONLY = "topics"
_GIVES_WAY = 10


def start_words(own: Path, *, finds_only: bool = False) -> tuple[str, ...]:
    """What starts it, for the reader's file of topics. The folder in which they happen to be is not looked into."""
    words = sys.executable, "-P", "-c", _PROGRAM, str(Path(__file__).parents[1]), str(own)
    return (*words, _FINDS_ONLY) if finds_only else words


def reading_apart(own: Path) -> "ReadingApart":
    """What asks it."""
    from .sources.apart import ReadingApart
    from .sources.hub_reading import ReadingHere

    return ReadingApart(lambda: start_words(own), ReadingHere())


def finding_apart(own: Path) -> "FindingApart":
    """What asks it for topics alone."""
    from .sources.topics_apart import FindingApart

    return FindingApart(lambda: start_words(own, finds_only=True))


def topics_by(own: Path, categories: Categories = none_known) -> Topics:
    """By our vocabulary and the reader's file; both are read when they are first needed."""

    def fingerprint() -> str:
        from .topics_file import fingerprint

        return fingerprint(own)

    def read(own: Path | None) -> "Vocabulary":
        from .topics_file import read_vocabulary

        return read_vocabulary(own)

    return Topics(fingerprint, lambda: read(own), lambda: read(None), categories)


def main() -> None:
    """Answers what comes on the standard input until that ends, which it does when the first process does."""
    if hasattr(os, "nice"):
        os.nice(_GIVES_WAY)  # the screen, and who asks the Hub, come first
    gc.disable()  # nothing here leads back to itself, and to look for what does took a sixth of the time
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve = _find if _FINDS_ONLY in sys.argv else _serve
    asyncio.run(serve(topics_by(Path(sys.argv[2]))))
    os._exit(0)  # to take the vocabulary apart first takes longer than to read ten pages, and somebody waits


async def _serve(topics: Topics) -> None:
    from .model.paper import Paper
    from .sources.apart import questions

    await topics.of((Paper("", ""),))  # the vocabulary is read while the first page is on its way
    for question in questions(sys.stdin.buffer):
        _say(await _answer(question, topics))


async def _find(topics: Topics) -> None:
    from .services.ports import TopicsFound
    from .sources.topics_apart import questions

    for papers in questions(sys.stdin.buffer):
        found = await topics.of(papers)
        _say(TopicsFound(topics.version, tuple((paper.topics, paper.broader_topics) for paper in found)))


def _say(answer: object) -> None:
    from .sources.framing import framed

    sys.stdout.buffer.write(framed(answer))
    sys.stdout.buffer.flush()


async def _answer(question: "Question", topics: Topics) -> "Entries | None":
    """None where the page cannot be read: the first process finds out why."""
    from .sources.hub_reading import raw_entries, read_entries

    try:
        entries = read_entries(raw_entries(question.body), question.day, question.at)
    except SourceError:
        return None
    return replace(entries, papers=await topics.of(entries.papers))
