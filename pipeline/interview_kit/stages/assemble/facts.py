"""Collect the facts of one talk: the variables that the bank's texts and conditions may use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from interview_kit.model.enums import AskBy, Channel, Register, Situation
from interview_kit.model.language import LanguageRules
from interview_kit.model.profile import Contact, Profile, Programme, Talk
from interview_kit.model.selection import Conversation, Selection
from interview_kit.stages.assemble.formatting import UnknownValue
from interview_kit.stages.assemble.printed import about_texts, programme_texts

_DELAYS = {"thanks": dt.timedelta(days=1), "later": dt.timedelta(weeks=4)}  # after the talk
_MOST_CUE_WORDS = 28


def facts_of(
    profile: Profile,
    selection: Selection,
    conversation: Conversation,
    rules: LanguageRules,
    *,
    shared: bool,
    to_contact: bool,
) -> dict[str, Any]:
    """Return the facts of one talk by name; with `shared` and several talks, the contact is unknown.

    The register is the contact's with `to_contact`, and the reader's without.
    """
    talk, choice = conversation.talk, conversation.approach
    contact = None if shared and len(selection.conversations) > 1 else talk.contact
    told = selection.conversations if shared else (conversation,)
    # A page shared by several contacts uses tu only where each of them is addressed by tu.
    tu = all(each.talk.contact and each.talk.contact.register is Register.TU for each in told)
    said = Register.TU if tu else Register.VOUS
    to_reader = Register.TU if Situation.SECONDARY in profile.situation else Register.VOUS
    referral = talk.contact.referral.name if talk.contact and talk.contact.referral else ""
    foreign = profile.language_with(talk.contact) != profile.language
    return {
        **_person(profile, rules),
        **_of_several(told, rules),
        **_of_selection(selection),
        "contact": _contact(contact),
        "register": (said if to_contact else profile.support.address or to_reader).value,
        "foreign": foreign,
        "translated": foreign and to_contact,
        "relationship": talk.contact.relationship.value if talk.contact else "stranger",
        "referral": {"name": referral or UnknownValue()},
        "contact_names": tuple(filter(None, (each.name or each.organisation for each in profile.contacts))),
        "approach": choice.id,
        "warm": choice.warm,
        "ask_by": choice.ask_by.value,
        "spare": conversation.spare or UnknownValue(),
        "talk": _talk(talk),
        "dates": {
            name: talk.date + delay if talk.date else UnknownValue("blank.date")
            for name, delay in _DELAYS.items()
        },
        "question_count": len(conversation.questions),
        "unprinted": _unprinted(profile, talk, selection.unprinted),
    }


def _of_selection(selection: Selection) -> dict[str, Any]:
    return {
        "physical": selection.physical,
        "province": selection.province,
        "sectors": selection.sectors,
        "short": selection.short,
        "many": len(selection.conversations) > 1,
        "spoken": any(is_spoken(each) for each in selection.conversations),
    }


def _of_several(told: Sequence[Conversation], rules: LanguageRules) -> dict[str, Any]:
    """Return the facts that join what is true of several conversations."""
    registers = {each.talk.contact.register for each in told if each.talk.contact}
    return {
        "mixed_registers": len(registers & set(rules.registers)) > 1,
        "channels": frozenset(each.approach.channel.value for each in told),
        "asked_by": frozenset(each.approach.ask_by.value for each in told),
        "tasks": frozenset().union(*(each.tasks for each in told)),
    }


def _unprinted(profile: Profile, talk: Talk, found: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return the typed texts that no other part of the kit prints, by what they tell.

    A minor's own number and address are never printed.
    """
    contact = talk.contact or Contact.model_construct()
    typed = {
        "about": about_texts(profile),
        "reach": () if profile.minor else (profile.phone, profile.email),
        "programme": programme_texts(profile),
        "times": talk.availability,
        "their_reach": (contact.phone, contact.email),
    }
    return {name: tuple(each for each in texts if each in found) for name, texts in typed.items()}


def is_spoken(conversation: Conversation) -> bool:
    """Return whether the request or the talk is spoken; with neither there is nothing to practise."""
    aloud_ask = conversation.approach.ask_by in (AskBy.PHONE, AskBy.IN_PERSON)
    return aloud_ask or conversation.approach.channel is not Channel.WRITTEN


def _person(profile: Profile, rules: LanguageRules) -> dict[str, Any]:
    programme = profile.programme or Programme()
    # A minor's own number and address are never printed; the programme's contact is.
    phone = programme.contact if profile.minor else profile.phone
    missing = "blank.adult_phone" if profile.minor else "blank.my_phone"
    return {
        "me": {
            "name": profile.name,
            "pronouns": profile.pronouns or UnknownValue(),
            "phone": phone or UnknownValue(missing),
            "has_phone": bool(phone),
            "email": (not profile.minor and profile.email) or UnknownValue(),
        },
        "situation": tuple(each.value for each in profile.situation),
        "decision": profile.decision.value,
        "minor": profile.minor,
        "location": profile.location or UnknownValue(),
        "target": {
            "occupation": profile.target.occupation or UnknownValue(),
            "field": profile.target.field or UnknownValue(),
            "regulated": profile.target.regulated,
            "regulator": profile.target.regulator or UnknownValue(),
            "trade": profile.target.trade,
        },
        "about": _about(profile, rules),
        "goals": tuple(each.value for each in profile.goals),
        "fears": tuple(each.value for each in profile.support.fears),
        "plain_language": profile.support.plain_language,
        "support": {"say": profile.support.say or UnknownValue()},
        "programme": {
            "course": programme.course or UnknownValue(),
            "teacher": programme.teacher or UnknownValue(),
            "contact": programme.contact or UnknownValue(),
            "due": programme.due or UnknownValue("blank.date"),
            "pages": tuple(page.value for page in programme.pages),
        },
    }


def _about(profile: Profile, rules: LanguageRules) -> dict[str, Any]:
    about = profile.about
    grade = rules.grade_of(about.education)
    several = (*about.interests[:2], *about.skills[:2], *about.experience[:1])
    # With a summary, or where they are long, one of each: it must be said in 30 seconds.
    one_each = about.summary or _count(several) > _MOST_CUE_WORDS
    cues = (*about.interests[:1], *about.skills[:1], *(() if about.summary else about.experience[:1]))
    return {
        "cues": cues if one_each else several,
        "cue_words": _count(cues),
        "summary": about.summary or UnknownValue(),
        "summary_words": len(about.summary.split()),
        "interests": about.interests,
        "skills": about.skills,
        "experience": about.experience,
        "introduction": about.introduction or UnknownValue(),
        "grade": grade or UnknownValue(),
        "education": ("" if grade else about.education) or UnknownValue(),
        "training": about.training.value,
        "needs": about.needs,
    }


def _count(lines: Iterable[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _contact(contact: Contact | None) -> dict[str, Any]:
    known = contact or Contact.model_construct()
    return {
        "name": known.name or UnknownValue("blank.contact_name"),
        "occupation": known.occupation or UnknownValue(),
        "organisation": known.organisation or UnknownValue(),
        "phone": known.phone or UnknownValue("blank.their_phone"),
        "email": known.email or UnknownValue("blank.their_email"),
    }


def _talk(talk: Talk) -> dict[str, Any]:
    stop = None
    if talk.time is not None:
        start = dt.datetime.combine(dt.date(2000, 1, 1), talk.time)
        stop = (start + dt.timedelta(minutes=talk.minutes)).time()
    return {
        "channel": talk.channel.value,
        "minutes": talk.minutes,
        "availability": talk.availability,
        "date": talk.date or UnknownValue("blank.date"),
        "has_time": talk.time is not None,
        "time": talk.time if talk.time is not None else UnknownValue("blank.start"),
        "stop": stop if stop is not None else UnknownValue("blank.stop"),
        "zone": (talk.start or talk.zone) if talk.zone else UnknownValue(),
        "place": talk.place or UnknownValue(),
        "link": talk.link or UnknownValue(),
    }
