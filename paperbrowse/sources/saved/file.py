"""The text of a file that the reader saved: which characters its bytes are, and what it is where it has none.

A browser's single-file web archive (`.mhtml`, as Chrome and Edge write it) holds its page as the first part of a MIME
message; required there are a boundary and an HTML part. Everything is bounded by the caller's limit on the size.
"""

import binascii
import codecs
import email
import hashlib
import re
from email.message import Message

from ...errors import Unreadable

_SIGNATURES = {
    b"%PDF-": "it is a PDF document",
    b"PK\x03\x04": "it is a zip archive or an office document",
    b"\x1f\x8b": "it is a compressed file",
    b"\x89PNG": "it is a picture",
    b"\xff\xd8\xff": "it is a picture",
    b"GIF8": "it is a picture",
    b"RIFF": "it is a picture or a sound",
    b"bplist": "it is a web archive of Safari; the page saved as page source can be read",
    b"{\\rtf": "it is an RTF document; the page saved as text can be read",
}
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_CHARACTER_SETS = re.compile(
    r"utf-?8|windows-125[0-8]|iso-8859-(?:[1-9]|1[0-6])|koi8-[ru]|shift_jis|euc-(?:jp|kr)|gbk|gb2312|gb18030|big5",
    re.IGNORECASE,
)
"""Those that pages name, and not Python's other codecs."""
_ENCODING_OF_MARK = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""UTF-32 first: its little-endian mark begins with that of UTF-16."""
_COMMENTS = re.compile(r"(?:<!--(?:[^-]|-(?!->))*-->\s*)+")
_HTML = re.compile(r"<(?:!doctype|\?xml|html|head|body|meta|title|link|script|div|main|article)\b|<!--", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ARCHIVE = re.compile(rb"(?:from|mime-version|snapshot-content-location|subject|content-type): ", re.IGNORECASE)
_HEADERS = 65_536
_MOST_PARTS = 20


def decoded(content: bytes) -> str:
    """The text with line feeds as line ends, without a byte order mark.

    UTF-8, UTF-16 and UTF-32 are told by their bytes; all else is what a page says of itself, or Windows-1252. Raises
    Unreadable for what is empty or holds no text, and for a web archive without a page.
    """
    if not content.strip():
        raise Unreadable("it is empty")
    for signature, sentence in _SIGNATURES.items():
        if content.startswith(signature):
            raise Unreadable(sentence)
    if _ARCHIVE.match(content[:200].lstrip()) and b"mime-version: " in content[:_HEADERS].lower():
        content = _archived(content)
    text = _characters(content).replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    beginning = text[:4096]
    if len(_CONTROL.findall(beginning)) * 20 > len(beginning):
        raise Unreadable("it is a binary file")
    return text


def is_html(text: str) -> bool:
    """Whether it is a page, or a part of one."""
    beginning = _COMMENTS.sub("", text[:4096].lstrip(), count=1)
    if _HTML.match(beginning):
        return True
    return beginning[:1] not in ("{", "[") and ("</article>" in text or (beginning[:1] == "<" and "</" in text))


def content_key(text: str) -> str:
    """Twelve hexadecimal digits that know the text again, whatever its encoding and its line ends were."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _archived(content: bytes) -> bytes:
    """The first HTML part of a web archive. Raises Unreadable."""
    headers, _ = _headers_and_body(content)
    boundary = headers.get_boundary()
    parts = content.split(b"\n--" + boundary.encode("utf-8", "replace"), _MOST_PARTS)[1:] if boundary else [content]
    for part in parts:
        headers, body = _headers_and_body(part.lstrip(b"\r\n"))
        if headers.get_content_type() == "text/html":
            match str(headers.get("content-transfer-encoding", "")).strip().lower():
                case "quoted-printable":
                    return binascii.a2b_qp(body)
                case "base64":
                    return binascii.a2b_base64(body)
                case _:
                    return body
    raise Unreadable("it is an e-mail or a web archive, and no page is in it")


def _headers_and_body(part: bytes) -> tuple[Message, bytes]:
    """By hand, as the email package would take seconds for the lines of a large body."""
    end = re.compile(rb"\r?\n\r?\n").search(part, 0, _HEADERS)
    head, body = (part[: end.start()], part[end.end() :]) if end else (part[:_HEADERS], b"")
    return email.message_from_bytes(head), body


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
        named = _CHARSET.search(content[:4096])
        charset = named[1].decode("ascii") if named else "windows-1252"
        return content.decode(charset if _CHARACTER_SETS.fullmatch(charset) else "windows-1252", "replace")
