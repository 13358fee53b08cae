"""Editions, searches and papers by the pages of the site: what is asked, what is believed, and what never is."""

import html
import json
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from paperbrowse.errors import Refused, SourceError, Unreachable, Unreadable
from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Organization, Paper
from paperbrowse.model.period import Day, Month, Period, Trending, Week
from paperbrowse.sources.hub_api import HubApi
from paperbrowse.sources.hub_page import HubPage
from tests.clocks import FakeClock
from tests.hub import Hub, Reply, faults, make_day, make_entry

MONDAY = Day(date(2026, 6, 8))
NOON = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)


@pytest.fixture
def page(make_fetcher, clock: FakeClock) -> HubPage:
    return HubPage(make_fetcher(), clock)


async def listing(page: HubPage, period: Period = MONDAY, known: Listing | None = None) -> Listing:
    return await page.listing(period, known, [].append)


async def failure_of(page: HubPage, period: Period = MONDAY, known: Listing | None = None) -> SourceError:
    with pytest.raises(SourceError) as caught:
        await listing(page, period, known)
    return caught.value


def ids(papers: tuple[Paper, ...]) -> list[str]:
    return [paper.id for paper in papers]


def with_json(props: object, head: str = "") -> Reply:
    given = html.escape(json.dumps(props))
    return Reply(f'<html><head><title>Daily Papers</title></head><body>{head}<div data-target="DailyPapers" '
                 f'data-props="{given}"></div></body></html>'.encode())


@pytest.mark.parametrize("period", [MONDAY, Week(2026, 24), Month(2026, 6), Week(2026, 23), Month(2026, 5)])
async def test_a_page_gives_the_papers_of_the_api_in_its_order(page: HubPage, api: HubApi, period: Period):
    by_api = await api.listing(period, None, [].append)

    by_page = await listing(page, period)

    assert by_api.papers == by_page.papers
    assert (str(period), "hub page", 0, NOON) == (by_page.edition, by_page.origin, by_page.left_out, by_page.checked_at)
    assert by_page.complete


@pytest.mark.parametrize(
    ("period", "path"),
    [(MONDAY, "/papers/date/2026-06-08"), (Week(2026, 24), "/papers/week/2026-W24"), (Month(2026, 6), "/papers/month/2026-06"),
     (Trending(), "/papers/trending")],
)
async def test_every_period_has_its_own_page(hub: Hub, page: HubPage, period: Period, path: str):
    await listing(page, period)

    request, = hub.requests
    assert (path, "text/html") == (request.path, request.headers["accept"])


async def test_what_is_trending_comes_in_the_order_of_the_site(hub: Hub, page: HubPage, api: HubApi):
    by_api = await api.listing(Trending(), None, [].append)

    by_page = await listing(page, Trending())

    upvotes = [paper.upvotes for paper in by_page.papers]
    assert sorted(upvotes, reverse=True) == upvotes
    assert ids(by_api.papers)[:10] != ids(by_page.papers)[:10]


@pytest.mark.parametrize("day", [date(2026, 6, 13), date(2026, 6, 7), date(2026, 6, 12)])
async def test_a_day_that_is_not_out_is_empty_though_the_site_shows_an_earlier_one(hub: Hub, page: HubPage, day: date):
    hub.today = date(2026, 6, 12) if day.day == 13 else day
    hub.days[date(2026, 6, 12)] = []

    empty = await listing(page, Day(day))

    assert (str(Day(day)), ()) == (empty.edition, empty.papers)


async def test_a_week_that_is_not_out_is_empty(page: HubPage):
    assert () == (await listing(page, Week(2026, 25))).papers
    assert () == (await listing(page, Month(2026, 7))).papers


async def test_a_later_day_in_place_of_one_without_papers_is_refused(hub: Hub, page: HubPage):
    hub.days[MONDAY.day] = []

    error = await failure_of(page)

    assert isinstance(error, Unreadable)
    assert "the site shows 2026-06-12 in place of 2026-06-08" == str(error)


async def test_an_earlier_day_never_takes_the_place_of_a_copy_with_papers(hub: Hub, page: HubPage):
    friday = Day(date(2026, 6, 12))
    known = await listing(page, friday)
    hub.days[friday.day] = []

    error = await failure_of(page, friday, known)

    assert "the site shows 2026-06-11 in place of 2026-06-12" == str(error)


@pytest.mark.parametrize(
    ("period", "date_string", "kind"),
    [(Week(2026, 24), "2026-W24", "week"), (Week(2026, 24), "2026-06-10", "week"), (Month(2026, 6), "2026-06", "month"),
     (Month(2026, 6), "2026-06-01", "month"), (MONDAY, "2026-06-08T00:00:00.000Z", "day"), (MONDAY, "2026-06-08", None),
     (MONDAY, "8 June", "day"), (MONDAY, None, None), (Week(2026, 24), None, None)],
)
async def test_an_edition_is_known_by_the_word_of_the_page_or_by_its_papers(hub: Hub, page: HubPage, period: Period,
                                                                            date_string: str | None, kind: str | None):
    props = {"dailyPapers": make_day(MONDAY.day, 2), "dateString": date_string, "periodType": kind}
    hub.pages = {path: with_json(props) for path in (f"/papers/{kind}/{period}" for kind in ("date", "week", "month"))}

    found = await listing(page, period)

    assert (str(period), 2) == (found.edition, len(found.papers))


@pytest.mark.parametrize(
    ("period", "date_string", "kind", "shown"),
    [(Week(2026, 24), "2026-06-10", "day", "2026-06-10"), (Month(2026, 6), "2026-W24", "week", "2026-W24"),
     (MONDAY, "2026-W24", "week", "2026-W24"), (Day(date(2026, 6, 5)), None, None, "2026-06-08")],
)
async def test_a_page_of_another_kind_or_a_later_day_is_refused(hub: Hub, page: HubPage, period: Period,
                                                               date_string: str | None, kind: str | None, shown: str):
    props = {"dailyPapers": make_day(MONDAY.day, 2), "dateString": date_string, "periodType": kind}
    hub.pages = {path: with_json(props) for path in (f"/papers/{kind}/{period}" for kind in ("date", "week", "month"))}

    error = await failure_of(page, period)

    assert f"the site shows {shown} in place of {period}" == str(error)


async def test_old_papers_that_name_no_day_belong_to_the_day_of_the_page_and_to_none_without(hub: Hub, page: HubPage):
    entries = make_day(MONDAY.day, 2)
    for entry in entries:
        del entry["paper"]["submittedOnDailyAt"]
    hub.pages["/papers/date/2026-06-08"] = with_json({"dailyPapers": entries, "dateString": "2026-06-08", "periodType": "day"})
    hub.pages["/papers/date/2026-06-09"] = with_json({"dailyPapers": entries})

    day = await listing(page)

    assert {MONDAY.day} == {paper.day for paper in day.papers}
    assert "the site does not say which edition it shows" == str(await failure_of(page, Day(date(2026, 6, 9))))


async def test_a_trending_page_that_shows_a_day_is_refused(hub: Hub, page: HubPage):
    props = {"dailyPapers": make_day(MONDAY.day, 2), "dateString": "2026-06-12", "periodType": "day", "isTrending": False}
    hub.pages["/papers/trending"] = with_json(props)

    assert "the site shows 2026-06-12 in place of what is trending" == str(await failure_of(page, Trending()))


@pytest.mark.parametrize(("papers", "complete"), [(14, True), (15, False), (30, False)])
async def test_the_page_of_a_week_that_is_full_may_lack_papers(hub: Hub, page: HubPage, papers: int, complete: bool):
    for number in range(8, 13):
        hub.days[date(2026, 6, number)] = make_day(date(2026, 6, number), papers)

    week = await listing(page, Week(2026, 24))

    assert complete == week.complete
    assert min(5 * papers, 105) == len(week.papers)


async def test_what_a_full_page_leaves_out_is_kept_from_our_copy(hub: Hub, page: HubPage):
    for number in range(8, 13):
        hub.days[date(2026, 6, number)] = make_day(date(2026, 6, number), 20)
    week = await listing(page, Week(2026, 24))
    old = Paper("2601.00001", "Not on the page any more")

    again = await listing(page, Week(2026, 24), replace(week, papers=(*week.papers[:3], old)))

    assert [*ids(week.papers), old.id] == ids(again.papers)
    assert not again.complete


async def test_entries_without_an_id_are_counted_and_one_that_comes_twice_is_listed_once(hub: Hub, page: HubPage):
    first, second = make_entry(MONDAY.day, 1), make_entry(MONDAY.day, 2)
    hub.days[MONDAY.day] = [first, second, make_entry(MONDAY.day, 1), {"paper": {"title": "No id", "upvotes": 0}}]
    hub.look.has_cards = False

    day = await listing(page)

    assert ([first["paper"]["id"], second["paper"]["id"]], 1) == (ids(day.papers), day.left_out)


@pytest.mark.fault("N68")
@pytest.mark.parametrize("period", [MONDAY, Week(2026, 24), Month(2026, 6), Trending()])
@pytest.mark.parametrize("change", ["no JSON", "another key"])
async def test_where_the_json_is_gone_the_cards_are_read(hub: Hub, page: HubPage, period: Period, change: str):
    right = await listing(page, period)
    if change == "no JSON":
        hub.look.has_json = False
    else:
        hub.look.renamed = {"dailyPapers": "papersOfTheDay"}

    found = await listing(page, period)

    assert "hub cards" == found.origin
    assert [(paper.id, paper.title, paper.upvotes) for paper in right.papers] == \
           [(paper.id, paper.title, paper.upvotes) for paper in found.papers]
    assert {None} == {paper.comments for paper in found.papers} if period == Trending() else \
           [paper.comments for paper in right.papers] == [paper.comments for paper in found.papers]


@pytest.mark.fault("N68")
async def test_what_a_card_does_not_show_is_kept_from_our_copy(hub: Hub, page: HubPage):
    known = await listing(page)
    upvoted = known.papers[0]
    hub.upvote(upvoted.id, 100)
    hub.look.has_json = False

    found = await listing(page, known=known)

    expected = [replace(paper, upvotes=paper.upvotes + 100 * (paper is upvoted), stars=None) for paper in known.papers]
    assert expected == [replace(paper, stars=None) for paper in found.papers]


async def test_cards_are_filed_only_under_the_day_that_the_page_prints(hub: Hub, page: HubPage):
    hub.look.has_json = False
    hub.days[MONDAY.day] = []

    assert "the site shows 2026-06-12 in place of 2026-06-08" == str(await failure_of(page))
    assert () == (await listing(page, Day(date(2026, 6, 13)))).papers


@pytest.mark.parametrize(
    ("around", "is_taken"),
    [("<p>Jun 8</p>", True), ("<p>Jun 8, 2026</p>", True), ("<p>Jun 9</p>", False), ("<p>Jun 8, 2025</p>", False),
     ('<a href="/papers/date/2026-06-05">Previous</a>', True), ('<a href="/papers/date/2026-06-07">Previous</a>', True),
     ('<a href="https://huggingface.co/papers/date/2026-06-05">‹ Previous</a>', True),
     ('<a href="/papers/date/2026-06-04">Previous</a>', False), ('<a href="/papers/date/2026-06-08">Previous</a>', False),
     ('<a href="/papers/date/2026-06-05">Next</a>', False), ('<a href="/papers/week/2026-W23">Previous</a>', False),
     ("", False)],
)
async def test_a_page_of_cards_is_known_by_its_date_or_by_the_day_before_it(hub: Hub, page: HubPage, around: str,
                                                                           is_taken: bool):
    card = '<article><h3><a href="/papers/2606.08001">A Title</a></h3></article>'
    hub.pages["/papers/date/2026-06-08"] = Reply(f"<html><body>{around}{card}</body></html>".encode())
    known = Listing("2026-06-08", (Paper("2606.08009", "Known"),), NOON, NOON)

    if is_taken:
        assert [("2606.08001", MONDAY.day)] == [(paper.id, paper.day) for paper in (await listing(page, known=known)).papers]
    else:
        assert isinstance(await failure_of(page, known=known), Unreadable)


@pytest.mark.fault("N68")
@pytest.mark.parametrize("period", [MONDAY, Trending()])
async def test_a_page_without_json_and_cards_is_not_understood(hub: Hub, page: HubPage, period: Period):
    hub.look.has_json = hub.look.has_cards = False

    error = await failure_of(page, period)

    assert isinstance(error, Unreadable)
    assert "page format not understood" == str(error)


async def test_a_check_of_the_browser_is_told_from_a_login_page_and_from_another_page(hub: Hub, page: HubPage):
    hub.look.is_challenge = True
    challenge = await failure_of(page)
    hub.look.is_challenge = False
    hub.fault(faults.login_page(), times=1)
    login = await failure_of(page)
    hub.fault(faults.answer(b"<html><title>Recipes</title><p>Soup</p></html>", "text/html"), times=1)
    other = await failure_of(page)

    assert "page format not understood: the site asks for a check that only a browser passes" == str(challenge)
    assert isinstance(login, Unreachable) and "login page" == login.reason
    assert "a login page answered in place of the service (“Guest Wi-Fi — log in”)" == str(login)
    assert isinstance(other, Unreadable)
    assert "page format not understood: it is no page of Daily Papers (“Recipes”)" == str(other)


async def test_half_a_page_is_no_page(hub: Hub, page: HubPage):
    hub.look.has_json = False
    hub.fault(faults.cut_json(), times=1)

    error = await failure_of(page)

    assert isinstance(error, Unreachable)
    assert ("cut", "the page ends in the middle") == (error.reason, str(error))


async def test_a_search_finds_papers_of_other_days(hub: Hub, page: HubPage):
    word = make_entry(MONDAY.day, 1)["title"].split()[-1].strip("?")

    found = await page.search(word, 2, [].append)

    assert 1 <= len(found) <= 2
    assert all(word.lower() in f"{paper.title} {paper.abstract}".lower() for paper in found)
    assert ("/papers", {"q": word}) == (hub.requests[0].path, hub.requests[0].query)


async def test_a_search_is_read_from_its_cards_but_never_from_those_of_a_day(hub: Hub, page: HubPage):
    right = await page.search("scaling", 5, [].append)
    hub.look.renamed = {"searchResults": "results"}
    by_cards = await page.search("scaling", 5, [].append)
    hub.pages["/papers"] = Reply(b'<html><article><h3><a href="/papers/2606.08001">A Title</a></h3></article></html>')

    assert right and ids(right) == ids(by_cards)
    assert [paper.abstract for paper in right] == [paper.abstract for paper in by_cards]
    with pytest.raises(Unreadable, match="page format not understood"):
        await page.search("scaling", 5, [].append)


async def test_a_paper_is_read_from_its_page(hub: Hub, page: HubPage, api: HubApi):
    right = await api.paper("2606.08001", [].append)

    assert right == await page.paper("2606.08001v2", [].append)
    assert await page.paper("1234.56789", [].append) is None
    assert await page.paper("cs/0703001", [].append) is None


async def test_a_page_of_another_paper_or_without_one_is_not_taken(hub: Hub, page: HubPage):
    hub.pages["/papers/2606.08002"] = Reply(
        f"<html data-target=PaperContent data-props='{json.dumps({'paper': {'id': '2606.08003', 'title': 'T'}})}'></html>".encode())
    hub.fault(faults.status(400), path="/papers/2606.08004", times=1)
    hub.look.renamed = {"paper": "article"}

    for paper_id, error in ("2606.08002", Unreadable), ("2606.08001", Unreadable), ("2606.08004", Refused):
        with pytest.raises(error):
            await page.paper(paper_id, [].append)


async def test_an_organization_of_a_card_has_its_account_and_its_name(hub: Hub, page: HubPage):
    entry = make_entry(MONDAY.day, 1)
    entry["paper"]["organization"] = {"_id": "1", "name": "lab", "fullname": "The <b>Lab</b>"}
    hub.days[MONDAY.day] = [entry]
    hub.look.has_json = False

    paper, = (await listing(page)).papers

    assert Organization("lab", "The <b>Lab</b>") == paper.organization
