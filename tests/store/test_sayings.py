"""Three machines that say things about papers and hear of each other in any order, with clocks that are wrong."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as some

from paperbrowse.model.interests import Interest, Subject, Wish
from paperbrowse.model.marks import UNMARKED, Marks
from paperbrowse.model.sayings import Saying, heard
from paperbrowse.store.files import transaction
from paperbrowse.store.journal_sql import outbox
from paperbrowse.store.marks_sql import marks, marks_of
from paperbrowse.store.sayings_sql import Heard, hear, introduce, say, wish, wishes
from paperbrowse.store.schema import MIGRATIONS

from .making import NOW, paper

MACHINES = range(3)
TAGS = ("a", "b", "c")


@contextmanager
def machine() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for statement in (statement for statements in MIGRATIONS for statement in statements):
            connection.execute(statement)
        introduce(connection)
        yield connection


def journal(connection: sqlite3.Connection) -> list[Saying]:
    read = [heard(line.encode()) for _, line in outbox(connection)]
    assert None not in read
    return read


def bring(connection: sqlite3.Connection, sayings: list[Saying]) -> Heard:
    with transaction(connection):
        return hear(connection, sayings)


def tell(connection: sqlite3.Connection, number: int, said: Marks, now: datetime = NOW) -> None:
    with transaction(connection):
        say(connection, [(paper(number), said)], now)


def want(connection: sqlite3.Connection, key: str, interest: Interest | None, now: datetime = NOW) -> None:
    with transaction(connection):
        wish(connection, {key: interest}, now)


moments = some.integers(-400, 400).map(lambda minutes: NOW + timedelta(minutes=minutes))
said = some.builds(
    Marks,
    some.none() | moments,
    some.none() | moments,
    some.sets(some.sampled_from(TAGS)).map(lambda tags: tuple(sorted(tags))),
    some.none() | some.sampled_from(("One.", "Two.", "One.\n\nThree.")),
)
AGENTS, ADA = "topic:agents", "author:ada one"
interests = some.none() | some.builds(
    Interest, some.just(Subject.TOPIC), some.sampled_from(("agents", "Agents")), some.sampled_from(Wish)
)
wishing = some.tuples(some.sampled_from(MACHINES), some.just("wish"), interests, moments)
telling = some.tuples(some.sampled_from(MACHINES), some.just("tell"), some.integers(1, 2), said, moments)
hearing = some.tuples(some.sampled_from(MACHINES), some.just("hear"), some.sampled_from(MACHINES), some.integers(0, 99))
"""The last: how much of the journal has arrived, in per cent."""


@settings(max_examples=150, deadline=None)
@given(some.lists(telling | wishing | hearing, max_size=14), some.randoms(use_true_random=False))
def test_every_machine_ends_with_the_same_marks_and_wishes(events: list[tuple], chance: object) -> None:
    with ExitStack() as stack:
        machines = [stack.enter_context(machine()) for _ in MACHINES]
        for at, what, *rest in events:
            if what == "tell":
                number, marked, now = rest
                tell(machines[at], number, marked, now)
                assert marked == marks_of(machines[at], paper(number).id)
            elif what == "wish":
                want(machines[at], AGENTS, *rest)
                assert rest[0] == wishes(machines[at]).with_key(AGENTS)
            else:
                other, share = rest
                lines = journal(machines[other])
                bring(machines[at], lines[: len(lines) * share // 100])
        everything = [saying for each in machines for saying in journal(each)]

        for each in machines:
            for _ in range(2):
                shuffled = chance.sample(everything, len(everything))
                bring(each, shuffled)

        assert marks(machines[0]) == marks(machines[1]) == marks(machines[2])
        assert wishes(machines[0]) == wishes(machines[1]) == wishes(machines[2])


def test_a_note_that_was_written_on_both_sides_keeps_both_texts() -> None:
    with machine() as one, machine() as other:
        tell(one, 1, Marks(note="Both know this."))
        bring(other, journal(one))
        tell(one, 1, Marks(note="From here."))
        tell(other, 1, Marks(note="From there."), NOW + timedelta(days=1))

        bring(one, journal(other))
        bring(other, journal(one))

        assert {paper(1).id: Marks(note="From here.\nFrom there.")} == marks(one) == marks(other)

        tell(other, 1, Marks(note="Joined."))
        bring(one, journal(other))
        assert {paper(1).id: Marks(note="Joined.")} == marks(one)


def test_what_was_taken_away_stays_away_and_its_copy_goes() -> None:
    with machine() as one, machine() as other:
        tell(one, 1, Marks(bookmarked_at=NOW, tags=("a", "b")))
        before = journal(one)
        bring(other, before)
        tell(other, 1, UNMARKED)

        bring(one, journal(other))
        bring(one, before)

        assert {} == marks(one)
        assert (0,) == one.execute("SELECT COUNT(*) FROM papers").fetchone()


def test_what_is_said_later_counts_though_the_clock_is_years_behind() -> None:
    with machine() as one, machine() as other:
        tell(one, 1, Marks(bookmarked_at=NOW))
        bring(other, journal(one))
        tell(other, 1, UNMARKED, NOW - timedelta(days=3000))

        bring(one, journal(other))

        assert {} == marks(one)


def test_the_copy_of_a_paper_comes_along() -> None:
    with machine() as one, machine() as other:
        tell(one, 1, Marks(bookmarked_at=NOW))
        bring(other, journal(one))

        (copy,) = other.execute("SELECT copy FROM papers").fetchone()
        assert paper(1) == msgspec.json.decode(copy, type=type(paper(1)))


def test_what_is_watched_and_muted_goes_over_and_what_is_no_longer_wished_stays_away() -> None:
    agents, ada = Interest(Subject.TOPIC, "Agents", Wish.WATCH), Interest(Subject.AUTHOR, "Ada One", Wish.MUTE)
    with machine() as one, machine() as other:
        want(one, AGENTS, agents)
        want(one, ADA, ada)
        before = journal(one)

        assert Heard(wishes=frozenset({AGENTS, ADA})) == bring(other, before)
        assert (ada, agents) == wishes(other).all

        want(other, AGENTS, None, NOW - timedelta(days=3000))
        assert Heard(wishes=frozenset({AGENTS})) == bring(one, journal(other))
        assert Heard() == bring(one, before)
        assert (ada,) == wishes(one).all == wishes(other).all
        assert {} == marks(one) == marks(other)


def test_of_a_line_of_wishes_only_what_can_be_kept_is_taken() -> None:
    said = {
        "topic:agents": "admire agents", "galaxy:agents": "mute agents", "topic:Agents": "mute Agents", "author:a": "mute b",
        "phrase:x": "mute \x1b[2Jx", "org:": None, "read": None, "topic:" + "a" * 501: "mute " + "a" * 501,
    }  # fmt: skip
    good = {"topic:rag": "watch RAG", "phrase:in the wild": None}
    line = {"at": "0000000000000001 ab", "id": "wishes", "title": "wishes", "said": said | good}

    saying = heard(msgspec.json.encode(line))

    assert saying is not None and good == saying.said


def test_a_line_that_nobody_of_us_wrote_is_none() -> None:
    with machine() as one:
        tell(one, 1, Marks(bookmarked_at=NOW, tags=("a",), note="n"))
        ((_, line),) = outbox(one)

    assert heard(line.encode()) is not None
    for wrong in (
        b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, line[:-1].encode(),
        line.replace('"at":"1', '"at":"9').encode(), line.replace("2606.00001", "../../x").encode(),
    ):  # fmt: skip
        assert heard(wrong) is None


def test_of_a_line_only_what_can_be_kept_is_taken() -> None:
    said = {"tag x": "\x1b[2J", "tag a": "b", "read": "soon", "bookmarked": "0001-01-01T00:00:00+23:59", "more": "x"}
    good = {"tag b": "B", "read": None, "note 0000000000000009 ab": "Text."}
    line = {"at": "0000000000000001 ab", "id": "2606.00001", "title": "A\x1b[2J\ntitle", "said": said | good}

    saying = heard(msgspec.json.encode(line))

    assert Saying("0000000000000001 ab", "2606.00001", "A[2J title", good) == saying
