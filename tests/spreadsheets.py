"""Make spreadsheet files for tests by hand, with nothing of the project's own code."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a zip of some parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_cell(text: str, place: str = "") -> str:
    """Return a cell of an Excel sheet that holds text."""
    where = f' r="{place}"' if place else ""
    return f'<c{where} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def xlsx_row(*cells: str) -> str:
    """Return a row of an Excel sheet; what is no cell already becomes one of text."""
    return f"<row>{''.join(cell if cell.startswith('<c') else text_cell(cell) for cell in cells)}</row>"


def xlsx(
    *sheets: Sequence[str], states: Sequence[str] = (), extra: Mapping[str, bytes] | None = None
) -> bytes:
    """Return an Excel workbook; each sheet is its rows, and its state is `visible` where none is given."""
    shown = [*states, *["visible"] * len(sheets)]
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" state="{shown[n - 1]}" r:id="r{n}"/>' for n in numbers
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    cell_styles = '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="46"/>'
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_SHEETS}"><cellXfs>{cell_styles}</cellXfs></styleSheet>',
    }
    for number, rows in enumerate(sheets, start=1):
        body = f'<worksheet xmlns="{_SHEETS}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
        parts[f"xl/worksheets/sheet{number}.xml"] = body
    return zipped(parts | (dict(extra) if extra else {}))


def ods_cell(text: str, more: str = "") -> str:
    """Return a cell of an OpenDocument sheet that holds text."""
    words = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="string" {more}>{words}</table:table-cell>'


def ods_row(*cells: str, more: str = "") -> str:
    """Return a row of an OpenDocument sheet; what is no cell already becomes one of text."""
    made = (cell if cell.startswith("<table") else ods_cell(cell) for cell in cells)
    return f"<table:table-row {more}>{''.join(made)}</table:table-row>"


def ods(*sheets: Sequence[str], hidden: int = 0, head: str = "") -> bytes:
    """Return an OpenDocument spreadsheet whose first `hidden` sheets are hidden."""
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in names)
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{display}"/></style:style>'
        for name, display in (("off", "false"), ("on", "true"))
    )
    tables = "".join(
        f'<table:table table:name="S{n}" table:style-name="{"off" if n <= hidden else "on"}">{"".join(rows)}'
        "</table:table>"
        for n, rows in enumerate(sheets, start=1)
    )
    content = (
        f"{head}<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<m:manifest xmlns:m="{_ODF}:manifest:1.0"/>'
    return zipped({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})
