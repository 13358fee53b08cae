"""Formulas in Markdown: what stands between dollars is TeX, whatever its underscores and asterisks would mean outside."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

FORMULA, DISPLAY = "formula", "display formula"
_CLOSING = {"$$": "$$", "\\[": "\\]", "\\(": "\\)", "$": "$"}
_LONGEST = 2_000
_MOST_LINES = 100


def add_formulas(parser: MarkdownIt) -> None:
    """Tokens FORMULA within a line and DISPLAY as a block; their content holds the delimiters."""
    parser.inline.ruler.before("escape", "formula", _inline)
    others = ("paragraph", "reference", "blockquote", "list")
    parser.block.ruler.before("fence", "formula", _block, {"alt": list(others)})


def _inline(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    opening = next((each for each in _CLOSING if source.startswith(each, start)), None)
    if opening is None:
        return False
    closing = _CLOSING[opening]
    first = start + len(opening)
    last = source.find(closing, first, first + _LONGEST)
    while last > 0 and source[last - 1] == "\\" and closing[0] == "$":
        last = source.find(closing, last + 1, first + _LONGEST)
    if last <= first or (opening == "$" and not _is_formula(source, first, last)):
        return False
    if not silent:
        state.push(FORMULA, "", 0).content = source[start : last + len(closing)]
    state.pos = last + len(closing)
    return True


def _is_formula(source: str, first: int, last: int) -> bool:
    """`$5 and $10` is money."""
    return not (source[first].isspace() or source[last - 1].isspace() or source[last + 1 : last + 2].isdigit())


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    opening = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    closing = _CLOSING.get(opening[:2]) if opening[:2] in ("$$", "\\[") else None
    if closing is None:
        return False
    for line in range(start, min(end, start + _MOST_LINES)):
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
        if line > start and state.sCount[line] < state.blkIndent:
            return False
        if text.endswith(closing) and (line > start or len(text) > 4):
            if not silent:
                token = state.push(DISPLAY, "", 0)
                token.content = state.getLines(start, line + 1, state.blkIndent, False).strip()
                token.map = [start, line + 1]
                state.line = line + 1
            return True
    return False
