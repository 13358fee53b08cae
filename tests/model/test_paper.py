import string
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.model.identifier import title_id
from paperbrowse.model.paper import Author, Organization, Paper
from paperbrowse.model.text import clean_line

from .made import paper

WHOLE = Paper(
    "2606.01234",
    "A Title with “quotes”, $x_1$ and 論文",
    abstract="An abstract.",
    summary="A sentence.",
    summary_by="A model",
    authors=(Author("A. Author", "author"), Author("B. Writer")),
    author_count=3,
    organization=Organization("lab", "Example Lab"),
    submitted_by="someone",
    published=date(2026, 6, 5),
    day=date(2026, 6, 8),
    upvotes=92,
    comments=4,
    stars=1500,
    github="https://github.com/lab/code",
    project="http://lab.example",
    keywords=("agents", "world models"),
    topics=("agents",),
    categories=("cs.CL", "cs.AI"),
    broader_topics=("efficiency",),
    topics_by="0123abcd",
    source="saved page",
    fetched_at=datetime(2026, 6, 8, 9, 30, tzinfo=UTC),
)


@pytest.mark.parametrize("kept", [WHOLE, paper()])
def test_a_paper_comes_back_from_its_json_as_it_was(kept: Paper) -> None:
    assert kept == msgspec.json.decode(msgspec.json.encode(kept), type=Paper)


def test_the_paper_of_this_test_has_every_field_so_that_none_is_forgotten() -> None:
    defaults = dict(zip(Paper.__struct_fields__[-len(Paper.__struct_defaults__) :], Paper.__struct_defaults__))

    assert [] == [name for name, default in defaults.items() if getattr(WHOLE, name) == default]


def test_json_of_a_later_version_with_fields_we_do_not_know_is_still_read() -> None:
    later = b'{"id": "2606.01234", "title": "T", "mood": "calm"}'

    assert Paper("2606.01234", "T") == msgspec.json.decode(later, type=Paper)


def test_links_are_built_from_the_id() -> None:
    assert (
        "https://huggingface.co/papers/2606.01234",
        "https://arxiv.org/abs/2606.01234",
        "https://arxiv.org/pdf/2606.01234",
    ) == (WHOLE.url, WHOLE.arxiv_url, WHOLE.pdf_url)


def test_an_id_of_the_old_style_keeps_its_slash_in_links() -> None:
    assert "https://arxiv.org/abs/hep-th/9901001" == Paper("hep-th/9901001", "T").arxiv_url


def test_a_paper_known_by_its_title_alone_links_to_the_search_for_it() -> None:
    titled = Paper(title_id("Known by Title"), "Known by Title")

    assert ("https://huggingface.co/papers?q=Known%20by%20Title", None, None) == (
        titled.url,
        titled.arxiv_url,
        titled.pdf_url,
    )


def test_no_more_of_a_title_is_searched_for_than_the_hub_accepts() -> None:
    url = urlsplit(Paper("title-0123456789ab", "ü" * 300).url)

    assert ["ü" * 250] == parse_qs(url.query)["q"]


@pytest.mark.fault("H23", "H24")
@given(st.text(st.characters(exclude_categories=()), max_size=300).map(clean_line))
def test_whatever_the_title_the_link_is_a_search_on_the_hub_for_it(title: str) -> None:
    url = urlsplit(Paper(title_id(title), title).url)

    assert ("https", "huggingface.co", "/papers", "") == (url.scheme, url.netloc, url.path, url.fragment)
    assert title[:250] == parse_qs(url.query, keep_blank_values=True)["q"][0]


@pytest.mark.fault("H23", "H24")
@given(st.text(max_size=50))
def test_whatever_the_id_a_link_holds_only_letters_that_a_shell_and_a_terminal_leave_alone(paper_id: str) -> None:
    harmless = set(string.ascii_letters + string.digits + "-._~/:?=%")

    titled = Paper(paper_id, "T")

    for url in (titled.url, titled.arxiv_url, titled.pdf_url):
        assert url is None or (url.startswith("https://") and harmless >= set(url))


def test_an_organization_is_called_by_its_full_name_else_by_its_login() -> None:
    assert ["Example Lab", "lab", None] == [
        Organization("lab", "Example Lab").name,
        Organization("lab").name,
        Organization().name,
    ]


def test_the_first_author_is_unknown_where_no_author_is_known() -> None:
    assert ("A. Author", None) == (WHOLE.first_author, paper().first_author)
