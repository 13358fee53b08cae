import pytest

from paperbrowse.model.hub_words import fits_beyond_words, words_for_hub
from paperbrowse.model.marks import UNMARKED
from paperbrowse.model.paper import Paper
from paperbrowse.model.query import parse_query

PAPER = Paper("2606.00001", "On Caches", upvotes=30, topics=("KV cache",))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('Token "KV-cache" -survey', "token kv cache"),
        ("mamba OR ssm title:long", "mamba ssm long"),
        ("is:unread upvotes:>20", ""),
        ("", ""),
    ],
)
def test_the_hub_is_asked_for_the_words(typed: str, words: str) -> None:
    assert words == words_for_hub(parse_query(typed))


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("words that the paper has not", True),
        ("one OR (other thing)", True),
        ("words upvotes:>20", True),
        ("words upvotes:>40", False),
        ("title:retention", False),
        ("words -caches", False),
        ("words topic:kv-cache", True),
        ("", True),
    ],
)
def test_of_what_the_hub_finds_for_the_words_the_rest_must_hold(typed: str, fits: bool) -> None:
    assert fits == fits_beyond_words(parse_query(typed), PAPER, UNMARKED)
