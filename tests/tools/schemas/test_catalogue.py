"""The schemas take every file that the readers take, refuse what they refuse, and explain every key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from interview_kit.model.enums import Language
from interview_kit.stages.read.roster.vocabulary import vocabulary
from interview_kit.stages.read.strict_yaml import parse_yaml, read_yaml
from interview_kit.support.paths import TEMPLATES
from interview_kit.support.positions import Data, Items, Node, Text
from interview_kit.tools.new_profile.profile_text import profile_text
from interview_kit.tools.schemas.catalogue import NAMES, schema_of
from interview_kit.tools.schemas.words import schema_words
from tests.paths import ROOT
from tests.shared import examples
from tests.strategies import profile_data

PROFILES = sorted(
    path
    for folder in ("profiles", "tests/personas")
    for path in (ROOT / folder).glob("*.yaml")
    if not path.name.endswith(".expect.yaml")
)
WORDS = sorted((TEMPLATES / "bank").rglob("*.yaml"))
THEMES = sorted((TEMPLATES / "themes").glob("*/theme.yaml"))
SCHEMAS = {name: Draft202012Validator(schema_of(name, Language("en"))) for name in NAMES}

_CORE = {"true": True, "false": False, "null": None, "~": None, "": None}
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")


def references(schema: object) -> Iterator[dict[str, Any]]:
    """Yield each part of a schema that refers to a definition."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for each in schema:
            yield from references(each)


@pytest.mark.parametrize("name", NAMES)
def test_a_reference_has_no_neighbour_but_its_description(name: str) -> None:
    # yaml-language-server completes other keys without their colon.
    schema = schema_of(name, Language("en"))
    assert [each for each in references(schema) if set(each) - {"$ref", "description"}] == []


def test_the_values_of_a_key_stand_with_it() -> None:
    decision = schema_of("profile", Language("en"))["properties"]["decision"]
    assert (decision["type"], decision["enum"]) == ("string", ["exploring", "narrowing", "committed"])


def as_an_editor(node: Node) -> Any:
    """Return what an editor makes of a file: YAML 1.2, where plain true, 15 and nothing are not text."""
    match node:
        case Text(plain=True) if node in _CORE:
            return _CORE[node]
        case Text(plain=True) if _NUMBER.fullmatch(node):
            return float(node) if "." in node else int(node)
        case Items():
            return [as_an_editor(item) for item in node]
        case Data():
            return {str(key): as_an_editor(value) for key, value in node.items()}
        case _:
            return str(node)


def wrong(name: str, data: object) -> list[str]:
    """Return where a file is refused, and by which keyword."""
    return sorted(
        f"{'.'.join(map(str, error.absolute_path))}: {error.validator}"
        for error in SCHEMAS[name].iter_errors(data)
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", Language)
def test_each_is_a_schema_of_its_draft(name: str, language: Language) -> None:
    Draft202012Validator.check_schema(schema_of(name, language))


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_the_example_profiles_are_taken(path: Path) -> None:
    assert wrong("profile", as_an_editor(read_yaml(path))) == []


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_the_files_of_the_bank_are_taken(path: Path) -> None:
    assert wrong("bank", as_an_editor(read_yaml(path))) == []


@pytest.mark.parametrize("path", THEMES, ids=lambda path: path.parent.name)
def test_the_themes_are_taken(path: Path) -> None:
    assert wrong("theme", as_an_editor(read_yaml(path))) == []


@settings(max_examples=examples(60), deadline=None)
@given(profile_data)
def test_whatever_is_a_profile_is_taken(data: dict[str, Any]) -> None:
    assert wrong("profile", data) == []


@pytest.mark.parametrize("language", Language)
def test_a_new_profile_is_taken(language: Language) -> None:
    text = profile_text({"name": ("No",), "target.field": ("007",)}, language)
    assert wrong("profile", as_an_editor(parse_yaml(text.encode(), "new.yaml"))) == []


LEAST = "name: Ada\ntarget: {field: art}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("target: {field: art}", [": required"]),
        (f"{LEAST}goal: [pay]", [": additionalProperties"]),
        (f"{LEAST}goals: [money]", ["goals.0: enum"]),
        (f"{LEAST}goals: pay", ["goals: type"]),
        (f"{LEAST}decision: sure", ["decision: enum"]),
        (f"{LEAST}talk: {{minutes: 200}}", ["talk.minutes: maximum"]),
        (f"{LEAST}talk: {{minutes: ten}}", ["talk.minutes: type"]),
        (f'{LEAST}talk: {{time: "noon"}}', ["talk.time: pattern"]),
        (f"{LEAST}contacts: [{{nam: Bo}}]", ["contacts.0: additionalProperties"]),
        (f"{LEAST}contacts: [{{referral: {{agreed: true}}}}]", ["contacts.0.referral: required"]),
        (f"{LEAST}support: {{large_print: maybe}}", ["support.large_print: type"]),
        (f"{LEAST}phone: 5195550199\ntalk:\nid: 7", []),
    ],
)
def test_a_profile_with_a_mistake_is_refused_where_it_is(text: str, found: list[str]) -> None:
    tree = parse_yaml(text.encode(), "a.yaml")
    assert wrong("profile", as_an_editor(tree)) == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (
            {"name": "Ada", "target.field": "art", "contacts.12.referral.agreed": "yes", "talk.minutes": 10},
            [],
        ),
        ({"name": "Ada"}, []),
        ({"target.field": "art"}, ["0: required"]),
        ({"name": "Ada", "target.field": "art", "Minutes": 10}, ["0: additionalProperties"]),
        ({"name": "Ada", "target.field": "art", "contacts.13.name": "Bo"}, ["0: additionalProperties"]),
    ],
)
def test_a_roster_is_rows_of_known_columns(row: dict[str, object], found: list[str]) -> None:
    assert wrong("roster", [row]) == found


def test_mistakes_in_a_theme_and_in_a_bank_are_refused() -> None:
    assert wrong("theme", {"tokens": {"acent": "#000000"}}) == ["tokens: additionalProperties"]
    assert wrong("theme", {"tokens": {"paper": "b5"}}) == ["tokens.paper: enum"]
    assert wrong("bank", {"questions": [{"id": "a"}]}) == [": anyOf"]
    assert wrong("bank", {"notes": {"en": "Notes", "de": "Notizen"}}) == [": anyOf"]


def keys(schema: dict[str, Any], owner: str) -> Iterator[tuple[str, str, str]]:
    """Yield each key of a schema: the model it is in, its name and its description."""
    for name, definition in {owner: schema, **schema.get("$defs", {})}.items():
        for key, about in definition.get("properties", {}).items():
            yield name, key, about.get("description", "")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", ["profile", "theme", "bank"])
def test_every_key_is_explained(name: str, language: Language) -> None:
    found = list(keys(schema_of(name, language), name))
    silent = [f"{owner}.{key}" for owner, key, about in found if not about and key != "kind"]
    assert len(found) > 15
    assert silent == [], "write these into schemas/words.yaml of each language"


@pytest.mark.parametrize("name", ["theme", "bank"])
def test_every_description_of_one_model_names_a_key_that_exists(name: str) -> None:
    known = {f"{owner}.{key}" for owner, key, _ in keys(schema_of(name, Language("en")), name)}
    written = {key for key in getattr(schema_words(), name) if "." in key}
    assert written <= known


def test_the_words_are_those_of_the_language() -> None:
    english, french = (schema_of("profile", language) for language in Language)
    assert (english["$defs"]["Support"]["properties"]["say"]["description"],) == (
        vocabulary().columns["support.say"].about.said(Language("en")),
    )
    assert french["$defs"]["Support"]["properties"]["say"]["description"] == (
        vocabulary().columns["support.say"].about.said(Language("fr"))
    )
    assert french["properties"]["decision"]["enumDescriptions"] == [
        "explore",
        "hésite entre quelques choix",
        "choix fait",
    ]
