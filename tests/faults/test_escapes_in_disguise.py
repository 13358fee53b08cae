import json
from datetime import date

import pytest

from paperbrowse.sources.hub_entries import read_entry
from tests.model.made import NOON

ENTRY = r'{"paper": {"id": "2606.00001", "title": %s, "summary": %s}}'


@pytest.mark.fault("H13", "H14")
@pytest.mark.parametrize(
    ("served", "title"),
    [
        (r'"a\u001b[31mb\u0007"', "a[31mb"),
        (r'"a\u009b31mb"', "a31mb"),
        (r'"a\\u001b[31mb"', r"a\u001b[31mb"),
        ('"a&#27;[31mb"', "a&#27;[31mb"),
        ('"a&#x1b;[31mb"', "a&#x1b;[31mb"),
    ],
)
def test_an_escape_in_disguise_is_text_or_gone_and_never_an_escape(served: str, title: str) -> None:
    paper = read_entry(json.loads(ENTRY % (served, served)), date(2026, 6, 12), NOON)

    assert paper is not None
    assert (title, title) == (paper.title, paper.abstract)
