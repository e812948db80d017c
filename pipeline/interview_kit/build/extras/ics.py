"""Generate an iCalendar file (RFC 5545): talks with a date, their follow-ups, and the due date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from icalendar import STATUS, TRANSP, Calendar, Event

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
    return {"ics": _calendar_of(events)} if events else {}


def _calendar_of(events: Sequence[Event]) -> bytes:
    made = Calendar()
    made.add("prodid", _MAKER)
    made.add("version", "2.0")
    made.subcomponents += events
    years = [event.start.year for event in events]
    made.add_missing_timezones(dt.date(min(years), 1, 1), dt.date(max(years) + 1, 1, 1))
    return bytes(made.to_ical())


def successor(new: bytes, old: bytes) -> bytes:
    """Return the calendar `new`, either b"" for none, so that it updates `old` where that was imported.

    An event that has changed gets a higher SEQUENCE and a DTSTAMP that is not earlier; one that is not there
    any more is CANCELLED. An unchanged calendar is returned as it was. Raises ValueError for no calendar.
    """
    before = {event.uid: event for event in _events_in(old)}
    events = [_updated(event, before.pop(event.uid, None)) for event in _events_in(new)]
    for gone in before.values():
        if gone.status != STATUS.CANCELLED:
            _raise_sequence(gone, gone)
            gone.status = STATUS.CANCELLED
        events.append(gone)
    return _calendar_of(events)


def _events_in(data: bytes) -> list[Event]:
    found = Calendar.from_ical(data) if data else None
    return list(found.events) if isinstance(found, Calendar) else []


def _updated(event: Event, before: Event | None) -> Event:
    """Return an event that has the sequence and stamp of its earlier version, raised where it differs."""
    if before is not None:
        if _content(event) == _content(before):
            return before
        _raise_sequence(event, before)
    return event


def _content(event: Event) -> dict[str, object]:
    return {name: event[name].to_ical() for name in event if name not in ("SEQUENCE", "DTSTAMP")}


def _raise_sequence(event: Event, before: Event) -> None:
    event.sequence = before.sequence + 1
    event.DTSTAMP = max(each for each in (event.DTSTAMP, before.DTSTAMP) if each)


def _events(selection: Selection, profile: Profile, bank: Bank) -> Iterator[Event]:
    me = owner_key(profile.name, profile.id)
    talks = text_renderers(selection, profile, bank)
    for number, (renderer, conversation) in enumerate(zip(talks, selection.conversations, strict=True), 1):
        talk = conversation.talk
        if talk.date is None:
            continue
        # By the contact's name, so that the events of others stay when one is taken out.
        whom = owner_key(talk.contact.name, "") if talk.contact and talk.contact.name else str(number)
        yield _talk(f"{me}-talk-{whom}", talk.date, talk, renderer)
        for name in ("thanks", "later"):
            day = renderer.facts["dates"][name]
            yield _whole_day(f"{me}-{name}-{whom}", day, renderer.label_text(f"calendar.{name}"))
    if profile.programme and profile.programme.due:
        due = profile.programme.due
        yield _whole_day(f"{me}-due", due, talks[0].label_text("calendar.due"))


def _talk(name: str, day: dt.date, talk: Talk, renderer: TextRenderer) -> Event:
    """Return the event of a talk: timed, in its time zone if given; if the time is unknown, a whole day."""
    summary = renderer.label_text("calendar.talk")
    details = {
        "description": inline_text(renderer.phrase("fact_how")),
        "location": talk.place or None,
        "url": talk.link or None,
    }
    if talk.start is None:
        return _whole_day(name, day, summary, **details)
    event = _event(name, day, summary, start=talk.start, **details)
    event.add("duration", dt.timedelta(minutes=talk.minutes))
    return event


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
