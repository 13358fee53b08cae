"""How our files and the service are, as checks for `paperbrowse doctor`."""

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..errors import Damaged, Full, Locked, PaperbrowseError, Refused, StoreError, TooNew, Unreachable
from ..model.budget import Budget
from ..model.check import Check, failed, note, ok, size_of
from ..model.freshness import newest_expected
from ..model.period import Day
from ..model.text import count
from ..store.cache_rows import Evicted
from ..store.health import (
    NEWEST_FORMAT,
    LibraryHealth,
    cache_health,
    can_be_made,
    library_health,
    set_aside,
    size_on_disk,
)
from .ports import Clock, Pace, Source

_NEWER = "the service may have changed: look for a newer paperbrowse"
_NAMED = 5
"""Editions of the last eviction that are named."""
_BY_REASON = {
    "dns": "look at the network, and at HF_ENDPOINT if it is set; what is kept can be read meanwhile",
    "refused": "look at the network, and at HF_ENDPOINT if it is set; what is kept can be read meanwhile",
    "tls": "SSL_CERT_FILE can name the certificates of your network; a wrong clock does this too",
    "timeout": "try again, or give it more time with connect, read and whole under [network] in config.toml",
    "login page": "log in to this network with a browser, then try again",
    "proxy": "look at the proxy's address, name and password in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY",
    "cut": "try again; a proxy or a filter in between may cut answers off",
    "redirect": "look at HF_ENDPOINT, and at what redirects in this network",
}


def library_check(path: Path, timeout: float = 1.0, limit: float = 10.0) -> Check:
    """Waits and checks for at most so many seconds; changes nothing."""
    try:
        health = library_health(path, timeout, limit)
    except StoreError as error:
        return failed("library", str(error).rstrip("."), _advice(error, path, "its marks"))
    if health is None:
        return _none_yet("library", path)
    said = f"{path}, {size_of(size_on_disk(path))}, format {health.format}"
    if health.format < NEWEST_FORMAT:
        return ok("library", f"{said}: brought up to format {NEWEST_FORMAT} at the next start, with a copy kept")
    if not health.is_whole:
        return note("library", f"{said}: sound as far as it was checked in {limit:g} s; {_counts(health)}")
    return ok("library", f"{said}: sound; {_counts(health)}")


def index_check(folder: Path) -> Check:
    """Reads all of it, some two seconds a gigabyte; changes nothing."""
    from ..store.index.health import index_health  # loads tantivy

    try:
        health = index_health(folder)
    except StoreError as error:
        return failed("index", str(error).rstrip("."), "paperbrowse reindex builds it anew; until then searches read every edition")
    if health is None:
        return ok("index", f"{folder}: none of this form yet; the next search builds it")
    said = f"{folder}, {size_of(size_on_disk(folder))}, format {health.version}: sound; {count(health.papers, 'paper')}"
    return ok("index", said)


def cache_checks(folder: Path, max_bytes: int, timeout: float = 1.0) -> Iterator[Check]:
    """Waits for at most so many seconds; changes nothing."""
    try:
        held = cache_health(folder, timeout)
    except StoreError as error:
        yield failed("cache", str(error).rstrip("."), _advice(error, folder, "editions that are kept"))
    else:
        if held is None:
            yield _none_yet("cache", folder)
        else:
            said = f"{folder}, {size_of(size_on_disk(folder))} of {size_of(max_bytes)}: sound"
            yield ok("cache", f"{said}; {_count(held.editions, 'edition')}, {_count(held.papers, 'single paper')}")
            if held.evicted:
                yield _evicted(held.evicted)
    for aside in set_aside(folder):
        said = f"a damaged cache, {size_of(size_on_disk(aside))}: {aside}"
        yield note("set aside", said, "delete it, unless you want to look into it")


def folder_check(name: str, folder: Path) -> Check:
    """A folder of ours that holds whatever comes."""
    try:
        if not folder.exists():
            return _none_yet(name, folder)
        if not folder.is_dir():
            return failed(name, f"{folder} is not a folder", f"move {folder} away; it is made anew")
    except OSError as error:
        return failed(name, f"{folder} cannot be seen: {error.strerror}", f"give yourself the right to use {folder}")
    return ok(name, f"{folder}, {size_of(size_on_disk(folder))}")


async def service_check(source: Source, host: str, clock: Clock, limit: float) -> Check:
    """One question, for at most so many seconds."""
    day = newest_expected(clock.now().date())
    began = clock.monotonic()
    try:
        async with asyncio.timeout(limit):
            listing = await source.listing(Day(day.day), None, lambda _: None)
    except TimeoutError:
        return failed("service", f"no answer from {host} within {limit:g} s", _BY_REASON["timeout"])
    except PaperbrowseError as error:
        return _no_answer(error)
    seconds = clock.monotonic() - began
    said = f"{host} answers within {seconds:.1f} s: {_count(len(listing.papers), 'paper')} on {day}"
    if listing.origin != "hub":
        return note("service", f"{said}, read from its page: the API gave nothing that we can read", _NEWER)
    return ok("service", said)


def proxy_check(variable: str | None) -> Check:
    """`variable` names the proxy in the way; its value may hold a password."""
    return note("proxy", f"requests go through the one named in {variable}") if variable else ok("proxy", "none")


def token_check(is_set: bool, was_refused: bool, has_answer: bool) -> Check:
    if not is_set:
        return ok("token", "none, and none is needed")
    if was_refused:
        return failed("token", "refused by the service; requests go without it", "renew HF_TOKEN, or take it away")
    return ok("token", "accepted") if has_answer else note("token", "set, and not tried")


async def limit_checks(pace: Pace, budgets: Mapping[str, Budget], names: Mapping[str, str]) -> tuple[Check, ...]:
    """What is left of each rate limit; `names` gives each bucket its name."""
    checks = []
    for bucket, name in names.items():
        room = await pace.look(bucket)
        if room.left:
            said = f"{room.left} of {budgets[bucket].calls} requests left, all of them again in {room.seconds:.0f} s"
            checks.append(ok(name, said))
        else:
            said = f"no request for another {room.seconds:.0f} s"
            checks.append(note(name, said, "wait; what is kept can be read meanwhile"))
    return tuple(checks)


def _evicted(gone: Evicted) -> Check:
    names = ", ".join(gone.last[:_NAMED]) + (" and more" if len(gone.last) > _NAMED else "")
    many = _count(gone.editions, "edition")
    return note(
        "evicted",
        f"{many} so far, to keep the cache within its size; the last on {gone.at:%Y-%m-%d}: {names}",
        "raise max_megabytes under [cache] in config.toml; bookmarked papers never go",
    )


def _none_yet(name: str, path: Path) -> Check:
    if can_be_made(path):
        return ok(name, f"{path}: none yet")
    return failed(name, f"{path}: none yet, and it cannot be made", f"give yourself the right to write {path.parent}")


def _no_answer(error: PaperbrowseError) -> Check:
    said = str(error).rstrip(".")
    match error:
        case Unreachable(reason="offline"):
            return note("service", f"not asked: {said}")
        case Unreachable(reason=reason):
            return failed("service", said, _BY_REASON.get(reason, _BY_REASON["dns"]))
        case Refused(retry_after=seconds) if seconds is not None:
            return note("service", said, "wait; what is kept can be read meanwhile")
        case Refused():
            return failed("service", said, "try again later; look at HF_ENDPOINT if it is set")
        case _:
            return failed("service", said, _NEWER)


def _advice(error: StoreError, path: Path, what: str) -> str:
    match error:
        case Locked():
            return "close the other paperbrowse, or wait for it"
        case TooNew():
            return "install the newer paperbrowse again; until then the screen runs without marks"
        case Full():
            return f"make room, or give yourself the right to write {path}"
        case Damaged():
            return f"keep a copy of {path} and move it away: a new one is begun, without {what}"
        case _:
            return f"look at {path}"


def _counts(health: LibraryHealth) -> str:
    return ", ".join(
        (
            _count(health.bookmarks, "bookmark"),
            f"{health.read} read",
            f"copies of {_count(health.papers, 'paper')}",
            _count(health.pages, "imported page"),
            f"{_count(health.seen, 'edition')} looked at",
        )
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
