"""Makes a picture fit for a terminal: `python -P -m paperbrowse.desktop.draw WAY COLUMNS LINES CELL_WIDTH CELL_HEIGHT`.

A process of its own, for three reasons. textual-image writes questions to the terminal when it is imported, and reads the
answers from the keyboard: under a running screen that would swallow keys, or type answers as keys. Here neither the output
nor the input is a terminal, so it asks nobody; which way to take is decided from the environment (`tui.abilities`).
Kitty's messages, which it writes past Textual and into the middle of its sequences, come out of a file here, and go to the
terminal in their turn. And whatever Pillow makes of a hostile file, it takes neither the keyboard's time nor more memory
than is granted here.

Its sixels are not used. Kitty's placeholders and half blocks are characters: a menu covers them, a scrolled line takes them
along. The pixels of a sixel belong to no cell: parts of it would stay on the screen, or lie over a menu, and Textual cuts
lines without knowing of them.

The PNG or JPEG is the standard input. The answer is a line with the columns and lines of the drawing, and then, of half
blocks, the pixels; else, parted by NUL: the messages, the number of the picture, and a row for each line. Ends with another
status than 0 where the picture is none, is too large, or takes too long.
"""

import io
import os
import sys
import warnings
from collections.abc import Iterator

from PIL import Image

_MOST_PIXELS = 4_000_000
_MOST_MEMORY, _MOST_SECONDS = 1_024 * 2**20, 5
_POLITE = 10


def main(way: str, columns: int, lines: int, cell: tuple[int, int]) -> None:
    _restrict()
    picture = _decoded(sys.stdin.buffer.read())
    columns, lines = _fitting(picture.size, columns, lines, cell)
    out = sys.stdout
    out.write(f"{columns} {lines}\n")
    out.flush()
    if way == "half":
        out.buffer.write(picture.resize((columns, 2 * lines), Image.Resampling.LANCZOS).tobytes())
        return
    # What textual-image takes for the size of a cell where it cannot ask the terminal.
    os.environ["TEXTUAL_CELL_WIDTH"], os.environ["TEXTUAL_CELL_HEIGHT"] = map(str, cell)
    picture = picture.resize((columns * cell[0], lines * cell[1]), Image.Resampling.LANCZOS)
    out.write("\0".join(_kitty(picture, columns, lines)))


def _restrict() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
        os.nice(_POLITE)
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def _decoded(content: bytes) -> Image.Image:
    """On white where it can be seen through."""
    with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
        picture = opened.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def _fitting(size: tuple[int, int], columns: int, lines: int, cell: tuple[int, int]) -> tuple[int, int]:
    """Cells in which the picture keeps its shape."""
    (width, height), (cell_width, cell_height) = size, cell
    scale = min(columns * cell_width / width, lines * cell_height / height)
    across, down = round(width * scale / cell_width), round(height * scale / cell_height)
    return min(max(1, across), columns), min(max(1, down), lines)


def _kitty(picture: Image.Image, columns: int, lines: int) -> Iterator[str]:
    """textual-image sends its messages to the standard output while it draws: they come before all that follows here."""
    from rich.console import Console
    from textual_image.renderable import TGPImage

    drawn = TGPImage(picture, width=columns, height=lines)
    console = Console(width=columns, height=lines)
    text = "".join(segment.text for segment in drawn.__rich_console__(console, console.options))
    yield from ("", str(drawn.terminal_image_id), *text.splitlines())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), (int(sys.argv[4]), int(sys.argv[5])))
