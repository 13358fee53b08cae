"""What the command palette finds: commands, papers in view by title, and the messages of this run."""

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.markup import escape

from ..model.text import drawable
from .commands import COMMANDS, SHELF_COMMANDS, Command
from .rendering import ASCII, readable_line, spelled

_PAPERS_OFFERED = 200
_TITLE_CELLS = 200


class Commands(Provider):
    """Every command that makes sense without a place in a list."""

    async def discover(self) -> Hits:
        for command in (*COMMANDS, *SHELF_COMMANDS):
            if command.palette:
                yield DiscoveryHit(command.title, self._run(command.action), help=self._help(command))

    async def search(self, query: str) -> Hits:
        for command in (*COMMANDS, *SHELF_COMMANDS):
            score, offsets = self.matcher(query).fuzzy_search.match(query, command.title)
            if command.palette and score:
                yield Hit(score, _emphasised(command.title, offsets), self._run(command.action), help=self._help(command))

    def _run(self, action: str):
        async def run() -> None:
            await self.screen.run_action(action)

        return run

    def _keys(self, command: Command) -> str:
        return command.named_keys if self.screen.glyphs is ASCII else command.shown_keys

    def _help(self, command: Command) -> str:
        return escape(f"{self._keys(command):<8} {command.help}" if command.keys else command.help)


class Papers(Provider):
    """The papers of the list, by title."""

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query).fuzzy_search
        for index, paper in enumerate(self.screen.view.papers[:_PAPERS_OFFERED]):
            title = drawable(spelled(readable_line(paper.title)[:_TITLE_CELLS], self.screen.glyphs))
            score, offsets = matcher.match(query, title)
            if score:
                yield Hit(score * 0.9, _emphasised(title, offsets), self._go_to(index), help="paper")

    def _go_to(self, index: int):
        def go() -> None:
            self.screen.papers.move_to(index)
            self.screen.set_focus(self.screen.papers)

        return go


class Messages(Provider):
    """What was said in this run, newest first."""

    async def discover(self) -> Hits:
        for message in reversed(self.screen.messages[-10:]):
            text = drawable(message)
            yield DiscoveryHit(Content(text), lambda text=message: self.screen.tell(text), text="message", help="message")

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query).fuzzy_search
        for message in reversed(self.screen.messages):
            score, offsets = matcher.match(query, text := drawable(message))
            if score:
                yield Hit(score * 0.8, _emphasised(text, offsets), lambda text=message: self.screen.tell(text), help="message")


def _emphasised(text: str, offsets) -> Content:
    content = Content(text)
    for offset in offsets:
        content = content.stylize("bold underline", offset, offset + 1)
    return content
