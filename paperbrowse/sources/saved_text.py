"""The text of a file that the reader saved, and what the file seems to be where it is no page of papers."""

import codecs
import hashlib
import re

from ..errors import Unreadable

_SIGNATURES = {
    b"%PDF-": "it is a PDF document",
    b"PK\x03\x04": "it is a zip archive or an office document",
    b"\x1f\x8b": "it is a compressed file",
    b"\x89PNG": "it is a picture",
    b"\xff\xd8\xff": "it is a picture",
    b"GIF8": "it is a picture",
    b"bplist": "it is a web archive; this version reads a page saved as text",
    b"{\\rtf": "it is an RTF document; this version reads a page saved as text",
}
_HTML = re.compile(r"<(?:!doctype|!--|\?xml|html|head|body|meta|title|link|script|div|main|article)\b|<!--")
_WEB_ARCHIVE = re.compile(r"(?:from|mime-version|snapshot-content-location): ")
_ENCODING_OF_MARK = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""UTF-32 first: its little-endian mark begins with that of UTF-16."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LOGIN = re.compile(r"\b(?:log ?in|sign ?in)\b")


def decoded(content: bytes, name: str) -> str:
    """The text with line feeds as line ends, without a byte order mark.

    UTF-8, UTF-16 and UTF-32 are told by their bytes; all else is read as Windows-1252. Raises Unreadable for what is
    empty or no plain text.
    """
    if not content.strip():
        raise Unreadable(f"No papers found in {name}: it is empty")
    for signature, sentence in _SIGNATURES.items():
        if content.startswith(signature):
            raise Unreadable(f"No papers found in {name}: {sentence}")
    text = _characters(content).replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    beginning = text[:4096]
    if len(_CONTROL.findall(beginning)) * 20 > len(beginning):
        raise Unreadable(f"No papers found in {name}: it is a binary file")
    head = beginning.lstrip().lower()
    if _HTML.match(head):
        raise Unreadable(f"No papers found in {name}: it is an HTML page; this version reads a page saved as text")
    if _WEB_ARCHIVE.match(head) and "mime-version: " in head:
        raise Unreadable(f"No papers found in {name}: it is a web archive; this version reads a page saved as text")
    if "](https://huggingface.co/papers/" in text:
        raise Unreadable(f"No papers found in {name}: it is Markdown; this version reads a page saved as text")
    return text


def content_key(text: str) -> str:
    """Twelve hexadecimal digits that know the text again, whatever its encoding and its line ends were."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def instead(text: str) -> str:
    """What a text without a card seems to be, as the end of a sentence."""
    start = text[:4096].lower().split()
    opening = "".join(start)[:2]
    if opening in ('{"', "[{", "[[", '["', "{}", "[]"):
        return "it is a JSON document"
    if not start:
        return "it is empty"
    words = " ".join(start)
    if _LOGIN.search(words) and "password" in words:
        return "it is a login page"
    return "it is a text without the last lines of a paper, such as “3 authors · Feb 12”"


def _characters(content: bytes) -> str:
    for mark, encoding in _ENCODING_OF_MARK.items():
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    even, odd = content[:4096:2].count(0), content[1:4096:2].count(0)
    if max(even, odd) > 400 * min(len(content), 4096) // 4096 and min(even, odd) * 20 < max(even, odd):
        return content.decode("utf-16-be" if even > odd else "utf-16-le", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
