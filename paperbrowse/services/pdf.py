"""PDFs: brought once, and opened from then on without a network."""

from collections.abc import Callable
from pathlib import Path

from ..errors import Refused, SourceError, StoreError
from ..model.file_name import pdf_name
from ..model.paper import Paper
from ..model.value import Value
from ..store.pdf_files import Part, PdfFiles
from .feed import Failure, Unreadable, failure_of, quietly
from .ports import ArxivSource, Clock, Desktop, OnWait, Resume

OnBytes = Callable[[int, int | None], None]
"""(bytes so far, bytes of the whole where that is known)"""


def silently(done: int, total: int | None) -> None:
    """For a download that nobody watches."""


class Fetched(Value):
    path: Path
    is_new: bool
    """False where it was there already."""


class NoPdf(Unreadable):
    """Nobody has one."""


class Pdfs:
    """`folder` is where they are kept; `viewer` a program and its arguments, empty for the desktop's own."""

    def __init__(
        self, source: ArxivSource, files: PdfFiles, desktop: Desktop, clock: Clock, folder: Path, viewer: tuple[str, ...] = ()
    ) -> None:
        self._source = source
        self._files = files
        self._desktop = desktop
        self._clock = clock
        self._viewer = viewer
        self.folder = folder

    async def find(self, paper_id: str, folder: Path | None = None) -> Path | None:
        """The PDF that is there. Raises StoreError."""
        return await self._files.find(folder or self.folder, paper_id)

    async def stems(self) -> frozenset[str]:
        """What the names of all PDFs in the folder begin with: `file_stem` of an id. None where it cannot be read."""
        try:
            return await self._files.stems(self.folder)
        except StoreError:
            return frozenset()

    async def changes(self) -> int | None:
        """A number that is another one once a PDF has come or gone."""
        return await self._files.changed_at(self.folder)

    async def fetch(
        self, paper: Paper, on_bytes: OnBytes = silently, on_wait: OnWait = quietly, folder: Path | None = None
    ) -> Fetched | Failure:
        """The PDF that is there, else brought, going on where an earlier download ended. Raises StoreError.

        Whoever cancels it keeps what has come."""
        folder = folder or self.folder
        if (found := await self._files.find(folder, paper.id)) is not None:
            return Fetched(found, is_new=False)
        if not paper.has_arxiv_id:
            return NoPdf("no arXiv id is known of this paper, so there is no PDF to ask for")
        try:
            async with self._files.unfinished(folder, paper.id) as part:
                await self._source.pdf(paper.id, _Counted(part, on_bytes), on_wait)
                return Fetched(await part.finish(pdf_name(paper)), is_new=True)
        except SourceError as error:
            is_unknown = isinstance(error, Refused) and error.is_unknown
            return NoPdf(str(error)) if is_unknown else failure_of(error, self._clock.now())

    async def open(self, path: Path) -> str | None:
        """A sentence says why it could not be opened."""
        return await self._desktop.show_file(path, self._viewer)


class _Counted:
    """A Sink that tells how far it is."""

    def __init__(self, part: Part, on_bytes: OnBytes) -> None:
        self._part = part
        self._on_bytes = on_bytes
        self._done = 0
        self._total: int | None = None

    @property
    def resume(self) -> Resume | None:
        begun = self._part.resume
        return Resume(begun.offset, begun.validator) if begun else None

    async def begin(self, start: int, total: int | None, validator: str | None) -> None:
        await self._part.begin(start, total, validator)
        self._done, self._total = start, total
        self._on_bytes(start, total)

    async def take(self, piece: bytes) -> None:
        await self._part.take(piece)
        self._done += len(piece)
        self._on_bytes(self._done, self._total)
