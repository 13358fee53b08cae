"""Go to a date: a month whose days say how many papers are on this machine, and a line for any period typed."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from ...errors import UsageError
from ...model.period import FIRST_DAY, FORMS, Day, Newest, Period, parse_period
from ..stylesheets import stylesheet
from ..widgets.line import Line
from .question import Question

_CELL = 6
_HINT = "arrows · pgup pgdn month · enter opens"
_LONGEST_PERIOD = 40
"""Characters: more than any has, and the sentence about what was typed still fits."""


class GoTo(Question[Period | Newest | None]):
    """Answers with the period that was chosen, or None."""

    CSS_PATH = stylesheet("go_to")
    BINDINGS = [
        ("escape", "dismiss(None)"),
        *(
            (key, action)
            for key, action in (("pagedown", "month(1)"), ("pageup", "month(-1)"), ("down", "move(7)"), ("up", "move(-7)"))
        ),
    ]

    def __init__(self, day: date, today: Callable[[], date], sizes: dict[date, int]) -> None:
        """`today` is asked again and again: midnight may pass. `sizes` are the papers on this machine by day."""
        super().__init__()
        self._day = day
        self._today = today
        self._sizes = sizes

    def compose(self) -> ComposeResult:
        with Vertical(id="go-to") as box:
            box.border_title = "Go to a date"
            yield Static(self._month(), id="month", markup=False)
            yield _DateInput(placeholder="2026-06-08, 2026-W24, 2026-06, yesterday", id="typed", max_length=_LONGEST_PERIOD)
            yield Static(_HINT, id="hint", markup=False)

    def action_move(self, days: int) -> None:
        self._go(self._day + timedelta(days=days))

    def action_month(self, step: int) -> None:
        month = self._day.month - 1 + step
        year, month = self._day.year + month // 12, month % 12 + 1
        self._go(date(year, month, min(self._day.day, calendar.monthrange(year, month)[1])))

    def _go(self, day: date) -> None:
        self._day = min(max(day, FIRST_DAY), self._today())
        self.query_one("#month", Static).update(self._month())

    def _month(self) -> Content:
        lines = [Content.styled(f"{self._day:%B %Y}".center(7 * _CELL), "bold")]
        lines.append(Content.styled("".join(f"{name:>{_CELL - 1}} " for name in calendar.day_abbr), "$quiet"))
        for week in calendar.Calendar().monthdatescalendar(self._day.year, self._day.month):
            lines.append(Content.assemble(*((f"{self._number(day):>{_CELL - 1}} ", self._look_of(day)) for day in week)))
            lines.append(Content.assemble(*((f"{self._papers_on(day):>{_CELL - 1}} ", "$quiet") for day in week)))
        return Content("\n").join(lines)

    def _number(self, day: date) -> str:
        return str(day.day) if day.month == self._day.month else ""

    def _papers_on(self, day: date) -> str:
        return str(self._sizes[day]) if day.month == self._day.month and self._sizes.get(day) else ""

    def _look_of(self, day: date) -> str:
        if day == self._day:
            return "reverse bold"
        return "$quiet" if not FIRST_DAY <= day <= self._today() or day.weekday() >= 5 else ""

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if not event.value.strip():
            self.dismiss(Day(self._day))
            return
        try:
            self.dismiss(parse_period(event.value, self._today()))
        except UsageError as error:
            self.query_one("#hint", Static).update(str(error))

    @on(Input.Changed)
    def _changed(self) -> None:
        self.query_one("#hint", Static).update(f"Accepted: {FORMS}" if self.query_one(Input).value else _HINT)


class _DateInput(Line):
    """While nothing is typed, left and right walk through the days."""

    def action_cursor_left(self, select: bool = False) -> None:
        if self.value:
            super().action_cursor_left(select)
        else:
            self.screen.action_move(-1)

    def action_cursor_right(self, select: bool = False) -> None:
        if self.value:
            super().action_cursor_right(select)
        else:
            self.screen.action_move(1)
