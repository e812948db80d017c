"""Compare the returned kits with a class list: who is missing, and who is not on the list."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from interview_kit.model.form import LONGEST_TEXT
from interview_kit.support.errors import refusal
from interview_kit.support.i18n import _
from interview_kit.tools.collect.answers import cleaned
from interview_kit.tools.collect.folder import MOST_FILES, ReturnedKit

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
    given: dict[tuple[str, str, str], None] = {}
    for kit in kits:
        if not kit.filled.is_empty:
            owner = kit.filled.form.owner
            given[owner.key, _plain(owner.name), owner.name] = None
    left, absent = list(given), list(people)
    for which in (0, 1):
        for person in people:
            wanted = (person.key, _plain(person.name))[which]
            own = next((each for each in left if wanted and wanted == each[which]), None)
            if own and person in absent:
                left.remove(own)
                absent.remove(person)
    namesakes = Counter(_plain(person.name) for person in people)
    missing = (
        f"{person.name} ({person.own_id})"
        if person.own_id and namesakes[_plain(person.name)] > 1
        else person.name
        for person in absent
    )
    return Attendance(len(people), tuple(missing), tuple(name for _key, _ignored, name in left if name))


def people_of_report(path: Path) -> tuple[ExpectedPerson, ...]:
    """Return the people listed in a build's report.json. Raises InvalidInput."""
    try:
        with path.open("rb") as file:
            told = json.loads(file.read(_LARGEST_REPORT))
        names = [cleaned(str(kit["name"])) for kit in told["kits"]]
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise refusal(str(path), _("this is not the report of a build")) from error
    if len(names) > MOST_FILES:
        raise refusal(str(path), _("this names more than {most} people", most=MOST_FILES))
    return tuple(ExpectedPerson(name[:LONGEST_TEXT]) for name in names if name)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
