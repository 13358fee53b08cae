"""What the screen says of the archive: how far a sync is, what it brought, and what an edition is made of."""

from datetime import date
from typing import TYPE_CHECKING

from ..model.archive import days_of
from ..model.listing import Listing
from ..model.offline import Part, in_words
from ..model.period import Day, Trending
from ..model.text import count, megabytes
from .wording import ORIGINS, as_sentence, day_in_words

if TYPE_CHECKING:  # not loaded for the first paint
    from ..services.archive import Synced
    from ..services.round import Step
    from ..services.saving import Kept, PaperKept

_SKIPPED_NAMED = 3
_WORTH_SAYING = {"day": 1, "paper": 4}
"""Seconds of a wait: arXiv's three between two questions are no news."""


def origin_of(listing: Listing, today: date) -> tuple[str, str] | None:
    """What is said of where the papers come from, in full and in short. Only the site's page knows what trends: there it
    is the usual way."""
    period = listing.period if listing.made_of else None
    if period is None or isinstance(period, Day):
        return None if listing.edition == "trending" and listing.origin == "hub page" else ORIGINS.get(listing.origin)
    days = f"{listing.made_of} of {count(len(days_of(period, today)), 'day')}"
    if isinstance(period, Trending):
        return f"made from upvotes a day and stars of {days}", f"from {days}"
    return f"made from {days}", f"from {days}"


def with_coming(forms: tuple[str, ...], coming: str, dot: str) -> tuple[str, ...]:
    """The forms of the status line, in full first, with what comes besides before each."""
    return (*(f"{coming}{dot}{form}" for form in forms if form), coming) if coming else forms


def beside_status(forms: tuple[str, ...], step: "Step | None", dot: str) -> tuple[str, ...]:
    """The forms of the status line, in full first, with how far a sync or the saving of papers is before each."""
    if step is None:
        return forms
    waiting = f"{step.waiting.reason}, " if step.waiting and step.waiting.seconds >= _WORTH_SAYING[step.of] else ""
    doing, name, brought = {
        "day": ("syncing", "sync", count(step.papers, "paper")),
        "paper": ("saving", "save", megabytes(step.size, None)),
    }[step.of]
    whole = f"{waiting}{doing} {step.done} of {count(step.total, step.of)}"
    short = f"{name} {step.done}/{step.total}"
    papers = f"{whole}{dot}{brought}"
    tries = (*(f"{papers}{dot}{form}" for form in forms if form), papers, f"{short}{dot}{forms[-1]}" if forms[-1] else short)
    return (*tries, short)


def synced_in_words(synced: "Synced", today: date) -> str:
    """What a sync brought, what was skipped, and why it ended early."""
    if not synced.asked and not synced.skipped and not synced.left:
        return "Everything is here already."
    sentences = [f"{count(synced.asked, 'day')} asked for, {count(synced.new, 'new paper')}."]
    skipped = [f"{day_in_words(each.day, today)} was skipped: {as_sentence(each.why)}" for each in synced.skipped]
    sentences += _first_few(skipped, "were skipped")
    return _ended("Synced", sentences, synced, f"{count(synced.left, 'day')} left: the next sync goes on with them.")


def saved_in_words(kept: "Kept") -> str:
    """What of the papers is whole by now, what nobody has, what could not be had, and why it ended early."""
    whole, one = len(kept.whole), kept.papers[0] if len(kept.papers) == 1 else None
    if one is not None and one.is_whole:
        return f"Reads offline from now on.{_lacking(kept.papers)}" if one.is_new else f"It is here already.{_lacking(kept.papers)}"
    if whole == len(kept.papers) and not any(each.is_new for each in kept.papers):
        return f"All {whole} papers are here already.{_lacking(kept.papers)}"
    sentences = [f"{whole} of {count(len(kept.papers), 'paper')} read offline.{_lacking(kept.papers)}"]
    skipped = [(each.paper.id, in_words(each.missing), as_sentence(each.problem or "")) for each in kept.skipped]
    sentences += _first_few([f"{name}: no {parts}: {why}" for name, parts, why in skipped], "are not whole")
    return _ended("Saved", sentences, kept, f"{count(kept.left, 'paper')} left: F goes on with them.")


def here_in_words(kept: "Kept") -> str:
    """Where nobody is asked: what of the papers is here, and what is not."""
    missing = [each for each in kept.papers if each.missing]
    if len(kept.papers) == 1:
        said = f"no {in_words(missing[0].missing)} on this machine." if missing else "it reads offline from first to last."
        return f"Working offline, as asked: {said}"
    return f"Working offline, as asked: {len(kept.whole)} of {count(len(kept.papers), 'paper')} read offline."


def _first_few(sentences: list[str], others: str) -> list[str]:
    more = len(sentences) - _SKIPPED_NAMED
    return [*sentences[:_SKIPPED_NAMED], f"{more} more {others}."] if more > 0 else sentences


def _ended(done: str, sentences: list[str], outcome: "Synced | Kept", left: str) -> str:
    """All sentences, with why it ended early and what is left."""
    why = [as_sentence(outcome.failure.sentence)] if outcome.failure else []
    said = [*sentences, *why, *([left] if outcome.left else [])]
    return f"{'Stopped' if outcome.is_stopped or outcome.failure else done}: {' '.join(said)}"


def _lacking(papers: "tuple[PaperKept, ...]") -> str:
    """` Nobody has the full text of 2 papers.`, a sentence for each part that some of them lack."""
    sentences = []
    for part in Part:
        number = sum(part in each.lacks for each in papers)
        of = f" of {count(number, 'paper')}" if len(papers) > 1 else ""
        sentences += [f" Nobody has {_THE[part]}{of}."] if number else []
    return "".join(sentences)


_THE = {Part.TALK: "comments or links", Part.TEXT: "the full text", Part.RECORD: "a record at arXiv", Part.PDF: "a PDF"}
