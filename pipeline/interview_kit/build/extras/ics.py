"""Generate an iCalendar file (RFC 5545): talks with a date, their follow-ups, and the due date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import TRANSP, Calendar, Event

from interview_kit.model.bank import Bank
from interview_kit.model.document import inline_text
from interview_kit.model.profile import Profile, Talk
from interview_kit.model.selection import Selection
from interview_kit.stages.assemble import owner_key, text_renderers
from interview_kit.stages.assemble.renderer import TextRenderer

_MAKER = "-//interview-kit//kit//EN"
_DAY = dt.timedelta(days=1)


def calendar(selection: Selection, profile: Profile, bank: Bank) -> dict[str, bytes]:
    """Return the calendar as `ics`, the same each time, or {} where no date is known. Raises BankError."""
    events = list(_events(selection, profile, bank))
    if not events:
        return {}
    made = Calendar()
    made.add("prodid", _MAKER)
    made.add("version", "2.0")
    made.subcomponents += events
    years = [event.start.year for event in events]
    made.add_missing_timezones(dt.date(min(years), 1, 1), dt.date(max(years) + 1, 1, 1))
    return {"ics": bytes(made.to_ical())}


def _events(selection: Selection, profile: Profile, bank: Bank) -> Iterator[Event]:
    whose = owner_key(profile.name, profile.id)
    talks = text_renderers(selection, profile, bank)
    for number, (renderer, conversation) in enumerate(zip(talks, selection.conversations, strict=True), 1):
        talk = conversation.talk
        if talk.date is None:
            continue
        yield _talk(f"{whose}-talk-{number}", talk.date, talk, renderer)
        for name in ("thanks", "later"):
            day = renderer.facts["dates"][name]
            yield _whole_day(f"{whose}-{name}-{number}", day, renderer.label_text(f"calendar.{name}"))
    if profile.programme and profile.programme.due:
        due = profile.programme.due
        yield _whole_day(f"{whose}-due", due, talks[0].label_text("calendar.due"))


def _talk(name: str, day: dt.date, talk: Talk, renderer: TextRenderer) -> Event:
    """Return the event of a talk: timed, in its time zone if given; if the time is unknown, a whole day."""
    summary = renderer.label_text("calendar.talk")
    details = {
        "description": inline_text(renderer.phrase("fact_how")),
        "location": talk.place or None,
        "url": talk.link or None,
    }
    if talk.time is None:
        return _whole_day(name, day, summary, **details)
    start = dt.datetime.combine(day, talk.time, _zone(talk.timezone))
    event = _event(name, day, summary, start=start, **details)
    event.add("duration", dt.timedelta(minutes=talk.minutes))
    return event


def _zone(name: str) -> ZoneInfo | None:
    """Return a time zone by name, or None (local time of the viewer) where it is not given or unknown."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _whole_day(name: str, day: dt.date, summary: str, **details: Any) -> Event:
    """Return an event that does not block its day as busy."""
    free = TRANSP.TRANSPARENT
    return _event(name, day, summary, start=day, end=day + _DAY, transparency=free, **details)


def _event(name: str, day: dt.date, summary: str, **details: Any) -> Event:
    """Return an event whose UID does not depend on the date, so that a calendar moves it on an update.

    The required DTSTAMP is derived from the date: the clock would give other bytes each time.
    """
    stamp = dt.datetime.combine(day, dt.time(), dt.UTC)
    return Event.new(uid=f"{name}@interview-kit", stamp=stamp, summary=summary, **details)
