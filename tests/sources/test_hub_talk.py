"""Comments and linked repositories: each field by itself, and nothing that a service may send stops the reading."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.errors import Refused, Unreachable, Unreadable
from paperbrowse.model.reading import Comment, LinkedRepo
from paperbrowse.sources.hub_api import HubApi
from paperbrowse.sources.hub_talk import read_comments, read_linked
from tests.hub import Hub, faults

PAPER = "2606.12001"
NOON = datetime(2026, 6, 12, 12, tzinfo=UTC)
A_COMMENT = {
    "id": "65a0", "createdAt": "2026-06-12T09:30:00.000Z", "type": "comment",
    "author": {"_id": "0" * 24, "fullname": "Ana Chen", "name": "anachen", "type": "user"},
    "data": {
        "edited": True, "hidden": False, "latest": {"raw": "Nice.\n\n    code", "html": "<p>", "updatedAt": "x"},
        "reactions": [{"reaction": "fire", "users": ["a"], "count": 3}, {"reaction": "waves", "users": [], "count": 1}],
        "parentCommentId": "65a1",
    },
}  # fmt: skip
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["id", "type", "data", "author", "latest", "raw", "replies", "reactions", "count", "reaction", "hidden", "likes"]
    ), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def comment(**changed: object) -> Comment:
    (found,) = read_comments({"comments": [A_COMMENT | changed]}, PAPER, NOON).comments
    return found


def test_a_comment_is_read_field_by_field():
    assert Comment(
        id="65a0", author="Ana Chen", login="anachen", posted_at=datetime(2026, 6, 12, 9, 30, tzinfo=UTC),
        markdown="Nice.\n\n    code", reactions=(("🔥", 3), ("waves", 1)), is_edited=True, parent="65a1",
    ) == comment()  # fmt: skip


def test_what_is_hidden_is_not_told():
    hidden = comment(data=A_COMMENT["data"] | {"hidden": True})

    assert (True, "") == (hidden.is_hidden, hidden.markdown)


@pytest.mark.parametrize("key", ["author", "createdAt", "data"])
@pytest.mark.parametrize("given", [None, 7, "x", [], {}, True])
def test_a_field_of_a_wrong_kind_is_unknown(key: str, given: object):
    found = comment(**{key: given})

    assert "65a0" == found.id


@pytest.mark.parametrize("given", [None, 7, "x", {}, {"id": None}, {"id": "../x"}, {"id": "a" * 99}, {"type": "status-change", "id": "a"}])
def test_what_has_no_id_or_is_no_comment_is_left_out_and_counted(given: object):
    found = read_comments({"comments": [given, A_COMMENT]}, PAPER, NOON)

    assert (1, ["65a0"]) == (found.left_out, [each.id for each in found.comments])


def test_answers_of_the_sites_pages_lie_within_what_they_answer():
    nested = A_COMMENT | {"replies": [{"id": "65a2", "data": {}, "replies": [{"id": "65a3"}]}]}

    found = read_comments({"comments": [nested]}, PAPER, NOON).comments

    assert [("65a0", "65a1"), ("65a2", "65a0"), ("65a3", "65a2")] == [(each.id, each.parent) for each in found]


def test_five_thousand_comments_are_too_many_and_a_deep_thread_is_survived():
    deep: dict[str, object] = {"id": "d0"}
    for number in range(1, 500):
        deep = {"id": f"d{number}", "replies": [deep]}

    many = read_comments({"comments": [{"id": f"c{number}"} for number in range(5_000)]}, PAPER, NOON)
    few = read_comments({"comments": [deep]}, PAPER, NOON)

    assert (2_000, 3_000) == (len(many.comments), many.left_out)
    assert "d499" == few.comments[0].id and len(few.comments) < 100


@pytest.mark.fault("H8", "H9", "H11", "H15")
@pytest.mark.parametrize("poison", ["\x1b[31m", "\x1b]52;c;aGk=\x07", "\x9b31m", "\u202e", "\x00", "\ud800"])
def test_nothing_that_a_comment_says_can_speak_to_the_terminal(poison: str):
    hostile = comment(
        author={"fullname": f"A{poison}", "name": f"b{poison}"},
        data={"latest": {"raw": f"x{poison}y"}, "reactions": [{"reaction": f"r{poison}", "count": 1}]},
    )

    told = f"{hostile.author}{hostile.login}{hostile.markdown}{hostile.reactions[0][0]}"

    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\x00", "\ud800"} & set(told)


@given(ANYTHING)
def test_anything_is_survived(given: object):
    flat = {"comments": given, "linkedModels": given, "linkedSpaces": [given], "numTotalModels": given}

    assert PAPER == read_comments(flat, PAPER, NOON).paper_id == read_linked(flat, PAPER, NOON).paper_id


def test_repositories_have_their_numbers_and_the_totals_are_the_services():
    flat = {
        "linkedModels": [{"id": "some-lab/thing", "likes": 3, "downloads": 40, "pipeline_tag": "text-generation",
                          "gated": "auto", "lastModified": "2026-06-09T10:00:00.000Z"}],
        "linkedDatasets": [{"id": "bare"}], "linkedSpaces": [{"id": "a/b", "emoji": "🧭", "shortDescription": "Try"}],
        "numTotalModels": 12, "numTotalDatasets": None,
    }  # fmt: skip

    found = read_linked(flat, PAPER, NOON)

    changed = datetime(2026, 6, 9, 10, tzinfo=UTC)
    assert (LinkedRepo("some-lab/thing", "model", 3, 40, "text-generation", changed, True),) == found.models
    assert ((LinkedRepo("bare", "dataset"),), (LinkedRepo("a/b", "space", task="Try"),)) == (found.datasets, found.spaces)
    assert (12, None, None) == (found.total_models, found.total_datasets, found.total_spaces)


@pytest.mark.fault("H23", "H24")
@pytest.mark.parametrize("name", ["../../x", "a/b/c", "/x", "a b", "a?x=#", "a/..", "https://evil.test", "", 7, None, "a" * 200])
def test_what_is_no_name_of_a_repository_makes_no_link(name: object):
    assert () == read_linked({"linkedModels": [{"id": name}]}, PAPER, NOON).models


async def test_one_question_brings_both(hub: Hub, api: HubApi):
    comments, linked = await api.comments_and_links(PAPER, [].append)

    (asked,) = hub.requests
    assert ("/api/papers/2606.12001", {"field": "comments"}) == (asked.path, asked.query)
    assert hub.days.find(PAPER)["numComments"] == len(comments.comments)
    assert (2, 1, 1) == (len(linked.models), len(linked.datasets), len(linked.spaces))


@pytest.mark.parametrize("paper_id", ["2606.12999", "cs/0703001", "title-0123456789ab"])
async def test_of_a_paper_that_the_hub_does_not_know_nothing_is_said(api: HubApi, paper_id: str):
    assert await api.comments_and_links(paper_id, [].append) is None


@pytest.mark.parametrize(
    ("fault", "error"),
    [(faults.answer(b"[]"), Unreadable), (faults.answer(b'{"id": "2606.00001"}'), Unreadable), (faults.login_page(), Unreachable),
     (faults.status(500), Refused), (faults.cut_json(), Unreachable), (faults.answer(b"null"), Unreadable)],
)  # fmt: skip
async def test_what_is_no_answer_about_the_paper_is_an_error(hub: Hub, api: HubApi, fault: faults.Fault, error: type):
    hub.fault(fault, path="/api/papers/")

    with pytest.raises(error):
        await api.comments_and_links(PAPER, [].append)
