"""The numbered links of a page that lynx printed: they tell the ids that a text has not.

Source: `lynx -dump`, 2.8 and 2.9. A link is `[12]Title` in the text, and `12. https://…` in a list at the end under
`References`. Required: that line and a numbered address after it; without them a number in brackets is only text.
"""

import re

from ...model.identifier import arxiv_id, is_title_id
from ...model.text import clean_line
from ...model.value import replace
from .lines import Found

_LIST = re.compile(r"^ {0,9}References\s{1,9}(?:Visible links:?\s{1,9})?(?= {0,9}1\. (?:https?|file)://)", re.MULTILINE)
_ADDRESS = re.compile(r"^ {0,9}([0-9]{1,5})\. https?://[^/\s]{1,100}/papers/([0-9.v]{9,14})/?$", re.MULTILINE)
_NUMBER = re.compile(r"\[([0-9]{1,5})\]")
_LONG_ENOUGH = 12
"""Characters that the beginning of a title has at least, where it is wrapped."""


def without_link_numbers(text: str) -> tuple[str, dict[str, str]]:
    """The text without its numbers and its list, and the id of each linked line of text."""
    listed = _LIST.search(text)
    if listed is None:
        return text, {}
    ids = dict(_ADDRESS.findall(text, listed.end()))
    parts = _NUMBER.split(text[: listed.start()])
    kept, linked, last = parts[:1], {}, 0
    for number, following in zip(parts[1::2], parts[2::2]):
        if int(number) <= last:  # links are counted up: this is a number of the text itself
            kept.append(f"[{number}]")
        else:
            last = int(number)
            words = clean_line(following.partition("\n")[0])
            if words and number in ids and (known_id := arxiv_id(ids[number])):
                linked[words] = known_id
        kept.append(following)
    return "".join(kept), linked


def with_ids(found: Found, linked: dict[str, str]) -> Found:
    """The papers, each with the id that its title, or the first line of its title, is linked to."""
    taken = {paper.id for paper in found.papers}
    papers = []
    for paper in found.papers:
        words = (paper.title[:end] for end in _ends_of_words(paper.title)) if is_title_id(paper.id) and linked else ()
        known_id = next((linked[beginning] for beginning in words if beginning in linked), None)
        if known_id is not None and known_id not in taken:
            taken.add(known_id)
            paper = replace(paper, id=known_id)
        papers.append(paper)
    return replace(found, papers=tuple(papers))


def _ends_of_words(title: str) -> list[int]:
    """The whole title first."""
    ends = [at for at, sign in enumerate(title[:300]) if sign == " " and at >= _LONG_ENOUGH]
    return [len(title), *reversed(ends)]
