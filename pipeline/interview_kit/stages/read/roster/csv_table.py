"""Parse a table from CSV, strictly: one delimiter, balanced quotes, as many cells in a row as titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_kit.stages.read.roster.headers import matching
from interview_kit.stages.read.roster.table import (
    LARGEST_ROSTER,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    CellFault,
    RawRow,
    RosterTable,
    place,
    refusal,
)
from interview_kit.stages.read.text_file import decoded
from interview_kit.support.csv_safe import DELIMITERS, restored
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import N_, _

_HOW = N_("as CSV UTF-8")
# Excel's line that declares the delimiter; it does not count as a row.
_NAMED = re.compile(r'"?sep=([,;\t|])"?(\r\n|\r|\n|$)')
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')  # possessive, so that a quote left open is seen at once
_NEVER_CLOSED = N_("the quote that opens this cell is never closed")
_BARE_QUOTE = N_(
    "a quote stands inside a cell that has none around it; put quotes around the cell, "
    "and two for each inside it"
)
_AFTER_QUOTE = N_(
    "something stands after the quote that closes this cell; take it out, or write two quotes for one"
)

_TOO_FEW = N_(
    "this row has too few cells: {cells}, and there are {titles} titles; "
    "put quotes around a cell that holds a {sign}"
)
_TOO_MANY = N_(
    "this row has too many cells: {cells}, and there are {titles} titles; "
    "put quotes around a cell that holds a {sign}"
)
_SIGNS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("pipe")}


def csv_table(data: bytes, file: str, delimiter: str = "") -> RosterTable:
    """Return the table of CSV bytes; an empty `delimiter` is detected.

    A row with too few or too many cells stays in the table with a fault. Raises InvalidInput where the text
    cannot be divided into cells, is empty, or exceeds a limit.
    """
    text = decoded(data, file, LARGEST_ROSTER, _HOW)
    named = _NAMED.match(text)
    if named:
        text = text[named.end() :]
    if not text.strip():
        raise refusal(file, _("this file is empty"))
    delimiter = delimiter or (named[1] if named else _sniffed(text, file))
    records: list[tuple[str, ...]] = []
    for number, cells in enumerate(_records(text, file, delimiter), start=1):
        MOST_COLUMNS.check(len(cells), file, number)
        records.append(tuple(map(restored, cells)))
    titles = RawRow(1, records[0])
    rows = (RawRow(number, cells) for number, cells in enumerate(records[1:], start=2))
    return RosterTable(file, titles, tuple(_counted(row, len(titles.cells), delimiter) for row in rows))


def _sniffed(text: str, file: str) -> str:
    """Return the delimiter by which most titles of the first row are known, then the most frequent one."""
    best, score = ",", (0, 0)
    refused: InvalidInput | None = None
    for delimiter in DELIMITERS.values():
        try:
            titles = next(_records(text, file, delimiter))
        except InvalidInput as error:
            refused = refused or error
            continue
        found = (matching(titles), len(titles))
        if found > score:
            best, score = delimiter, found
    if score == (0, 0) and refused:
        raise refused
    return best


def _counted(row: RawRow, titles: int, delimiter: str) -> RawRow:
    if row.is_blank or len(row.cells) == titles:
        return row
    template = _TOO_FEW if len(row.cells) < titles else _TOO_MANY
    message = _(template, cells=len(row.cells), titles=titles, sign=_(_SIGNS[delimiter]))
    return RawRow(row.number, row.cells, (CellFault(0, message),))


def _records(text: str, file: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each row; an empty line is a row with one empty cell, as in a spreadsheet.

    A row that is too wide is cut off and is the last: to match a title takes a millisecond.
    """
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    cells: list[str] = []
    at, row, count = 0, 1, 0
    while True:
        quoted = text.startswith('"', at)
        found = (_QUOTED if quoted else plain).match(text, at)
        if found is None:
            raise refusal(file, _(_NEVER_CLOSED), place(row, len(cells) + 1))
        cell, at = (found[1].replace('""', '"') if quoted else found[0]), found.end()
        if not quoted and '"' in cell:
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
