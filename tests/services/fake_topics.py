"""Topics for tests that are about something else."""

from paperbrowse.model.topics import Vocabulary, parse_vocabulary
from paperbrowse.services.topics import Topics


def no_topics() -> Topics:
    """Every paper keeps the topics that it came with."""
    return Topics(lambda: None, Vocabulary, Vocabulary)


def topics_of(version: str = "1", **groups: dict[str, list[str]]) -> Topics:
    """A vocabulary of its own: groups of topics with their aliases."""
    return Topics(lambda: version, lambda: parse_vocabulary(groups), Vocabulary)
