"""Parse a table from CSV, strictly: one delimiter, balanced quotes, as many cells in a row as titles."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from interview_kit.stages.read.roster.column_titles import matching
from interview_kit.stages.read.roster.table import (
    LARGEST_ROSTER,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    TEXT_FORMULA,
    CellFault,
    RawRow,
    RosterTable,
    place,
    refusal,
    unwrapped,
)
from interview_kit.stages.read.roster.titles_row import ROWS_TO_LOOK_AT, table_of, titles_at
from interview_kit.stages.read.text_file import check_size, decoded, refused_character
from interview_kit.stages.read.text_rules import code_point
from interview_kit.support.csv_safe import DELIMITERS, restored
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import N_, _

_HOW = N_("as CSV UTF-8")
# Excel's line that declares the delimiter; it does not count as a row.
_NAMED = re.compile(r'"?sep=([,;\t|])"?(\r\n|\r|\n|$)')
_QUOTED = re.compile(r'"((?:[^"]++|"")*)"(?!")')
_NEVER_CLOSED = N_("the quote that opens this cell is never closed")
_BARE_QUOTE = N_(
    "a quote stands inside a cell that has none around it; put quotes around the cell, "
    "and two for each inside it"
)
_AFTER_QUOTE = N_(
    "something stands after the quote that closes this cell; take it out, or write two quotes for one"
)

_TOO_MANY = N_(
    "this row has too many cells: {cells}, and there are {titles} titles; "
    "put quotes around a cell that holds a {sign}"
)
_WEB_PAGE = N_(
    "this is a web page with the name of a spreadsheet; open it in a spreadsheet program and save it as an "
    "Excel workbook (.xlsx)"
)
_XML = N_(
    "this is XML with the name of a spreadsheet; open it in a spreadsheet program and save it as an "
    "Excel workbook (.xlsx)"
)
_LONGEST_START = 1000
_SIGNS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("pipe")}


def csv_table(
    data: bytes, file: str, delimiter: str = "", mapped: Collection[str] = (), *, of_people: bool = True
) -> RosterTable:
    """Return the table of CSV bytes; an empty `delimiter` is detected.

    `mapped` are titles of columns that are read in any case. Where it is not `of_people`, the titles are in
    the first row, and all cells are kept. Empty last cells may be missing or too many; a
    row with too many others stays in the table with a fault. Raises InvalidInput where the text cannot be
    divided into cells, is empty, or exceeds a limit.
    """
    text, encoding = _decoded(data, file)
    named = _NAMED.match(text)
    if named:
        text = text[named.end() :]
    if not text.strip():
        raise refusal(file, _("this file is empty"))
    delimiter = delimiter or (named[1] if named else _sniffed(text, file))
    records: list[RawRow] = []
    for number, cells in enumerate(_records(text, file, delimiter), start=1):
        MOST_COLUMNS.check(len(cells), file, number)
        records.append(RawRow(number, tuple(map(_plain, cells))))
    if of_people:
        table = table_of(file, records, mapped=mapped, encoding=encoding)
    else:
        table = RosterTable(file, records[0], tuple(records[1:]))
    if refused_character(text):
        _check_characters(table)
    width = len(table.titles.cells)
    return replace(table, rows=tuple(_counted(row, width, delimiter) for row in table.rows))


def _decoded(data: bytes, file: str) -> tuple[str, str]:
    """Return the text of a file, and the name of its encoding if that was guessed. Raises InvalidInput."""
    check_size(data, file, LARGEST_ROSTER)
    start = data[:_LONGEST_START].removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"<"):
        raise refusal(file, _(_XML if start.startswith(b"<?xml") else _WEB_PAGE))
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and b"\x00\x00" not in data[:4]
    encoding = ""
    for encoding in ("utf-16",) if wide else ("utf-8", "cp1252"):
        with suppress(UnicodeError):
            data = data.decode(encoding).encode()
            break
    text = decoded(data, file, LARGEST_ROSTER, _HOW, any_characters=True)
    return text, "Windows-1252" if encoding == "cp1252" else ""


def _plain(cell: str) -> str:
    """Return what a cell shows: `="00123"` is 00123, and what was neutralised is as it was."""
    if not cell.startswith(("=", "'")):
        return cell
    shown = unwrapped(cell)
    return shown if shown != cell else restored(cell)


def _check_characters(table: RosterTable) -> None:
    """Raise InvalidInput where a cell that is read has a character that no text has."""
    for row in (table.titles, *table.rows):
        for column, cell in enumerate(row.cells, start=1):
            if character := refused_character(cell):
                message = _(
                    "the character {character} is not allowed; take it out", character=code_point(character)
                )
                raise refusal(table.file, message, place(row.number, column))


def _sniffed(text: str, file: str) -> str:
    """Return the delimiter by which most titles are known, then the most frequent one in their row."""
    best, score = ",", (0, 0)
    refused: InvalidInput | None = None
    for delimiter in DELIMITERS.values():
        rows: list[tuple[str, ...]] = []
        try:
            rows.extend(islice(_records(text, file, delimiter), ROWS_TO_LOOK_AT))
        except InvalidInput as error:
            refused = refused or error
        if not rows:
            continue
        titles = rows[titles_at(rows)]
        found = (matching(titles), len(titles))
        if found > score:
            best, score = delimiter, found
    if score == (0, 0) and refused:
        raise refused
    return best


def _counted(row: RawRow, titles: int, delimiter: str) -> RawRow:
    """Return a row with as many cells as titles where the others are empty, else with a fault."""
    cells = row.cells[:titles] + ("",) * (titles - len(row.cells))
    if row.is_blank or len(row.cells) == titles:
        return row
    if not any(cell.strip() for cell in row.cells[titles:]):
        return replace(row, cells=cells)
    message = _(_TOO_MANY, cells=len(row.cells), titles=titles, sign=_(_SIGNS[delimiter]))
    return RawRow(row.number, row.cells, (CellFault(0, message),))


def _records(text: str, file: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each row; an empty line is a row with one empty cell, as in a spreadsheet.

    A row that is too wide is cut off and is the last: to match a title takes a millisecond.
    """
    plain = re.compile(rf'="[^"\r\n]*"|[^{re.escape(delimiter)}\r\n]*')
    cells: list[str] = []
    at, row, count = 0, 1, 0
    while True:
        quoted = text.startswith('"', at)
        found = (_QUOTED if quoted else plain).match(text, at)
        if found is None:
            raise refusal(file, _(_NEVER_CLOSED), place(row, len(cells) + 1))
        cell, at = (found[1].replace('""', '"') if quoted else found[0]), found.end()
        if not quoted and '"' in cell and not TEXT_FORMULA.fullmatch(cell):
            raise refusal(file, _(_BARE_QUOTE), place(row, len(cells) + 1))
        LONGEST_CELL.check(len(cell), file, row, len(cells) + 1)
        cells.append(cell)
        sign = text[at : at + 1]
        if sign == delimiter and len(cells) <= MOST_COLUMNS.most:
            at += 1
            continue
        if len(cells) > MOST_COLUMNS.most:
            yield tuple(cells)
            return
        if sign not in ("", "\r", "\n"):
            raise refusal(file, _(_AFTER_QUOTE), place(row, len(cells)))
        count += len(cells)
        MOST_CELLS.check(count, file)
        yield tuple(cells)
        cells, row, at = [], row + 1, at + (2 if text.startswith("\r\n", at) else 1)
        if at >= len(text):
            return
