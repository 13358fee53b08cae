"""The vocabulary of topics that papers are sorted by: ours (topics.toml), and what the reader changed in it.

Which topics a paper has is answered by `topic_matcher`. No file is read here: parsed TOML is handed in.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

import msgspec

from ..errors import SettingsError
from .text import folded
from .topic_profiles import NO_PROFILE, Profile
from .value import Value, replace

RULES = 7
"""Raised when the rules of topic_matcher or topic_words change, so that stored topics are known to be old."""

RENAME = "rename"
HIDE = "hide"

_KEYS = ("caution", "broader", "aliases", "contributed", "hints", "except")
MOST_CAUTION = 5
_ALIAS_KEYS = ("alias", "near", "not_near")
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


class Alias(Value):
    """One spelling by which a topic is recognized."""

    text: str
    """As it stands in the file."""
    is_hint: bool = False
    """Counts half."""
    near: tuple[str, ...] = ()
    """If there are any, one of these words must stand in the same paper."""
    not_near: tuple[str, ...] = ()
    """None of these words may."""
    is_contributed: bool = False
    """Counts only in a title, or where the paper says that it makes one."""


class Topic(Value):
    id: str
    """Made of the first name it had: it stays when the reader renames the topic."""
    name: str
    group: str
    aliases: tuple[Alias, ...] = ()
    """With the name."""
    broader: tuple[str, ...] = ()
    """Ids of the topics that a paper of this topic has as well."""
    caution: float = 0.0
    """How much clearer its signs must be than those of others, in log-odds; below 0 where less will do."""
    profile: Profile = NO_PROFILE
    """What is known of its papers. A topic of the reader has none."""
    is_contribution: bool = False
    """Papers make such a thing: its words count more where they say so."""
    excepted: tuple[str, ...] = ()
    """Longer phrases in which an alias means something else; one that is an alias takes that back."""


class Vocabulary(Value, frozen=True, dict=True):
    """Topics in the order of the file: groups stand together."""

    topics: tuple[Topic, ...] = ()

    @cached_property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(topic.group for topic in self.topics))

    @cached_property
    def version(self) -> str:
        """Differs when anything does that could give a paper other topics, or a topic another name or place."""
        from hashlib import blake2b  # here, because it costs more than the rest of the module

        return blake2b(msgspec.json.encode(self.topics), digest_size=8).hexdigest()

    def with_profiles(self, profiles: Mapping[str, Profile]) -> "Vocabulary":
        """By the id of the topic; unknown ones are left out."""
        return Vocabulary(
            tuple(replace(topic, profile=profiles.get(topic.id, topic.profile)) for topic in self.topics)
        )

    def named(self, typed: str) -> Topic | None:
        """By id, by name or by an alias, in any case, with blanks or hyphens."""
        key = topic_id(typed)
        return self._by_name.get(key) or self._by_alias.get(key)

    def with_changes(self, tables: Mapping[str, object], file: str) -> "Vocabulary":
        """This vocabulary with the parsed TOML of another file laid over it.

        The form of topics.toml. A topic that is known gets the file's aliases beside its own, and its other settings
        instead of its own; an unknown one is new. `hide = ["Topic"]` takes topics away, `[rename]` with
        `"Topic" = "New name"` keeps their ids. Raises SettingsError (without a line) for the first mistake; its key is
        the topic, or the group where that is what is wrong.
        """
        topics = {topic.id: topic for topic in self.topics}
        file_tables = _Tables(file, tables)
        for topic, given in file_tables.topics():
            known = self.named(topic.name)
            topics[known.id if known else topic.id] = _extended(known, topic, given) if known else topic
        changed = Vocabulary(tuple(topics.values()))
        changed = changed._with_broader(file_tables)._renamed(file_tables)._without(file_tables)
        in_order = {group: number for number, group in enumerate(changed.groups)}
        return Vocabulary(tuple(sorted(changed.topics, key=lambda topic: in_order[topic.group])))

    @cached_property
    def _by_name(self) -> dict[str, Topic]:
        """By ids, and by names that are no other topic's id."""
        return {topic_id(topic.name): topic for topic in reversed(self.topics)} | {topic.id: topic for topic in self.topics}

    @cached_property
    def _by_alias(self) -> dict[str, Topic]:
        return {topic_id(alias): topic for topic in reversed(self.topics) for alias in _plain_aliases(topic)}

    def _known(self, tables: "_Tables", key: str, name: str) -> Topic:
        topic = self.named(name)
        if topic is None:
            from difflib import get_close_matches  # here, because few files need it

            nearest = get_close_matches(name, [each.name for each in self.topics], n=1)
            hint = f"; the nearest is “{nearest[0]}”" if nearest else ""
            raise tables.mistake(key, f"there is no topic “{name}”{hint}")
        return topic

    def _with_broader(self, tables: "_Tables") -> "Vocabulary":
        """Broader topics are named in the file, in any order, and known by id from here on."""

        def ids(topic: Topic) -> tuple[str, ...]:
            found = tuple(self._known(tables, topic.name, name).id for name in topic.broader)
            if topic.id in found:
                raise tables.mistake(topic.name, "a topic cannot be broader than itself")
            return found

        return Vocabulary(tuple(replace(topic, broader=ids(topic)) for topic in self.topics))

    def _renamed(self, tables: "_Tables") -> "Vocabulary":
        topics = {topic.id: topic for topic in self.topics}
        for old, new in tables.renamed():
            topic = self._known(tables, old, old)
            other = self.named(new)
            if other is not None and other.id != topic.id and topic_id(new) in (other.id, topic_id(other.name)):
                raise tables.mistake(old, f"there is another topic “{other.name}”")
            topics[topic.id] = replace(topic, name=new, aliases=(Alias(new), *topic.aliases))
        return Vocabulary(tuple(topics.values()))

    def _without(self, tables: "_Tables") -> "Vocabulary":
        hidden = {self._known(tables, HIDE, name).id for name in tables.hidden()}
        return Vocabulary(
            tuple(
                replace(topic, broader=tuple(each for each in topic.broader if each not in hidden))
                for topic in self.topics
                if topic.id not in hidden
            )
        )


class _Tables:
    """A parsed file of topics, and what may be wrong in it."""

    def __init__(self, file: str, tables: Mapping[str, object]) -> None:
        self.file = file
        self.tables = tables

    def mistake(self, key: str | None, problem: str) -> SettingsError:
        return SettingsError(self.file, key, None, problem)

    def topics(self) -> Iterator[tuple[Topic, frozenset[str]]]:
        """Each topic as the file has it, and the settings that it names."""
        seen: set[str] = set()
        for group, table in self.tables.items():
            if group in (HIDE, RENAME):
                continue
            if not isinstance(table, dict):
                raise self.mistake(group, f'must be a group of topics, begun with a line ["{group}"]')
            for name, given in table.items():
                if not topic_id(name):
                    raise self.mistake(name, "a name needs a letter or a digit")
                if topic_id(name) in seen:
                    raise self.mistake(name, "stands here twice")
                seen.add(topic_id(name))
                settings = {"aliases": given} if isinstance(given, list) else given
                if not isinstance(settings, dict):
                    raise self.mistake(name, "must be a list of aliases, or a table")
                yield self._topic(group, name, settings), frozenset(settings)

    def renamed(self) -> tuple[tuple[str, str], ...]:
        table = self.tables.get(RENAME, {})
        if not isinstance(table, dict):
            raise self.mistake(RENAME, f"must be a table, begun with a line [{RENAME}]")
        for old, new in table.items():
            if not isinstance(new, str) or not topic_id(new):
                raise self.mistake(old, "the new name must be text")
        return tuple(table.items())

    def hidden(self) -> tuple[str, ...]:
        return self._texts(HIDE, HIDE, self.tables.get(HIDE, []))

    def _topic(self, group: str, name: str, settings: Mapping[str, object]) -> Topic:
        for key in settings:
            if key not in _KEYS:
                raise self.mistake(name, f"there is no setting “{key}”; there are {', '.join(_KEYS)}")
        caution = settings.get("caution", 0.0)
        if isinstance(caution, bool) or not isinstance(caution, int | float) or not abs(caution) <= MOST_CAUTION:
            raise self.mistake(name, f"caution must be a number from -{MOST_CAUTION} to {MOST_CAUTION}")
        broader = settings.get("broader", [])
        hints = tuple(self._aliases(name, "hints", settings.get("hints", []), is_hint=True))
        aliases = tuple(self._aliases(name, "aliases", settings.get("aliases", [])))
        given = self._aliases(name, "contributed", settings.get("contributed", []))
        contributed = tuple(replace(alias, is_contributed=True) for alias in given)
        own = () if topic_id(name) in {topic_id(each.text) for each in (*hints, *contributed)} else (Alias(name),)
        return Topic(
            id=topic_id(name),
            name=name,
            group=group,
            aliases=(*own, *aliases, *contributed, *hints),
            broader=self._texts(name, "broader", [broader] if isinstance(broader, str) else broader),
            caution=float(caution),
            is_contribution=bool(contributed),
            excepted=self._texts(name, "except", settings.get("except", [])),
        )

    def _aliases(self, name: str, key: str, given: object, is_hint: bool = False) -> Iterator[Alias]:
        if not isinstance(given, list):
            raise self.mistake(name, f"{key} must be a list")
        for each in given:
            if isinstance(each, str):
                yield Alias(self._named(name, key, each), is_hint)
                continue
            if not isinstance(each, dict) or any(inner not in _ALIAS_KEYS for inner in each):
                raise self.mistake(name, f"each of {key} must be text, or a table of {', '.join(_ALIAS_KEYS)}")
            text = self._named(name, key, each.get("alias"))
            near = self._texts(name, "near", each.get("near", []))
            yield Alias(text, is_hint, near, self._texts(name, "not_near", each.get("not_near", [])))

    def _named(self, name: str, key: str, text: object) -> str:
        if not isinstance(text, str) or not _is_named(text):
            raise self.mistake(name, f"each of {key} needs a letter or a digit")
        return text

    def _texts(self, name: str, key: str, given: object) -> tuple[str, ...]:
        if not isinstance(given, list) or not all(isinstance(each, str) and _is_named(each) for each in given):
            raise self.mistake(name, f"{key} must be a list of texts")
        return tuple(given)


def parse_vocabulary(tables: Mapping[str, object], file: str = "topics.toml") -> Vocabulary:
    """The vocabulary of a file on its own, from its parsed TOML. Raises SettingsError as `with_changes` does."""
    return Vocabulary().with_changes(tables, file)


def topic_id(name: str) -> str:
    """Folded and hyphenated: "KV cache" is kv-cache."""
    return _BETWEEN_WORDS.sub("-", folded(name)).strip("-")


def _is_named(text: str) -> bool:
    """Whether it has a `topic_id`."""
    return text.isascii() and text[:1].isalnum() or bool(topic_id(text))


def _plain_aliases(topic: Topic) -> Iterator[str]:
    for alias in topic.aliases:
        if not (alias.is_hint or alias.is_contributed or alias.near or alias.not_near):
            yield alias.text


def _extended(known: Topic, topic: Topic, given: frozenset[str]) -> Topic:
    """Aliases are added, other settings replaced if given."""
    return replace(
        known,
        group=topic.group,
        aliases=tuple(dict.fromkeys((*known.aliases, *topic.aliases))),
        broader=topic.broader if "broader" in given else known.broader,
        is_contribution=topic.is_contribution or known.is_contribution,
        caution=topic.caution if "caution" in given else known.caution,
        excepted=tuple(dict.fromkeys((*known.excepted, *topic.excepted))),
    )
