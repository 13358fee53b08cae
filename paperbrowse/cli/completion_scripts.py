"""The completions in the language of each shell."""

from collections.abc import Callable, Iterator, Sequence

from ..model.value import Value


class Words(Value):
    """What may stand in one place of a command line."""

    help: str
    options: tuple[str, ...] = ()
    """Names; none for a word that stands for itself."""
    takes_value: bool = True
    accepted: tuple[str, ...] = ()
    """The words that are known."""
    files: bool = False
    """Names of files are accepted as well."""


class Command(Value):
    name: str
    """Empty for the program itself."""
    help: str
    places: tuple[Words, ...]

    @property
    def options(self) -> tuple[Words, ...]:
        return tuple(place for place in self.places if place.options)

    @property
    def positionals(self) -> tuple[Words, ...]:
        return tuple(place for place in self.places if not place.options)


_Script = Callable[[Command, Sequence[Command]], Iterator[str]]


def bash(root: Command, commands: Sequence[Command]) -> Iterator[str]:
    """For bash 3.2 and later: where nothing is left to offer and files are accepted, bash completes them itself."""
    yield "# Completions of paperbrowse for bash. To install:"
    yield "# paperbrowse completions bash > ~/.local/share/bash-completion/completions/paperbrowse"
    yield from _BASH_HEAD.splitlines()
    yield f"        {'|'.join(command.name for command in commands)}|'') ;;"
    yield "        *) command=-period ;;"
    yield "    esac"
    yield '    case "$command $before" in'
    for option in _with_values(root):
        yield from _bash_place("|".join(f'*" {name}"' for name in option.options), option)
    for command in commands:
        for option in _with_values(command):
            if option not in root.places:
                yield from _bash_place("|".join(f'"{command.name} {name}"' for name in option.options), option)
    yield "        *)"
    yield '            case "$command $word" in'
    yield f"                ' '-*|'-period '*) words='{_names(root)}' ;;"
    for command in commands:
        yield f"                '{command.name} '-*) words='{_names(command)}' ;;"
    yield from _bash_word("' '*", [command.name for command in commands], root.positionals)
    for command in commands:
        yield from _bash_word(f"'{command.name} '*", [], command.positionals)
    yield "            esac ;;"
    yield from _BASH_TAIL.splitlines()


def zsh(root: Command, commands: Sequence[Command]) -> Iterator[str]:
    yield "#compdef paperbrowse"
    yield "# Completions of paperbrowse for zsh. To install, into a folder of $fpath:"
    yield '# paperbrowse completions zsh > "${fpath[1]}/_paperbrowse"'
    yield "_paperbrowse() {"
    yield "    local curcontext=$curcontext state line ret=1"
    yield "    local -A opt_args"
    yield "    _arguments -C -A '-*' \\"
    yield from (f"        {_quoted(spec)} \\" for option in root.options for spec in _zsh_option(option))
    yield "        '1: :->first' '*:: :->rest' && ret=0"
    yield "    case $state in"
    yield "        first)"
    yield "            local -a commands"
    yield "            commands=("
    yield from (f"                {_quoted(f'{command.name}:{_zsh_text(command.help)}')}" for command in commands)
    yield "            )"
    yield "            _describe -t commands command commands && ret=0"
    for place in root.positionals:
        yield f"            compadd -- {' '.join(place.accepted)} && ret=0"
        if place.files:
            yield "            _files && ret=0"
    yield "            ;;"
    yield "        rest)"
    yield "            case $line[1] in"
    for command in commands:
        yield f"                {command.name}) _arguments \\"
        yield from (
            f"                    {_quoted(spec)} \\" for option in command.options for spec in _zsh_option(option)
        )
        yield from (f"                    {_quoted(_zsh_word(place))} \\" for place in command.positionals)
        yield "                    && ret=0 ;;"
    yield "                *) _arguments \\"
    yield from (f"                    {_quoted(spec)} \\" for option in root.options for spec in _zsh_option(option))
    yield "                    && ret=0 ;;"
    yield "            esac ;;"
    yield "    esac"
    yield "    return ret"
    yield "}"
    yield '[ "$funcstack[1]" = _paperbrowse ] && _paperbrowse "$@" || compdef _paperbrowse paperbrowse'


def fish(root: Command, commands: Sequence[Command]) -> Iterator[str]:
    yield "# Completions of paperbrowse for fish. To install:"
    yield "# paperbrowse completions fish > ~/.config/fish/completions/paperbrowse.fish"
    yield "complete -c paperbrowse -f"
    yield from (_fish("", option) for option in root.options)
    first = "-n __fish_use_subcommand"
    yield from (f"complete -c paperbrowse {first} -a {command.name} -d {_quoted(command.help)}" for command in commands)
    yield from (_fish(first, place) for place in root.positionals)
    for command in commands:
        seen = f"-n '__fish_seen_subcommand_from {command.name}'"
        yield from (_fish(seen, place) for place in command.places if place not in root.places)


SCRIPTS: dict[str, _Script] = {"bash": bash, "zsh": zsh, "fish": fish}

_BASH_HEAD = """\
_paperbrowse() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= words= files= i
    # bash takes the = of --sort=upvotes for a word.
    if [ "$word" = = ]; then
        word=
    elif [ "$before" = = ]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --config) if [ "${COMP_WORDS[i+1]}" = = ]; then ((i += 2)); else ((i++)); fi ;;
            -?*) ;;
            *) command=${COMP_WORDS[i]}; break ;;
        esac
    done
    case $command in"""
_BASH_TAIL = """\
    esac
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    if [ -z "$files" ]; then
        compopt +o default 2> /dev/null
    fi
    return 0
}
complete -o default -F _paperbrowse paperbrowse"""


def _with_values(command: Command) -> "list[Words]":
    return [option for option in command.options if option.takes_value]


def _names(command: Command) -> str:
    return " ".join(name for option in command.options for name in option.options)


def _bash_place(pattern: str, place: Words) -> Iterator[str]:
    yield f"        {pattern}) words='{' '.join(place.accepted)}' files={'1' if place.files else ''} ;;"


def _bash_word(pattern: str, more: Sequence[str], places: Sequence[Words]) -> Iterator[str]:
    words = " ".join([*more, *(word for place in places for word in place.accepted)])
    files = "1" if any(place.files for place in places) else ""
    yield f"                {pattern}) words='{words}' files={files} ;;"


def _zsh_option(option: Words) -> Iterator[str]:
    value = f":{_zsh_action(option)}" if option.takes_value else ""
    for name in option.options:
        others = " ".join(option.options)
        equals = "=" if option.takes_value and name.startswith("--") else ""
        yield f"({others}){name}{equals}[{_zsh_text(option.help)}]{value}"


def _zsh_word(place: Words) -> str:
    return f"*:{_zsh_action(place)}"


def _zsh_action(place: Words) -> str:
    accepted = f"({' '.join(place.accepted)})" if place.accepted else "_files" if place.files else "{ : }"
    return f"{_zsh_text(place.help) or 'word'}:{accepted}"


def _zsh_text(text: str) -> str:
    return "".join(f"\\{character}" if character in "[]:\\" else character for character in text)


def _fish(condition: str, place: Words) -> str:
    words = ["complete -c paperbrowse", condition] if condition else ["complete -c paperbrowse"]
    words += [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in place.options]
    if place.options and place.takes_value:
        words.append("-r")
    if place.files:
        words.append("-F")
    if place.accepted:
        words.append(f"-a {_quoted(' '.join(place.accepted))}")
    return " ".join([*words, f"-d {_quoted(place.help)}"] if place.help else words)


def _quoted(text: str) -> str:
    """In single quotes, for each of the three."""
    return "'" + text.replace("'", "'\\''") + "'"
