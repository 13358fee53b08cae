import pytest

from paperbrowse.model.query import parse_query
from paperbrowse.model.query_terms import comparable
from paperbrowse.tui.emphasis import emphasised
from paperbrowse.tui.page import Page, page_lines, plain
from paperbrowse.tui.rows import Row, full_row, short_row

from .papers import PLANNING


def found(*lines: str, words: tuple[str, ...]) -> list[str]:
    """What is emphasised; the text itself must stay as it was."""
    drawn = list(emphasised(lines, "text", words))
    assert list(lines) == ["".join(text for text, _ in line) for line in drawn]
    return [text for line in drawn for text, style in line if style == "found"]


@pytest.mark.parametrize(
    ("line", "words", "expected"),
    [
        ("Token Retention for Tokens", ("token",), ["Token", "Token"]),
        ("Attention at the end", ("tention",), []),
        ("A KV-Cache and a kv  cache", ("kv cache",), ["KV-Cache", "kv  cache"]),
        ("Über Schrödingers Straße", ("schrodinger", "uber", "strasse"), ["Über", "Schrödinger", "Straße"]),
        ("日本語の記憶", ("記憶",), ["記憶"]),
        ("C++ (c++) [c]", ("c++",), ["C++", "c++"]),
        ("nothing of that", ("what",), []),
        ("", ("what",), []),
        ("a word", (), []),
    ],
)
def test_words_are_found_at_the_start_of_words_without_case_diacritics_and_hyphens(
    line: str, words: tuple[str, ...], expected: list[str]
) -> None:
    assert expected == found(line, words=words)


def test_a_phrase_is_found_where_a_line_is_broken() -> None:
    assert ["world", "models"] == found("with world", "models in it", words=("world models",))
    assert ["state-of-", "the-art"] == found("a state-of-", "the-art thing", words=("state of the art",))


def test_a_letter_that_folds_into_two_moves_nothing() -> None:
    assert ["model"] == found("ﬁne ßßß model", words=(comparable("model"),))


def test_rows_and_pages_emphasise_what_was_searched_for() -> None:
    words = parse_query('agents "their own steps" inverse').words_to_emphasise
    plain_row, row = Row(PLANNING), Row(PLANNING, words=words)

    drawn = [*full_row(row, 60, 4), short_row(row, 120), *page_lines(Page(PLANNING, words=words), 70)]

    assert {"Agents", "agents", "inverse"} <= {text for line in drawn for text, style in line if style == "found"}
    assert plain(full_row(plain_row, 60, 4)) == plain(full_row(row, 60, 4))
    assert plain(page_lines(Page(PLANNING), 70)) == plain(page_lines(Page(PLANNING, words=words), 70))


def test_what_came_from_the_hub_says_so_first() -> None:
    facts = full_row(Row(PLANNING, is_from_hub=True), 80, 4)[2]

    assert "from the Hub" == next(text for text, style in facts if style)
