"""The JSON of papers: other programs build on its keys and types."""

import json
from datetime import date, datetime

from tests.cli.conftest import Run
from tests.hub import Hub, make_entry

MONDAY = date(2026, 6, 8)

TYPES = {
    "id": str, "title": str, "abstract": str, "summary": str, "authors": list, "author_count": int,
    "organization": str, "submitted_by": str, "published": str, "day": str, "upvotes": int, "comments": int,
    "stars": int, "github": str, "project": str, "keywords": list, "topics": list, "broader_topics": list,
    "categories": list, "url": str, "arxiv_url": str, "pdf_url": str, "bookmarked": bool, "read": bool, "read_at": str,
    "tags": list, "note": str, "source": str, "fetched_at": str,
}


def test_the_keys_of_json_and_their_order_are_a_promise(run: Run, hub: Hub):
    ended = run("list", "2026-06-08", "--json")

    papers = json.loads(ended.out)
    assert 0 == ended.code and 5 == len(papers)
    assert all(list(TYPES) == list(paper) for paper in papers)


def test_the_types_of_json_are_a_promise(run: Run, hub: Hub):
    run("list", "2026-06-08")
    run("read", "2606.08000")

    papers = [*json.loads(run("list", "2026-06-08", "--json").out), *json.loads(run("list", "--sample", "--json").out)]

    always = {"id", "title", "authors", "keywords", "topics", "broader_topics", "categories", "url", "tags", "source", "fetched_at"}
    always |= {"bookmarked", "read"}
    for key, kind in TYPES.items():
        values = [paper[key] for paper in papers]
        assert all(isinstance(value, kind) or (value is None and key not in always) for value in values), key
    assert all(isinstance(name, str) for paper in papers for name in paper["authors"] + paper["keywords"])


def test_times_of_json_are_utc_and_days_are_days(run: Run, hub: Hub):
    run("list", "2026-06-08")
    run("read", "2606.08000")

    paper = json.loads(run("show", "2606.08000", "--json").out)

    assert "2026-06-12T12:00:00Z" == paper["read_at"]
    assert paper["fetched_at"].endswith("Z") and datetime.fromisoformat(paper["fetched_at"])
    assert date.fromisoformat(paper["published"]) < MONDAY
    assert "2026-06-08" == paper["day"]


def test_text_of_json_has_its_tex_and_folded_white_space(run: Run, hub: Hub):
    entry = make_entry(MONDAY, 0)
    entry["paper"]["summary"] = entry["summary"] = "We  prove\n $O(n \\log n)$\tand \\textbf{more}."
    hub.days[MONDAY] = [entry]

    paper = json.loads(run("list", "2026-06-08", "--json").out)[0]

    assert "We prove $O(n \\log n)$ and \\textbf{more}." == paper["abstract"]


def test_the_organization_of_json_is_its_full_name_else_its_login(run: Run, hub: Hub):
    full, bare = make_entry(MONDAY, 0), make_entry(MONDAY, 1)
    for entry, organization in ((full, {"name": "a-lab", "fullname": "A Laboratory"}), (bare, {"name": "b-lab"})):
        entry["organization"] = entry["paper"]["organization"] = {"_id": "0" * 24} | organization
    hub.days[MONDAY] = [full, bare]

    papers = json.loads(run("list", "2026-06-08", "--json").out)

    assert ["A Laboratory", "b-lab"] == [paper["organization"] for paper in papers]


def test_a_paper_with_only_a_summary_has_no_abstract_in_json(run: Run):
    paper = json.loads(run("list", "--sample", "--json", "-n", "1").out)[0]

    assert paper["abstract"] is None and paper["summary"]
