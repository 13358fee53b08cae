from datetime import UTC, date, timedelta

import msgspec
import pytest

from paperbrowse.errors import UsageError
from paperbrowse.model.listing import Listing, Sample, SavedPage
from paperbrowse.model.period import Day
from paperbrowse.model.seen import Seen

from .made import NOON, day_listing, paper
from .test_paper import WHOLE

LATER = NOON + timedelta(hours=1)
KEPT = day_listing(NOON.date(), WHOLE, paper(2), etag='"a"', last_modified="then", left_out=2, complete=False)


def test_a_listing_comes_back_from_its_json_as_it_was() -> None:
    back = msgspec.json.decode(msgspec.json.encode(KEPT), type=Listing)

    assert KEPT == back
    assert timedelta(0) == back.fetched_at.utcoffset()


def test_a_listing_knows_its_period() -> None:
    assert Day(date(2026, 6, 12)) == KEPT.period


@pytest.mark.parametrize("edition", [Sample(), SavedPage("0a1b", "page.html")])
def test_what_is_no_edition_has_no_period(edition: Sample | SavedPage) -> None:
    with pytest.raises(UsageError):
        _ = day_listing(edition=str(edition)).period


def test_confirming_moves_the_check_and_nothing_else() -> None:
    assert msgspec.structs.replace(KEPT, checked_at=LATER) == KEPT.confirmed(LATER)


def test_an_answer_with_the_same_papers_confirms_the_copy_and_brings_its_validators() -> None:
    copy = day_listing(NOON.date(), paper(1, fetched_at=NOON), paper(2, fetched_at=NOON), etag='"a"')
    answer = day_listing(NOON.date(), paper(1, fetched_at=LATER), paper(2, fetched_at=LATER), at=LATER, etag='"b"')

    same = copy.confirmed_by(answer)

    assert msgspec.structs.replace(copy, checked_at=LATER, etag='"b"') == same


@pytest.mark.parametrize(
    "answer",
    [
        day_listing(NOON.date(), paper(1)),
        day_listing(NOON.date(), paper(2), paper(1)),
        day_listing(NOON.date(), paper(1, upvotes=1), paper(2)),
        day_listing(NOON.date(), paper(1), paper(2), complete=False),
        day_listing(NOON.date()),
    ],
)
def test_an_answer_that_says_something_else_confirms_nothing(answer: Listing) -> None:
    assert day_listing(NOON.date(), paper(1), paper(2)).confirmed_by(answer) is None


def test_two_empty_answers_agree() -> None:
    assert day_listing(at=LATER, fetched_at=NOON) == day_listing().confirmed_by(day_listing(at=LATER))


def test_what_was_seen_tells_the_new_papers_and_what_the_others_gained() -> None:
    seen = Seen.of(day_listing(NOON.date(), paper(1, upvotes=5), paper(2, upvotes=5), paper(3)), NOON)

    now = [paper(1, upvotes=36), paper(2, upvotes=4), paper(3, upvotes=9), paper(4, upvotes=9)]

    assert [(False, 31), (False, 0), (False, 0), (True, 0)] == [(seen.is_new(each), seen.gain(each)) for each in now]


def test_what_was_seen_comes_back_from_its_json_as_it_was() -> None:
    seen = Seen(NOON.astimezone(UTC), {"2606.00001": None, "2606.00002": 3})

    assert seen == msgspec.json.decode(msgspec.json.encode(seen), type=Seen)
