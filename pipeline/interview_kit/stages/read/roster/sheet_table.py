"""Read a table from the first visible sheet of an Excel or OpenDocument file, each cell as text."""

from __future__ import annotations

import datetime as dt

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from interview_kit.stages.read.roster.archive import Archive, packed
from interview_kit.stages.read.roster.sheet_scan import scan_ods, scan_xlsx, shared_letters, xlsx_sheet_parts
from interview_kit.stages.read.roster.sheet_size import Scan
from interview_kit.stages.read.roster.table import (
    LARGEST_ROSTER,
    LONGEST_CELL,
    RawRow,
    RosterTable,
    place,
    refusal,
    too_long,
)
from interview_kit.stages.read.text_file import check_size
from interview_kit.support.i18n import N_, _

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

# A spreadsheet keeps fifteen digits of a number and replaces the others by 0.
_MOST_DIGITS = 10**15
# A cell of five letters may hold a number of three hundred digits.
_MOST_WRITTEN_OUT = 10**21
_DIGITS_LOST = N_("a spreadsheet keeps 15 digits of a number; format the cell as text and type it again")


def sheet_table(data: bytes, file: str) -> RosterTable:
    """Return the table in the first visible sheet.

    A formula, an error value, or a number that has lost digits is a fault of its row. Raises InvalidInput
    where the file cannot be read or exceeds a limit, or where no sheet is visible or the sheet is empty.
    """
    check_size(data, file, LARGEST_ROSTER)
    archive = Archive(data, file)
    sheets = {} if archive.is_ods else xlsx_sheet_parts(archive)
    shared = shared_letters(archive)
    scans = scan_ods(archive) if archive.is_ods else {}
    # Without an Excel file's worksheets, and without parts that are not XML, such as pictures.
    parts = {name: archive.part(name) for name in archive.names() if name not in sheets.values()}
    try:
        with CalamineWorkbook.from_filelike(packed(parts)) as workbook:
            name = _first_visible(workbook, file)
        if name in sheets:
            parts[sheets[name]] = archive.part(sheets[name])
            scans = {name: scan_xlsx(archive, sheets[name], shared)}
        if name not in scans:
            raise archive.unreadable()
        with CalamineWorkbook.from_filelike(packed(parts)) as workbook:
            sheet = workbook.get_sheet_by_name(name)
            values = sheet.to_python(skip_empty_area=False) if scans[name].last_row else []
    except (CalamineError, OverflowError) as error:  # OverflowError: a length of time that is too long
        raise archive.unreadable() from error
    except BaseException as error:
        # A panic in calamine's Rust code, as for an impossible date, derives from BaseException.
        if type(error).__name__ != "PanicException":
            raise
        raise archive.unreadable() from error
    if not values:
        raise refusal(file, _("the sheet “{name}” is empty", name=name))
    lost = _(_DIGITS_LOST)
    rows = [_row(number, cells, scans[name], lost) for number, cells in enumerate(values, start=1)]
    return RosterTable(file, rows[0], tuple(rows[1:]))


def _first_visible(workbook: CalamineWorkbook, file: str) -> str:
    for sheet in workbook.sheets_metadata:
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
            return sheet.name
    raise refusal(file, _("this workbook has no visible sheet"))


def _row(number: int, values: list[Value], scan: Scan, lost: str) -> RawRow:
    cells = tuple(map(_text, values))
    for column, (value, cell) in enumerate(zip(values, cells, strict=True), start=1):
        if isinstance(value, float) and not abs(value) < _MOST_DIGITS:
            scan.blame(number, column, lost)
        elif len(cell) > LONGEST_CELL:
            raise refusal(scan.file, too_long(), place(number, column))
    faults = sorted(scan.faults.get(number, ()), key=lambda fault: fault.column)
    return RawRow(number, cells, tuple(faults))


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
            return str(value)


def _clock(time: dt.time) -> str:
    return time.strftime("%H:%M:%S" if time.second else "%H:%M")
