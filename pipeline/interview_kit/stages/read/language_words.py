"""Read shared files of words with what the folder of a language adds to them.

A language's folder mirrors the templates: `languages/xx/roster/columns.yaml` has the shape of
`roster/columns.yaml`, with ids and keys, and texts under `xx` alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from interview_kit.stages.read.source_tree import Data
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.stages.read.validation import from_data, partial_data, validate
from interview_kit.support.errors import InvalidInput, Origin, Problem
from interview_kit.support.i18n import _
from interview_kit.support.paths import LANGUAGES, TEMPLATES

M = TypeVar("M", bound=BaseModel)

# The keys by which the entries of a list are told apart.
_NAMES = ("id", "key")


def read_words(model: type[M], file: Path) -> M:
    """Return the model of a shared file of words, with those of all languages. Raises InvalidInput."""
    name = file.relative_to(TEMPLATES) if file.is_relative_to(TEMPLATES) else Path(file.name)
    folders = sorted(LANGUAGES.glob(f"*/{name}"))
    if not folders:
        return validate(model, read_yaml(file), str(file))
    data = partial_data(model, read_yaml(file), str(file))
    problems = [
        problem
        for path in folders
        for problem in add_words(data, partial_data(model, read_yaml(path), str(path)))
    ]
    if problems:
        raise InvalidInput(tuple(problems))
    return from_data(model, data)


def add_words(data: Data, words: Data) -> Iterator[Problem]:
    """Add the words of a language to data of the same shape; yield a problem for what differs in the two."""
    yield from _added(data, words, "", words.at)


def _added(old: Any, new: Any, path: str, place: Origin) -> Iterator[Problem]:
    match old, new:
        case Data(), Data():
            for key, value in new.items():
                if key in old:
                    yield from _added(old[key], value, f"{path}.{key}".lstrip("."), new.places[key])
                else:
                    old.put(key, value, new.places[key])
        case tuple(), tuple():
            named = {_name(each, number): each for number, each in enumerate(old)}
            for number, each in enumerate(new):
                name, at = _name(each, number), getattr(each, "at", place)
                if name in named:
                    yield from _added(named[name], each, f"{path}.{name}", at)
                else:
                    yield at.problem(
                        f"{path}.{name}", _("the file that all languages share has no such entry")
                    )
        case _ if old != new:
            yield place.problem(path, _("the file that all languages share has {value} here", value=old))


def _name(entry: Any, number: int) -> str:
    found = (entry[key] for key in _NAMES if isinstance(entry, Data) and key in entry)
    return str(next(found, number + 1))
