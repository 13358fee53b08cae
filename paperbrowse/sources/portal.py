"""Telling the login page of a hotel or a train from an answer of the service."""

from ..errors import Unreachable
from ..model.text import clean_line

_TITLE = 80


def refuse_login_page(body: bytes, content_type: str) -> None:
    """Raises Unreachable("login page") for a web page that came in place of JSON.

    A page that says of itself that it is JSON is left to whoever reads JSON: that is a fault of the service.
    """
    start = body[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    if "json" in content_type or start[:1] in (b"[", b"{"):
        return
    if start[:1] == b"<" or "html" in content_type:
        raise login_page(_title(body))


def login_page(title: str) -> Unreachable:
    """The error for a login page with that title, which may be empty."""
    page = f" (“{title[:_TITLE]}”)" if title else ""
    return Unreachable("login page", f"a login page answered in place of the service{page}")


def _title(body: bytes) -> str:
    from parsel import Selector  # loads lxml: 0.1 s and 10 MB that only a login page is worth

    text = body[:100_000].decode("utf-8", "replace")
    return clean_line(Selector(text=text).css("title::text").get(""))
