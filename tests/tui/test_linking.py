from paperbrowse.tui.laid import Laid
from paperbrowse.tui.linking import Link, next_link, with_chosen, y_of
from paperbrowse.tui.sheet import Words


def laid(*texts: str) -> Laid:
    """A line for each: those that begin with `to ` are links."""
    blocks = [Words((text, f"link@https://{text[3:]}" if text.startswith("to ") else "text")) for text in texts]
    made = Laid(blocks, 40)
    made.go_on(lambda: False)
    return made


def walk(made: Laid, steps: int, step: int, top: int = 0, height: int = 3) -> list[str]:
    chosen, visited = None, []
    for _ in range(steps):
        after = next_link(made, top, height, chosen, step)
        visited.append(after.target if after else "")
        if after:
            chosen = after
            top = y_of(made, after) if not top <= y_of(made, after) < top + height else top
    return visited


def test_the_links_come_one_after_the_other_and_end() -> None:
    made = laid("to a", "text", "to b", "text", "text", "text", "to c")

    assert ["https://a", "https://b", "https://c", ""] == walk(made, 4, 1)


def test_backwards_it_begins_with_the_last_one_in_view() -> None:
    made = laid("to a", "text", "to b", "text", "text", "text", "to c")

    assert ["https://b", "https://a", ""] == walk(made, 3, -1)


def test_one_that_scrolled_out_of_view_is_left_behind() -> None:
    made = laid("to a", "text", "text", "text", "to b", "to c")

    assert "https://b" == next_link(made, 3, 3, Link(0, 0, "https://a"), 1).target


def test_a_link_that_goes_on_below_is_one_and_stands_out_whole() -> None:
    made = laid("text", "to somewhere very far away indeed where nobody goes by foot")
    link = next_link(made, 0, 5, None, 1)

    drawn = [with_chosen(made.line(y) or (), link, y - 1, "here") for y in (1, 2)]

    assert ["here", "here"] == [style for line in drawn for _, style in line]
    assert None is next_link(made, 0, 5, link, 1)


def test_without_links_there_is_none() -> None:
    assert None is next_link(laid("text"), 0, 5, None, 1)
    assert None is next_link(Laid((), 40), 0, 5, None, 1)
