"""Convert text to the numbers, dates and choices that a schema asks for, strictly."""

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
    """A text does not fit its type; the message tells the user what to write."""


def whole_number(text: str) -> int:
    """Return an integer of at most nine digits. Raises NotAccepted."""
    if not _WHOLE.fullmatch(text):
        raise NotAccepted(_("write a whole number alone, such as 10"))
    return int(text)


def decimal_number(text: str) -> float:
    """Return a number of at most nine digits before and after the decimal point. Raises NotAccepted."""
    if not _DECIMAL.fullmatch(text):
        raise NotAccepted(_("write a number, such as 1.5"))
    return float(text)


def truth(text: str) -> bool:
    """Return the value of `true` or `false`, in capitals too, as in spreadsheets. Raises NotAccepted."""
    if text.casefold() not in _TRUTH:
        raise NotAccepted(_("write true or false"))
    return _TRUTH[text.casefold()]


def date(text: str) -> dt.date:
    """Return the date written as `YYYY-MM-DD`. Raises NotAccepted."""
    try:
        if _DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        raise NotAccepted(_("this day is not in the calendar")) from None
    raise NotAccepted(_("write the date as year-month-day, such as 2026-12-02"))


def time_of_day(text: str) -> dt.time:
    """Return the time written as `H:MM` or `HH:MM` on the 24-hour clock. Raises NotAccepted."""
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
    """Return `text` converted to the first type of `options` that accepts it; str is tried last.

    If str is an option, quoted text (not `plain`) stays text. An unknown type gets the text as it is.
    Raises NotAccepted where no type accepts it.
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
    """Return a text cut to 40 characters, the last an ellipsis."""
    return text if len(text) <= 40 else text[:39] + "…"
