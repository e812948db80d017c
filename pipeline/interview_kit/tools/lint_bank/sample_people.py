"""Generate the sample profiles a bank is linted with: every way to ask, relationships, few or many facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import product
from typing import Any

from interview_kit.model.enums import (
    AskBy,
    Channel,
    Decision,
    Fear,
    Goal,
    Language,
    ProgrammePage,
    Relationship,
    Situation,
    Topic,
)
from interview_kit.model.profile import Profile

# How a conversation is asked for and held: each way to ask with the same channel and with another one.
_WAYS = (
    (AskBy.PHONE, Channel.PHONE),
    (AskBy.PHONE, Channel.IN_PERSON),
    (AskBy.EMAIL, Channel.VIDEO),
    (AskBy.EMAIL, Channel.WRITTEN),
    (AskBy.MESSAGE, Channel.PHONE),
    (AskBy.MESSAGE, Channel.WRITTEN),
    (AskBy.IN_PERSON, Channel.IN_PERSON),
    (AskBy.IN_PERSON, Channel.WRITTEN),
)
_RELATIONSHIPS = (Relationship.STRANGER, Relationship.ARRANGED, Relationship.FAMILY)
_MINUTES = (5, 10, 15, 20, 30, 60)


def sample_people(language: Language, *, plain: bool) -> Iterator[Profile]:
    """Yield sample profiles that together cover most of the facts that texts and conditions use."""
    talks = product(range(len(_WAYS)), "ABC", range(len(_RELATIONSHIPS)))
    for number, (way, approach, relation) in enumerate(talks):
        ask_by, channel = _WAYS[way]
        decision, referred = _decided(approach, way + relation)
        asked = {"ask_by": ask_by, "channel": channel}
        contact: dict[str, Any] = {"relationship": _RELATIONSHIPS[relation], **asked}
        if number % 2 == 0:
            contact |= {"name": "Rosa Diaz", "organisation": "Hill Works", "phone": "555-0100"}
        if number % 5 < 3:
            contact["occupation"] = "welder" if number % 5 else "RN"
        if referred is not None:
            contact["referral"] = {"name": "Sam Roy", "agreed": referred}
        talk: dict[str, Any] = {"minutes": _MINUTES[number % 6]}
        nobody = number % 11 == 10
        if nobody:
            talk |= asked
        yield Profile.model_validate(
            {
                **_person(number),
                "language": language,
                "decision": decision,
                "talk": talk | _when(number),
                "questions": {"add": ("What would you read first?",) if number % 8 == 5 else ()},
                "contacts": () if nobody else (contact,) * (1 + (number % 13 == 12)),
                "support": {
                    "plain_language": plain,
                    "fears": tuple(Fear) if number % 2 else (),
                    "say": "I would like a minute to think." if number % 7 == 0 else "",
                },
            }
        )


def _decided(approach: str, turn: int) -> tuple[Decision, bool | None]:
    """Return a decision and a referral's consent (None: no referral) that select `approach`.

    `turn` varies them.
    """
    match approach:
        case "A":
            return (Decision.EXPLORING, Decision.NARROWING)[turn % 2], (None, False)[turn % 3 % 2]
        case "B":
            return list(Decision)[turn % 3], True
        case _:
            return Decision.COMMITTED, (None, False)[turn % 2]


def _person(number: int) -> dict[str, Any]:
    """Return the profile fields about the person; odd numbers have more of them."""
    person: dict[str, Any] = {
        "name": "Ann Lee",
        "situation": (list(Situation)[number % len(Situation)],),
        "target": (
            {"field": "metal work"},
            {"occupation": "welder"},
            {"occupation": "nurse", "field": "care"},
        )[number % 3],
        "minor": number % 4 == 3,
    }
    if number % 2:
        person |= {"phone": "555-0111", "email": "ann@mail.example", "location": _LOCATIONS[number % 9]}
        person["goals"] = tuple(Goal) if number % 4 == 1 else (list(Goal)[number % len(Goal)],)
        person["about"] = _about(number)
        person["target"] = person["target"] | {"trade": number % 4 == 1, "regulated": number % 8 < 4}
    if number % 10 == 7:
        person["target"] = person["target"] | {"regulated": "Skilled Trades Ontario"}
        person["knows"] = tuple(Topic)
    if number % 3 != 1:
        person["programme"] = _programme(number)
    return person


_LOCATIONS = (
    "Surrey, British Columbia",
    "Red Deer, Alberta",
    "Regina, Saskatchewan",
    "Brandon, Manitoba",
    "Hamilton, Ontario",
    "Laval, Québec",
    "Moncton, New Brunswick",
    "Sydney, Nova Scotia",
    "Summerside, Prince Edward Island",
)


def _about(number: int) -> dict[str, Any]:
    about: dict[str, Any] = {"interests": ("metal", "fixing things"), "skills": ("drawing", "patience")}
    if number % 4 == 1:
        about |= {"experience": ("two summers on a farm",), "needs": ("a bus ride of half an hour",)}
    if number % 6 == 5:
        about["summary"] = "I like to work with my hands."
    if number % 12 == 1:
        about["summary"] = "I like to work with my hands. " * 6
    return about


def _when(number: int) -> dict[str, Any]:
    """Return the fields on when and where: availability only, the date, or the date, time and place."""
    when: dict[str, Any] = {"availability": ("Monday at 4", "Friday at 9")[: number % 3]}
    if number % 3:
        when["date"] = dt.date(2030, 5, 6)
    if number % 3 == 2:
        when |= {"time": dt.time(16, 0), "place": "the front desk"}
    if number % 6 == 4:
        when["link"] = "https://talk.example/ann"
    return when


def _programme(number: int) -> dict[str, Any]:
    programme: dict[str, Any] = {"pages": tuple(ProgrammePage)}
    if number % 2:
        programme |= {"teacher": "Ms. Chan", "contact": "555-0199", "due": dt.date(2030, 6, 1)}
    if number % 4 < 2:
        programme["course"] = "Careers 10"
    return programme
