import hashlib
import zlib

import pytest

from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Paper
from paperbrowse.store import envelope
from paperbrowse.store.envelope import sealed, unsealed

from tests.store.making import listing, paper

KEY = "listing/1/2026-06-08"


def with_sum(body: bytes) -> bytes:
    """An envelope whose digest is right, as somebody with bad intentions could make it."""
    return b"PBC1" + hashlib.sha256(KEY.encode() + b"\0" + body).digest() + body


def test_what_was_sealed_comes_back() -> None:
    assert listing() == unsealed(KEY, sealed(KEY, listing()), Listing)


def test_an_envelope_opens_only_under_its_own_key() -> None:
    assert unsealed("listing/1/2026-06-09", sealed(KEY, listing()), Listing) is None


@pytest.mark.parametrize("position", [0, 4, 35, 36, 60, -1])
def test_a_changed_byte_is_noticed(position: int) -> None:
    damaged = bytearray(sealed(KEY, listing()))

    damaged[position] ^= 1

    assert unsealed(KEY, bytes(damaged), Listing) is None


@pytest.mark.parametrize("length", [0, 3, 4, 36, 100])
def test_a_cut_envelope_is_noticed(length: int) -> None:
    assert unsealed(KEY, sealed(KEY, listing())[:length], Listing) is None


@pytest.mark.parametrize("strange", [None, "PBC1", 7, memoryview(b"PBC1")])
def test_only_bytes_are_opened(strange: object) -> None:
    assert unsealed(KEY, strange, Listing) is None


def test_an_entry_of_another_kind_or_of_an_older_version_is_a_miss() -> None:
    assert unsealed(KEY, sealed(KEY, paper()), Listing) is None


@pytest.mark.parametrize(
    "body",
    [
        b"not compressed",
        zlib.compress(b"not json"),
        zlib.compress(b"[" * 100_000),
        zlib.compress(b'{"id": "1", "title": "t"}')[:-2],
        zlib.compress(b'{"id": "1", "title": "t"}') + b"more",
        zlib.compress(b'{"id": "1", "title": 3}'),
    ],
    ids=["plain", "text", "deep", "cut", "more", "mistyped"],
)
def test_a_right_sum_does_not_help_a_wrong_content(body: bytes) -> None:
    assert unsealed(KEY, with_sum(body), Paper) is None


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zlib.compress(b'{"id": "1", "title": "' + b" " * (envelope.MAX_BYTES + 1) + b'"}')

    assert unsealed(KEY, with_sum(bomb), Paper) is None
