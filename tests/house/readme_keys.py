"""The README's table of keys, as COMMANDS has it. `python -m tests.house.readme_keys` prints it."""

from paperbrowse.tui.commands import COMMANDS, SCOPES

BEGINNING, END = "<!-- keys: from COMMANDS -->", "<!-- end of keys -->"


def table() -> str:
    """Markdown: a line for each command, grouped by where its keys hold."""
    lines = ["| where | keys | what |", "|---|---|---|"]
    for scope, where in SCOPES.items():
        own = [command for command in COMMANDS if command.scopes[0] == scope]
        lines += [f"| {where} | `{command.shown_keys}` | {command.help} |" for command in own]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
