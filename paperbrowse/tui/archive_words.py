"""What the screen says of the archive: how far a sync is, what it brought, and what an edition is made of."""

from datetime import date

from ..model.archive import days_of
from ..model.listing import Listing
from ..model.period import Day, Trending
from ..model.text import count
from ..services.archive import Synced
from ..services.round import Step
from .wording import ORIGINS, as_sentence, day_in_words

_SKIPPED_NAMED = 3


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


def beside_status(forms: tuple[str, ...], step: Step | None, dot: str) -> tuple[str, ...]:
    """The forms of the status line, in full first, with how far a sync is before each."""
    if step is None:
        return forms
    waiting = f"{step.waiting.reason}, " if step.waiting and step.waiting.seconds >= 1 else ""
    whole = f"{waiting}syncing {step.done} of {count(step.total, 'day')}"
    short = f"sync {step.done}/{step.total}"
    papers = f"{whole}{dot}{count(step.papers, 'paper')}"
    tries = (*(f"{papers}{dot}{form}" for form in forms if form), papers, f"{short}{dot}{forms[-1]}" if forms[-1] else short)
    return (*tries, short)


def synced_in_words(synced: Synced, today: date) -> str:
    """What a sync brought, what was skipped, and why it ended early."""
    if not synced.asked and not synced.skipped and not synced.left:
        return "Everything is here already."
    sentences = [f"{count(synced.asked, 'day')} asked for, {count(synced.new, 'new paper')}."]
    for skipped in synced.skipped[:_SKIPPED_NAMED]:
        sentences.append(f"{day_in_words(skipped.day, today)} was skipped: {as_sentence(skipped.why)}")
    if len(synced.skipped) > _SKIPPED_NAMED:
        sentences.append(f"{len(synced.skipped) - _SKIPPED_NAMED} more were skipped.")
    if synced.failure:
        sentences.append(as_sentence(synced.failure.sentence))
    if synced.left:
        sentences.append(f"{count(synced.left, 'day')} left: the next sync goes on with them.")
    return f"{'Stopped' if synced.is_stopped or synced.failure else 'Synced'}: {' '.join(sentences)}"
