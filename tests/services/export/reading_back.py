"""What programs that are not ours read in the files that we write."""

import csv
import io
import json

import bibtexparser
import jsonschema
import rispy
import yaml
from bibtexparser.model import Entry
from pybtex.database import BibliographyData, parse_string

_LINES = dict.fromkeys(
    "title abstract publisher genre number archive archive_location DOI URL keyword note".split(), {"type": "string"}
)
_NAME = {
    "type": "object",
    "properties": dict.fromkeys(
        "family given dropping-particle non-dropping-particle suffix literal".split(), {"type": "string", "minLength": 1}
    ),
    "additionalProperties": False,
    "minProperties": 1,
}
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array", "minItems": 1, "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        }
    },
    "additionalProperties": False,
}  # fmt: skip
CSL = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": "string", "minLength": 1},
            "type": {"enum": ["article"]},
            "author": {"type": "array", "items": _NAME},
            "issued": _DATE,
            **_LINES,
        },
        "required": ["id", "type"],
        "additionalProperties": False,
    },
}
"""What CSL 1.0.2 says of the fields that we use; all others are refused."""


def by_bibtexparser(text: str) -> list[Entry]:
    read = bibtexparser.parse_string(text)
    assert not read.failed_blocks and not read.comments and not read.preambles and not read.strings
    return read.entries


def by_pybtex(text: str) -> BibliographyData:
    return parse_string(text, "bibtex")


def by_rispy(text: str) -> list[dict[str, object]]:
    return rispy.loads(text)


def by_csl(text: str) -> list[dict[str, object]]:
    read = json.loads(text)
    jsonschema.validate(read, CSL)
    return read


def by_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def front_matter(text: str) -> dict[str, object]:
    """Of a note, as YAML."""
    before, matter, _ = text.split("---\n", 2)
    assert "" == before
    return yaml.safe_load(matter)
