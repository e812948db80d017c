"""Format lists, dates, times and numbers for a language, and compile the expressions that do it in texts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from io import StringIO
from typing import Any

from babel.dates import format_date, format_time, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal

from interview_kit.model import document as d
from interview_kit.model.enums import Language
from interview_kit.model.language import LanguageRules, all_rules, rules_of
from interview_kit.stages.assemble.grammar import grammar_of
from interview_kit.support.direction import is_isolated
from interview_kit.support.expressions import Evaluate
from interview_kit.support.sandbox import KitEnvironment, make_environment

_Leaf = d.Text | d.Filled | d.Cue | d.Blank | d.LineBreak | d.PageNumber
_LEAVES: tuple[type[_Leaf], ...] = (d.Text, d.Filled, d.Cue, d.Blank, d.LineBreak, d.PageNumber)


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value that the profile lacks: false and empty in a condition, a blank to write on in a text."""

    label: str = "blank.unknown"

    def __iter__(self) -> Iterator[str]:
        """Return an iterator over nothing: an unknown value contains nothing."""
        return iter(())

    def __len__(self) -> int:
        """Return 0, so that `when: contact.name` tests whether it is known."""
        return 0


def listed(words: Sequence[str], rules: LanguageRules) -> str | d.Inlines:
    """Return the words as a list with the language's separators and its "and".

    Where one is read from right to left, they are inlines, so that each is isolated by itself.
    """
    locale = rules.locale
    if not any(map(is_isolated, words)):
        return format_list(list(words), style="standard", locale=locale)
    between = format_list(["\0"] * len(words), style="standard", locale=locale).split("\0")[1:]
    parts = (
        part for pair in zip(words, between, strict=True) for part in (d.Filled(pair[0]), d.Text(pair[1]))
    )
    return tuple(parts)[:-1]


def day(date: dt.date, rules: LanguageRules) -> str:
    """Return the date with its weekday and without the year: a kit plans weeks ahead, not years."""
    pattern = rules.first_day if date.day == 1 and rules.first_day else rules.day
    return format_date(date, pattern, locale=rules.locale)


def clock(time: dt.time, rules: LanguageRules) -> str:
    """Return the time of day, by the language's pattern for full hours or for hours and minutes."""
    return format_time(time, rules.clock if time.minute else rules.full_hour, locale=rules.locale)


def zone_name(zone: dt.datetime | dt.tzinfo, rules: LanguageRules) -> str:
    """Return the name of a time zone: that of summer or winter for a time, else the general one."""
    if isinstance(zone, dt.datetime):
        return get_timezone_name(zone, locale=rules.locale)
    return get_timezone_name(zone, zone_variant="generic", locale=rules.locale)


def number(value: float, rules: LanguageRules) -> str:
    """Return the number with the language's separators, without trailing zeros."""
    return format_decimal(value, locale=rules.locale)


@cache
def _unbroken() -> re.Pattern[str]:
    """Return the pattern of words in which no line breaks, in all languages: a typed text may be in any."""
    patterns = (pattern for rules in all_rules().values() for pattern in rules.unbroken)
    return re.compile("|".join((" (?=·)", *patterns)), re.IGNORECASE)


@lru_cache(maxsize=8192)
def _kept(words: str) -> str:
    return _unbroken().sub(lambda found: found[0].replace(" ", "\u00a0"), words)


def kept_together(words: d.Inlines) -> d.Inlines:
    """Return the words with no-break spaces where no line is to break, as in 15 h and before a dot."""
    whole = "".join(map(_letters, d.parts_in(words, _LEAVES)))
    kept = _kept(whole)
    if kept == whole:
        return words
    rest = StringIO(kept)

    def changed(part: _Leaf) -> _Leaf:
        letters = rest.read(len(_letters(part)))
        return replace(part, text=letters) if isinstance(part, d.Text | d.Filled | d.Cue) else part

    return d.rewritten(words, _LEAVES, changed)


def _letters(part: _Leaf) -> str:
    """Return the text of an inline, or a newline for one without text."""
    return part.text if isinstance(part, d.Text | d.Filled | d.Cue) else "\n"


@lru_cache(maxsize=8192)
def compiled(source: str, language: Language, tag: str = "") -> Evaluate:
    """Return an expression of the bank's texts, ready to be evaluated with facts. Raises TemplateError."""
    return text_environment(language, tag).expression(source)


@lru_cache
def text_environment(language: Language, tag: str = "") -> KitEnvironment:
    """Return the Jinja sandbox that evaluates the expressions in texts; `tag` is that of a country."""
    return make_environment(filters=_filters(language, tag))


def _filters(language: Language, tag: str) -> dict[str, Callable[..., Any]]:
    """Return the filters of the bank's texts by name; each passes an UnknownValue through unchanged."""
    rules = rules_of(language, tag)
    worded: dict[str, Callable[[Any], Any]] = {
        "all": lambda words: listed(words, rules),
        "dots": lambda words: d.joined(((d.Filled(each),) for each in words), d.Text(" · ")),
        "day": lambda date: day(date, rules),
        "clock": lambda time: clock(time, rules),
        "zone": lambda zone: zone_name(zone, rules),
    }

    def led(lead: Callable[[str], str | tuple[str, ...]]) -> Callable[[Any], Any]:
        def put(words: Any) -> d.Inlines:
            found = lead(words)
            before, rest, *after = found if isinstance(found, tuple) else (found, str(words))
            return d.Text(before), d.Filled(rest), *map(d.Text, after)

        return put

    grammar = grammar_of(language)
    worded |= {name: led(lead) for name, lead in grammar.FILTERS.items()} if grammar else {}

    def through(worder: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda value: value if isinstance(value, UnknownValue) else worder(value)

    return {name: through(worder) for name, worder in worded.items()}
