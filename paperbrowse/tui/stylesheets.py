"""Where the styles lie: in the package of an installed wheel, else beside the package in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def stylesheet(name: str) -> Path:
    """The absolute path of `NAME.tcss`."""
    inside, beside = _PACKAGE / "styles", _PACKAGE.parent / "styles"
    return (inside if inside.is_dir() else beside) / f"{name}.tcss"
