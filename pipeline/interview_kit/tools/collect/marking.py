"""Show the students in the table of answers, and type marks into it, as a teacher does in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from interview_kit.support.workbook import put_text
from interview_kit.tools.collect.marked_table import NotOurTable, Update, opened_sheets, saved_anew
from interview_kit.tools.collect.sheets import TypedRow, plain, shown_text
from interview_kit.tools.collect.students import MARK, STUDENTS

# A mark that is a number, so that a spreadsheet can count with it. 1,234 may be a thousand or one.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6}|,[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class StudentsTable:
    """The sheet of students as it is now: the titles of our columns by id, in order, and the rows."""

    titles: Mapping[str, str]
    rows: tuple[TypedRow, ...]


def students_table(data: bytes) -> StudentsTable:
    """Return the sheet of students of a table of answers. Raises NotOurTable."""
    kept = opened_sheets(data).get(STUDENTS)
    if kept is None:
        raise NotOurTable
    places = sorted(kept.places.items(), key=lambda each: each[1])
    titles = {name: shown_text(kept.sheet.cell(1, place)) for name, place in places}
    return StudentsTable(titles, tuple(row for _number, row in kept.rows()))


def with_typed(data: bytes, typed: Mapping[str, Mapping[str, str]]) -> Update:
    """Return a table of answers with texts typed into cells of students, by row key and column id.

    Its bytes stay where it has all of them already. Raises NotOurTable.
    """
    opened = opened_sheets(data)
    if STUDENTS not in opened:
        raise NotOurTable
    kept = opened[STUDENTS]
    changed = [
        _type(kept.sheet, number, kept.places[name], text, as_number=name == MARK)
        for number, row in kept.rows()
        for name, text in typed.get(row.key, {}).items()
        if name in kept.places
    ]
    workbook = kept.sheet.parent
    assert isinstance(workbook, Workbook)
    return saved_anew(workbook, data, {}) if any(changed) else Update(data, {})


def _type(sheet: Worksheet, row: int, column: int, text: str, *, as_number: bool) -> bool:
    """Type a text into a cell, and return whether that has changed it."""
    cell = sheet.cell(row, column)
    number = float(text.replace(",", ".")) if as_number and _NUMBER.fullmatch(text) else None
    if plain(text) == shown_text(cell) or (number is not None and cell.value == number):
        return False
    cell.value = None
    put_text(sheet, row, column, text)
    if number is not None:
        cell.value = int(number) if number.is_integer() else number
        cell.number_format = "General"
    return True
