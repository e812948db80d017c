"""Update the workbook that a teacher marks in: our cells get new values in place, and what was typed stays.

A hidden column of each sheet says which columns are ours, and by a digest what was written into each cell: a
cell that has another text by now was typed by the teacher. Rows keep their order, and new ones come last.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from interview_kit.support.errors import KitError
from interview_kit.support.safe_zip import SafeZip, ZipFault, ZipLimits, parse_xml
from interview_kit.support.workbook import new_workbook, put_text, put_titles, workbook_bytes
from interview_kit.tools.collect.sheets import (
    Column,
    Row,
    Sheet,
    TypedRow,
    digest,
    plain,
    shown_text,
    told_by,
)

_MARK = "interview-kit"
_TYPED = "*"  # in place of a digest: what the cell holds was typed
_LARGEST = 256 * 1024 * 1024  # unpacked
_LINE, _HIGHEST = 15, 405  # in points, of a row
_WRAPPED = Alignment(wrap_text=True, vertical="top")
# Parts that say nothing to a reader, and are written anew by every program.
_PASSING = frozenset({"_rels", "printerSettings", "theme", "worksheets"})


class NotOurTable(KitError):
    """The file is not a table that this program wrote, or is damaged or locked."""


_NEW = TypedRow("", (), {}, frozenset())


@dataclass(frozen=True, slots=True)
class Update:
    """An updated workbook, and the number of typed cells by row key that differ from what was to be written.

    `loses` says whether the workbook held something that cannot be kept, such as threaded comments.
    """

    data: bytes
    differing: Mapping[str, int]
    loses: bool = False


def typed_rows(data: bytes, sheet: str) -> tuple[TypedRow, ...]:
    """Return the rows of one of our sheets, as they are by now. Raises NotOurTable."""
    opened = opened_sheets(data)
    return tuple(row for _number, row in opened[sheet].rows()) if sheet in opened else ()


def updated(data: bytes | None, sheets: tuple[Sheet, ...]) -> Update:
    """Return the workbook with the sheets, a new one where `data` is None. Raises NotOurTable."""
    differing: dict[str, int] = {}
    opened = opened_sheets(data) if data else {}
    workbook = next(iter(opened.values())).sheet.parent if opened else new_workbook(sheets[0].title)[0]
    assert isinstance(workbook, Workbook)
    for number, wanted in enumerate(sheets):
        kept = opened.get(wanted.id)
        if kept is None:
            is_first = not opened and not number
            kept = _new_sheet(
                workbook.worksheets[0] if is_first else workbook.create_sheet(wanted.title), wanted
            )
        differing |= kept.write(wanted)
    if (
        data
        and not any(kept.changed for kept in opened.values())
        and all(wanted.id in opened for wanted in sheets)
    ):
        return Update(data, differing)
    return saved_anew(workbook, data, differing)


def saved_anew(workbook: Workbook, data: bytes | None, differing: Mapping[str, int]) -> Update:
    """Return a workbook that was opened from `data`, if there is some, and was changed."""
    made = workbook_bytes(workbook)
    loses = bool(data) and bool(_kinds(data or b"") - _kinds(made) - _PASSING)
    return Update(made, differing, loses)


def _kinds(data: bytes) -> set[str]:
    archive = SafeZip(data)
    names = ((name, name.split("/")) for name in archive.names)
    kinds = ((name, parts[1]) for name, parts in names if len(parts) > 2 and parts[0] == "xl")
    return {kind for name, kind in kinds if kind != "drawings" or not _is_empty(name, archive.read(name))}


def _is_empty(name: str, part: bytes) -> bool:
    """Return whether a part has no element in it, as the drawings that LibreOffice writes for each sheet."""
    return name.endswith(".xml") and not len(parse_xml(part, name))


def opened_sheets(data: bytes) -> dict[str, KeptSheet]:
    """Return our sheets of a workbook by id. Raises NotOurTable."""
    try:
        SafeZip(data, ZipLimits(2_000, _LARGEST)).check()
        workbook = load_workbook(io.BytesIO(data), rich_text=True)
        found = [KeptSheet.found_in(sheet) for sheet in workbook.worksheets]
    except (ZipFault, OSError, ValueError, TypeError, LookupError, AttributeError, SyntaxError) as error:
        raise NotOurTable from error
    ours = {sheet.id: sheet for sheet in reversed(found) if sheet}
    if not ours:
        raise NotOurTable
    return ours


def _new_sheet(sheet: Worksheet, wanted: Sheet) -> KeptSheet:
    put_titles(sheet, [column.title for column in wanted.columns])
    for number, column in enumerate(wanted.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    key = len(wanted.columns) + 1
    sheet.column_dimensions[get_column_letter(key)].hidden = True
    sheet.freeze_panes = "B2"
    known = [[column.id, digest(column.title), digest(column.title)] for column in wanted.columns]
    return KeptSheet(sheet, wanted.id, key, known)


class KeptSheet:
    """One of our sheets in a workbook, as the teacher left it; `changed` says whether a cell was written.

    `places` are the numbers of our columns by id.
    """

    def __init__(self, sheet: Worksheet, own_id: str, key: int, known: list[list[str]]) -> None:
        self.sheet, self.id, self.changed = sheet, own_id, False
        self._key = key
        self._known = known
        self.places = self._found_places()

    @classmethod
    def found_in(cls, sheet: Worksheet) -> KeptSheet | None:
        """Return the sheet if it is one of ours, by its hidden column, else None."""
        for cell in sheet[1]:
            told = told_by(cell, _MARK)
            columns = told.get("columns")
            if isinstance(columns, list) and all(
                isinstance(each, list) and [*map(type, each)] == [str] * 3 for each in columns
            ):
                return cls(sheet, str(told[_MARK]), int(cell.column or 0), columns)
        return None

    def _found_places(self) -> dict[str, int]:
        """Return the number of each column of ours by id: by its title, or where its title was changed."""
        titles = {
            digest(shown_text(cell)): cell.column for cell in reversed(self.sheet[1]) if shown_text(cell)
        }
        shown = {each[2] for each in self._known}
        renamed = {place for title, place in titles.items() if title not in shown} - {self._key}
        places: dict[str, int] = {}
        before = 0
        for name, _default, title in self._known:
            place = titles.get(title) or (before + 1 if before + 1 in renamed else 0)
            if place:
                places[name] = before = place
        return places

    def rows(self) -> Iterator[tuple[int, TypedRow]]:
        """Yield each row that is not empty, with its number."""
        for number in range(2, self.sheet.max_row + 1):
            told = told_by(self.sheet.cell(number, self._key), "key")
            written = dict(
                zip((each[0] for each in self._known), str(told.get("was", "")).split(" "), strict=False)
            )
            cells = {name: shown_text(self.sheet.cell(number, place)) for name, place in self.places.items()}
            typed = (name for name, text in cells.items() if text and written.get(name) != digest(text))
            identity = tuple(map(str, told.get("who", ())))
            if told or any(cells.values()):
                yield number, TypedRow(str(told.get("key", "")), identity, cells, frozenset(typed))

    def write(self, wanted: Sheet) -> dict[str, int]:
        """Write the rows; return how many typed cells of each differ from what was to be written."""
        self._add_columns(wanted)
        old = list(self.rows())
        if not wanted.keeps_rows:
            old = self._without(old, {row.key for row in wanted.rows})
        places: dict[str, tuple[int, TypedRow]] = {}
        for number, typed in old:
            places.setdefault(typed.key or _key_of(typed, wanted), (number, typed))
        numbers = range(self.sheet.max_row, 0, -1)
        last = next((number for number in numbers if any(map(shown_text, self.sheet[number]))), 1)
        differing = {}
        for row in wanted.rows:
            if row.key not in places:
                last += 1
            at, known = places.get(row.key, (last, _NEW))
            if count := self._write_row(at, known, row, wanted):
                differing[row.key] = count
        used = f"{get_column_letter(self.sheet.max_column)}{max(last, 2)}"
        if self.sheet.auto_filter.ref != f"A1:{used}":
            self.sheet.auto_filter.ref = f"A1:{used}"
            self.changed = True
        return differing

    def _write_row(self, number: int, typed: TypedRow, row: Row, wanted: Sheet) -> int:
        """Write the cells without typed text; return the number of typed ones that differ."""
        written: dict[str, str] = {}
        was_changed, self.changed = self.changed, False
        differing = 0
        for column, text in zip(wanted.columns, row.cells, strict=True):
            if column.id in typed.typed:
                written[column.id] = _TYPED
                differing += bool(text) and digest(text) != digest(typed.cells[column.id])
            else:
                written[column.id] = digest(text)
                self._put(number, self.places[column.id], text, is_new=typed is _NEW)
        if self.changed:
            self._give_room(number, row, wanted)
        self.changed |= was_changed
        was = " ".join(written.get(each[0], "-") for each in self._known)
        told = {"key": row.key, "who": [each[:200] for each in row.identity], "was": was}
        self._put(number, self._key, json.dumps(told), is_new=False)
        return differing

    def _give_room(self, number: int, row: Row, wanted: Sheet) -> None:
        """Make a row as high as its texts need: not every program does so by itself."""
        columns = zip(wanted.columns, row.cells, strict=True)
        lines = max(
            sum(1 + int(len(line) / column.width) for line in text.split("\n")) for column, text in columns
        )
        height = min(lines * _LINE, _HIGHEST)
        room = self.sheet.row_dimensions[number]
        if lines > 1 and (room.height or 0) < height:
            room.height = height

    def _put(self, row: int, column: int, text: str, *, is_new: bool) -> None:
        cell = self.sheet.cell(row, column)
        is_new = is_new or not cell.has_style
        if is_new or shown_text(cell) != plain(text):
            cell.value = None
            put_text(self.sheet, row, column, text)
            self.changed = True
        if is_new:
            cell.alignment = _WRAPPED

    def _add_columns(self, wanted: Sheet) -> None:
        """Add the columns that are new, after all others, and give ours their titles of today."""
        known = {each[0]: each for each in self._known}
        for column in wanted.columns:
            title = digest(column.title)
            place = self.places.get(column.id) or self._added(column)
            at = self.sheet.cell(1, place)
            own = known.setdefault(column.id, [column.id, title, title])
            if digest(shown_text(at)) == own[1]:  # the title that we gave it
                self._put(1, place, column.title, is_new=False)
            own[1:] = title, digest(shown_text(at))
            if len(column.title) > column.width and self.sheet.row_dimensions[1].height is None:
                self.sheet.row_dimensions[1].height = 3 * _LINE
        self._known = list(known.values())
        self._put(1, self._key, json.dumps({_MARK: self.id, "columns": self._known}), is_new=False)

    def _added(self, column: Column) -> int:
        place = self.sheet.max_column + 1
        title = put_text(self.sheet, 1, place, column.title)
        like = self.sheet.cell(1, 1)
        assert isinstance(like, Cell)
        title._style = copy(like._style)  # type: ignore[attr-defined]  # what a style is in openpyxl
        self.sheet.column_dimensions[get_column_letter(place)].width = column.width
        self.places[column.id] = place
        self.changed = True
        return place

    def _without(self, rows: list[tuple[int, TypedRow]], keys: set[str]) -> list[tuple[int, TypedRow]]:
        """Remove the rows that are ours alone and are no more, and return the others by their new numbers."""
        ours = {*self.places.values(), self._key}
        others = [place for place in range(1, self.sheet.max_column + 1) if place not in ours]
        left, gone = [], 0
        for number, typed in rows:
            at = number - gone
            added = any(shown_text(self.sheet.cell(at, place)) for place in others)
            if typed.key in keys or typed.typed or added or not typed.key:
                left.append((at, typed))
            else:
                self.sheet.delete_rows(at)
                self.changed = True
                gone += 1
        return left


def _key_of(typed: TypedRow, wanted: Sheet) -> str:
    """Return the key of a row that was added by hand: that of the row of ours with the same first cells."""
    first = typed.cells.get(wanted.columns[0].id, "")
    return next((row.key for row in wanted.rows if row.cells[0] == first), "")
