"""Papers to write, plain and hostile, and what a title or a name may be made of."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from paperbrowse.model.arxiv import ArxivRecord
from paperbrowse.model.marks import Marks
from paperbrowse.model.paper import Author, Organization, Paper
from paperbrowse.model.tags import clean_note, clean_tag, same_tag
from paperbrowse.model.taken import Taken
from paperbrowse.model.text import clean_line

NOON = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)

FULL = Taken(
    Paper(
        "2606.12000",
        "Keys & Values: 50% of $x_1$",
        abstract="We keep half. It is enough.",
        authors=(Author("Ada Example"), Author("Laurens van der Maaten"), Author("Martin King Jr."), Author("Gemini Team"), Author("王小明")),
        organization=Organization("some-lab", "Some Lab"),
        published=date(2026, 6, 8),
        day=date(2026, 6, 9),
        upvotes=12,
        github="https://github.com/some-lab/keys",
        project="http://example.org/keys",
        keywords=("kv cache",),
        topics=("efficiency",),
        categories=("cs.CL", "cs.LG"),
    ),
    Marks(NOON, NOON, ("to read", "cache"), "First line.\nSecond line."),
    ArxivRecord("2606.12000", ("cs.CL", "cs.LG"), comment="12 pages", doi="10.5555/keys"),
)
BARE = Taken(Paper("title-0123456789ab", "Only a Title"))

_PIECES = [*"{}%@\\\",=#$&_^~'`*[]()<>|;:!-+ \n\t\r0aZé王", " and ", "@misc{", "\nER  - \nTY  - ", "</p>", "<script>", "---", "\u2028", "\x1b[31m", "🙂"]
hostile = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)
"""As a service may send it."""
lines = hostile.map(clean_line)
moments = st.datetimes(datetime(2023, 5, 4), datetime(2030, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))


@st.composite
def papers(draw: st.DrawFn, number: int = 0) -> Paper:
    """Clean, as every paper is, with hostile words."""
    title = draw(lines) or "T"
    return Paper(
        f"2606.{number:05}",
        title,
        abstract=draw(st.none() | lines),
        authors=tuple(Author(f"A{name}") for name in draw(st.lists(lines, max_size=3))),
        organization=draw(st.none() | st.builds(Organization, st.none(), lines)),
        published=draw(st.none() | st.dates(date(2023, 5, 4), date(2030, 1, 1))),
        upvotes=draw(st.none() | st.integers(0, 10**6)),
        keywords=tuple(draw(st.lists(lines.filter(bool), max_size=2))),
        categories=draw(st.sampled_from([(), ("cs.CL",), ("hep-th", "math.MP")])),
    )


marks = st.builds(
    Marks,
    st.none() | moments,
    st.none() | moments,
    st.lists(lines.map(clean_tag).filter(bool), max_size=3, unique_by=same_tag).map(tuple),
    st.none() | hostile.map(clean_note),
)


@st.composite
def taken(draw: st.DrawFn, most: int = 3) -> tuple[Taken, ...]:
    """Several papers, each once."""
    count = draw(st.integers(1, most))
    return tuple(Taken(draw(papers(number)), draw(marks)) for number in range(count))
