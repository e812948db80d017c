"""Scan a sheet's XML for what its values do not show: formulas, errors, and how large the table becomes.

Spreadsheets repeat cells and rows by a count, and share texts between cells. The size that results is
computed here, before memory is allocated for it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import cache

from interview_kit.stages.read.roster.archive import Attributes, local_name, parse
from interview_kit.stages.read.roster.number_format import is_shaped
from interview_kit.stages.read.roster.sheet_size import Scan, Size, add_run
from interview_kit.stages.read.roster.table import TEXT_FORMULA
from interview_kit.support.i18n import N_, _
from interview_kit.support.safe_zip import Fault, SafeZip, ZipFault

FORMULA = N_("this is a formula; copy the column and paste it back as values only")
SHOWS_ERROR = N_("the spreadsheet shows an error in this cell; write a value")
LOST = N_("this cell holds a tab or a forced line break, which would be lost; write it on one line")

_COUNT = re.compile(r"\s*[0-9]{1,9}\s*", re.ASCII)
_CELL = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6}):[A-Za-z]{1,3}([1-9][0-9]{0,6})")
_NUMBER = re.compile("[1-9][0-9]{0,6}")
_LONGEST_POINTER = 100
_LONGEST_NUMBER = 40
_LONGEST_TEXT_FORMULA = 200
_TRUE = ("1", "true")
_NOTHING = re.compile(r"0(\.0*)?")
_CONTENT = "content.xml"


def scan_xlsx(archive: SafeZip, part: str, shared: array[int], formats: Sequence[str], size: Size) -> Scan:
    """Return what a sheet of an Excel workbook holds besides its values.

    `shared` are the lengths of the shared texts, and `formats` the number formats of the cell styles.
    """
    walker = _XlsxWalker(size, shared, formats)
    parse(archive, part, walker.start, walker.end, walker.text)
    return walker.scan


def scan_ods(archive: SafeZip, file: str) -> dict[str, Scan]:
    """Return the scans of all sheets of an OpenDocument file, by sheet name. Raises ZipFault."""
    walker = _OdsWalker(file)
    parse(archive, _CONTENT, walker.start, walker.end, walker.text)
    return walker.scans


class _XlsxWalker:
    """A handler for rows (`row`), cells (`c`), their values (`v`, `is`) and formulas (`f`)."""

    def __init__(self, size: Size, shared: array[int], formats: Sequence[str]) -> None:
        self.scan = Scan(size)
        self._formats = {str(number): shape for number, shape in enumerate(formats) if shape}
        self._shape = ""
        self.row = self.column = 0
        self._formula, self._error = _(FORMULA), _(SHOWS_ERROR)  # once, since there may be many
        self._shared = shared
        self._is_pointer = self._in_pointer = self._in_formula = self._lacks_value = False
        self._value = self._written = ""

    def start(self, name: str, given: Attributes) -> None:
        if self._in_pointer:
            raise ZipFault(Fault.DAMAGED)
        match local_name(name):
            case "row":
                self.row = _number(given.get("r"), self.row + 1)
                self.column = 0
                if given.get("hidden") in _TRUE or _NOTHING.fullmatch(given.get("ht", "")):
                    add_run(self.scan.hidden_rows, self.row, self.row)
            case "col" if given.get("hidden") in _TRUE or _NOTHING.fullmatch(given.get("width", "")):
                add_run(self.scan.hidden_columns, _number(given.get("min"), 1), _number(given.get("max"), 1))
            case "c":
                self._cell(given)
            case "v" | "is" as kind:
                self._value, self._in_pointer = "", kind == "v" and self._is_pointer
                self.scan.reach(self.row, self.column)
                if self._shape:
                    self.scan.shown.setdefault(self.row, {})[self.column] = self._shape
            case "f":
                self._written, self._in_formula = "", True
            case "mergeCell":
                if corners := _RANGE.fullmatch(given.get("ref", "")):
                    self.scan.merge(int(corners[2]), int(corners[3]), _number_of(corners[1]))

    def text(self, data: str) -> None:
        if self._in_formula and len(self._written) < _LONGEST_TEXT_FORMULA:
            self._written += data
        elif self._lacks_value and data.strip():
            self._lacks_value = False
        if self._in_pointer:
            self._value += data
            if len(self._value) > _LONGEST_POINTER:
                raise ZipFault(Fault.DAMAGED)
        self.scan.size.add_letters(len(data), self.row, self.column)

    def end(self, name: str) -> None:
        if self._in_formula and local_name(name) == "f":
            self._in_formula = False
            as_text = TEXT_FORMULA.fullmatch(f"={self._written}")
            if not as_text:
                self.scan.blame(self.row, self.column, self._formula)
            self._lacks_value = bool(as_text and as_text[1])
        elif self._lacks_value and local_name(name) == "c":  # as a program writes it that works nothing out
            self.scan.blame(self.row, self.column, self._formula)
            self._lacks_value = False
        if not self._in_pointer:
            return
        self._in_pointer = False
        if not _COUNT.fullmatch(self._value) or int(self._value) >= len(self._shared):
            raise ZipFault(Fault.DAMAGED)
        self.scan.size.add_letters(self._shared[int(self._value)], self.row, self.column)

    def _cell(self, given: Attributes) -> None:
        self.column += 1
        if "r" in given:
            named = _CELL.fullmatch(given["r"])
            # For a reference outside any spreadsheet, calamine might allocate all cells before it.
            if not named:
                raise ZipFault(Fault.DAMAGED)
            self.column, self.row = _number_of(named[1]), int(named[2])
        self._is_pointer = given.get("t") == "s"
        self._shape = self._formats.get(given.get("s", ""), "")
        if given.get("t") == "e":
            self.scan.blame(self.row, self.column, self._error)


class _OdsWalker:
    """A handler for tables, rows and cells; one element may be repeated rows or cells."""

    def __init__(self, file: str) -> None:
        self.scans: dict[str, Scan] = {}
        self._size = Size(file)
        self._scan = Scan(self._size)
        self._row = self._rows = self._column = self._columns = self._described = 0
        self._in_note = 0
        self._in_cell = False
        self._letters = 0
        self._number = self._words = ""

    def start(self, name: str, given: Attributes) -> None:
        local = local_name(name)
        if self._in_cell and local in ("table", "table-row", "table-cell", "covered-table-cell"):
            raise ZipFault(Fault.DAMAGED)  # what it comes to would depend on who reads it
        match local:
            case "table":
                self._table(given)
            case "table-row":
                self._row += self._rows
                self._rows = self._times(given, "number-rows-repeated")
                self._column = self._columns = 0
                if _is_hidden(given):
                    add_run(self._scan.hidden_rows, self._row + 1, self._row + self._rows)
            case "table-column":
                columns = self._times(given, "number-columns-repeated")
                if _is_hidden(given):
                    add_run(self._scan.hidden_columns, self._described + 1, self._described + columns)
                self._described += columns
            case "table-cell" | "covered-table-cell":
                self._column += self._columns
                self._columns = self._times(given, "number-columns-repeated")
                self._cell(given)
            case "annotation":
                self._in_note += 1
            case "p":
                self._letters += 1
                if not self._in_note:
                    self._reach()
            case "s":
                self._letters += self._times(given, "c")
            case "tab" | "line-break" if not self._in_note:
                self._blame(_(LOST))

    def text(self, data: str) -> None:
        self._letters += len(data)
        if self._number and not self._in_note and len(self._words) < _LONGEST_NUMBER:
            self._words += data

    def end(self, name: str) -> None:
        match local_name(name):
            case "annotation":
                self._in_note -= 1
            case "table-cell" | "covered-table-cell":
                self._in_cell = False
                if self._rows == 1 and is_shaped(self._words, self._number):
                    row = self._scan.shown.setdefault(self._row + 1, {})
                    row |= dict.fromkeys(
                        range(self._column + 1, self._column + 1 + self._columns), self._words
                    )
                letters = self._letters * self._columns * self._rows
                self._size.add_letters(letters, self._row + 1, self._column + 1)

    def _table(self, given: Attributes) -> None:
        name = next((value for key, value in given.items() if local_name(key) == "name"), None)
        if name in self.scans:
            raise ZipFault(Fault.DAMAGED)
        if name is not None:
            self._scan = self.scans[name] = Scan(self._size)
            self._row = self._rows = self._described = 0

    def _cell(self, given: Attributes) -> None:
        self._in_cell = True
        self._letters = 0
        self._number, self._words = "", ""
        high = self._times(given, "number-rows-spanned")
        self._scan.merge(self._row + 1, self._row + high, self._column + 1)
        for key, value in given.items():
            match local_name(key):
                case "value-type":
                    self._reach()
                case "value":
                    self._number = value
                case "formula" if not TEXT_FORMULA.fullmatch(value.removeprefix("of:")):
                    self._blame(_(FORMULA))
                case "string-value" | "date-value" | "time-value":
                    self._letters += len(value)

    def _times(self, given: Attributes, name: str) -> int:
        """Return how often an element is repeated: the largest count under any namespace prefix."""
        said = [value for key, value in given.items() if local_name(key) == name]
        return max((_number(value, 1) for value in said), default=1)

    def _reach(self) -> None:
        self._scan.reach(self._row + self._rows, self._column + self._columns)

    def _blame(self, message: str) -> None:
        self._reach()
        self._scan.blame(self._row + 1, self._column + 1, message, self._rows)


def _is_hidden(given: Attributes) -> bool:
    return any(local_name(key) == "visibility" and value != "visible" for key, value in given.items())


@cache
def _number_of(column: str) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _number(typed: str | None, otherwise: int) -> int:
    """Return a row number or a repeat count of at most seven digits. Raises ZipFault."""
    if typed is None:
        return otherwise
    if not _NUMBER.fullmatch(typed):
        raise ZipFault(Fault.DAMAGED)
    return int(typed)
