"""`paperbrowse import` with bibliographies, ids and our own lines."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import A_PAPER, Run
from tests.hub import Hub

pytestmark = pytest.mark.usefixtures("hub")
OTHER = "2606.12001"


def test_ids_come_in_and_their_details_come_from_the_hub(run: Run, typed_in: Callable[[bytes], None]):
    typed_in(f"arXiv:{A_PAPER}v2\nhttps://huggingface.co/papers/{OTHER}\nnothing\n".encode())

    ended = run("import", "-")

    assert (0, "Imported 2 papers from standard input.\nDetails of 2 papers came from the Hub.\n") == (ended.code, ended.out)
    assert "Line 3: no arXiv id in “nothing”.\n" == ended.err
    assert "arXiv:" not in run("--offline", "list", "--imported").out
    assert {A_PAPER, OTHER} == set(run("--offline", "list", "--imported", "-q").out.split())


def test_offline_details_wait_and_come_with_the_next_import(run: Run, tmp_path: Path):
    (tmp_path / "ids.txt").write_text(f"{A_PAPER}\n")

    waiting, online = run("--offline", "import", str(tmp_path / "ids.txt")), run("import", str(tmp_path / "ids.txt"))

    assert "Details of 1 paper come by themselves the next time online.\n" in waiting.out
    assert "imported before, nothing is new.\nDetails of 1 paper came from the Hub.\n" in online.out


def test_a_paper_that_the_hub_does_not_know_is_said(run: Run, tmp_path: Path):
    (tmp_path / "refs.bib").write_text("@misc{a, eprint={1706.03762}, title={T}}\n@book{b, title={B}}\n")

    ended = run("import", str(tmp_path / "refs.bib"))

    assert (0, "Imported 1 paper from refs.bib.\nThe Hub does not know 1 paper of them.\n") == (ended.code, ended.out)
    assert "Line 2: no arXiv id in the entry b “B”.\n" == ended.err


def test_no_answer_leaves_the_details_for_later(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    (tmp_path / "ids.txt").write_text(f"{A_PAPER}\n{OTHER}\n")

    ended = run("import", str(tmp_path / "ids.txt"))

    assert 0 == ended.code
    assert "details of 2 papers come by themselves the next time online.\n" in ended.out


@pytest.mark.fault("P8", "I25")
def test_our_own_lines_bring_marks_back_once(run: Run, tmp_path: Path, home: Path):
    run("bookmark", A_PAPER)
    run("read", OTHER)
    path = tmp_path / "all.jsonl"
    run("export", "--format", "jsonl", "-o", str(path))
    for file in (home / "paperbrowse" / "data").glob("library.db*"):
        file.unlink()

    first, again = run("import", str(path)), run("import", str(path))
    run("export", "--format", "jsonl", "-o", str(tmp_path / "again.jsonl"))

    assert "Imported 2 papers from all.jsonl, with what was said of 2 papers.\n" == first.out
    assert "2 papers from all.jsonl: imported before, nothing is new.\n" == again.out
    assert path.read_bytes() == (tmp_path / "again.jsonl").read_bytes()


@pytest.mark.fault("P8")
def test_a_dry_run_says_what_would_come_and_changes_nothing(run: Run, tmp_path: Path, home: Path):
    run("bookmark", A_PAPER)
    run("watch", "add", "topic:agents")
    run("searches", "add", "caches", "kv cache")
    path = tmp_path / "all.jsonl"
    run("export", "--format", "jsonl", "-o", str(path))
    for file in (home / "paperbrowse" / "data").glob("library.db*"):
        file.unlink()

    trial = run("import", "--dry-run", str(path))
    nothing = run("export", "--format", "jsonl")
    real = run("import", str(path))

    said = "import 1 paper from all.jsonl, with what was said of 1 paper.\n"
    besides = "Besides: 1 saved search, 1 watched or muted subject.\n"
    assert (0, f"Would {said}{besides}") == (trial.code, trial.out)
    assert (1, "There are no papers to write.\n") == (nothing.code, nothing.err)
    assert f"{said}{besides}".replace("import", "Imported", 1) == real.out
    assert ("topic:agents\n", "kv cache") == (run("watch").out, run("searches").out.strip().split("\t")[-1])


@pytest.mark.fault("I27")
def test_lines_of_a_newer_program_change_nothing(run: Run, tmp_path: Path):
    (tmp_path / "new.jsonl").write_text('{"paperbrowse":"papers","version":9}\n')

    ended = run("import", str(tmp_path / "new.jsonl"))

    assert (1, "") == (ended.code, ended.out)
    assert "No papers found in new.jsonl: a newer paperbrowse wrote it" in ended.err


@pytest.mark.fault("I24")
def test_a_list_may_be_larger_than_a_page_but_not_endless(run: Run, tmp_path: Path):
    entry = f"@misc{{a, eprint={{{A_PAPER}}}, abstract={{{'word ' * 30_000}}}}}\n"
    (tmp_path / "large.bib").write_text(entry * 120)
    with (tmp_path / "huge.bib").open("wb") as file:
        file.write(b"@misc{")
        file.truncate(1024**3)

    large, huge = run("--offline", "import", str(tmp_path / "large.bib")), run("import", str(tmp_path / "huge.bib"))

    assert (0, True) == (large.code, large.out.startswith("Imported 1 paper from large.bib."))
    assert 1 == huge.code and "huge.bib is larger than 100 MiB" in huge.err


def test_json_prints_the_papers_of_a_list(run: Run, tmp_path: Path, hub: Hub):
    (tmp_path / "ids.txt").write_text(f"{A_PAPER}\n")

    ended = run("import", str(tmp_path / "ids.txt"), "--json")

    assert ended.out.startswith("[") and f'"id": "{A_PAPER}"' in ended.out
    assert "Imported 1 paper from ids.txt." in ended.err
