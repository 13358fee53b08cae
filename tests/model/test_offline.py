"""What of a paper reads without a network, and what is still to be asked for."""

from datetime import timedelta

import pytest

from paperbrowse.model.offline import Holdings, Part, Saved

from .made import NOON

PAPER, OLD = "2606.12000", "math/0301001"
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)


def held(*ids: str, **others) -> Holdings:
    """All parts of these papers."""
    every = frozenset(ids)
    return Holdings(**{"texts": every, "talks": every, "records": every, "pdfs": frozenset({"2606.12000", "math-0301001"})} | others)


@pytest.mark.parametrize(
    ("holdings", "missing", "is_whole"),
    [
        (Holdings(), set(Part), False),
        (held(PAPER), set(), True),
        (held(PAPER, pdfs=frozenset()), {Part.PDF}, False),
        (held(PAPER, pdfs=frozenset({"2606.1200"})), {Part.PDF}, False),
        (held(PAPER, talks=frozenset(), records=frozenset()), {Part.TALK, Part.RECORD}, False),
        (held(PAPER, texts=frozenset(), without_text={PAPER: NOON - HOUR}), set(), True),
        (held(PAPER, texts=frozenset(), without_text={PAPER: NOON - WEEK}), {Part.TEXT}, True),
        (held(PAPER, pdfs=frozenset(), saved={PAPER: Saved(PAPER, NOON - HOUR, (Part.PDF,))}), set(), True),
        (held(PAPER, pdfs=frozenset(), saved={PAPER: Saved(PAPER, NOON - WEEK, (Part.PDF,))}), {Part.PDF}, True),
        (held(PAPER, pdfs=frozenset(), saved={PAPER: Saved(PAPER, NOON)}), {Part.PDF}, False),
        (held(PAPER, records=frozenset(), saved={PAPER: Saved(PAPER, NOON - WEEK)}), set(), True),
        (held(PAPER, records=frozenset(), saved={PAPER: Saved(PAPER, NOON + HOUR, (Part.RECORD,))}), {Part.RECORD}, True),
    ],
)
def test_what_is_missing_and_what_is_whole(holdings: Holdings, missing: set[Part], is_whole: bool) -> None:
    assert (missing, is_whole) == (holdings.missing(PAPER, NOON), holdings.is_whole(PAPER))
    assert (PAPER in holdings.whole()) == is_whole


def test_the_papers_that_are_whole() -> None:
    here = held(PAPER, OLD, "2606.00001", saved={"2606.00002": Saved("2606.00002", NOON, tuple(Part))})

    assert {PAPER, OLD} == here.whole()
