"""The rarer lines of the catalogue's chapter about the network."""

import json
import shutil
import ssl
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from paperbrowse.errors import TooBig, Unreachable
from paperbrowse.model.freshness import Freshness, freshness
from paperbrowse.model.limits import Limits
from paperbrowse.sources.http import Fetcher
from tests.clocks import FakeClock
from tests.hub import Hub, faults, make_day

from .conftest import TODAY, MakeApi
from .test_http import ask, failure_of
from .test_hub_api import MONDAY, ids, listing

MakeFetcher = Callable[..., Fetcher]
NOON = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)


@pytest.fixture
def expired(tmp_path: Path) -> Path:
    """A certificate for the loopback that held until yesterday, with its key in the same file."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl to make a certificate")
    key, asked, file = (str(tmp_path / name) for name in ("key.pem", "asked.csr", "certificate.pem"))
    words = "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=made-up -addext subjectAltName=IP:127.0.0.1"
    subprocess.run(["openssl", *words.split(), "-keyout", key, "-out", asked], check=True, capture_output=True)
    words = "x509 -req -days -1 -copy_extensions copy"
    if subprocess.run(["openssl", *words.split(), "-in", asked, "-signkey", key, "-out", file], capture_output=True).returncode:
        pytest.skip("this openssl makes no certificate of the past")
    Path(file).write_bytes(Path(file).read_bytes() + Path(key).read_bytes())
    return Path(file)


@pytest.mark.fault("N10")
async def test_a_certificate_that_has_expired_is_told_with_the_reason(
    make_fetcher: MakeFetcher, expired: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(expired))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(expired)

    async with Hub(today=TODAY, tls=context) as hub:
        error = await failure_of(make_fetcher(hub.url))

    assert isinstance(error, Unreachable)
    assert ("tls", True) == (error.reason, "expired" in str(error))
    assert [] == hub.requests


@pytest.mark.fault("N64")
async def test_a_key_log_that_cannot_be_written_is_told_by_its_variable(
    make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "no such folder" / "keys"))

    error = await failure_of(make_fetcher())

    assert isinstance(error, Unreachable)
    assert ("tls", True) == (error.reason, "SSLKEYLOGFILE" in str(error))


@pytest.mark.fault("N43")
@pytest.mark.parametrize(
    "before",
    [b"HTTP/1.1 100 Continue\r\n\r\n" * 20_000 + b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n" + b"X-Many: x\r\n" * 5_000],
    ids=["20,000 times 100 Continue", "5,000 headers"],
)
async def test_a_long_way_to_the_answer_is_gone_or_given_up_and_never_hangs(
    hub: Hub, make_fetcher: MakeFetcher, before: bytes
):
    hub.fault(faults.raw(before + b"Content-Length: 2\r\n\r\n[]"), times=1)

    answer = await ask(make_fetcher())

    assert answer.value in ([], hub.days[MONDAY.day])


@pytest.mark.fault("N41")
async def test_a_body_without_end_is_given_up_at_the_size_limit(hub: Hub, make_fetcher: MakeFetcher):
    async def endless(exchange: faults.Exchange) -> None:
        await exchange.send_raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while True:
            await exchange.send_raw(b" " * 65_536)

    hub.fault(endless)

    error = await failure_of(make_fetcher())

    assert isinstance(error, TooBig)
    assert 1 == len(hub.requests)


@pytest.mark.fault("N59")
async def test_an_order_that_changes_between_two_pages_makes_no_paper_twice_and_ends(hub: Hub, make_api: MakeApi):
    entries = make_day(MONDAY.day, 8)
    link = "<x>; rel=next"
    for page in (entries[:4], [entries[1], *entries[4:7]], [entries[0], entries[3], entries[7], entries[2]], entries[:4]):
        hub.fault(faults.answer(json.dumps(page).encode(), Link=link), times=1)

    day = await listing(make_api(limits=Limits(page_size=4)))

    assert ids(entries) == [paper.id for paper in day.papers]
    assert (4, True) == (len(hub.requests), day.complete)


@pytest.mark.fault("N61")
@pytest.mark.parametrize("days", [-1, 1, 4000])
async def test_the_clock_of_the_service_has_no_say_in_what_is_fresh(hub: Hub, make_api: MakeApi, clock: FakeClock, days: int):
    theirs = format_datetime(NOON + timedelta(days=days), usegmt=True)
    hub.fault(faults.answer(json.dumps(hub.days[MONDAY.day]).encode(), Date=theirs), times=1)

    day = await listing(make_api())

    assert 3 == len(day.papers)
    assert (clock.now(), clock.now()) == (day.fetched_at, day.checked_at)
    assert freshness(MONDAY, day, clock.now()) is Freshness.FRESH
