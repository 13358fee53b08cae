"""A made-up day of fifty papers whose texts are as long as the longest of the recorded days."""

from datetime import date

from msgspec.structs import replace

from paperbrowse.model.paper import Author, Organization, Paper

TITLE, TITLE_WORD, AUTHOR_NAME, ORGANIZATION, LOGIN, KEYWORD, SENDER = 175, 47, 55, 79, 42, 69, 50
"""Cells of the longest of each, as measured; a test holds them against the recorded days."""
AUTHORS, KEYWORDS, ABSTRACT, SUMMARY, REPOSITORY, PROJECT = 664, 33, 1923, 1606, 110, 247
"""The most of each, and characters of the longest texts and addresses."""

_WORDS = (
    "Slow", "Lanterns", "over", "the", "Harbour:", "Teaching", "Paper", "Kites", "to", "Fold", "without", "a", "Wind", "in",
    "Forty", "Small", "Meadows", "and", "One", "Orchard", "by", "Counting", "Backwards-in-Circles", "from", "Tuesday",
)  # fmt: skip


def words(length: int, first: int = 0) -> str:
    """Invented words of exactly that many cells together; `first` is the word to begin with."""
    text = ""
    for place in range(first, first + length):
        word = _WORDS[place % len(_WORDS)]
        text = f"{text} {word}".strip()
        if len(text) >= length:
            break
    return text[:length].removesuffix(" ").ljust(length, "s")


_TOPICS = (6, 10, 13, 17, 22, 26)
"""Cells of the names of six topics."""


def _paper(number: int) -> Paper:
    """One of the usual lengths, no two alike."""
    return Paper(
        f"2606.{number:05}",
        words(60 + number * 7 % 66, number),
        abstract=words(900 + number * 37 % 600, number),
        authors=tuple(Author(words(9 + place % 8, place)) for place in range(3 + number % 9)),
        author_count=3 + number % 9,
        organization=Organization(f"lab-{number}", words(8 + number % 28, number)) if number % 3 else None,
        published=date(2026, 6, 9),
        upvotes=140 - 2 * number,
        comments=number % 4,
        stars=number * number * 7 if number % 2 else None,
        github=f"https://github.com/lab-{number}/kites",
        keywords=tuple(words(6 + place * 5, number + place) for place in range(3 + number % 3)),
        topics=tuple(words(_TOPICS[place], place) for place in range(number % 3, 4 + number % 3)),
        submitted_by=words(12, number),
    )


def long_edition() -> tuple[Paper, ...]:
    """The first papers hold one extreme each, the last one all of them."""
    papers = [_paper(number) for number in range(1, 51)]
    extremes: tuple[dict[str, object], ...] = (
        {"title": words(TITLE)},
        {"title": "Of " + "Backwards-" * 4 + "Flying: " + words(40), "upvotes": 250},
        {"authors": tuple(Author(words(8 + place % 14, place)) for place in range(AUTHORS)), "author_count": AUTHORS},
        {"organization": Organization(words(LOGIN).lower().replace(" ", "-"), words(ORGANIZATION))},
        {"organization": Organization(None, words(ORGANIZATION))},
        {"topics": tuple(words(cells, place) for place, cells in enumerate(_TOPICS))},
        {"keywords": (words(KEYWORD), *(words(5 + place, place) for place in range(KEYWORDS - 1)))},
        {"abstract": words(ABSTRACT), "summary": words(SUMMARY), "summary_by": "a model"},
        {"submitted_by": words(SENDER), "stars": 79_408, "comments": 10, "authors": (Author(words(AUTHOR_NAME)),)},
        {"github": "https://github.com/" + "k" * (REPOSITORY - 19), "project": "https://kites.example.org/" + "p" * (PROJECT - 26)},
    )
    for place, fields in enumerate(extremes):
        papers[place] = replace(papers[place], **fields)
        papers[-1] = replace(papers[-1], **fields)
    return tuple(papers)
