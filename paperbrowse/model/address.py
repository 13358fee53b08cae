"""Addresses that others wrote, as they may be shown and opened."""

from urllib.parse import quote, urlsplit, urlunsplit

from .paper import HOSTS

_MAY_STAND = "/%:@!$&'()*+,;=~?#[]"


def in_ascii(address: str) -> str:
    """The host as the name service knows it (`xn--…`), all else percent-encoded: no letter passes for another.

    What is no address comes back in escapes that no browser is given."""
    try:
        parts = urlsplit(address)
        place = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
        path, query, fragment = (quote(part, safe=_MAY_STAND) for part in (parts.path, parts.query, parts.fragment))
        return urlunsplit((parts.scheme, place, path, query, fragment))
    except ValueError:
        return address.encode("ascii", "backslashreplace").decode()


def is_of_ours(address: str) -> bool:
    """Whether it leads, encrypted, to one of the sites of our own links."""
    return address.startswith("https://") and urlsplit(in_ascii(address)).netloc in HOSTS


def warning(address: str) -> str:
    """What one should know before opening it; empty where there is nothing."""
    if address.split("/")[2:3] != in_ascii(address).split("/")[2:3]:
        return "The name of this site is not in plain letters"
    return "This link is not encrypted" if address.startswith("http:") else ""
