"""The Hub's pictures of papers, asked of a service that has them, or something else."""

from collections.abc import AsyncIterator, Callable

import pytest

from paperbrowse.errors import Refused, SourceError, TooBig, Unreachable, Unreadable
from paperbrowse.model.limits import Limits
from paperbrowse.sources.thumbnails import MOST_BYTES, Thumbnails, thumbnails
from paperbrowse.store.pace import SharedPace
from tests.clocks import FakeClock
from tests.hub import Hub, faults
from tests.hub.pictures import HEIGHT, WIDTH, png

from .conftest import LIMITS

PATH = "/social-thumbnails/papers/2606.12001.png"


@pytest.fixture
async def pictures(
    hub: Hub, clock: FakeClock, make_pace: Callable[[Limits], SharedPace]
) -> AsyncIterator[Thumbnails]:
    source = thumbnails(hub.url, LIMITS, clock, make_pace(LIMITS), "paperbrowse")
    yield source
    await source.close()


async def test_the_picture_of_a_paper_comes_from_the_address_built_from_its_id(hub: Hub, pictures: Thumbnails):
    assert png(WIDTH, HEIGHT) == await pictures.picture("2606.12001")

    assert [PATH] == [request.path for request in hub.requests]
    assert "authorization" not in hub.requests[0].headers


async def test_an_id_leads_nowhere_else(hub: Hub, pictures: Thumbnails):
    assert await pictures.picture("../../api/daily_papers?x=#") is None

    assert hub.requests[0].path.startswith("/social-thumbnails/papers/") and {} == hub.requests[0].query


@pytest.mark.parametrize("status", [403, 404, 410])
async def test_there_may_be_none(hub: Hub, pictures: Thumbnails, status: int):
    hub.fault(faults.status(status))

    assert await pictures.picture("2606.12001") is None


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (faults.login_page(), Unreadable),
        (faults.answer(b"<html>", "image/png"), Unreadable),
        (faults.answer(png(2, 2), "text/html"), Unreadable),
        (faults.answer(bytes(MOST_BYTES + 1), "image/png"), TooBig),
        (faults.bomb(MOST_BYTES * 4), TooBig),
        (faults.status(500), Refused),
        (faults.status(429, Retry_After="9"), Refused),
        (faults.redirect("http://example.com/a.png"), Unreachable),
        (faults.reset(), Unreachable),
        (faults.short_body(), Unreachable),
    ],
)
async def test_anything_else_is_an_error_and_not_tried_twice(
    hub: Hub, pictures: Thumbnails, fault: faults.Fault, error: type[SourceError]
):
    hub.fault(fault)

    with pytest.raises(error):
        await pictures.picture("2606.12001")
    assert 1 == len(hub.requests)
