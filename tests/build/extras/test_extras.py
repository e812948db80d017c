"""Drafts that a mail program opens, and dates that a calendar takes: the kit's words, and nobody invented."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes, policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from interview_kit.build.extras import extra_files
from interview_kit.build.extras.eml import kit_draft, reminder
from interview_kit.model.enums import Language
from interview_kit.model.profile import Profile, Programme
from interview_kit.stages.select import select
from tests.kits import PEOPLE, bank


def files(profile: Profile, *extras: str) -> dict[str, bytes]:
    return extra_files(select(bank(), profile), profile, bank(), extras or ("eml", "ics"))


def opened(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def events(data: bytes) -> dict[str, Event]:
    found = Calendar.from_ical(data)
    assert isinstance(found, Calendar)
    return {str(event["SUMMARY"]): event for event in found.events}


def test_the_drafts_of_a_kit_say_what_the_kit_says() -> None:
    made = files(PEOPLE["denise"], "eml")
    assert list(made) == ["ask.eml", "thank-you.eml"]
    asked, thanks = (opened(data) for data in made.values())
    assert asked["Subject"] == "A few questions about library services"
    assert asked.get_content().splitlines() == [
        "Hello Colin MacLeod,",
        "",
        "My name is Denise Fraser.",
        "",
        "I understand you work as a branch manager at Cobequid Public Library. I'm thinking about library "
        "services, and I'd like to hear more.",
        "",
        "May I send you 4 short questions (only 15\u00a0minutes)? Two sentences each would be plenty.",
        "",
        "I read best from large print, so a plain e-mail works well for me.",
        "",
        "I'm not asking for a job. If you're too busy, I understand.",
        "",
        "Thank you,",
        "",
        "Denise Fraser",
        "High school and a bookkeeping certificate",
        "",
        "denise.fraser@mail.example",
    ]
    assert thanks["Subject"] == "Thank you"
    assert "What helped me most was ________ (one thing learned)." in thanks.get_content()
    for draft in (asked, thanks):
        assert (draft["X-Unsent"], draft["To"]) == ("1", "c.macleod@cobequidlibrary.example")
        assert (draft["From"], draft["Date"], draft["Cc"]) == (None, None, None)
        assert draft["Content-Language"] == "en-CA"


def test_each_contact_has_drafts_of_their_own_and_a_call_has_no_letter() -> None:
    made = files(PEOPLE["oksana"], "eml")
    assert list(made) == ["ask-1.eml", "thank-you-1.eml", "thank-you-2.eml"]
    assert [opened(data)["To"] for data in made.values()] == ["p.wojcik@coldstorage.example"] * 2 + [None]
    assert opened(made["thank-you-2.eml"]).get_content().startswith("Hello Renée Clarke,")


def test_a_minors_own_number_and_address_stay_out() -> None:
    own = {"phone": "306-555-9999", "email": "marcus@home.example", "language": Language("fr")}
    made = files(PEOPLE["marcus"].model_copy(update=own))
    text = "\n".join(opened(data).as_string() + opened(data).get_content() for data in _letters(made))
    assert "306-555-0128" in text  # the programme's
    for data in (text, made["ics"].decode()):
        assert "9999" not in data and "home.example" not in data and "s-027" not in data


def _letters(made: dict[str, bytes]) -> list[bytes]:
    return [data for name, data in made.items() if name.endswith(".eml")]


@pytest.mark.parametrize("address", ["zoé@exemple.ca", "a,b@exemple.ca", '"<x>"@exemple.ca', "x@[bad"])
def test_no_address_can_add_a_line_or_a_person(address: str) -> None:
    person = PEOPLE["denise"]
    contact = person.contacts[0].model_copy(update={"email": address})
    made = files(person.model_copy(update={"contacts": (contact,)}), "eml")
    for draft in map(opened, made.values()):
        assert sorted(draft.keys()) in (sorted({*_USUAL, "To"}), sorted(_USUAL))
        assert draft["To"] is None or len(draft["To"].addresses) == 1


_USUAL = {
    "X-Unsent",
    "Subject",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
    "Content-Language",
}


def _on(person: Profile, **talk: object) -> Profile:
    return person.model_copy(update={"talk": person.talk.model_copy(update=talk)})


def test_the_talk_stands_at_its_time_in_its_zone_and_the_rest_on_their_days() -> None:
    found = events(files(_on(PEOPLE["marcus"], timezone="America/Regina"), "ics")["ics"])
    talk = found["Information interview: Dale Sawchuk"]
    start = dt.datetime(2027, 1, 20, 15, 0, tzinfo=ZoneInfo("America/Regina"))
    assert (talk.start, talk.end) == (start, start + dt.timedelta(minutes=15))
    assert talk["LOCATION"] == "Queen City Timber Frames, in the workshop"
    days = {name: event.start for name, event in found.items() if event is not talk}
    assert days == {
        "Send a thank-you: Dale Sawchuk": dt.date(2027, 1, 21),
        "Tell them how it went: Dale Sawchuk": dt.date(2027, 2, 17),
        "Hand in the interview project": dt.date(2027, 1, 29),
    }


def test_without_a_zone_the_time_is_that_of_whoever_looks_and_without_a_time_it_is_a_day() -> None:
    open_time = events(files(PEOPLE["marcus"], "ics")["ics"])["Information interview: Dale Sawchuk"]
    assert open_time.start == dt.datetime(2027, 1, 20, 15, 0)
    open_day = events(files(_on(PEOPLE["marcus"], time=None), "ics")["ics"])
    assert open_day["Information interview: Dale Sawchuk"].start == dt.date(2027, 1, 20)
    unknown = files(_on(PEOPLE["marcus"], timezone="Mars/Olympus"), "ics")["ics"]
    assert events(unknown)["Information interview: Dale Sawchuk"].start == dt.datetime(2027, 1, 20, 15, 0)


def test_where_no_date_is_known_there_is_no_calendar() -> None:
    assert files(PEOPLE["leila"], "ics") == {}


def test_a_moved_talk_keeps_its_name_so_that_a_calendar_moves_it() -> None:
    person = PEOPLE["marcus"]
    moved = _on(person, date=dt.date(2027, 1, 22))
    before, after = (events(files(each, "ics")["ics"]) for each in (person, moved))
    assert [event["UID"] for event in before.values()] == [event["UID"] for event in after.values()]
    assert len({event["UID"] for event in before.values()}) == len(before) == 4


def test_the_same_bytes_each_time() -> None:
    person = _on(PEOPLE["marcus"], timezone="America/Halifax")
    assert files(person) == files(person)


def test_a_draft_to_a_student_has_the_kit_the_due_date_and_the_same_bytes_each_time() -> None:
    programme = Programme(teacher="Ms. Okafor", due=dt.date(2026, 12, 11))
    person = PEOPLE["P6-emile"].model_copy(update={"email": "e@s.example", "programme": programme})
    made = kit_draft(person, bank(), {"txt": "Été".encode(), "pdf": b"%PDF"})
    assert made and made == kit_draft(person, bank(), {"txt": "Été".encode(), "pdf": b"%PDF"})
    letter = opened(made)
    body = letter.get_body()
    assert body and "vendredi 11\u00a0décembre" in body.get_content() and "Ms. Okafor" in body.get_content()
    attached = {each.get_filename(): each.get_content() for each in letter.iter_attachments()}
    assert [*attached] == ["emile-tremblay.txt", "emile-tremblay.pdf"] and attached[
        "emile-tremblay.pdf"
    ] == b"%PDF"


@pytest.mark.parametrize("address", ["", "émile@s.example", "a b@s.example"])
def test_without_a_valid_address_there_is_no_draft_to_a_student(address: str) -> None:
    person = PEOPLE["leila"].model_copy(update={"email": address})
    assert kit_draft(person, bank(), {}) is None and reminder(person, bank()) is None
