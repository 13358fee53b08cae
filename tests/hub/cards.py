"""The cards of the site's pages, one function for each kind of page."""

import html
from datetime import date

from .made_up import Json


def day(entry: Json, today: date) -> str:
    """No abstract, no authors, no date."""
    return _article(_upvote(entry) + _title(entry) + _submitter(entry) + _organization(entry) + _github(entry) + _comments(entry))


def found(entry: Json, today: date) -> str:
    abstract = html.escape(entry["paper"].get("summary", ""))
    told = f'<a href="{_path(entry)}" class="line-clamp-2 text-sm">{abstract}</a>'
    return _article(_upvote(entry) + _title(entry) + told + _by(entry) + f"<span>· {_date(entry, today)}</span>" + _comments(entry))


def trending(entry: Json, today: date) -> str:
    """The paper twice, for wide and for narrow screens; comments are not shown."""
    paper = entry["paper"]
    told = html.escape(paper.get("ai_summary") or paper.get("summary", ""))
    shared = f'{_title(entry)}<p class="line-clamp-2 text-sm">{told}</p>{_by(entry)}'
    thumbnail = f'<a href="{_path(entry)}"><img src="{paper["id"]}.png" alt=""/></a>'
    wide = f"{thumbnail}{_submitter(entry)}{shared}<span>Published on {_date(entry, date.min)}</span>{_upvote(entry, 'Upvote')}"
    return _article(f'<div class="hidden md:flex">{wide}{_github(entry)}</div>'
                    f'<div class="flex flex-col md:hidden">{shared}<span>{_date(entry, date.min)}</span></div>')


def _article(inside: str) -> str:
    return f'<article class="relative flex flex-col overflow-hidden rounded-xl border">{inside}</article>\n'


def _path(entry: Json) -> str:
    return f"/papers/{entry['paper']['id']}"


def _title(entry: Json) -> str:
    title = html.escape(entry["paper"]["title"])
    return f'<h3><a href="{_path(entry)}" class="line-clamp-3 cursor-pointer text-balance">{title}</a></h3>'


def _upvote(entry: Json, label: str = "") -> str:
    count = entry["paper"].get("upvotes") or "-"
    return (f'<a href="/login?next=%2Fpapers%2F{entry["paper"]["id"]}" class="self-start"><div role="checkbox">{label} '
            f'<div class="leading-none font-semibold text-orange-500">{count}</div></div></a>')


def _comments(entry: Json) -> str:
    count = entry.get("numComments")
    return f'<a href="{_path(entry)}#community"><svg></svg> {count}</a>' if count else ""


def _submitter(entry: Json) -> str:
    if "submittedBy" not in entry:
        return ""
    name = html.escape(entry["submittedBy"]["fullname"])
    return f'<div class="absolute bottom-2 right-2">Submitted by <div class="flex-none"><img alt=""/></div> {name}</div>'


def _by(entry: Json) -> str:
    """The organization, or else the authors; never both."""
    if organization := _organization(entry):
        return organization
    authors = entry["paper"]["authors"]
    avatars = "".join('<li title="somebody"><img alt=""/></li>' for _ in authors[:3])
    return f'<ul>{avatars}<li><span class="text-gray-400">{len(authors)} authors</span></li></ul>'


def _organization(entry: Json) -> str:
    organization = entry["paper"].get("organization")
    if organization is None:
        return ""
    name = html.escape(organization["fullname"])
    return f'<a href="/{organization["name"]}"><img alt=""/><span class="block min-w-0 truncate">{name}</span></a>'


def _github(entry: Json) -> str:
    repository, stars = entry["paper"].get("githubRepo"), entry["paper"].get("githubStars")
    if repository is None:
        return ""
    shown = f"<span>{stars / 1000:.2f}k</span>" if stars and stars >= 1000 else f"<span>{stars or ''}</span>"
    return f'<a href="{repository}" class="btn"><svg></svg> <span>GitHub</span> {shown}</a>'


def _date(entry: Json, today: date) -> str:
    published = date.fromisoformat(entry["publishedAt"][:10])
    year = "" if published.year == today.year else f", {published.year}"
    return f"{published:%b} {published.day}{year}"
