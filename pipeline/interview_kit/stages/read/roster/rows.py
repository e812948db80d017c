"""Validate each row of a roster as a profile, and collect the problems of all rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.stages.read.profiles import ASSUMED, ReadProfile, profile_of
from interview_kit.stages.read.roster.cells import forget_empty_cells, merged, row_tree, without_gaps
from interview_kit.stages.read.roster.defaults import read_defaults
from interview_kit.stages.read.roster.headers import NAME, Column, language_of_titles, match_headers
from interview_kit.stages.read.roster.table import (
    MOST_ROWS,
    CellFault,
    RawRow,
    RosterTable,
    place,
    refusal,
    spans,
)
from interview_kit.stages.read.typed_values import as_meant
from interview_kit.support.errors import InvalidInput, Notice, Origin, Problem
from interview_kit.support.i18n import N_, _, _n, message_language
from interview_kit.support.positions import Data, Text

_NO_NAME = N_("no column has the names; write Student name, or name, at its head")

Columns = tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person's row: its number in the spreadsheet, its cells, and its profile or its problems.

    `name` is that of the profile, or what the cells of a refused row have as the name.
    """

    number: int
    cells: tuple[str, ...]
    found: ReadProfile | InvalidInput
    name: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster: its column titles, its rows without blank ones, the columns to confirm, and notices.

    `usual` is the path of its defaults file, or "" where there is none; `language` that of rows without one.
    """

    file: str
    titles: tuple[str, ...]
    rows: tuple[RosterRow, ...]
    guesses: Columns
    notices: tuple[Notice, ...]
    usual: str = ""
    language: Language = SOURCE_LANGUAGE


def roster_of(table: RosterTable, path: Path) -> Roster:
    """Return the roster of a table, with the defaults in `<stem>.defaults.yaml` beside its path.

    Raises InvalidInput where the column titles or the defaults are refused, or where there is no row.
    """
    faults = table.titles.faults
    if faults:
        raise InvalidInput(tuple(_fault(fault, table.titles, table.file, ()) for fault in faults))
    columns = match_headers(table)
    own, about_usual = read_defaults(path.with_name(f"{path.stem}.defaults.yaml"))
    _require_names(table, columns, own)
    usual = _with_language(own, columns)
    filled = [row for row in table.rows if not row.is_blank]
    if not filled:
        raise refusal(table.file, _("this roster has titles and no rows; write one person a row below them"))
    MOST_ROWS.check(len(filled), table.file)
    rows = tuple(_row(row, table.file, columns, usual) for row in filled)
    _refuse_defaults(rows, usual)
    shared = _shared_notices(rows, table.file, usual)
    notices = (*_blank_rows(table), *about_usual, *(notice for notice, _rows in shared))
    told = {(each.path, number) for each, numbers in shared for number in numbers}
    alone = tuple(replace(row, found=_own_notices(row, told)) for row in rows)
    guesses = tuple(column for column in columns if column.like is not None)
    language = next((each for each in Language if each == usual.get("language")), SOURCE_LANGUAGE)
    file = own.at.file if own else ""
    return Roster(table.file, table.titles.cells, alone, guesses, notices, file, language)


def _require_names(table: RosterTable, columns: Columns, usual: Data | None) -> None:
    if not any(column.parts == NAME for column in columns) and "name" not in (usual or {}):
        cell = place(table.titles.number, 0)
        raise InvalidInput((Problem(table.file, None, None, "", _(_NO_NAME), cell),))


def _with_language(usual: Data | None, columns: Columns) -> Data:
    """Return the defaults with a language: their own, else that of the titles, else that of the computer."""
    whole = Data(usual.at).take(usual) if usual else Data(Origin("", 0, 0))
    language = language_of_titles(columns) or message_language()
    if whole.get("language") or language not in list(Language) or language == SOURCE_LANGUAGE:
        return whole
    return whole.add(Text("language", whole.at), Text(language, whole.at))


def _row(row: RawRow, file: str, columns: Columns, usual: Data) -> RosterRow:
    found = _read(row, file, columns, usual)
    if isinstance(found, ReadProfile):
        return RosterRow(row.number, row.cells, found, found.profile.name)
    named = sorted((each for each in columns if each.parts == NAME), key=attrgetter("turn"))
    parts = (cell.strip() for each in named for cell in row.cells[each.number - 1 : each.number])
    return RosterRow(row.number, row.cells, found, " ".join(filter(None, parts)))


def _read(row: RawRow, file: str, columns: Columns, usual: Data) -> ReadProfile | InvalidInput:
    read_ones = {0, *(column.number for column in columns)}
    faults = tuple(_fault(fault, row, file, columns) for fault in row.faults if fault.column in read_ones)
    if any(not fault.column for fault in row.faults):
        return InvalidInput(faults)
    tree, told = as_meant(row_tree(row, columns, file))
    try:
        read = profile_of(without_gaps(merged(tree, usual)), told)
    except InvalidInput as error:
        faulty = {fault.cell for fault in faults}
        return InvalidInput((*faults, *(each for each in error.problems if each.cell not in faulty)))
    forget_empty_cells(read.tree)
    return InvalidInput(faults) if faults else read


def _fault(fault: CellFault, row: RawRow, file: str, columns: Columns) -> Problem:
    column = next((column for column in columns if column.number == fault.column), None)
    cell = place(row.number, fault.column, column.title if column else "")
    return Problem(file, None, None, column.path if column else "", fault.message, cell)


def _refuse_defaults(rows: tuple[RosterRow, ...], usual: Data) -> None:
    """Report problems in the defaults file once, not for every row. Raises InvalidInput."""
    problems = (
        problem for row in rows if isinstance(row.found, InvalidInput) for problem in row.found.problems
    )
    wrong = tuple(
        dict.fromkeys(problem for problem in problems if usual.at.file and problem.file == usual.at.file)
    )
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


def _shared_notices(
    rows: tuple[RosterRow, ...], file: str, usual: Data
) -> list[tuple[Notice, tuple[int, ...]]]:
    """Return each notice that stands for several rows, with the numbers of these rows.

    They are those about the defaults, and about what is assumed where a row does not give it.
    """
    rows_of: dict[Notice, list[int]] = {}
    good = [(row.number, row.found) for row in rows if isinstance(row.found, ReadProfile)]
    for number, read in good:
        for notice in read.notices:
            if notice.path in ASSUMED and notice.file == file:
                rows_of.setdefault(Notice(file, None, None, notice.path, notice.message), []).append(number)
            elif notice.file == usual.at.file:
                rows_of.setdefault(notice, []).append(number)
    shared = []
    for notice, numbers in rows_of.items():
        some = len(numbers) < len(good)
        if notice.file == file and len(numbers) == 1:
            continue
        message = _("{message} (rows {rows})", message=notice.message, rows=spans(numbers)) if some else ""
        shared.append((replace(notice, message=message or notice.message), tuple(numbers)))
    return shared


def _own_notices(row: RosterRow, told: set[tuple[str, int]]) -> ReadProfile | InvalidInput:
    """Return a row's profile without the notices that are told for several rows: paths with row numbers."""
    if isinstance(row.found, InvalidInput):
        return row.found
    own = tuple(notice for notice in row.found.notices if (notice.path, row.number) not in told)
    return replace(row.found, notices=own)
