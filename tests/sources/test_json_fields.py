"""JSON from outside: what is loaded, what is refused, and what each field may be."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.errors import Unreachable, Unreadable
from paperbrowse.sources.json_fields import count_at, date_at, due_list, due_object, line_at, load_json, moment_at

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(JSON)
def test_any_json_is_loaded(value: object):
    assert value == load_json(json.dumps(value).encode())


@pytest.mark.fault("N36", "N45")
@given(JSON.filter(lambda value: isinstance(value, list | dict | str)), st.data())
def test_json_cut_anywhere_is_known_to_be_cut(value: object, data: st.DataObject):
    whole = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    end = data.draw(st.integers(0, len(whole) - 1))

    with pytest.raises(Unreachable) as caught:
        load_json(whole[:end])

    assert "cut" == caught.value.reason


@pytest.mark.parametrize("cut", [b'"\\u', b'"\\u00', b'"\\ud83d\\ude0', b'"\\'])
def test_json_cut_in_an_escape_is_known_to_be_cut(cut: bytes):
    with pytest.raises(Unreachable, match="the answer ends in the middle"):
        load_json(cut)


@pytest.mark.fault("N35", "N38", "N39", "N55", "N56")
@pytest.mark.parametrize(
    "body",
    [b"<html></html>", b'["\xff\xfe"]', "[]".encode("utf-16"), "[]".encode("utf-16-le"), b"[1,]", b"[] []", b"{'a':1}",
     b"[" * 200_000, b'{"a":' * 200_000, b"[" + b"9" * 5_000 + b"]", b'["\x01"]'],
    ids=["html", "bytes", "utf-16", "utf-16 without BOM", "comma", "two", "quotes", "deep", "deep objects", "digits", "control"],
)
def test_what_is_no_json_is_unreadable(body: bytes):
    with pytest.raises((Unreadable, Unreachable)) as caught:
        load_json(body)

    assert str(caught.value).startswith("the answer ")


@pytest.mark.fault("N39")
def test_a_bom_does_no_harm():
    assert [] == load_json(b"\xef\xbb\xbf[]")


@pytest.mark.fault("N54")
def test_numbers_that_are_none_are_unknown():
    fields = load_json(b'{"a":NaN,"b":Infinity,"c":-Infinity,"d":1e400,"e":12}')

    assert [None, None, None, None, 12] == [count_at(fields, key) for key in "abcde"]


@pytest.mark.fault("N50", "N54")
@pytest.mark.parametrize(
    ("given_value", "count"),
    [(0, 0), (61, 61), ("61", 61), (61.0, 61), (999_999_999, 999_999_999), (10**9, None), (-5, None), (True, None),
     (False, None), (1.5, None), (10**30, None), ("1e3", None), ("-1", None), ("٣", None), ("", None), (None, None),
     ([1], None), ({"n": 1}, None)],
)
def test_a_count_is_a_whole_number_within_reason(given_value: object, count: int | None):
    assert count == count_at({"upvotes": given_value}, "upvotes")


@pytest.mark.fault("N53")
@pytest.mark.parametrize(
    "written",
    ["9999-12-31T00:00:00.000Z", "0001-01-01", "2026-06-08T00:00:00+99:00", "2026-06-08T24:00:00Z", "yesterday", "",
     "2026-02-30", "20260608", "2026-W24", "2026-06-08 12:00", "٢٠٢٦-06-08", "2026-06-08T12:00:00Z\n", 20260608, None, []],
)
def test_a_date_that_makes_no_sense_is_unknown(written: object):
    fields = {"publishedAt": written}

    assert (None, None) == (date_at(fields, "publishedAt"), moment_at(fields, "publishedAt"))


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-03-03T02:57:38.000Z", datetime(2026, 3, 3, 2, 57, 38, tzinfo=UTC)),
        ("2026-03-03T02:57:38", datetime(2026, 3, 3, 2, 57, 38, tzinfo=UTC)),
        ("2026-03-03T02:57+02:00", datetime(2026, 3, 3, 0, 57, tzinfo=UTC)),
        ("2026-03-03", datetime(2026, 3, 3, tzinfo=UTC)),
        ("1900-01-01T00:00:00+14:00", datetime(1899, 12, 31, 10, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_is_told_in_utc(written: str, moment: datetime):
    assert moment == moment_at({"at": written}, "at")


def test_a_date_is_taken_as_it_is_written_whatever_the_zone():
    assert date(2026, 3, 3) == date_at({"at": "2026-03-03T00:30:00+09:00"}, "at")


@pytest.mark.fault("N57", "H20", "H21")
def test_a_line_is_clean_and_has_an_end():
    fields = {"title": " A\n  title \ud800\x1b[31m ", "long": "x" * 1_000_000, "blank": "\u200b \n", "list": ["x"]}

    assert "A title \ufffd[31m" == line_at(fields, "title")
    assert "x" * 999 + "…" == line_at(fields, "long")
    assert [None, None, None] == [line_at(fields, key) for key in ("blank", "list", "absent")]


@pytest.mark.fault("N47")
@pytest.mark.parametrize(
    ("value", "named"),
    [({}, "an object"), (None, "null"), ("x", "a string"), (5, "a number"), (True, "a truth value"), (1.5, "a number")],
)
def test_the_wrong_shape_is_named(value: object, named: str):
    with pytest.raises(Unreadable) as caught:
        due_list(value, "papers")

    assert f"the answer is {named} where a list of papers is due" == str(caught.value)


@pytest.mark.fault("N47")
def test_a_list_where_an_object_is_due_is_named():
    with pytest.raises(Unreadable) as caught:
        due_object([], "a paper")

    assert "the answer is a list where a paper is due" == str(caught.value)
