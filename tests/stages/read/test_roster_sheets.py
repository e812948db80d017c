"""Spreadsheets as tables: which sheet, and each value as the text a person would type."""

from __future__ import annotations

import pytest

from interview_kit.stages.read.roster.sheet_table import sheet_tables
from interview_kit.stages.read.roster.table import CellFault, RawRow, RosterTable
from interview_kit.support.errors import InvalidInput
from tests.spreadsheets import ods, ods_cell, ods_row, parts_of, text_cell, xlsx, xlsx_row, zipped


def sheet_table(data: bytes, file: str) -> RosterTable:
    return sheet_tables(data, file)[0]


HEAD = ("name", "x")


def number(value: str, style: int = 0) -> str:
    return f'<c s="{style}"><v>{value}</v></c>'


def of_type(kind: str, **given: str) -> str:
    told = " ".join(f'office:{name.replace("_", "-")}="{value}"' for name, value in given.items())
    return f'<table:table-cell office:value-type="{kind}" {told}><text:p>shown</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("excel", "open_document", "text"),
    [
        (number("10"), of_type("float", value="10"), "10"),
        (number("7.5"), of_type("float", value="7.5"), "7.5"),
        (number("5195550199"), of_type("float", value="5195550199"), "5195550199"),
        (number("-3"), of_type("float", value="-3"), "-3"),
        (number("46358", 1), of_type("date", date_value="2026-12-02"), "2026-12-02"),
        (number("46358.65625", 1), of_type("date", date_value="2026-12-02T15:45:00"), "2026-12-02 15:45"),
        (number("0.65625", 2), of_type("time", time_value="PT15H45M00S"), "15:45"),
        (number("0.65625", 3), of_type("time", time_value="PT15H45M00S"), "15:45"),
        ('<c t="b"><v>1</v></c>', of_type("boolean", boolean_value="true"), "true"),
        ('<c t="b"><v>0</v></c>', of_type("boolean", boolean_value="false"), "false"),
        (text_cell("007"), ods_cell("007"), "007"),
        (text_cell("=1+1"), ods_cell("=1+1"), "=1+1"),
        (text_cell("Zoë <b> & 李"), ods_cell("Zoë <b> & 李"), "Zoë <b> & 李"),
        (
            text_cell("a\nb"),
            "<table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell>",
            "a\nb",
        ),
    ],
)
def test_a_value_is_the_text_a_person_would_type(excel: str, open_document: str, text: str) -> None:
    if "<text:p>a</text:p>" in open_document:
        open_document = open_document.replace(
            "<table:table-cell", '<table:table-cell office:value-type="string"', 1
        )
    expected = RosterTable("f", RawRow(1, HEAD), (RawRow(2, ("Maya", text)),), "S1")
    assert sheet_table(xlsx([xlsx_row(*HEAD), xlsx_row("Maya", excel)]), "f") == expected
    assert sheet_table(ods([ods_row(*HEAD), ods_row("Maya", open_document)]), "f") == expected


def test_the_first_visible_sheet_is_read() -> None:
    sheets = ["hidden", "very hidden", "seen", "next"]
    excel = xlsx(*([xlsx_row(each)] for each in sheets), states=["hidden", "veryHidden"])
    other = ods(*([ods_row(each)] for each in sheets), hidden=2)
    assert sheet_table(excel, "f").titles.cells == sheet_table(other, "f").titles.cells == ("seen",)


def test_relations_may_count_from_the_top_of_the_file() -> None:
    parts = parts_of(xlsx([xlsx_row("a")]))
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b'"xl/', b'"/xl/')
    relations = parts["xl/_rels/workbook.xml.rels"].replace(b'"worksheets/', b'"/xl/worksheets/')
    parts["xl/_rels/workbook.xml.rels"] = relations
    assert sheet_table(zipped(parts), "f").titles.cells == ("a",)


def test_rows_and_columns_keep_their_places() -> None:
    rows = [
        xlsx_row("a"),
        f'<row r="4">{text_cell("b", "B4")}</row>',
        '<row r="900"><c r="C900" s="1"/></row>',  # only a format
    ]
    blank = ("", "")
    assert sheet_table(xlsx(rows), "f") == RosterTable(
        "f", RawRow(1, ("a", "")), (RawRow(2, blank), RawRow(3, blank), RawRow(4, ("", "b"))), "S1"
    )
    empty = "<table:table-cell table:number-columns-repeated='16380'/>"
    ods_rows = [
        ods_row("a", empty),
        ods_row(empty, more="table:number-rows-repeated='2'"),
        ods_row("<table:table-cell/>", "b", empty),
        ods_row(empty, more="table:number-rows-repeated='1048000'"),
    ]
    assert sheet_table(ods(ods_rows), "f") == sheet_table(xlsx(rows), "f")


def test_formulas_errors_and_lost_digits_are_faults_of_their_cells() -> None:
    formula = "this is a formula; copy the column and paste it back as values only"
    error = "the spreadsheet shows an error in this cell; write a value"
    digits = "a spreadsheet keeps 15 digits of a number; format the cell as text and type it again"
    rows = [
        xlsx_row(*HEAD),
        xlsx_row("<c><f>1+1</f><v>2</v></c>", '<c t="e"><v>#N/A</v></c>'),
        xlsx_row("Lee", number("1234567890123456")),
        xlsx_row("Ada", "<c t='str'><f>A1</f><v>x</v></c>"),
    ]
    found = [row.faults for row in sheet_table(xlsx(rows), "f").rows]
    assert found == [
        (CellFault(1, formula), CellFault(2, error)),
        (CellFault(2, digits),),
        (CellFault(2, formula),),
    ]
    lost = "this cell holds a tab or a forced line break, which would be lost; write it on one line"
    note = "<office:annotation><text:p>a<text:tab/></text:p></office:annotation>"
    broken = ods_cell("x").replace("x<", "x<text:line-break/><")
    more = [
        ods_row(*HEAD),
        ods_row(ods_cell("2", 'table:formula="of:=1+1"'), broken),
        ods_row(
            ods_cell("y").replace("<text:p>", note + "<text:p>"), "z", more="table:number-rows-repeated='2'"
        ),
    ]
    assert [row.faults for row in sheet_table(ods(more), "f").rows] == [
        (CellFault(1, formula), CellFault(2, lost)),
        (),
        (),
    ]


def test_what_lies_outside_the_first_sheet_is_no_fault() -> None:
    other = xlsx_row("<c r='XFD1048576'><f>1</f><v>1</v></c>")
    first, second = sheet_tables(xlsx([xlsx_row("a")], [other]), "f")
    assert first == RosterTable("f", RawRow(1, ("a",)), (), "S1")
    assert second.told == ("these are too many columns: the most is 300",)


@pytest.mark.parametrize("place", ["A1048576", "XFD1"])
def test_a_table_that_reaches_too_far_is_refused_before_it_is_built(place: str) -> None:
    wide = xlsx([xlsx_row(*HEAD), f"<row>{text_cell('x', place)}</row>"])
    with pytest.raises(InvalidInput, match=r"too (large|many columns)"):
        sheet_table(wide, "f")


@pytest.mark.parametrize("place", ["CAREER1", "A0", "A12345678", "1A", ""])
def test_a_cell_where_no_spreadsheet_has_one_is_refused(place: str) -> None:
    """The library would make room for all that lies before it, and end the program."""
    with pytest.raises(InvalidInput, match="damaged"):
        sheet_table(xlsx([xlsx_row(*HEAD), f'<row><c r="{place}"><v>1</v></c></row>']), "f")


def test_a_row_or_a_repetition_that_no_spreadsheet_has_is_refused() -> None:
    rows = f'<row r="4294967295">{text_cell("x")}</row>'
    columns = ods_cell("x").replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="4294967295"'
    )
    for data in (xlsx([xlsx_row(*HEAD), rows]), ods([ods_row(*HEAD), ods_row(columns)])):
        with pytest.raises(InvalidInput, match="damaged"):
            sheet_table(data, "f")


@pytest.mark.parametrize("count", ["99999999999", "&#57;9999999999", "-1"])
def test_a_list_of_texts_that_says_it_is_longer_than_its_file_is_refused(count: str) -> None:
    parts = parts_of(xlsx([xlsx_row("name", '<c t="s"><v>0</v></c>')]))
    space = parts["xl/workbook.xml"].split(b'xmlns="')[1].split(b'"')[0].decode()
    texts = f'<sst xmlns="{space}" uniqueCount="{count}"><si><t>x</t></si></sst>'
    with pytest.raises(InvalidInput, match="damaged"):
        sheet_table(zipped(parts | {"xl/sharedStrings.xml": texts}), "f")


@pytest.mark.parametrize(("value", "style"), [("-1e300", 1), ("-1e300", 2), ("1e15", 3), ("INF", 3)])
def test_a_date_in_no_calendar_is_refused(value: str, style: int) -> None:
    with pytest.raises(InvalidInput, match="damaged"):
        sheet_table(xlsx([xlsx_row(*HEAD), xlsx_row("Maya", number(value, style))]), "f")
