"""Scan a sheet's XML for what its values do not show: formulas, errors, and the extent of the table."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from interview_kit.stages.read.roster.archive import Archive
from interview_kit.stages.read.roster.table import (
    MOST_CELLS,
    MOST_COLUMNS,
    CellFault,
    refusal,
    too_many,
    too_wide,
)
from interview_kit.support.i18n import N_, _

FORMULA = N_("this is a formula; copy the column and paste it back as values only")
SHOWS_ERROR = N_("the spreadsheet shows an error in this cell; write a value")
LOST = N_("this cell holds a tab or a forced line break, which would be lost; write it on one line")

_CELL = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile("[1-9][0-9]{0,6}")
_CONTENT = "content.xml"

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]


@dataclass(slots=True)
class Scan:
    """The result of a scan: faults by row number, and the last row and column that are not empty."""

    file: str
    faults: dict[int, list[CellFault]] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0

    def reach(self, row: int, column: int) -> None:
        """Extend the table to a cell that is not empty. Raises InvalidInput where it becomes too large."""
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        if self.last_column > MOST_COLUMNS:
            raise refusal(self.file, too_wide())
        if self.last_row * self.last_column > MOST_CELLS:
            raise refusal(self.file, too_many())

    def blame(self, row: int, column: int, message: str) -> None:
        """Record a problem with a cell, once."""
        fault = CellFault(column, message)
        if fault not in self.faults.setdefault(row, []):
            self.faults[row].append(fault)


def xlsx_sheet_parts(archive: Archive) -> dict[str, str]:
    """Return the part names of an Excel workbook's sheets, by sheet name. Raises InvalidInput."""
    relations = _relations(archive, "_rels/.rels")
    workbook = next((target for kind, target in relations.values() if kind.endswith("/officeDocument")), "")
    folder, name = posixpath.split(workbook)
    targets = _relations(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    sheets: dict[str, str] = {}

    def start(element: str, given: Attributes) -> None:
        # `id` is the relationship id; the sheet's own number is `sheetId`.
        plain = {_local(key): value for key, value in given.items()}
        if _local(element) == "sheet" and plain.get("id") in targets:
            sheets[plain.get("name", "")] = targets[plain["id"]][1]

    archive.parse(workbook, _parser(start))
    return sheets


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Return the type and the target part of each relationship, by its id."""
    folder = posixpath.dirname(posixpath.dirname(part))
    found: dict[str, tuple[str, str]] = {}

    def start(element: str, given: Attributes) -> None:
        if _local(element) == "Relationship":
            path = posixpath.normpath(posixpath.join("/", folder, given.get("Target", "")))
            found[given.get("Id", "")] = given.get("Type", ""), path.lstrip("/")

    archive.parse(part, _parser(start))
    return found


def scan_xlsx(archive: Archive, part: str) -> Scan:
    """Return the scan of a sheet of an Excel workbook. Raises InvalidInput."""
    walker = _XlsxWalker(archive)
    archive.parse(part, _parser(walker.start))
    return walker.scan


def scan_ods(archive: Archive) -> dict[str, Scan]:
    """Return the scans of all sheets of an OpenDocument file, by sheet name. Raises InvalidInput."""
    walker = _OdsWalker(archive)
    archive.parse(_CONTENT, _parser(walker.start, walker.end))
    return walker.scans


class _XlsxWalker:
    """A handler for rows (`row`), cells (`c`), their values (`v`, `is`) and formulas (`f`)."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.scan = Scan(archive.file)
        self.row = self.column = 0

    def start(self, name: str, given: Attributes) -> None:
        match _local(name):
            case "row":
                self.row = _number(given.get("r"), self.row + 1, self.archive)
                self.column = 0
            case "c":
                self._cell(given)
            case "v" | "is":
                self.scan.reach(self.row, self.column)
            case "f":
                self.scan.blame(self.row, self.column, _(FORMULA))

    def _cell(self, given: Attributes) -> None:
        self.column += 1
        if "r" in given:
            named = _CELL.fullmatch(given["r"])
            # For a reference outside any spreadsheet, calamine might allocate all cells before it.
            if not named:
                raise self.archive.unreadable()
            self.column, self.row = _number_of(named[1]), int(named[2])
        if given.get("t") == "e":
            self.scan.blame(self.row, self.column, _(SHOWS_ERROR))


class _OdsWalker:
    """A handler for tables, rows and cells; one element may be repeated rows or cells."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.scans: dict[str, Scan] = {}
        self._scan = Scan(archive.file)
        self._row = self._rows = self._column = self._columns = 0
        self._in_note = 0

    def start(self, name: str, given: Attributes) -> None:
        plain = {_local(key): value for key, value in given.items()}
        match _local(name):
            case "table" if "name" in plain:
                self._scan = self.scans.setdefault(plain["name"], Scan(self.archive.file))
                self._row = self._rows = 0
            case "table-row":
                self._row += self._rows
                self._rows = _number(plain.get("number-rows-repeated"), 1, self.archive)
                self._column = self._columns = 0
            case "table-cell" | "covered-table-cell":
                self._column += self._columns
                self._columns = _number(plain.get("number-columns-repeated"), 1, self.archive)
                self._cell(plain)
            case "annotation":
                self._in_note += 1
            case "p" if not self._in_note:
                self._reach()
            case "tab" | "line-break" if not self._in_note:
                self._blame(_(LOST))

    def end(self, name: str) -> None:
        if _local(name) == "annotation":
            self._in_note -= 1

    def _cell(self, given: Attributes) -> None:
        if "value-type" in given:
            self._reach()
        if "formula" in given:
            self._blame(_(FORMULA))

    def _reach(self) -> None:
        self._scan.reach(self._row + self._rows, self._column + self._columns)

    def _blame(self, message: str) -> None:
        self._reach()
        for row in range(self._row + 1, self._row + self._rows + 1):
            self._scan.blame(row, self._column + 1, message)


def _parser(start: Start, end: End | None = None) -> expat.XMLParserType:
    # With a separator expat resolves namespace prefixes, which differ between files.
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    return parser


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _number_of(column: str) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _number(typed: str | None, otherwise: int, archive: Archive) -> int:
    """Return a row number or a repeat count of at most seven digits. Raises InvalidInput."""
    if typed is None:
        return otherwise
    if not _NUMBER.fullmatch(typed):
        raise archive.unreadable()
    return int(typed)
