"""Pages that another process reads."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from paperbrowse.apart import start_words, topics_by
from paperbrowse.errors import Unreachable, Unreadable
from paperbrowse.sources.answering import Body
from paperbrowse.sources.apart import Question, ReadingApart
from paperbrowse.sources.framing import framed
from paperbrowse.sources.hub_reading import Entries, ReadingHere
from tests.hub.made_up import make_day

DAY = date(2026, 6, 8)
AT = datetime(2026, 6, 8, 12, tzinfo=UTC)
PAGE = Body(json.dumps(make_day(DAY, papers=12)).encode(), "application/json")


class Here:
    """Reads here, and notes what."""

    def __init__(self) -> None:
        self.pages: list[Body] = []
        self._read = ReadingHere()

    async def __call__(self, body: Body, day: date | None, at: datetime) -> Entries:
        self.pages.append(body)
        return await self._read(body, day, at)


@pytest.fixture
def here() -> Here:
    return Here()


@pytest.fixture
def words(tmp_path: Path) -> tuple[str, ...]:
    return start_words(tmp_path / "topics.toml")


@pytest.fixture
def apart(here: Here, words: tuple[str, ...]) -> ReadingApart:
    return ReadingApart(lambda: words, here)


def python(program: str) -> Callable[[], tuple[str, ...]]:
    return lambda: (sys.executable, "-c", program)


async def test_another_process_reads_what_this_one_would_and_finds_the_topics_too(
    apart: ReadingApart, here: Here, tmp_path: Path
) -> None:
    async with apart.beside():
        read = await apart(PAGE, DAY, AT)

    assert [] == here.pages
    papers = (await here(PAGE, DAY, AT)).papers
    assert await topics_by(tmp_path / "topics.toml").of(papers) == read.papers
    assert any(paper.topics for paper in read.papers)


async def test_pages_that_come_together_are_answered_each_with_its_own(apart: ReadingApart, here: Here) -> None:
    days = [date(2026, 6, number) for number in range(1, 7)]
    pages = [Body(json.dumps(make_day(day, papers=2)).encode(), "") for day in days]

    async with apart.beside():
        read = await asyncio.gather(*(apart(page, day, AT) for page, day in zip(pages, days, strict=True)))

    assert [] == here.pages
    assert days == [entries.papers[0].day for entries in read]


@pytest.mark.parametrize(
    ("content", "error"), [(b'[{"paper": {"id": "26', Unreachable), (b'{"error": "none"}', Unreadable)]
)
async def test_a_page_that_cannot_be_read_says_why_and_the_next_is_read(
    apart: ReadingApart, content: bytes, error: type[Exception]
) -> None:
    async with apart.beside():
        with pytest.raises(error):
            await apart(Body(content, ""), DAY, AT)

        assert 12 == (await apart(PAGE, DAY, AT)).number


async def test_before_and_after_this_process_reads(apart: ReadingApart, here: Here) -> None:
    before = await apart(PAGE, DAY, AT)
    async with apart.beside():
        pass
    after = await apart(PAGE, DAY, AT)

    assert before == after
    assert [PAGE, PAGE] == here.pages


@pytest.mark.parametrize(
    "words",
    [
        lambda: ("/no/such/program",),
        python("raise SystemExit(1)"),
        python("print('a greeting of somebody else', flush=True); import time; time.sleep(60)"),
        python(r"import os, sys; os.write(1, b'\0\0\0\1\xc1'); sys.stdin.read()"),
        python(r"import os; os.write(1, b'\0\0\0\4\xa0')"),
    ],
    ids=["cannot be started", "dies at once", "is another program", "says nonsense", "dies in the middle"],
)
async def test_where_it_cannot_be_had_this_process_reads(words: Callable[[], tuple[str, ...]], here: Here) -> None:
    apart = ReadingApart(words, here)

    async with apart.beside():
        read = await asyncio.gather(*(apart(PAGE, DAY, AT) for _ in range(3)))

    assert 3 == len(here.pages)
    assert {12} == {entries.number for entries in read}


async def test_whoever_stops_waiting_upsets_nobody(apart: ReadingApart, here: Here) -> None:
    async with apart.beside():
        cancelled = asyncio.create_task(apart(PAGE, DAY, AT))
        await asyncio.sleep(0)
        cancelled.cancel()

        assert 12 == (await apart(PAGE, DAY, AT)).number
    assert [] == here.pages


def test_it_ends_with_the_process_that_began_it(words: tuple[str, ...]) -> None:
    question = framed(Question(PAGE.content, PAGE.content_type, DAY, AT))
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        program.stdin.write(question)
        program.stdin.write(question[: len(question) // 2])  # the first process is killed here
        said, complaint = program.communicate()

    assert (0, b"") == (program.returncode, complaint)
    assert said[:4] == (len(said) - 4).to_bytes(4)


@pytest.mark.skipif(sys.platform == "win32", reason="signals mean something else there")
def test_ctrl_c_is_left_to_the_process_that_began_it(words: tuple[str, ...]) -> None:
    question = framed(Question(PAGE.content, PAGE.content_type, DAY, AT))
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        program.stdin.write(question)
        program.stdin.flush()
        os.read(program.stdout.fileno(), 1)
        program.send_signal(signal.SIGINT)
        _, complaint = program.communicate(question)

    assert (0, b"") == (program.returncode, complaint)
