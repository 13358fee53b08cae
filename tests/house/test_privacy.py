"""What the README says of whom the program asks and of where it writes."""

import ast
import re
from urllib.parse import urlsplit

from paperbrowse.settings import ARXIV_API, ARXIV_PAGES, HUB, THUMBNAILS, ZOTERO, Directories

from .code import CHECKOUT

README = (CHECKOUT / "README.md").read_text("utf-8")
PRIVACY = README.partition("## Privacy")[2].partition("\n## ")[0]
NEVER_ASKED = {"github.com", "doi.org", "dx.doi.org", "www.w3.org"}
"""Hosts of addresses that are shown, recognised or put into a file."""


def hosts() -> set[str]:
    """Of every address in the code, but for its docstrings."""
    found = set[str]()
    for file in (CHECKOUT / "paperbrowse").rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
        for text in texts:
            if id(text) not in said:
                found |= set(re.findall(r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?)", text.value))
    return found


def test_the_readme_names_every_host_that_is_asked_and_every_host_in_the_code_is_known() -> None:
    asked = {urlsplit(address).netloc for address in (HUB, ARXIV_API, ARXIV_PAGES, THUMBNAILS, ZOTERO)}

    assert asked <= hosts()
    assert set() == hosts() - asked - NEVER_ASKED
    assert [] == [host for host in asked if host not in PRIVACY]


def test_the_readme_names_what_each_folder_holds_and_how_to_delete_them() -> None:
    words = {"config": "settings", "data": "library", "cache": "cache", "state": "state"}

    assert tuple(words) == Directories.__struct_fields__
    assert [] == [word for word in words.values() if word not in PRIVACY]
    assert "`paperbrowse paths`" in PRIVACY and "Delete" in PRIVACY
