"""A day of papers by somebody who means us harm, and the check that nothing of theirs reaches a terminal."""

import re
import unicodedata
from datetime import date

from tests.hub import make_entry

MARKUP = "[red]Markup[/] [/x] [@click=app.quit]x[/] [nope [Re] f[x] [link='https://evil.example']arxiv[/]"
TITLES = (
    MARKUP,
    "Escapes \x1b[31mred\x1b[0m \x1b]52;c;ZXZpbA==\x07 \x1b]0;evil\x07 \x1b]8;;https://evil.example\x1b\\here \x1b[6n",
    "Controls \x9b31m \x9d52;c;ZXZpbA==\x9c \x7f\x00\x0e\x07 &#27;[31m \\u001b[31m",
    "Hidden \u202elive\u202c \u2066x\u2069 zero\u200b\ufeff\U000e0041 private\ue000",
    "Marks e" + "\u0301" * 10_000,
    "Wide 大規模言語モデルの推論を高速化する方法 👩\u200d👩\u200d👧 ﷽ end",
    "Flags 🇨🇭🇯🇵 and a lone 🇨",
    "Long " + "x" * 5_000,
    "Huge " + "y" * 1_000_000,
    "Lines\nand\ttabs\r\nand\x0bmore",
)
BAD_IDS = ("../../x", "a/b", ".", "CON", "2401.00001\n--", "2401.00001?x=#", "9" * 300, "")

_OUR_SEQUENCES = re.compile(
    rb"\x1b\[[0-9;]*[mH]"  # looks and places
    rb"|\x1b\[\?[0-9;]+(?:[hl]|\$p)|\x1b\[[<>][0-9]*u"  # modes
    rb"|\x1b\]22;[a-z]*\x07"  # the mouse pointer
    rb"|\x1b\]52;c;[A-Za-z0-9+/=]*\x07"  # the clipboard: what was put there is looked at by the test
)


def hostile_day(day: date) -> list[dict[str, object]]:
    """The entries of TITLES in their order, each text of them as bad as its title, then entries with bad ids."""
    entries = [_hostile_entry(day, number, title) for number, title in enumerate(TITLES)]
    for number, bad_id in enumerate(BAD_IDS, len(TITLES)):
        entry = make_entry(day, number)
        entry["paper"]["id"] = bad_id
        entries.append(entry)
    return entries


def _hostile_entry(day: date, number: int, text: str) -> dict[str, object]:
    entry = make_entry(day, number)
    few = text[:20_000]
    bad = {"title": text, "summary": few}
    organization = {"name": few, "fullname": few}
    entry["paper"] |= bad | {
        "upvotes": 300 - number, "organization": organization, "ai_summary": few, "ai_keywords": [few],
        "authors": [{"name": few}], "submittedOnDailyBy": {"name": few, "fullname": few},
        "projectPage": f"javascript:{few}", "githubRepo": f"https://evil.example/{few}", "githubStars": 5,
    }
    return entry | bad | {"organization": organization, "submittedBy": {"name": few, "fullname": few}}


def of_somebody_else(raw: bytes) -> set[str]:
    """Characters that nobody of ours sent: what a terminal obeys or hides, and piles of marks."""
    text = _OUR_SEQUENCES.sub(b"", raw).decode()
    bad = {character for character in set(text) - {"\r", "\n"} if unicodedata.category(character) in ("Cc", "Cf", "Co")}
    return bad | set(re.findall("\u0301{5}", text))
