"""Which reply a request deserves: the service's own rules, as seen 2026-08 and 2026-09."""

import json
import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from . import editions, talk
from .editions import Days
from .made_up import Json
from .wire import Reply, Request

_JSON = {"Content-Type": "application/json; charset=utf-8"}


class Refusal(Exception):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def reply_to(request: Request, days: Days, today: date) -> Reply:
    try:
        if request.path == "/api/daily_papers":
            return _list(request, days, today)
        if request.path == "/api/papers/search":
            return _json(_search(request, days, today))
        if request.path.startswith("/api/papers/"):
            return _json(_paper(request, days))
        raise Refusal(404, "Not found")
    except Refusal as refusal:
        return _json({"error": str(refusal)}, refusal.status)


def _list(request: Request, days: Days, today: date) -> Reply:
    page = _number(request, "p", 0, 0, 10**6)
    limit = _number(request, "limit", 50, 1, 100)
    entries = _edition(request, days, today)[page * limit : (page + 1) * limit]
    reply = _json(entries)
    if not entries:
        return reply
    following = urlencode(request.query | {"p": str(page + 1)})
    return reply.with_headers(Link=f'<http://{request.headers.get("host", "")}{request.path}?{following}>; rel="next"')


def _edition(request: Request, days: Days, today: date) -> list[Json]:
    query = request.query
    match query.get("sort", "publishedAt"):
        case "trending":
            return editions.trending(days, today)
        case "publishedAt":
            pass
        case _:
            raise Refusal(400, "Invalid sort")
    if "date" in query:
        return days[_parsed(query["date"], r"\d{4}-\d\d-\d\d", today, date.fromisoformat)]
    if "week" in query:
        _parsed(query["week"], r"\d{4}-W(?:0[1-9]|[1-4]\d|5[0-2])", today, lambda text: date.fromisocalendar(*_two(text), 1))
        return editions.week(days, *_two(query["week"]), today)
    if "month" in query:
        _parsed(query["month"], r"\d{4}-(?:0[1-9]|1[0-2])", today, lambda text: date(*_two(text), 1))
        return editions.month(days, *_two(query["month"]), today)
    return editions.recent(days, today)


def _parsed(typed: str, form: str, today: date, first_day: Callable[[str], date]) -> date:
    """The first day of what was asked for; a wrong form, a day that does not exist and the future are refused."""
    try:
        day = first_day(typed) if re.fullmatch(form, typed, re.ASCII) else None
    except ValueError:
        day = None
    if day is None:
        raise Refusal(400, f"Invalid date: {typed}")
    if day > today:
        raise Refusal(400, f"Date must not be later than {today}")
    return day


def _two(text: str) -> tuple[int, int]:
    year, number = text.replace("W", "").split("-")
    return int(year), int(number)


def _paper(request: Request, days: Days) -> Json:
    entry = days.find(request.path.removeprefix("/api/papers/"))
    if entry is None:
        raise Refusal(404, "Paper not found")
    said = {"comments": talk.comments(entry)} if request.query.get("field") == "comments" else {}
    return entry["paper"] | talk.linked(entry) | said


def _search(request: Request, days: Days, today: date) -> list[Json]:
    words = request.query.get("q", "")
    if len(words) > 250:
        raise Refusal(400, "Too big: expected string to have <=250 characters")
    return editions.search(days, today, words)[: _number(request, "limit", 120, 1, 120)]


def _number(request: Request, name: str, default: int, least: int, most: int) -> int:
    typed = request.query.get(name, str(default))
    if not re.fullmatch(r"\d{1,9}", typed, re.ASCII) or not least <= int(typed) <= most:
        raise Refusal(400, f"Too big: expected {name} to be a number from {least} to {most}")
    return int(typed)


def _json(value: object, status: int = 200) -> Reply:
    return Reply(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), status, dict(_JSON))
