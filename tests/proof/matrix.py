"""Choose the kits that are held against PDF/UA-1: every pair of a person, a language, a theme and an option.

The options are those of a theme, found by their types, and its variants: one that is added is in the next
table without a word here. What other tests draw anyway is looked at first; the rest is added, each kit
the one that shows most.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import Enum
from functools import cache
from itertools import combinations, product
from typing import Any, get_args, get_type_hints

from interview_kit.model.enums import Language
from interview_kit.model.theme import ORDINARY, VARIANT_NAMES, Paper, Variant
from interview_kit.stages.read.theme import load_theme, theme_names
from tests.kits import AGENCIES, PEOPLE, PRINTED, drawn, kit, looks
from tests.shared import LONG
from tests.stages.write.test_form_fields import KITS as FILLABLE

PERSONAS = tuple(name for name in PEOPLE if name.startswith("P"))
LEAST = 60

Setting = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One kit: whose, in which language and theme, and with which options of the theme."""

    person: str
    language: Language
    theme: str
    options: tuple[Setting, ...]

    def __str__(self) -> str:
        """Return the settings in words, for the name of a test."""
        said = (name if value is True else str(value) for name, value in self.options if value)
        return " ".join([self.person, self.language, self.theme, *said])

    def settings(self) -> tuple[Setting, ...]:
        """Return every setting by its name."""
        return (("person", self.person), ("language", self.language), ("theme", self.theme), *self.options)

    def pdf(self) -> bytes:
        """Return the kit's PDF, drawn once in a run of the tests."""
        return drawn(kit(self.person, self.language, self.theme), looks(self.theme, **dict(self.options)))


@cache
def options() -> dict[str, tuple[Any, ...]]:
    """Return the options of a theme with their values: yes or no, or the members of an enumeration."""
    hints = get_type_hints(load_theme)
    found: dict[str, tuple[Any, ...]] = {}
    for name, parameter in inspect.signature(load_theme).parameters.items():
        if parameter.kind is parameter.KEYWORD_ONLY:
            kinds = [kind for kind in (get_args(hints[name]) or (hints[name],)) if kind is not type(None)]
            (kind,) = kinds
            if issubclass(kind, Enum):
                found[name] = tuple(kind)
            else:
                found |= dict.fromkeys(VARIANT_NAMES if kind is Variant else (name,), (False, True))
    return found


@cache
def cases() -> tuple[Case, ...]:
    """Return the kits to look at, in an order that is always the same."""
    chosen = list(dict.fromkeys(_drawn_anyway()))
    settings = product(PEOPLE, Language, theme_names(), *options().values())
    every = {case: _shows(case) for case in (_case(*each) for each in settings)}
    left = frozenset().union(*every.values()).difference(*(every[case] for case in chosen))
    while left or len(chosen) < LEAST:
        best = max(every, key=lambda case: (len(every[case] & left), *_seldom(case, chosen)))
        chosen.append(best)
        left -= every.pop(best)
    return tuple(chosen)


@cache
def some_cases() -> tuple[Case, ...]:
    """Return kits with every setting, each theme in each language; all of `cases` where KIT_LONG is set."""
    if LONG:
        return cases()
    settings = product(PRINTED, Language, theme_names(), *options().values())
    anyway = [case for case in _drawn_anyway() if case.person in PRINTED]
    wanted = dict.fromkeys([*anyway, *(_case(*each) for each in settings)])
    every = {case: {*case.settings(), case.settings()[1:3]} for case in wanted}
    chosen: list[Case] = []
    left = set().union(*every.values())
    while left:
        best = max(every, key=lambda case: len(every[case] & left))
        chosen.append(best)
        left -= every.pop(best)
    return tuple(chosen)


def _shows(case: Case) -> frozenset[tuple[Setting, ...]]:
    """Return each pair of settings, and each option in its theme and language."""
    settings = case.settings()
    triples = ((*settings[1:3], option) for option in case.options)
    return frozenset([*combinations(settings, 2), *triples])


def _seldom(case: Case, chosen: list[Case]) -> tuple[int, int]:
    """Return how seldom a theme stands in the language, and the person anywhere: less is less often."""
    alike = sum((each.theme, each.language) == (case.theme, case.language) for each in chosen)
    return -alike, -sum(each.person == case.person for each in chosen)


def _case(person: str, language: Language, theme: str, *values: Any) -> Case:
    return Case(person, language, theme, tuple(zip(options(), values, strict=True)))


def _drawn_anyway() -> Iterator[Case]:
    def case(person: str, language: Language, theme: str = "base", **wanted: Any) -> Case:
        usual = {name: values[0] for name, values in options().items()}
        return Case(person, language, theme, tuple((usual | wanted).items()))

    english, french = Language
    for person, profile in PEOPLE.items():
        own = asdict(profile.support.variant)
        yield case(person, english, **own)
        yield case(person, french, **own)
        if profile.support.variant == ORDINARY:
            yield case(person, english, paper=Paper.A4)
    for person, language in FILLABLE:
        yield case(person, language, **asdict(PEOPLE[person].support.variant), fillable=True)
    for theme in AGENCIES:
        yield case("leila", french, theme)
