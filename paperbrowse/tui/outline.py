"""The sidebar as lines: the shelves, and below them sections of facets that fold."""

from collections.abc import Iterator, Mapping

from ..model.facets import Facet, FacetCount, Kind
from ..model.interests import Interest, Interests, Subject, Wish
from ..model.text import drawable, folded
from ..model.value import Value, replace
from .rendering import UNICODE, Glyphs, Line, fit, spelled, width

SHOWN_AT_FIRST = 15
"""Lines of a section before "12 more"."""

WISHED = "wished"
"""The key of the section of what is watched and muted."""
_TITLES = {Kind.TOPIC: "Topics", Kind.ORGANIZATION: "Organizations", Kind.TAG: "My tags"}
SUBJECTS = {Kind.TOPIC: Subject.TOPIC, Kind.ORGANIZATION: Subject.ORGANIZATION}
"""What can be watched or muted where it stands."""


class ShelfLine(Value):
    key: str
    name: str
    count: int | None = None
    """None is drawn blank: not known."""
    is_current: bool = False


class Heading(Value):
    """Of a section, or of a group of topics; enter folds it."""

    key: str
    """The Kind's value, or `group:NAME`."""
    name: str
    is_folded: bool
    inside: int = 0
    """Lines that it hides while it is folded."""


class FacetLine(Value):
    facet: Facet
    name: str
    count: int
    state: str = " "
    """`+` included, `-` excluded."""
    is_of_paper: bool = False
    """The highlighted paper has it."""
    wish: Wish | None = None
    """It is watched or muted."""


class InterestLine(Value):
    """What is watched or muted."""

    interest: Interest
    count: int | None = None
    """Unread papers on this machine; None is drawn blank."""


class More(Value):
    """The rest of a section; enter shows it."""

    kind: Kind
    count: int


Entry = ShelfLine | Heading | FacetLine | InterestLine | More


class Outline(Value):
    """All that decides which lines there are."""

    shelves: tuple[ShelfLine, ...] = ()
    facets: tuple[FacetCount, ...] = ()
    include: frozenset[Facet] = frozenset()
    exclude: frozenset[Facet] = frozenset()
    of_paper: frozenset[Facet] = frozenset()
    """Those of the highlighted paper."""
    groups: Mapping[str, str] = {}
    """The group of each topic; empty until the vocabulary is there."""
    folded: frozenset[str] = frozenset()
    """Keys of headings."""
    whole: frozenset[Kind] = frozenset()
    """Sections that show all their lines."""
    interests: Interests = Interests()
    unread: Mapping[str, int] = {}
    """Of what is watched, by the key of the interest."""
    wanted: str = ""
    """What was typed to filter the sidebar, folded."""

    def entries(self) -> tuple[Entry, ...]:
        sections = (entry for kind in Kind for entry in self._section(kind))
        return (*self.shelves, *self._wished(), *sections)

    def turned(self, key: str) -> "Outline":
        """With the heading folded, or unfolded."""
        return replace(self, folded=self.folded ^ {key})

    def _wished(self) -> Iterator[Entry]:
        """What is watched, then what is muted, whether a paper of the list has it or not."""
        by_wish = [each for wish in Wish for each in self.interests.wished(wish)]
        found = [each for each in by_wish if self.wanted in folded(each.said)]
        if found:
            is_folded = WISHED in self.folded and not self.wanted
            yield Heading(WISHED, "Watched and muted", is_folded, len(found))
            yield from () if is_folded else (InterestLine(each, self.unread.get(each.key)) for each in found)

    def _section(self, kind: Kind) -> Iterator[Entry]:
        found = [each for each in self.facets if each.facet.kind is kind]
        if self.wanted:
            found = [each for each in found if self.wanted in folded(each.name)]
        if not found:
            return
        is_folded = kind.value in self.folded and not self.wanted
        yield Heading(kind.value, _TITLES[kind], is_folded, len(found))
        chosen = self.include | self.exclude
        if is_folded:
            yield from (self._line(each) for each in found if each.facet in chosen)
        elif kind in self.whole and self.groups and kind is Kind.TOPIC and not self.wanted:
            yield from self._groups(found)
        else:
            limit = len(found) if kind in self.whole or self.wanted else SHOWN_AT_FIRST
            shown = [each for at, each in enumerate(found) if at < limit or each.facet in chosen]
            yield from map(self._line, shown)
            if len(found) > len(shown):
                yield More(kind, len(found) - len(shown))

    def _groups(self, found: list[FacetCount]) -> Iterator[Entry]:
        """The topics by group; the group of the most frequent topic first."""
        by_group: dict[str, list[FacetCount]] = {}
        for each in found:
            by_group.setdefault(self.groups.get(each.facet.key, "other"), []).append(each)
        for group, members in by_group.items():
            key = f"group:{group}"
            is_folded = key in self.folded
            yield Heading(key, group, is_folded, len(members))
            chosen = self.include | self.exclude
            yield from (self._line(each) for each in members if not is_folded or each.facet in chosen)

    def _line(self, each: FacetCount) -> FacetLine:
        state = "+" if each.facet in self.include else "-" if each.facet in self.exclude else " "
        return FacetLine(each.facet, each.name, each.count, state, each.facet in self.of_paper, self._wish_for(each))

    def _wish_for(self, each: FacetCount) -> Wish | None:
        """An organization may have been named by its full name or by its login."""
        if not self.interests.all or each.facet.kind not in SUBJECTS:
            return None
        wishes = (self.interests.wish_for(SUBJECTS[each.facet.kind], name) for name in {each.name, each.facet.key})
        return next(filter(None, wishes), None)


def key_of(entry: Entry) -> str:
    """What knows the line again when others come and go around it."""
    match entry:
        case ShelfLine(key=key):
            return f"shelf:{key}"
        case Heading(key=key):
            return f"heading:{key}"
        case FacetLine(facet=facet):
            return f"facet:{facet}"
        case InterestLine(interest=interest):
            return f"wished:{interest.key}"
        case More(kind=kind):
            return f"more:{kind.value}"


def drawn(entry: Entry, cells: int, glyphs: Glyphs = UNICODE) -> Line:
    """The line in exactly that many cells."""
    match entry:
        case ShelfLine(name=name, count=count, is_current=is_current):
            style = "current" if is_current else "text"
            return _counted(glyphs.cursor if is_current else " ", " ", name, count, (style, style), cells, glyphs)
        case FacetLine(name=name, count=count, state=state, is_of_paper=is_of_paper, wish=wish):
            style = "chosen" if state != " " else "of-paper" if is_of_paper else _STYLES[wish]
            mark = glyphs.dot if is_of_paper else " "
            return _counted(mark, state, _signed(name, wish, glyphs), count or None, (style, "count"), cells, glyphs)
        case InterestLine(interest=interest, count=count):
            name = _signed(_NAMED.get(interest.subject, "{}").format(interest.name), interest.wish, glyphs)
            return _counted(" ", " ", name, count or None, (_STYLES[interest.wish], "count"), cells, glyphs)
        case More(count=count):
            return _filled(f"   {count} more", "count", cells)
        case Heading(key=key, name=name, is_folded=is_folded, inside=inside):
            return _heading(key, name, inside if is_folded else None, cells, glyphs)


_STYLES = {None: "text", Wish.WATCH: "text", Wish.MUTE: "count"}
_NAMED = {Subject.PHRASE: "“{}”"}


def _signed(name: str, wish: Wish | None, glyphs: Glyphs) -> str:
    """As a row of a watched paper begins."""
    sign = {None: "", Wish.WATCH: f"{glyphs.watched} ", Wish.MUTE: f"{glyphs.muted} "}
    return sign[wish] + name


def _heading(key: str, name: str, inside: int | None, cells: int, glyphs: Glyphs) -> Line:
    is_group = key.startswith("group:")
    fold = glyphs.unfolded if inside is None else glyphs.folded
    lead = f"   {fold} " if is_group else f" {fold} "
    said = name if inside is None else f"{name} {inside}"
    text = lead + fit(drawable(spelled(said, glyphs)), cells - width(lead) - 1, glyphs.ellipsis)
    if is_group:
        return _filled(text, "heading", cells)
    rule = glyphs.rule * max(0, cells - width(text) - 2)
    return *_filled(text + " ", "heading", width(text) + 1), *_filled(rule, "line", cells - width(text) - 1)


def _counted(
    mark: str, state: str, name: str, count: int | None, styles: tuple[str, str], cells: int, glyphs: Glyphs
) -> Line:
    number = "" if count is None else f"{count:,}"
    room = max(2, cells - 4 - len(number))
    text = fit(drawable(spelled(name, glyphs)), room - 1, glyphs.ellipsis)
    style, of_number = styles
    pad = " " * (room - width(text))
    return ((mark, "mark"), (f"{state} ", "chosen"), (text + pad, style), (number, of_number), (" ", ""))


def _filled(text: str, style: str, cells: int) -> Line:
    return ((text + " " * max(0, cells - width(text)), style),)
