"""What the services need of the world, as protocols: each has a real implementation and one for tests."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from ..model.arxiv import ArxivRecord
from ..model.budget import Room
from ..model.listing import Listing
from ..model.paper import Paper
from ..model.period import Period
from ..model.picture import Drawing, Frame
from ..model.reading import Comments, FullText, Linked
from ..model.value import Value


class Waiting(Value):
    """What a request is waiting for, told while it waits."""

    reason: str
    """A phrase for the status line: `the Hub limits us`, `no answer yet`."""
    seconds: float
    """Until the next try."""


OnWait = Callable[[Waiting], None]


class TopicsFound(Value):
    """What another program of ours found."""

    version: str
    """Of the vocabulary that it goes by."""
    topics: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """The names of the topics of each paper, and of those broader ones, in the order of the papers."""


class Source(Protocol):
    """Where papers come from. Every question may raise a SourceError: Unreachable, Refused, Unreadable, TooBig."""

    async def listing(self, period: Period, known: Listing | None, on_wait: OnWait) -> Listing:
        """The edition now. `known` is the copy we have: where the service says that it still holds, that very copy
        comes back with `checked_at` moved."""
        ...

    async def paper(self, paper_id: str, on_wait: OnWait) -> Paper | None:
        """One paper by its arXiv id; None where the Hub does not know it."""
        ...

    async def search(self, words: str, limit: int, on_wait: OnWait) -> tuple[Paper, ...]:
        """What the Hub finds for the words (its first 250 characters), best first; at most 120 papers."""
        ...

    async def full_text(self, paper_id: str, on_wait: OnWait) -> FullText | None:
        """The whole paper, from the Hub or else from arXiv; None where neither has a text of it."""
        ...

    async def comments_and_links(self, paper_id: str, on_wait: OnWait) -> tuple[Comments, Linked] | None:
        """What is said of a paper and what was made with it; None where the Hub does not know it."""
        ...

    @property
    def notice(self) -> str | None:
        """What came to light while asking and the reader should know, as a sentence."""
        ...

    def forget_failures(self) -> None:
        """Lets the next question try to connect, whatever happened before: the reader asked for it."""
        ...

    async def close(self) -> None: ...


Beside = Callable[[], AbstractAsyncContextManager[None]]
"""While it lasts, another process reads what the Source is answered, and finds the topics of it; it never raises."""


class Resume(Value):
    """The beginning of a download that is here already."""

    offset: int
    """Bytes."""
    validator: str
    """What the service called this state of it: an ETag or a date."""


class Sink(Protocol):
    """Takes a download. Every method may raise StoreError."""

    @property
    def resume(self) -> Resume | None:
        """None where it has to begin anew."""
        ...

    async def begin(self, start: int, total: int | None, validator: str | None) -> None:
        """What comes is to stand from `start` on: 0, or what `resume` offered. `total`: bytes of the whole."""
        ...

    async def take(self, piece: bytes) -> None: ...


class ArxivSource(Protocol):
    """arXiv itself. Every question may raise a SourceError, and waits its turn: one in three seconds, one at a time."""

    async def record(self, paper_id: str, on_wait: OnWait) -> ArxivRecord | None:
        """By arXiv id without a version; None where arXiv knows no such paper."""
        ...

    async def pdf(self, paper_id: str, sink: Sink, on_wait: OnWait) -> None:
        """The latest version, handed to the sink as it arrives; what is no PDF is refused before the sink gets any of
        it."""
        ...

    async def html(self, paper_id: str, on_wait: OnWait) -> str | None:
        """The page that has the paper as a text, whatever it says; None where arXiv has no such page."""
        ...

    def forget_failures(self) -> None: ...

    async def close(self) -> None: ...


class PictureSource(Protocol):
    async def picture(self, paper_id: str) -> bytes | None:
        """The PNG or JPEG of a paper, undecoded; None where it has none. May raise a SourceError."""
        ...

    def forget_failures(self) -> None: ...

    async def close(self) -> None: ...


class Painter(Protocol):
    @property
    def is_there(self) -> bool:
        """Whether what it needs is installed."""
        ...

    async def draw(self, content: bytes, frame: Frame) -> Drawing | None:
        """A picture as large as fits in the frame; None for what is no picture, or one that cannot be drawn. Never
        raises."""
        ...


class Pace(Protocol):
    """How often services may be asked, in buckets (`model.budget`); never raises, and never hinders for long."""

    async def take(self, bucket: str) -> float:
        """Seconds to wait before asking for a turn again; 0 means go, and one call is counted."""
        ...

    async def tell(self, bucket: str, left: int, seconds: float) -> None:
        """The service said how many calls are left until its window ends."""
        ...

    async def block(self, bucket: str, seconds: float) -> None:
        """The service wants to be left alone."""
        ...

    async def look(self, bucket: str) -> Room:
        """Takes no turn."""
        ...


class Clock(Protocol):
    def now(self) -> datetime:
        """The time of day, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds on a clock that never jumps."""
        ...

    async def sleep(self, seconds: float) -> None: ...

    def random(self) -> float:
        """A number from 0 up to 1, for jitter."""
        ...


class Indexing(Protocol):
    """Takes note of what is kept, so that it can be found in a moment; never raises and never waits."""

    def hand(self, papers: Iterable[Paper], entries: Mapping[str, float] = MappingProxyType({})) -> None:
        """These papers were kept, in the place of older copies: all that is in these entries of the cache."""
        ...

    def forget(self, ids: Iterable[str]) -> None: ...


class NoIndex:
    def hand(self, papers: Iterable[Paper], entries: Mapping[str, float] = MappingProxyType({})) -> None:
        return

    def forget(self, ids: Iterable[str]) -> None:
        return


NO_INDEX = NoIndex()
"""Nothing can be found."""


class Sent(Value):
    """What became of a copy: the routes it took, and what went wrong on the others."""

    routes: tuple[str, ...]
    """`tmux`, `clipboard`: those that took it. The terminal's own (OSC 52) is added by whoever owns the terminal."""
    failures: tuple[str, ...] = ()
    """One phrase for each route that was tried and failed."""


Lend = Callable[[], AbstractContextManager[None]]
"""Hands the terminal to another program for as long as the context lasts."""


class Edited(Value):
    """A text as it came back from an editor."""

    text: str
    problem: str | None = None
    """Why it is as it was, as a sentence."""


class Desktop(Protocol):
    async def copy(self, text: str, *, keeps_lines: bool = False) -> Sent:
        """Hands text to the clipboards around us, as one line unless it keeps its lines; never raises, at most 3 s."""
        ...

    async def open(self, url: str, *, was_shown: bool = False, lend_terminal: Lend | None = None) -> str | None:
        """Opens an https address in the browser; a sentence says why it could not, None that it was started.

        Only addresses of the sites that our own links lead to, unless the reader was shown this one and chose it.
        A browser that draws in the terminal is started, and waited for, where `lend_terminal` clears it for a while."""
        ...

    def edit(self, text: str, name: str, lend_terminal: Lend) -> Edited:
        """Waits while the reader's own editor ($VISUAL, $EDITOR) has the terminal; nothing of ours runs meanwhile.

        `name`: of the file that it sees."""
        ...

    async def show_file(self, path: Path, viewer: tuple[str, ...] = ()) -> str | None:
        """Opens a file of ours in the viewer (a program and its arguments), else in what the desktop has for it; a
        sentence says why it could not, None that it was started."""
        ...
