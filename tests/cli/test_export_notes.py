"""`paperbrowse export --format markdown --output FOLDER/`."""

from pathlib import Path

import pytest

from tests.cli.conftest import A_PAPER, Run

pytestmark = pytest.mark.usefixtures("hub")
OTHER = "2606.12001"


def test_a_folder_takes_a_note_a_paper_and_keeps_what_the_reader_changed(run: Run, tmp_path: Path):
    folder = tmp_path / "Vault"
    words = ("export", A_PAPER, OTHER, "--format", "markdown", "-o", f"{folder}/")
    first = run(*words)
    (changed,) = folder.glob(f"{A_PAPER} *.md")
    changed.write_text(changed.read_text() + "Mine.\n")

    second = run(*words)
    forced = run(*words, "--force")

    assert (0, "", f"2 notes written to {folder}, 0 updated, 0 as they were.\n") == (first.code, first.out, first.err)
    kept = f"Kept, because you changed it: {changed.name}\n--force replaces it.\n"
    assert (0, f"0 notes written to {folder}, 0 updated, 1 as they were.\n{kept}") == (second.code, second.err)
    assert f"0 notes written to {folder}, 1 updated, 1 as they were.\n" == forced.err
    assert "Mine." not in changed.read_text()


def test_a_folder_that_is_there_needs_no_slash(run: Run, tmp_path: Path):
    (tmp_path / "Vault").mkdir()

    run("export", A_PAPER, "--format", "markdown", "-o", str(tmp_path / "Vault"))

    assert 1 == len(list((tmp_path / "Vault").glob(f"{A_PAPER} *.md")))


def test_without_a_folder_papers_are_one_list(run: Run, tmp_path: Path):
    run("export", A_PAPER, OTHER, "-o", str(tmp_path / "list.md"))

    assert 2 == (tmp_path / "list.md").read_text().count("\n## ") + (tmp_path / "list.md").read_text().startswith("## ")


@pytest.mark.fault("S29")
def test_a_folder_that_cannot_be_made_is_named(run: Run, tmp_path: Path):
    (tmp_path / "file").write_text("mine")

    for path in (tmp_path / "file", tmp_path / "missing" / "deeper"):
        ended = run("export", A_PAPER, "--format", "markdown", "-o", f"{path}/")

        assert (1, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
        assert str(path) in ended.err
