"""Validate each row of a roster as a profile, and collect the problems of all rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.stages.read.profiles import ReadProfile, as_unknown_age, profile_of
from interview_kit.stages.read.roster.cells import cell_of, merged, row_tree, without_gaps
from interview_kit.stages.read.roster.column_titles import MINOR, NAME, Column, language_of_titles
from interview_kit.stages.read.roster.defaults import Defaults, near_misses, read_defaults
from interview_kit.stages.read.roster.headers import (
    NOTHING,
    Unread,
    about_unread,
    match_headers,
    with_samples,
)
from interview_kit.stages.read.roster.people_rows import about_rows, name_in, only_people
from interview_kit.stages.read.roster.programs import is_of_pupils
from interview_kit.stages.read.roster.row_notices import namesakes, own_notices, shared_notices
from interview_kit.stages.read.roster.sheets import is_settings, named, passed_over, with_people
from interview_kit.stages.read.roster.table import (
    MOST_ROWS,
    CellFault,
    RawRow,
    RosterTable,
    letters,
    place,
    refusal,
)
from interview_kit.stages.read.typed_values import as_meant, minor_in
from interview_kit.support.errors import InvalidInput, Notice, Origin, Problem
from interview_kit.support.i18n import N_, _, message_language
from interview_kit.support.positions import Data, Text

STANDARD_INPUT = "-"
_NO_NAME = N_("no column has the names; write Student name, or name, at its head")

Columns = tuple[Column, ...]
Change = Callable[[ReadProfile], ReadProfile]


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person's row: its number in the spreadsheet, its cells, and its profile or its problems.

    `name` is that of the profile, or what the cells of a refused row have as the name. `age_is_guessed` is
    True where a notice, of the row or of all rows, says that the age is not given.
    """

    number: int
    cells: tuple[str, ...]
    found: ReadProfile | InvalidInput
    name: str = ""
    age_is_guessed: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster: its column titles, its rows without blank ones, the columns to confirm, and notices.

    `sheet` is the name of its sheet if it is one of several rosters in a workbook, else "". `usual` is the
    path of its defaults file, or "" where there is none, `settings` are the titles and values of the sheet
    of defaults, `mapped` are the titles with the keys that they were given, and `language` is that of rows
    without one.
    """

    file: str
    titles: tuple[str, ...]
    rows: Sequence[RosterRow]
    guesses: Columns
    notices: tuple[Notice, ...]
    usual: str = ""
    sheet: str = ""
    settings: tuple[tuple[str, ...], ...] = ()
    mapped: tuple[tuple[str, str], ...] = ()
    language: Language = SOURCE_LANGUAGE


def rosters_of(
    tables: tuple[RosterTable, ...],
    path: Path,
    given: Mapping[str, str] = NOTHING,
    notices: tuple[Notice, ...] = (),
    change: Change | None = None,
    *,
    alone: bool = False,
) -> tuple[Roster, ...]:
    """Return the roster of each table that has names, with the defaults of the workbook and beside its path.

    `given` are the keys of titles, as `match_headers` takes them, `notices` those about the whole file, which
    the first roster has, and `change` applies overrides to each profile. Files beside the path are not looked
    for where it is `alone`. Raises InvalidInput where column titles or defaults are refused, or where no
    table has names and rows.
    """
    settings = next((table for table in tables if is_settings(table)), None)
    others, chosen = with_people(tables, given)
    if not others:
        raise refusal(str(path), _("this workbook has no sheet with a roster"))
    defaults = read_defaults(None if alone else path, settings and named(settings), str(path))
    rosters = [
        _roster_of(named(table) if len(chosen) > 1 else table, defaults, given, change, len(chosen) > 1)
        for table in chosen
    ]
    whole = (*notices, *passed_over(path, others, chosen), *defaults.notices)
    if not alone and str(path) != STANDARD_INPUT:
        whole += tuple(near_misses(path.parent, path.stem))
    return (replace(rosters[0], notices=(*whole, *rosters[0].notices)), *rosters[1:])


def _roster_of(
    table: RosterTable,
    defaults: Defaults,
    given: Mapping[str, str],
    change: Change | None,
    several: bool,
) -> Roster:
    faults = table.titles.faults
    if faults:
        raise InvalidInput(tuple(_fault(fault, table.titles, table.file, ()) for fault in faults))
    columns, unread = match_headers(table, given)
    _require_names(table, columns, defaults.data, unread)
    people, strangers = only_people(table, columns)
    filled = [row for row in people if not row.is_blank]
    if not filled:
        raise refusal(table.file, _("this roster has titles and no rows; write one person a row below them"))
    MOST_ROWS.check(len(filled), table.file)
    usual = _with_language(defaults.data, columns)
    paths = {column.path: column for column in columns}
    rows = tuple(_row(row, table.file, columns, paths, usual) for row in filled)
    _refuse_defaults(rows, defaults)
    if change:
        rows = tuple(replace(row, found=_changed(row.found, change)) for row in rows)
    rows = _with_ages(rows, of_pupils=is_of_pupils(table.titles.cells))
    messages = (*table.told, *about_rows(table, columns), *strangers, about_unread(unread))
    told, shared = shared_notices(rows, table.file, columns, defaults.files)
    about = (Notice(table.file, None, None, "", each) for each in messages if each)
    notices = (*about, *told, *namesakes(rows, table.file))
    rows = tuple(replace(row, found=own_notices(row, table.file, shared)) for row in rows)
    guesses = tuple(with_samples(column, filled) for column in columns if column.like is not None)
    return Roster(
        table.file,
        table.titles.cells,
        rows,
        guesses,
        notices,
        defaults.path,
        table.sheet if several else "",
        defaults.cells,
        tuple(given.items()),
        next((each for each in Language if each == usual.get("language")), SOURCE_LANGUAGE),
    )


def _with_ages(rows: tuple[RosterRow, ...], *, of_pupils: bool) -> tuple[RosterRow, ...]:
    """Return the rows; without an age, one is a minor in a list of pupils or with minors, else an adult."""
    minor = of_pupils or any(isinstance(row.found, ReadProfile) and row.found.profile.minor for row in rows)
    return tuple(
        _with_age(row, as_unknown_age(row.found, minor=minor)) if isinstance(row.found, ReadProfile) else row
        for row in rows
    )


def _with_age(row: RosterRow, read: ReadProfile) -> RosterRow:
    return replace(row, found=read, age_is_guessed=any(each.path == MINOR[0] for each in read.notices))


def _require_names(table: RosterTable, columns: Columns, usual: Data | None, unread: Unread) -> None:
    if not any(column.parts == NAME for column in columns) and "name" not in (usual or {}):
        cell = place(table.titles.number, 0)
        message = "; ".join(filter(None, (_(_NO_NAME), about_unread(unread))))
        raise InvalidInput((Problem(table.file, None, None, "", message, cell),))


def _with_language(usual: Data | None, columns: Columns) -> Data:
    """Return the defaults with a language: their own, else that of the titles, else that of the computer."""
    whole = Data(usual.at).take(usual) if usual else Data(Origin("", 0, 0))
    language = language_of_titles(columns) or message_language()
    if whole.get("language") or language not in list(Language) or language == SOURCE_LANGUAGE:
        return whole
    return whole.add(Text("language", whole.at), Text(language, whole.at))


def _row(row: RawRow, file: str, columns: Columns, by_path: Mapping[str, Column], usual: Data) -> RosterRow:
    found = _read(row, file, columns, by_path, usual)
    name = found.profile.name if isinstance(found, ReadProfile) else name_in(row, columns)
    return RosterRow(row.number, row.cells, found, name)


def _changed(found: ReadProfile | InvalidInput, change: Change) -> ReadProfile | InvalidInput:
    try:
        return found if isinstance(found, InvalidInput) else change(found)
    except InvalidInput as error:
        return error


def _read(
    row: RawRow, file: str, columns: Columns, by_path: Mapping[str, Column], usual: Data
) -> ReadProfile | InvalidInput:
    read_ones = {0, *(column.number for column in columns)}
    columns, differing = _with_one_age(row, columns)
    row = replace(row, faults=(*row.faults, *differing))
    faults = tuple(_fault(fault, row, file, columns) for fault in row.faults if fault.column in read_ones)
    if any(not fault.column for fault in row.faults):
        return InvalidInput(faults)
    data, about_cells = row_tree(row, columns, by_path, file)
    tree, told = as_meant(data)
    try:
        whole = without_gaps(merged(tree, usual) if usual else tree)
        read = profile_of(whole, (*about_cells, *told), is_meant=not usual)
    except InvalidInput as error:
        faulty = {fault.cell for fault in faults}
        return InvalidInput((*faults, *(each for each in error.problems if each.cell not in faulty)))
    return InvalidInput(faults) if faults else read


def _with_one_age(row: RawRow, columns: Columns) -> tuple[Columns, tuple[CellFault, ...]]:
    """Return the columns, of those about being a minor only the first filled, and the cells that differ."""
    of_age = [(column, minor_in(cell_of(row, column))) for column in columns if column.parts == MINOR]
    if len(of_age) < 2:
        return columns, ()
    first, meaning = next((each for each in of_age if each[1]), of_age[0])
    others = [(column, meant) for column, meant in of_age if column is not first]
    faults = tuple(
        CellFault(
            column.number,
            _(
                "“{value}” does not agree with “{other}” in column {number} ({title}); correct one of them",
                value=cell_of(row, column).strip(),
                other=cell_of(row, first).strip(),
                number=letters(first.number),
                title=first.title.strip(),
            ),
        )
        for column, meant in others
        if meant and meant != meaning
    )
    unused = [column for column, _meant in others]
    return tuple(column for column in columns if column not in unused), faults


def _fault(fault: CellFault, row: RawRow, file: str, columns: Columns) -> Problem:
    column = next((column for column in columns if column.number == fault.column), None)
    cell = place(row.number, fault.column, column.title if column else "")
    return Problem(file, None, None, column.path if column else "", fault.message, cell)


def _refuse_defaults(rows: tuple[RosterRow, ...], defaults: Defaults) -> None:
    """Report problems in the defaults once, not for every row. Raises InvalidInput."""
    problems = (
        problem for row in rows if isinstance(row.found, InvalidInput) for problem in row.found.problems
    )
    wrong = tuple(dict.fromkeys(problem for problem in problems if problem.file in defaults.files))
    if wrong:
        raise InvalidInput(wrong)
