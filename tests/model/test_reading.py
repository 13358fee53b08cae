"""Comments in their threads, and links of repositories that are built from their names."""

from datetime import UTC, datetime

from paperbrowse.model.reading import Comment, Comments, LinkedRepo

NOON = datetime(2026, 6, 12, 12, tzinfo=UTC)


def threads(*comments: Comment) -> list[tuple[int, str]]:
    return [(depth, comment.id) for depth, comment in Comments("2606.12000", NOON, comments).threads()]


def test_an_answer_stands_below_what_it_answers():
    first, second = Comment("a"), Comment("b")
    answer, answer_to_it, later = Comment("c", parent="a"), Comment("d", parent="c"), Comment("e", parent="a")

    shown = threads(first, second, answer, answer_to_it, later)

    assert [(0, "a"), (1, "c"), (2, "d"), (1, "e"), (0, "b")] == shown


def test_an_answer_to_what_is_not_there_begins_a_thread():
    shown = threads(Comment("a", parent="gone"), Comment("b", parent="a"))

    assert [(0, "a"), (1, "b")] == shown


def test_comments_that_answer_each_other_in_a_circle_are_each_shown_once():
    shown = threads(Comment("a", parent="b"), Comment("b", parent="a"), Comment("c", parent="c"), Comment("d"))

    assert ["a", "b", "c", "d"] == sorted(name for _, name in shown)


def test_ten_thousand_comments_in_one_thread_are_no_stack():
    chain = [Comment(str(number), parent=str(number - 1)) for number in range(10_000)]

    assert [(number, str(number)) for number in range(10_000)] == threads(*chain)


def test_the_link_of_a_repository_says_what_it_is():
    repositories = [LinkedRepo("some-lab/thing", kind) for kind in ("model", "dataset", "space")]

    assert [
        "https://huggingface.co/some-lab/thing",
        "https://huggingface.co/datasets/some-lab/thing",
        "https://huggingface.co/spaces/some-lab/thing",
    ] == [repository.url for repository in repositories]
