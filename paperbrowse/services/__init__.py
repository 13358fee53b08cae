"""Room 4: what the program does, without a screen."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a service is loaded when it is first asked for
    from ..model.listing import Listing
    from .archive import Archive
    from .arxiv import Arxiv
    from .exporting import Exporting
    from .feed import Feed
    from .importing import Importing
    from .marking import Marking
    from .pdf import Pdfs
    from .pictures import Pictures
    from .ports import Clock, Desktop
    from .reading import Reading
    from .resolving import Resolving
    from .saving import Saving
    from .searching import Searching
    from .shelves import Shelves
    from .topics import Topics
    from .watching import Watching
    from .zotero import Zotero


class Services:
    """Everything that a face of the program may ask for; made by `assembly`."""

    feed: "Feed"
    archive: "Archive"
    arxiv: "Arxiv"
    pdfs: "Pdfs"
    marking: "Marking"
    shelves: "Shelves"
    topics: "Topics"
    watching: "Watching"
    reading: "Reading"
    resolving: "Resolving"
    saving: "Saving"
    searching: "Searching"
    exporting: "Exporting"
    zotero: "Zotero"
    importing: "Importing"
    desktop: "Desktop"
    clock: "Clock"
    sample: "Callable[[], Listing]"
    """The built-in edition; never enters the cache."""
    warm: Callable[[], Awaitable[None]]
    """Imports the network library and opens the index, in threads; called after the first paint."""
    try_again: Callable[[], None]
    """Forgets failures, so that the next request is really made; called by R."""
    tidy: Callable[[], Awaitable[None]]
    """Keeps the cache within its size, oldest editions first, never one with a bookmarked paper; mends the index."""
    notice: Callable[[], str | None]
    """What the reader should know about the cache or the service, as a sentence."""
    pictures: "Pictures | None" = None
    """None where none are wanted."""

    def __init__(self, **services: object) -> None:
        vars(self).update(services)
