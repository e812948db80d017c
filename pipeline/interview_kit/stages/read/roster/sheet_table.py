"""Read tables from the visible sheets of an Excel or OpenDocument file, each cell as text."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from interview_kit.stages.read.roster.archive import is_ods, open_spreadsheet, unreadable
from interview_kit.stages.read.roster.number_format import is_shaped, number_formats, shaped
from interview_kit.stages.read.roster.sheet_scan import scan_ods, scan_xlsx
from interview_kit.stages.read.roster.sheet_size import Scan, Size
from interview_kit.stages.read.roster.table import (
    LARGEST_ROSTER,
    LONGEST_CELL,
    RawRow,
    RosterTable,
    is_filled,
    letters,
    refusal,
    spans,
    unwrapped,
)
from interview_kit.stages.read.roster.titles_row import table_of
from interview_kit.stages.read.roster.vocabulary import is_sheet, vocabulary
from interview_kit.stages.read.roster.workbook_parts import shared_letters, xlsx_sheet_parts
from interview_kit.stages.read.text_file import check_size
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import N_, _, _n, join_with_and
from interview_kit.support.safe_zip import Fault, SafeZip, ZipFault, zip_chunks

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

# The parts that cell values may depend on.
_READ = (".xml", ".rels", "mimetype")
# A spreadsheet keeps fifteen digits of a number and replaces the others by 0.
_MOST_DIGITS = 10**15
# A cell of five letters may hold a number of three hundred digits.
_MOST_WRITTEN_OUT = 10**21
_DIGITS_LOST = N_("a spreadsheet keeps 15 digits of a number; format the cell as text and type it again")


def sheet_tables(data: bytes, file: str, mapped: Collection[str] = ()) -> tuple[RosterTable, ...]:
    """Return the tables in the visible sheets that are not empty, each with the name of its sheet.

    A formula, an error value, or a number that has lost digits is a fault of its row; `mapped` are titles of
    columns that are read in any case. Raises InvalidInput where the file cannot be read or exceeds a limit,
    or where no sheet is visible or all are empty.
    """
    check_size(data, file, LARGEST_ROSTER)
    try:
        sheets = _visible_sheets(open_spreadsheet(data, file), file)
    except ZipFault as error:
        raise unreadable(file, error.fault) from error
    except (CalamineError, OverflowError) as error:  # OverflowError: a length of time that is too long
        raise unreadable(file, Fault.DAMAGED) from error
    except BaseException as error:
        # A panic in calamine's Rust code, as for an impossible date, derives from BaseException.
        if type(error).__name__ != "PanicException":
            raise
        raise unreadable(file, Fault.DAMAGED) from error
    tables = tuple(_table(file, *sheet, mapped) for sheet in sheets if sheet[2] or sheet[1].refused)
    if not tables:
        raise refusal(file, _("the sheet “{name}” is empty", name=sheets[0][0]))
    return tables


Sheet = tuple[str, Scan, list[list[Value]]]
"""The name of a sheet, what was found in it, and its values by row."""


def _table(
    file: str, name: str, scan: Scan, values: list[list[Value]], mapped: Collection[str]
) -> RosterTable:
    if scan.refused:
        return RosterTable(file, RawRow(1, ()), (), name, (scan.refused,))
    lost = _(_DIGITS_LOST)
    rows = [_row(number, cells, scan, lost) for number, cells in enumerate(values, start=1)]
    if is_sheet(name, vocabulary().guide.settings):
        return RosterTable(file, rows[0], tuple(rows[1:]), name)
    table = _with_merged(table_of(file, rows, name, mapped), scan)
    return replace(table, told=(*table.told, *_about_hidden(table, scan)))


def _about_hidden(table: RosterTable, scan: Scan) -> Iterator[str]:
    """Yield messages about the rows and the columns that hold something and that the spreadsheet hides."""
    rows = _inside(scan.hidden_rows, [row.number for row in table.rows if not row.is_blank])
    if rows:
        yield _n(
            "row {rows} is hidden in the spreadsheet, and is read all the same",
            "rows {rows} are hidden in the spreadsheet, and are read all the same",
            len(rows),
            rows=spans(rows),
        )
    columns = _inside(scan.hidden_columns, range(1, len(table.titles.cells) + 1))
    columns = [each for each in columns if is_filled(table, each)]
    if columns:
        yield _n(
            "column {columns} is hidden in the spreadsheet, and is read all the same",
            "columns {columns} are hidden in the spreadsheet, and are read all the same",
            len(columns),
            columns=join_with_and([letters(each) for each in columns]),
        )


def _inside(runs: list[tuple[int, int]], numbers: Iterable[int]) -> list[int]:
    """Return those of the ascending numbers that are in a run."""
    firsts = [first for first, _last in runs]
    found: list[int] = []
    for number in numbers if runs else ():
        place = bisect_right(firsts, number) - 1
        if place >= 0 and number <= runs[place][1]:
            found.append(number)
    return found


def _with_merged(table: RosterTable, scan: Scan) -> RosterTable:
    """Return the table; the text of a merged cell below the titles is in each of its rows.

    Raises InvalidInput where that is too much text.
    """
    rows = {row.number: list(row.cells) for row in table.rows} if scan.merged else {}
    for first, last, column in scan.merged:
        text = rows[first][column - 1] if first in rows and column <= len(rows[first]) else ""
        for number in range(first + 1, last + 1 if text else 0):
            if number not in rows:
                break
            scan.size.add_letters(len(text), number, column)
            rows[number][column - 1] = text
    changed = (replace(row, cells=tuple(rows[row.number])) if rows else row for row in table.rows)
    return replace(table, rows=tuple(changed))


def _visible_sheets(archive: SafeZip, file: str) -> list[Sheet]:
    """Return the visible sheets, of which there is at least one.

    Raises InvalidInput, ZipFault and CalamineError.
    """
    ods = is_ods(archive)
    sheets = {} if ods else xlsx_sheet_parts(archive)
    shared = shared_letters(archive, file)
    scans = scan_ods(archive, file) if ods else {}
    # Without an Excel file's worksheets, and without parts that are not XML, such as pictures.
    names = (name for name in archive.names if name.casefold().endswith(_READ))
    parts = {name: archive.read(name) for name in names if name not in sheets.values()}
    with _opened(parts) as workbook:
        visible = _visible(workbook, file)
    size, formats = Size(file), number_formats(archive)
    for name in visible:
        if name in sheets:
            before = replace(size)
            try:
                scans[name] = scan_xlsx(archive, sheets[name], shared, formats, size)
            except InvalidInput as error:
                if name == visible[0]:
                    raise
                size = before
                scans[name] = Scan(size, refused=error.problems[0].message)
            else:
                parts[sheets[name]] = archive.read(sheets[name])
        if name not in scans:
            raise ZipFault(Fault.DAMAGED)
    with _opened(parts) as workbook:
        return [(name, scans[name], _values(workbook, name, scans[name])) for name in visible]


def _values(workbook: CalamineWorkbook, name: str, scan: Scan) -> list[list[Value]]:
    return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) if scan.last_row else []


def _opened(parts: dict[str, bytes]) -> CalamineWorkbook:
    """Return a workbook of these parts alone, so that calamine sees only what was checked."""
    members = zip_chunks(parts.items(), compression=zipfile.ZIP_STORED)
    return CalamineWorkbook.from_filelike(io.BytesIO(b"".join(members)))


def _visible(workbook: CalamineWorkbook, file: str) -> list[str]:
    """Return the names of the visible worksheets. Raises InvalidInput where there is none."""
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]
    if not names:
        raise refusal(file, _("this workbook has no visible sheet"))
    return names


def _row(number: int, values: list[Value], scan: Scan, lost: str) -> RawRow:
    shown = scan.shown.get(number, {})
    cells = tuple(_shown(value, shown.get(column, "")) for column, value in enumerate(values, start=1))
    for column, (value, cell) in enumerate(zip(values, cells, strict=True), start=1):
        if isinstance(value, float) and not abs(value) < _MOST_DIGITS:
            scan.blame(number, column, lost)
        LONGEST_CELL.check(len(cell), scan.size.file, number, column)
    faults = sorted(scan.faults.get(number, ()), key=lambda fault: fault.column)
    return RawRow(number, cells, tuple(faults))


def _shown(value: Value, shown: str) -> str:
    """Return a value as text; `shown` is what the cell shows, or the number format that makes it, or ""."""
    text = _text(value)
    if not shown or not text.isdecimal():
        return text
    return shown if is_shaped(shown, text) else shaped(int(text), shown) or text


def _text(value: Value) -> str:
    """Return a value as a person would type it: 10 for 10.0, true, 2026-12-02, 15:45."""
    match value:
        case bool():
            return "true" if value else "false"
        case float() if abs(value) < _MOST_WRITTEN_OUT and value == int(value):
            return str(int(value))
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case dt.datetime():
            return f"{value.date().isoformat()} {_clock(value.time())}"
        case dt.time():
            return _clock(value)
        case dt.timedelta():
            # A time of day that is stored as a duration.
            hours, seconds = divmod(round(value.total_seconds()), 3600)
            return f"{hours}:{seconds // 60:02}" + (f":{seconds % 60:02}" if seconds % 60 else "")
        case _:
            return unwrapped(str(value))


def _clock(time: dt.time) -> str:
    return time.strftime("%H:%M:%S" if time.second else "%H:%M")
