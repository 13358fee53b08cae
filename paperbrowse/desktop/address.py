"""Which addresses may go to the browser. Whatever is refused here is shown instead, for the reader to judge."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from ..model.paper import HOSTS

_LONGEST = 2048
_SHOWN_AT_MOST = 200


def refusal(url: str, hosts: Collection[str] | None = HOSTS) -> str | None:
    """Why `url` is not opened, as a sentence that shows it; None for a clean https address of one of the hosts.

    `hosts` None takes any host, and one that is not encrypted: its letters are ASCII all the same, so that none passes
    for another."""
    reason = _reason(url, hosts)
    return f"{reason}: {shown(url)}" if reason else None


def shown(url: str) -> str:
    """The address for the eye: in ASCII, so that no letter passes for another, and not endless."""
    start = url[:_SHOWN_AT_MOST]
    text = "".join(character if " " <= character <= "~" else ascii(character)[1:-1] for character in start)
    return f"{text}…" if len(url) > _SHOWN_AT_MOST else text


def _reason(url: str, hosts: Collection[str] | None) -> str | None:
    if len(url) > _LONGEST:
        return "the address is too long to open"
    # `%action` is replaced inside webbrowser; a backslash ends the host for browsers and not for urlsplit.
    if not re.fullmatch(r"[!-\[\]-~]+", url) or "%action" in url.lower():
        return "the address has characters that no link of ours has"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "this is no address"
    if not url.startswith("https://" if hosts is not None else ("https://", "http://")):
        return "only https addresses are opened"
    if "@" in parts.netloc:
        return "the address hides its host behind a name"
    if not host or (hosts is not None and host not in hosts) or port not in (None, 443 if url.startswith("https") else 80):
        return "not a site that is opened from here"
    return None
