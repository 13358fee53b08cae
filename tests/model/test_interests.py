import pytest

from paperbrowse.model.interests import Interest, Interests, Subject, Wish, interest_of
from paperbrowse.model.paper import Author, Organization, Paper
from paperbrowse.model.view import Narrowing, Order, make_view

PAPER = Paper(
    "2606.00001",
    "Undoing Steps: A Fragment",
    abstract="We study agents in the wild.",
    authors=(Author("Ada Löve"), Author("Bo Two")),
    organization=Organization("example-lab", "Example Laboratory"),
    topics=("agents", "KV cache"),
    keywords=("planning",),
)


def wanted(typed: str, wish: Wish = Wish.WATCH) -> Interest:
    interest = interest_of(typed, wish)
    assert interest is not None
    return interest


@pytest.mark.parametrize(
    "typed",
    [
        "topic:agents", "topic:kv-cache", "author:ada love", "org:example-lab", "org:Example laboratory", "in the wild",
        "phrase:Steps: a fragment", "planning", "UNDOING",
    ],
)  # fmt: skip
def test_what_a_paper_has_fits_it_however_it_is_written(typed: str) -> None:
    assert wanted(typed).fits(PAPER)


@pytest.mark.parametrize(
    "typed", ["topic:agent", "topic:planning", "author:Ada", "author:example-lab", "org:example", "rag", "the wilds"]
)
def test_parts_of_names_and_of_words_do_not_fit(typed: str) -> None:
    assert not wanted(typed).fits(PAPER)


def test_a_word_before_a_colon_that_is_no_kind_belongs_to_the_phrase() -> None:
    assert Interest(Subject.PHRASE, "Mamba: fast", Wish.MUTE) == interest_of(' "Mamba:  fast" ', Wish.MUTE)
    assert Interest(Subject.AUTHOR, "Ada: One", Wish.MUTE) == interest_of("Author: Ada: One", Wish.MUTE)


@pytest.mark.parametrize("typed", ["", "  ", "topic:", "org: - ", '""'])
def test_nothing_is_no_interest(typed: str) -> None:
    assert interest_of(typed, Wish.WATCH) is None


def test_a_paper_with_something_watched_is_not_muted() -> None:
    muted = wanted("topic:agents", Wish.MUTE)
    both = Interests.of((muted, wanted("author:Bo Two")))

    assert Wish.MUTE == Interests.of((muted,)).wish_of(PAPER)
    assert Wish.WATCH == both.wish_of(PAPER)
    assert Interests().wish_of(PAPER) is None
    assert {"agents", "the author Bo Two"} == {each.said for each in both.in_paper(PAPER)}


def test_a_subject_has_one_wish() -> None:
    interests = Interests.of((wanted("topic:Agents"), wanted("topic:agents", Wish.MUTE)))

    assert (wanted("topic:agents", Wish.MUTE),) == interests.all
    assert Wish.MUTE == interests.wish_for(Subject.TOPIC, "AGENTS")


def test_muted_papers_are_counted_and_come_last_or_not_at_all() -> None:
    papers = tuple(Paper(f"2606.0000{number}", f"P{number}") for number in range(1, 5))
    muted = {papers[0].id, papers[1].id}

    def shown(narrowing: Narrowing) -> tuple[str, int]:
        view = make_view(papers, {}, narrowing, Order.HUB, lambda paper: paper.id in muted)
        return " ".join(paper.title for paper in view.papers), view.muted

    assert ("P3 P4", 2) == shown(Narrowing())
    assert ("P3 P4 P1 P2", 2) == shown(Narrowing(shows_muted=True))
