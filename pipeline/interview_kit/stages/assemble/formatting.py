"""Format lists, dates, times and numbers for a language, and compile the expressions that do it in texts.

What is wholly an address or a telephone number becomes a link, and so does a step that names a page.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any
from urllib.parse import quote

from babel.dates import format_date, format_time, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal

from interview_kit.model import document as d
from interview_kit.model.enums import Language
from interview_kit.model.field_types import E_MAIL, is_web_link
from interview_kit.model.language import LanguageRules, rules_of
from interview_kit.stages.assemble.grammar import grammar_of
from interview_kit.support.direction import is_isolated
from interview_kit.support.expressions import Evaluate
from interview_kit.support.sandbox import KitEnvironment, make_environment

# A number of North America, or one with the code of its country, as people type it.
_GAP = r"[\s.\u00a0-]{0,3}"
_NUMBER = re.compile(
    rf"(?:(?:\+?1{_GAP})?\(?([2-9]\d\d)\)?{_GAP}([2-9]\d\d){_GAP}(\d{{4}})|\+((?:\d{_GAP}){{7,14}}\d))"
    r"(?:[\s,;]{0,3}(?:ext|extension|poste|p|x)\.?\s{0,2}(\d{1,7}))?",
    re.IGNORECASE | re.ASCII,
)


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
        "dots": lambda words: d.joined(
            ((d.Filled(rules.kept_together(each)),) for each in words), d.Text(" · ")
        ),
        "day": lambda date: day(date, rules),
        "clock": lambda time: clock(time, rules),
        "zone": lambda zone: zone_name(zone, rules),
    }

    def led(lead: Callable[[str], str | tuple[str, str]]) -> Callable[[Any], Any]:
        def put(words: Any) -> d.Inlines:
            found = lead(words)
            before, rest = found if isinstance(found, tuple) else (found, str(words))
            return d.Text(before), d.Filled(rest)

        return put

    grammar = grammar_of(language)
    worded |= {name: led(lead) for name, lead in grammar.FILTERS.items()} if grammar else {}

    def through(worder: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda value: value if isinstance(value, UnknownValue) else worder(value)

    return {name: through(worder) for name, worder in worded.items()}


def filled(value: str, shown: str = "") -> d.Inline:
    """Return a value as text, printed as `shown` if given; it is a link if all of it is an address."""
    text = d.Filled(shown or value)
    url = address_of(value)
    return d.Link((text,), url) if url else text


def address_of(text: str) -> str:
    """Return the mailto:, tel:, http: or https: address that a text is as a whole, or ""."""
    if E_MAIL.fullmatch(text):
        return f"mailto:{quote(text, safe='@+')}"
    if number := _NUMBER.fullmatch(text):
        *local, whole, extension = number.groups()
        digits = re.sub(r"\D", "", whole) if whole else "1" + "".join(local)
        return f"tel:+{digits}" + (f";ext={extension}" if extension else "")
    return text if is_web_link(text) else ""


def step_link(step: d.Inlines) -> d.Inlines:
    """Return a step that ends in a page number as one link; links inside it become their words."""
    if not step or not isinstance(step[-1], d.PageNumber):
        return step
    words = ((part.children if isinstance(part, d.Link) else (part,)) for part in step[:-1])
    return (replace(step[-1], words=tuple(chain.from_iterable(words))),)
