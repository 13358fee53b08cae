from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.tui.laid import Place
from paperbrowse.tui.places import Places, read_places


def test_a_place_is_remembered_and_the_start_needs_none() -> None:
    places = Places().kept("a paper", Place(3, 0.5)).kept("b paper", Place(1)).kept("b paper", Place())

    assert (Place(3, 0.5), None) == (places.of("a paper"), places.of("b paper"))


def test_what_was_written_is_read_again() -> None:
    places = Places().kept("2606.00001 paper", Place(120, 0.25)).kept("hep-th/9901001 comments", Place(2))

    assert places == read_places(places.text())


def test_only_the_latest_are_kept() -> None:
    places = Places()
    for number in range(400):
        places = places.kept(f"{number} paper", Place(number + 1))

    assert (300, None, Place(400)) == (len(places.by_text), places.of("99 paper"), places.of("399 paper"))


@given(st.text())
def test_whatever_was_written_there_is_no_error(text: str) -> None:
    assert all(0 <= place.part <= 1 for _, place in read_places(text).by_text)
