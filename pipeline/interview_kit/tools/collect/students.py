"""Build the sheets to mark in: a row for every student of the class, and one for each who is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from itertools import islice

from interview_kit.model.enums import Language, ProgrammePage
from interview_kit.model.form import Field
from interview_kit.model.language import language_of
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.tools.collect.attendance import ExpectedPerson, Student
from interview_kit.tools.collect.folder import ReturnedKit
from interview_kit.tools.collect.questions import headings, notes_of
from interview_kit.tools.collect.sheets import Column, Row, Sheet, TypedRow
from interview_kit.tools.collect.table import cell

STUDENTS, MISSING, PAPER, CONSENT = "students", "missing", "on_paper", "consent"
HANDED_IN, MARK, COMMENT = "handed_in", "mark", "comment"
PERSON = ("name", "number", "job")
_MOST_COLUMNS = 200  # of questions and of criteria; the sheet of all answers has the others
# A minor's parent ticks another box than a person of age.
_AGREED, _NO = frozenset({"consent/yes", "consent/child"}), "consent/no"
_WIDTHS = {"name": 24, "number": 12, "job": 22, HANDED_IN: 12, PAPER: 12, CONSENT: 14, "email": 30}
_TO_MARK = {MARK: 12, COMMENT: 36}
_LEVEL_WIDTH, _QUESTION_WIDTH = 22, 44


def students_sheet(students: Sequence[Student], keys: Sequence[str], renderer: TextRenderer) -> Sheet:
    """Return the sheet with a row for each student, by their keys, and a column for each question.

    Raises BankError.
    """
    kits = [kit for student in students for kit in student.kits]
    asked = dict(islice(headings(kits, renderer.language).items(), _MOST_COLUMNS))
    criteria = _criteria(kits, renderer.language)
    columns = (
        *_columns((*PERSON, HANDED_IN, PAPER, CONSENT), renderer),
        *(Column(name, cell(title), _LEVEL_WIDTH) for name, title in criteria.items()),
        *_columns(_TO_MARK, renderer),
        *(Column(name, cell(title), _QUESTION_WIDTH) for name, title in asked.items()),
    )
    words = {word: renderer.label_text(f"collect.{word}") for word in ("yes", "no")} | {"": ""}
    rows = []
    for student, key in zip(students, keys, strict=True):
        found = _noted(student)
        handed_in = words["yes" if student.has_handed_in else "no"]
        who = _identity(student.person)
        noted = {PAPER: "", CONSENT: words[consent_of(student)], **found}
        cells = (*who, handed_in, *(cell(noted.get(column.id, "")) for column in columns[len(who) + 1 :]))
        rows.append(Row(key, cells, who))
    title = renderer.label_text("collect.sheet.students")
    return Sheet(STUDENTS, title, columns, tuple(rows), keeps_rows=True)


def missing_sheet(
    students: Sequence[Student], keys: Sequence[str], on_paper: Collection[int], renderer: TextRenderer
) -> Sheet:
    """Return the sheet of those who are missing; `on_paper` has the places of others. Raises BankError."""
    rows = tuple(
        Row(key, (*who, person.profile.email if person.profile else ""), who)
        for place, (student, key) in enumerate(zip(students, keys, strict=True))
        if student.is_missing and place not in on_paper
        for person, who in [(student.person, _identity(student.person))]
    )
    columns = _columns((*PERSON, "email"), renderer)
    return Sheet(MISSING, renderer.label_text("collect.sheet.missing"), columns, rows)


def rows_of(
    students: Sequence[Student], typed: Sequence[TypedRow]
) -> tuple[tuple[str, TypedRow | None], ...]:
    """Return for each student the key of their row, and the row if there is one already.

    Rows are found by number, then by name and work, then by name; another number is another person.
    """
    left = list(typed)
    found: dict[int, TypedRow] = {}
    for alike in (_same_number, _same_name_and_work, _same_name):
        for place, student in enumerate(students):
            own = next((row for row in left if alike(_identity(student.person), _identity_of(row))), None)
            if own and place not in found:
                left.remove(own)
                found[place] = own
    taken = {row.key for row in typed}
    keys = []
    for place, student in enumerate(students):
        known = found.get(place)
        keys.append(known.key if known and known.key else _new_key(student.person, taken))
        taken.add(keys[-1])
    return tuple((key, found.get(place)) for place, key in enumerate(keys))


def consent_of(student: Student) -> str:
    """Return "yes" or "no" as ticked in the consent form, or "" where nothing is."""
    ticks = {tick for kit in student.kits for tick in kit.filled.ticks}
    return "no" if _NO in ticks else "yes" if ticks & _AGREED else ""


def has_consent_form(student: Student) -> bool:
    """Return whether the person's kit has the consent form."""
    names = {field.name for kit in student.kits for field in kit.filled.form.fields}
    profile = student.person.profile
    programme = profile.programme if profile else None
    return bool(names & _AGREED) or (programme is not None and ProgrammePage.CONSENT in programme.pages)


def _columns(names: Sequence[str] | Mapping[str, int], renderer: TextRenderer) -> tuple[Column, ...]:
    widths = {**_WIDTHS, **_TO_MARK}
    titled = ((name, renderer.label_text(f"collect.column.{name}")) for name in names)
    return tuple(Column(name, title, widths[name]) for name, title in titled)


def _criteria(kits: Sequence[ReturnedKit], language: Language) -> dict[str, str]:
    """Return the criteria of the rubric by id, in a language where a kit has it."""
    found: dict[str, str] = {}
    for kit in sorted(kits, key=lambda kit: language_of(kit.filled.form.language) != language):
        for field in kit.filled.form.fields:
            if _is_level(field) and len(found) < _MOST_COLUMNS:
                found.setdefault(_criterion(field), field.about)
    return found


def _is_level(field: Field) -> bool:
    """Return whether a field is the box of a level in the rubric."""
    return field.part == "rubric" and field.kind == "tick"


def _criterion(field: Field) -> str:
    return field.name.rpartition("/")[0]


def _noted(student: Student) -> dict[str, str]:
    """Return the notes by question, and the levels by criterion: of each those of the fullest kit."""
    found: dict[str, str] = {}
    for kit in sorted(student.kits, key=lambda kit: kit.filled.size, reverse=True):
        own: dict[str, list[str]] = {}
        several = Counter(note.question for note in notes_of(kit))
        for note in notes_of(kit):
            whose = f"{note.contact}\n" if note.contact and several[note.question] > 1 else ""
            own.setdefault(note.question, []).append(f"{whose}{note.text}")
        for field in kit.filled.form.fields:
            if _is_level(field) and field.name in kit.filled.ticks:
                own.setdefault(_criterion(field), []).append(field.label)
        found = {name: "\n\n".join(texts) for name, texts in own.items()} | found
    return found


def _identity(person: ExpectedPerson) -> tuple[str, str, str]:
    return person.name, person.own_id, person.work


def _identity_of(row: TypedRow) -> tuple[str, ...]:
    """Return name, number and work of a row: as they were written, or as they were typed by hand."""
    return row.identity if len(row.identity) == 3 else tuple(row.cells.get(each, "") for each in PERSON)


def _same_number(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return bool(one[1]) and one[1] == other[1]


def _same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return one[0].casefold() == other[0].casefold() and not (one[1] and other[1] and one[1] != other[1])


def _same_name_and_work(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return _same_name(one, other) and one[2] == other[2]


def _new_key(person: ExpectedPerson, taken: Collection[str]) -> str:
    number = 0
    while True:
        key = sha256(f"{person.own_id or (person.name, person.work)}\n{number}".encode()).hexdigest()[:12]
        if key not in taken:
            return key
        number += 1
