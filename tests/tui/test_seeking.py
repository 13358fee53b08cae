from datetime import timedelta

import pytest

from paperbrowse.model.paper import Paper
from paperbrowse.model.query_language import LANGUAGE
from paperbrowse.model.value import replace
from paperbrowse.services.feed import Failure, Limited, Offline, Unreadable
from paperbrowse.services.ports import Waiting
from paperbrowse.services.searching import ALIKE, Found
from paperbrowse.tui.browsing import Browsing, Shelf, list_title
from paperbrowse.tui.seeking import Search, in_title, of_hub, told_of_hub, why_empty

from .papers import papers
from .states import NOW, TODAY, view_of

ONE, TWO, THREE = papers(3)
SEARCH = Search(everything=4_120).of("kv cache")


def found(*here: Paper, total: int = 0, remark: str | None = None) -> Search:
    return SEARCH.found(Found(here, total or len(here), (), 0.001, remark))


def test_the_title_counts_what_was_found_here_and_on_the_hub() -> None:
    search = found(ONE, TWO, total=23)

    both = found(ONE, TWO)

    assert "“kv cache”: 23 of 4,120 on this machine · the first 2 listed" == in_title(search)
    assert "“kv cache”: 2 of 4,120 on this machine" == in_title(both)
    assert "“kv cache”: 2 of 4,120 on this machine · 1 from the Hub" == in_title(told_of_hub(both, (TWO, THREE)))
    assert "“caches”: 2 of 4,120 on this machine" == in_title(replace(both, name="caches"))
    assert "“kv cache”" == in_title(SEARCH)
    assert "everything on this machine" == in_title(Search())


def test_the_border_says_how_it_was_found_where_that_is_special() -> None:
    search = found(ONE, remark=ALIKE)
    state = Browsing(Shelf.SEARCH, papers=search.papers, search=search)

    assert f"Search ─ “kv cache”: 1 of 4,120 on this machine ─ {ALIKE}" == list_title(state, view_of(state), TODAY)


def test_what_the_hub_alone_has_comes_after_what_is_here() -> None:
    search = told_of_hub(found(ONE, TWO), (TWO, THREE, ONE))

    assert (ONE, TWO, THREE) == search.papers
    assert (THREE,) == search.only_on_hub
    assert "1 paper from the Hub" == of_hub(search)[0]
    assert "the Hub found nothing else" == of_hub(told_of_hub(found(ONE), (ONE,)))[0]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Offline("dns", "no answer"), "offline · only what is on this machine"),
        (Offline("tls", "the certificate is not trusted"), "the certificate is not trusted · only what is on this machine"),
        (Limited(NOW + timedelta(minutes=5), "patience"), "the Hub limits us until 12:05"),
        (Unreadable("no list"), "the Hub's answer cannot be used"),
        (Waiting("no answer yet", 5), "no answer yet"),
        ("", "on this machine"),
    ],
)
def test_how_the_question_to_the_hub_goes_is_said(answer: Failure | Waiting | str, said: str) -> None:
    assert said == of_hub(replace(SEARCH, answer=answer))[0]


def test_an_empty_result_says_why_and_what_can_be_done() -> None:
    nothing = found()

    assert ("Searching…",) == why_empty(SEARCH)
    assert "Nothing on this machine fits. enter asks the Hub." == why_empty(nothing)[0]
    assert "Offline · only what is on this machine." == why_empty(replace(nothing, answer=Offline("dns", "")))[1]
    assert "The Hub found nothing else." == why_empty(told_of_hub(nothing, ()))[1]
    assert "enter" not in why_empty(Search().of("is:read").found(Found((), 0, (), 0.0)))[0]


def test_nothing_typed_shows_every_form_of_the_language() -> None:
    sentence, table = why_empty(Search().found(None))

    assert "Search every paper on this machine." == sentence
    assert [line.example for line in LANGUAGE] == [line[:24].rstrip() for line in table.split("\n")]
    assert all(len(line.example) < 24 for line in LANGUAGE)


def test_something_else_typed_forgets_what_was_found_and_the_name() -> None:
    search = replace(told_of_hub(found(ONE), (TWO,)), name="caches").of("kv")

    assert Search(everything=4_120).of("kv") == search
    assert search.papers is None
