"""Read the words of all languages: each language's folder adds its own to what the languages share.

A language's folder mirrors the templates: `languages/xx/roster/columns.yaml` adds to `roster/columns.yaml`,
in the same shape, with ids and keys, and texts under `xx` alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from interview_kit.model.enums import Language
from interview_kit.model.language import keys_of
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.stages.read.validation import from_data, partial_data
from interview_kit.support.errors import InvalidInput, Origin, Problem
from interview_kit.support.i18n import _
from interview_kit.support.paths import LANGUAGES, TEMPLATES
from interview_kit.support.positions import Data

M = TypeVar("M", bound=BaseModel)

# The keys by which the entries of a list are told apart.
_NAMES = ("id", "key")
# The keys of texts: all else is shared.
_TEXTS = {key for language in Language for key in keys_of(language)}


def read_words(model: type[M], file: Path) -> M:
    """Return the model of a file of the templates with the words of all languages.

    The file itself may be missing, where the languages share nothing but its shape. Raises InvalidInput.
    """
    name = file.relative_to(TEMPLATES)
    places = [file, *(LANGUAGES / language / name for language in Language)]
    first, *others = [partial_data(model, read_yaml(path)) for path in places if path.is_file()]
    problems = [problem for other in others for problem in add_words(first, other)]
    if problems:
        raise InvalidInput(tuple(problems))
    return from_data(model, first)


def add_words(data: Data, words: Data) -> Iterator[Problem]:
    """Add the words of a language to data of the same shape; yield a problem for what differs in both."""
    yield from _added(data, words, "", words.at)


def _added(old: Any, new: Any, path: str, place: Origin) -> Iterator[Problem]:
    match old, new:
        case Data(), Data():
            for key, value in new.items():
                place, below = new.places[key], f"{path}.{key}".lstrip(".")
                if key not in old and isinstance(value, Data):
                    old.put(key, Data(value.at), place)
                if key in old:
                    yield from _added(old[key], value, below, place)
                elif isinstance(value, tuple) or key in _TEXTS:
                    old.put(key, value, place)
                else:
                    yield place.problem(below, _("the file that all languages share has no such entry"))
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
