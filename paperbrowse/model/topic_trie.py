"""The words of texts and aliases, and the trie in which the aliases of all topics are planted, in every spelling."""

import re
from collections.abc import Iterator

from .text import folded
from .topics import Alias, Topic
from .value import Value

HINT = 0.5
"""The strength of hints."""
_NAME = 2.0
"""The topic's own name says more than an alias."""

_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_HYPHEN = re.compile(r"(?<=[a-z0-9])-(?=[a-z0-9])")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]+")
STAR = "*"

_DASHES = re.compile("[‐-―]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_BREAK = ","
"""Stands between two words that cannot be one term."""
_SIGNS = str.maketrans(
    dict.fromkeys("-_/", " ") | dict.fromkeys("!?", ".") | dict.fromkeys("\"#$%&'()*+,:;<=>@[\\]^`{|}~", _BREAK)
)


class Meaning(Value):
    """What some words mean to one topic."""

    topic: int
    """Its index in the vocabulary."""
    alias: str | None
    """None where these words mean something else."""
    strength: float = 1.0
    """What it counts."""
    capitals: re.Pattern[str] | None = None
    """Must be found in the text as it was written."""
    near: frozenset[str] = frozenset()
    not_near: frozenset[str] = frozenset()
    is_certain: bool = True
    """The words alone decide."""
    is_phrase: bool = False
    """Of several words."""
    is_contribution: bool = False
    """Counts more soon after a word of making."""
    is_contributed: bool = False
    """Counts only there, and in a title."""

    @property
    def is_plain(self) -> bool:
        """Counts wherever the words stand."""
        return self.is_certain and self.alias is not None and not (self.is_contribution or self.is_contributed)


Node = dict[str, object]
"""By word the next node; under MEANINGS a list of Said: what the words up to here mean."""
MEANINGS = ""

Said = tuple[int, bool, Meaning, int]
"""Its topic and whether it is plain, looked up often; the meaning; how many words before the last ones it ends."""


def words_in(text: str) -> list[str]:
    """Folded, with what stands between them; faster than one regular expression."""
    text = folded(text)
    if not text.isascii():
        text = _NOT_ASCII.sub(_BREAK, _DASHES.sub(" ", text))
    return text.translate(_SIGNS).replace(". ", " | ").replace(".", " . ").replace(",", " , ").split()


def meaning_of(index: int, alias: Alias, topic: Topic) -> Meaning:
    near, not_near = all_spellings(alias.near), all_spellings(alias.not_near)
    in_capitals = _CAPITALS.fullmatch(alias.text) is not None
    capitals = re.compile(rf"(?<![A-Za-z0-9]){alias.text}s?(?![A-Za-z0-9])") if in_capitals else None
    is_certain = not (in_capitals or near or not_near)
    strength = HINT if alias.is_hint else _NAME if alias.text == topic.name else 1.0
    return Meaning(
        index,
        alias.text,
        strength,
        capitals,
        near,
        not_near,
        is_certain,
        is_phrase=len(words_in(alias.text)) > 1,
        is_contribution=topic.is_contribution,
        is_contributed=alias.is_contributed,
    )


def plant(trie: Node, phrase: str, meaning: Meaning) -> None:
    """Plants the words in every spelling; a hyphen also for nothing. The first meaning for a topic stays."""
    plain = folded(phrase)
    for text in {plain.lstrip(STAR), _HYPHEN.sub("", plain.lstrip(STAR))}:
        nodes = [trie]
        for word in words_in(text):
            nodes = [node.setdefault(each, {}) for node in nodes for each in _spellings(word)]
        for node in nodes:
            meanings = node.setdefault(MEANINGS, [])
            if all(topic != meaning.topic for topic, *_ in meanings):
                meanings.append((meaning.topic, meaning.is_plain, meaning, 0))


def all_spellings(words: tuple[str, ...]) -> frozenset[str]:
    parts = _PLAIN_WORD.findall(folded(" ".join(words)))
    return frozenset(spelling for part in parts for spelling in _spellings(part))


def _spellings(word: str) -> Iterator[str]:
    """Singular and plural."""
    singular = word
    if len(word) > 4 and word.endswith("ies"):
        singular = word[:-3] + "y"
    elif word.endswith(("sses", "xes")):
        singular = word[:-2]
    elif len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        singular = word[:-1]
    yield singular
    if singular.endswith("y") and singular[-2:-1] not in "aeiou":
        yield singular[:-1] + "ies"
    else:
        yield singular + ("es" if singular.endswith(("s", "x", "ch", "sh")) else "s")


def settle(node: Node, shorter: tuple[Said, ...] = ()) -> None:
    """Once all is planted: words say what their first ones say, too. The longest come first."""
    own: list[Said] = node.get(MEANINGS, [])
    decided = {topic for topic, is_plain, *_ in own if is_plain}
    said = (*own, *(each for each in shorter if each[0] not in decided))
    if own:
        node[MEANINGS] = said
    behind = tuple((topic, is_plain, meaning, back + 1) for topic, is_plain, meaning, back in said)
    for word, following in node.items():
        if word != MEANINGS:
            settle(following, behind)
