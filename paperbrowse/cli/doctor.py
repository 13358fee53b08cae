"""`paperbrowse doctor`: what there is, what is wrong, and what to do about it."""

import argparse
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from json import dumps
from typing import TYPE_CHECKING

from ..errors import SettingsError
from ..model.check import Check, State, failed, note, ok, size_of
from ..model.text import clean_line, drawable
from ..settings import Settings, load_what_is_right
from .cells import wrapped
from .exits import DONE, FAILED
from .output import finish, is_terminal, is_unicode, write
from .secrets import known_secrets, without_secrets
from .session import in_a_loop, options

if TYPE_CHECKING:
    from ..services.ports import Clock

_NAME, _STATE = 14, 8
"""Cells on a terminal."""

Section = tuple[str, Callable[[], Iterable[Check]]]


def examine(asked: argparse.Namespace, clock: "Clock | None") -> int:
    """Looks at one thing after the other, and on a terminal says at what."""
    settings, mistakes = load_what_is_right(options(asked), os.environ)
    show = _Json() if asked.json else _Sheet() if is_terminal() else _Columns()
    secrets = known_secrets(os.environ)
    found: list[Check] = []
    for heading, look in _sections(settings, mistakes, clock):
        show.begin(heading)
        for check in look():
            found.append(_harmless(check, secrets))
            show.add(found[-1])
    show.end(found)
    return FAILED if any(check.state is State.FAILED for check in found) else DONE


def _sections(
    settings: Settings | None, mistakes: tuple[SettingsError, ...], clock: "Clock | None"
) -> Iterator[Section]:
    from .terminal_checks import terminal_checks
    from .versions import versions

    yield "Versions", lambda: [ok(name, version) for name, version in versions()]
    yield "Configuration", lambda: _configuration(settings, mistakes)
    yield "Terminal", lambda: [*terminal_checks(os.environ), *_colours(settings)]
    yield "Clipboard and browser", _desktop
    if settings is not None:
        yield "Files", lambda: _files(settings)
        yield "Service", lambda: _service(settings, mistakes, clock)


def _configuration(settings: Settings | None, mistakes: tuple[SettingsError, ...]) -> Iterator[Check]:
    from ..config_file import check
    from ..services.examining import size_on_disk
    from ..tui.checks import mistakes as mistakes_of_the_screen
    from ..tui.commands import BY_ID

    found = {str(mistake): mistake for mistake in mistakes}
    if settings is not None:
        found |= {str(mistake): mistake for mistake in check(settings.config_file, BY_ID)}
        found |= {str(mistake): mistake for mistake in mistakes_of_the_screen(settings)} if not found else {}
        is_there = os.path.exists(settings.config_file)
        size = f", {size_of(size_on_disk(settings.config_file))}" if is_there else ": none, the defaults hold"
        yield ok("config", f"{settings.config_file}{size}")
    for sentence, mistake in found.items():
        where = "that line" if mistake.line else "that file" if os.path.exists(mistake.file) else "that variable"
        yield failed("mistake", sentence, f"mend {where}; until then only doctor, paths and config work")
    if not found:
        yield ok("mistakes", "none")


def _colours(settings: Settings | None) -> Iterator[Check]:
    from ..tui.abilities import colour_check, picture_check

    yield colour_check()
    if settings is not None:
        from ..assembly import can_draw_pictures

        yield picture_check(settings.images, settings.ascii, can_draw_pictures())


def _desktop() -> Iterable[Check]:
    from ..assembly import examine_desktop

    return in_a_loop(examine_desktop())


def _files(settings: Settings) -> Iterator[Check]:
    from ..services.examining import cache_checks, folder_check, index_check, library_check

    yield library_check(settings.library_file)
    yield from cache_checks(settings.cache_directory, settings.cache_max_bytes)
    yield index_check(settings.directories.cache / "index")
    yield folder_check("state", settings.directories.state)


def _service(settings: Settings, mistakes: tuple[SettingsError, ...], clock: "Clock | None") -> Iterable[Check]:
    if settings.offline:
        return [note("service", "not asked: working offline, as asked")]
    if any(mistake.key == "HF_ENDPOINT" for mistake in mistakes):
        return [note("service", "not asked: its address in HF_ENDPOINT has a mistake")]
    from ..assembly import examine_service

    return in_a_loop(examine_service(settings, clock))


def _harmless(check: Check, secrets: frozenset[str]) -> Check:
    """Without secrets, and without what a terminal would obey."""

    def clean(text: str) -> str:
        return without_secrets(drawable(clean_line(text)), secrets)

    return Check(check.name, check.state, clean(check.said), clean(check.advice))


class _Sheet:
    """For a person."""

    def begin(self, heading: str) -> None:
        write([heading])
        finish()  # before something is looked at that may take a while

    def add(self, check: Check) -> None:
        room = max(20, shutil.get_terminal_size().columns - _NAME - _STATE - 3)
        first, *rest = wrapped(check.said, room) or [""]
        write([f"  {check.state.value:<{_STATE}}{check.name:<{_NAME}}{first}"])
        advice = wrapped(f"Try: {check.advice}", room) if check.advice else []
        write(f"{'':{2 + _STATE + _NAME}}{line}" for line in (*rest, *advice))

    def end(self, checks: list[Check]) -> None:
        count = sum(check.state is State.FAILED for check in checks)
        write(["", f"{count} of {len(checks)} checks failed." if count else "Nothing failed."])


class _Columns:
    """For a pipe."""

    def begin(self, heading: str) -> None:
        pass

    def add(self, check: Check) -> None:
        write(["\t".join((check.state.value, check.name, check.said, check.advice))])

    def end(self, checks: list[Check]) -> None:
        pass


class _Json(_Columns):
    """For a program."""

    def add(self, check: Check) -> None:
        pass

    def end(self, checks: list[Check]) -> None:
        rows = [
            {"name": check.name, "state": check.state.value, "said": check.said, "advice": check.advice}
            for check in checks
        ]
        write([dumps(rows, indent=2, ensure_ascii=not is_unicode())])
