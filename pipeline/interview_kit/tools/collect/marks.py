"""Read what a teacher marked in the table of answers, and write the table without losing any of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from interview_kit.build.limits import Limits
from interview_kit.build.rosters import MEMORY
from interview_kit.build.worker_process import LimitedWorker, WorkerBug
from interview_kit.stages.read.roster.vocabulary import normal, vocabulary
from interview_kit.support.errors import InvalidInput, Located, Notice, refusal
from interview_kit.support.i18n import N_, _, _n
from interview_kit.support.output_folder import free_path, write_file
from interview_kit.tools.collect.attendance import Student, names_in
from interview_kit.tools.collect.marked_table import NotOurTable, typed_rows, updated
from interview_kit.tools.collect.marking import StudentsTable, students_table, with_typed
from interview_kit.tools.collect.sheets import Sheet, TypedRow
from interview_kit.tools.collect.students import (
    CONSENT,
    PAPER,
    STUDENTS,
    consent_of,
    has_consent_form,
    rows_of,
)

USUAL_NAME = "_answers.xlsx"
"""The name of the table where no other is given."""
_BUDGET = Limits(120, MEMORY)
_KEPT = "{}-kept{}"
_NOT_OURS = N_("this is not a table that kit wrote; it is kept as {kept}, and a new one is written")

_LOSES = N_("this holds something that kit cannot keep, such as threads of comments; {kept} is how it was")


@dataclass(frozen=True, slots=True)
class Marks:
    """The table as it is now: its bytes, None where there is none, and a key for each student's row.

    `on_paper` and `consenting` have the places of the students who handed in on paper, and who gave consent;
    `left_over` has the rows of people who are no students now.
    """

    data: bytes | None
    keys: tuple[str, ...]
    on_paper: frozenset[int]
    consenting: frozenset[int]
    left_over: tuple[TypedRow, ...]


def refuse_if_open(table: Path) -> None:
    """Raise InvalidInput where a spreadsheet program has the table open: it would write over the new one."""
    for lock in (f"~${table.name}", f".~lock.{table.name}#"):
        if table.with_name(lock).exists():
            message = _(
                "a spreadsheet program has this open; close it there, or delete {lock} if it is not open",
                lock=lock,
            )
            raise refusal(str(table), message)


def kept_copies(table: Path) -> tuple[Path, ...]:
    """Return the paths of the tables beside this one that were kept."""
    return tuple(table.parent.glob(_KEPT.format(table.stem, f"*{table.suffix}")))


def read_marks(
    table: Path, students: Sequence[Student], worker: LimitedWorker, messages: list[Located]
) -> Marks:
    """Return what a teacher marked; a file that is no table of ours is kept under another name.

    A message says so. Raises OutputProblem.
    """
    data = table.read_bytes() if table.suffix.casefold() == ".xlsx" and table.is_file() else None
    rows: tuple[TypedRow, ...] = ()
    if data is not None:
        try:
            rows = worker.run(typed_rows, data, STUDENTS, budget=_BUDGET, file=str(table))
        except (NotOurTable, InvalidInput, WorkerBug):
            _keep(table, data, _NOT_OURS, messages)
            data = None
    found = rows_of(students, rows)
    known = [row for _key, row in found]
    marked = list(enumerate(zip(known, students, strict=True)))
    return Marks(
        data,
        tuple(key for key, _row in found),
        frozenset(place for place, (row, _student) in marked if row and is_yes(row.cells.get(PAPER, ""))),
        frozenset(place for place, (row, student) in marked if _consents(row, student)),
        tuple(row for row in rows if row not in known),
    )


def _consents(row: TypedRow | None, student: Student) -> bool:
    if row and CONSENT in row.typed:
        return is_yes(row.cells[CONSENT])
    return consent_of(student) == "yes"


def write_marked(
    table: Path, marks: Marks, sheets: tuple[Sheet, ...], worker: LimitedWorker, messages: list[Located]
) -> None:
    """Write the table; what was typed in it stays, and messages name cells of which a kit has another text.

    Raises OutputProblem.
    """
    if marks.data is None:
        write_file(table, updated(None, sheets).data)
        return
    try:
        done = worker.run(updated, marks.data, sheets, budget=_BUDGET, file=str(table))
    except (InvalidInput, WorkerBug):
        _keep(
            table,
            marks.data,
            N_("this cannot be updated; it is kept as {kept}, and a new one is written"),
            messages,
        )
        done = updated(None, sheets)
    if done.loses:
        _keep(table, marks.data, _LOSES, messages)
    names = {row.key: row.cells[0] for row in sheets[0].rows}
    for key, count in done.differing.items():
        if key in names:
            message = _n(
                "{n} cell of {name} was typed and stays; what the kit says is among all answers",
                "{n} cells of {name} were typed and stay; what the kit says is among all answers",
                count,
                name=names[key],
            )
            messages.append(Notice(str(table), None, None, "", message))
    if done.data != marks.data:
        write_file(table, done.data)


def type_marks(
    table: Path, typed: Mapping[str, Mapping[str, str]], worker: LimitedWorker, messages: list[Located]
) -> bool:
    """Type texts into cells of students, by row key and column id; return whether the table has changed.

    Raises NotOurTable, InvalidInput, WorkerBug, OutputProblem.
    """
    data = table.read_bytes()
    done = worker.run(with_typed, data, typed, budget=_BUDGET, file=str(table))
    if done.loses:
        _keep(table, data, _LOSES, messages)
    if done.data != data:
        write_file(table, done.data)
    return done.data != data


def read_students(table: Path | bytes, worker: LimitedWorker) -> StudentsTable:
    """Return the sheet of students of a table, or its bytes. Raises NotOurTable, InvalidInput, WorkerBug."""
    data = table if isinstance(table, bytes) else table.read_bytes()
    return worker.run(students_table, data, budget=_BUDGET, file=USUAL_NAME)


def write_csv(table: Path, data: bytes, titles: tuple[bytes, ...], messages: list[Located]) -> None:
    """Write a table as text; one with other titles, such as a column more, is kept under another name.

    Raises OutputProblem.
    """
    before = table.read_bytes() if table.is_file() else data
    if not before.startswith(titles):
        _keep(table, before, _NOT_OURS, messages)
    write_file(table, data)


def left_over(table: Path, marks: Marks) -> Iterator[Notice]:
    """Yield a notice for each row of a person who is not in the class."""
    for row in marks.left_over:
        if name := (row.identity or tuple(row.cells.values()) or ("",))[0]:
            message = _("{name} is not in the class now; the row in the table is kept", name=name)
            yield Notice(str(table), None, None, "", message)


def without_consent(students: Sequence[Student], consenting: Collection[int]) -> tuple[str, ...]:
    """Return the names of those who have a consent form and have not given their consent."""
    lacking = (
        student
        for place, student in enumerate(students)
        if place not in consenting and has_consent_form(student)
    )
    return names_in(lacking, students)


def _keep(table: Path, data: bytes, template: str, messages: list[Located]) -> None:
    kept = free_path(table.with_name(_KEPT.format(table.stem, table.suffix)), data)
    write_file(kept, data)
    messages.append(Notice(str(table), None, None, "", _(template, kept=kept.name)))


@cache
def _words_for_no() -> frozenset[str]:
    return frozenset({"", "-", "–", *map(normal, vocabulary().truth["false"].all())})


def is_yes(text: str) -> bool:
    """Return whether a teacher's cell means yes: anything, such as a date, that is no "no"."""
    return normal(text) not in _words_for_no()
