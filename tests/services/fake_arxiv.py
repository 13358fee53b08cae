"""An ArxivSource with verbs."""

import asyncio

from paperbrowse.errors import SourceError
from paperbrowse.model.arxiv import ArxivRecord
from paperbrowse.services.ports import OnWait, Sink

PDF = b"%PDF-1.7\n" + b"made up\n" * 200 + b"%%EOF\n"


class FakeArxiv:
    """It knows nothing until a test says otherwise."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        """Ids whose record or PDF was asked for, in order."""
        self._records: dict[str, ArxivRecord] = {}
        self._failures: dict[str, SourceError] = {}
        self.pieces: tuple[bytes, ...] = (PDF[:100], PDF[100:])
        self.open = asyncio.Event()
        """While it is cleared, a PDF stops after its first piece, and a record does not come."""
        self.open.set()

    def knows(self, record: ArxivRecord) -> None:
        self._records[record.paper_id] = record

    def fails(self, error: SourceError, what: str = "record pdf", paper_id: str = "") -> None:
        """From now on questions for a `record` or a `pdf` or both fail, of one paper or of all."""
        self._failures |= {f"{each} {paper_id}": error for each in what.split()}

    def recovers(self) -> None:
        self._failures.clear()

    async def record(self, paper_id: str, on_wait: OnWait) -> ArxivRecord | None:
        self.asked.append(paper_id)
        await self.open.wait()
        self._raise_for("record", paper_id)
        return self._records.get(paper_id)

    async def pdf(self, paper_id: str, sink: Sink, on_wait: OnWait) -> None:
        self.asked.append(paper_id)
        self._raise_for("pdf", paper_id)
        whole = b"".join(self.pieces)
        start = sink.resume.offset if sink.resume else 0
        await sink.begin(start, len(whole), '"made-up"')
        for piece in self.pieces if not start else (whole[start:],):
            await sink.take(piece)
            await self.open.wait()

    def _raise_for(self, what: str, paper_id: str) -> None:
        if error := self._failures.get(f"{what} {paper_id}") or self._failures.get(f"{what} "):
            raise error

    async def html(self, paper_id: str, on_wait: OnWait) -> str | None:
        return None

    def forget_failures(self) -> None:
        pass

    async def close(self) -> None:
        pass
