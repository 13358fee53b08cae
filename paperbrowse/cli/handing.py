"""`paperbrowse export --zotero`."""

from typing import TYPE_CHECKING

from ..errors import PaperbrowseError, StoreError
from ..model.paper import Paper
from ..model.text import count
from .exits import DONE
from .output import say, write

if TYPE_CHECKING:
    from ..services import Services
    from ..services.zotero import Handed


async def hand_over(services: "Services", papers: tuple[Paper, ...]) -> int:
    """Hands them to Zotero, with what waited before. Raises PaperbrowseError where they could not even be kept."""
    try:
        return _told(await services.zotero.hand(papers))
    except StoreError as error:  # a folder of ours is not the library
        raise PaperbrowseError(str(error)) from error


async def send_waiting(services: "Services") -> int:
    """Hands over what waits. Raises PaperbrowseError."""
    try:
        handed = await services.zotero.send_waiting()
    except StoreError as error:
        raise PaperbrowseError(str(error)) from error
    if not handed.sent and not handed.waiting:
        say("Nothing waits for Zotero.")
    return _told(handed)


def _told(handed: "Handed") -> int:
    """What waits is safe, so it is no failure."""
    if handed.sent:
        write([f"{count(handed.sent, 'paper')} handed to Zotero."])
    if handed.waiting:
        wait = "waits" if handed.waiting == 1 else "wait"
        say(f"{handed.problem}: {count(handed.waiting, 'paper')} {wait} on this machine until it takes them.")
    return DONE
