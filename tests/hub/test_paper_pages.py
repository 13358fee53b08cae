"""The stand-in's full texts, comments and links are in the form of the real ones."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date

import pytest

from tests.hub import Hub, running
from tests.patience import PATIENCE

from .test_hub import get

TODAY = date(2026, 6, 12)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with running(Hub(today=TODAY, papers=5)) as hub:
        yield hub


def page(hub: Hub, path: str) -> tuple[int, str, str]:
    try:
        with urllib.request.urlopen(hub.url + path, timeout=PATIENCE) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read().decode()


@pytest.mark.parametrize(("number", "source"), [(0, "https://arxiv.org/html/"), (2, "https://huggingface.co/papers/")])
def test_a_full_text_names_its_source_in_its_head(hub: Hub, number: int, source: str):
    status, kind, text = page(hub, f"/papers/2606.1200{number}.md")

    assert (200, "text/markdown; charset=utf-8") == (status, kind)
    assert re.match(rf"Title: .+\n\nURL Source: {source}2606\.1200{number}\n\nPublished Time: .+\n\nMarkdown Content:\n", text)


def test_one_paper_of_a_day_is_long(hub: Hub):
    assert 400_000 < len(page(hub, "/papers/2606.12001.md")[2]) < 500_000


@pytest.mark.parametrize("path", ["/papers/2606.12999.md", "/html/2606.12003", "/html/2606.12999"])
def test_what_is_not_there_is_404(hub: Hub, path: str):
    assert (404, "text/html; charset=utf-8") == page(hub, path)[:2]


def test_arxivs_page_is_made_by_latexml(hub: Hub):
    status, _, text = page(hub, "/html/2606.12004")

    assert 200 == status
    assert all(sign in text for sign in ("ltx_document", "alttext=", "ltx_tabular", "ltx_bibitem", "watermark-tr"))


def test_comments_come_only_where_they_are_asked_for_and_links_always(hub: Hub):
    _, bare, _ = get(hub, "/api/papers/2606.12001")
    _, asked, _ = get(hub, "/api/papers/2606.12001?field=comments")

    assert "comments" not in bare and bare["linkedModels"] == asked["linkedModels"] != []
    assert hub.days.find("2606.12001")["numComments"] == len(asked["comments"])
