"""The API and the pages as one source: who is asked first, who stands in, and whose error is told."""

import html
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from paperbrowse.errors import Refused, SourceError, Unreachable, Unreadable
from paperbrowse.model.listing import Listing
from paperbrowse.model.period import Day, Month, Period, Trending, Week
from paperbrowse.sources.answering import Answer, Parse, Reply, answered
from paperbrowse.sources.hub import Hub as Source
from paperbrowse.sources.hub_api import HubApi
from paperbrowse.sources.hub_entries import read_entry
from paperbrowse.sources.hub_page import HubPage
from paperbrowse.sources.page_html import read_page_html
from tests.clocks import FakeClock
from tests.hub import Hub, faults
from tests.hub.editions import Days
from tests.hub.site import Look, page_for
from tests.hub.wire import Request

from .conftest import LIMITS

MONDAY = Day(date(2026, 6, 8))
CHANGED = faults.answer(b'{"papers": []}')
NOON = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)
NO_LIST = "the answer is an object where a list of papers is due"


def no_texts() -> None:
    pytest.fail("nobody asks for a full text here")


@pytest.fixture
def source(make_fetcher, clock: FakeClock) -> Source:
    fetcher = make_fetcher()
    return Source(HubApi(fetcher, LIMITS, clock), lambda: HubPage(fetcher, clock), no_texts)


async def listing(source: Source, period: Period = MONDAY) -> Listing:
    return await source.listing(period, None, [].append)


async def failure_of(source: Source, period: Period = MONDAY) -> SourceError:
    with pytest.raises(SourceError) as caught:
        await listing(source, period)
    return caught.value


def paths(hub: Hub) -> list[str]:
    return [request.path for request in hub.requests]


async def test_the_page_is_not_asked_while_the_api_can_be_read(hub: Hub, source: Source):
    day = await listing(source)
    paper = await source.paper("2606.08001", [].append)
    found = await source.search("scaling", 5, [].append)

    assert ("hub", 3, "2606.08001") == (day.origin, len(day.papers), paper.id)
    assert found
    assert {"api"} == {path.split("/")[1] for path in paths(hub)}


@pytest.mark.parametrize("period", [Day(date(2026, 12, 28)), Week(2026, 53), Month(2026, 12)])
async def test_an_api_that_has_changed_is_answered_for_by_the_page(hub: Hub, source: Source, clock: FakeClock,
                                                                   period: Period):
    hub.today = date(2027, 1, 5)
    clock.set(datetime(2027, 1, 5, tzinfo=UTC))
    right = await listing(source, period)
    hub.fault(CHANGED, path="/api/")

    found = await listing(source, period)

    assert "hub page" == found.origin
    assert right.papers and {paper.id for paper in right.papers} == {paper.id for paper in found.papers}


async def test_a_paper_and_a_search_are_answered_for_by_the_page_too(hub: Hub, source: Source):
    paper = await source.paper("2606.08001", [].append)
    found = await source.search("scaling", 5, [].append)
    hub.fault(CHANGED, path="/api/")

    assert paper == await source.paper("2606.08001", [].append)
    assert found and found == await source.search("scaling", 5, [].append)


async def test_what_is_trending_is_asked_of_the_page_first_and_then_of_the_api(hub: Hub, source: Source):
    by_page = await listing(source, Trending())
    hub.look.has_json = hub.look.has_cards = False
    by_api = await listing(source, Trending())

    assert ("hub page", "hub") == (by_page.origin, by_api.origin)
    assert ["/papers/trending", "/papers/trending", "/api/daily_papers"] == paths(hub)
    assert by_page.papers[:5] != by_api.papers[:5]


@pytest.mark.parametrize("failure", [faults.login_page(), faults.status(500), faults.status(404), faults.reset()])
async def test_no_failure_of_the_trending_page_keeps_from_asking_the_api(hub: Hub, source: Source, failure: faults.Fault):
    hub.fault(failure, path="/papers/")

    assert "hub" == (await listing(source, Trending())).origin


async def test_where_nobody_answers_at_all_the_other_way_is_not_tried(make_fetcher, clock: FakeClock):
    fetcher = make_fetcher("http://127.0.0.1:9")
    waited: list[object] = []
    source = Source(HubApi(fetcher, LIMITS, clock), lambda: HubPage(fetcher, clock), no_texts)

    with pytest.raises(Unreachable) as caught:
        await source.listing(Trending(), None, waited.append)

    assert "refused" == caught.value.reason
    assert LIMITS.tries - 1 == len(waited)


@pytest.mark.fault("N68")
@pytest.mark.parametrize("period", [MONDAY, Trending()])
async def test_where_neither_is_understood_both_are_told(hub: Hub, source: Source, period: Period):
    hub.fault(CHANGED, path="/api/")
    hub.look.has_json = hub.look.has_cards = False

    error = await failure_of(source, period)

    assert isinstance(error, Unreadable)
    assert f"{NO_LIST}; page format not understood" == str(error)


@pytest.mark.parametrize("period", [MONDAY, Trending()])
async def test_a_limit_on_either_side_is_told_before_what_was_not_understood(hub: Hub, source: Source, period: Period):
    hub.fault(CHANGED, path="/api/")
    hub.fault(faults.status(429, Retry_After="100"), path="/papers/")

    error = await failure_of(source, period)

    assert isinstance(error, Refused)
    assert 100 == error.retry_after


async def test_another_failure_of_the_page_leaves_the_error_of_the_api(hub: Hub, source: Source):
    hub.fault(CHANGED, path="/api/")
    hub.fault(faults.status(404), path="/papers/")

    assert NO_LIST == str(await failure_of(source))


async def test_an_error_that_is_not_about_the_shape_is_no_reason_to_ask_the_page(hub: Hub, source: Source):
    hub.fault(faults.status(403), path="/api/")

    error = await failure_of(source)

    assert isinstance(error, Refused)
    assert ["/api/daily_papers"] == paths(hub)


class Served:
    """A Fetcher without a network: every question has one answer."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def get(self, path: str, params: object, *, parse: Parse[object], **_: object) -> Answer[object]:
        return await answered(Reply(200, {}, self._body), parse)


def page_of(entries: str, stated: str) -> bytes:
    props = html.escape(f'{{"authLight":true,"dailyPapers":{entries},{stated}}}')
    return f'<!DOCTYPE html><html><div data-target="DailyPapers" data-props="{props}"></div></html>'.encode()


@pytest.mark.real
async def test_api_and_page_give_equal_papers_on_every_recorded_day(shared: Path, clock: FakeClock):
    unequal: list[str] = []
    counted = 0

    for file in sorted((shared / "hub/days").glob("*.json")):
        day, entries = Day(date.fromisoformat(file.stem)), file.read_text("utf-8")
        page = page_of(entries, f'"dateString":"{day}","periodType":"day"')
        by_api = await HubApi(Served(entries.encode()), LIMITS, clock).listing(day, None, [].append)
        by_page = await HubPage(Served(page), clock).listing(day, None, [].append)
        unequal += [file.name] if replace(by_api, origin="hub page") != by_page else []
        counted += len(by_page.papers)

    assert [] == unequal
    assert counted > 7_900


@pytest.mark.real
def test_cards_of_recorded_days_show_their_titles_and_votes(shared: Path):
    files = sorted((shared / "hub/days").glob("*.json"))[::60]
    days = Days(0, shared / "hub/days")

    for file in files:
        request = Request("GET", f"/papers/date/{file.stem}", {}, {})
        reply = page_for(request, days, date(2026, 8, 21), Look(has_json=False))
        cards = read_page_html(reply.body.decode()).cards
        read = [read_entry(entry, None, NOON) for entry in json.loads(file.read_bytes())]
        assert [(paper.id, paper.title, paper.upvotes) for paper in read] == \
               [(card.id, card.title, card.upvotes) for card in cards]
