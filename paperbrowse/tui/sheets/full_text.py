"""The full text of a paper as a sheet. Loads the Markdown reader: called in a thread."""

from collections.abc import Iterator

from ...model.mathtext import readable
from ...model.paper import Paper
from ...model.query_terms import comparable
from ...model.reading import FullText
from ...model.value import replace
from ..markdown.parsing import LONGEST, parse, sections
from ..rendering import Glyphs, spelled
from ..sheet import LINK, Block, Section, Sheet, Words
from ..wording import day_in_words
from .missing import head

_ORIGINS = {"hub": "the Hub's text", "arxiv": "arXiv's HTML"}
_DEEPEST = 2
"""Levels of headings in the list at the top."""
_FEW = 3


def full_text_sheet(key: str, paper: Paper, text: FullText, glyphs: Glyphs, *, is_tex: bool = False) -> Sheet:
    """With the list of its sections at the top, where it has more than a few."""
    tex = str if is_tex else readable
    read = parse(text.markdown, readable=tex, glyphs=glyphs)
    found = sections(text.markdown, read, tex)
    if found and found[0].block == 0 and comparable(found[0].title) == comparable(tex(paper.title)):
        read, found = read[1:], tuple(replace(section, block=section.block - 1) for section in found[1:])
    blocks = _head(paper, text, glyphs, is_tex)
    start = len(blocks)
    shown = _listed(found)
    start += len(shown) + bool(shown)
    found = tuple(replace(section, block=section.block + start) for section in found)
    blocks += _contents(_listed(found), glyphs)
    blocks += (block for _, block in read)
    if text.cut or len(text.markdown) > LONGEST:
        blocks.append(Words(("The end is missing: the text is longer than is kept. P brings the PDF.", "facts"), gap=1))
    return Sheet(key, blocks, found)


def _head(paper: Paper, text: FullText, glyphs: Glyphs, is_tex: bool) -> list[Block]:
    facts = [_ORIGINS.get(text.origin, text.origin)]
    if text.version:
        facts.append(f"version {text.version}")
    facts.append(f"fetched {day_in_words(text.fetched_at.astimezone().date(), text.fetched_at.date())}")
    return head(paper, glyphs, *facts, is_tex=is_tex)


def _listed(found: tuple[Section, ...]) -> tuple[Section, ...]:
    """Those in the list at the top: the two widest levels, without one that is the title of all."""
    levels = sorted({section.level for section in found})
    if len(levels) > 1 and sum(section.level == levels[0] for section in found) == 1:
        del levels[0]
    listed = tuple(section for section in found if section.level in levels[:_DEEPEST])
    return listed if len(listed) > _FEW else ()


def _contents(listed: tuple[Section, ...], glyphs: Glyphs) -> Iterator[Block]:
    if listed:
        yield Words(("Contents", "heading"), gap=1)
        least = min(section.level for section in listed)
        for section in listed:
            indent = "  " * (section.level - least)
            yield Words((spelled(section.title, glyphs), f"{LINK}#{section.block}"), before=((indent, ""),) if indent else ())
