"""Redirects stay with the service, and login pages are told from answers."""

from collections.abc import AsyncIterator, Callable

import pytest

from paperbrowse.errors import Unreachable
from paperbrowse.sources.http import Fetcher
from paperbrowse.sources.portal import refuse_login_page
from paperbrowse.sources.redirects import redirected
from tests.hub import Hub, faults

from .test_http import ask, failure_of

MakeFetcher = Callable[..., Fetcher]


@pytest.fixture
async def other_hub() -> AsyncIterator[Hub]:
    """Another server, where nobody has any business."""
    async with Hub() as other:
        yield other


async def test_a_redirect_within_the_service_is_followed_with_the_token(hub: Hub, make_fetcher: MakeFetcher):
    hub.fault(faults.redirect("/api/daily_papers?date=2026-06-08&moved=1"), times=1)

    answer = await ask(make_fetcher(token="hf_made_up"))

    assert answer.value
    assert [None, "1"] == [request.query.get("moved") for request in hub.requests]
    assert "Bearer hf_made_up" == hub.requests[1].headers["authorization"]


@pytest.mark.fault("N12")
async def test_a_redirect_in_a_circle_ends_after_five(hub: Hub, make_fetcher: MakeFetcher):
    hub.fault(faults.loop())

    error = await failure_of(make_fetcher())

    assert isinstance(error, Unreachable)
    assert "redirect" == error.reason
    assert 6 == len(hub.requests)


@pytest.mark.fault("N16")
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_redirect_to_another_server_is_not_followed(
    hub: Hub, other_hub: Hub, make_fetcher: MakeFetcher, host: str
):
    hub.fault(faults.redirect(other_hub.url.replace("127.0.0.1", host) + "/login"))

    error = await failure_of(make_fetcher(token="hf_made_up"))

    assert isinstance(error, Unreachable)
    assert "login page" == error.reason
    assert host in str(error)
    assert [] == other_hub.requests
    assert 1 == len(hub.requests)


@pytest.mark.fault("N14", "N15", "N17")
@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "http://", "http://127.0.0.1:99999/", "http://[::1",
     "//", "http://127.0.0.1:x/", "ftp://127.0.0.1/"],
)
async def test_a_redirect_to_what_is_no_web_address_is_refused(hub: Hub, make_fetcher: MakeFetcher, location: str):
    hub.fault(faults.redirect(location))

    error = await failure_of(make_fetcher())

    assert isinstance(error, Unreachable)


@pytest.mark.fault("N17")
async def test_a_redirect_to_nowhere_is_refused(hub: Hub, make_fetcher: MakeFetcher):
    hub.fault(faults.status(302, b""))

    error = await failure_of(make_fetcher())

    assert isinstance(error, Unreachable)
    assert "redirect" == error.reason


@pytest.mark.fault("N13")
@pytest.mark.parametrize("location", ["http://hub.test/papers", "http://hub.test:443/papers"])
def test_encryption_is_never_given_up(location: str):
    with pytest.raises(Unreachable) as caught:
        redirected("https://hub.test/api/daily_papers", location)

    assert "redirect" == caught.value.reason


def test_encryption_may_be_taken_up():
    assert "https://hub.test/x" == redirected("http://hub.test/y", "https://hub.test/x")


def test_a_redirect_on_the_loopback_needs_no_encryption():
    assert "http://localhost:80/x" == redirected("https://localhost/y", "http://localhost:80/x")


@pytest.mark.parametrize("location", ["https://hub.test.evil.test/", "https://hub.test@evil.test/", "//evil.test/x", r"https:\\evil"])
def test_a_host_that_only_looks_like_ours_is_another(location: str):
    try:
        target = redirected("https://hub.test/api/x", location)
    except Unreachable:
        return
    assert target.startswith("https://hub.test/")


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "text/plain", ""])
def test_a_web_page_in_place_of_json_is_a_login_page_and_named_by_its_title(content_type: str):
    with pytest.raises(Unreachable) as caught:
        refuse_login_page(b"\xef\xbb\xbf\n" + faults.LOGIN_PAGE, content_type)

    assert "login page" == caught.value.reason
    assert "a login page answered in place of the service (“Guest Wi-Fi — log in”)" == str(caught.value)


@pytest.mark.parametrize(
    "page",
    [b"<", b"<html>", b"<title></title>", b"<html><title>\x1b[31m\xff</title>", b"<div>" * 3000, b"<\x00>"],
)
def test_a_login_page_may_be_any_page(page: bytes):
    with pytest.raises(Unreachable) as caught:
        refuse_login_page(page, "text/html")

    assert "login page" == caught.value.reason
    assert "\x1b" not in str(caught.value)


@pytest.mark.fault("N34", "N35")
@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"[]", "text/plain"), (b' {"a":1}', "text/html"), (b"[]", ""), (b"<html>", "application/json"), (b"", "text/plain")],
)
def test_what_may_be_json_is_no_login_page(body: bytes, content_type: str):
    refuse_login_page(body, content_type)
