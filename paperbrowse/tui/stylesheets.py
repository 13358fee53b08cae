"""Where the styles lie: in the package of an installed wheel, else beside the package in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
NAMES = ("app.tcss", "browse.tcss", "menu.tcss", "go_to.tcss", "help.tcss")


def stylesheets() -> list[Path]:
    """Absolute paths, in the order in which they apply."""
    inside, beside = _PACKAGE / "styles", _PACKAGE.parent / "styles"
    folder = inside if inside.is_dir() else beside
    return [folder / name for name in NAMES]
