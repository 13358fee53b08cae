"""What is read from files that few readers have: loaded when the first of them comes, for it would delay every start."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from ..model.listing import Listing, SavedPage
from ..services.ports import Clock

if TYPE_CHECKING:
    from ..model.brought import Brought


def sample() -> Listing:
    from .sample import sample_listing

    return sample_listing()


def list_reader(content: bytes, name: str, is_any_text: bool) -> "Brought | None":
    from .saved.lists import read_ids, read_list

    return read_ids(content) if is_any_text else read_list(content, name)


def page_reader(clock: Clock) -> Callable[[bytes, str, date | None], tuple[SavedPage, Listing]]:
    def read(content: bytes, name: str, saved_on: date | None) -> tuple[SavedPage, Listing]:
        from .saved.page import read_saved_page

        return read_saved_page(content, name, now=clock.now(), saved_on=saved_on)

    return read
