"""The defaults of a profile, and the talks that follow from it."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from interview_kit.model.profile import (
    AskBy,
    Channel,
    Contact,
    Decision,
    Language,
    Profile,
    Referral,
    Register,
    Relationship,
    Situation,
    Talk,
    TalkDefaults,
    Target,
    Training,
)

VET = Target(occupation="veterinary technician")


def test_a_name_and_a_target_are_enough() -> None:
    person = Profile(name="Maya", target=VET)
    assert (person.language, person.decision, person.situation, person.minor, person.about.training) == (
        Language("en"),
        Decision.EXPLORING,
        (Situation.JOB_SEEKER,),
        False,
        Training.NONE,
    )
    assert person.talks() == (
        Talk(None, Channel.PHONE, AskBy.PHONE, 10, (), None, None, timezone="", place="", link=""),
    )


@pytest.mark.parametrize(
    ("situation", "given", "minor"),
    [
        ((Situation.SECONDARY,), None, True),
        ((Situation.NEWCOMER, Situation.SECONDARY), None, True),
        ((Situation.POSTSECONDARY,), None, False),
        ((Situation.SECONDARY,), False, False),
        ((Situation.POSTSECONDARY,), True, True),
    ],
)
def test_a_secondary_student_is_a_minor_unless_it_is_given(
    situation: tuple[Situation, ...], given: bool | None, minor: bool
) -> None:
    if given is None:
        assert Profile(name="Maya", target=VET, situation=situation).minor is minor
    else:
        assert Profile(name="Maya", target=VET, situation=situation, minor=given).minor is minor


@pytest.mark.parametrize(
    ("channel", "ask_by"),
    [
        (Channel.PHONE, AskBy.PHONE),
        (Channel.IN_PERSON, AskBy.PHONE),
        (Channel.VIDEO, AskBy.EMAIL),
        (Channel.WRITTEN, AskBy.EMAIL),
    ],
)
def test_how_to_ask_follows_how_the_talk_is_held(channel: Channel, ask_by: AskBy) -> None:
    held = TalkDefaults(channel=channel)
    asked = TalkDefaults(channel=channel, ask_by=AskBy.MESSAGE)
    assert Profile(name="Maya", target=VET, talk=held).talks()[0].ask_by is ask_by
    assert Profile(name="Maya", target=VET, talk=asked).talks()[0].ask_by is AskBy.MESSAGE


@pytest.mark.parametrize(
    ("referral", "minutes"),
    [(None, 10), (Referral(name="Ms. Okafor"), 10), (Referral(name="Ms. Okafor", agreed=True), 15)],
)
def test_a_call_that_somebody_agreed_to_open_is_longer(referral: Referral | None, minutes: int) -> None:
    lou = Contact(name="Lou", referral=referral)
    assert Profile(name="Maya", target=VET, contacts=(lou,)).talks()[0].minutes == minutes
    asked = TalkDefaults(minutes=20)
    assert Profile(name="Maya", target=VET, contacts=(lou,), talk=asked).talks()[0].minutes == 20


def test_a_contact_overrides_any_key_of_talk() -> None:
    usual = TalkDefaults(
        channel=Channel.VIDEO,
        ask_by=AskBy.MESSAGE,
        minutes=20,
        availability=("Monday",),
        date=dt.date(2026, 12, 1),
        time=dt.time(9, 0),
        timezone="America/Toronto",
        place="Room 1",
        link="https://meet.example/1",
    )
    lou = Contact(
        name="Lou",
        channel=Channel.IN_PERSON,
        ask_by=AskBy.EMAIL,
        minutes=30,
        availability=("Friday",),
        date=dt.date(2026, 12, 2),
        time=dt.time(0, 0),
        timezone="America/Halifax",
        place="Room 2",
        link="https://meet.example/2",
    )
    ada = Contact(name="Ada")
    assert Profile(name="Maya", target=VET, talk=usual, contacts=(lou, ada)).talks() == (
        Talk(
            lou,
            Channel.IN_PERSON,
            AskBy.EMAIL,
            30,
            ("Friday",),
            dt.date(2026, 12, 2),
            dt.time(0, 0),
            "America/Halifax",
            "Room 2",
            "https://meet.example/2",
        ),
        Talk(
            ada,
            Channel.VIDEO,
            AskBy.MESSAGE,
            20,
            ("Monday",),
            dt.date(2026, 12, 1),
            dt.time(9, 0),
            "America/Toronto",
            "Room 1",
            "https://meet.example/1",
        ),
    )


def test_family_is_addressed_as_tu_unless_it_is_given() -> None:
    family = Relationship.FAMILY
    assert Contact(name="Lou").register is Register.VOUS
    assert Contact(name="Lou", relationship=family).register is Register.TU
    assert Contact(name="Lou", relationship=family, register=Register.VOUS).register is Register.VOUS


@pytest.mark.parametrize(
    ("typed", "regulated", "regulator"),
    [
        (False, False, None),
        (True, True, None),
        ("College of Nurses of Ontario", True, "College of Nurses of Ontario"),
    ],
)
def test_regulated_work_may_name_its_regulator(
    typed: bool | str, regulated: bool, regulator: str | None
) -> None:
    target = Target(field="nursing", regulated=typed)
    assert (target.regulated, target.regulator) == (regulated, regulator)


def test_the_work_is_the_occupation_or_else_the_field() -> None:
    assert Target(occupation="nurse", field="nursing").work == "nurse"
    assert Target(field="nursing").work == "nursing"


def test_a_repeated_choice_counts_once() -> None:
    person = Profile.model_validate({"name": "Maya", "target": VET, "goals": ["fit", "pay", "fit"]})
    assert [goal.value for goal in person.goals] == ["fit", "pay"]


def test_nothing_changes_and_nothing_unknown_is_taken() -> None:
    person = Profile(name="Maya", target=VET)
    with pytest.raises(ValidationError, match="frozen"):
        person.name = "Ada"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Profile.model_validate({"name": "Maya", "target": VET, "nmae": "Ada"})
