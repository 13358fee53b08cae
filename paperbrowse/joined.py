"""The services of one run. Each is made, and its code loaded, when it is first asked for: neither the first paint nor
any command needs more than a few of them."""

import asyncio
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .apart import finding_apart, topics_by
from .model.value import Value
from .services import Services
from .services.feed import Feed
from .services.marking import Marking
from .services.ports import ArxivSource, Beside, Clock, Pace, PictureSource, Source
from .services.topics import Topics
from .settings import Settings
from .sources.later import list_reader, page_reader, sample
from .sources.offline import LazySource
from .store.cache import Cache
from .store.index import Index
from .store.thread import StoreThread

if TYPE_CHECKING:
    from .desktop.machine import Machine
    from .services.archive import Archive
    from .services.arxiv import Arxiv
    from .services.exporting import Exporting
    from .services.importing import Importing
    from .services.pdf import Pdfs
    from .services.pictures import Pictures
    from .services.reading import Reading
    from .services.resolving import Resolving
    from .services.saving import Saving
    from .services.searching import Searching
    from .services.shelves import Shelves
    from .services.sparing import Sparing
    from .services.watching import Watching
    from .services.zotero import Connector, Zotero
    from .sources.topics_apart import FindingApart
    from .store.documents import Documents
    from .store.library import Library
    from .store.outbox import Outbox
    from .store.pdf_files import PdfFiles

_DAYS_AT_ONCE = 8
"""For each request that may be under way: while days are read and kept, others are asked for. So many come before the
process that reads many of them has started."""
_ENDING = ("feed", "arxiv", "reading", "zotero", "pictures", "_finding", "_pdf_files", "_documents", "_outbox")
"""What has an end of its own, if it was ever made, in this order."""


class Stores:
    """The files of ours, each on its own thread; opened at the first call, so that making them costs nothing."""

    def __init__(self, cache: Cache, index: Index, library_file: Path) -> None:
        self.cache = cache
        self.index = index
        self._library_file = library_file

    @cached_property
    def library(self) -> "Library":
        from .store.library import Library  # with it twenty files of SQL, and the first paint waits for nothing of it

        return Library(self._library_file, StoreThread("library"))

    async def close(self) -> None:
        """All at once: each waits for the disk."""
        opened = (self.cache, vars(self).get("library"), self.index)
        await asyncio.gather(*(each.close() for each in opened if each is not None))


class Outside(Value):
    """What the services ask."""

    pace: Pace
    source: Source
    arxiv: ArxivSource
    connector: "Callable[[], Connector]"
    pictures: Callable[[], PictureSource] | None
    """None where nobody may be asked."""
    beside: Beside

    async def close(self) -> None:
        for each in (self.source, self.arxiv, self.pace):
            await each.close()


def own_topics(settings: Settings) -> Path:
    return settings.directories.config / "topics.toml"


class Joined(Services):
    def __init__(self, settings: Settings, stores: Stores, clock: Clock, outside: Outside) -> None:
        super().__init__(clock=clock, sample=sample)
        self._settings = settings
        self._stores = stores
        self._outside = outside
        self.marking = Marking(lambda: stores.library, clock, stores.index)

    async def close(self) -> None:
        for name in _ENDING:
            if (made := vars(self).get(name)) is not None:
                await made.close()

    async def warm(self) -> None:
        self.searching.begin_to_warm()
        self.topics.apart = self._finding
        if isinstance(self._outside.source, LazySource):
            await self._outside.source.warm()

    def try_again(self) -> None:
        for each in (self._outside.source, self._outside.arxiv, vars(self).get("pictures")):
            if each is not None:  # one that was not made yet has nothing to forget
                each.forget_failures()

    async def tidy(self) -> None:
        pinned = frozenset(paper_id for paper_id, marks in self.marking.all.items() if marks.bookmarked)
        await self._stores.cache.sweep(pinned, self.searching.forget)
        await self.marking.back_up_if_due()
        await self.searching.catch_up()

    def notice(self) -> str | None:
        return self._stores.library.notice or self._stores.cache.notice or self._outside.source.notice

    # ---- editions and papers

    @cached_property
    def topics(self) -> Topics:
        return topics_by(own_topics(self._settings), lambda: self.arxiv.categories())

    @cached_property
    def _finding(self) -> "FindingApart":
        return finding_apart(own_topics(self._settings))

    @cached_property
    def feed(self) -> Feed:
        return Feed(self._outside.source, self._stores.cache, self.topics, self.clock, self._stores.index)

    @cached_property
    def archive(self) -> "Archive":
        from .services.archive import Archive

        at_once = _DAYS_AT_ONCE * self._settings.limits.at_once
        return Archive(self.feed, self._stores.cache, self.clock, at_once, self._sparing("api"), self._outside.beside)

    def _sparing(self, bucket: str) -> "Sparing":
        from .services.sparing import sparing

        return sparing(self._outside.pace, self._settings.limits, bucket)

    @cached_property
    def arxiv(self) -> "Arxiv":
        from .services.arxiv import Arxiv

        stores = self._stores
        return Arxiv(self._outside.arxiv, stores.cache, stores.library, self.marking, self.clock, stores.index)

    @cached_property
    def reading(self) -> "Reading":
        from .services.reading import Reading

        return Reading(self._outside.source, self._stores.cache, self.clock)

    @cached_property
    def pdfs(self) -> "Pdfs":
        from .services.pdf import Pdfs

        settings = self._settings
        return Pdfs(
            self._outside.arxiv, self._pdf_files, self.desktop, self.clock, settings.pdf_directory, settings.pdf_viewer
        )

    @cached_property
    def pictures(self) -> "Pictures | None":
        if not self._settings.images or self._settings.ascii:
            return None
        from .desktop.painter import Painter
        from .services.pictures import Pictures

        return Pictures(self._outside.pictures, self._stores.cache, Painter(), self.clock)

    @cached_property
    def saving(self) -> "Saving":
        from .services.saving import Means, Saving

        api, pages = self._sparing("api"), self._sparing("pages")
        return Saving(
            Means(self.feed, self.reading, self.arxiv, self.pdfs, self._stores.cache, self.clock, api, pages)
        )

    # ---- what the reader keeps, and looks for

    @cached_property
    def shelves(self) -> "Shelves":
        from .services.shelves import Shelves

        stores, read_page = self._stores, page_reader(self.clock)
        return Shelves(stores.cache, stores.library, self.topics, self.clock, read_page, stores.index)

    @cached_property
    def watching(self) -> "Watching":
        from .services.watching import Watching

        return Watching(self.marking)

    @cached_property
    def searching(self) -> "Searching":
        from .services.searching import Searching

        stores = self._stores
        return Searching(stores.index, stores.cache, stores.library, self.topics, self.marking, self.clock)

    @cached_property
    def resolving(self) -> "Resolving":
        from .services.resolving import Resolving

        return Resolving(self._outside.source, self._stores.library, self.marking, self.clock)

    # ---- what comes from other programs, and goes to them

    @cached_property
    def importing(self) -> "Importing":
        from .services.importing import Importing

        return Importing(list_reader, self.shelves, self.marking, self.arxiv, self.feed, self.clock)

    @cached_property
    def exporting(self) -> "Exporting":
        from .services.exporting import Exporting

        return Exporting(self.arxiv, self.marking, self._documents)

    @cached_property
    def zotero(self) -> "Zotero":
        from .services.zotero import Zotero

        return Zotero(self._outside.connector, self._outbox, self.exporting, self.clock)

    @cached_property
    def desktop(self) -> "Machine":
        from .desktop.machine import Machine

        return Machine()

    @cached_property
    def _pdf_files(self) -> "PdfFiles":
        from .store.pdf_files import PdfFiles

        return PdfFiles(StoreThread("pdf"))

    @cached_property
    def _documents(self) -> "Documents":
        from .store.documents import Documents

        return Documents(StoreThread("documents"))

    @cached_property
    def _outbox(self) -> "Outbox":
        from .store.outbox import Outbox

        return Outbox(self._settings.directories.data / "zotero", StoreThread("zotero"))
