"""Keys nobody knows and values that are not what a key asks for."""

from __future__ import annotations

from typing import Any

import pytest

from interview_kit.model.enums import Situation

GOOD = "name: Maya\ndecision: exploring\ntarget: {field: animal care}\n"
WHOLE = "write a whole number alone, such as 10"
DATE = "write the date as year-month-day, such as 2026-12-02"
TIME = "write the time on the 24-hour clock, such as 15:45"
LINK = "write a whole web address that begins with https:// or http://"
MAIL = "write one e-mail address, such as name@school.example"
REQUIRED = "this key is required, and it is missing or empty"
KEYS = "write keys with their values here, such as"
LIST = "write a list here: each entry on its own line after a dash and a space, or [one, two]"

# What is added to a good profile, as line 4, and what is said.
REFUSED = {
    "an unknown key": (
        "adress: x",
        "p.yaml:4:1 adress: unknown key; the keys here are name, id, phone, email,",
    ),
    "a key with a slip": ("contcts: []", "p.yaml:4:1 contcts: unknown key, did you mean contacts?"),
    "a key with a capital": ("Goals: []", "p.yaml:4:1 Goals: unknown key, did you mean goals?"),
    "a key of the program, not of the page": (
        "contacts: [{name: Lou, spoken_register: tu}]",
        "p.yaml:4:24 contacts.1.spoken_register: unknown key, did you mean register?",
    ),
    "a key at the wrong level": (
        "about: {skils: [calm]}",
        "p.yaml:4:9 about.skils: unknown key, did you mean skills?",
    ),
    "a key that belongs deeper": (
        "minutes: 10",
        "p.yaml:4:1 minutes: unknown key here; it belongs under talk or contacts",
    ),
    "a key that belongs under another": (
        "about: {channel: phone}",
        "p.yaml:4:9 about.channel: unknown key here; it belongs under talk or contacts",
    ),
    "a key that belongs to the left edge": (
        "talk:\n  situation: [secondary]",
        "p.yaml:5:3 talk.situation: unknown key here; write situation at the left edge, not under talk",
    ),
    "a choice with a slip": (
        "situation: [secondery]",
        f"p.yaml:4:13 situation.1: 'secondery' is not one of {', '.join(Situation)}, did you mean secondary?",
    ),
    "a choice with another dash": (
        "situation: [laid_off]",
        f"p.yaml:4:13 situation.1: 'laid_off' is not one of {', '.join(Situation)}, did you mean laid-off?",
    ),
    "a language": ("language: fra", "p.yaml:4:11 language: 'fra' is not one of en, fr, did you mean fr?"),
    "minutes in words": ("talk: {minutes: ten}", f"p.yaml:4:17 talk.minutes: {WHOLE}"),
    "minutes with a part": ("talk: {minutes: 7.5}", f"p.yaml:4:17 talk.minutes: {WHOLE}"),
    "minutes with an underscore": ("talk: {minutes: 1_0}", f"p.yaml:4:17 talk.minutes: {WHOLE}"),
    "minutes with a zero first": ("talk: {minutes: 010}", f"p.yaml:4:17 talk.minutes: {WHOLE}"),
    "minutes in other digits": ("talk: {minutes: \u0661\u0660}", f"p.yaml:4:17 talk.minutes: {WHOLE}"),
    "minutes without end": ("talk: {minutes: " + "9" * 5000 + "}", f"p.yaml:4:17 talk.minutes: {WHOLE}"),
    "4 minutes": ("talk: {minutes: 4}", "p.yaml:4:17 talk.minutes: the least is 5"),
    "61 minutes": ("talk: {minutes: 61}", "p.yaml:4:17 talk.minutes: the most is 60"),
    "a day that is not": (
        "talk: {date: 2026-02-30}",
        "p.yaml:4:14 talk.date: this day is not in the calendar",
    ),
    "a date the other way round": ("talk: {date: 02/12/2026}", f"p.yaml:4:14 talk.date: {DATE}"),
    "a date that is a number": ("talk: {date: 1764633600}", f"p.yaml:4:14 talk.date: {DATE}"),
    "a year long ago": ("talk: {date: 0026-12-02}", "p.yaml:4:14 talk.date: the least is 2000-01-01"),
    "a time past the day": ('talk: {time: "24:00"}', f"p.yaml:4:14 talk.time: {TIME}"),
    "a time on the 12-hour clock": ("talk: {time: 3:45 pm}", f"p.yaml:4:14 talk.time: {TIME}"),
    "a time zone in words": (
        "talk: {timezone: Eastern}",
        "p.yaml:4:18 talk.timezone: write the time zone as Area/City, such as America/Toronto",
    ),
    "a time zone that is a path": (
        "talk: {timezone: ../../etc/passwd}",
        "p.yaml:4:18 talk.timezone: write the time zone as Area/City, such as America/Toronto",
    ),
    "yes for true": ("minor: yes", "p.yaml:4:8 minor: write true or false"),
    "a script as a link": ('talk: {link: "javascript:alert(1)"}', f"p.yaml:4:14 talk.link: {LINK}"),
    "a file as a link": ("talk: {link: file:///etc/passwd}", f"p.yaml:4:14 talk.link: {LINK}"),
    "a script with a host as a link": (
        "talk: {link: 'javascript://x.example/%0aalert(1)'}",
        f"p.yaml:4:14 talk.link: {LINK}",
    ),
    "a file of a host as a link": ("talk: {link: file://x.example/etc}", f"p.yaml:4:14 talk.link: {LINK}"),
    "a link without a host": ("talk: {link: 'https:///meet'}", f"p.yaml:4:14 talk.link: {LINK}"),
    "a link that is no link": ("talk: {link: 'https://[x'}", f"p.yaml:4:14 talk.link: {LINK}"),
    "an address without @": ("email: maya", f"p.yaml:4:8 email: {MAIL}"),
    "two addresses": ("email: a@b.example, c@d.example", f"p.yaml:4:8 email: {MAIL}"),
    "one text for a list": ("goals: fit", f"p.yaml:4:8 goals: {LIST}"),
    "keys for a list": ("contacts: {name: Lou}", f"p.yaml:4:1 contacts: {LIST}"),
    "a list for a text": ("location: [Guelph]", "p.yaml:4:1 location: write one value here"),
    "keys for a text": ("location: {city: Guelph}", "p.yaml:4:1 location: write one value here"),
    "a text for keys": (
        "programme: GLC2O",
        f"p.yaml:4:12 programme: {KEYS} {{course: …}}; the keys are course, teacher, contact, due, pages",
    ),
    "an empty contact": (
        "contacts:\n  - name:",
        "p.yaml:5:5 contacts.1: this contact is empty: write at least a name, or delete the entry",
    ),
    "a referral by nobody": (
        "contacts: [{name: Lou, referral: {agreed: true}}]",
        f"p.yaml:4:24 contacts.1.referral.name: {REQUIRED}",
    ),
}

TARGETS = {
    "none": ("", f"p.yaml:1:1 target: {REQUIRED}"),
    "empty": ("target:\n", f"p.yaml:3:8 target: {REQUIRED}"),
    "without the work": (
        "target: {trade: true}",
        "p.yaml:3:1 target: write occupation or field: the work this person asks about",
    ),
    "a text": (
        "target: nurse",
        f"p.yaml:3:9 target: {KEYS} {{occupation: …}}; the keys are occupation, field, regulated, trade",
    ),
    "regulated in a word": (
        "target: {field: x, regulated: yes}",
        "p.yaml:3:31 target.regulated: write false, or the regulator's name",
    ),
    "regulated by several": (
        "target: {field: x, regulated: [a, b]}",
        "p.yaml:3:20 target.regulated: write one value here",
    ),
}

ACCEPTED = {
    "numbers, dates and times in quotes": 'talk: {minutes: "10", date: "2026-12-02", time: "15:45"}',
    "numbers, dates and times without": "talk: {minutes: 10, date: 2026-12-02, time: 9:05}",
    "5 and 60 minutes": "talk: {minutes: 5}\ncontacts: [{name: Lou, relationship: known, minutes: 60}]",
    "truth as spreadsheets write it": "minor: TRUE\nsupport: {large_print: False}",
    "a link and a time zone": "talk: {link: 'https://meet.example/a?b=c#d', timezone: America/Toronto}",
    "12 contacts": "contacts:" + "\n  - name: Lou" * 12,
    "a contact without a name": "contacts: [{organisation: Lakeside Animal Clinic, phone: 705-555-0142}]",
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, check: Any) -> None:
    text, first_line = REFUSED[case]
    said = check(f"{GOOD}{text}\n".encode())
    assert said.code == 2
    assert [line[: len(first_line)] for line in said.lines] == [first_line]


@pytest.mark.parametrize("case", TARGETS)
def test_a_target_is_refused(case: str, check: Any) -> None:
    text, first_line = TARGETS[case]
    said = check(f"name: Maya\ndecision: exploring\n{text}".encode())
    assert (said.lines, said.code) == ([first_line], 2)


@pytest.mark.parametrize("case", ACCEPTED)
def test_accepted(case: str, check: Any) -> None:
    said = check(f"{GOOD}{ACCEPTED[case]}\n".encode())
    assert (said.lines, said.code) == ([], 0)


def test_everything_wrong_is_said_at_once_in_the_order_of_the_file(check: Any) -> None:
    said = check(b"nmae: Maya\ntarget: {ocupation: vet}\ntalk:\n  minutes: x\ncontacts:\n  - {chanel: y}\n")
    assert said.lines == [
        "p.yaml:1:1 nmae: unknown key, did you mean name?",
        f"p.yaml:1:1 name: {REQUIRED}",
        "p.yaml:2:10 target.ocupation: unknown key, did you mean occupation?",
        f"p.yaml:4:12 talk.minutes: {WHOLE}",
        "p.yaml:6:6 contacts.1.chanel: unknown key, did you mean channel?",
    ]


def test_of_very_many_mistakes_the_first_fifty_are_shown(check: Any) -> None:
    said = check((GOOD + "".join(f"k{n}: x\n" for n in range(5000 - 10))).encode())
    assert (len(said.lines), said.lines[-1], said.code) == (51, "p.yaml: and 50 more", 2)
