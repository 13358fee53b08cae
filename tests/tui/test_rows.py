import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.model.marks import UNMARKED, Marks
from paperbrowse.model.paper import Organization, Paper
from paperbrowse.tui.page import plain
from paperbrowse.tui.rendering import ASCII
from paperbrowse.tui.rows import BAR, Row, facts, full_row, short_row
from tests.clocks import FakeClock

from .papers import BARE, EDITION, PLANNING, WIDE, paper
from .test_rendering import CLEAN, cells_of

NOW = FakeClock().now()
READ = UNMARKED.mark_read(NOW)
_COUNT = st.none() | st.integers(0, 10**7)
PAPERS = st.builds(
    paper,
    title=CLEAN,
    organization=st.none() | st.builds(Organization, st.none() | CLEAN, st.none() | CLEAN),
    author_count=_COUNT,
    upvotes=_COUNT,
    stars=_COUNT,
    comments=_COUNT,
    keywords=st.lists(CLEAN, max_size=4).map(tuple),
)
ROWS = st.builds(
    Row, PAPERS, st.sampled_from([UNMARKED, READ, Marks(NOW, NOW)]), st.integers(0, 999), st.booleans(), st.booleans()
)


def drawn(row: Row, cells: int = 60, height: int = 4) -> list[str]:
    return plain(full_row(row, cells, height)).split("\n")


def facts_of(paper: Paper, **fields: object) -> str:
    return plain([tuple(facts(Row(paper, **fields), ASCII))])


@given(ROWS, st.integers(12, 120), st.sampled_from([3, 4]))
def test_a_row_is_as_high_as_its_density_and_no_wider_than_the_pane(row: Row, cells: int, height: int) -> None:
    lines = full_row(row, cells, height)

    assert height == len(lines)
    assert all(cells_of(line) + BAR <= cells for line in lines)


@given(ROWS, st.integers(20, 120))
def test_a_one_line_row_is_no_wider_than_the_pane(row: Row, cells: int) -> None:
    assert cells_of(short_row(row, cells)) + BAR <= cells


def test_a_title_takes_two_lines_at_most_and_the_facts_one() -> None:
    assert [
        "●  Long-Horizon Planning with Reversible",
        "   World Models: What Agents Gain from…",
        "   ▲ 92 · example-lab · ★ 1.5k",
        "",
    ] == drawn(Row(PLANNING), 42)


def test_marks_stand_before_the_title() -> None:
    both = Marks(bookmarked_at=NOW)

    firsts = [drawn(Row(BARE, marks))[0][:3] for marks in (UNMARKED, READ, both, both.mark_read(NOW))]

    assert ["●  ", "   ", "●◆ ", " ◆ "] == firsts


def test_a_read_paper_is_dimmed() -> None:
    styles = {style for line in full_row(Row(PLANNING, READ), 60, 4) for _, style in line}

    assert "title-read" in styles
    assert "title" not in styles


def test_a_row_that_is_marked_for_an_action_says_so() -> None:
    assert "●  ✓ A Paper of Which Hardly Anything Is Known" == drawn(Row(BARE, is_chosen=True))[0]
    assert "✓ A Paper" in plain([short_row(Row(BARE, is_chosen=True), 60)])


def test_what_is_not_known_is_not_shown() -> None:
    assert "" == facts_of(BARE)
    assert "^ 0" == facts_of(paper(upvotes=0, stars=0, comments=0))


@pytest.mark.parametrize(("comments", "shown"), [(None, ""), (1, ""), (2, "2 comments"), (31, "31 comments")])
def test_comments_show_from_two_on(comments: int | None, shown: str) -> None:
    assert shown == facts_of(paper(upvotes=None, comments=comments))


def test_a_long_name_of_an_organization_gives_way_to_its_login() -> None:
    short, long = Organization("lab", "Twenty Letters Named"), Organization("lab", "Twenty-One Letters Na")

    assert "Twenty Letters Named" == facts_of(paper(upvotes=None, organization=short, author_count=9))
    assert "lab" == facts_of(paper(upvotes=None, organization=long))
    assert "lab" == facts_of(paper(upvotes=None, organization=Organization("lab")))


def test_authors_are_counted_where_no_organization_is_known() -> None:
    assert ["1 author", "7 authors"] == [facts_of(paper(upvotes=None, author_count=number)) for number in (1, 7)]


def test_what_is_new_and_what_was_gained_is_said_first() -> None:
    assert "^ 99 +31" == facts_of(paper(), gain=31)
    assert "new" == plain([tuple(facts(Row(paper(), is_new=True), ASCII))[:1]])


def test_a_one_line_row_has_the_organization_at_the_right_where_there_is_room() -> None:
    wide, narrow = (plain([short_row(Row(WIDE), cells)]) for cells in (80, 50))

    assert wide.endswith("  ETH Zürich")
    assert "ETH" not in narrow
    assert all(line.startswith("●     40 推論モデル") for line in (wide, narrow))


@pytest.mark.parametrize("each", EDITION, ids=lambda paper: paper.id)
def test_in_plain_letters_a_row_has_plain_glyphs(each: Paper) -> None:
    row = Row(each, Marks(bookmarked_at=NOW), is_chosen=True)

    for line in (*full_row(row, 40, 4, ASCII), short_row(row, 70, ASCII)):
        assert not set("●◆✓▲★·…") & set(plain([line]))
