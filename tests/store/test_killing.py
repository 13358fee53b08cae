"""A program that is killed at any moment; more of it with `python -m tests.store.killing 2000`."""

import random
from pathlib import Path

import pytest

from .killing import kill_often


@pytest.mark.fault("P2", "S16")
def test_a_kill_at_any_moment_loses_nothing_and_leaves_nothing_half(tmp_path: Path) -> None:
    kills = list(kill_often(tmp_path / "library" / "library.db", 150, random.Random(2), 15, kills=4))

    assert len(kills) >= 4 and kills[-1] >= 150
