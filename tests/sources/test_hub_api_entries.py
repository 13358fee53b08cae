"""One entry of the Hub's JSON becomes a paper: each field, and each field gone wrong."""

import copy
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from paperbrowse.model.paper import Author, Organization, Paper
from paperbrowse.model.text import clean_line
from paperbrowse.sources.hub_api import read_entry, read_paper

NOW = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)
ASKED = date(2026, 6, 9)
ENTRY = {
    "paper": {
        "id": "2606.08001",
        "authors": [
            {"_id": "1", "name": "Ana  Brandt", "hidden": False},
            {"_id": "2", "name": "Bo Chen", "hidden": True, "user": {"_id": "3", "user": "bochen", "name": "bo"}},
            {"_id": "4", "name": " "},
        ],
        "publishedAt": "2026-06-05T00:00:00.000Z",
        "submittedOnDailyAt": "2026-06-08T00:00:00.000Z",
        "title": "A Title\n  on Two Lines",
        "submittedOnDailyBy": {"_id": "5", "avatarUrl": "/avatars/x.svg", "fullname": "Cleo Dvořák", "user": "cleo"},
        "summary": "First line\nand second,\n\n with $x^2$.",
        "upvotes": 61,
        "githubRepo": "https://github.com/ana-lab/tool.git",
        "githubStars": 7,
        "projectPage": " https://ana.example.org/tool",
        "ai_summary": "It works.",
        "ai_summary_model": "some/model",
        "ai_keywords": ["one", "two", "one", " "],
        "organization": {"_id": "6", "name": "ana-lab", "fullname": "Ana's Laboratory"},
        "somethingNew": {"nobody": ["knows", "this"]},
    },
    "publishedAt": "2026-06-04T20:00:00.000Z",
    "title": "A Title on Two Lines, Edited",
    "summary": "Another text",
    "numComments": 3,
    "submittedBy": {"name": "else", "fullname": "Somebody Else"},
}
PAPER = Paper(
    id="2606.08001",
    title="A Title on Two Lines",
    abstract="First line and second, with $x^2$.",
    summary="It works.",
    summary_by="some/model",
    authors=(Author("Ana Brandt"), Author("Bo Chen", "bochen")),
    author_count=3,
    organization=Organization("ana-lab", "Ana's Laboratory"),
    submitted_by="Cleo Dvořák",
    published=date(2026, 6, 4),
    day=date(2026, 6, 8),
    upvotes=61,
    comments=3,
    stars=7,
    github="https://github.com/ana-lab/tool",
    project="https://ana.example.org/tool",
    keywords=("one", "two"),
    fetched_at=NOW,
)


def entry(**changes: object) -> dict[str, object]:
    """ENTRY with other values in `paper`."""
    changed = copy.deepcopy(ENTRY)
    changed["paper"].update(changes)
    return changed


@pytest.mark.fault("N51", "H20")
def test_an_entry_becomes_a_paper():
    assert PAPER == read_entry(ENTRY, ASKED, NOW)


def test_an_entry_with_nothing_but_id_and_title_is_a_paper_of_the_day_that_was_asked_for():
    least = {"paper": {"id": "2606.08001", "title": "Alone"}}

    assert Paper(id="2606.08001", title="Alone", day=ASKED, fetched_at=NOW) == read_entry(least, ASKED, NOW)


def test_what_the_paper_lacks_is_taken_from_the_entry():
    given = {key: value for key, value in ENTRY.items() if key != "paper"} | {"paper": {"id": "2606.08001"}}

    paper = read_entry(given, None, NOW)

    assert paper is not None
    assert ("A Title on Two Lines, Edited", "Another text") == (paper.title, paper.abstract)
    assert "Somebody Else" == paper.submitted_by


@pytest.mark.fault("N48", "H23", "H24")
@pytest.mark.parametrize(
    "paper_id",
    ["", ".", "../../x", "a/b", "CON", "2401.00001\n--", "2401.00001?x=#", "9" * 300, "2413.00001", "2401.1", "title-0123456789ab",
     None, 2401.00001, ["2401.00001"], {}],
)
def test_an_entry_with_no_valid_id_is_no_paper(paper_id: object):
    assert read_entry(entry(id=paper_id), ASKED, NOW) is None


@pytest.mark.fault("N48")
@pytest.mark.parametrize("title", [None, "", " \n", "\u200b", 5, ["A"], {}])
def test_an_entry_with_no_title_is_no_paper(title: object):
    without = entry(title=title) | {"title": title}

    assert read_entry(without, ASKED, NOW) is None


@pytest.mark.fault("N48", "N50")
@pytest.mark.parametrize("given", [None, 5, "x", [], {}, {"paper": None}, {"paper": "x"}, {"paper": []}, {"paper": {}}])
def test_what_is_no_entry_is_no_paper(given: object):
    assert read_entry(given, ASKED, NOW) is None


def test_a_version_in_the_id_is_dropped():
    assert "2606.08001" == read_entry(entry(id="2606.08001v3"), ASKED, NOW).id


@pytest.mark.fault("N49", "N50")
@pytest.mark.parametrize("wrong", [None, 5, -1, 1.5, True, "", "x", [], [None], [[]], {}, {"name": []}, {"user": 5}, "\ud800"])
@pytest.mark.parametrize("key", sorted(set(ENTRY["paper"]) - {"id", "title"}))
def test_one_wrong_field_costs_no_other(key: str, wrong: object):
    fields = {
        "authors": ("authors", "author_count"), "summary": ("abstract",), "ai_summary": ("summary",),
        "ai_summary_model": ("summary_by",), "ai_keywords": ("keywords",), "githubRepo": ("github",),
        "githubStars": ("stars",), "projectPage": ("project",), "submittedOnDailyAt": ("day",),
        "submittedOnDailyBy": ("submitted_by",), "publishedAt": (), "somethingNew": (),
    }.get(key, (key,))

    paper = read_entry(entry(**{key: wrong}), ASKED, NOW)

    assert paper is not None
    for field in set(Paper.__struct_fields__) - set(fields):
        assert getattr(PAPER, field) == getattr(paper, field)


@pytest.mark.parametrize(
    ("arxiv", "eastern"),
    [
        ("2026-03-03T02:57:38.000Z", date(2026, 3, 2)),
        ("2025-01-05T02:30:00.000Z", date(2025, 1, 4)),
        ("2026-01-05T05:00:00.000Z", date(2026, 1, 5)),
        ("2026-03-08T04:59:59.000Z", date(2026, 3, 7)),
        ("2026-03-09T04:00:00.000Z", date(2026, 3, 9)),
        ("2026-11-01T04:00:00.000Z", date(2026, 11, 1)),
        ("2026-11-02T04:59:59.000Z", date(2026, 11, 1)),
    ],
)
def test_a_paper_without_the_outer_date_is_dated_in_eastern_time(arxiv: str, eastern: date):
    assert eastern == read_paper({"id": "2606.08001", "title": "A", "publishedAt": arxiv}, NOW).published


def test_the_flat_paper_is_the_same_but_for_its_comments():
    paper = read_paper(ENTRY["paper"], NOW)

    assert PAPER == Paper(**{field: getattr(paper, field) for field in Paper.__struct_fields__} | {"comments": 3})


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://github.com/owner/name", "https://github.com/owner/name"),
        ("https://github.com/owner/name/tree/main?x#y", "https://github.com/owner/name"),
        ("HTTPS://GitHub.com/Owner/Na.me//", "https://github.com/Owner/Na.me"),
        ("https://github.com/owner", None),
        ("https://github.com/owner/..", None),
        ("https://github.com/-x/name", None),
        ("http://github.com/owner/name", None),
        ("https://github.com@evil.test/owner/name", None),
        ("https://github.com.evil.test/owner/name", None),
        ("https://github.com/owner/na me", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_repository_is_built_from_owner_and_name(given: str, address: str | None):
    assert address == read_entry(entry(githubRepo=given), ASKED, NOW).github


@pytest.mark.parametrize(
    ("given", "address"),
    [
        (" http://x.example/~a?b#c ", "http://x.example/~a?b#c"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("https:///x", None),
        ("x.example", None),
        ("https://x.example/a b", None),
        ("https://x.example/\x1b[31m", None),
        ("https://x.example/\u202e", None),
        ("https://x.example/" + "a" * 3_000, None),
    ],
)
def test_a_project_page_is_a_clean_web_address(given: str, address: str | None):
    assert address == read_entry(entry(projectPage=given), ASKED, NOW).project


def test_an_organization_may_stand_under_its_old_name():
    given = entry(organization=None) | {"submitterOrganization": {"name": "ana-lab"}}

    assert Organization("ana-lab") == read_entry(given, ASKED, NOW).organization


@pytest.mark.fault("N58")
def test_all_authors_stay_and_a_monstrous_abstract_has_an_end():
    given = entry(authors=[{"name": f"Author {n}"} for n in range(5_000)], summary="word " * 200_000)

    paper = read_entry(given, ASKED, NOW)

    assert (5_000, 5_000) == (len(paper.authors), paper.author_count)
    assert len(paper.abstract) <= 20_000
    assert paper.abstract.endswith("…")


@pytest.mark.real
def test_of_the_recorded_days_no_entry_is_lost_and_every_date_agrees(shared: Path):
    """From 2025-03-11 on the outer date is the inner one in Eastern time, and from 2025-03-17 on an entry names its day."""
    lost, disagreeing, unclean = [], [], []
    files = sorted((shared / "hub" / "days").glob("*.json"))
    for file in files:
        day = date.fromisoformat(file.stem)
        for given in json.loads(file.read_bytes()):
            paper = read_entry(given, day, NOW)
            if paper is None:
                lost.append(given)
                continue
            alone = read_paper(given["paper"], NOW)
            if file.stem >= "2025-03-11" and (paper.published != alone.published or paper.day != day):
                disagreeing.append(paper.id)
            if None in (paper.abstract, paper.upvotes, paper.comments) or clean_line(paper.title) != paper.title:
                unclean.append(paper.id)

    assert 485 == len(files)
    assert ([], [], []) == (lost, disagreeing, unclean)
