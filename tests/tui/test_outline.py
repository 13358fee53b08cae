from paperbrowse.model.facets import Facet, FacetCount, Kind
from paperbrowse.model.interests import Interest, Interests, Subject, Wish
from paperbrowse.model.value import replace
from paperbrowse.tui.outline import FacetLine, Heading, InterestLine, More, Outline, ShelfLine, drawn, key_of
from paperbrowse.tui.rendering import ASCII, width


def counts(kind: Kind, *names: str) -> tuple[FacetCount, ...]:
    return tuple(FacetCount(Facet(kind, name), name, 100 - at) for at, name in enumerate(names))


SHELVES = (ShelfLine("day", "Day", 49, True), ShelfLine("month", "Month"))
TOPICS = counts(Kind.TOPIC, "agents", "video", "KV cache")
OUTLINE = Outline(SHELVES, (*TOPICS, *counts(Kind.ORGANIZATION, "ETH Zürich"), *counts(Kind.TAG, "thesis")))
AGENTS, VIDEO, CACHE = (each.facet for each in TOPICS)


def told(outline: Outline, cells: int = 28) -> list[str]:
    return ["".join(text for text, _ in drawn(entry, cells)).rstrip() for entry in outline.entries()]


def test_shelves_come_first_then_a_section_for_each_kind() -> None:
    assert [
        "▌  Day                   49",
        "   Month",
        " ▾ Topics ─────────────────",
        "   agents               100",
        "   video                 99",
        "   KV cache              98",
        " ▾ Organizations ──────────",
        "   ETH Zürich           100",
        " ▾ My tags ────────────────",
        "   thesis               100",
    ] == told(OUTLINE)


def test_a_section_without_lines_is_not_there() -> None:
    assert ["▌  Day                   49", "   Month"] == told(Outline(SHELVES))


def test_what_is_chosen_and_what_the_paper_has_is_marked() -> None:
    outline = replace(OUTLINE, include=frozenset({AGENTS}), exclude=frozenset({VIDEO}), of_paper=frozenset({AGENTS, CACHE}))

    assert ["·+ agents               100", " - video                 99", "·  KV cache              98"] == told(outline)[3:6]


def test_what_is_watched_or_muted_is_signed_where_it_stands_and_told_in_a_section_of_its_own() -> None:
    eth = FacetCount(Facet(Kind.ORGANIZATION, "eth"), "ETH Zürich", 3)
    wished = (
        Interest(Subject.TOPIC, "Video", Wish.MUTE),
        Interest(Subject.TOPIC, "agents", Wish.WATCH),
        Interest(Subject.AUTHOR, "Ada One", Wish.WATCH),
        Interest(Subject.ORGANIZATION, "ETH", Wish.WATCH),
        Interest(Subject.PHRASE, "in the wild", Wish.MUTE),
    )
    outline = replace(OUTLINE, facets=(*TOPICS, eth), interests=Interests.of(wished), unread={"author:ada one": 4})

    assert [
        " ▾ Watched and muted ──────",
        "   » Ada One              4",
        "   » ETH",
        "   » agents",
        "   × “in the wild”",
        "   × Video",
        " ▾ Topics ─────────────────",
        "   » agents             100",
        "   × video               99",
        "   KV cache              98",
        " ▾ Organizations ──────────",
        "   » ETH Zürich           3",
    ] == told(outline)[2:]
    assert [" ▸ Watched and muted 5 ────", " ▾ Topics ─────────────────"] == told(outline.turned("wished"))[2:4]
    assert ["   » Ada One              4"] == told(replace(outline, wanted="ada"))[3:]


def test_a_folded_section_keeps_what_is_chosen_in_it() -> None:
    outline = replace(OUTLINE, exclude=frozenset({VIDEO})).turned("topic")

    assert [" ▸ Topics 3 ───────────────", " - video                 99", " ▾ Organizations ──────────"] == told(outline)[2:5]
    assert told(replace(OUTLINE, exclude=frozenset({VIDEO}))) == told(outline.turned("topic"))


def test_more_than_fifteen_are_a_line_that_shows_them_by_group() -> None:
    names = tuple(f"topic {letter}" for letter in "abcdefghijklmnopq")
    outline = Outline((), counts(Kind.TOPIC, *names), groups={name: "vision" if name < "topic c" else "audio" for name in names})

    assert ("   2 more", 17) == (told(outline)[-1], len(told(outline)))
    whole = replace(outline, whole=frozenset({Kind.TOPIC}))
    assert ["   ▾ vision", "   topic a              100", "   topic b               99", "   ▾ audio"] == told(whole)[1:5]
    assert ["   ▸ vision 2", "   ▾ audio"] == told(whole.turned("group:vision"))[1:3]


def test_without_groups_the_rest_follows_the_first_fifteen() -> None:
    outline = Outline((), counts(Kind.TAG, *(f"tag{number:02}" for number in range(20))), whole=frozenset({Kind.TAG}))

    assert 21 == len(told(outline))


def test_a_chosen_line_is_shown_however_rare_it_is() -> None:
    many = counts(Kind.TOPIC, *(f"topic {number:02}" for number in range(20)))

    outline = Outline((), many, include=frozenset({many[-1].facet}))

    assert [" + topic 19              81", "   4 more"] == told(outline)[-2:]


def test_typing_narrows_the_sections_and_opens_folded_ones() -> None:
    outline = replace(OUTLINE.turned("topic"), wanted="cach")

    assert [" ▾ Topics ─────────────────", "   KV cache              98"] == told(outline)[2:]


def test_each_line_has_a_key_of_its_own() -> None:
    many = counts(Kind.TOPIC, *(f"topic {number:02}" for number in range(20)))
    entries = replace(OUTLINE, facets=(*many, *OUTLINE.facets)).entries()

    assert len(entries) == len({key_of(entry) for entry in entries})


def test_every_line_fills_its_cells_and_no_more() -> None:
    entries = (
        ShelfLine("page:1", "  " + "推論" * 30, 1234),
        FacetLine(AGENTS, "An Organization With a Very Long Name Indeed", 7),
        Heading("topic", "Topics", True, 12),
        InterestLine(Interest(Subject.AUTHOR, "Somebody With Many Names " * 3, Wish.MUTE), 1234),
        Heading("group:x", "inference and efficiency of large models", False),
        More(Kind.TAG, 310),
    )

    for entry in entries:
        for cells in (12, 28, 80):
            line = drawn(entry, cells)
            assert cells == sum(width(text) for text, _ in line), (entry, cells, line)


def test_in_ascii_the_lines_are_ascii() -> None:
    wished = (Interest(Subject.TOPIC, "agents", Wish.WATCH), Interest(Subject.PHRASE, "video “x”", Wish.MUTE))
    outline = replace(OUTLINE, of_paper=frozenset({AGENTS}), interests=Interests.of(wished)).turned("tag")

    for entry in outline.entries()[2:]:
        text = "".join(text for text, _ in drawn(entry, 28, ASCII))
        assert text.replace("ü", "u").isascii(), text
