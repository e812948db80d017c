"""Rosters that are no table, no text, too large, damaged, hostile, or titled by what nobody knows."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_input.command import Kit
from tests.bad_input.conftest import Refused
from tests.spreadsheets import ods, ods_cell, ods_row, parts_of, text_cell, xlsx, xlsx_row, zipped

HEAD = "name,target.field,decision\n"
GOOD = HEAD + "Zoë,care,exploring\n"
TITLES, CELLS = ("name", "target.field", "decision"), ("Zoë", "care", "exploring")
EXCEL = xlsx([xlsx_row(*TITLES), xlsx_row(*CELLS)])
MIB = 1024 * 1024


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


def with_column(title: str) -> bytes:
    """Return a good CSV roster with one column more."""
    return f"{HEAD.strip()},{title}\nZoe,care,exploring,x\n".encode()


REFUSED: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    # CSV as text
    "nothing in it": ("r.csv", b"", "r.csv"),
    "white space only": ("r.csv", b"\n \n", "r.csv"),
    "only a byte mark": ("r.csv", b"\xef\xbb\xbf", "r.csv"),
    "too large": ("r.csv", GOOD.encode() + b"," * (32 * MIB), "r.csv"),
    "NUL": ("r.csv", (HEAD + "a\x00b").encode(), "r.csv row 2, column A"),
    # CSV as cells
    "a quote that is never closed": (
        "r.csv",
        (HEAD + 'Zoë,"care,exploring\nLee,x,y\n').encode(),
        "r.csv row 2, column B",
    ),
    "a quote inside a bare cell": (
        "r.csv",
        (HEAD + 'Zoë "Z",care,exploring\n').encode(),
        "r.csv row 2, column A",
    ),
    "letters after a quote": ("r.csv", (HEAD + '"Zoë"x,care,exploring\n').encode(), "r.csv row 2, column A"),
    "a cell too many": ("r.csv", (HEAD + "Zoë,care,exploring,Sudbury\n").encode(), "r.csv row 2"),
    "a cell too long": (
        "r.csv",
        (HEAD + f"{'x' * 32768},care,exploring\n").encode(),
        "r.csv row 2, column A",
    ),
    "columns without end": ("r.csv", b"name" + b"," * 300 + b"\n", "r.csv row 1"),
    "titles and no rows": ("r.csv", (HEAD + "\n,,\n").encode(), "r.csv"),
    # Titles
    "no names": ("r.csv", b"target.field\ncare\n", "r.csv row 1"),
    "a title twice": ("r.csv", b"name,target.field,NAME\nZoe,care,x\n", "r.csv row 1, column C (NAME)"),
    "two titles of one key": (
        "r.csv",
        b"Job,name,Occupation\nx,Zoe,x\n",
        "r.csv row 1, column C (Occupation)",
    ),
    # Files that are no workbook, or not one that is opened here
    "an old workbook": ("r.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "r.xls"),
    "a workbook with a password": (
        "r.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "r.xlsx",
    ),
    "a part with a password": ("r.xlsx", locked, "r.xlsx"),
    "macros": ("r.xlsm", lambda: excel(xl__vbaProject___bin=b"x"), "r.xlsm"),
    "a binary workbook": ("r.xlsb", zipped({"xl/workbook.bin": b""}), "r.xlsb"),
    "a Numbers file": ("r.numbers", zipped({"Index/Document.iwa": b""}), "r.numbers"),
    "a Word file": ("r.xlsx", zipped({"word/document.xml": b""}), "r.xlsx"),
    "some other zip": ("r.xlsx", zipped({"a.dat": b"a"}), "r.xlsx"),
    "half a workbook": ("r.xlsx", EXCEL[: len(EXCEL) // 2], "r.xlsx"),
    "a workbook in a CSV's name": ("r.csv", zipped({"a.dat": b"a"}), "r.csv"),
    "a part twice": ("r.xlsx", twice, "r.xlsx"),
    "a sheet that is longer than it says": ("r.xlsx", lying, "r.xlsx"),
    "a document type": ("r.xlsx", lambda: with_head(ENTITIES), "r.xlsx"),
    "a document type in ODS": ("r.ods", ods([ods_row(*TITLES)], head=ENTITIES.decode()), "r.ods"),
    "a zip that unpacks without end": ("r.xlsx", bomb, "r.xlsx"),
    # Sheets
    "an empty sheet": ("r.xlsx", xlsx([]), "r.xlsx"),
    "hidden sheets only": ("r.xlsx", xlsx([xlsx_row(*TITLES)], states=["hidden"]), "r.xlsx"),
    "a cell at the end of the sheet": (
        "r.xlsx",
        xlsx([xlsx_row(*TITLES), f"<row>{text_cell('x', 'XFD1048576')}</row>"]),
        "r.xlsx",
    ),
    "a row that stands for a million": (
        "r.ods",
        ods([ods_row(*TITLES), ods_row(*CELLS, more="table:number-rows-repeated='1048575'")]),
        "r.ods",
    ),
    "a formula": (
        "r.xlsx",
        xlsx([xlsx_row(*TITLES), xlsx_row("Zoë", '<c t="str"><f>A1</f><v>care</v></c>', "exploring")]),
        "r.xlsx row 2, column B (target.field)",
    ),
    "a formula in ODS": (
        "r.ods",
        ods([ods_row(*TITLES), ods_row("Zoë", ods_cell("care", 'table:formula="of:=[.A1]"'), "exploring")]),
        "r.ods row 2, column B (target.field)",
    ),
    "a formula as a title": (
        "r.xlsx",
        xlsx([xlsx_row("name", '<c t="str"><f>A1</f><v>target.field</v></c>'), xlsx_row("Zoë", "care")]),
        "r.xlsx row 1, column B",
    ),
    "an error in a cell": (
        "r.xlsx",
        xlsx([xlsx_row(*TITLES), xlsx_row("Zoë", '<c t="e"><v>#REF!</v></c>', "exploring")]),
        "r.xlsx row 2, column B (target.field)",
    ),
    # Values
    "a control character": (
        "r.xlsx",
        xlsx([xlsx_row(*TITLES), xlsx_row("Zoë_x001B_[31m", "care", "exploring")]),
        "r.xlsx row 2, column A (name)",
    ),
    "a day after month and year": (
        "r.csv",
        b"name,target.field,decision,Due date\nZoe,care,exploring,11/12/2026\n",
        "r.csv row 2, column D (Due date)",
    ),
}

ACCEPTED = {
    "CSV": ("r.csv", GOOD.encode()),
    "CSV with a byte mark": ("r.csv", b"\xef\xbb\xbf" + GOOD.encode()),
    "Excel's Unicode text": ("r.csv", b"\xff\xfe" + GOOD.encode("utf-16-le")),
    "a cell too few": ("r.csv", b"name;target.field;decision;talk.minutes\nZoe;care;exploring\n"),
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

# Rosters that are read with one notice, and words of it.
NOTICED: dict[str, tuple[bytes, str]] = {
    "Excel's own CSV, in Windows' letters": (
        GOOD.encode("cp1252"),
        "Windows-1252; are these names right: “Zoë”?",
    ),
    "no work": (b"name,decision\nZoe,exploring\n", "“Job of interest”"),
    "an unknown title": (with_column("Shoe size"), "passed over: D (Shoe size)"),
    "an unneeded title": (with_column("Password"), "dropped unread: Password"),
    "a key with a slip": (with_column("talk.minuts"), "D (talk.minuts, did you mean talk.minutes?)"),
    "a thirteenth contact": (with_column("contacts.13.name"), "D (contacts.13.name"),
    "no title over a filled column": (with_column(""), "passed over: D;"),
    "a hostile title": (with_column("\u202e=x"), "passed over: D (\\u{202e}=x)"),
}


def check(kit: Kit, name: str, data: bytes) -> tuple[str, list[str], int]:
    """Return the last line of standard output, which sums up the rows, the messages and the exit code."""
    Path(name).write_bytes(data)
    told = kit("check", name)
    return "".join(told.stdout.splitlines(keepends=True)[-1:]), told.lines, told.code


def data_of(case: str) -> bytes:
    data = REFUSED[case][1]
    return data if isinstance(data, bytes) else data()


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, refused: Refused) -> None:
    name, _, place = REFUSED[case]
    Path(name).write_bytes(data_of(case))
    assert refused(f"roster: {case}", "check", name) == ([place], 2, ["1", "0", "1"])


@pytest.mark.parametrize("case", ACCEPTED)
def test_accepted(case: str, kit: Kit) -> None:
    assert check(kit, *ACCEPTED[case]) == ("1 profile checked: 1 good, 0 refused\n", [], 0)


@pytest.mark.parametrize("case", NOTICED)
def test_noticed(case: str, kit: Kit) -> None:
    data, words = NOTICED[case]
    summary, lines, code = check(kit, "r.csv", data)
    assert (summary, len(lines), code) == ("1 profile checked: 1 good, 0 refused\n", 1, 0), lines
    assert words in lines[0]


def test_two_bad_rows_of_three_are_told_together(kit: Kit) -> None:
    data = (GOOD + "Lee,care,perhaps\n,care,never\n").encode()
    assert check(kit, "r.csv", data) == (
        "3 profiles checked: 1 good, 2 refused\n",
        [
            "r.csv row 3, column C (decision): 'perhaps' is not one of exploring, narrowing, committed",
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
