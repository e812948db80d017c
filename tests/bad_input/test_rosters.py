"""Rosters that are no table, no text, too large, damaged, hostile, or titled by what nobody knows."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_input.command import Kit
from tests.spreadsheets import ods, ods_cell, ods_row, parts_of, text_cell, xlsx, xlsx_row, zipped

HEAD = "name,target.field,decision\n"
GOOD = HEAD + "Zoë,care,exploring\n"
TITLES, CELLS = ("name", "target.field", "decision"), ("Zoë", "care", "exploring")
EXCEL = xlsx([xlsx_row(*TITLES), xlsx_row(*CELLS)])
DAMAGED = "this spreadsheet is damaged, or it is none; open it in a spreadsheet program and save it again"
SAVE = "save it as an Excel workbook (.xlsx)"
FORMULA = "this is a formula; copy the column and paste it back as values only"
MIB = 1024 * 1024
UNKNOWN = "this title is not known; "
EVERY = "kit roster new makes a sheet with every title"
UNREAD = "; to keep the column unread, begin its title with _"


def excel(**parts: bytes) -> bytes:
    """Return the good workbook with some parts more; __ stands for / and ___ for the dot of a name."""
    named = {name.replace("___", ".").replace("__", "/"): data for name, data in parts.items()}
    return zipped(parts_of(EXCEL) | named)


def bomb() -> bytes:
    """Return a workbook of 130 kB that holds 129 MiB."""
    return excel(xl__more___xml=bytes(129 * MIB))


def lying() -> bytes:
    """Return a workbook whose list of contents says that a sheet is one byte long."""
    data = bytearray(EXCEL)
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    data[at + 24 : at + 28] = (1).to_bytes(4, "little")
    return bytes(data)


def twice() -> bytes:
    """Return a workbook that has one part two times."""
    path = Path("twice.zip")
    path.write_bytes(EXCEL)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/workbook.xml", b"<other/>")
    data = path.read_bytes()
    path.unlink()
    return data


def locked() -> bytes:
    """Return a workbook with the mark of a password on one part."""
    data = bytearray(EXCEL)
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def with_head(part: bytes) -> bytes:
    """Return a workbook whose sheet declares a document type."""
    sheet = parts_of(EXCEL)["xl/worksheets/sheet1.xml"]
    return excel(xl__worksheets__sheet1___xml=part + sheet)


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'

REFUSED: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    # CSV as text
    "nothing in it": ("r.csv", b"", "r.csv: this file is empty"),
    "white space only": ("r.csv", b"\n \n", "r.csv: this file is empty"),
    "only a byte mark": ("r.csv", b"\xef\xbb\xbf", "r.csv: this file is empty"),
    "too large": (
        "r.csv",
        GOOD.encode() + b"," * (32 * MIB),
        "r.csv: this file is too large: the most is 32 MiB (33,554,432 bytes)",
    ),
    "Excel's own CSV, in Windows' letters": (
        "r.csv",
        GOOD.encode("cp1252"),
        "r.csv:2:3: byte 29 (0xEB) is not UTF-8 text; save the file again as CSV UTF-8",
    ),
    "Excel's Unicode text": (
        "r.csv",
        b"\xff\xfe" + GOOD.encode("utf-16-le"),
        "r.csv: this file is UTF-16 text (seen at byte 0); save it again as CSV UTF-8",
    ),
    "NUL": (
        "r.csv",
        (HEAD + "a\x00b").encode(),
        "r.csv:2:2: the character U+0000 at byte 28 is not allowed; take it out",
    ),
    # CSV as cells
    "a quote that is never closed": (
        "r.csv",
        (HEAD + 'Zoë,"care,exploring\nLee,x,y\n').encode(),
        "r.csv row 2, column B: the quote that opens this cell is never closed",
    ),
    "a quote inside a bare cell": (
        "r.csv",
        (HEAD + 'Zoë "Z",care,exploring\n').encode(),
        "r.csv row 2, column A: a quote stands inside a cell that has none around it; "
        "put quotes around the cell, and two for each inside it",
    ),
    "letters after a quote": (
        "r.csv",
        (HEAD + '"Zoë"x,care,exploring\n').encode(),
        "r.csv row 2, column A: something stands after the quote that closes this cell; "
        "take it out, or write two quotes for one",
    ),
    "a cell too many": (
        "r.csv",
        (HEAD + "Zoë,care,exploring,Sudbury\n").encode(),
        "r.csv row 2: this row has too many cells: 4, and there are 3 titles; "
        "put quotes around a cell that holds a comma",
    ),
    "a cell too few": (
        "r.csv",
        b"name;target.field;decision\nZoe;care\n",
        "r.csv row 2: this row has too few cells: 2, and there are 3 titles; "
        "put quotes around a cell that holds a semicolon",
    ),
    "a cell too long": (
        "r.csv",
        (HEAD + f"{'x' * 32768},care,exploring\n").encode(),
        "r.csv row 2, column A: this cell is too long: the most is 32,767 characters",
    ),
    "columns without end": (
        "r.csv",
        b"name" + b"," * 300 + b"\n",
        "r.csv row 1: these are too many columns: the most is 300",
    ),
    "titles and no rows": (
        "r.csv",
        (HEAD + "\n,,\n").encode(),
        "r.csv: this roster has titles and no rows; write one person a row below them",
    ),
    # Titles
    "no names": (
        "r.csv",
        b"target.field\ncare\n",
        "r.csv row 1: no column has the names; write Student name, or name, at its head",
    ),
    "no work": (
        "r.csv",
        b"name\nZoe\n",
        "r.csv row 1: no column has the jobs; write Job of interest, or target.occupation, at its head",
    ),
    "an unknown title": (
        "r.csv",
        b"name,target.field,Shoe size\nZoe,care,38\n",
        f"r.csv row 1, column C (Shoe size): {UNKNOWN}{EVERY}{UNREAD}",
    ),
    "an unknown title near some": (
        "r.csv",
        b"name,target.field,Parent phone\nZoe,care,38\n",
        f"r.csv row 1, column C (Parent phone): {UNKNOWN}the nearest are programme.contact (“School phone”), "
        f"phone (“Phone”){UNREAD}",
    ),
    "a key with a slip": (
        "r.csv",
        b"name,target.field,talk.minuts\nZoe,care,10\n",
        f"r.csv row 1, column C (talk.minuts): {UNKNOWN}the nearest are talk.minutes (“Minutes”), "
        f"contacts.1.minutes (“Contact minutes”){UNREAD}",
    ),
    "a thirteenth contact": (
        "r.csv",
        b"name,target.field,contacts.13.name\nZoe,care,x\n",
        f"r.csv row 1, column C (contacts.13.name): {UNKNOWN}the nearest are contacts.1.name "
        f"(“Contact name”), contacts.1.time (“Contact time”), contacts.1.date (“Contact date”){UNREAD}",
    ),
    "a title twice": (
        "r.csv",
        b"name,target.field,NAME\nZoe,care,x\n",
        "r.csv row 1, column C (NAME): this column is read as name, and so is column A (name); "
        "keep one of the two",
    ),
    "two titles of one key": (
        "r.csv",
        b"Job,name,Occupation\nx,Zoe,x\n",
        "r.csv row 1, column C (Occupation): this column is read as target.occupation, "
        "and so is column A (Job); keep one of the two",
    ),
    "no title over a filled column": (
        "r.csv",
        b"name,target.field,\nZoe,care,x\n",
        "r.csv row 1, column C: this column has no title; write one in the first row, or delete the column",
    ),
    "a hostile title": (
        "r.csv",
        "name,target.field,\u202e=x\n".encode(),
        f"r.csv row 1, column C (\\u{{202e}}=x): {UNKNOWN}{EVERY}{UNREAD}",
    ),
    # Files that are no workbook, or not one that is opened here
    "an old workbook": (
        "r.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        f"r.xls: this is an old Excel file (.xls); {SAVE}",
    ),
    "a workbook with a password": (
        "r.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        f"r.xlsx: this workbook is locked by a password; {SAVE} without one",
    ),
    "a part with a password": (
        "r.xlsx",
        locked,
        f"r.xlsx: this workbook is locked by a password; {SAVE} without one",
    ),
    "macros": (
        "r.xlsm",
        lambda: excel(xl__vbaProject___bin=b"x"),
        f"r.xlsm: this workbook holds macros, which are not opened here; {SAVE} without macros",
    ),
    "a binary workbook": (
        "r.xlsb",
        zipped({"xl/workbook.bin": b""}),
        f"r.xlsb: this is a binary Excel workbook (.xlsb); {SAVE}",
    ),
    "a Numbers file": (
        "r.numbers",
        zipped({"Index/Document.iwa": b""}),
        "r.numbers: this is a Numbers file; export it as Excel or CSV",
    ),
    "a Word file": (
        "r.xlsx",
        zipped({"word/document.xml": b""}),
        "r.xlsx: this is a Word file, not a spreadsheet",
    ),
    "some other zip": ("r.xlsx", zipped({"a.txt": b"a"}), f"r.xlsx: {DAMAGED}"),
    "half a workbook": ("r.xlsx", EXCEL[: len(EXCEL) // 2], f"r.xlsx: {DAMAGED}"),
    "a workbook in a CSV's name": ("r.csv", zipped({"a.txt": b"a"}), f"r.csv: {DAMAGED}"),
    "a part twice": ("r.xlsx", twice, f"r.xlsx: {DAMAGED}"),
    "a sheet that is longer than it says": ("r.xlsx", lying, f"r.xlsx: {DAMAGED}"),
    "a document type": ("r.xlsx", lambda: with_head(ENTITIES), f"r.xlsx: {DAMAGED}"),
    "a document type in ODS": (
        "r.ods",
        ods([ods_row(*TITLES)], head=ENTITIES.decode()),
        f"r.ods: {DAMAGED}",
    ),
    "a zip that unpacks without end": (
        "r.xlsx",
        bomb,
        "r.xlsx: this spreadsheet is too large: the most is 128 MiB unzipped",
    ),
    # Sheets
    "an empty sheet": ("r.xlsx", xlsx([]), "r.xlsx: the sheet “S1” is empty"),
    "hidden sheets only": (
        "r.xlsx",
        xlsx([xlsx_row(*TITLES)], states=["hidden"]),
        "r.xlsx: this workbook has no visible sheet",
    ),
    "a cell at the end of the sheet": (
        "r.xlsx",
        xlsx([xlsx_row(*TITLES), f"<row>{text_cell('x', 'XFD1048576')}</row>"]),
        "r.xlsx: these are too many columns: the most is 300",
    ),
    "a row that stands for a million": (
        "r.ods",
        ods([ods_row(*TITLES), ods_row(*CELLS, more="table:number-rows-repeated='1048575'")]),
        "r.ods: this table is too large: the most is 2,000,000 cells",
    ),
    "a formula": (
        "r.xlsx",
        xlsx([xlsx_row(*TITLES), xlsx_row("Zoë", '<c t="str"><f>A1</f><v>care</v></c>', "exploring")]),
        f"r.xlsx row 2, column B (target.field): {FORMULA}",
    ),
    "a formula in ODS": (
        "r.ods",
        ods([ods_row(*TITLES), ods_row("Zoë", ods_cell("care", 'table:formula="of:=[.A1]"'), "exploring")]),
        f"r.ods row 2, column B (target.field): {FORMULA}",
    ),
    "a formula as a title": (
        "r.xlsx",
        xlsx([xlsx_row("name", '<c t="str"><f>A1</f><v>target.field</v></c>'), xlsx_row("Zoë", "care")]),
        f"r.xlsx row 1, column B: {FORMULA}",
    ),
    "an error in a cell": (
        "r.xlsx",
        xlsx([xlsx_row(*TITLES), xlsx_row("Zoë", '<c t="e"><v>#REF!</v></c>', "exploring")]),
        "r.xlsx row 2, column B (target.field): the spreadsheet shows an error in this cell; write a value",
    ),
    # Values
    "a control character": (
        "r.xlsx",
        xlsx([xlsx_row(*TITLES), xlsx_row("Zoë_x001B_[31m", "care", "exploring")]),
        "r.xlsx row 2, column A (name): the character U+001B cannot be printed; take it out; "
        "here stands “Zoë\\u{1b}[31m”",
    ),
    "a day after month and year": (
        "r.csv",
        b"name,target.field,decision,Due date\nZoe,care,exploring,11/12/2026\n",
        "r.csv row 2, column D (Due date): write the date as year-month-day, such as 2026-12-02; "
        "here stands “11/12/2026”",
    ),
}

ACCEPTED = {
    "CSV": ("r.csv", GOOD.encode()),
    "CSV with a byte mark": ("r.csv", b"\xef\xbb\xbf" + GOOD.encode()),
    "semicolons": ("r.csv", GOOD.replace(",", ";").encode()),
    "a CSV's other name": ("r.TSV", GOOD.replace(",", "\t").encode()),
    "Excel": ("r.xlsx", EXCEL),
    "Excel with a picture": ("r.xlsx", excel(xl__media__a___png=b"\x89PNG")),
    "Excel in a CSV's name": ("r.csv", EXCEL),
    "OpenDocument": ("r.ods", ods([ods_row(*TITLES), ods_row(*CELLS)])),
    "formulas outside what is read": (
        "r.xlsx",
        xlsx(
            [xlsx_row(*TITLES, "_sum"), xlsx_row(*CELLS, "<c><f>1</f><v>1</v></c>")],
            [xlsx_row("<c><f>1</f></c>")],
        ),
    ),
}


def check(kit: Kit, name: str, data: bytes) -> tuple[str, list[str], int]:
    Path(name).write_bytes(data)
    told = kit("check", name)
    return told.stdout, told.lines, told.code


def data_of(case: str) -> bytes:
    data = REFUSED[case][1]
    return data if isinstance(data, bytes) else data()


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, kit: Kit) -> None:
    name, _, line = REFUSED[case]
    stdout, lines, code = check(kit, name, data_of(case))
    assert [each for each in lines if ": note: " not in each] == [line]
    assert (stdout, code) == ("1 profile checked: 0 good, 1 refused\n", 2)


@pytest.mark.parametrize("case", ACCEPTED)
def test_accepted(case: str, kit: Kit) -> None:
    assert check(kit, *ACCEPTED[case]) == ("1 profile checked: 1 good, 0 refused\n", [], 0)


def test_two_bad_rows_of_three_are_told_together(kit: Kit) -> None:
    data = (GOOD + "Lee,,exploring\n,care,never\n").encode()
    assert check(kit, "r.csv", data) == (
        "3 profiles checked: 1 good, 2 refused\n",
        [
            "r.csv row 3, column B (target.field): this cell is empty, and it has to be filled in",
            "r.csv row 4, column A (name): this cell is empty, and it has to be filled in",
            "r.csv row 4, column C (decision): 'never' is not one of exploring, narrowing, committed",
        ],
        1,
    )


def test_a_roster_that_is_not_there_is_said(kit: Kit) -> None:
    told = kit("check", "none.xlsx")
    assert (told.lines, told.code) == (["none.xlsx: there is no such file"], 2)


def test_a_wish_in_the_shared_file_is_told_once(kit: Kit) -> None:
    Path("r.defaults.yaml").write_text("questions: {keep: [nope]}\n", encoding="utf-8")
    Path("r.csv").write_text(GOOD + "Lee,care,exploring\n", encoding="utf-8")
    told = kit("check", "r.csv")
    assert told.lines == [
        "r.defaults.yaml:1:20 questions.keep.1: there is no question nope; kit bank list shows the id of each"
    ]
    assert told.code == 2
