"""What must never be printed or written down: tokens, and passwords of proxies."""

import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from ..errors import SettingsError

_HIDDEN = "…"
_LONGEST = 4096
_SHORT = 6
"""Letters: a shorter secret is hidden only where it stands alone, or a report would have holes in every word."""
_TOKENS = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
_ADDRESSES = ("HF_ENDPOINT", "PAPERBROWSE_ARXIV", *(f"{scheme}_PROXY" for scheme in ("HTTP", "HTTPS", "ALL")))

_HEADER = r"""(?i)\b((?:proxy-)?authorization\W{1,6}(?:b["'])?)(?:(?:bearer|basic|digest|token)\s+)?[^\s"',)]+"""
_PATTERNS = (
    (_HEADER, r"\1…"),
    (r"(?i)\b(bearer\s+)[^\s\"',)]+", r"\1…"),
    (r"\b(hf_|api_org_)[A-Za-z0-9]{4,}", r"\1…"),
    (r"(://)[^/\s\"']*@", r"\1…@"),
    (r"(?i)\b((?:access_|api_)?token|password|secret)=[^&\s\"']+", r"\1=…"),
)
"""What a secret looks like wherever it comes from."""


def without_secrets(text: str, known: Collection[str] = ()) -> str:
    """The text without the secrets that are known, and without what looks like one."""
    for secret in sorted(known, key=len, reverse=True):
        quoted = re.escape(secret)
        text = re.sub(rf"(?<!\w){quoted}(?!\w)" if len(secret) < _SHORT else quoted, _HIDDEN, text)
    for pattern, instead in _PATTERNS:
        text = re.sub(pattern, instead, text)
    return text


def known_secrets(environ: Mapping[str, str]) -> frozenset[str]:
    """Those that this process was given, by variables and by files."""
    return frozenset(filter(None, _given(environ)))


def _given(environ: Mapping[str, str]) -> Iterator[str]:
    from ..config_file import read_text
    from ..settings import token_file

    for name in _TOKENS:
        yield environ.get(name, "").strip()
    try:
        yield (read_text(token_file(environ), _LONGEST) or "").strip()
    except SettingsError:
        pass
    for name in _ADDRESSES:
        for address in (environ.get(name), environ.get(name.lower())):
            if password := _password(address or ""):
                yield password
                yield unquote(password)


def _password(address: str) -> str | None:
    try:
        return urlsplit(address if "://" in address else f"//{address}").password
    except ValueError:
        return None
