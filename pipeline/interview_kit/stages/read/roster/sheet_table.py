"""Read a table from the first visible sheet of an Excel or OpenDocument file, each cell as text."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from interview_kit.stages.read.roster.archive import is_ods, open_spreadsheet, unreadable
from interview_kit.stages.read.roster.sheet_scan import scan_ods, scan_xlsx, shared_letters, xlsx_sheet_parts
from interview_kit.stages.read.roster.sheet_size import Scan
from interview_kit.stages.read.roster.table import (
    LARGEST_ROSTER,
    LONGEST_CELL,
    RawRow,
    RosterTable,
    refusal,
)
from interview_kit.stages.read.text_file import check_size
from interview_kit.support.i18n import N_, _
from interview_kit.support.safe_zip import Fault, SafeZip, ZipFault, zip_chunks

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

# The parts that cell values may depend on.
_READ = (".xml", ".rels", "mimetype")
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
    try:
        name, scan, values = _first_sheet(open_spreadsheet(data, file), file)
    except ZipFault as error:
        raise unreadable(file, error.fault) from error
    except (CalamineError, OverflowError) as error:  # OverflowError: a length of time that is too long
        raise unreadable(file, Fault.DAMAGED) from error
    except BaseException as error:
        # A panic in calamine's Rust code, as for an impossible date, derives from BaseException.
        if type(error).__name__ != "PanicException":
            raise
        raise unreadable(file, Fault.DAMAGED) from error
    if not values:
        raise refusal(file, _("the sheet “{name}” is empty", name=name))
    lost = _(_DIGITS_LOST)
    rows = [_row(number, cells, scan, lost) for number, cells in enumerate(values, start=1)]
    return RosterTable(file, rows[0], tuple(rows[1:]))


def _first_sheet(archive: SafeZip, file: str) -> tuple[str, Scan, list[list[Value]]]:
    """Return the name, the scan and the values of the first visible sheet. Raises ZipFault, CalamineError."""
    ods = is_ods(archive)
    sheets = {} if ods else xlsx_sheet_parts(archive)
    shared = shared_letters(archive, file)
    scans = scan_ods(archive, file) if ods else {}
    # Without an Excel file's worksheets, and without parts that are not XML, such as pictures.
    names = (name for name in archive.names if name.casefold().endswith(_READ))
    parts = {name: archive.read(name) for name in names if name not in sheets.values()}
    with _opened(parts) as workbook:
        name = _first_visible(workbook, file)
    if name in sheets:
        parts[sheets[name]] = archive.read(sheets[name])
        scans = {name: scan_xlsx(archive, sheets[name], shared, file)}
    if name not in scans:
        raise ZipFault(Fault.DAMAGED)
    with _opened(parts) as workbook:
        sheet = workbook.get_sheet_by_name(name)
        values = sheet.to_python(skip_empty_area=False) if scans[name].last_row else []
    return name, scans[name], values


def _opened(parts: dict[str, bytes]) -> CalamineWorkbook:
    """Return a workbook of these parts alone, so that calamine sees only what was checked."""
    members = zip_chunks(parts.items(), compression=zipfile.ZIP_STORED)
    return CalamineWorkbook.from_filelike(io.BytesIO(b"".join(members)))


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
        LONGEST_CELL.check(len(cell), scan.size.file, number, column)
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
