from paperbrowse.model.note_seal import Seal, seal_of, sealed

NOTE = '---\ntitle: "A"\n---\n\n# A\n\npaperbrowse: "no 0123456789abcdef"\n'


def test_a_note_as_it_was_written_is_known_by_its_paper() -> None:
    assert Seal("2606.00001", True) == seal_of(sealed(NOTE, "2606.00001"))


def test_whatever_is_changed_in_a_note_breaks_its_seal() -> None:
    text = sealed(NOTE, "2606.00001")

    for changed in (text + "Mine.", text.replace("# A", "# B"), text.replace('title: "A"', 'title: "A"\nmine: true')):
        assert Seal("2606.00001", False) == seal_of(changed)


def test_ends_of_lines_are_no_change() -> None:
    assert Seal("2606.00001", True) == seal_of(sealed(NOTE, "2606.00001").replace("\n", "\r\n"))


def test_what_somebody_else_wrote_has_no_seal() -> None:
    line = 'paperbrowse: "2606.00001 0123456789abcdef"\n'

    for text in ("", "Mine.", NOTE, f"---\n{line}", f"# Mine\n\n---\n{line}---\n", "---\npaperbrowse: mine\n---\n"):
        assert seal_of(text) is None
