"""Convert text to the numbers, dates and choices that a schema asks for, strictly."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Literal, get_args, get_origin

from interview_kit.support.errors import did_you_mean
from interview_kit.support.i18n import N_, _


class NotAccepted(ValueError):
    """A text does not fit its type; the message tells the user what to write."""


def _truth(text: str) -> bool:
    return text.casefold() == "true"


def _time(text: str) -> dt.time:
    return dt.time.fromisoformat(text.zfill(5))


# By type: how its values are written, in at most nine digits, how such a text is converted, and the message
# for another one. True and false may be in capitals, as in spreadsheets; the hour may have one digit.
_FORMS: dict[object, tuple[re.Pattern[str], Callable[[str], object], str]] = {
    bool: (re.compile("true|false", re.IGNORECASE), _truth, N_("write true or false")),
    int: (re.compile(r"-?(0|[1-9][0-9]{0,8})"), int, N_("write a whole number alone, such as 10")),
    float: (re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?"), float, N_("write a number, such as 1.5")),
    dt.date: (
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        dt.date.fromisoformat,
        N_("write the date as year-month-day, such as 2026-12-02"),
    ),
    dt.time: (
        re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]"),
        _time,
        N_("write the time on the 24-hour clock, such as 15:45"),
    ),
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
    if option in _FORMS:
        form, convert, message = _FORMS[option]
        if not form.fullmatch(text):
            raise NotAccepted(_(message))
        try:
            return convert(text)
        except ValueError:
            raise NotAccepted(_("this day is not in the calendar")) from None
    if get_origin(option) is Literal:
        return _choice(text, {str(value): value for value in get_args(option)})
    if isinstance(option, type) and issubclass(option, Enum):
        return _choice(text, {str(member.value): member for member in option})
    return text


def _choice(text: str, values: dict[str, object]) -> object:
    if text not in values:
        # The words are read from a file whose own reader converts texts.
        from interview_kit.stages.read.roster.vocabulary import printed_choices

        words = printed_choices(tuple(values))
        raise NotAccepted(
            _(
                "'{text}' is not one of {values}{near}",
                text=shortened(text),
                values=", ".join(words),
                near=did_you_mean(text, words),
            )
        )
    return values[text]


def shortened(text: str) -> str:
    """Return a text cut to 40 characters, the last an ellipsis."""
    return text if len(text) <= 40 else text[:39] + "…"
