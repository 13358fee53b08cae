"""The settings of one run: defaults, then config.toml, then the environment, then the options of the command line."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from .model.value import Value, replace
from .config_file import check, read, read_text
from .errors import SettingsError
from .preferences import Preferences

T = TypeVar("T")

HUB = "https://huggingface.co"
ARXIV_API, ARXIV_PAGES = "https://export.arxiv.org", "https://arxiv.org"
THUMBNAILS = "https://cdn-thumbnails.huggingface.co"
ZOTERO = "http://127.0.0.1:23119"
_ENVIRONMENT = "the environment"
_LARGEST_TOKEN_FILE = 4096
_NO_HOME = "names no folder, and the system knows none for this user; PAPERBROWSE_HOME can name one"


class Options(Value):
    """What was given on the command line."""

    offline: bool = False
    """Ask no network."""
    sample: bool = False
    """Show the built-in sample edition."""
    ascii: bool = False
    """Draw with ASCII alone."""
    config: Path | None = None
    """Another config.toml, which then must exist."""


class Directories(Value):
    """Absolute folders; none of them need exist."""

    config: Path
    """What the reader writes for us: config.toml, topics.toml."""
    data: Path
    """What must never vanish."""
    cache: Path
    """What may vanish at any time."""
    state: Path
    """What one run leaves for the next: rate limits, the log."""


class Token:
    """A secret that no log, traceback or toast shows; `value` is for the request header alone."""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value = value

    def __repr__(self) -> str:
        return "Token(…)"


class Settings(Preferences, kw_only=True):
    """The preferences, and what the environment and the options add."""

    directories: Directories
    """Where our files are."""
    config_file: Path
    """The file that the preferences come from, whether it exists or not."""
    endpoint: str = HUB
    """The Hub's address without a slash at its end."""
    arxiv: str | None = None
    """An address that stands for all of arXiv, without a slash at its end; None asks arXiv itself."""
    zotero: str = ZOTERO
    """Where the connector of Zotero answers, without a slash at its end."""
    token: Token | None = None
    """For the endpoint's host alone; None asks anonymously."""
    offline: bool = False
    """Ask no network."""
    sample: bool = False
    """Show the built-in sample edition."""

    @property
    def library_file(self) -> Path:
        return self.directories.data / "library.db"

    @property
    def pdf_directory(self) -> Path:
        """Where PDFs are kept: as configured, else beside the library, for they were asked for and must not vanish."""
        return self.pdf_folder or self.directories.data / "papers"

    @property
    def cache_directory(self) -> Path:
        return self.directories.cache / "papers"

    @property
    def arxiv_api(self) -> str:
        """Where arXiv's API is asked, without a slash at its end."""
        return self.arxiv or ARXIV_API

    @property
    def arxiv_pages(self) -> str:
        """Where arXiv's pages, PDF and BibTeX are, without a slash at its end."""
        return self.arxiv or ARXIV_PAGES

    @property
    def thumbnails(self) -> str:
        """Where the pictures of papers are asked for, without a slash at its end: whoever names an endpoint asks it alone."""
        return self.endpoint if self.endpoint_is_own else THUMBNAILS

    @property
    def endpoint_is_own(self) -> bool:
        """Whether the reader named an endpoint other than the Hub's."""
        return self.endpoint.lower() != HUB


def load(options: Options, environ: Mapping[str, str]) -> Settings:
    """Raises SettingsError for the first mistake in config.toml or in a variable.

    Without PAPERBROWSE_HOME the folders are those of the system, which platformdirs asks of the process itself.
    """
    directories = find_directories(environ)
    config_file = options.config or directories.config / "config.toml"
    preferences = read(config_file, must_exist=options.config is not None)
    if options.ascii:
        preferences = replace(preferences, ascii=True)
    return Settings(
        **{name: getattr(preferences, name) for name in preferences.__struct_fields__},
        directories=directories,
        config_file=config_file,
        endpoint=_address(environ, "HF_ENDPOINT", HUB) or HUB,
        arxiv=_address(environ, "PAPERBROWSE_ARXIV", ARXIV_PAGES),
        zotero=_address(environ, "PAPERBROWSE_ZOTERO", ZOTERO) or ZOTERO,
        token=_token(environ),
        offline=_is_offline(options, environ),
        sample=options.sample,
    )


def load_what_is_right(
    options: Options, environ: Mapping[str, str]
) -> tuple[Settings | None, tuple[SettingsError, ...]]:
    """The settings with our defaults for all that is wrong, and every mistake but those that only the screen knows.

    None where there is no place for our files.
    """
    mistakes: list[SettingsError] = []

    def right(ask: Callable[[], T], otherwise: T) -> T:
        try:
            return ask()
        except SettingsError as error:
            mistakes.append(error)
            return otherwise

    directories = right(lambda: find_directories(environ), None)
    endpoint = right(lambda: _address(environ, "HF_ENDPOINT", HUB), None) or HUB
    arxiv = right(lambda: _address(environ, "PAPERBROWSE_ARXIV", ARXIV_PAGES), None)
    zotero = right(lambda: _address(environ, "PAPERBROWSE_ZOTERO", ZOTERO), None) or ZOTERO
    token = right(lambda: _token(environ), None)
    if directories is None:
        return None, tuple(mistakes)
    config_file = options.config or directories.config / "config.toml"
    in_file = check(config_file)
    preferences = Preferences()
    if not in_file:
        preferences = right(lambda: read(config_file, must_exist=options.config is not None), preferences)
    settings = Settings(
        **{name: getattr(preferences, name) for name in preferences.__struct_fields__},
        directories=directories,
        config_file=config_file,
        endpoint=endpoint,
        arxiv=arxiv,
        zotero=zotero,
        token=token,
        offline=_is_offline(options, environ),
        sample=options.sample,
    )
    return settings, (*in_file, *mistakes)


def find_directories(environ: Mapping[str, str]) -> Directories:
    """Below PAPERBROWSE_HOME where it is set, else where the system keeps such files. Raises SettingsError."""
    if home := environ.get("PAPERBROWSE_HOME"):
        root = Path(os.path.expanduser(home))
        if not root.is_absolute():
            raise SettingsError(_ENVIRONMENT, "PAPERBROWSE_HOME", None, "must be an absolute path")
        return Directories(root / "config", root / "data", root / "cache", root / "state")
    from platformdirs import PlatformDirs  # here, because it is not needed with PAPERBROWSE_HOME

    system = PlatformDirs("paperbrowse", appauthor=False)
    try:
        paths = (system.user_config_path, system.user_data_path, system.user_cache_path, system.user_state_path)
    except RuntimeError as error:
        raise SettingsError(_ENVIRONMENT, "HOME", None, _NO_HOME) from error
    if not all(path.is_absolute() for path in paths):  # before 4.14 platformdirs gave `~/…` back instead of raising
        raise SettingsError(_ENVIRONMENT, "HOME", None, _NO_HOME)
    return Directories(*paths)


def _is_offline(options: Options, environ: Mapping[str, str]) -> bool:
    return options.offline or _is_on(environ, "HF_HUB_OFFLINE") or _is_on(environ, "TRANSFORMERS_OFFLINE")


def _is_on(environ: Mapping[str, str], name: str) -> bool:
    return environ.get(name, "").strip().upper() in ("1", "ON", "YES", "TRUE")


def _address(environ: Mapping[str, str], name: str, example: str) -> str | None:
    """None where none is named. The problem never repeats the value: it may hold a password."""
    typed = environ.get(name, "").strip()
    if not typed:
        return None
    address = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https"):
        problem = f"not a web address; it looks like {example}"
    elif not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f]*:[0-9a-f:.]+", host) or not re.fullmatch(r"[!-\[\]-~]+", address):
        problem = f"no host in plain letters; it looks like {example}"
    elif "@" in parts.netloc or parts.query or parts.fragment:
        problem = "only a host, a port and a path are accepted, no name, password, ? or #"
    else:
        return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"
    raise SettingsError(_ENVIRONMENT, name, None, problem)


def _token(environ: Mapping[str, str]) -> Token | None:
    """As huggingface_hub finds it, and never printed."""
    if _is_on(environ, "HF_HUB_DISABLE_IMPLICIT_TOKEN"):
        return None
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        if value := environ.get(name, "").strip():
            return _clean_token(value, _ENVIRONMENT, name)
    path = token_file(environ)
    value = (read_text(path, _LARGEST_TOKEN_FILE) or "").strip()
    return _clean_token(value, path, None) if value else None


def token_file(environ: Mapping[str, str]) -> Path:
    """Where huggingface_hub would look for a token."""
    if named := environ.get("HF_TOKEN_PATH"):
        return Path(os.path.expanduser(named))
    caches = environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(os.path.expanduser(environ.get("HF_HOME") or f"{caches}/huggingface")) / "token"


def _clean_token(value: str, place: Path | str, key: str | None) -> Token:
    if not re.fullmatch(r"[!-~]+", value):
        raise SettingsError(place, key, None, "a token has no spaces, line breaks or unusual letters inside")
    return Token(value)
