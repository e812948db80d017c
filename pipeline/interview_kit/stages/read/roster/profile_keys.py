"""List the keys that a column can fill: every key of a profile with a value, and the type of the value."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from functools import cache, lru_cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from interview_kit.model.profile import Profile
from interview_kit.stages.read.schema_types import fields_of, is_model, members
from interview_kit.support.positions import Parts

# The index in `contacts.1.name`, from 1 to `MOST_CONTACTS`.
_NUMBER = re.compile(r"[1-9][0-9]?")
MOST_CONTACTS = 12


class KeyKind(StrEnum):
    """The type of a key's value."""

    TEXT = auto()
    LIST = auto()
    WHOLE = auto()
    DATE = auto()
    TIME = auto()
    TRUTH = auto()
    TRUTH_OR_TEXT = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """One key; in `name`, the index of a list entry is always 1, as in `contacts.1.name`."""

    name: str
    kind: KeyKind
    choices: tuple[str, ...] = ()

    @property
    def last(self) -> str:
        """Return the last part of the name, under which columns.yaml lists the words for its choices."""
        return self.name.rpartition(".")[2]


@cache
def known_keys() -> dict[str, Key]:
    """Return the keys by name, in the order of the profile."""
    return {key.name: key for _model, _before, key in _keys(Profile, "")}


def parts_of(name: str) -> Parts | None:
    """Return the path of a typed key such as `Contacts.2.name`, with indexes from 0; None if unknown."""
    words = name.strip().casefold().split(".")
    general = ".".join("1" if _NUMBER.fullmatch(word) else word for word in words)
    if general not in known_keys() or any(word.isdigit() and int(word) > MOST_CONTACTS for word in words):
        return None
    return tuple(int(word) - 1 if word.isdigit() else word for word in words)


@lru_cache(maxsize=4096)
def known_key_at(parts: Parts) -> Key | None:
    """Return the key at a path, or None where there is none."""
    return known_keys().get(".".join("1" if isinstance(part, int) else part for part in parts))


def key_at(parts: Parts) -> Key:
    """Return the key at a path, which is known."""
    key = known_key_at(parts)
    assert key is not None, parts
    return key


@cache
def model_paths() -> dict[str, str]:
    """Return the path before the keys of each model of a profile, by its name: `contacts.1.` for Contact."""
    return {model: before for model, before, _key in _keys(Profile, "")}


def _keys(model: type[BaseModel], before: str) -> Iterator[tuple[str, str, Key]]:
    """Yield each key with the name of its model, and the path before the keys of that model."""
    for name, info in fields_of(model).items():
        annotation: Any = info.annotation
        path, options = before + name, members(annotation)
        listed = get_origin(options[0]) is tuple
        first = members(get_args(options[0])[0])[0] if listed else options[0]
        if is_model(first):
            yield from _keys(first, f"{path}.1." if listed else f"{path}.")
            continue
        kind = _KINDS.get(first, KeyKind.TEXT)
        if listed or len(options) > 1:
            kind = KeyKind.LIST if listed else KeyKind.TRUTH_OR_TEXT
        choices = tuple(str(member.value) for member in first) if issubclass(first, Enum) else ()
        yield model.__name__, before, Key(path, kind, choices)


_KINDS = {bool: KeyKind.TRUTH, int: KeyKind.WHOLE, dt.date: KeyKind.DATE, dt.time: KeyKind.TIME}
