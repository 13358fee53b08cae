"""Where a redirect may lead: to the same service, never less safely."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

from ..errors import Unreachable
from ..model.text import clean_line

STATUSES = frozenset((301, 302, 303, 307, 308))
_USUAL_PORTS = {"http": 80, "https": 443}


def redirected(url: str, location: str) -> str:
    """The address that `url` redirects to. Raises Unreachable for another server, for none, and for less encryption."""
    old = urlsplit(url)
    try:
        target = urljoin(url, location)
        new = urlsplit(target)
        same_place = _is_same_place(old, new)
    except (KeyError, ValueError) as error:  # not http(s), or no valid port
        raise nowhere(old.hostname) from error
    if not location or not new.hostname:
        raise nowhere(old.hostname)
    if not same_place:
        other = clean_line(new.netloc.rpartition("@")[2])[:100]
        raise Unreachable("login page", f"{old.hostname} sends us to {other}: perhaps a network that wants a login")
    if old.scheme == "https" and new.scheme == "http" and not _is_loopback(new.hostname):
        raise Unreachable("redirect", f"{old.hostname} redirects to an address without encryption")
    return target


def nowhere(host: str | None) -> Unreachable:
    """The error for a redirect to what is no web address."""
    return Unreachable("redirect", f"{host} redirects to an address that is none")


def _is_same_place(old: SplitResult, new: SplitResult) -> bool:
    """Whether two addresses are one server; http and https at their usual ports are."""
    ports = {address.port or _USUAL_PORTS[address.scheme] for address in (old, new)}
    return old.hostname == new.hostname and (len(ports) == 1 or ports == {80, 443})


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
