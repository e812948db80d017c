"""Compare the returned kits with a class list: who is missing, and who is not on the list."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from interview_kit.model.profile import Profile
from interview_kit.stages.assemble import former_owner_key
from interview_kit.tools.collect.folder import ReturnedKit


@dataclass(frozen=True, slots=True)
class ExpectedPerson:
    """A person whose kit is expected; `key` identifies them in kits, `own_id` is the id the teacher knows.

    Texts are "" where unknown. The `profile` is None where a report or a kit is the only source.
    """

    name: str
    key: str = ""
    own_id: str = ""
    work: str = ""
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class Student:
    """A person with their kits; not `is_expected` if they are in no class that is known."""

    person: ExpectedPerson
    kits: tuple[ReturnedKit, ...] = ()
    is_expected: bool = True

    @property
    def has_handed_in(self) -> bool:
        """Return whether one of the kits has an answer."""
        return any(not kit.filled.is_empty for kit in self.kits)

    @property
    def is_missing(self) -> bool:
        """Return whether a kit is expected and none has come back."""
        return self.is_expected and not self.has_handed_in


@dataclass(frozen=True, slots=True)
class Attendance:
    """The number of people expected, who is missing, and who handed in a kit but is not on the list."""

    expected: int
    missing: tuple[str, ...]
    strangers: tuple[str, ...]


def students_of(people: Sequence[ExpectedPerson], kits: Iterable[ReturnedKit]) -> tuple[Student, ...]:
    """Return the people with their kits, then those of other kits that have answers.

    People are matched by key first, then by name, for those who were given an id after their kit was built;
    of people with one key or name, each by their work, if that tells. Kits of other work are those of the one
    person who has their key or name.
    """
    owners = [tuple(own) for _ignored, own in groupby(sorted(kits, key=_whose), key=_whose)]
    owners.sort(key=lambda own: all(kit.filled.is_empty for kit in own))
    own_kits: dict[int, tuple[ReturnedKit, ...]] = {}
    for is_same in (_has_key, _has_name):
        for with_work in (True, False):
            for place, person in enumerate(people):
                own = next(
                    (
                        own
                        for own in owners
                        if is_same(person, own)
                        and (not with_work or person.work == own[0].filled.form.owner.work)
                    ),
                    None,
                )
                if own and place not in own_kits:
                    owners.remove(own)
                    own_kits[place] = own
        for own in [*owners]:
            alike = [place for place, person in enumerate(people) if is_same(person, own)]
            if len(alike) == 1:
                owners.remove(own)
                own_kits[alike[0]] += own
    expected = (Student(person, own_kits.get(place, ())) for place, person in enumerate(people))
    others = (Student(_person_of(own), own, is_expected=False) for own in owners)
    return (*expected, *(each for each in others if each.has_handed_in))


def _has_key(person: ExpectedPerson, own: Sequence[ReturnedKit]) -> bool:
    key = own[0].filled.form.owner.key
    return bool(person.key and key) and key in (person.key, former_owner_key(person.name, person.own_id))


def _has_name(person: ExpectedPerson, own: Sequence[ReturnedKit]) -> bool:
    return bool(person.name) and _plain(person.name) == _plain(own[0].filled.form.owner.name)


def attendance_of(students: Sequence[Student], on_paper: Collection[int] = ()) -> Attendance:
    """Return the attendance; a kit without any answer does not count as handed in.

    `on_paper` has the places of students who handed in on paper.
    """
    people = [student.person for student in students if student.is_expected]
    absent = [
        student for place, student in enumerate(students) if student.is_missing and place not in on_paper
    ]
    missing = names_in(absent, students)
    strangers = (student for student in students if not student.is_expected)
    names = (each.person.name for each in strangers if each.kits[0].filled.form.owner.name)
    return Attendance(len(people), missing, tuple(names))


def names_in(some: Iterable[Student], students: Iterable[Student]) -> tuple[str, ...]:
    """Return the names of some of the students; namesakes have their id behind it, else their job."""
    namesakes = Counter(_plain(student.person.name) for student in students)
    found = []
    for student in some:
        person = student.person
        more = (person.own_id or person.work) if namesakes[_plain(person.name)] > 1 else ""
        found.append(f"{person.name} ({more})" if more else person.name)
    return tuple(found)


def _whose(kit: ReturnedKit) -> tuple[str, str, str, str]:
    key, name, work = kit.whose
    return key, _plain(name), name, work


def _person_of(kits: Sequence[ReturnedKit]) -> ExpectedPerson:
    owner = kits[0].filled.form.owner
    return ExpectedPerson(owner.name or kits[0].file, owner.key, work=owner.work)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
