"""Look up the description of each schema key: in the roster columns, the profile form, schemas/words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from interview_kit.model.enums import Language
from interview_kit.model.field_types import InputModel
from interview_kit.model.language import Translated
from interview_kit.stages.read.language_words import read_words
from interview_kit.stages.read.roster.profile_keys import known_keys, model_paths
from interview_kit.stages.read.roster.vocabulary import vocabulary
from interview_kit.support.paths import TEMPLATES
from interview_kit.tools.new_profile.questions import ProfileKey, profile_words
from interview_kit.tools.schemas.shapes import Describe

WORDS_FILE = TEMPLATES / "schemas" / "words.yaml"


class SchemaWords(InputModel):
    """The contents of words.yaml: titles and descriptions by key."""

    titles: dict[str, Translated]
    profile: dict[str, Translated]
    theme: dict[str, Translated]
    bank: dict[str, Translated]


@cache
def schema_words() -> SchemaWords:
    """Return the contents of words.yaml, read once."""
    return read_words(SchemaWords, WORDS_FILE)


def profile_describer(language: Language) -> Describe:
    """Return the function that describes the keys of a profile."""
    columns = vocabulary().columns
    groups = dict(_groups(profile_words().parts, "")) | schema_words().profile

    def describe(owner: str, name: str) -> str:
        path = model_paths()[owner] + name
        if path in groups:
            return groups[path].said(language)
        return columns[path].about.said(language) if path in columns else ""

    return describe


def describer(words: dict[str, Translated], language: Language) -> Describe:
    """Return a function that describes a key: by `Model.key` in `words`, or else by `key`."""

    def describe(owner: str, name: str) -> str:
        found = words.get(f"{owner}.{name}") or words.get(name)
        return found.said(language) if found else ""

    return describe


def _groups(parts: Sequence[ProfileKey], before: str) -> Iterator[tuple[str, Translated]]:
    for part in parts:
        name = before + part.key
        if part.about:
            yield name, part.about
        yield from _groups(part.parts, f"{name}.1." if part.list else f"{name}.")


def meanings(name: str, language: Language) -> list[str]:
    """Return the meaning of each allowed value of a profile key, in a language; [] for free text."""
    key = known_keys().get(name)
    if key is None or not key.choices:
        return []
    said = vocabulary().meanings(key)
    return [said[choice].first(language) for choice in key.choices]
