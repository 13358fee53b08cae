"""Pages as a reader copies them from a browser or prints them with w3m, made from entries of `/api/daily_papers`."""

import textwrap
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

from paperbrowse.model.paper import Author, Organization, Paper

Entry = dict[str, Any]

HEAD = (
    "Hugging Face", "Models", "Datasets", "Spaces", "Docs", "Pricing", "Log In", "Sign Up", "new",
    "Get trending papers in your email inbox once a day!", "Subscribe", "Daily Papers", "by", "AK",
    "and the research community", "Daily", "Weekly", "Monthly", "Trending Papers", "Jun 8",
)  # fmt: skip
FOOT = ("Previous", "Next", "System theme", "Company", "TOS", "Privacy", "About", "Jobs", "Website", "Models", "Pricing")

NOW = datetime(2026, 6, 14, 9, tzinfo=UTC)
CLOCKS = Paper(
    id="2510.01234",
    title="Teaching Clocks to Read Themselves",
    abstract="We point cameras at clocks. They learn to read the time within a day, and forget it at night.",
    summary="Clocks are taught to read their own faces.",
    summary_by="made-up/summarizer",
    authors=(Author("Ina Sundial"), Author("Otto Pendel"), Author("Wei Gnomon")),
    author_count=3,
    organization=Organization(None, "Hourglass Institute"),
    submitted_by="Ina Sundial",
    published=date(2025, 10, 2),
    day=date(2025, 10, 6),
    upvotes=37,
    stars=182,
    source="saved page",
    fetched_at=NOW,
)
"""What the page of a single paper says, in every form of it in tests/data/saved."""


def line(text: str) -> str:
    return " ".join(text.split())


def title(entry: Entry) -> str:
    return line(entry["paper"]["title"])


def submitter(entry: Entry) -> str:
    user = entry["paper"].get("submittedOnDailyBy") or entry.get("submittedBy") or {}
    return line(user.get("fullname") or user.get("user") or user.get("name") or "somebody")


def organization(entry: Entry) -> str | None:
    given = entry["paper"].get("organization") or entry.get("organization") or {}
    return line(given.get("fullname") or given.get("name") or "") or None


def short(number: int) -> str:
    """As the site prints stars: 182, 1.28k, 110k."""
    return str(number) if number < 1000 else f"{number / 1000:.3g}k"


def printed(entry: Entry, now: date) -> str:
    day = date.fromisoformat(entry["publishedAt"][:10])
    return f"{day:%b} {day.day}" + ("" if day.year == now.year else f", {day.year}")


def day_card(entry: Entry) -> list[str]:
    paper = entry["paper"]
    stars = [short(paper["githubStars"])] if "githubStars" in paper else []
    comments = [str(entry["numComments"])] if entry["numComments"] else []
    chip = [name] if (name := organization(entry)) else []
    return ["Submitted by", submitter(entry), str(paper["upvotes"] or "-"), title(entry), *chip, *stars, *comments]


def trending_card(entry: Entry, now: date) -> list[str]:
    paper = entry["paper"]
    stars = ["GitHub", short(paper["githubStars"])] if "githubStars" in paper else []
    chip = organization(entry) or f"{len(paper['authors'])} authors"
    about = line(paper.get("ai_summary") or paper.get("summary") or "") or "Nothing is said."
    return ["Submitted by", submitter(entry), title(entry), about, chip, "·", f"Published on {printed(entry, now)}",
            "Upvote", str(paper["upvotes"] or "-"), *stars, "arXiv Page"]  # fmt: skip


def search_card(entry: Entry, now: date) -> list[str]:
    paper = entry["paper"]
    name, login = organization(entry), (paper.get("organization") or entry.get("organization") or {}).get("name")
    chip = f"{login} {name}" if name else f"  • {len(paper['authors'])} authors"
    comments = f" {entry['numComments']}" if entry["numComments"] else ""
    return [title(entry), line(paper["summary"]), f"{chip}\n·\n{printed(entry, now)}{comments}"]


def single(entry: Entry, now: date) -> list[str]:
    paper = entry["paper"]
    authors = [part for author in paper["authors"] for part in (line(author["name"]), ",")][:-1]
    submitted = date.fromisoformat(paper.get("submittedOnDailyAt", entry["publishedAt"])[:10])
    on = f"on {submitted:%b} {submitted.day}" + ("" if submitted.year == now.year else f", {submitted.year}")
    chip = ["·", name] if (name := organization(entry)) else []
    summary = [line(paper["ai_summary"]), "AI-generated summary"] if "ai_summary" in paper else []
    stars = ["GitHub", short(paper["githubStars"])] if "githubStars" in paper else []
    return ["Papers", f"arxiv:{paper['id']}", title(entry), f"Published on {printed(entry, now)}", "·",
            "Submitted by", submitter(entry), on, "#1 Paper of the day", *chip, "Authors:", *authors, "Abstract",
            *summary, line(paper["summary"]), "View arXiv page", "View PDF", *stars, "Add to collection", "Community",
            "somebody", "about 2 hours ago", "A comment that names 3 authors", "·", "Feb 12", "Reply", "Upvote",
            str(paper["upvotes"]), "+7", "Models citing this paper", "0", "No model linking this paper",
            f"Cite arxiv.org/abs/{paper['id']} in a model README.md to link it from this page."]  # fmt: skip


def as_browser(parts: Iterable[str]) -> str:
    """One line each, as Chrome copies a day's page."""
    return "\n".join(parts) + "\n"


def with_blank_lines(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"


def as_w3m(parts: Iterable[str]) -> str:
    """Wrapped at 80 columns, blocks between blank lines, labels beside what they label."""
    text = "\n\n".join("\n".join(textwrap.wrap(part, 79, break_on_hyphens=False)) for part in parts)
    for label in ("Submitted by", "Upvote", "GitHub", "Authors:"):
        text = text.replace(f"\n\n{label}\n\n", f"\n\n{label} ")
    return text.replace("\n\n,\n\n", ",\n").replace("\n\n·\n\n", " · ") + "\n"


LAYOUTS: dict[str, Callable[[Iterable[str]], str]] = {
    "browser": as_browser, "blank lines": with_blank_lines, "w3m": as_w3m
}  # fmt: skip
