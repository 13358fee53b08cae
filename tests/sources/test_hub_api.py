"""Editions and papers over the wire: what is asked, how pages join, and what a wrong answer becomes."""

import asyncio
import copy
import json
from datetime import UTC, date, datetime, timedelta

import pytest

from paperbrowse.errors import Refused, SourceError, Unreachable, Unreadable
from paperbrowse.model.limits import Limits
from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Paper
from paperbrowse.model.period import Day, Month, Period, Trending, Week
from paperbrowse.services.ports import Waiting
from paperbrowse.sources.hub_api import HubApi
from tests.clocks import FakeClock
from tests.hub import Hub, faults, make_day, make_entry

from .conftest import LIMITS, TODAY, MakeApi

MONDAY = Day(date(2026, 6, 8))
NOON = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)


async def listing(api: HubApi, period: Period = MONDAY, known: Listing | None = None) -> Listing:
    return await api.listing(period, known, [].append)


async def failure_of(api: HubApi, period: Period = MONDAY, known: Listing | None = None) -> SourceError:
    with pytest.raises(SourceError) as caught:
        await listing(api, period, known)
    return caught.value


def ids(entries: list[dict[str, object]]) -> list[str]:
    return [entry["paper"]["id"] for entry in entries]


def served(*papers: object) -> bytes:
    return json.dumps(list(papers)).encode()


async def test_a_day_is_listed_as_it_was_served(hub: Hub, api: HubApi):
    day = await listing(api)

    assert ids(hub.days[MONDAY.day]) == [paper.id for paper in day.papers]
    assert ("2026-06-08", "hub", 0, True) == (day.edition, day.origin, day.left_out, day.complete)
    assert (NOON, NOON) == (day.fetched_at, day.checked_at)
    assert {"date": "2026-06-08", "limit": "100"} == hub.requests[0].query


@pytest.mark.parametrize(
    ("period", "asked"),
    [
        (Week(2026, 24), {"week": "2026-W24"}),
        (Month(2026, 6), {"month": "2026-06"}),
        (Trending(), {"sort": "trending"}),
    ],
)
async def test_every_period_has_its_own_question(hub: Hub, api: HubApi, period: Period, asked: dict[str, str]):
    found = await listing(api, period)

    assert asked | {"limit": "100"} == hub.requests[0].query
    assert str(period) == found.edition
    assert len(found.papers) > 3
    assert all(paper.day <= hub.today for paper in found.papers)


@pytest.mark.fault("N59")
async def test_pages_are_followed_until_one_is_empty(hub: Hub, make_api: MakeApi):
    hub.days[MONDAY.day] = make_day(MONDAY.day, 8)

    day = await listing(make_api(limits=Limits(page_size=4)))

    assert ids(hub.days[MONDAY.day]) == [paper.id for paper in day.papers]
    assert [None, "1", "2"] == [request.query.get("p") for request in hub.requests]
    assert day.complete


@pytest.mark.parametrize(("papers", "requests"), [(49, 1), (50, 2)])
async def test_a_page_that_nobody_would_have_cut_is_the_last(hub: Hub, api: HubApi, papers: int, requests: int):
    hub.days[MONDAY.day] = make_day(MONDAY.day, papers)

    day = await listing(api)

    assert papers == len(day.papers)
    assert requests == len(hub.requests)
    assert day.complete


@pytest.mark.fault("N52", "N59")
async def test_a_paper_that_comes_twice_is_listed_once_and_a_repeating_page_is_the_last(hub: Hub, make_api: MakeApi):
    first, second = make_entry(MONDAY.day, 1), make_entry(MONDAY.day, 2)
    link = '<https://elsewhere.test/>; rel="next"'
    later = copy.deepcopy(first)
    later["paper"]["upvotes"] += 1
    hub.fault(faults.answer(served(first, later), Link=link), times=1)
    hub.fault(faults.answer(served(later, second), Link=link))

    day = await listing(make_api(limits=Limits(page_size=2)))

    assert ids([first, second]) == [paper.id for paper in day.papers]
    assert first["paper"]["upvotes"] == day.papers[0].upvotes
    assert 3 == len(hub.requests)
    assert day.complete


@pytest.mark.fault("N60")
async def test_an_edition_without_end_stops_at_the_limit_and_says_so(hub: Hub, make_api: MakeApi):
    hub.days[MONDAY.day] = make_day(MONDAY.day, 9)

    day = await listing(make_api(limits=Limits(page_size=1, pages=5)))

    assert 5 == len(day.papers)
    assert 5 == len(hub.requests)
    assert not day.complete


async def test_of_trending_the_first_page_is_all(hub: Hub, make_api: MakeApi):
    trending = await listing(make_api(limits=Limits(page_size=10)), Trending())

    assert 10 == len(trending.papers)
    assert 1 == len(hub.requests)
    assert trending.complete


async def test_a_part_of_an_edition_is_better_than_nothing(hub: Hub, make_api: MakeApi):
    api = make_api(limits=Limits(page_size=2))
    hub.fault(faults.answer(served(*hub.days[MONDAY.day][:2]), Link="<x>; rel=next"), times=1)
    hub.fault(faults.status(500))

    day = await listing(api)

    assert 2 == len(day.papers)
    assert not day.complete
    assert day.etag is None


async def test_a_part_of_an_edition_never_replaces_a_copy(hub: Hub, make_api: MakeApi):
    known = await listing(make_api())
    hub.fault(faults.answer(served(*hub.days[MONDAY.day][:2]), Link="<x>; rel=next"), times=1)
    hub.fault(faults.status(500))

    error = await failure_of(make_api(limits=Limits(page_size=2)), known=known)

    assert isinstance(error, Refused)


@pytest.mark.fault("N46")
@pytest.mark.parametrize("period", [Day(date(2026, 6, 7)), Day(date(2026, 6, 10))])
async def test_a_weekend_and_a_holiday_are_empty_and_no_error(hub: Hub, api: HubApi, period: Day):
    hub.days[date(2026, 6, 10)] = []

    day = await listing(api, period)

    assert ((), True, 0) == (day.papers, day.complete, day.left_out)


@pytest.mark.fault("N22", "N24")
@pytest.mark.parametrize("number", [404, 410])
async def test_a_day_that_the_service_does_not_have_is_empty(hub: Hub, api: HubApi, number: int):
    hub.fault(faults.status(number))

    day = await listing(api)

    assert ((), True) == (day.papers, day.complete)


async def test_a_day_that_has_not_begun_by_the_clock_of_the_service_is_empty(api: HubApi):
    day = await listing(api, Day(date(2026, 6, 15)))

    assert ((), True) == (day.papers, day.complete)


async def test_another_day_served_in_place_of_the_one_asked_for_is_not_filed_under_it(hub: Hub, api: HubApi):
    hub.days[MONDAY.day] = make_day(date(2026, 6, 5), 3)

    day = await listing(api)

    assert () == day.papers


async def test_a_paper_of_another_day_among_others_keeps_its_own_day(hub: Hub, api: HubApi):
    friday = date(2026, 6, 5)
    hub.days[MONDAY.day] = [make_entry(MONDAY.day, 1), make_entry(friday, 1)]

    day = await listing(api)

    assert [MONDAY.day, friday] == [paper.day for paper in day.papers]


async def test_papers_that_name_no_day_are_of_the_day_that_was_asked_for(hub: Hub, api: HubApi):
    for entry in hub.days[MONDAY.day]:
        del entry["paper"]["submittedOnDailyAt"]

    day = await listing(api)

    assert {MONDAY.day} == {paper.day for paper in day.papers}


@pytest.mark.fault("N48", "N50")
async def test_what_cannot_be_used_is_left_out_and_counted(hub: Hub, api: HubApi):
    good = make_entry(MONDAY.day, 1)
    hub.fault(faults.answer(served({"paper": {"id": "../x", "title": "A"}}, good, {"paper": {"id": "2606.08009"}}, None, 5, [])))

    day = await listing(api)

    assert ids([good]) == [paper.id for paper in day.papers]
    assert 5 == day.left_out


@pytest.mark.fault("N47")
@pytest.mark.parametrize("body", [b"{}", b"null", b'"x"', b"5"])
async def test_an_answer_of_another_shape_is_unreadable_and_not_asked_for_again(hub: Hub, api: HubApi, body: bytes):
    hub.fault(faults.answer(body))

    error = await failure_of(api)

    assert isinstance(error, Unreadable)
    assert str(error).endswith("where a list of papers is due")
    assert 1 == len(hub.requests)


@pytest.mark.fault("N33")
async def test_a_login_page_is_recognised_by_its_title_and_not_asked_for_again(hub: Hub, api: HubApi):
    hub.fault(faults.login_page())

    error = await failure_of(api)

    assert isinstance(error, Unreachable)
    assert "login page" == error.reason
    assert "Guest Wi-Fi" in str(error)
    assert 1 == len(hub.requests)


@pytest.mark.fault("N34")
async def test_json_under_another_name_is_read(hub: Hub, api: HubApi):
    hub.fault(faults.answer(served(make_entry(MONDAY.day, 1)), "text/plain"))

    day = await listing(api)

    assert 1 == len(day.papers)


@pytest.mark.fault("N35", "N38", "N55", "N56")
@pytest.mark.parametrize(
    "fault",
    [faults.invalid_utf8(), faults.answer(faults.LOGIN_PAGE), faults.answer(b"[" * 200_000 + b"]"),
     faults.answer(b"[" + b"9" * 5_000 + b"]")],
    ids=["utf-8", "html", "deep", "digits"],
)
async def test_what_is_no_json_is_unreadable(hub: Hub, api: HubApi, fault: faults.Fault):
    hub.fault(fault)

    error = await failure_of(api)

    assert isinstance(error, Unreadable)
    assert 1 == len(hub.requests)


@pytest.mark.fault("N57")
async def test_half_a_character_in_a_title_is_shown_as_unknown(hub: Hub, api: HubApi):
    entry = make_entry(MONDAY.day, 1)
    entry["paper"]["title"] = "A \ud800 title"
    hub.fault(faults.answer(served(entry)))

    day = await listing(api)

    assert "A \ufffd title" == day.papers[0].title


@pytest.mark.fault("N58")
async def test_ten_thousand_papers_in_one_day_are_all_listed(hub: Hub, api: HubApi):
    entries = [{"paper": {"id": f"2606.{number:05}", "title": f"Paper {number}"}} for number in range(10_000)]
    hub.fault(faults.answer(served(*entries)))

    day = await listing(api)

    assert 10_000 == len(day.papers)


@pytest.mark.fault("N19")
async def test_an_unchanged_day_is_the_copy_that_we_had_seen_right_just_now(hub: Hub, api: HubApi, clock: FakeClock):
    hub.etags = True
    first = await listing(api)
    clock.advance(600)

    again = await listing(api, known=first)

    assert first.etag
    assert first.confirmed(NOON + timedelta(minutes=10)) == again
    assert NOON == again.fetched_at
    assert first.etag == hub.requests[-1].headers["if-none-match"]


async def test_a_changed_day_is_read_anew(hub: Hub, api: HubApi, clock: FakeClock):
    hub.etags = True
    first = await listing(api)
    hub.upvote(first.papers[0].id, by=5)
    clock.advance(600)

    again = await listing(api, known=first)

    assert first.papers[0].upvotes + 5 == again.papers[0].upvotes
    assert first.etag != again.etag
    assert NOON + timedelta(minutes=10) == again.fetched_at


async def test_an_edition_of_several_pages_keeps_no_validator(hub: Hub, make_api: MakeApi):
    hub.etags = True

    day = await listing(make_api(limits=Limits(page_size=2)))

    assert (None, None) == (day.etag, day.last_modified)
    assert 3 == len(day.papers)


async def test_week_53_is_put_together_from_its_weekdays(hub: Hub, api: HubApi):
    hub.today = date(2021, 1, 20)
    days = {date(2020, 12, 28): [5, 1], date(2020, 12, 31): [9, 5], date(2021, 1, 1): [7]}
    for day in [date(2020, 12, 28) + timedelta(days=n) for n in range(5)]:
        hub.days[day] = make_day(day, len(days.get(day, [])))
        for entry, upvotes in zip(hub.days[day], days.get(day, []), strict=True):
            entry["paper"]["upvotes"] = upvotes

    week = await listing(api, Week(2020, 53))

    assert [9, 7, 5, 5, 1] == [paper.upvotes for paper in week.papers]
    assert [date(2020, 12, 28), date(2020, 12, 31)] == [paper.day for paper in week.papers[2:4]]
    assert ("2020-W53", "hub days", True) == (week.edition, week.origin, week.complete)
    assert "week" not in {name for request in hub.requests for name in request.query}
    assert 5 == len({request.query["date"] for request in hub.requests})


async def test_of_week_53_no_day_of_the_future_is_asked_for(hub: Hub, api: HubApi, clock: FakeClock):
    clock.set(datetime(2026, 12, 29, 8, 0, tzinfo=UTC))
    hub.today = date(2026, 12, 29)

    week = await listing(api, Week(2026, 53))

    assert {"2026-12-28", "2026-12-29"} == {request.query["date"] for request in hub.requests}
    assert 6 == len(week.papers)


async def test_week_53_with_a_day_missing_is_a_part_and_never_replaces_a_copy(hub: Hub, api: HubApi, clock: FakeClock):
    clock.set(datetime(2026, 12, 29, 8, 0, tzinfo=UTC))
    hub.today = date(2026, 12, 29)
    whole = await listing(api, Week(2026, 53))
    hub.fault(faults.status(403), times=1)
    part = await listing(api, Week(2026, 53))
    hub.fault(faults.status(403), times=1)
    error = await failure_of(api, Week(2026, 53), known=whole)

    assert (3, False) == (len(part.papers), part.complete)
    assert isinstance(error, Refused)


async def test_one_paper_is_found_by_its_id_in_any_form(hub: Hub, api: HubApi):
    [first, *_] = (await listing(api)).papers

    paper = await api.paper(f"arXiv:{first.id}v2", [].append)

    assert isinstance(paper, Paper)
    assert (first.id, first.title, first.published, None) == (paper.id, paper.title, paper.published, paper.comments)
    assert f"/api/papers/{first.id}" == hub.requests[-1].path


@pytest.mark.fault("N23", "N24")
async def test_a_paper_that_the_hub_does_not_know_is_none(hub: Hub, api: HubApi):
    assert await api.paper("2312.99999", [].append) is None


@pytest.mark.fault("H23", "H24")
@pytest.mark.parametrize("paper_id", ["2401.00001?x=#", "../../x", "title-0123456789ab", "", "cs/0703001", "search"])
async def test_for_what_the_hub_cannot_know_nothing_is_asked(hub: Hub, api: HubApi, paper_id: str):
    assert await api.paper(paper_id, [].append) is None
    assert [] == hub.requests


@pytest.mark.fault("N47")
@pytest.mark.parametrize("body", [b"[]", b"null", b"{}", b'{"id":"2606.08001"}', b'{"id":5,"title":"A"}'])
async def test_a_paper_of_another_shape_is_unreadable(hub: Hub, api: HubApi, body: bytes):
    hub.fault(faults.answer(body))

    with pytest.raises(Unreadable):
        await api.paper("2606.08001", [].append)


@pytest.mark.fault("N25")
async def test_whoever_asks_is_told_of_every_wait(hub: Hub, api: HubApi, waits: list[Waiting]):
    hub.fault(faults.status(429, Retry_After="40"), times=1)

    await api.listing(MONDAY, None, waits.append)

    assert [Waiting("127.0.0.1 limits us", 40)] == waits


async def test_many_editions_may_be_asked_for_at_once(hub: Hub, api: HubApi):
    days = [Day(date(2026, 5, 4) + timedelta(days=n)) for n in range(20)]

    found = await asyncio.gather(*(listing(api, day) for day in days))

    assert [str(day) for day in days] == [day.edition for day in found]
    assert [0 if day.is_weekend else 3 for day in days] == [len(day.papers) for day in found]


async def test_a_reader_may_have_the_network_tried_at_once(make_api: MakeApi):
    back = Hub(today=TODAY).reserved()
    api = make_api(back.url, limits=LIMITS)
    await failure_of(api)

    async with back:
        api.forget_failures()
        day = await listing(api)

    assert day.papers


async def test_a_search_answers_papers_of_all_days_each_once(api: HubApi, hub: Hub) -> None:
    entry = hub.days[date(2026, 6, 11)][0]

    found = await api.search(entry["paper"]["title"], 5, [].append)

    assert found[0].id == entry["paper"]["id"]
    assert len(found) == len({paper.id for paper in found}) <= 5


async def test_a_search_never_asks_for_more_than_the_service_accepts(api: HubApi, hub: Hub) -> None:
    await api.search("x" * 400, 1000, [].append)

    assert [{"q": "x" * 250, "limit": "120"}] == [request.query for request in hub.asked("/api/papers/search")]
