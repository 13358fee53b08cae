"""Counts of a result that the index remembers: the very same that it would count anew."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperbrowse.model.facets import FacetCount
from paperbrowse.model.marks import Marks
from paperbrowse.model.paper import Paper
from paperbrowse.model.query import parse_query
from paperbrowse.store.index import engine as of_engine
from paperbrowse.store.index.engine import Engine

MARKS = {"2606.00001": Marks(tags=("token", "winter"), note="tokyo"), "2606.00003": Marks(tags=("winter",))}
PAPERS = (
    Paper("2606.00001", "Token retention", abstract="What tokens are worth.", topics=("Memory", "Agents")),
    Paper("2606.00002", "Tokens of trust", abstract="A worthy wood.", topics=("Security",), keywords=("toy gpt",)),
    Paper("2606.00003", "Word order", abstract="In gpt4 and others", topics=("Language models",)),
    Paper("2606.00004", "On wo and order", abstract="Nothing of words", topics=("Memory",)),
    Paper("2606.00005", "To be kept", abstract="KV cache, kv-caches, kv can", topics=("Efficiency", "Memory")),
    Paper("zeta4", "Known by its id alone", topics=("Surveys",)),
    Paper("2606.00006", "Zeta functions", topics=("Mathematics",)),
    # Of the words that go on a phrase the engine follows fifty.
    *(Paper(f"2606.1{number:04}", f"Deep c{'ab'[number > 60]}{number:03}", topics=("Early", "Late")[number > 60 :]) for number in range(120)),
)
TYPED = ("token", "tokens of", "word", "worth", "gpt4", "2606.00003", "wo order", "title:tok", "topic:mem", "tag:win",
         "-tok", "a OR tok", '"kv cac', "kv-cach", "is:unread mem", "note tokyo", "tok -secur", "zeta4", '"deep cb')  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("counts") / "index"
    engine = Engine(folder, timeout=1.0)
    engine.change({paper.id: paper for paper in PAPERS}, {})
    engine.close()
    return folder


def of_key(engine: Engine, typed: str) -> tuple[FacetCount, ...]:
    return engine.glance(parse_query(typed, is_typing=True).term, MARKS, 10).facets


def counted_anew(folder: Path, typed: str) -> tuple[FacetCount, ...]:
    engine = Engine(folder, timeout=1.0)
    try:
        return of_key(engine, typed)
    finally:
        engine.close()


@pytest.fixture(scope="module")
def anew(folder: Path) -> dict[str, tuple[FacetCount, ...]]:
    """By all that is typed on the way to what is TYPED."""
    return {typed[:end]: counted_anew(folder, typed[:end]) for typed in TYPED for end in range(1, len(typed) + 1)}


@pytest.mark.parametrize("typed", TYPED)
def test_typing_on_and_taking_letters_back_counts_as_a_first_search_does(folder: Path, anew: dict[str, object], typed: str) -> None:
    engine = Engine(folder, timeout=1.0)
    ends = [*range(1, len(typed) + 1), *range(len(typed) - 1, 0, -1)]

    shown = [of_key(engine, typed[:end]) for end in ends]
    engine.close()

    assert [anew[typed[:end]] for end in ends] == shown


@settings(max_examples=30)
@given(order=st.permutations(sorted({typed[:end] for typed in TYPED for end in (1, 2, 3, 4, len(typed))})))
def test_whatever_was_searched_before_the_counts_are_those_of_a_first_search(
    folder: Path, anew: dict[str, object], order: list[str]
) -> None:  # fmt: skip
    engine = Engine(folder, timeout=1.0)

    shown = {typed: of_key(engine, typed) for typed in order}
    engine.close()

    assert {typed: anew[typed] for typed in order} == shown


def test_what_is_found_again_is_not_counted_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(folder, timeout=1.0)
    counted: list[object] = []
    monkeypatch.setattr(of_engine, "counted", lambda searcher, question, *_: counted.append(question) or ())

    for typed in ("tok", "toke", "token", "toke", "tok"):
        of_key(engine, typed)
    for typed in ("tok", "token"):
        engine.search(parse_query(typed, is_typing=True).term, MARKS, 10, counts=True)
    engine.close()

    assert 1 == len(counted)


def test_what_was_foreseen_is_what_a_first_search_counts(folder: Path, anew: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(folder, timeout=1.0)
    for letter in "tw":
        engine.foresee(parse_query(letter, is_typing=True).term, MARKS)
    monkeypatch.setattr(of_engine, "counted", None)

    shown = [of_key(engine, letter) for letter in "twt"]
    engine.close()

    assert [anew[letter] for letter in "twt"] == shown


def test_a_tag_and_a_paper_more_are_counted_at_once(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "index", timeout=1.0)
    term = parse_query("token", is_typing=True).term
    engine.change({"2606.00001": PAPERS[0]}, {})

    first = engine.glance(term, {}, 10).facets
    tagged = engine.glance(term, MARKS, 10).facets
    engine.change({"2606.00002": PAPERS[1]}, {})
    more = engine.glance(term, MARKS, 10).facets
    engine.close()

    assert [["Agents", "Memory"], ["#token", "#winter", "Agents", "Memory"], ["#token", "#winter", "Agents", "Memory", "Security"]] == [
        [each.name for each in shown] for shown in (first, tagged, more)
    ]
