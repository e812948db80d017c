"""Keys nobody knows and values that are not what a key asks for."""

from __future__ import annotations

from typing import Any

import pytest

GOOD = "name: Maya\ndecision: exploring\ntarget: {field: animal care}\n"
WHOLE = "write a whole number alone, such as 10"
REQUIRED = "this must be filled in"

# What is added to a good profile, as line 4, and what is said.
REFUSED = {
    "an unknown key": ("adress: x", "p.yaml:4:1 adress"),
    "a key with a slip": ("contcts: []", "p.yaml:4:1 contcts"),
    "a key with a capital": ("Goals: []", "p.yaml:4:1 Goals"),
    "a key of the program, not of the page": (
        "contacts: [{name: Lou, spoken_register: tu}]",
        "p.yaml:4:24 contacts.1.spoken_register",
    ),
    "a key at the wrong level": ("about: {skils: [calm]}", "p.yaml:4:9 about.skils"),
    "a key that belongs deeper": ("minutes: 10", "p.yaml:4:1 minutes"),
    "a key with a slip that belongs deeper": ("occupaton: nurse", "p.yaml:4:1 occupaton"),
    "a key with a slip that belongs to the left edge": (
        "talk: {situatoin: [secondary]}",
        "p.yaml:4:8 talk.situatoin",
    ),
    "a key that belongs under another": ("about: {channel: phone}", "p.yaml:4:9 about.channel"),
    "the title of a column as a key": ("job: welder", "p.yaml:4:1 job"),
    "a key that belongs to the left edge": ("talk:\n  situation: [secondary]", "p.yaml:5:3 talk.situation"),
    "a choice with a slip": ("situation: [secondery]", "p.yaml:4:13 situation.1"),
    "a language": ("language: Klingon", "p.yaml:4:11 language"),
    "minutes in words": ("talk: {minutes: ten}", "p.yaml:4:17 talk.minutes"),
    "minutes with a part": ("talk: {minutes: 7.5}", "p.yaml:4:17 talk.minutes"),
    "minutes with an underscore": ("talk: {minutes: 1_0}", "p.yaml:4:17 talk.minutes"),
    "minutes with a zero first": ("talk: {minutes: 010}", "p.yaml:4:17 talk.minutes"),
    "minutes in other digits": ("talk: {minutes: \u0661\u0660}", "p.yaml:4:17 talk.minutes"),
    "minutes without end": ("talk: {minutes: " + "9" * 5000 + "}", "p.yaml:4:17 talk.minutes"),
    "4 minutes": ("talk: {minutes: 4}", "p.yaml:4:17 talk.minutes"),
    "61 minutes": ("talk: {minutes: 61}", "p.yaml:4:17 talk.minutes"),
    "a day that is not": ("talk: {date: 2026-02-30}", "p.yaml:4:14 talk.date"),
    "a date the other way round": ("talk: {date: 02/12/2026}", "p.yaml:4:14 talk.date"),
    "a date that is a number": ("talk: {date: 1764633600}", "p.yaml:4:14 talk.date"),
    "a year long ago": ("talk: {date: 0026-12-02}", "p.yaml:4:14 talk.date"),
    "a time past the day": ('talk: {time: "24:00"}', "p.yaml:4:14 talk.time"),
    "a time on neither clock": ("talk: {time: 15:45 pm}", "p.yaml:4:14 talk.time"),
    "a time zone in words": ("talk: {timezone: Eastern}", "p.yaml:4:18 talk.timezone"),
    "a time zone that is a path": ("talk: {timezone: ../../etc/passwd}", "p.yaml:4:18 talk.timezone"),
    "perhaps for true": ("minor: perhaps", "p.yaml:4:8 minor"),
    "a script as a link": ('talk: {link: "javascript:alert(1)"}', "p.yaml:4:14 talk.link"),
    "a file as a link": ("talk: {link: file:///etc/passwd}", "p.yaml:4:14 talk.link"),
    "a script with a host as a link": (
        "talk: {link: 'javascript://x.example/%0aalert(1)'}",
        "p.yaml:4:14 talk.link",
    ),
    "a file of a host as a link": ("talk: {link: file://x.example/etc}", "p.yaml:4:14 talk.link"),
    "a link without a host": ("talk: {link: 'https:///meet'}", "p.yaml:4:14 talk.link"),
    "a link that is no link": ("talk: {link: 'https://[x'}", "p.yaml:4:14 talk.link"),
    "an address without @": ("email: maya", "p.yaml:4:8 email"),
    "two addresses": ("email: a@b.example, c@d.example", "p.yaml:4:8 email"),
    "one text for a list": ("goals: fit", "p.yaml:4:8 goals"),
    "keys for a list": ("contacts: {name: Lou}", "p.yaml:4:1 contacts"),
    "a list for a text": ("location: [Guelph]", "p.yaml:4:1 location"),
    "keys for a text": ("location: {city: Guelph}", "p.yaml:4:1 location"),
    "a text for keys": ("programme: GLC2O", "p.yaml:4:12 programme"),
    "an empty contact": ("contacts:\n  - name:", "p.yaml:5:5 contacts.1"),
    "a referral by nobody": (
        "contacts: [{name: Lou, referral: {agreed: true}}]",
        "p.yaml:4:24 contacts.1.referral.name",
    ),
}

TARGETS = {
    "a text": ("target: nurse", "p.yaml:3:9 target"),
    "regulated by several": ("target: {field: x, regulated: [a, b]}", "p.yaml:3:20 target.regulated"),
}

ACCEPTED = {
    "numbers, dates and times in quotes": 'talk: {minutes: "10", date: "2026-12-02", time: "15:45"}',
    "numbers, dates and times without": "talk: {minutes: 10, date: 2026-12-02, time: 9:05}",
    "5 and 60 minutes": "talk: {minutes: 5}\ncontacts: [{name: Lou, relationship: known, minutes: 60}]",
    "truth as spreadsheets write it": "minor: TRUE\nsupport: {large_print: False}",
    "words in place of the values": "situation: [laid_off]\nlanguage: fra\nminor: yes\ntalk: {time: 3:45 pm}",
    "a link and a time zone": "talk: {date: 2099-01-20, link: 'http://a.ca/?b=#d', timezone: America/Regina}",
    "12 contacts": "contacts:" + "\n  - name: Lou" * 12,
    "a contact without a name": "contacts: [{organisation: Lakeside Animal Clinic, phone: 705-555-0142}]",
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, refused_profile: Any) -> None:
    text, place = REFUSED[case]
    assert refused_profile(f"value: {case}", f"{GOOD}{text}\n".encode()) == ([place], 2, ["1", "0", "1"])


@pytest.mark.parametrize("case", TARGETS)
def test_a_target_is_refused(case: str, refused_profile: Any) -> None:
    text, place = TARGETS[case]
    data = f"name: Maya\ndecision: exploring\n{text}".encode()
    assert refused_profile(f"target: {case}", data) == ([place], 2, ["1", "0", "1"])


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
