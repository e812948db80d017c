"""Format lists, dates, times and numbers for a language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from interview_kit.model.enums import Language
from interview_kit.model.language import rules_of


def listed(words: Sequence[str], language: Language) -> str:
    """Return the words as a list with the language's separators and its "and"."""
    return format_list(list(words), style="standard", locale=rules_of(language).locale)


def day(date: dt.date, language: Language) -> str:
    """Return the date with its weekday and without the year: a kit plans weeks ahead, not years."""
    rules = rules_of(language)
    pattern = rules.first_day if date.day == 1 and rules.first_day else rules.day
    return format_date(date, pattern, locale=rules.locale)


def clock(time: dt.time, language: Language) -> str:
    """Return the time of day, by the language's pattern for full hours or for hours and minutes."""
    rules = rules_of(language)
    return format_time(time, rules.clock if time.minute else rules.full_hour, locale=rules.locale)


def number(value: float, language: Language) -> str:
    """Return the number with the language's separators, without trailing zeros."""
    return format_decimal(value, locale=rules_of(language).locale)
