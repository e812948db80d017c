"""Evaluate the conditions of the selection rules for one talk of one person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from interview_kit.model.profile import Length, Profile, Relationship, Talk
from interview_kit.model.selection_rules import Condition, Has, Ids, SelectionRules, WithWords


@dataclass(frozen=True, slots=True)
class Case:
    """One talk of one person, and the rules by which it is prepared."""

    choosing: SelectionRules
    profile: Profile
    talk: Talk

    @property
    def relationship(self) -> Relationship:
        """Return how the person knows the contact; a talk without a contact counts as with a stranger."""
        return self.talk.contact.relationship if self.talk.contact else Relationship.STRANGER

    @property
    def introduced(self) -> bool:
        """Return whether the referral agreed to be named to the contact."""
        return self.talk.contact is not None and self.talk.contact.introduced

    def holds(self, condition: Condition) -> bool:
        """Return whether every key that the condition sets is met."""
        return (
            self._lists_hold(condition)
            and _minutes_hold(condition, self.talk.minutes)
            and self._facts_hold(condition)
        )

    def _lists_hold(self, condition: Condition) -> bool:
        about, talk = self.profile.about, self.talk
        return (
            _any(condition.situation, self.profile.situation)
            and _any(condition.decision, [self.profile.decision])
            and _any(condition.goal, self.profile.goals)
            and _any(condition.ask_by, [talk.ask_by])
            and _any(condition.channel, [talk.channel])
            and _any(condition.relationship, [self.relationship])
            and _any(condition.training, [about.training])
            and _any(condition.language, [self.profile.language])
            and self._has(condition.has)
        )

    def _has(self, wanted: tuple[Has, ...] | dict[WithWords, Ids]) -> bool:
        about = self.profile.about
        texts: dict[str, tuple[str, ...]] = {
            "experience": about.experience,
            "needs": about.needs,
            "interests": about.interests,
            "skills": about.skills,
            "location": (self.profile.location,),
        }
        if isinstance(wanted, dict):
            return all(_names(texts[name], words) for name, words in wanted.items())
        # Where there is no summary, one is built from an interest and a skill.
        texts["summary"] = (about.summary,) if about.summary else about.interests and about.skills
        return all(any(texts[name]) for name in wanted)

    def _facts_hold(self, condition: Condition) -> bool:
        target, contact = self.profile.target, self.talk.contact
        facts = (
            (condition.minor, self.profile.minor),
            (condition.introduced, self.introduced),
            (condition.organisation, bool(contact and contact.organisation)),
            (condition.trade, target.trade),
            (condition.regulated, target.regulated),
        )
        if any(wanted is not None and wanted != given for wanted, given in facts):
            return False
        return condition.health in (None, self._is_health_work()) and condition.experienced in (
            None,
            self._is_experienced(),
        )

    def _is_health_work(self) -> bool:
        target = self.profile.target
        return _names((target.occupation, target.field, target.regulator or ""), self.choosing.health_words)

    def _is_experienced(self) -> bool:
        target = self.profile.target
        words = (target.occupation, target.field, *self.choosing.trade_words)
        return _names(self.profile.about.experience, words)

    @property
    def physical(self) -> bool:
        """Return whether the work is a trade or contains one of the `physical_words`."""
        target = self.profile.target
        return target.trade or _names((target.occupation, target.field), self.choosing.physical_words)

    @property
    def sectors(self) -> tuple[str, ...]:
        """Return the names of the rules' `sector_words` of which the occupation or the field has one."""
        target = (self.profile.target.occupation, self.profile.target.field)
        return tuple(name for name, words in self.choosing.sector_words.items() if _names(target, words))

    @property
    def province(self) -> str:
        """Return the first of the rules' `provinces` that the location names, or ""."""
        found = (
            name for name, words in self.choosing.provinces.items() if _names((self.profile.location,), words)
        )
        return next(found, "")

    @property
    def short(self) -> bool:
        """Return whether the kit has the short form: the profile's `length`, else the rules' `short.when`."""
        if self.profile.length is None:
            return self.holds(self.choosing.short.when)
        return self.profile.length is Length.SHORT


def _any(wanted: Iterable[str], given: Iterable[str]) -> bool:
    wished = set(wanted)
    return not wished or not wished.isdisjoint(given)


def _minutes_hold(condition: Condition, minutes: int) -> bool:
    long_enough = condition.from_minutes is None or minutes >= condition.from_minutes
    return long_enough and (condition.under_minutes is None or minutes < condition.under_minutes)


def _names(lines: Iterable[str], words: Iterable[str]) -> bool:
    """Return whether the lines contain one of the words, whole; a word that ends in * matches any ending."""
    text = _plain(" ".join(lines))
    return any(word and _stem(word) in text and _pattern(word).search(text) for word in words)


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    return _plain(word).rstrip("*")


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    end = r"\w*" if _plain(word).endswith("*") else ""
    return re.compile(rf"(?<!\w){re.escape(_stem(word))}{end}(?!\w)")


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in parts if not unicodedata.combining(character))
