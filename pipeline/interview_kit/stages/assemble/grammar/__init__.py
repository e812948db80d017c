"""The grammar of each language that is no data: one module a language, found by its code; most need none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

from interview_kit.model.enums import Language


class Grammar(Protocol):
    """A module of this package: filters by name, and syllables.

    A filter returns the words before a value, or these, the value as it is then written, and words behind.
    """

    FILTERS: Mapping[str, Callable[[str], str | tuple[str, ...]]]

    def syllables(self, part: str) -> int:
        """Return the number of spoken syllables of a word without hyphens and capitals; it may be 0."""


@cache
def grammar_of(language: Language) -> Grammar | None:
    """Return the grammar of a language, or None where it has no module here."""
    name = f"{__name__}.{language}"
    return cast(Grammar, import_module(name)) if find_spec(name) else None
