"""The settings and the services for one command."""

import argparse
import asyncio
import os
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..errors import PaperbrowseError, StoreError
from ..settings import Options, Settings, load
from .exits import NO_LIBRARY
from .output import say

if TYPE_CHECKING:
    from ..services import Services
    from ..services.ports import Clock, Waiting

T = TypeVar("T")

WORTH_SAYING = 1.0
"""Seconds from which a wait is announced."""

Act = Callable[["Services", Settings, argparse.Namespace], Awaitable[int]]
"""The part of a command that needs services; answers the exit code."""


def load_settings(asked: argparse.Namespace) -> Settings:
    """Raises SettingsError."""
    return load(options(asked), os.environ)


def options(asked: argparse.Namespace) -> Options:
    config = Path(os.path.expanduser(asked.config)) if asked.config else None
    return Options(asked.offline, asked.sample, asked.ascii, config)


def today(clock: "Clock | None") -> date:
    """The day it is, UTC, before there are services to ask."""
    return (clock.now() if clock else system_time()).date()


def system_time() -> datetime:
    """UTC, whatever has become of the clock."""
    return datetime.now(UTC)


def with_services(asked: argparse.Namespace, clock: "Clock | None", act: Act) -> int:
    """Runs `act` in an event loop of its own; at the end everything is on disk and closed."""
    settings = load_settings(asked)

    async def run() -> int:
        from ..assembly import open_services  # loads the store; usage errors have been found by now

        async with open_services(settings, clock=clock) as services:
            code = await act(services, settings, asked)
            if services.marking.has_changed:
                await services.marking.back_up_if_due()
            if notice := services.notice():
                say(notice)
            return code

    return in_a_loop(run())


def in_a_loop(act: Coroutine[object, object, T]) -> T:
    """Runs `act` in an event loop of its own. Raises also the mistake of ours that nobody waited for.

    asyncio would print it, with whatever its text holds, on the screen.
    """
    strays: list[Exception] = []

    def note(_: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        # What the world does to an answer that nobody waits for any more is no mistake of ours.
        if isinstance(error, Exception) and not isinstance(error, PaperbrowseError | OSError):
            strays.append(error)

    async def run() -> T:
        asyncio.get_running_loop().set_exception_handler(note)
        return await act

    answer = asyncio.run(run())
    for stray in strays:
        raise stray
    return answer


def library_code(services: "Services") -> int:
    """The exit code of a command that went on without marks, saying so; `marking.load` has been called."""
    if services.marking.problem is None:
        return 0
    say(services.marking.problem)
    return NO_LIBRARY


def need_library(services: "Services", settings: Settings) -> None:
    """Raises StoreError where there are no marks to go by."""
    if services.marking.problem is not None:
        raise StoreError(settings.library_file, services.marking.problem)


def say_wait(waiting: "Waiting") -> None:
    if waiting.seconds >= WORTH_SAYING:
        say(f"Waiting {round(waiting.seconds)} s: {waiting.reason}.")
