"""arXiv as a source, against the stand-in, and what may come instead of its answers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import date

import pytest
from msgspec.structs import replace

from paperbrowse.errors import Refused, SourceError, Unreachable, Unreadable
from paperbrowse.model.arxiv import ArxivRecord
from paperbrowse.model.budget import budgets
from paperbrowse.model.limits import Limits
from paperbrowse.services.ports import Resume, Waiting
from paperbrowse.sources.arxiv import ArxivSite
from paperbrowse.sources.http import Body, Fetcher
from paperbrowse.sources.arxiv_atom import read_feed
from paperbrowse.store.pace import SharedPace
from paperbrowse.store.thread import StoreThread
from tests.clocks import FakeClock
from tests.hub import Hub, Reply, faults

from .conftest import IMPATIENT, LIMITS

A_PAPER = "2606.12000"
OLD_PAPER = "math/0301001"


class Kept:
    """A Sink in memory."""

    def __init__(self, there: bytes = b"", validator: str | None = None) -> None:
        self.content = bytearray(there)
        self.validator = validator
        self.totals: list[int | None] = []

    @property
    def resume(self) -> Resume | None:
        return Resume(len(self.content), self.validator) if self.content and self.validator else None

    async def begin(self, start: int, total: int | None, validator: str | None) -> None:
        del self.content[start:]
        self.validator = validator
        self.totals.append(total)

    async def take(self, piece: bytes) -> None:
        self.content += piece


@pytest.fixture
async def pace(clock: FakeClock) -> AsyncIterator[SharedPace]:
    pace = SharedPace(None, StoreThread("pace"), budgets(LIMITS), lambda: clock.now().timestamp())
    yield pace
    await pace.close()


@pytest.fixture
async def make_site(hub: Hub, clock: FakeClock, pace: SharedPace) -> AsyncIterator[Callable[..., ArxivSite]]:
    made: list[ArxivSite] = []

    def make(limits: Limits = LIMITS) -> ArxivSite:
        def fetcher() -> Fetcher:
            return Fetcher(
                hub.url, limits=limits, clock=clock, pace=pace, token=None, user_agent="paperbrowse/test", bucket="arxiv",
                stays_connected=False,
            )  # fmt: skip

        made.append(ArxivSite(fetcher(), fetcher()))
        return made[-1]

    yield make
    for site in made:
        await site.close()


@pytest.fixture
def site(make_site: Callable[..., ArxivSite]) -> ArxivSite:
    return make_site()


def body(text: str | bytes, content_type: str = "application/atom+xml") -> Body:
    return Body(text if isinstance(text, bytes) else text.encode(), content_type)


FEED = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">{}</feed>'
HERE = "<entry><id>http://arxiv.org/abs/2606.12000v1</id>{}</entry>"


# --- the record


async def test_a_record_has_what_arxiv_says_and_its_own_bibtex(hub: Hub, site: ArxivSite, waits: list[Waiting]) -> None:
    title = hub.days.find(A_PAPER)["title"]

    record = await site.record(A_PAPER, waits.append)

    bibtex = (
        f"@misc{{example2026made,\n  title={{{title}}},\n  author={{Ada Example}},\n  year={{2026}},\n  eprint={{{A_PAPER}}},\n"
        f"  archivePrefix={{arXiv}},\n  primaryClass={{cs.CL}},\n  url={{https://arxiv.org/abs/{A_PAPER}}},\n}}"
    )
    assert record == ArxivRecord(
        A_PAPER, ("cs.CL", "cs.AI"), "12 pages, 3 figures", f"10.5555/made.{A_PAPER}", "Made-up Letters 7 (2026) 12-24",
        ((1, date(2026, 6, 8)), (2, date(2026, 6, 11))), bibtex,
    )  # fmt: skip


async def test_an_old_paper_is_asked_for_by_its_id_with_the_slash(hub: Hub, site: ArxivSite, waits: list[Waiting]) -> None:
    hub.arxiv.others.add(OLD_PAPER)
    hub.arxiv.primary = "math.GT"

    record = await site.record(OLD_PAPER, waits.append)

    assert record is not None
    assert (OLD_PAPER, ("math.GT", "cs.AI")) == (record.paper_id, record.categories)
    assert f"/bibtex/{OLD_PAPER}" == hub.requests[-1].path


async def test_arxiv_is_asked_once_in_three_seconds_and_nobody_is_told_of_that(
    hub: Hub, site: ArxivSite, clock: FakeClock, waits: list[Waiting]
) -> None:
    began = clock.monotonic()

    await asyncio.gather(site.record(A_PAPER, waits.append), site.record("2606.12001", waits.append))

    assert 4 == len(hub.requests)
    assert 9 <= clock.monotonic() - began <= 10
    assert 1 == hub.busiest
    assert [] == waits


async def test_record_text_and_pdf_are_asked_for_one_after_the_other_and_no_connection_stays(
    hub: Hub, site: ArxivSite, clock: FakeClock, waits: list[Waiting]
) -> None:
    hub.pages[f"/html/{A_PAPER}"] = Reply(b"<p>a page</p>", 200, {"Content-Type": "text/html"})
    began = clock.monotonic()

    _, page, none, _ = await asyncio.gather(
        site.record(A_PAPER, waits.append), site.html(A_PAPER, waits.append), site.html("2606.99999", waits.append),
        site.pdf("2606.12001", Kept(), waits.append),
    )  # fmt: skip

    assert ("<p>a page</p>", None) == (page, none)
    assert 12 <= clock.monotonic() - began <= 13
    assert (1, 5) == (hub.busiest, len(hub.requests))
    assert len(hub.requests) == hub.connected


async def test_a_paper_that_arxiv_does_not_know_has_no_record(hub: Hub, site: ArxivSite, waits: list[Waiting]) -> None:
    assert await site.record("2606.99999", waits.append) is None
    assert 1 == len(hub.requests)


@pytest.mark.parametrize("fault", [faults.status(404), faults.answer(b"No such entry", "text/plain")])
async def test_a_record_without_bibtex_is_a_record(
    hub: Hub, site: ArxivSite, waits: list[Waiting], fault: faults.Fault
) -> None:
    hub.fault(fault, path="/bibtex/")

    record = await site.record(A_PAPER, waits.append)

    assert record is not None
    assert (None, "cs.CL") == (record.bibtex, record.categories[0])


async def test_nothing_half_is_answered_where_bibtex_could_not_be_had(
    hub: Hub, site: ArxivSite, waits: list[Waiting]
) -> None:
    hub.fault(faults.status(500), path="/bibtex/")

    with pytest.raises(Refused):
        await site.record(A_PAPER, waits.append)


@pytest.mark.parametrize("status", [429, 503])
async def test_a_limit_of_arxiv_is_waited_for_and_told(
    hub: Hub, site: ArxivSite, clock: FakeClock, waits: list[Waiting], status: int
) -> None:
    hub.fault(faults.status(status, Retry_After="20"), path="/api/query", times=1)

    record = await site.record(A_PAPER, waits.append)

    assert record is not None
    assert 20 <= clock.monotonic()
    assert 19 < waits[0].seconds <= 20


async def test_an_empty_answer_is_tried_again(hub: Hub, site: ArxivSite, waits: list[Waiting]) -> None:
    hub.fault(faults.empty_body(), path="/api/query", times=1)

    assert await site.record(A_PAPER, waits.append) is not None


@pytest.mark.parametrize("path", ["/api/query", "/bibtex/", "/pdf/"])
async def test_a_login_page_is_known_as_one(hub: Hub, site: ArxivSite, waits: list[Waiting], path: str) -> None:
    hub.fault(faults.login_page(), path=path)

    with pytest.raises(Unreachable) as caught:
        await (site.pdf(A_PAPER, Kept(), waits.append) if path == "/pdf/" else site.record(A_PAPER, waits.append))

    assert "login page" == caught.value.reason


def test_an_entry_with_nothing_but_its_id_is_a_record() -> None:
    assert ArxivRecord(A_PAPER) == read_feed(body(FEED.format(HERE.format(""))), A_PAPER)


def test_what_is_wrong_in_an_entry_is_left_out_and_the_rest_is_clean() -> None:
    wrong = (
        '<category term="cs.LG"/><category term="68T50; 68T07"/><category term="\u202ecs"/><category/>'
        "<arxiv:comment>  8 pages,\n \u202eblink  </arxiv:comment><arxiv:doi>no doi</arxiv:doi><published>soon</published>"
        "<updated>0001-01-01T00:00:00+14:00</updated>"
    )

    record = read_feed(body(FEED.format(HERE.format(wrong))), A_PAPER)

    assert ArxivRecord(A_PAPER, ("cs.LG",), "8 pages, blink") == record


def test_a_withdrawn_paper_is_a_record_with_its_comment() -> None:
    comment = "<arxiv:comment>This paper has been withdrawn by the authors</arxiv:comment>"

    record = read_feed(body(FEED.format(HERE.format(comment))), A_PAPER)

    assert record is not None
    assert "This paper has been withdrawn by the authors" == record.comment


BOMB = '<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "{}">]>'.format("a" * 1000)


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        (b"", Unreachable, "empty"),
        (b"<?xml version='1.0'?>\n<feed xmlns='http://www.w3.org/2005/Atom'><entry>", Unreachable, "middle"),
        (b"<!doctype html><html><title>Are you a robot?</title></html>", Unreachable, "Are you a robot?"),
        (b"%PDF-1.7", Unreadable, "no feed"),
        (b"<?xml version='1.0'?><rss></rss></feed>", Unreadable, "no feed"),
        (b"<?xml version='1.0'?><feed>\xff\xfe</feed>", Unreadable, "no XML"),
        (f"{BOMB}<feed>{'&a;' * 1000}</feed>".encode(), Unreadable, "declares"),
        (FEED.format("<entry><id>http://arxiv.org/abs/2606.00001v1</id></entry>").encode(), Unreadable, "another paper"),
        (FEED.format("<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>bad \x1b id</summary></entry>")
         .replace("\x1b", "").encode(), Unreadable, "bad id"),
    ],
)  # fmt: skip
def test_what_is_no_answer_about_the_paper_is_told(text: bytes, error: type[SourceError], said: str) -> None:
    with pytest.raises(error, match=said.replace("?", r"\?")):
        read_feed(body(text), A_PAPER)


# --- the PDF


async def test_a_pdf_arrives_whole(hub: Hub, site: ArxivSite, waits: list[Waiting]) -> None:
    sink = Kept()

    await site.pdf(A_PAPER, sink, waits.append)

    assert hub.arxiv.pdf(A_PAPER) == sink.content
    assert [300_000] == sink.totals
    assert sink.validator is not None


async def test_a_pdf_that_broke_off_goes_on_in_the_same_call(hub: Hub, site: ArxivSite, waits: list[Waiting]) -> None:
    hub.fault(faults.short_body(), path="/pdf/", times=1)
    sink = Kept()

    await site.pdf(A_PAPER, sink, waits.append)

    assert hub.arxiv.pdf(A_PAPER) == sink.content
    assert hub.requests[-1].headers["range"].startswith("bytes=1")
    assert [300_000, 300_000] == sink.totals


async def test_a_beginning_on_the_disk_is_gone_on_with(hub: Hub, site: ArxivSite, waits: list[Waiting]) -> None:
    whole = Kept()
    await site.pdf(A_PAPER, whole, waits.append)
    sink = Kept(bytes(whole.content[:1234]), whole.validator)

    await site.pdf(A_PAPER, sink, waits.append)

    assert whole.content == sink.content
    assert "bytes=1234-" == hub.requests[-1].headers["range"]


async def test_a_pdf_that_has_changed_since_begins_anew(hub: Hub, site: ArxivSite, waits: list[Waiting]) -> None:
    sink = Kept(b"%PDF-1.7 of another version", '"older"')

    await site.pdf(A_PAPER, sink, waits.append)

    assert hub.arxiv.pdf(A_PAPER) == sink.content


async def test_more_than_there_is_begins_anew(hub: Hub, site: ArxivSite, waits: list[Waiting]) -> None:
    whole = Kept()
    await site.pdf(A_PAPER, whole, waits.append)
    sink = Kept(bytes(whole.content) + b"more", whole.validator)

    await site.pdf(A_PAPER, sink, waits.append)

    assert whole.content == sink.content


async def test_without_an_etag_nothing_is_said_to_go_on_with(hub: Hub, site: ArxivSite, waits: list[Waiting]) -> None:
    hub.arxiv.has_validators = False
    sink = Kept()

    await site.pdf(A_PAPER, sink, waits.append)

    assert sink.validator is None


@pytest.mark.parametrize(
    ("fault", "error", "said"),
    [
        (faults.status(404), Refused, "arXiv has no PDF of 2606.12000; it may have been withdrawn"),
        (faults.status(403), Refused, "does not let us see this"),
        (faults.answer(b"not a pdf at all", "application/pdf"), Unreadable, "what came is no PDF"),
        (faults.answer(b"", "application/pdf"), Unreachable, "empty"),
        (faults.answer(b"%PDF-1", "application/pdf", Content_Encoding="gzip"), Unreadable, "packed"),
        (faults.status(206, b"%PDF-1", Content_Range="bytes 5-10/11"), Unreadable, "another part"),
        (faults.status(206, b"%PDF-1"), Unreadable, "nobody says which"),
        (faults.redirect("https://elsewhere.example/x.pdf"), Unreachable, "sends us to elsewhere.example"),
        (faults.loop(), Unreachable, "in circles"),
        (faults.silence(), Unreachable, "no answer from 127.0.0.1 within"),
    ],
)
async def test_what_is_no_pdf_never_reaches_the_disk(
    hub: Hub, make_site: Callable[..., ArxivSite], waits: list[Waiting], fault: faults.Fault, error: type[SourceError], said: str
) -> None:
    hub.fault(fault, path="/pdf/")
    sink = Kept()

    with pytest.raises(error, match=said):
        await make_site(replace(IMPATIENT if said.startswith("no answer") else LIMITS, tries=1)).pdf(A_PAPER, sink, waits.append)

    assert b"" == sink.content


async def test_a_pdf_may_take_longer_than_any_other_answer(
    hub: Hub, make_site: Callable[..., ArxivSite], waits: list[Waiting]
) -> None:
    hub.arxiv.pdf_size = 2_000
    hub.fault(faults.slowly(20, 0.02), path="/pdf/")
    sink = Kept()

    await make_site(replace(LIMITS, whole=0.1, tries=1)).pdf(A_PAPER, sink, waits.append)

    assert hub.arxiv.pdf(A_PAPER) == sink.content


async def test_a_limit_while_a_pdf_is_asked_for_is_told(hub: Hub, site: ArxivSite, waits: list[Waiting]) -> None:
    hub.fault(faults.status(429, Retry_After="900"), path="/pdf/")

    with pytest.raises(Refused) as caught:
        await site.pdf(A_PAPER, Kept(), waits.append)

    assert caught.value.retry_after is not None
    assert caught.value.retry_after > 800
