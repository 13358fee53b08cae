"""The stand-in keeps the service's own rules, so that what passes against it means something."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.hub import Hub, Reply, faults, make_day, running
from tests.patience import PATIENCE

TODAY = date(2026, 6, 12)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with running(Hub(today=TODAY, papers=5)) as hub:
        yield hub


def get(hub: Hub, path: str, **headers: str) -> tuple[int, object, dict[str, str]]:
    request = urllib.request.Request(hub.url + path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, json.loads(answer.read()), dict(answer.headers)
    except urllib.error.HTTPError as error:
        body = error.read()
        return error.code, json.loads(body) if body else None, dict(error.headers)


def test_a_made_up_day_is_always_the_same_and_its_papers_come_by_upvotes(hub: Hub):
    _, entries, _ = get(hub, "/api/daily_papers?date=2026-06-08")

    upvotes = [entry["paper"]["upvotes"] for entry in entries]
    assert make_day(date(2026, 6, 8), 5) == entries
    assert sorted(upvotes, reverse=True) == upvotes


@pytest.mark.parametrize("day", ["2026-06-06", "2026-06-07", "2023-05-03"])
def test_a_weekend_and_the_time_before_the_first_day_are_empty(hub: Hub, day: str):
    assert (200, []) == get(hub, f"/api/daily_papers?date={day}")[:2]


@pytest.mark.parametrize(
    "query",
    ["date=2026-06-13", "date=2026-02-30", "date=20260608", "week=2026-W53", "week=2026-W25", "week=2026-W00",
     "month=2026-13", "month=2026-07", "limit=101", "limit=0", "p=-1", "sort=upvotes"],
)
def test_what_the_service_does_not_accept_is_refused(hub: Hub, query: str):
    status, answer, _ = get(hub, f"/api/daily_papers?{query}")

    assert 400 == status
    assert ["error"] == list(answer)


@pytest.mark.parametrize(("query", "papers"), [("week=2026-W24", 25), ("month=2026-06", 50), ("sort=trending", 100), ("", 50)])
def test_weeks_months_and_trending_are_made_of_days(hub: Hub, query: str, papers: int):
    _, entries, _ = get(hub, f"/api/daily_papers?{query}&limit={50 if not query else 100}")

    assert papers == len(entries)


def test_a_next_page_is_named_even_before_an_empty_one(hub: Hub):
    _, first, headers = get(hub, "/api/daily_papers?date=2026-06-08")
    _, second, last_headers = get(hub, "/api/daily_papers?date=2026-06-08&p=1")

    assert (5, 0) == (len(first), len(second))
    assert headers["Link"].endswith('/api/daily_papers?date=2026-06-08&p=1>; rel="next"')
    assert "Link" not in last_headers


def test_a_paper_is_found_without_its_day_having_been_asked_for(hub: Hub):
    _, paper, _ = get(hub, "/api/papers/2606.03002")

    assert "2606.03002" == paper["id"]
    assert [] == paper["linkedModels"]
    assert (404, {"error": "Paper not found"}) == get(hub, "/api/papers/1234.56789")[:2]


def test_search_looks_at_titles_and_abstracts(hub: Hub):
    word = make_day(TODAY, 5)[0]["title"].split()[0]

    _, entries, _ = get(hub, f"/api/papers/search?q={word.strip(':')}&limit=2")

    assert 1 <= len(entries) <= 2


def test_recorded_days_take_the_place_of_made_up_ones(tmp_path: Path):
    day = make_day(date(2026, 6, 8), 2)
    (tmp_path / "2026-06-08.json").write_text(json.dumps(day, separators=(",", ":")))

    with running(Hub(days=tmp_path, today=TODAY)) as hub:
        paper = get(hub, f"/api/papers/{day[0]['paper']['id']}")[1]
        days = [get(hub, f"/api/daily_papers?date=2026-06-{number:02}")[1] for number in (8, 9)]

    assert [day, []] == days
    assert day[0]["paper"]["title"] == paper["title"]


def test_a_budget_is_counted_down_and_then_refused():
    with running(Hub(today=TODAY, budget=2, window=60)) as hub:
        answers = [get(hub, "/api/daily_papers?date=2026-06-08") for _ in range(3)]

    assert [200, 200, 429] == [status for status, _, _ in answers]
    assert ['"api";r=1;t=60', '"api";r=0;t=60', '"api";r=0;t=60'] == [headers["RateLimit"] for _, _, headers in answers]


def test_an_unchanged_answer_is_304_until_a_vote_is_cast():
    with running(Hub(today=TODAY, etags=True)) as hub:
        path = "/api/daily_papers?date=2026-06-08"
        etag = get(hub, path)[2]["ETag"]
        unchanged = get(hub, path, If_None_Match=etag)[0]
        hub.upvote("2606.08001")
        changed = get(hub, path, If_None_Match=etag)[0]

    assert (304, 200) == (unchanged, changed)


def test_faults_are_used_up_in_order_and_only_where_they_were_planned(hub: Hub):
    hub.fault(faults.status(503), path="/api/daily_papers", times=1)
    hub.fault(faults.status(418), path="/api/daily_papers", times=1)
    path = "/api/daily_papers?date=2026-06-08"

    assert 200 == get(hub, "/api/papers/2606.08001")[0]
    assert [503, 418, 200] == [get(hub, path)[0] for _ in range(3)]
    assert 3 == len(hub.asked("/api/daily_papers"))


def test_a_page_can_be_given(hub: Hub):
    hub.pages["/papers/trending"] = Reply(b'"a page"')

    assert (200, "a page") == get(hub, "/papers/trending")[:2]


def page_of(hub: Hub, path: str) -> tuple[str, str]:
    """Where a question about a page ended up, and what is there."""
    with urllib.request.urlopen(hub.url + path, timeout=PATIENCE) as answer:
        return answer.url.removeprefix(hub.url), answer.read().decode()


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("date/2026-06-08", "2026-06-08"), ("date/2026-06-13", "2026-06-12"), ("date/2026-06-07", "2026-06-12"),
     ("week/2026-W23", "2026-W23"), ("week/2026-W52", "2026-W24"), ("month/2026-05", "2026-05"), ("month/2027-01", "2026-06")],
)
def test_a_page_that_is_not_out_shows_the_latest(hub: Hub, asked: str, shown: str):
    assert f"&quot;dateString&quot;: &quot;{shown}&quot;" in page_of(hub, f"/papers/{asked}")[1]


def test_pages_hold_cards_json_and_the_way_back_and_any_of_it_can_change(hub: Hub):
    page = page_of(hub, "/papers/date/2026-06-08")[1]
    hub.look.has_cards, hub.look.renamed = False, {"dailyPapers": "papers"}
    changed = page_of(hub, "/papers/date/2026-06-08")[1]
    hub.look.is_challenge = True
    challenge = page_of(hub, "/papers/trending")[1]

    assert 5 == page.count("<article") and '<a href="/papers/date/2026-06-05">' in page
    assert page.index("DailyPapersBannerSubscribe") < page.index('data-target="DailyPapers" data-props="{&quot;authLight')
    assert "<article" not in changed and "&quot;papers&quot;: [" in changed
    assert "awswaf" in challenge and "<article" not in challenge


def test_the_first_page_leads_to_the_latest_day_and_unknown_ones_are_not_there(hub: Hub):
    assert "/papers/date/2026-06-12" == page_of(hub, "/papers")[0]
    assert "PaperContent" in page_of(hub, "/papers/2606.08001")[1]
    for path, status in ("/papers/1234.56789", 404), ("/papers/date/tomorrow", 400), ("/papers/2606.08001/x", 404):
        with pytest.raises(urllib.error.HTTPError) as caught:
            page_of(hub, path)
        assert status == caught.value.code
