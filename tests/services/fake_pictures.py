"""A source of pictures and a painter, both with verbs."""

import asyncio

from paperbrowse.errors import SourceError
from paperbrowse.model.picture import Drawing, Frame, Way


class FakePictures:
    """A PictureSource. Every paper has a picture that names it, unless a test says otherwise."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.forgotten = 0
        self.is_closed = False
        self._answers: dict[str, bytes | SourceError | None] = {}
        self._open = asyncio.Event()
        self._open.set()
        self._held: dict[str, asyncio.Event] = {}

    def has(self, paper_id: str, answer: bytes | SourceError | None) -> None:
        self._answers[paper_id] = answer

    def hangs(self) -> None:
        """From now on no answer arrives."""
        self._open.clear()

    def answers(self) -> None:
        """All answers that hang arrive now."""
        self._open.set()

    def holds(self, paper_id: str) -> asyncio.Event:
        """The picture of that paper arrives when the event is set."""
        return self._held.setdefault(paper_id, asyncio.Event())

    async def picture(self, paper_id: str) -> bytes | None:
        self.asked.append(paper_id)
        answer = self._answers.get(paper_id, paper_id.encode())
        await self._open.wait()
        if held := self._held.get(paper_id):
            await held.wait()
        if isinstance(answer, SourceError):
            raise answer
        return answer

    def forget_failures(self) -> None:
        self.forgotten += 1

    async def close(self) -> None:
        self.is_closed = True


class FakePainter:
    """Draws the whole frame in one colour; what is `broken` is no picture."""

    def __init__(self) -> None:
        self.is_there = True
        self.drawn: list[tuple[bytes, Frame]] = []

    async def draw(self, content: bytes, frame: Frame) -> Drawing | None:
        self.drawn.append((content, frame))
        if content == b"broken":
            return None
        columns, lines = min(frame.columns, 2 * frame.lines), frame.lines
        if frame.way is Way.HALF:
            return Drawing(Way.HALF, columns, lines, pixels=bytes((200, 30, 40)) * 2 * columns * lines)
        row = "\U0010eeee\u0305\u0305\u0305" * columns
        number = 0x12000000 + len(self.drawn)
        setup = f"\x1b_Gi={number},q=2;AAAA\x1b\\"
        return Drawing(Way.KITTY, columns, lines, rows=(row,) * lines, number=number, setup=setup)
