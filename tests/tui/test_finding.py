"""Words in a text that is laid out."""

import pytest

from paperbrowse.tui.finding import Finding
from paperbrowse.tui.laid import Laid
from paperbrowse.tui.sheet import Block, Words

TEXT = "We study how an agent may take a step back, step by step; Self-attention is naïve. A long word breaks."


def laid(*blocks: Block, cells: int = 20) -> Laid:
    made = Laid(blocks, cells)
    made.go_on(lambda: False)
    return made


def found(typed: str, text: str = TEXT, cells: int = 20) -> list[str]:
    """The hits as they are drawn, the lines of one joined by a bar."""
    made = laid(Words((text, "text")), cells=cells)
    finding = Finding(made)
    finding.seek(typed)
    return ["|".join(_text(made, line, start, end) for line, start, end in finding.parts(hit)) for hit in finding.hits]


def _text(made: Laid, line: int, start: int, end: int) -> str:
    return "".join(text for text, _ in made.line(line) or ())[start:end]


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("step", ["step", "step", "step"]),
        ("STEP BY", ["step by"]),
        ("an agent may take", ["an|agent may take"]),
        ("naive", ["naïve"]),
        ("self attention", ["Self-attention"]),
        ("self-attention", ["Self-attention"]),
        ("ttent", ["ttent"]),
        ("nothing of the kind", []),
        ("", []),
        ("   ", []),
        ("(", []),
    ],
)
def test_case_marks_hyphens_and_breaks_do_not_matter(typed: str, hits: list[str]) -> None:
    assert hits == found(typed)


def test_what_stands_before_the_lines_is_no_part_of_the_text() -> None:
    made = laid(Words(("one two three four five", "text"), before=(("│ ", "quiet"),), gap=1), cells=12)
    finding = Finding(made)

    finding.seek("two three")

    assert [[(1, 6, 9), (2, 2, 7)]] == [[*finding.parts(hit)] for hit in finding.hits]


def test_the_hits_stand_out_and_the_current_one_most() -> None:
    made = laid(Words(("a step and a step", "text")))
    finding = Finding(made)
    finding.seek("step")
    finding.from_line(0)

    finding.step(1)

    assert (("a ", "text"), ("step", "found"), (" and a ", "text"), ("step", "here")) == finding.marked(0, made.line(0) or ())


def test_steps_go_round() -> None:
    finding = Finding(laid(Words((TEXT, "text"))))
    finding.seek("step")
    finding.from_line(0)

    visited = []
    for step in (1, 1, 1, -1):
        finding.step(step)
        visited.append(finding.current)

    assert [1, 2, 0, 2] == visited


def test_it_begins_with_the_first_hit_from_a_line_on_else_with_the_first() -> None:
    finding = Finding(laid(*(Words((f"step {number}", "text")) for number in range(5))))
    finding.seek("step")

    starts = []
    for y in (0, 3, 9):
        finding.from_line(y)
        starts.append(finding.current)

    assert [0, 3, 0] == starts


def test_in_another_width_the_same_hit_stays_the_current_one() -> None:
    finding = Finding(laid(Words((TEXT, "text"))))
    finding.seek("step")
    finding.from_line(0)
    finding.step(1)

    finding.goes_on(laid(Words((TEXT, "text")), cells=60))

    assert (1, 3) == (finding.current, len(finding.hits))


def test_what_is_laid_out_later_is_found_then() -> None:
    made = Laid([Words(("step", "text")) for _ in range(5)], 20)
    made.lines(0)
    finding = Finding(made)
    finding.seek("step")
    before = len(finding.hits)

    made.go_on(lambda: False)
    finding.goes_on(made)

    assert (1, 5) == (before, len(finding.hits))
