"""Validate each row of a roster as a profile, and collect the problems of all rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from interview_kit.stages.read.profiles import ReadProfile, profile_of
from interview_kit.stages.read.roster.cells import forget_empty_cells, merged, row_tree, without_gaps
from interview_kit.stages.read.roster.defaults import read_defaults
from interview_kit.stages.read.roster.headers import Column, match_headers
from interview_kit.stages.read.roster.table import (
    MOST_ROWS,
    CellFault,
    RawRow,
    RosterTable,
    place,
    refusal,
    spans,
)
from interview_kit.support.errors import InvalidInput, Notice, Problem
from interview_kit.support.i18n import N_, _, _n
from interview_kit.support.positions import Data

_NO_NAME = N_("no column has the names; write Student name, or name, at its head")
_NO_TARGET = N_("no column has the jobs; write Job of interest, or target.occupation, at its head")


Columns = tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person's row: its number in the spreadsheet, its cells, and its profile or its problems."""

    number: int
    cells: tuple[str, ...]
    found: ReadProfile | InvalidInput


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster: its column titles, its rows without blank ones, the columns to confirm, and notices.

    `usual` is the path of its defaults file, or "" where there is none.
    """

    file: str
    titles: tuple[str, ...]
    rows: tuple[RosterRow, ...]
    guesses: Columns
    notices: tuple[Notice, ...]
    usual: str = ""


def roster_of(table: RosterTable, path: Path) -> Roster:
    """Return the roster of a table, with the defaults in `<stem>.defaults.yaml` beside its path.

    Raises InvalidInput where the column titles or the defaults are refused, or where there is no row.
    """
    faults = table.titles.faults
    if faults:
        raise InvalidInput(tuple(_fault(fault, table.titles, table.file, ()) for fault in faults))
    columns = match_headers(table)
    usual = read_defaults(path.with_name(f"{path.stem}.defaults.yaml"))
    _require_columns(table, columns, usual)
    filled = [row for row in table.rows if not row.is_blank]
    if not filled:
        raise refusal(table.file, _("this roster has titles and no rows; write one person a row below them"))
    MOST_ROWS.check(len(filled), table.file)
    rows = tuple(RosterRow(row.number, row.cells, _read(row, table.file, columns, usual)) for row in filled)
    _refuse_defaults(rows, usual)
    notices = (*_blank_rows(table), *_shared_notices(rows, table.file, usual))
    own = tuple(RosterRow(row.number, row.cells, _own_notices(row.found, notices)) for row in rows)
    guesses = tuple(column for column in columns if column.like is not None)
    return Roster(
        table.file, table.titles.cells, own, guesses, notices, usual.at.file if usual is not None else ""
    )


def _require_columns(table: RosterTable, columns: Columns, usual: Data | None) -> None:
    wanted = {"name": _NO_NAME, "target": _NO_TARGET}
    missing = [
        Problem(table.file, None, None, "", _(message), place(table.titles.number, 0))
        for key, message in wanted.items()
        if not any(column.parts[0] == key for column in columns) and key not in (usual or {})
    ]
    if missing:
        raise InvalidInput(tuple(missing))


def _read(row: RawRow, file: str, columns: Columns, usual: Data | None) -> ReadProfile | InvalidInput:
    read_ones = {0, *(column.number for column in columns)}
    faults = tuple(_fault(fault, row, file, columns) for fault in row.faults if fault.column in read_ones)
    if any(not fault.column for fault in row.faults):
        return InvalidInput(faults)
    tree = row_tree(row, columns, file)
    try:
        read = profile_of(without_gaps(merged(tree, usual) if usual else tree))
    except InvalidInput as error:
        faulty = {fault.cell for fault in faults}
        return InvalidInput((*faults, *(each for each in error.problems if each.cell not in faulty)))
    forget_empty_cells(read.tree)
    return InvalidInput(faults) if faults else read


def _fault(fault: CellFault, row: RawRow, file: str, columns: Columns) -> Problem:
    column = next((column for column in columns if column.number == fault.column), None)
    cell = place(row.number, fault.column, column.title if column else "")
    return Problem(file, None, None, column.path if column else "", fault.message, cell)


def _refuse_defaults(rows: tuple[RosterRow, ...], usual: Data | None) -> None:
    """Report problems in the defaults file once, not for every row. Raises InvalidInput."""
    problems = (
        problem for row in rows if isinstance(row.found, InvalidInput) for problem in row.found.problems
    )
    wrong = tuple(dict.fromkeys(problem for problem in problems if usual and problem.file == usual.at.file))
    if wrong:
        raise InvalidInput(wrong)


def _blank_rows(table: RosterTable) -> tuple[Notice, ...]:
    blank = [row.number for row in table.rows if row.is_blank]
    if not blank:
        return ()
    message = _n(
        "row {rows} is blank and passed over",
        "rows {rows} are blank and passed over",
        len(blank),
        rows=spans(blank),
    )
    return (Notice(table.file, None, None, "", message),)


def _shared_notices(rows: tuple[RosterRow, ...], file: str, usual: Data | None) -> tuple[Notice, ...]:
    """Return the notices for all rows: those about the defaults, and a `decision` that no row gives."""
    good = [row.found for row in rows if isinstance(row.found, ReadProfile)]
    count = Counter((notice.path, notice.message) for read in good for notice in read.notices)
    found: dict[Notice, None] = {}
    for read in good:
        for notice in read.notices:
            if usual and notice.file == usual.at.file:
                found[notice] = None
            elif notice.path == "decision" and count[notice.path, notice.message] == len(good) > 1:
                found[Notice(file, None, None, notice.path, notice.message)] = None
    return tuple(found)


def _own_notices(found: ReadProfile | InvalidInput, shared: tuple[Notice, ...]) -> ReadProfile | InvalidInput:
    """Return a row's profile without the notices that concern all rows."""
    if not isinstance(found, ReadProfile):
        return found
    said = {(notice.path, notice.message) for notice in shared}
    own = tuple(notice for notice in found.notices if (notice.path, notice.message) not in said)
    return replace(found, notices=own)
