import pytest

from paperbrowse.model.facets import Facet, Kind, count_facets, facet_of, facets_of, has_facet, names_of, organization_key
from paperbrowse.model.marks import UNMARKED, Marks
from paperbrowse.model.paper import Organization

from .made import paper

ETH = Organization("ETH-Zurich", "ETH Zürich")


@pytest.mark.parametrize("facet", [Facet(Kind.TOPIC, "KV cache"), Facet(Kind.TAG, "a:b"), Facet(Kind.ORGANIZATION, "eth")])
def test_a_facet_is_read_back_from_its_text(facet: Facet) -> None:
    assert facet == facet_of(str(facet))


@pytest.mark.parametrize(
    ("organization", "key"),
    [
        (ETH, "eth-zurich"),
        (Organization(None, "ETH Zürich"), "eth zurich"),
        (Organization("lab"), "lab"),
        (Organization(), None),
        (None, None),
    ],
)
def test_an_organization_is_known_by_its_login_else_by_its_name(organization: Organization | None, key: str | None) -> None:
    assert key == organization_key(organization)


@pytest.mark.parametrize(
    ("facet", "has"),
    [
        (Facet(Kind.TOPIC, "agents"), True),
        (Facet(Kind.TOPIC, "agent"), False),
        (Facet(Kind.ORGANIZATION, "eth-zurich"), True),
        (Facet(Kind.ORGANIZATION, "agents"), False),
        (Facet(Kind.TAG, "thesis"), True),
        (Facet(Kind.TAG, "agents"), False),
    ],
)
def test_a_paper_has_its_topics_its_organization_and_the_readers_tags(facet: Facet, has: bool) -> None:
    assert has is has_facet(paper(topics=("agents",), organization=ETH), Marks(tags=("thesis",)), facet)


def test_facets_are_counted_most_frequent_first() -> None:
    papers = (
        paper(1, topics=("video", "agents"), organization=ETH),
        paper(2, topics=("agents",), organization=Organization("eth-zurich", "ETH")),
        paper(3, topics=("Agents, other",), organization=Organization("lonely", "Lonely Lab")),
        paper(4, organization=Organization("ETH-ZURICH", "ETH Zürich")),
    )

    counts = count_facets(papers, {"2606.00003": Marks(tags=("thesis",))})

    assert [
        ("org:eth-zurich", "ETH Zürich", 3),
        ("topic:agents", "agents", 2),
        ("tag:thesis", "#thesis", 1),
        ("topic:Agents, other", "Agents, other", 1),
        ("topic:video", "video", 1),
    ] == [(str(each.facet), each.name, each.count) for each in counts]


def test_a_paper_counts_for_what_is_broader_than_its_topics_too() -> None:
    of_video = paper(1, topics=("video generation",), broader_topics=("video",))

    counts = {each.name: each.count for each in count_facets((of_video, paper(2, topics=("video",))), {})}

    assert {"video": 2, "video generation": 1} == counts
    assert has_facet(of_video, UNMARKED, Facet(Kind.TOPIC, "video"))
    assert Facet(Kind.TOPIC, "video") in facets_of(of_video, UNMARKED)


def test_a_chosen_organization_keeps_its_name_where_no_paper_shown_has_it() -> None:
    facet, unknown = Facet(Kind.ORGANIZATION, "eth-zurich"), Facet(Kind.ORGANIZATION, "nowhere")

    names = names_of({facet, unknown}, (paper(1), paper(2, organization=ETH)))

    assert {facet: "ETH Zürich", unknown: "nowhere"} == names
    assert [("ETH Zürich", 0), ("nowhere", 0)] == [(each.name, each.count) for each in count_facets((), {}, names)]


def test_a_paper_without_anything_has_no_facet() -> None:
    assert not has_facet(paper(), UNMARKED, Facet(Kind.TOPIC, ""))
    assert () == count_facets((paper(),), {})


def test_the_facets_of_a_paper_are_those_that_it_has() -> None:
    one, marks = paper(topics=("agents", "video"), organization=ETH), Marks(tags=("thesis",))

    found = facets_of(one, marks)

    assert {"topic:agents", "topic:video", "org:eth-zurich", "tag:thesis"} == {str(facet) for facet in found}
    assert all(has_facet(one, marks, facet) for facet in found)
