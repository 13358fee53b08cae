from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.store.damaging import SMALL
from tests.store.making import MANY, listing, make_cache


@pytest.fixture
async def folder(tmp_path: Path) -> AsyncIterator[Path]:
    """A cache with one edition in a file and one in the database; what lies beside it has to stay as it is."""
    folder = tmp_path / "here" / "cache"
    await make_cache(folder, listing(papers=MANY), listing(SMALL))
    witness = folder.with_name("witness.val")
    witness.write_bytes(b"untouched")
    yield folder
    assert b"untouched" == witness.read_bytes()
