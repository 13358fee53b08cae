"""The vocabulary on the disk: ours, and what the reader changes in topics.toml."""

from pathlib import Path

import pytest

from paperbrowse.errors import SettingsError
from paperbrowse.topics_file import fingerprint, read_vocabulary


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "topics.toml"


def test_without_a_file_of_the_readers_the_vocabulary_is_ours(own: Path) -> None:
    vocabulary = read_vocabulary(own)

    assert 150 <= len(vocabulary.topics) <= 300
    assert vocabulary == read_vocabulary(None)
    assert 10 <= len(vocabulary.groups) <= 16


def test_the_readers_file_adds_topics_and_aliases_hides_and_renames(own: Path) -> None:
    own.write_text(
        'hide = ["Mixture of experts"]\n[rename]\n"KV cache" = "Key-value cache"\n'
        '["Mine"]\n"Undoing" = ["reversible planning"]\n["Agents and tools"]\n"Agents" = ["homunculus"]\n'
    )

    vocabulary = read_vocabulary(own)

    assert vocabulary.named("Mixture of experts") is None
    assert "Key-value cache" == vocabulary.named("KV cache").name
    assert ("Undoing", "Mine") == (vocabulary.named("reversible planning").name, vocabulary.named("Undoing").group)
    assert vocabulary.named("agents") == vocabulary.named("homunculus")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('["Mine"]\n"Undoing" = 7\n', 2, "Undoing: must be a list of aliases, or a table"),
        ('hide = ["Agentz"]\n', 1, "hide: there is no topic “Agentz”; the nearest is “Agents”"),
        ('\n["Mine"]\nUndoing = "x" "y"\n', 3, "not TOML"),
        ("Mine = 3\n", 1, "Mine: must be a group of topics"),
        ('["Mine"]\n\n"Undoing" = { alias = ["x"] }\n', 3, "Undoing: there is no setting “alias”"),
        ('[rename]\n"Nothing like it at all" = "x"\n', 2, "there is no topic “Nothing like it at all”"),
    ],
)
def test_a_mistake_names_file_line_and_key(own: Path, text: str, line: int, said: str) -> None:
    own.write_text(text)

    with pytest.raises(SettingsError) as caught:
        read_vocabulary(own)

    assert str(caught.value).startswith(f"{own}, line {line}: ")
    assert said in str(caught.value)


def test_whatever_changes_topics_changes_the_fingerprint(own: Path) -> None:
    without = fingerprint(own)
    own.write_text('["Mine"]\n"Undoing" = []\n')
    changed = fingerprint(own)

    assert without == fingerprint(own.with_name("nothing.toml"))
    assert changed not in (without, fingerprint(own.parent))
    assert without == fingerprint(own.parent), "a folder at that place is no file of the reader's"
