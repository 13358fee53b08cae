"""What the stand-in serves: days that were recorded, set by a test, or made up; weeks, months and trending built from them."""

import json
from datetime import date, timedelta
from pathlib import Path

from .made_up import Json, make_day

FIRST_DAY = date(2023, 5, 4)
_LOOKED_BACK = 30
"""Days over which trending and search look."""


class Days:
    """The entries of each day, by date. A day that a test sets wins over a recorded one, that over a made-up one."""

    def __init__(self, papers: int, folder: Path | None) -> None:
        self._known: dict[date, list[Json]] = {}
        self._papers = papers
        self._folder = folder

    def __setitem__(self, day: date, entries: list[Json]) -> None:
        self._known[day] = entries

    def __getitem__(self, day: date) -> list[Json]:
        """The live list: a change of it is served from then on. Empty at weekends and before the first day."""
        if day not in self._known:
            self._known[day] = self._recorded(day) if self._folder else self._made_up(day)
        return self._known[day]

    def _recorded(self, day: date) -> list[Json]:
        file = self._folder / f"{day}.json"
        return json.loads(file.read_bytes()) if file.exists() else []

    def _made_up(self, day: date) -> list[Json]:
        return make_day(day, self._papers) if day.weekday() < 5 and day >= FIRST_DAY else []

    def between(self, first: date, last: date) -> list[Json]:
        return [entry for n in range((last - first).days + 1) for entry in self[first + timedelta(days=n)]]

    def find(self, paper_id: str) -> Json | None:
        """The entry of a paper: among the days in use, then where its id says that it was made up or recorded."""
        for entries in self._known.values():
            for entry in entries:
                if isinstance(entry, dict) and entry.get("paper", {}).get("id") == paper_id:
                    return entry
        if (day := self._day_of(paper_id)) is None or day in self._known:
            return None
        return next((entry for entry in self[day] if entry["paper"]["id"] == paper_id), None)

    def _day_of(self, paper_id: str) -> date | None:
        if self._folder:
            mark = f'"id":"{paper_id}"'.encode()
            named = (file for file in sorted(self._folder.glob("*.json")) if mark in file.read_bytes())
            return next((date.fromisoformat(file.stem) for file in named), None)
        try:
            return date(2000 + int(paper_id[:2]), int(paper_id[2:4]), int(paper_id[5:7]))
        except ValueError:
            return None


def week(days: Days, year: int, number: int, today: date) -> list[Json]:
    first = date.fromisocalendar(year, number, 1)
    return _by_upvotes(days.between(first, min(first + timedelta(days=6), today)))


def month(days: Days, year: int, number: int, today: date) -> list[Json]:
    first = date(year, number, 1)
    last = date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)
    return _by_upvotes(days.between(first, min(last, today)))


def trending(days: Days, today: date) -> list[Json]:
    """The papers of the last weeks by their stars."""
    return sorted(recent(days, today), key=lambda entry: -entry["paper"].get("githubStars", 0))


def recent(days: Days, today: date) -> list[Json]:
    """The newest first."""
    return [entry for n in range(_LOOKED_BACK) for entry in days[today - timedelta(days=n)]]


def search(days: Days, today: date, words: str) -> list[Json]:
    def matches(entry: Json) -> bool:
        text = f"{entry['title']} {entry['paper'].get('summary', '')}".lower()
        return all(word in text for word in words.lower().split())

    return [entry for entry in recent(days, today) if matches(entry)]


def _by_upvotes(entries: list[Json]) -> list[Json]:
    return sorted(entries, key=lambda entry: -entry["paper"].get("upvotes", 0))
