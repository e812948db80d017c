"""Turn typed text into the numbers, dates and choices that a schema asks for, and nothing looser."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Literal, get_args, get_origin

from interview_kit.support.errors import did_you_mean
from interview_kit.support.i18n import _

_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_DECIMAL = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_TRUTH = {"true": True, "false": False}


class NotAccepted(ValueError):
    """A text is not what the schema asks for; the message says what is."""


def whole_number(text: str) -> int:
    """Return a whole number of at most nine digits."""
    if not _WHOLE.fullmatch(text):
        raise NotAccepted(_("write a whole number alone, such as 10"))
    return int(text)


def decimal_number(text: str) -> float:
    """Return a number, with a point or without."""
    if not _DECIMAL.fullmatch(text):
        raise NotAccepted(_("write a number, such as 1.5"))
    return float(text)


def truth(text: str) -> bool:
    """Return true or false, in capitals too, as spreadsheets write it."""
    if text.casefold() not in _TRUTH:
        raise NotAccepted(_("write true or false"))
    return _TRUTH[text.casefold()]


def date(text: str) -> dt.date:
    """Return a date that is written year-month-day."""
    try:
        if _DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        raise NotAccepted(_("this day is not in the calendar")) from None
    raise NotAccepted(_("write the date as year-month-day, such as 2026-12-02"))


def time_of_day(text: str) -> dt.time:
    """Return a time on the 24-hour clock."""
    found = _TIME.fullmatch(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise NotAccepted(_("write the time on the 24-hour clock, such as 15:45"))
    return dt.time(int(found[1]), int(found[2]))


_BY_TYPE: dict[object, Callable[[str], object]] = {
    bool: truth,
    int: whole_number,
    float: decimal_number,
    dt.date: date,
    dt.time: time_of_day,
}


def scalar(text: str, options: Iterable[object], *, plain: bool) -> object:
    """Return `text` as the first of the types in `options` that it fits; raises NotAccepted where none does.

    Where text is among the options, quotes ask for it. Types that are not known here get the text.
    """
    options = tuple(options)
    if str in options and not plain:
        return text
    refused: NotAccepted | None = None
    for option in sorted(options, key=lambda option: option is str):
        try:
            return _one(text, option)
        except NotAccepted as error:
            refused = refused or error
    if refused:
        raise refused
    return text


def _one(text: str, option: object) -> object:
    if option in _BY_TYPE:
        return _BY_TYPE[option](text)
    if get_origin(option) is Literal:
        return _choice(text, {str(value): value for value in get_args(option)})
    if isinstance(option, type) and issubclass(option, Enum):
        return _choice(text, {str(member.value): member for member in option})
    return text


def _choice(text: str, values: dict[str, object]) -> object:
    if text not in values:
        raise NotAccepted(
            _(
                "'{text}' is not one of {values}{near}",
                text=shortened(text),
                values=", ".join(values),
                near=did_you_mean(text, values),
            )
        )
    return values[text]


def shortened(text: str) -> str:
    """Return the beginning of a long text."""
    return text if len(text) <= 40 else text[:39] + "…"
