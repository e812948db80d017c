"""Define the field types of a profile with their limits: lengths, ranges, addresses, links, time zones."""

import datetime as dt
import pickle
import re
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from interview_kit.model.enums import Fear, Goal, ProgrammePage, Situation, Topic
from interview_kit.support.cache import loaded
from interview_kit.support.i18n import _

T = TypeVar("T")

# Dots stand between words, in front of the @ and behind it, where there is at least one.
E_MAIL = re.compile(r"(?:(?:^|\.)[\w!#$%&'*+/=?^`{|}~-]+)+@\w[\w-]*(?:\.\w[\w-]*)+")


def _without_repeats(values: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _an_address(text: str) -> str:
    if not E_MAIL.fullmatch(text):
        raise ValueError(_("write one e-mail address, such as name@school.example"))
    return text


def a_web_link(text: str) -> str:
    """Return a whole web address as it is. Raises ValueError."""
    if not is_web_link(text):
        raise ValueError(_("write a whole web address that begins with https:// or http://"))
    return text


def is_web_link(text: str) -> bool:
    """Return whether a text is a whole web address."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(map(str.isspace, text))
    except ValueError:
        return False


def _a_time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (OSError, ValueError, KeyError):
        # Without a time zone database, as on Windows without `tzdata`, any name is accepted.
        if available_timezones():
            raise ValueError(_("write the time zone as Area/City, such as America/Toronto")) from None
    return text


Regulation = bool | Annotated[str, Field(max_length=300)]
Name = Annotated[str, Field(max_length=100)]
Line = Annotated[str, Field(max_length=300)]
Paragraph = Annotated[str, Field(max_length=800)]
Number = Annotated[str, Field(max_length=40)]
Address = Annotated[str, Field(max_length=254), AfterValidator(_an_address)]
Link = Annotated[str, Field(max_length=1000), AfterValidator(a_web_link)]
TimeZone = Annotated[str, Field(max_length=60), AfterValidator(_a_time_zone)]
Minutes = Annotated[int, Field(ge=5, le=60)]
# Follow-up dates are computed from this one, so it stays far from the limits of `datetime.date`.
Date = Annotated[dt.date, Field(ge=dt.date(2000, 1, 1), le=dt.date(2099, 12, 31))]
Lines = Annotated[tuple[Line, ...], Field(max_length=20)]
Ids = Annotated[tuple[Name, ...], Field(max_length=100), AfterValidator(_without_repeats)]
Situations = Annotated[tuple[Situation, ...], Field(min_length=1), AfterValidator(_without_repeats)]
Goals = Annotated[tuple[Goal, ...], AfterValidator(_without_repeats)]
Topics = Annotated[tuple[Topic, ...], AfterValidator(_without_repeats)]
Fears = Annotated[tuple[Fear, ...], AfterValidator(_without_repeats)]
ProgrammePages = Annotated[tuple[ProgrammePage, ...], AfterValidator(_without_repeats)]


class InputModel(BaseModel):
    """Base class of input files: immutable, unknown keys refused. Text that is not given is ""."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class PackedModel(InputModel):
    """Base class of a model whose `source` is pickled by itself, and unpickled when it is first asked for."""

    def __getstate__(self) -> dict[Any, Any]:
        """Return what is pickled."""
        state = super().__getstate__()
        values = dict(state["__dict__"])
        if "source" in values:
            values["packed"] = pickle.dumps(values.pop("source"), pickle.HIGHEST_PROTOCOL)
        return state | {"__dict__": values}

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            """Return `source`. Raises AttributeError for other names."""
            if name != "source" or "packed" not in vars(self):
                return super().__getattr__(name)
            return vars(self).setdefault(name, loaded(vars(self).pop("packed")))
