"""The Hub is asked first, arXiv where it has no text; and what either does wrong is told or survived."""

import html as markup

import pytest
from msgspec.structs import replace

from paperbrowse.errors import Refused, SourceError, TooBig, Unreachable, Unreadable
from paperbrowse.model.limits import Limits
from paperbrowse.model.reading import FullText
from paperbrowse.sources.arxiv import ArxivSite
from paperbrowse.sources.full_texts import FullTexts
from tests.clocks import FakeClock
from tests.hub import Hub, Reply, faults

from .conftest import LIMITS

BOTH, LONG, ONLY_ARXIV, NONE = "2606.12000", "2606.12001", "2606.12002", "2606.12003"
HTML = {"Content-Type": "text/html"}


@pytest.fixture
async def hub(clock: FakeClock):
    from .conftest import TODAY

    async with Hub(today=TODAY, papers=5, monotonic=clock.monotonic) as hub:
        yield hub


@pytest.fixture
def make_texts(make_fetcher, clock: FakeClock):
    def make(limits: Limits = LIMITS) -> FullTexts:
        return FullTexts(make_fetcher(limits=limits), ArxivSite(make_fetcher(), make_fetcher(limits=limits)), clock)

    return make


@pytest.fixture
def texts(make_texts) -> FullTexts:
    return make_texts()


async def text(texts: FullTexts, paper_id: str = BOTH) -> FullText | None:
    return await texts.full_text(paper_id, [].append)


async def failure(texts: FullTexts, paper_id: str = BOTH) -> SourceError:
    with pytest.raises(SourceError) as caught:
        await text(texts, paper_id)
    return caught.value


def paths(hub: Hub) -> list[str]:
    return [request.path for request in hub.requests]


async def test_the_text_of_the_hub_has_its_title_and_arxiv_is_not_asked(hub: Hub, texts: FullTexts, clock: FakeClock):
    found = await text(texts)

    assert found and (BOTH, "hub", clock.now(), False) == (found.paper_id, found.origin, found.fetched_at, found.cut)
    assert found.markdown.startswith("# ") and "URL Source" not in found.markdown
    assert ["/papers/2606.12000.md"] == paths(hub)
    assert "text/markdown" == hub.requests[0].headers["accept"]


async def test_a_long_paper_comes_whole(texts: FullTexts):
    found = await text(texts, LONG)

    assert found and not found.cut and len(found.markdown) > 300_000
    assert found.markdown.rstrip().endswith("2019.")


async def test_where_the_hub_has_only_its_page_arxiv_is_asked(hub: Hub, texts: FullTexts):
    found = await text(texts, ONLY_ARXIV)

    assert found and ("arxiv", 2) == (found.origin, found.version)
    assert "$$L(\\theta)=\\sum_{i}\\ell(x_{i})$$ (1)" in found.markdown and "| Model | Accuracy |" in found.markdown
    assert ["/papers/2606.12002.md", "/html/2606.12002"] == paths(hub)


@pytest.mark.fault("N23")
async def test_where_neither_has_a_text_there_is_none(texts: FullTexts):
    assert await text(texts, NONE) is None
    assert await text(texts, "2606.12999") is None


async def test_a_title_is_no_question(hub: Hub, texts: FullTexts):
    assert await text(texts, "title-0123456789ab") is None
    assert [] == hub.requests


async def test_an_old_id_is_asked_of_arxiv_alone(hub: Hub, texts: FullTexts):
    hub.pages["/html/cs/0703001"] = Reply(b'<div class="ltx_document"><p>Old words.</p></div>', 200, HTML)

    found = await text(texts, "cs/0703001v2")

    assert found and "Old words." == found.markdown
    assert ["/html/cs/0703001"] == paths(hub)


@pytest.mark.parametrize(
    "fault",
    [faults.status(500), faults.answer(b"<!DOCTYPE html><div class='SVELTE_HYDRATER'>", "text/html"), faults.empty_body(),
     faults.answer(b"<p>x</p>", "text/markdown"), faults.login_page(), faults.short_body(), faults.status(429, Retry_After="90")],
)  # fmt: skip
async def test_what_the_hub_does_wrong_arxiv_makes_good(hub: Hub, texts: FullTexts, fault: faults.Fault):
    hub.fault(fault, path="/papers/")

    found = await text(texts)

    assert found and "arxiv" == found.origin


@pytest.mark.parametrize(
    ("fault", "error"),
    [(faults.login_page(), Unreachable), (faults.status(429, Retry_After="90"), Refused), (faults.empty_body(), Unreachable),
     (faults.answer(b"<html class='SVELTE_HYDRATER'>", "text/html"), Unreadable)],
)  # fmt: skip
@pytest.mark.parametrize("of_arxiv", [faults.status(404), faults.status(500), faults.answer(b"<p>Hello</p>", "text/html")])
async def test_where_arxiv_cannot_help_the_hubs_error_is_told(
    hub: Hub, texts: FullTexts, fault: faults.Fault, error: type, of_arxiv: faults.Fault
):
    hub.fault(fault, path="/papers/")
    hub.fault(of_arxiv, path="/html/")

    assert isinstance(await failure(texts), error)


@pytest.mark.parametrize("page", [faults.answer(b"<p>Hello</p>", "text/html"), faults.login_page(), faults.empty_body()])
async def test_a_page_that_is_no_paper_and_does_not_say_so_is_no_answer(hub: Hub, texts: FullTexts, page: faults.Fault):
    hub.fault(page, path="/html/")

    assert isinstance(await failure(texts, ONLY_ARXIV), Unreadable | Unreachable)


async def test_a_page_with_status_200_may_say_that_there_is_no_html(hub: Hub, texts: FullTexts):
    hub.pages["/html/2606.12002"] = Reply(b"<h1>No HTML for '2606.12002'</h1>", 200, HTML)

    assert await text(texts, ONLY_ARXIV) is None


async def test_where_nobody_answers_arxiv_is_not_tried(make_fetcher, hub: Hub, clock: FakeClock):
    texts = FullTexts(make_fetcher("http://127.0.0.1:9"), ArxivSite(make_fetcher(), make_fetcher()), clock)

    assert "refused" == getattr(await failure(texts), "reason", None)
    assert [] == hub.requests


async def test_a_text_longer_than_anybody_reads_is_cut_at_a_line(hub: Hub, texts: FullTexts):
    line = b"word " * 200
    hub.pages["/papers/2606.12000.md"] = Reply((line + b"\n\n") * 6_500, 200, {"Content-Type": "text/markdown"})

    found = await text(texts)

    assert found and found.cut and 1_000_000 < len(found.markdown) <= 2_000_000
    assert found.markdown.endswith("word")


async def test_an_answer_above_the_limit_is_given_up(hub: Hub, make_texts):
    hub.fault(faults.bomb(1 << 25), path="/papers/")
    hub.fault(faults.bomb(1 << 25), path="/html/")

    assert isinstance(await failure(make_texts()), TooBig)


async def test_a_text_that_drips_is_given_up_in_time(hub: Hub, make_texts):
    hub.fault(faults.drip(0.2), path="/papers/")
    hub.fault(faults.silence(), path="/html/")

    found = await failure(make_texts(replace(LIMITS, whole=0.5, tries=1)))

    assert isinstance(found, Unreachable) and "timeout" == found.reason


@pytest.mark.parametrize("nested", ["<div>" * 50_000, "<span>" * 50_000])
async def test_a_page_that_is_nested_without_end_is_survived(hub: Hub, texts: FullTexts, nested: str):
    body = f"<div class='ltx_document'>{nested}{markup.escape('x & y')}"
    hub.pages["/html/2606.12002"] = Reply(body.encode(), 200, HTML)

    try:
        await text(texts, ONLY_ARXIV)
    except SourceError as error:
        assert isinstance(error, Unreadable)
