"""The vocabulary of topics, and what a reader changes in it."""

import tomllib

import pytest

from paperbrowse.errors import SettingsError
from paperbrowse.model.topic_matcher import Matcher
from paperbrowse.model.topics import Alias, Vocabulary, parse_vocabulary

OURS = """
["Agents and tools"]
"Agents" = { caution = 1, aliases = ["AI agent"] }
"GUI agents" = { broader = "Agents", aliases = ["computer use"], hints = ["OSWorld"], except = ["GUI toolkit"] }

["Vision"]
"Segmentation" = ["instance segmentation", { alias = "SAM", near = ["segment"], not_near = ["Altman"] }]
"""


def vocabulary(text: str = OURS) -> Vocabulary:
    return parse_vocabulary(tomllib.loads(text))


def changed(text: str) -> Vocabulary:
    return vocabulary().with_changes(tomllib.loads(text), "mine.toml")


def test_a_topic_has_an_id_its_group_and_its_name_among_the_aliases() -> None:
    topic = vocabulary().topics[1]

    assert ("gui-agents", "GUI agents", "Agents and tools") == (topic.id, topic.name, topic.group)
    assert (Alias("GUI agents"), Alias("computer use"), Alias("OSWorld", is_hint=True)) == topic.aliases
    assert (("agents",), ("GUI toolkit",), 0.0) == (topic.broader, topic.excepted, topic.caution)


def test_an_ambiguous_alias_says_what_must_be_near_and_what_must_not() -> None:
    assert Alias("SAM", False, ("segment",), ("Altman",)) == vocabulary().topics[2].aliases[-1]


def test_a_name_that_is_listed_as_a_hint_counts_as_one() -> None:
    topic = vocabulary('["Data"]\n"Datasets" = { aliases = ["corpus"], hints = ["datasets"] }').topics[0]

    assert (Alias("corpus"), Alias("datasets", is_hint=True)) == topic.aliases


def test_groups_are_in_the_order_of_the_file() -> None:
    assert ("Agents and tools", "Vision") == vocabulary().groups


@pytest.mark.parametrize("typed", ["gui-agents", "GUI agents", "Gui_Agents", "Computer use", "computer-use"])
def test_a_topic_goes_by_its_id_its_name_and_its_aliases(typed: str) -> None:
    assert "gui-agents" == vocabulary().named(typed).id


@pytest.mark.parametrize("typed", ["OSWorld", "SAM", "GUI", ""])
def test_a_topic_does_not_go_by_a_hint_or_by_what_is_ambiguous(typed: str) -> None:
    assert vocabulary().named(typed) is None


def test_the_version_differs_when_anything_does() -> None:
    others = [changed('["Vision"]\nSegmentation = ["matting"]'), changed('hide = ["Segmentation"]')]

    versions = {vocabulary().version, *(other.version for other in others)}

    assert 3 == len(versions)
    assert vocabulary().version == vocabulary().version


def test_a_reader_adds_a_topic_to_a_group_of_ours() -> None:
    topics = changed('["Agents and tools"]\n"Toy agents" = { broader = "Agents", aliases = ["puppet"] }').topics

    assert ["agents", "gui-agents", "toy-agents", "segmentation"] == [topic.id for topic in topics]
    assert ("agents",) == topics[2].broader


def test_a_reader_adds_a_group() -> None:
    assert ("Agents and tools", "Vision", "Mine") == changed('["Mine"]\n"Bees" = []').groups


def test_a_reader_adds_aliases_to_a_topic_of_ours_which_keeps_all_else() -> None:
    topic = changed('["Agents and tools"]\n"gui agents" = ["screen robot"]').named("GUI agents")

    assert Alias("screen robot") in topic.aliases
    assert Alias("computer use") in topic.aliases
    assert ("GUI agents", ("agents",), ("GUI toolkit",)) == (topic.name, topic.broader, topic.excepted)


def test_a_reader_changes_settings_of_a_topic_and_its_group() -> None:
    mine = '["Mine"]\n"GUI agents" = { caution = 1, broader = [], except = ["computer use"] }'

    topic = changed(mine).named("gui agents")

    assert ("Mine", 1.0, ()) == (topic.group, topic.caution, topic.broader)
    assert ("GUI toolkit", "computer use") == topic.excepted


def test_a_hidden_topic_is_gone_also_as_a_broader_one() -> None:
    topics = changed('hide = ["agents"]').topics

    assert ["gui-agents", "segmentation"] == [topic.id for topic in topics]
    assert () == topics[0].broader


def test_a_renamed_topic_keeps_its_id_and_goes_by_both_names() -> None:
    renamed = changed('[rename]\n"GUI agents" = "Screen agents"')

    topic = renamed.named("screen agents")

    assert ("gui-agents", "Screen agents") == (topic.id, topic.name)
    assert topic == renamed.named("GUI agents")
    assert Alias("Screen agents") in topic.aliases


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        ('Agents = ["bot"]', "Agents", 'must be a group of topics, begun with a line ["Agents"]'),
        ('["Mine"]\nBees = 3', "Bees", "must be a list of aliases, or a table"),
        ('["Mine"]\nBees = { alias = ["x"] }', "Bees", "there is no setting “alias”"),
        ('["Mine"]\nBees = { caution = "much" }', "Bees", "caution must be a number from -5 to 5"),
        ('["Mine"]\nBees = { hints = "bee" }', "Bees", "hints must be a list"),
        ('["Mine"]\nBees = [7]', "Bees", "each of aliases must be text, or a table of alias, near, not_near"),
        ('["Mine"]\nBees = [{ alias = "B", nearby = [] }]', "Bees", "each of aliases must be text, or a table"),
        ('["Mine"]\nBees = ["!?"]', "Bees", "each of aliases needs a letter or a digit"),
        ('["Mine"]\nBees = [{ alias = "B", near = "hive" }]', "Bees", "near must be a list of texts"),
        ('["Mine"]\nBees = { broader = "Insects" }', "Bees", "there is no topic “Insects”"),
        ('["Mine"]\nBees = { broader = "Bees" }', "Bees", "a topic cannot be broader than itself"),
        ('["Mine"]\n"--" = []', "--", "a name needs a letter or a digit"),
        ('["Mine"]\nBees = []\n["Yours"]\nbees = []', "bees", "stands here twice"),
        ('hide = "Agents"', "hide", "hide must be a list of texts"),
        ('hide = ["Segmentatoin"]', "hide", "there is no topic “Segmentatoin”; the nearest is “Segmentation”"),
        ("rename = 3", "rename", "must be a table, begun with a line [rename]"),
        ('[rename]\nAgents = ""', "Agents", "the new name must be text"),
        ('[rename]\nAgents = "Segmentation"', "Agents", "there is another topic “Segmentation”"),
        ('[rename]\nNobody = "X"', "Nobody", "there is no topic “Nobody”"),
    ],
)
def test_a_mistake_names_the_file_and_the_key(text: str, key: str, problem: str) -> None:
    with pytest.raises(SettingsError) as raised:
        changed(text)

    assert ("mine.toml", key, None) == (raised.value.file, raised.value.key, raised.value.line)
    assert problem in raised.value.problem


def test_what_is_broader_is_found_through_all_steps_and_what_is_given_is_left_out() -> None:
    ladder = '["G"]\n"All" = []\n"Broad" = { broader = "All" }\n"Narrow" = { broader = "Broad" }\n"Other" = { broader = "All" }'

    matcher = Matcher(vocabulary(ladder))

    assert ("broad", "all") == matcher.broader_than(("narrow",))
    assert ("all",) == matcher.broader_than(("narrow", "broad", "other"))
    assert () == matcher.broader_than(())


def test_a_hidden_topic_is_broader_than_none() -> None:
    assert () == Matcher(changed('hide = ["Agents"]')).broader_than(("gui-agents",))
