"""Write text cells without losing a character, and serialise a workbook reproducibly."""

from __future__ import annotations

import io
import re

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from interview_kit.support.safe_zip import SafeZip, zipped

TEXT = "@"
DATE = "yyyy-mm-dd"
WHOLE = "0"

_PROPERTIES = "docProps/core.xml"
_SAVED_AT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# What Excel escapes as _xHHHH_: characters that XML cannot hold or would change, and text of that form.
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
_WIDEST = 60
BOLD = Font(name="Calibri", size=11, bold=True)
_HEADER = PatternFill("solid", fgColor="DCE9EC")
_WARNING = PatternFill("solid", fgColor="FBE3DF")


def new_workbook(title: str) -> tuple[Workbook, Worksheet]:
    """Return a workbook without a creator's name, and its one sheet."""
    workbook = Workbook()
    workbook.properties.creator = ""
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return workbook, sheet


def put_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text cell, never a formula, a number or a date, and return it."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if text:
        cell.value = _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
        cell.data_type = "s"
    cell.number_format = TEXT
    return cell


def put_titles(sheet: Worksheet, titles: list[str], *, row: int = 1, warning: int = 0) -> None:
    """Write the title row, frozen and repeated in print; column `warning` (from 1) in another colour."""
    for column, title in enumerate(titles, start=1):
        cell = put_text(sheet, row, column, title)
        cell.font = BOLD
        cell.fill = _WARNING if column == warning else _HEADER
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        width = max(14, min(len(title) + 4, _WIDEST))
        sheet.column_dimensions[cell.column_letter].width = _WIDEST if column == warning else width
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def workbook_bytes(workbook: Workbook) -> bytes:
    """Return the .xlsx bytes of a workbook, reproducible: fixed dates and sorted members."""
    saved = io.BytesIO()
    workbook.save(saved)
    made = SafeZip(saved.getvalue())
    parts = {name: made.read(name) for name in made.names}
    parts[_PROPERTIES] = _SAVED_AT.sub(b"1980-01-01T00:00:00Z", parts[_PROPERTIES])
    return zipped(parts)
