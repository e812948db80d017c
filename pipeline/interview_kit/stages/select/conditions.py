"""Evaluate a condition of the selection rules for one talk of one profile."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from interview_kit.model.profile import Profile, Relationship, Talk
from interview_kit.model.selection_rules import Condition


def relationship(talk: Talk) -> Relationship:
    """Return how the person knows the contact; a talk without a contact counts as with a stranger."""
    return talk.contact.relationship if talk.contact else Relationship.STRANGER


def introduced(talk: Talk) -> bool:
    """Return whether the referral agreed to be named to the contact."""
    return talk.contact is not None and talk.contact.introduced


def has_summary(profile: Profile) -> bool:
    """Return whether the profile has a summary, or an interest and a skill to build one from."""
    return bool(profile.about.summary or (profile.about.interests and profile.about.skills))


def holds(condition: Condition, profile: Profile, talk: Talk, health_words: tuple[str, ...]) -> bool:
    """Return whether every key that the condition sets is met."""
    return (
        _lists_hold(condition, profile, talk)
        and _minutes_hold(condition, talk.minutes)
        and _facts_hold(condition, profile, talk, health_words)
    )


def _lists_hold(condition: Condition, profile: Profile, talk: Talk) -> bool:
    there = {
        "experience": bool(profile.about.experience),
        "summary": has_summary(profile),
        "needs": bool(profile.about.needs),
    }
    return (
        _any(condition.situation, profile.situation)
        and _any(condition.decision, [profile.decision])
        and _any(condition.goal, profile.goals)
        and _any(condition.ask_by, [talk.ask_by])
        and _any(condition.channel, [talk.channel])
        and _any(condition.relationship, [relationship(talk)])
        and all(there[name] for name in condition.has)
    )


def _any(wanted: Iterable[str], given: Iterable[str]) -> bool:
    wished = set(wanted)
    return not wished or not wished.isdisjoint(given)


def _minutes_hold(condition: Condition, minutes: int) -> bool:
    long_enough = condition.from_minutes is None or minutes >= condition.from_minutes
    return long_enough and (condition.under_minutes is None or minutes < condition.under_minutes)


def _facts_hold(condition: Condition, profile: Profile, talk: Talk, health_words: tuple[str, ...]) -> bool:
    facts = (
        (condition.minor, profile.minor),
        (condition.introduced, introduced(talk)),
        (condition.organisation, bool(talk.contact and talk.contact.organisation)),
        (condition.trade, profile.target.trade),
        (condition.regulated, profile.target.regulated),
    )
    if any(wanted is not None and wanted != given for wanted, given in facts):
        return False
    return condition.health is None or condition.health == _is_health_work(profile, health_words)


def _is_health_work(profile: Profile, words: tuple[str, ...]) -> bool:
    target = profile.target
    text = _plain(" ".join((target.occupation, target.field, target.regulator or "")))
    return any(re.search(_pattern(_plain(word)), text) for word in words)


def _pattern(word: str) -> str:
    end = r"\w*" if word.endswith("*") else ""
    return rf"(?<!\w){re.escape(word.rstrip('*'))}{end}(?!\w)"


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in parts if not unicodedata.combining(character))
