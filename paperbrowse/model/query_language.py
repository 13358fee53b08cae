"""The query language as a table: what the parser reads, `tab` completes, and an empty line shows."""

from enum import Enum

from .query_terms import State, Where
from .value import Value

LONGEST_QUERY = 200
"""Characters; what comes after is not read."""


class Wants(Enum):
    """What may follow the colon of a field. The value says it to people."""

    TEXT = "a word or a \"phrase\""
    NUMBER = "a number"
    DAYS = "a day, week, month or year"
    STATE = "one of a few words"


class Field(Value):
    name: str
    wants: Wants
    example: str
    what: str
    """For people: which papers it finds."""

    @property
    def words(self) -> tuple[str, ...]:
        """What may follow, where only a few words may."""
        return tuple(state.value.partition(":")[2] for state in State if state.value.startswith(f"{self.name}:"))

    @property
    def problem(self) -> str:
        """What is said where something else follows."""
        wants = " or ".join(", ".join(self.words).rsplit(", ", 1)) or self.wants.value
        return f"{self.name}: wants {wants}, such as {self.example}"


class Line(Value):
    """A line of the language, as it is shown to somebody who has typed nothing yet."""

    form: str
    example: str
    what: str


FIELDS = {
    field.name: field
    for field in (
        Field(Where.TITLE.value, Wants.TEXT, "title:attention", "in the title"),
        Field(Where.AUTHOR.value, Wants.TEXT, 'author:"yann lecun"', "by an author"),
        Field(Where.ORGANIZATION.value, Wants.TEXT, "org:nvidia", "from an organization"),
        Field(Where.TOPIC.value, Wants.TEXT, "topic:kv-cache", "of a topic"),
        Field(Where.CATEGORY.value, Wants.TEXT, "cat:cs.CL", "of a category of arXiv, where it is known"),
        Field(Where.TAG.value, Wants.TEXT, "tag:thesis", "with your tag"),
        Field(Where.ID.value, Wants.TEXT, "id:2606.01234", "whose arXiv id begins so"),
        Field("day", Wants.DAYS, "day:2026-06", "of a day, week (2026-W24), month or year"),
        Field("after", Wants.DAYS, "after:2026-01-15", "later than that"),
        Field("before", Wants.DAYS, "before:2026-06", "earlier than that"),
        Field("upvotes", Wants.NUMBER, "upvotes:>20", "by upvotes: > >= < <= or the number itself"),
        Field("stars", Wants.NUMBER, "stars:>=100", "by stars of the code"),
        Field("comments", Wants.NUMBER, "comments:0", "by comments"),
        Field(Where.SUBMITTER.value, Wants.TEXT, "submitter:akhaliq", "sent in by somebody"),
        Field("is", Wants.STATE, "is:unread", "unread, read or bookmarked"),
        Field("has", Wants.STATE, "has:code", "with code, a project page or your note"),
    )
}
"""By name, in the order in which they are shown."""

ALSO_CALLED = {"arxiv": "id", "organization": "org", "authors": "author", "tags": "tag", "topics": "topic", "category": "cat"}
"""Other names of fields that are understood, and not shown."""

LANGUAGE = (
    Line("word", "token retention", "every word, in any order; case, accents and hyphens do not matter"),
    Line('"phrase"', '"world model"', "these words together"),
    Line("-", "-survey -topic:video", "without: before a word, a phrase, a field or a group"),
    Line("OR", "mamba OR ssm", "either; joins what stands beside it"),
    Line("( )", "(mamba OR ssm) -vision", "a group"),
    *(Line(f"{field.name}:", field.example, field.what) for field in FIELDS.values()),
)
