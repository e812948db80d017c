"""Generate the JSON schemas of a profile, a roster, a theme and a bank file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from interview_kit.model.enums import Language
from interview_kit.model.profile import Profile
from interview_kit.stages.read.roster.profile_keys import MOST_CONTACTS, KeyKind, known_keys, model_paths
from interview_kit.stages.read.roster.vocabulary import vocabulary
from interview_kit.tools.schemas.shapes import Schema, loosened
from interview_kit.tools.schemas.words import describer, meanings, profile_describer, schema_words

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NAMES = ("profile", "roster", "theme", "bank")
PROFILE_SCHEMA_FILE = "profile.schema.json"

# A URN, so that the `$id` is a name only and no editor tries to fetch it.
_ID = "urn:interview-kit:schema:{}"
_LARGEST_SCHEMA = 1_000_000


def schema_of(name: str, language: Language) -> Schema:
    """Return the schema of a file type, one of `NAMES`, with descriptions in a language."""
    made = {"profile": _profile, "roster": _roster, "theme": _theme, "bank": _bank}[name](language)
    head = {"$schema": DRAFT, "$id": _ID.format(name), "title": schema_words().titles[name].said(language)}
    return head | made


def schema_text(name: str, language: Language) -> str:
    """Return a schema as JSON text, indented by two spaces."""
    return json.dumps(schema_of(name, language), ensure_ascii=False, indent=2) + "\n"


def is_ours(path: Path) -> bool:
    """Return whether a file is a profile schema written by any version of `kit`, by its `$id`."""
    try:
        if path.stat().st_size > _LARGEST_SCHEMA:
            return False
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.get("$id") == _ID.format("profile")


def _profile(language: Language) -> Schema:
    schema = loosened(Profile.model_json_schema(), "Profile", profile_describer(language))
    models = {"Profile": schema} | schema["$defs"]
    columns = vocabulary().columns
    for owner, place in model_paths().items():
        for name, key in models[owner]["properties"].items():
            path = place + name
            said = meanings(path, language)
            if said:
                (key.get("items") or key)["enumDescriptions"] = said
            elif path in columns and known_keys()[path].kind is KeyKind.TEXT:
                key["examples"] = [columns[path].example.said(language)]
    return schema


def _roster(language: Language) -> Schema:
    """Return the schema of a roster: an array of rows, each an object keyed by column title."""
    columns, contacts = dict(_columns("", language)), dict(_columns("contacts.1.", language))
    numbers = f"([1-9]|1[0-{MOST_CONTACTS - 10}])"
    several = {
        f"^contacts\\.{numbers}\\.{name.removeprefix('contacts.1.').replace('.', chr(92) + '.')}$": column
        for name, column in contacts.items()
    }
    row = {
        "type": "object",
        "properties": columns,
        "patternProperties": several,
        "required": ["name"],
        "additionalProperties": False,
    }
    return {"type": "array", "items": row}


def _columns(before: str, language: Language) -> Iterator[tuple[str, Schema]]:
    known = vocabulary()
    for name, column in known.columns.items():
        if name.startswith("contacts.") != bool(before):
            continue
        words = tuple(words.first(language) for words in known.meanings(known_keys()[name]).values())
        choices = f" ({'; '.join(words)})" if words else ""
        yield (
            name,
            {
                "title": column.first(language),
                "description": column.about.said(language) + choices,
                "examples": [column.example.said(language)],
                "type": ["string", "number", "boolean", "null"],
            },
        )


def _theme(language: Language) -> Schema:
    from interview_kit.stages.read.theme.tokens import ThemeFile

    describe = describer(schema_words().theme, language)
    return loosened(ThemeFile.model_json_schema(), "ThemeFile", describe)


def _bank(language: Language) -> Schema:
    """Return the schema of any bank file: one of six shapes, some of them mappings of ids at top level."""
    from interview_kit.model.bank import Approach, BankText, Phrase
    from interview_kit.model.selection_rules import SelectionRules
    from interview_kit.stages.read.bank.base import WordsFile

    files = TypeAdapter[Any](
        WordsFile
        | Approach
        | SelectionRules
        | dict[str, BankText]
        | dict[str, tuple[Phrase, ...]]
        | dict[str, str]
    )
    return loosened(files.json_schema(), "", describer(schema_words().bank, language))
