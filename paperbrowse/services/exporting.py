"""Taking papers along: to a file, or to whoever reads the standard output."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ..model.besides import NOTHING, Besides
from ..model.file_name import note_name
from ..model.paper import Paper
from ..model.taken import Format, Taken
from ..model.value import Value
from ..store.documents import Documents
from .arxiv import Arxiv
from .export import writer
from .marking import Marking

OnStep = Callable[[int, int], None]
"""(papers looked up so far, papers to look up)"""


def silently(done: int, total: int) -> None:
    """Nobody wants to know."""


class Written(Value):
    path: Path
    papers: int


class AlreadyThere(Value):
    """A file has that name, and stays as it is."""

    path: Path


class Notes(Value):
    """What became of a note a paper."""

    new: int
    updated: int
    unchanged: int
    kept: tuple[str, ...]
    """Names of files that say something else now than we wrote, and stay so."""


class Exporting:
    def __init__(self, arxiv: Arxiv, marking: Marking, documents: Documents) -> None:
        self._arxiv = arxiv
        self._marking = marking
        self._documents = documents

    async def take(self, papers: Sequence[Paper], on_step: OnStep = silently) -> tuple[Taken, ...]:
        """With what was said of each, and with arXiv's record where it is on this machine. Nobody is asked."""
        taken: list[Taken] = []
        for number, paper in enumerate(papers, 1):
            # Whoever has a record has its categories: the others need not be looked for.
            record = await self._arxiv.kept(paper.id) if paper.categories else None
            taken.append(Taken(paper, self._marking.of(paper.id), record))
            on_step(number, len(papers))
        return tuple(taken)

    def pieces(self, taken: Sequence[Taken], form: Format, besides: Besides = NOTHING) -> Iterator[str]:
        """The text of a whole file, some papers at a time; what is taken along besides has a place in our own lines alone."""
        if besides:
            from .export.jsonl import jsonl

            return jsonl(taken, besides)
        return writer(form)(taken)

    async def write(
        self,
        papers: Sequence[Paper],
        form: Format,
        path: Path,
        *,
        besides: Besides = NOTHING,
        replaces: bool = False,
        on_step: OnStep = silently,
    ) -> Written | AlreadyThere:
        """Raises StoreError where the file cannot be written; then nothing has changed."""
        taken = await self.take(papers, on_step)
        is_written = await self._documents.write(path, self.pieces(taken, form, besides), replaces=replaces)
        return Written(path, len(taken)) if is_written else AlreadyThere(path)

    async def write_notes(
        self, papers: Sequence[Paper], folder: Path, *, replaces: bool = False, on_step: OnStep = silently
    ) -> Notes:
        """A note a paper, under the name that the reader gave it, else under ours. Whoever is cut off has whole notes.

        A file that was changed since, and one of that name that is none of ours, stays unless `replaces`. Raises StoreError
        where the folder, or a file in it, cannot be written.
        """
        from .export.notes import note

        there, counts, kept = await self._documents.notes(folder), Counter[str](), list[str]()
        for number, each in enumerate(await self.take(papers), 1):
            text, found = note(each), there.get(each.paper.id)
            path = found.path if found else folder / note_name(each.paper)
            if found and found.text == text:
                counts["unchanged"] += 1
            elif found and not found.seal.is_unbroken and not replaces:
                kept.append(path.name)
            elif await self._documents.write(path, [text], replaces=replaces or found is not None):
                counts["updated" if found else "new"] += 1
            else:
                kept.append(path.name)
            on_step(number, len(papers))
        return Notes(counts["new"], counts["updated"], counts["unchanged"], tuple(kept))
