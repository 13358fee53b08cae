"""The Textual application: styles, themes, the reader's keys, the clipboard's seam, the first screen. No business here."""

import asyncio
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from textual import constants, work
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.command import CommandPalette
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.events import Event, Key
from textual.filter import ANSIToTruecolor, LineFilter, NoColor
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import WorkerFailed

from ..model.listing import Listing, Sample, SavedPage
from ..model.period import Newest, Period
from ..model.text import drawable
from ..services import Services
from ..settings import Settings
from . import palette
from .plain import PlainLetters
from .rendering import ASCII, UNICODE
from .screens.browse import BrowseScreen, Wishes
from .stylesheets import stylesheet
from .themes import OURS, variables_for

A_BUG_OF_OURS = 70
_SWITCH_THREADS_AFTER = 0.0005
"""Seconds. Textual writes to the terminal from a thread; with Python's 5 ms a painted row would wait for the abstract."""

_REST = 0.1
"""Seconds without a key."""

_ASKING = "menu"
"""The group of the workers that ask something."""
_A_GLANCE = 0.005
"""Seconds between two looks whether a question is there by now."""
_A_MOMENT = 1.0
"""Seconds between two looks whether a widget that has not dealt with a key is still there."""


class Crash(RuntimeError):
    """A mistake of which Textual keeps no exception."""


class PaperbrowseApp(App[None]):
    """One run of the screen. `asked` is opened; `first` is its listing where it was read ahead."""

    TITLE = "paperbrowse"
    CSS_PATH = [stylesheet("app"), stylesheet("browse")]  # Textual loads no styles of a default screen
    COMMANDS = App.COMMANDS | {palette.Commands, palette.Papers, palette.Messages}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    SILENCE = 3.0
    """Seconds without an answer after which the screen says that it waits, if the network's own patience lasts longer."""
    BINDINGS = [Binding("ctrl+q", "quit", show=False, priority=True, id="quit")]
    _is_themed = False

    def __init__(
        self,
        services: Services,
        settings: Settings,
        asked: Period | Newest | SavedPage | Sample,
        first: Future[Listing | None] | None = None,
    ) -> None:
        super().__init__()
        self._services = services
        self._settings = settings
        self._asked = asked
        self._first = first
        self.bug: Exception | None = None
        """What crashed the screen: never shown with its variables, which may hold a token."""
        self.at_rest: Callable[[], object] | None = None
        """What takes a few milliseconds, and is done while nobody presses a key."""
        self._resting: asyncio.TimerHandle | None = None
        self.no_color = bool(os.environ.get("NO_COLOR"))  # an empty one says nothing, by no-color.org
        self._pressed_on = WeakKeyDictionary[Key, Widget]()
        self._held: list[Key] = []
        self._is_handing_on = False
        self._colorless, self._plain = NoColor(), PlainLetters()
        for theme in OURS:
            self.register_theme(theme)
        self.set_reactive(App.theme, OURS[0].name)
        self._is_themed = True
        self.stylesheet.set_variables(self.get_css_variables())  # a theme set later would style everything twice

    def get_default_screen(self) -> Screen:
        settings = self._settings
        wishes = Wishes(
            copy_target=settings.copy_target,
            open_target=settings.open_target,
            check_every=settings.check_every,
            silence=min(self.SILENCE, settings.limits.read),
            is_offline=settings.offline,
            host=urlsplit(settings.endpoint).netloc,
            glyphs=ASCII if settings.ascii else UNICODE,
            keymap=dict(settings.keys),
        )
        return BrowseScreen(self._services, self._asked, wishes, self._first)

    def on_mount(self) -> None:
        sys.setswitchinterval(_SWITCH_THREADS_AFTER)
        if self._settings.theme in self.available_themes:
            self.theme = self._settings.theme
        if self._settings.keys:
            self.set_keymap({command: ",".join(keys) for command, keys in self._settings.keys.items()})

    def read_later_styles(self) -> None:
        """Those of what the first paint shows nothing of; called after it."""
        self.read_styles_of_sizes()
        self.stylesheet.read(stylesheet("later"))
        self.stylesheet.parse()

    def read_styles_of_sizes(self) -> None:
        """Those of a terminal without room for three panes; called before the first paint there."""
        self.stylesheet.read(stylesheet("sizes"))

    def get_css_variables(self) -> dict[str, str]:
        """None for the theme that Textual begins with: nothing is styled by it, and to mix its colours takes time."""
        return super().get_css_variables() if self._is_themed else {}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables for the themes that are not ours."""
        return {} if self.current_theme in OURS else variables_for(self.current_theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without colours there is none at all, not even a grey: the terminal may be dark or light. Where the theme has none
        of the terminal's own colours, nothing looks for them in every span."""
        filters = [self._colorless] if self.no_color else super().get_line_filters()
        if not self.current_theme.ansi:
            filters = [each for each in filters if not isinstance(each, ANSIToTruecolor)]
        return [*filters, self._plain] if self._settings.ascii else filters

    def action_command_palette(self) -> None:
        if isinstance(self.screen, BrowseScreen):  # what it offers is for that: a question is answered or left first
            self.push_screen(CommandPalette(placeholder="A command, or words of a title", id="--command-palette"))

    def get_system_commands(self, screen: Screen) -> Iterable[SystemCommand]:
        """Of Textual's own commands the one that ours do not have."""
        yield SystemCommand("theme", "Another look: ours, Textual's, or the terminal's own colours.", self.search_themes)

    def notify(self, message: str, **wishes: object) -> None:
        """A message may quote a title: like every row it says only what a terminal can draw."""
        super().notify(drawable(message), **wishes)

    # ---- keys

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key) and not event.is_forwarded:
            self._pressed_on[event] = self.focused or self.screen
            self._rest_later()
        await super().on_event(event)

    def _rest_later(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
        if self.at_rest is not None:
            self._resting = asyncio.get_running_loop().call_later(_REST, self.at_rest)

    def on_key(self, event: Key) -> None:
        """A key that was on its way when a line or a menu opened is meant for that: `/zz` typed in one go."""
        before, now = self._pressed_on.pop(event, None), self.focused or self.screen
        if self._is_opening or (before is not None and self._is_handing_on):
            event.stop().prevent_default()
            self._held.insert(0 if before is None else len(self._held), event)
            self._hand_on()
            return
        if before is None or before is now:
            return
        from .widgets.line import Line  # loaded by now, if it is a line that opened

        if not before.is_attached or before.screen is not now.screen or isinstance(now, Line):
            event.stop().prevent_default()
            now._forward_event(Key(event.key, event.character))

    @property
    def _is_opening(self) -> bool:
        """A question was asked for and is not there yet, or cannot take keys yet."""
        if len(self.screen_stack) > 1:
            return not self.screen.stack_updates
        return any(worker.group == _ASKING and not worker.is_finished for worker in self.workers)

    @work(group="keys")
    async def _hand_on(self) -> None:
        """What was typed ahead goes to the question once it is there, one key after the other."""
        if self._is_handing_on:
            return
        self._is_handing_on = True
        while self._held:
            while self._is_opening:
                await asyncio.sleep(_A_GLANCE)
            event, there = self._held.pop(0), self.focused or self.screen
            there._forward_event(Key(event.key, event.character))
            for node in there.ancestors_with_self:  # a key goes from one to the next, and may close them on its way
                dealt_with = asyncio.Event()
                is_told = node.call_later(dealt_with.set)
                while is_told and node.is_running and not dealt_with.is_set():
                    with suppress(TimeoutError):
                        async with asyncio.timeout(_A_MOMENT):
                            await dealt_with.wait()
        self._is_handing_on = False

    # ---- the clipboard

    def copy_to_clipboard(self, text: str) -> None:
        """Every copy takes the same road, also of text selected with the mouse."""
        screen = self.screen_stack[0]
        if isinstance(screen, BrowseScreen):
            screen.send_to_clipboard(text)

    def send_osc52(self, text: str) -> None:
        """Asks the terminal itself to take the text; it never answers."""
        super().copy_to_clipboard(text)

    # ---- the terminal

    def get_driver_class(self) -> type[Driver]:
        chosen = super().get_driver_class()
        if sys.platform == "win32" or constants.DRIVER is not None:
            return chosen
        from .driver import PatientDriver  # needs termios, which Windows lacks

        return PatientDriver

    # ---- endings

    def _handle_exception(self, error: Exception) -> None:
        """While the program ends, a worker that goes on for a moment may look for a pane that is gone: no mistake."""
        is_ending = self._exit or not self._running
        if not (is_ending and isinstance(error, WorkerFailed) and isinstance(error.error, NoMatches)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Textual would print a traceback with the values of all variables."""
        crash = self._exception
        error = crash.error if isinstance(crash, WorkerFailed) else crash
        self.bug = error if isinstance(error, Exception) else Crash("the terminal could not be read or styled")
        self._return_code = A_BUG_OF_OURS
        self._close_messages_no_wait()

    def panic(self, *_: object) -> None:
        """Textual would print what it has to say about its own mistakes, and end with 1."""
        self._fatal_error()
