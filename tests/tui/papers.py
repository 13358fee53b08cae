"""Made-up papers of the shapes that real ones have."""

from datetime import date

from paperbrowse.model.paper import Author, Organization, Paper

FRIDAY = date(2026, 6, 12)
"""Today, by the FakeClock."""
THURSDAY = date(2026, 6, 11)

_ABSTRACT = (
    "We study how an agent may take a step back. Given a world model with an inverse, every action can be undone at a "
    "cost that grows as O(n log n) in the length of the plan. On four families of tasks, agents that undo reach their "
    "goal more often than agents that only look ahead, and they need fewer steps. We describe what undoing costs, "
    "when it helps, and two cases in which it does harm. "
)


def paper(number: int = 1, **fields: object) -> Paper:
    """The paper 2606.0000<number>."""
    return Paper(**{"id": f"2606.{number:05}", "title": f"Paper {number}", "upvotes": 100 - number, **fields})


def papers(count: int, first: int = 1) -> tuple[Paper, ...]:
    return tuple(paper(number) for number in range(first, first + count))


PLANNING = paper(
    1,
    title="Long-Horizon Planning with Reversible World Models: What Agents Gain from Undoing Their Own Steps",
    abstract=_ABSTRACT * 3,
    summary="Agents that can undo their steps plan further ahead.",
    summary_by="a small model",
    authors=tuple(Author(f"Writer Number{number}") for number in range(1, 15)),
    author_count=14,
    organization=Organization("example-lab", "Example Laboratory for Reversible Things"),
    submitted_by="Some Reader",
    published=date(2026, 6, 5),
    upvotes=92,
    comments=4,
    stars=1512,
    github="https://github.com/example-lab/undo",
    project="https://undo.example.org/",
    keywords=("agents", "world models", "planning"),
    topics=("agents", "world models", "planning"),
)
REASONING = paper(
    2,
    title="A Second Title",
    abstract="Short, and about reasoning.",
    authors=(Author("Ada One"), Author("Bo Two")),
    author_count=2,
    upvotes=61,
    keywords=("reasoning", "agents"),
    topics=("reasoning", "agents"),
)
WIDE = paper(
    3,
    title="推論モデルの長い文脈における記憶：日本語の題名は一文字が二桁を占める",
    abstract="全角の文字だけで書かれた概要。" * 6,
    organization=Organization("eth", "ETH Zürich"),
    upvotes=40,
    comments=1,
    keywords=("KV cache", "reasoning"),
    topics=("KV cache", "reasoning"),
)
BRACKETS = paper(
    4,
    title="f[x]: [Re]thinking [bold]Markup[/bold] in Titles [/nope]",
    abstract="Brackets [like these] are text, \\textbf{always}.",
    authors=(Author("C. Third"),),
    author_count=1,
    upvotes=7,
    keywords=("benchmarks",),
    topics=("benchmarks",),
)
BARE = Paper("2606.00005", "A Paper of Which Hardly Anything Is Known")

EDITION = (PLANNING, REASONING, WIDE, BRACKETS, BARE)
