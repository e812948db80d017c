"""List the keys that a column can fill: every key of a profile with a value, and the type of the value."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from interview_kit.model.profile import Profile
from interview_kit.stages.read.schema_types import fields_of, members
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
    return {key.name: key for key in _keys(Profile, "")}


def parts_of(name: str) -> Parts | None:
    """Return the path of a typed key such as `Contacts.2.name`, with indexes from 0; None if unknown."""
    words = name.strip().casefold().split(".")
    general = ".".join("1" if _NUMBER.fullmatch(word) else word for word in words)
    if general not in known_keys() or any(word.isdigit() and int(word) > MOST_CONTACTS for word in words):
        return None
    return tuple(int(word) - 1 if word.isdigit() else word for word in words)


def key_at(parts: Parts) -> Key:
    """Return the key at a path."""
    return known_keys()[".".join("1" if isinstance(part, int) else part for part in parts)]


@cache
def model_paths() -> dict[str, str]:
    """Return the path before the keys of each model of a profile, by its name: `contacts.1.` for Contact."""
    return dict(_models(Profile, ""))


def _models(model: type[BaseModel], before: str) -> Iterator[tuple[str, str]]:
    yield model.__name__, before
    for name, info in fields_of(model).items():
        annotation: Any = info.annotation
        option, path = members(annotation)[0], f"{before}{name}."
        if get_origin(option) is tuple:
            option, path = members(get_args(option)[0])[0], f"{path}1."
        if _is(option, BaseModel):
            yield from _models(option, path)


def _keys(model: type[BaseModel], before: str) -> Iterator[Key]:
    for name, info in fields_of(model).items():
        yield from _keys_of(info.annotation, before + name)


def _keys_of(annotation: Any, name: str) -> Iterator[Key]:
    options = members(annotation)
    first = options[0]
    if get_origin(first) is tuple:
        entry = members(get_args(first)[0])[0]
        if _is(entry, BaseModel):
            yield from _keys(entry, f"{name}.1.")
        else:
            yield Key(name, KeyKind.LIST, _choices(entry))
    elif _is(first, BaseModel):
        yield from _keys(first, f"{name}.")
    elif len(options) > 1:
        yield Key(name, KeyKind.TRUTH_OR_TEXT)
    else:
        yield Key(name, _KINDS.get(first, KeyKind.TEXT), _choices(first))


_KINDS = {bool: KeyKind.TRUTH, int: KeyKind.WHOLE, dt.date: KeyKind.DATE, dt.time: KeyKind.TIME}


def _is(option: Any, kind: type[Any]) -> bool:
    return isinstance(option, type) and issubclass(option, kind)


def _choices(option: Any) -> tuple[str, ...]:
    return tuple(str(member.value) for member in option) if _is(option, Enum) else ()
