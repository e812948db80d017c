"""Call the roll: who of a class has handed in a kit, who has not, and who is not on the list."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from interview_kit.support.errors import InvalidInput, Problem
from interview_kit.support.i18n import _
from interview_kit.tools.collect.folder import ReturnedKit

_LARGEST_REPORT = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ExpectedPerson:
    """Somebody of whom a kit is expected; `key` tells namesakes apart to us, and `own_id` to the teacher.

    Both are empty where they are not known.
    """

    name: str
    key: str = ""
    own_id: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is missing, and who handed in without being on the list, each in the order of the list."""

    expected: int
    missing: tuple[str, ...]
    strangers: tuple[str, ...]


def call_roll(people: Sequence[ExpectedPerson], kits: Iterable[ReturnedKit]) -> Attendance:
    """Return who is missing; a kit without an answer is not handed in.

    Keys go first; then names, so that one who was given an id only later is found too. Of two with one name
    and no key, each kit of that name counts for one.
    """
    given: dict[tuple[str, str], None] = {}
    for kit in kits:
        if not kit.filled.is_empty:
            owner = kit.filled.form.owner
            given[owner.key, owner.name] = None
    left = list(given)
    absent = []
    for person in people:
        own = next((each for each in left if person.key and each[0] == person.key), None)
        if own is None:
            absent.append(person)
        else:
            left.remove(own)
    missing = []
    for person in absent:
        own = next((each for each in left if _same(each[1], person.name)), None)
        if own is None:
            missing.append(_called(person, people))
        else:
            left.remove(own)
    return Attendance(len(people), tuple(missing), tuple(name for _, name in left if name))


def _called(person: ExpectedPerson, people: Sequence[ExpectedPerson]) -> str:
    """Return a name, with the id where several have that name."""
    namesakes = sum(_same(each.name, person.name) for each in people)
    return f"{person.name} ({person.own_id})" if person.own_id and namesakes > 1 else person.name


def people_of_report(path: Path) -> tuple[ExpectedPerson, ...]:
    """Return the people of a build's report.json. Raises InvalidInput."""
    try:
        with path.open("rb") as file:
            told = json.loads(file.read(_LARGEST_REPORT))
        names = [str(kit["name"]) for kit in told["kits"]]
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        message = _("this is not the report of a build")
        raise InvalidInput((Problem(str(path), None, None, "", message),)) from error
    return tuple(ExpectedPerson(name) for name in names if name)


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
