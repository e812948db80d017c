"""Compare the returned kits with a class list: who is missing, and who is not on the list."""

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
    """A person whose kit is expected; `key` identifies them in kits, `own_id` is the id the teacher knows.

    Both are "" where unknown.
    """

    name: str
    key: str = ""
    own_id: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """The number of people expected, who is missing, and who handed in a kit but is not on the list."""

    expected: int
    missing: tuple[str, ...]
    strangers: tuple[str, ...]


def attendance_of(people: Sequence[ExpectedPerson], kits: Iterable[ReturnedKit]) -> Attendance:
    """Return the attendance; a kit without any answer does not count as handed in.

    People are matched by key first, then by name, for those who were given an id after their kit was built.
    Each kit matches one person, so namesakes without a key need a kit each.
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
    """Return a name, with the id in parentheses where several people have that name."""
    namesakes = sum(_same(each.name, person.name) for each in people)
    return f"{person.name} ({person.own_id})" if person.own_id and namesakes > 1 else person.name


def people_of_report(path: Path) -> tuple[ExpectedPerson, ...]:
    """Return the people listed in a build's report.json. Raises InvalidInput."""
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
