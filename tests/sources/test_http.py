"""One request: what goes out, what is taken back, and what every way of going wrong becomes."""

import asyncio
import gzip
import tracemalloc
from collections.abc import AsyncIterator, Callable

import pytest
from msgspec.structs import replace

from paperbrowse.errors import Refused, SourceError, TooBig, Unreachable, Unreadable
from paperbrowse.services.ports import Waiting
from paperbrowse.sources.http import Answer, Body, Fetcher, NotModified
from paperbrowse.sources.inflate import read_body
from paperbrowse.sources.json_fields import load_json
from tests.clocks import FakeClock
from tests.hub import Fault, Hub, faults

from .conftest import IMPATIENT, LIMITS, TODAY

MakeFetcher = Callable[..., Fetcher]
DAY = {"date": "2026-06-08"}


def parsed(body: Body) -> object:
    return load_json(body.content)


async def ask(fetcher: Fetcher, waits: list[Waiting] | None = None, **conditions: str) -> Answer[object] | NotModified:
    told = [] if waits is None else waits
    return await fetcher.get("/api/daily_papers", DAY, parse=parsed, on_wait=told.append, **conditions)


async def failure_of(fetcher: Fetcher) -> SourceError:
    with pytest.raises(SourceError) as caught:
        await ask(fetcher)
    return caught.value


async def test_a_request_says_who_asks_and_what_it_can_read(hub: Hub, make_fetcher: MakeFetcher):
    answer = await ask(make_fetcher())

    assert len(answer.value) == 3
    [request] = hub.requests
    assert ("GET", "/api/daily_papers", DAY) == (request.method, request.path, request.query)
    assert "paperbrowse/test" == request.headers["user-agent"]
    assert "gzip" == request.headers["accept-encoding"]
    assert "application/json" == request.headers["accept"]
    assert "authorization" not in request.headers


async def test_the_answer_tells_of_a_next_page(hub: Hub, make_fetcher: MakeFetcher):
    full = await ask(make_fetcher())
    hub.fault(faults.answer(b"[]", Link='<https://x.test/a>; rel="prev", </b;rel=next>; rel="last"'), times=1)
    last = await ask(make_fetcher())

    assert full.has_next
    assert not last.has_next


@pytest.mark.fault("N3", "N4", "N5", "N36", "N37", "N45")
@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (faults.reset(), "cut"),
        (faults.reset_half_way(), "cut"),
        (faults.short_body(), "cut"),
        (faults.cut_json(), "cut"),
        (faults.cut_gzip(), "cut"),
        (faults.empty_body(), "cut"),
        (faults.raw(b"\x00\x01garbage\r\n\r\n"), "cut"),
        (faults.silence(), "timeout"),
    ],
    ids=["reset", "reset half way", "short", "json cut", "gzip cut", "empty", "garbage", "silence"],
)
async def test_a_broken_answer_is_asked_for_again_three_times_in_all(
    hub: Hub, make_fetcher: MakeFetcher, clock: FakeClock, fault: Fault, reason: str
):
    hub.fault(fault)

    error = await failure_of(make_fetcher(limits=IMPATIENT if reason == "timeout" else LIMITS))

    assert isinstance(error, Unreachable)
    assert reason == error.reason
    assert 3 == len(hub.requests)
    assert [0.25, 0.5] == clock.waited


@pytest.mark.fault("N3", "N4", "N5", "N31", "N36", "N37")
@pytest.mark.parametrize(
    "fault",
    [faults.reset(), faults.reset_half_way(), faults.short_body(), faults.cut_gzip(), faults.cut_json()]
    + [faults.status(number) for number in (408, 425, 500, 502, 503, 504)],
)
async def test_one_failure_is_not_noticed(hub: Hub, make_fetcher: MakeFetcher, fault: Fault):
    hub.fault(fault, times=1)
    waits: list[Waiting] = []

    answer = await ask(make_fetcher(), waits)

    assert 3 == len(answer.value)
    assert 2 == len(hub.requests)
    assert [0.25] == [waiting.seconds for waiting in waits]


@pytest.mark.fault("N6", "N7")
@pytest.mark.parametrize("fault", [faults.drip(0.02), faults.drip_headers(0.02)], ids=["body", "headers"])
async def test_an_answer_that_drips_ends_at_the_deadline(hub: Hub, make_fetcher: MakeFetcher, fault: Fault):
    hub.fault(fault)

    error = await failure_of(make_fetcher(limits=replace(LIMITS, whole=0.3, tries=1)))

    assert isinstance(error, Unreachable)
    assert "timeout" == error.reason
    assert "no whole answer from 127.0.0.1 within 0.3 s" == str(error)


@pytest.mark.fault("N8")
async def test_silence_ends_at_the_read_timeout_and_the_sentence_names_host_and_time(hub: Hub, make_fetcher: MakeFetcher):
    hub.fault(faults.silence())

    error = await failure_of(make_fetcher(limits=replace(IMPATIENT, tries=1)))

    assert "no answer from 127.0.0.1 within 0.1 s" == str(error)


@pytest.mark.fault("N1")
async def test_a_name_that_nobody_knows_is_no_network(make_fetcher: MakeFetcher):
    error = await failure_of(make_fetcher("http://nope.invalid"))

    assert isinstance(error, Unreachable)
    assert "dns" == error.reason
    assert "no answer from nope.invalid (nobody knows this name)" == str(error)


@pytest.mark.fault("N2")
async def test_a_refused_connection_says_so(make_fetcher: MakeFetcher, clock: FakeClock):
    error = await failure_of(make_fetcher("http://127.0.0.1:1"))

    assert isinstance(error, Unreachable)
    assert "refused" == error.reason
    assert "no answer from 127.0.0.1 (connection refused)" == str(error)
    assert 2 == len(clock.waited)


@pytest.mark.fault("N2", "N67")
async def test_after_three_failed_connections_nobody_tries_for_a_minute(make_fetcher: MakeFetcher, clock: FakeClock):
    back = Hub(today=TODAY).reserved()
    fetcher = make_fetcher(back.url)
    await failure_of(fetcher)
    waited = len(clock.waited)

    async with back:
        error = await failure_of(fetcher)
        asked_while_broken = len(back.requests)
        clock.advance(61)
        answer = await ask(fetcher)

    assert "refused" == error.reason
    assert waited == len(clock.waited)
    assert 0 == asked_while_broken
    assert answer.value


async def test_the_reader_may_have_it_tried_at_once(make_fetcher: MakeFetcher):
    back = Hub(today=TODAY).reserved()
    fetcher = make_fetcher(back.url)
    await failure_of(fetcher)

    async with back:
        fetcher.forget_failures()
        answer = await ask(fetcher)

    assert answer.value


@pytest.mark.fault("N11")
async def test_plain_http_where_tls_is_due_is_an_error_of_tls_and_not_tried_again(hub: Hub, make_fetcher: MakeFetcher):
    error = await failure_of(make_fetcher(hub.url.replace("http:", "https:")))

    assert isinstance(error, Unreachable)
    assert "tls" == error.reason
    assert str(error).startswith("no safe connection to 127.0.0.1 (")


@pytest.mark.fault("N21", "N24")
@pytest.mark.parametrize("number", [400, 403, 404, 410, 418, 501, 999])
async def test_an_answer_that_says_no_is_final(hub: Hub, make_fetcher: MakeFetcher, number: int):
    hub.fault(faults.status(number))

    error = await failure_of(make_fetcher())

    assert isinstance(error, Refused)
    assert (number, None) == (error.status, error.retry_after)
    assert 1 == len(hub.requests)


@pytest.mark.fault("N32")
async def test_a_service_in_trouble_is_asked_three_times(hub: Hub, make_fetcher: MakeFetcher, clock: FakeClock):
    hub.fault(faults.status(503))

    error = await failure_of(make_fetcher())

    assert isinstance(error, Refused)
    assert "127.0.0.1 is in trouble (status 503)" == str(error)
    assert 3 == len(hub.requests)
    assert [0.25, 0.5] == clock.waited


@pytest.mark.fault("N20")
async def test_a_refused_token_is_not_sent_again(hub: Hub, make_fetcher: MakeFetcher):
    hub.fault(faults.status(401), times=1)
    fetcher = make_fetcher(token="hf_made_up")

    await ask(fetcher)
    await ask(fetcher)

    assert ["Bearer hf_made_up", None, None] == [request.headers.get("authorization") for request in hub.requests]
    assert fetcher.token_refused


@pytest.mark.fault("N20")
async def test_a_service_that_wants_a_login_without_having_seen_a_token_is_not_asked_twice(
    hub: Hub, make_fetcher: MakeFetcher
):
    hub.fault(faults.status(401))

    error = await failure_of(make_fetcher())

    assert isinstance(error, Refused)
    assert 1 == len(hub.requests)


@pytest.mark.fault("N19")
async def test_what_has_not_changed_is_not_sent_again(hub: Hub, make_fetcher: MakeFetcher):
    hub.etags = True
    fetcher = make_fetcher()

    first = await ask(fetcher)
    second = await ask(fetcher, etag=first.etag)

    assert first.etag
    assert NotModified() == second
    assert first.etag == hub.requests[1].headers["if-none-match"]


async def test_the_time_of_the_last_change_is_sent_back_as_it_came(hub: Hub, make_fetcher: MakeFetcher):
    moment = "Fri, 12 Jun 2026 08:00:00 GMT"
    hub.fault(faults.answer(b"[]", Last_Modified=moment), times=1)
    fetcher = make_fetcher()

    first = await ask(fetcher)
    await ask(fetcher, last_modified=first.last_modified)

    assert moment == hub.requests[1].headers["if-modified-since"]


@pytest.mark.fault("N18")
async def test_unchanged_without_a_copy_is_asked_for_once_more(hub: Hub, make_fetcher: MakeFetcher):
    hub.fault(faults.status(304, b""), times=1)

    answer = await ask(make_fetcher())

    assert 3 == len(answer.value)
    assert "if-none-match" not in hub.requests[1].headers


@pytest.mark.fault("N18")
async def test_unchanged_for_ever_without_a_copy_is_unreadable(hub: Hub, make_fetcher: MakeFetcher):
    hub.fault(faults.status(304, b""))

    error = await failure_of(make_fetcher())

    assert isinstance(error, Unreadable)
    assert 2 == len(hub.requests)


@pytest.mark.fault("N40")
async def test_a_gzip_bomb_is_given_up_at_the_size_limit(hub: Hub, make_fetcher: MakeFetcher):
    hub.fault(faults.bomb(256 << 20))
    tracemalloc.start()

    error = await failure_of(make_fetcher())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert isinstance(error, TooBig)
    assert "the answer is larger than 8 MiB" == str(error)
    assert 1 == len(hub.requests)
    assert peak < 40 << 20


@pytest.mark.fault("N41")
async def test_a_body_that_announces_too_much_is_not_read(hub: Hub, make_fetcher: MakeFetcher):
    hub.fault(faults.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n["))

    error = await failure_of(make_fetcher())

    assert isinstance(error, TooBig)


@pytest.mark.fault("N41")
async def test_a_body_that_announces_nothing_ends_at_the_size_limit(hub: Hub, make_fetcher: MakeFetcher):
    hub.fault(faults.raw(b"HTTP/1.1 200 OK\r\n\r\n" + b" " * 2_000))

    error = await failure_of(make_fetcher(limits=replace(LIMITS, max_bytes=1_000)))

    assert isinstance(error, TooBig)


@pytest.mark.fault("N42")
@pytest.mark.parametrize(
    "fault",
    [faults.zipped_twice(), *(faults.answer(b"[]", Content_Encoding=name) for name in ("br", "zstd", "deflate", "foo"))],
)
async def test_an_encoding_that_nobody_asked_for_is_unreadable(hub: Hub, make_fetcher: MakeFetcher, fault: Fault):
    hub.fault(fault)

    error = await failure_of(make_fetcher())

    assert isinstance(error, Unreadable)


async def test_damaged_gzip_is_unreadable(hub: Hub, make_fetcher: MakeFetcher):
    hub.fault(faults.answer(b"no gzip at all", Content_Encoding="gzip"))

    error = await failure_of(make_fetcher())

    assert isinstance(error, Unreadable)


@pytest.mark.fault("N43", "N44")
@pytest.mark.parametrize(
    "sent",
    [
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 200_000 + b"\r\n\r\n[]",
        b"HTTP/1.1 200 OK\r\n" + b"X-Many: x\r\n" * 50_000 + b"\r\n[]",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[]",
        b"[]",
    ],
    ids=["long header", "many headers", "two lengths", "HTTP/0.9"],
)
async def test_what_is_no_proper_http_is_a_broken_answer(hub: Hub, make_fetcher: MakeFetcher, sent: bytes):
    hub.fault(faults.raw(sent))

    error = await failure_of(make_fetcher())

    assert isinstance(error, Unreachable)
    assert "cut" == error.reason


@pytest.mark.fault("N62")
@pytest.mark.parametrize("address", ["socks5://127.0.0.1:1", "foo://127.0.0.1", "socks4://127.0.0.1:1", "::::"])
async def test_a_proxy_that_cannot_be_used_is_told_by_its_variable(
    make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch, address: str
):
    monkeypatch.setenv("ALL_PROXY", address)

    error = await failure_of(make_fetcher())

    assert isinstance(error, Unreachable)
    assert "proxy" == error.reason
    assert "ALL_PROXY" in str(error)
    assert "127.0.0.1" not in str(error)


@pytest.mark.fault("N63")
async def test_a_proxy_that_does_not_answer_is_told_by_its_variable(
    make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HTTP_PROXY", "http://name:secret@127.0.0.1:1")

    error = await failure_of(make_fetcher("http://papers.invalid"))

    assert isinstance(error, Unreachable)
    assert "proxy" == error.reason
    assert "no answer from the proxy named in HTTP_PROXY" == str(error)


@pytest.mark.fault("N64")
@pytest.mark.parametrize("content", [None, "no certificate"])
async def test_certificates_that_cannot_be_read_are_told_by_their_variable(
    make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch, tmp_path, content: str | None
):
    file = tmp_path / "certificates.pem"
    if content:
        file.write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))

    error = await failure_of(make_fetcher())

    assert isinstance(error, Unreachable)
    assert "tls" == error.reason
    assert "SSL_CERT_FILE" in str(error)


@pytest.mark.fault("N65")
async def test_after_a_storm_of_cancelled_requests_the_next_one_is_answered(hub: Hub, make_fetcher: MakeFetcher):
    hub.latency = 0.005
    fetcher = make_fetcher()

    for number in range(100):
        request = asyncio.create_task(ask(fetcher))
        await asyncio.sleep(0.001 * (number % 8))
        request.cancel()
    answer = await ask(fetcher)

    assert 3 == len(answer.value)


async def test_no_more_than_the_allowed_number_is_in_flight(hub: Hub, make_fetcher: MakeFetcher):
    hub.latency = 0.01
    fetcher = make_fetcher(limits=replace(LIMITS, at_once=2))

    await asyncio.gather(*(ask(fetcher) for _ in range(6)))

    assert 2 == hub.busiest


@pytest.mark.fault("N65")
async def test_when_every_connection_is_taken_another_client_asks(hub: Hub, make_fetcher: MakeFetcher):
    hub.fault(faults.silence(), times=100)
    fetcher = make_fetcher(limits=replace(LIMITS, at_once=110, connect=1.0))
    stuck = []
    for number in range(1, 101):  # one by one: each may take a second to connect, and not all of them together
        stuck.append(asyncio.create_task(ask(fetcher)))
        while hub.busiest < number:
            await asyncio.sleep(0.001)

    answers = await asyncio.gather(ask(fetcher), ask(fetcher))
    for task in stuck:
        task.cancel()

    assert [3, 3] == [len(answer.value) for answer in answers]


@pytest.mark.fault("N37")
async def test_gzip_without_its_end_is_cut_even_where_all_of_its_content_came():
    async def pieces(packed: bytes) -> AsyncIterator[bytes]:
        for byte in packed:
            yield bytes([byte])

    packed = gzip.compress(b"[]")

    assert b"[]" == await read_body(pieces(packed), "gzip", 100)
    with pytest.raises(Unreachable) as caught:
        await read_body(pieces(packed[:-1]), "gzip", 100)
    assert "cut" == caught.value.reason


async def test_a_validator_that_cannot_be_sent_back_is_not_kept(hub: Hub, make_fetcher: MakeFetcher):
    hub.fault(faults.answer(b"[]", ETag='"a\tb"', Last_Modified="\xe9"), times=1)

    answer = await ask(make_fetcher())

    assert (None, None) == (answer.etag, answer.last_modified)


@pytest.mark.parametrize(("number", "reason"), [(407, "proxy"), (511, "login page")])
async def test_what_stands_between_us_and_the_service_is_not_the_service(
    hub: Hub, make_fetcher: MakeFetcher, number: int, reason: str
):
    hub.fault(faults.status(number))

    error = await failure_of(make_fetcher())

    assert isinstance(error, Unreachable)
    assert reason == error.reason


async def test_a_mistake_of_our_own_is_not_taken_for_a_mistake_of_the_service(make_fetcher: MakeFetcher):
    def mistaken(body: Body) -> object:
        return body.no_such_thing

    with pytest.raises(AttributeError):
        await make_fetcher().get("/api/daily_papers", DAY, parse=mistaken, on_wait=[].append)


async def test_a_wait_between_tries_can_be_given_up(hub: Hub, make_fetcher: MakeFetcher, clock: FakeClock):
    hub.fault(faults.status(503))
    asking: asyncio.Task[object]

    def give_up(_: Waiting) -> None:
        asking.cancel()

    asking = asyncio.create_task(make_fetcher().get("/api/x", {}, parse=parsed, on_wait=give_up))
    with pytest.raises(asyncio.CancelledError):
        await asking

    assert 1 == len(hub.requests)


def test_nothing_is_built_before_the_first_request(make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ALL_PROXY", "foo://nothing")

    make_fetcher("https://papers.invalid")
