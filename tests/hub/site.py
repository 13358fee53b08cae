"""The pages of the site, as seen 2026-08 to 2026-10: days that do not exist show another one, and the markup holds JSON."""

import html
import json
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from . import cards, editions, full_texts
from .editions import Days
from .made_up import Json
from .wire import Reply, Request

_HTML = {"Content-Type": "text/html; charset=utf-8"}
_MOST_CARDS = 105
_PUBLISHER = {"_id": "60f1abe7544c2adfd699860c", "fullname": "AK", "user": "akhaliq", "type": "user", "isPro": False}
_CHALLENGE = (
    '<!DOCTYPE html><html lang="en"><head><title></title><script>window.gokuProps = {"key":"made up"};</script>'
    '<script src="https://0123456789ab.edge.sdk.awswaf.com/0123456789ab/challenge.js"></script></head>'
    '<body><div id="challenge-container"></div><noscript>Enable JavaScript and reload the page.</noscript></body></html>'
)


@dataclass(slots=True)
class Look:
    """How the pages look; a test changes it to see what we make of a changed site."""

    has_json: bool = True
    has_cards: bool = True
    renamed: dict[str, str] = field(default_factory=dict)
    """Keys of the JSON, by their names so far."""
    is_challenge: bool = False
    """Every page is a script that checks the browser."""


def page_for(request: Request, days: Days, today: date, look: Look) -> Reply | None:
    """None for what is no page of Daily Papers, nor of a paper on arXiv."""
    if request.path.startswith("/html/"):
        return _reply(*full_texts.arxiv_html(days.find(request.path.removeprefix("/html/"))))
    if request.path != "/papers" and not request.path.startswith("/papers/"):
        return None
    if look.is_challenge:
        return _reply(_CHALLENGE)
    section, _, name = request.path.removeprefix("/papers").strip("/").partition("/")
    question = request.query.get("q")
    match section:
        case _ if section.endswith(".md") and not name:
            return _markdown(days.find(section.removesuffix(".md")))
        case "date" | "week" | "month":
            return _period(section, name, days, today, look)
        case "trending":
            return _listed(days, today, look, {"isTrending": True}, _trending(days, today), question)
        case "" if question is not None:
            day = _latest(days, today)
            return _listed(days, today, look, _dated("day", str(day)), days[day], question)
        case "":
            return Reply(b"", 302, {"Location": f"/papers/date/{_latest(days, today)}"})
        case _:
            entry = days.find(section)
            return _reply(_paper(entry, look)) if entry and not name else _reply(_document("404", "<p>404</p>"), 404)


def _period(kind: str, name: str, days: Days, today: date, look: Look) -> Reply:
    try:
        first = _first_day(kind, name)
    except ValueError:
        return _reply(_document("400", "<p>Invalid date</p>"), 400)
    latest = _latest(days, today)
    match kind:
        case "date":
            day = first if first <= today and days[first] else latest
            return _listed(days, today, look, _dated("day", str(day)), days[day])
        case "week":
            iso = min(first, latest).isocalendar()
            found = editions.week(days, iso.year, iso.week, today)
            return _listed(days, today, look, _dated("week", f"{iso.year}-W{iso.week:02}"), found)
        case _:
            day = min(first, latest)
            found = editions.month(days, day.year, day.month, today)
            return _listed(days, today, look, _dated("month", f"{day:%Y-%m}"), found)


def _first_day(kind: str, name: str) -> date:
    if kind == "date":
        return date.fromisoformat(name)
    year, number = (int(part) for part in re.split(r"-W?", name))
    return date.fromisocalendar(year, number, 1) if kind == "week" else date(year, number, 1)


def _latest(days: Days, today: date) -> date:
    """The last day that has papers; today where there is none for long."""
    return next((day for n in range(60) if days[day := today - timedelta(days=n)]), today)


def _trending(days: Days, today: date) -> list[Json]:
    """In an order of the site's own, which is not that of the API."""
    return sorted(editions.recent(days, today), key=lambda entry: (-entry["paper"].get("upvotes", 0), entry["paper"]["id"]))[:50]


def _dated(kind: str, text: str) -> Json:
    return {"dateString": text, "periodType": kind, "prevDate": _before(kind, text), "isTrending": False}


def _before(kind: str, text: str) -> str:
    day = _first_day("date" if kind == "day" else kind, text) - timedelta(days=1)
    while kind == "day" and day.weekday() > 4:
        day -= timedelta(days=1)
    iso = day.isocalendar()
    return {"day": str(day), "week": f"{iso.year}-W{iso.week:02}", "month": f"{day:%Y-%m}"}[kind]


def _listed(days: Days, today: date, look: Look, stated: Json, entries: list[Json], question: str | None = None) -> Reply:
    props: Json = {"authLight": True, "canSubmit": False, "dailyPapers": _upvotable(entries[:_MOST_CARDS]),
                   "publisher": _PUBLISHER, "query": {}} | stated
    shown, card = entries[:_MOST_CARDS], cards.trending if stated["isTrending"] else cards.day
    if question is not None:
        shown, card = editions.search(days, today, question)[:120], cards.found
        props |= {"searchResults": _upvotable(shown), "query": {"q": question}}
    props = {look.renamed.get(key, key): value for key, value in props.items()}
    body = [_head(stated), *(card(entry, today) for entry in shown if look.has_cards), _foot(stated)]
    title = "Trending Papers" if stated["isTrending"] else "Daily Papers"
    return _reply(_document(f"{title} - Hugging Face", _mounted("DailyPapers", props, "".join(body), look)))


def _upvotable(entries: list[Json]) -> list[Json]:
    return [entry | {"upvoted": False} if isinstance(entry, dict) else entry for entry in entries]


def _head(stated: Json) -> str:
    day = date.fromisoformat(stated["dateString"]) if stated.get("periodType") == "day" else None
    shown = f'<div class="text-sm">{day:%b} {day.day}</div>' if day else ""
    return f'<h1 class="text-xl font-bold">Daily Papers</h1><a href="/papers/trending">Trending Papers</a>{shown}'


def _foot(stated: Json) -> str:
    if stated["isTrending"]:
        return "<p>Trending Papers ranked by GitHub stars activity</p>"
    path = {"day": "date"}.get(stated["periodType"], stated["periodType"])
    return f'<nav><a href="/papers/{path}/{stated["prevDate"]}"><svg></svg> Previous</a></nav>'


def _paper(entry: Json, look: Look) -> str:
    paper = entry["paper"]
    props = {"comments": [], "paper": paper, "upvoted": False, "upvoters": [], "dailyPaperRank": 0, "query": {}}
    if "organization" in entry:
        props["organization"] = entry["organization"]
    props = {look.renamed.get(key, key): value for key, value in props.items()}
    body = f"<h1>{html.escape(paper['title'])}</h1><h2>Abstract</h2><p>{html.escape(paper.get('summary', ''))}</p>"
    return _document(f"Paper page - {html.escape(paper['title'])}", _mounted("PaperContent", props, body, look))


def _markdown(entry: Json | None) -> Reply:
    if entry is None:
        return _reply(_document("404", "<p>404</p>"), 404)
    return Reply(full_texts.hub_markdown(entry).encode(), 200, {"Content-Type": "text/markdown; charset=utf-8"})


def _mounted(target: str, props: Json, body: str, look: Look) -> str:
    given = f' data-props="{html.escape(json.dumps(props, ensure_ascii=False))}"' if look.has_json else ""
    return f'<main><div class="SVELTE_HYDRATER contents" data-target="{target}"{given}>{body}</div></main>'


def _document(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html class=""><head><meta charset="utf-8"/><title>{title}</title>'
        '<script defer src="https://0123456789ab.edge.sdk.awswaf.com/0123456789ab/challenge.js"></script></head><body>'
        '<div class="SVELTE_HYDRATER contents" data-target="MainHeader" data-props="{}"><form action="/search"></form></div>'
        '<div class="SVELTE_HYDRATER contents" data-target="DailyPapersBannerSubscribe" data-props="{&quot;dailyPapers&quot;:[]}">'
        f"</div>{body}</body></html>\n"
    )


def _reply(page: str, status: int = 200) -> Reply:
    return Reply(page.encode(), status, dict(_HTML))
