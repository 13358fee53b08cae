from datetime import UTC, date, datetime, timedelta

import pytest

from paperbrowse.model.catching_up import CatchingUp, Visit, catching_up, frequent_topics, visited
from paperbrowse.model.marks import Marks
from paperbrowse.model.paper import Paper

BACK = datetime(2026, 6, 12, 9, 0, tzinfo=UTC)
FRIDAY = date(2026, 6, 12)


def paper(number: int, words: int = 10, **fields: object) -> Paper:
    return Paper(f"2606.{number:05}", " ".join(["word"] * words), **fields)


@pytest.mark.parametrize(
    ("last", "visit"),
    [
        (FRIDAY - timedelta(days=6), Visit(BACK, FRIDAY, 6)),
        (FRIDAY - timedelta(days=2), Visit(BACK, FRIDAY, 2)),
        (FRIDAY - timedelta(days=1), Visit(BACK, FRIDAY)),
        (FRIDAY, Visit(BACK - timedelta(days=9), FRIDAY)),
        (FRIDAY + timedelta(days=30), Visit(BACK - timedelta(days=9), FRIDAY + timedelta(days=30))),
    ],
)
def test_who_comes_back_after_two_days_or_more_was_away(last: date, visit: Visit) -> None:
    assert visit == visited(Visit(BACK - timedelta(days=9), last), BACK)


def test_nobody_was_away_before_the_first_start() -> None:
    assert Visit(BACK, FRIDAY) == visited(None, BACK)


def test_an_absence_is_told_on_the_days_after_until_all_is_read() -> None:
    visit = Visit(BACK, FRIDAY, 6)

    assert Visit(BACK, FRIDAY + timedelta(days=1), 6) == visited(visit, BACK + timedelta(days=1))
    assert Visit(BACK + timedelta(days=3), FRIDAY + timedelta(days=3), 3) == visited(visit, BACK + timedelta(days=3))


def test_what_was_read_since_counts_to_the_whole_and_what_was_read_before_does_not() -> None:
    marks = {
        paper(1).id: Marks(read_at=BACK - timedelta(days=9)),
        paper(2).id: Marks(read_at=BACK),
        paper(3).id: Marks(bookmarked_at=BACK),
    }

    inbox = catching_up([paper(number) for number in range(1, 6)], marks, Visit(BACK, FRIDAY, 6), lambda _: False)

    assert CatchingUp(unread=3, total=4, on_topics=0, minutes=1, away=6) == inbox


def test_minutes_are_counted_over_titles_and_over_summaries_of_the_readers_topics() -> None:
    papers = [paper(number, 10, summary=" ".join(["word"] * 90)) for number in range(100)]

    def minutes(mine: int) -> tuple[int, int]:
        inbox = catching_up(papers, {}, None, lambda each: int(each.id[5:]) < mine)
        return inbox.on_topics, inbox.minutes

    assert (0, 4) == minutes(0)
    assert (50, 22) == minutes(50)


def test_an_empty_inbox_takes_no_time() -> None:
    assert CatchingUp(0, 0, 0, 0) == catching_up([], {}, None, lambda _: True)


def test_the_readers_topics_are_the_most_frequent_ones() -> None:
    rare = [paper(number, topics=(f"rare {number}",)) for number in range(20)]
    often = [paper(30 + number, topics=("agents", "video")) for number in range(2)]

    topics = frequent_topics([*rare, *often])

    assert {"agents", "video"} <= topics
    assert 10 == len(topics)
