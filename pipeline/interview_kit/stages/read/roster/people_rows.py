"""Tell the rows of people from others: teachers and pupils who left, and rows of dates and points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from interview_kit.stages.read.roster.cells import cell_of
from interview_kit.stages.read.roster.column_titles import NAME, Column
from interview_kit.stages.read.roster.programs import program_of, programs
from interview_kit.stages.read.roster.table import RawRow, RosterTable, quoted, spans
from interview_kit.stages.read.roster.vocabulary import normal
from interview_kit.support.i18n import _, _n

# How many names are shown where the encoding was guessed.
_NAMES_TO_SHOW = 3


def only_people(
    table: RosterTable, columns: tuple[Column, ...]
) -> tuple[tuple[RawRow, ...], tuple[str, ...]]:
    """Return the rows of people and blank ones, with cells as the program that exported them means them.

    The second value are messages about the rows that are passed over.
    """
    program = program_of(table.titles.cells)
    rows = table.rows
    told: list[str] = []
    if program:
        is_student = students_in(table)
        others = [row.number for row in rows if not row.is_blank and not is_student(row)]
        if others:
            message = _n(
                "row {rows} is no student in this list of {program}, and is passed over",
                "rows {rows} are no students in this list of {program}, and are passed over",
                len(others),
                rows=spans(others),
                program=program.name,
            )
            told.append(message)
        rows = tuple(
            replace(row, cells=tuple(map(program.cell, row.cells)))
            for row in rows
            if row.number not in others
        )
    nobody = {words.casefold() for words in programs().no_people}
    others = [row.number for row in rows if name_in(row, columns).casefold() in nobody]
    if others:
        message = _n(
            "row {rows} is about the work and no person, and is passed over",
            "rows {rows} are about the work and no people, and are passed over",
            len(others),
            rows=spans(others),
        )
        told.append(message)
    return tuple(row for row in rows if row.number not in others), tuple(told)


def name_in(row: RawRow, columns: tuple[Column, ...]) -> str:
    """Return the text of a row's columns of names."""
    names = sorted((column for column in columns if column.parts == NAME), key=lambda column: column.turn)
    return " ".join(filter(None, (cell_of(row, column).strip() for column in names)))


def about_rows(table: RosterTable, columns: tuple[Column, ...]) -> Iterator[str]:
    """Yield messages about blank rows, and about an encoding that was guessed, with some names to look at."""
    blank = [row.number for row in table.rows if row.is_blank]
    if blank:
        yield _n(
            "row {rows} is blank and passed over",
            "rows {rows} are blank and passed over",
            len(blank),
            rows=spans(blank),
        )
    if table.encoding:
        names = (name_in(row, columns) for row in table.rows)
        accented = [name for name in names if not name.isascii()][:_NAMES_TO_SHOW]
        if accented:
            shown = ", ".join(quoted(accented))
            yield _(
                "this is not UTF-8 text, and is read as {encoding}; are these names right: {names}?",
                encoding=table.encoding,
                names=shown,
            )
        else:
            yield _("this is not UTF-8 text, and is read as {encoding}", encoding=table.encoding)


def students_in(
    table: RosterTable, only: Mapping[str, tuple[str, ...]] | None = None
) -> Callable[[RawRow], bool]:
    """Return whether a row of a program's list is a student: by `only`, else by the cells of that program.

    A blank cell says nothing: exports for the first time leave the status of everyone blank.
    """
    if only is None:
        program = program_of(table.titles.cells)
        only = program.only if program else {}
    given = {normal(title): number for number, title in enumerate(table.titles.cells)}
    wanted = {given[normal(title)]: cells for title, cells in only.items() if normal(title) in given}
    return lambda row: all(
        "".join(row.cells[index : index + 1]).strip().casefold() in ("", *cells)
        for index, cells in wanted.items()
    )
