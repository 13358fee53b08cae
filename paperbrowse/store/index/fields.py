"""What the index holds of a paper: text folded as queries are, numbers to compare, and the paper itself.

A recorded paper takes 2,060 bytes. 1,280 are its copy, packed by lz4, the only compression that the engine's package has:
blocks of 64 KB in place of 16 would spare 100 of them and read half as fast, deflate with a dictionary 390 and take as
long as all else that is done to add a paper. 230 are the places of words in abstracts, by which phrases are found there.
"""

import re
from datetime import date
from functools import lru_cache
from hashlib import blake2b

import msgspec
import tantivy

from ...model.facets import organization_key
from ...model.paper import Paper
from ...model.query_terms import comparable, day_of
from ...model.text import folded

VERSION = 3
"""Of this form. Where it grows, the folder of the index has another name and all is built anew."""

TEXTS = {"title": 8.0, "authors": 3.0, "subjects": 2.0, "organization": 2.0, "abstract": 1.0}
"""The fields in which a word is looked for, and what it counts for in each.

Chosen, as the weights below, by tests/store/test_known_items.py: of its 200 searches 196 have the paper sought among the
first ten with a title of 8, 195 with 4, 193 with 2. Recency and upvotes decide between equals: none of either, or four
times as much, moves one paper to the first place or none.
"""

_WORDS = "words"
_LONGEST_WORD = 100
_WORD = re.compile(r"[^\W_]+")
_BEGINNING = date(2023, 5, 4).toordinal()
_PER_YEAR = 0.04
_PER_TENFOLD_UPVOTES = 0.06

NEVER = 0

_encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(Paper).decode
"""A paper from its stored form. Raises msgspec.DecodeError."""


def words(text: str) -> list[str]:
    """The words of comparable text, as the index has them."""
    return [word for word in _WORD.findall(text) if len(word.encode()) < _LONGEST_WORD]


@lru_cache(maxsize=1)
def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in (*TEXTS, "submitter"):
        builder.add_text_field(name, tokenizer_name=_WORDS)
    for name in ("id", "id_text", "topic_text", "category", "has"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("topic", "owner"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("day", "upvotes", "comments", "stars"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field("fetched", fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_unsigned_field("digest", fast=True)
    builder.add_bytes_field("paper", stored=True)
    return builder.build()


def register(index: tantivy.Index) -> None:
    """The tokenizer is known by its name alone in the files."""
    simple = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    index.register_tokenizer(_WORDS, simple.filter(tantivy.Filter.remove_long(_LONGEST_WORD)).build())


def document(paper: Paper) -> tantivy.Document:
    held = tantivy.Document()
    held.add_text("id", paper.id)
    held.add_text("id_text", comparable(paper.id))
    held.add_text("title", folded(paper.title))
    for text in (paper.abstract, paper.summary):
        if text:
            held.add_text("abstract", folded(text))
    for author in paper.authors:
        held.add_text("authors", folded(author.name))
    for subject in (*paper.all_topics, *paper.keywords):
        held.add_text("subjects", folded(subject))
    for topic in paper.all_topics:
        held.add_text("topic_text", comparable(topic))
        held.add_text("topic", topic)
    for category in paper.categories:
        for name in {comparable(category), comparable(category.partition(".")[0])}:
            held.add_text("category", name)
    _add_people(held, paper)
    _add_numbers(held, paper)
    stored = _encode(paper)
    held.add_bytes("paper", stored)
    held.add_unsigned("digest", int.from_bytes(blake2b(stored, digest_size=8).digest()))
    return held


def _add_people(held: tantivy.Document, paper: Paper) -> None:
    owner = paper.organization
    if owner is not None:
        for name in (owner.fullname, owner.login):
            if name:
                held.add_text("organization", folded(name))
        if key := organization_key(owner):
            held.add_text("owner", f"{key}\n{owner.name}")
    if paper.submitted_by:
        held.add_text("submitter", folded(paper.submitted_by))


def _add_numbers(held: tantivy.Document, paper: Paper) -> None:
    for name in ("upvotes", "comments", "stars"):
        if (count := getattr(paper, name)) is not None:
            held.add_integer(name, min(count, 2**62))
    day = day_of(paper)
    if day is not None:
        held.add_integer("day", day.toordinal())
    for name, value in (("code", paper.github), ("project", paper.project)):
        if value is not None:
            held.add_text("has", name)
    years = max(0, day.toordinal() - _BEGINNING) / 365 if day else 0.0
    tenfolds = len(str(max(0, paper.upvotes or 0)))
    held.add_integer("fetched", fetched(paper))
    held.add_float("weight", 1.0 + _PER_YEAR * years + _PER_TENFOLD_UPVOTES * tenfolds)


def fetched(paper: Paper) -> int:
    """Milliseconds since the epoch; NEVER where nobody knows."""
    return max(NEVER, round(paper.fetched_at.timestamp() * 1000)) if paper.fetched_at else NEVER
