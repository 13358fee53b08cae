"""Certificates: made on the spot, trusted only where SSL_CERT_FILE says so."""

import shutil
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from paperbrowse.errors import Unreachable
from paperbrowse.sources.http import Fetcher
from tests.hub import Hub

from .conftest import TODAY
from .test_http import ask, failure_of

MakeFetcher = Callable[..., Fetcher]
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")


@pytest.fixture
def certificate(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a self-signed certificate for an address, with its key in the same file."""

    def make(address: str) -> Path:
        file = tmp_path / "certificate.pem"
        asked = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                 "/CN=made up", "-addext", f"subjectAltName=IP:{address}", "-keyout", str(file), "-out", str(file) + ".crt"]
        subprocess.run(["openssl", *asked], check=True, capture_output=True)
        file.write_bytes(file.read_bytes() + Path(str(file) + ".crt").read_bytes())
        return file

    return make


def served_with(file: Path) -> Hub:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return Hub(today=TODAY, papers=3, tls=context)


@pytest.mark.fault("N9")
async def test_a_certificate_that_nobody_vouches_for_is_named_and_not_tried_again(
    make_fetcher: MakeFetcher, certificate: Callable[[str], Path]
):
    async with served_with(certificate("127.0.0.1")) as hub:
        error = await failure_of(make_fetcher(hub.url))

    assert isinstance(error, Unreachable)
    assert "tls" == error.reason
    assert str(error).startswith("the certificate of 127.0.0.1 is not trusted (self")
    assert str(error).endswith("SSL_CERT_FILE may name a certificate to trust")
    assert [] == hub.requests


@pytest.mark.fault("N10")
async def test_a_certificate_of_another_host_is_told_with_the_reason(
    make_fetcher: MakeFetcher, certificate: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
):
    file = certificate("127.0.0.9")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))

    async with served_with(file) as hub:
        error = await failure_of(make_fetcher(hub.url))

    assert isinstance(error, Unreachable)
    assert "tls" == error.reason
    assert "mismatch" in str(error)


async def test_a_certificate_that_the_reader_trusts_is_trusted(
    make_fetcher: MakeFetcher, certificate: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
):
    file = certificate("127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))

    async with served_with(file) as hub:
        answer = await ask(make_fetcher(hub.url))

    assert answer.value
