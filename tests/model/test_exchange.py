import json

import pytest

from paperbrowse.errors import Unreadable
from paperbrowse.model.exchange import is_head, line, read_line
from paperbrowse.model.taken import Taken

from .made import paper


def test_only_the_first_line_of_ours_is_one() -> None:
    assert [True, False, False, False] == [
        is_head(text) for text in ('{"paperbrowse":"papers","version":1}', '{"version":1}', "[" * 100_000, "")
    ]


@pytest.mark.fault("I27")
def test_a_file_of_a_newer_program_is_refused() -> None:
    with pytest.raises(Unreadable, match="a newer paperbrowse wrote it"):
        is_head('{"paperbrowse":"papers","version":2,"more":[]}')


@pytest.mark.fault("I26")
@pytest.mark.parametrize("paper_id", ["../../etc/passwd", "2606.00001v2", "title-xyz", "", "\u001b[2J"])
def test_a_hostile_id_is_no_paper(paper_id: str) -> None:
    text = json.dumps({"paper": {"id": paper_id, "title": "T"}})

    with pytest.raises(Unreadable):
        read_line(text)


_UNTITLED = ('{"paper": {"id": "2606.00001"%s}}' % more for more in ("", ', "title": 3', ', "title": "\\u0007"'))


@pytest.mark.parametrize("text", ["", "[]", "{}", "nonsense", "[" * 100_000, *_UNTITLED])
def test_what_is_no_paper_is_said_to_be_none(text: str) -> None:
    with pytest.raises(Unreadable):
        read_line(text)


def test_text_of_a_file_is_cleaned_and_addresses_are_those_of_the_web() -> None:
    hostile = {"id": "2606.00001", "title": "A\u001b[31m B\u202e", "github": "https://evil.example/x", "project": "javascript:x"}

    assert Taken(paper(1, title="A[31m B")) == read_line(json.dumps({"paper": hostile}))


def test_a_record_of_another_paper_is_left_out() -> None:
    text = line(Taken(paper(1))).removesuffix("}") + ',"arxiv":{"paper_id":"2606.00002"}}'

    assert read_line(text).record is None
