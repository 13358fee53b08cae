"""The wheel as it is built from this checkout, unpacked where nothing of the checkout can be reached."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.patience import PATIENCE

from .code import CHECKOUT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(CHECKOUT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "installed")
    return folder / "installed"


def run(installed: Path, code: str) -> str:
    script = f"import sys; sys.path.insert(0, {str(installed)!r})\n{code}"
    ran = subprocess.run(
        [sys.executable, "-I", "-c", script], capture_output=True, text=True, check=False, cwd=installed, timeout=PATIENCE
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_the_wheel_carries_every_style_the_sample_and_no_test(installed: Path) -> None:
    styles = {file.name for file in (CHECKOUT / "styles").glob("*.tcss")}

    assert styles == {file.name for file in (installed / "paperbrowse" / "styles").iterdir()}
    assert (installed / "paperbrowse" / "sources" / "sample.json").is_file()
    assert ["paperbrowse"] == sorted(path.name for path in installed.iterdir() if path.suffix != ".dist-info")


def test_the_wheel_carries_every_module(installed: Path) -> None:
    package = CHECKOUT / "paperbrowse"

    assert {file.relative_to(package) for file in package.rglob("*.py")} == {
        file.relative_to(installed / "paperbrowse") for file in (installed / "paperbrowse").rglob("*.py")
    }


def test_the_screen_of_the_wheel_takes_the_styles_that_came_with_it(installed: Path) -> None:
    code = "from paperbrowse.tui.stylesheets import stylesheet; print(stylesheet('app'), stylesheet('browse'), sep='\\n')"

    for line in run(installed, code).splitlines():
        assert Path(line).is_file()
        assert Path(line).is_relative_to(installed)


def test_the_command_of_the_wheel_runs(installed: Path) -> None:
    ran = run(installed, "from paperbrowse.cli import main; sys.exit(main(['--version']))")

    assert ran.startswith("paperbrowse ")


def test_the_name_of_the_command_leads_to_it(installed: Path) -> None:
    (entries,) = installed.glob("*.dist-info/entry_points.txt")

    assert "paperbrowse = paperbrowse.cli:main" in entries.read_text("utf-8").splitlines()
