"""What people say of a paper on the Hub, and what they made with it: two parts of one JSON object.

Source: `/api/papers/{id}?field=comments`, by the service's OpenAPI document of 2026-08 and the site's pages of 2026-09.
Comments come flat there, with the id of the one that each answers, and nested under `replies` on the pages; both are read.
Required: an id of each comment and of each repository. All else may be missing or of a wrong kind and is then unknown.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from ..model.reading import Comment, Comments, Linked, LinkedRepo
from ..model.text import clean_markdown
from .json_fields import count_at, line_at, moment_at, object_at

_MOST_COMMENTS = 2_000
_LONGEST_COMMENT = 100_000
"""Characters."""
_MOST_REPOSITORIES = 500
_MOST_REACTIONS = 30
_DEEPEST = 50
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NAME = r"[A-Za-z0-9][A-Za-z0-9._-]{0,95}"
_REPOSITORY = re.compile(rf"{_NAME}(?:/{_NAME})?")
_EMOJI = {
    "fire": "🔥", "rocket": "🚀", "eyes": "👀", "heart": "❤", "hugs": "🤗", "cool": "😎", "plus": "➕",
    "brain": "🧠", "thumbsup": "👍", "handshake": "🤝", "sad": "😔", "mindblown": "🤯",
}  # fmt: skip
"""By the names that the service gives to reactions (its OpenAPI document, 2026-08)."""


def read_comments(flat: dict[str, object], paper_id: str, checked_at: datetime) -> Comments:
    found: dict[str, Comment] = {}
    left_out = 0
    for given, parent in _entries(flat.get("comments"), None, 0):
        comment = _comment(given, parent) if len(found) < _MOST_COMMENTS else None
        if comment is None or comment.id in found:
            left_out += 1
        else:
            found[comment.id] = comment
    return Comments(paper_id, checked_at, tuple(found.values()), left_out)


def read_linked(flat: dict[str, object], paper_id: str, checked_at: datetime) -> Linked:
    models, datasets, spaces = (
        _repositories(flat.get(key), kind)
        for key, kind in (("linkedModels", "model"), ("linkedDatasets", "dataset"), ("linkedSpaces", "space"))
    )
    return Linked(
        paper_id=paper_id,
        checked_at=checked_at,
        models=models,
        datasets=datasets,
        spaces=spaces,
        total_models=count_at(flat, "numTotalModels"),
        total_datasets=count_at(flat, "numTotalDatasets"),
        total_spaces=count_at(flat, "numTotalSpaces"),
    )


def _entries(given: object, parent: str | None, depth: int) -> Iterator[tuple[object, str | None]]:
    """Each comment with the id of the one that it stands under."""
    for entry in given if isinstance(given, list) else ():
        yield entry, parent
        if isinstance(entry, dict) and depth < _DEEPEST:
            yield from _entries(entry.get("replies"), _key(entry.get("id")), depth + 1)


def _comment(given: object, parent: str | None) -> Comment | None:
    """None where there is no id, and for what is an event and no comment."""
    if not isinstance(given, dict) or given.get("type", "comment") != "comment":
        return None
    known_id = _key(given.get("id"))
    if known_id is None:
        return None
    said, author = object_at(given, "data"), object_at(given, "author")
    is_hidden = said.get("hidden") is True
    text = object_at(said, "latest").get("raw")
    return Comment(
        id=known_id,
        author=line_at(author, "fullname") or line_at(author, "name"),
        login=line_at(author, "name"),
        posted_at=moment_at(given, "createdAt"),
        markdown=clean_markdown(text[:_LONGEST_COMMENT]) if isinstance(text, str) and not is_hidden else "",
        reactions=_reactions(said.get("reactions")),
        is_edited=said.get("edited") is True,
        is_hidden=is_hidden,
        parent=_key(said.get("parentCommentId")) or parent,
    )


def _reactions(given: object) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    for reaction in given[:_MOST_REACTIONS] if isinstance(given, list) else ():
        if isinstance(reaction, dict):
            name, count = line_at(reaction, "reaction", 30), count_at(reaction, "count")
            if name and count:
                found.append((_EMOJI.get(name, name), count))
    return tuple(found)


def _repositories(given: object, kind: str) -> tuple[LinkedRepo, ...]:
    entries = given[:_MOST_REPOSITORIES] if isinstance(given, list) else ()
    found = (_repository(entry, kind) for entry in entries)
    return tuple({repository.id: repository for repository in found if repository is not None}.values())


def _repository(given: object, kind: str) -> LinkedRepo | None:
    """None for what is no name of a repository: links are built from it."""
    if not isinstance(given, dict):
        return None
    name = given.get("id")
    if not isinstance(name, str) or not _REPOSITORY.fullmatch(name):
        return None
    return LinkedRepo(
        id=name,
        kind=kind,
        likes=count_at(given, "likes"),
        downloads=count_at(given, "downloads"),
        task=line_at(given, "pipeline_tag", 60) or line_at(given, "shortDescription", 200),
        changed_at=moment_at(given, "lastModified"),
        is_gated=given.get("gated") in ("auto", "manual", True),
    )


def _key(given: object) -> str | None:
    return given if isinstance(given, str) and _KEY.fullmatch(given) else None
