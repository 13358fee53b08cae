"""What the environment may do to the network: one sentence, an exit code, and nothing else."""

from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.hub import Hub, faults


@pytest.mark.fault("N1", "N62", "N63", "N64")
@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("HF_ENDPOINT", "http://nope.invalid", "nope.invalid"),
        ("ALL_PROXY", "socks5://127.0.0.1:1", "ALL_PROXY"),
        ("all_proxy", "foo://127.0.0.1:1", "ALL_PROXY"),
        ("ALL_PROXY", "::::", "ALL_PROXY"),
        ("HTTP_PROXY", "http://name:secret@127.0.0.1:1", "HTTP_PROXY"),
        ("SSL_CERT_FILE", "{folder}/missing.pem", "SSL_CERT_FILE"),
        ("SSL_CERT_FILE", __file__, "SSL_CERT_FILE"),
        ("SSLKEYLOGFILE", "{folder}/missing/keys", "SSLKEYLOGFILE"),
    ],
)
def test_a_variable_that_spoils_the_network_is_named_in_one_sentence(
    program: Program, hub: Hub, tmp_path: Path, variable: str, value: str, told: str
) -> None:
    environ = {"NO_PROXY": "", variable: value.format(folder=tmp_path)}

    ended = program("list", "2026-06-08", env=environ)

    said = ended.stderr.decode()
    assert (3, b"", 1) == (ended.returncode, ended.stdout, said.count("\n"))
    assert told in said and "secret" not in said
    assert [] == hub.requests


@pytest.mark.fault("N20")
def test_a_refused_token_is_told_and_the_papers_come_without_it(program: Program, hub: Hub) -> None:
    hub.fault(faults.status(401), times=1)

    ended = program("list", "2026-06-08", "--quiet", env={"HF_TOKEN": "hf_made_up"})

    assert (0, 5) == (ended.returncode, ended.stdout.count(b"\n"))
    assert ended.stderr.startswith(b"The Hub refused your token") and b"hf_made_up" not in ended.stderr
    assert ["Bearer hf_made_up", None] == [request.headers.get("authorization") for request in hub.requests]
