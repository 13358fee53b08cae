from datetime import timedelta

import msgspec

from paperbrowse.model.marks import UNMARKED, Marks

from .made import NOON

LATER = NOON + timedelta(hours=1)


def test_nothing_was_said_of_most_papers() -> None:
    assert (False, False) == (UNMARKED.bookmarked, UNMARKED.read)


def test_a_bookmark_and_a_read_mark_are_set_apart_from_each_other() -> None:
    marks = UNMARKED.bookmark(NOON).mark_read(LATER).bookmark(None)

    assert Marks(read_at=LATER) == marks


def test_marks_come_back_from_their_json_as_they_were() -> None:
    marks = Marks(NOON, LATER, ("thesis", "to do"), "A note.\nTwo lines.")

    assert marks == msgspec.json.decode(msgspec.json.encode(marks), type=Marks)


def test_taking_a_step_back_leaves_what_was_said_apart_from_it() -> None:
    before, after = UNMARKED, UNMARKED.bookmark(NOON)
    since = Marks(bookmarked_at=NOON, read_at=LATER, note="Said meanwhile.")

    assert Marks(read_at=LATER, note="Said meanwhile.") == since.stepped(after, before)


def test_taking_back_that_a_bookmark_was_removed_brings_its_own_time_back() -> None:
    before = Marks(bookmarked_at=NOON)

    assert before == UNMARKED.stepped(before.bookmark(None), before)


def test_two_sets_of_marks_become_one_that_loses_nothing() -> None:
    one = Marks(LATER, None, ("a", "b"), "first")
    other = Marks(NOON, LATER, ("b", "c"), "second")

    assert Marks(NOON, LATER, ("a", "b", "c"), "first\nsecond") == one.merged(other)
    assert one == one.merged(one) == one.merged(UNMARKED) == UNMARKED.merged(one)
