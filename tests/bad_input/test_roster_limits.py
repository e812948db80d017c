"""Rosters that are small and want much: refused by name, in seconds and within a gigabyte, by every command.

What is repeated, shared or merely counted is multiplied before room is made for it; the rest is held by the
limits of the process that reads.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.limited import GIB, run
from tests.sentences import Sentences
from tests.shared import LONG as EVERYTHING
from tests.shared import some
from tests.spreadsheets import ods, ods_cell, ods_row, parts_of, text_cell, xlsx, xlsx_row, zipped

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses memory")

TITLES = ("name", "target.field")
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LONG = "x" * 32_000


def repeated(text: str, columns: int = 1) -> str:
    return ods_cell(text, f'table:number-columns-repeated="{columns}"')


def shared(texts: str, cells: str, rows: int) -> bytes:
    """Return a workbook with shared texts and so many rows of the same cells."""
    parts = parts_of(xlsx([xlsx_row(*TITLES), *[f"<row>{cells}</row>"] * rows]))
    return zipped(parts | {"xl/sharedStrings.xml": f'<sst xmlns="{SPACE}">{texts}</sst>'})


def merged(rows: list[str], *ranges: str) -> bytes:
    """Return a workbook with merged cells."""
    parts, sheet = parts_of(xlsx([xlsx_row(*TITLES), *rows])), "xl/worksheets/sheet1.xml"
    cells = "".join(f'<mergeCell ref="{each}"/>' for each in ranges)
    parts[sheet] = parts[sheet].replace(
        b"</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>".encode()
    )
    return zipped(dict(parts))


def times(count: int) -> str:
    return f'table:number-rows-repeated="{count}"'


POINTER = '<c t="s"><v>0</v></c>'
STYLE = '<c s="1"/>'
FORMULA = "<c><f>1</f><v>1</v></c>"
SPACES = '<text:s text:c="1000000"/>'
ANNOTATED = (
    '<table:table-cell office:value-type="string" table:number-columns-repeated="300"><o:annotation '
    f'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><text:p>{LONG}</text:p></o:annotation>'
    "<text:p>x</text:p></table:table-cell>"
)
TYPED = f'<table:table-cell office:value-type="{{0}}" office:{{0}}-value="{LONG}" {{1}}/>'

REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "one row of one cell that stand for many": (
        "r.ods",
        lambda: ods([ods_row(*TITLES), ods_row(repeated(LONG, 300), more=times(6000))]),
        "r.ods row 2, column A",
    ),
    "a text that every cell shares": (
        "r.xlsx",
        lambda: shared(f"<si><t>{LONG}</t></si>", POINTER * 300, 6000),
        "r.xlsx row 5, column ES",
    ),
    "a shared text of many runs": (
        "r.xlsx",
        lambda: shared(f"<si>{'<r><t>xxxxxxxx</t></r>' * 4000}</si>", POINTER * 300, 6000),
        "r.xlsx row 5, column ES",
    ),
    "two pointers to a shared text in each cell": (
        "r.xlsx",
        lambda: shared(f"<si><t>{LONG}</t></si><si/>", '<c t="s"><v>1</v>0<v>0</v>1</c>' * 300, 6000),
        "r.xlsx row 5, column ES",
    ),
    "merged cells without end": (
        "r.xlsx",
        lambda: merged([xlsx_row("Zoe", "care")], *["A2:A3"] * 10_001),
        "r.xlsx row 2, column A",
    ),
    "a text merged over many rows": (
        "r.xlsx",
        lambda: merged([xlsx_row("Zoe", LONG), *[xlsx_row("Zoe", "x")] * 3000], "B2:B3002"),
        "r.xlsx row 1050, column B",
    ),
    "a list of texts without end": ("r.xlsx", lambda: shared("<si/>" * 20_000_000, POINTER, 1), "r.xlsx"),
    "long texts in the sheet itself": (
        "r.xlsx",
        lambda: xlsx([xlsx_row(*TITLES), *[xlsx_row(*[text_cell(LONG)] * 10)] * 300]),
        "r.xlsx row 106, column I",
    ),
    "spaces that are counted and not written": (
        "r.ods",
        lambda: ods([ods_row(*TITLES), ods_row(ods_cell("x").replace("x<", f"{SPACES * 40}<"))]),
        "r.ods row 2, column A",
    ),
    "spaces in spaces": (
        "r.ods",
        lambda: ods(
            [
                ods_row(*TITLES),
                ods_row(ods_cell("x").replace("x<", f"{SPACES[:-2]}>{SPACES}</text:s><"), more=times(1000)),
            ]
        ),
        "r.ods row 2, column A",
    ),
    "more spaces than a number has room for": (
        "r.ods",
        lambda: ods(
            [ods_row(*TITLES), ods_row(ods_cell("x").replace("x<", '<text:s text:c="1000000000"/><'))]
        ),
        "r.ods",
    ),
    "covered cells": (
        "r.ods",
        lambda: ods(
            [
                ods_row(*TITLES),
                ods_row(repeated(LONG, 300).replace("table-cell", "covered-table-cell"), more=times(6000)),
            ]
        ),
        "r.ods row 2, column A",
    ),
    "a text in an attribute": (
        "r.ods",
        lambda: ods(
            [
                ods_row(*TITLES),
                ods_row(TYPED.format("string", 'table:number-columns-repeated="300"'), more=times(6000)),
            ]
        ),
        "r.ods row 2, column A",
    ),
    "a date that is a text": (
        "r.ods",
        lambda: ods(
            [
                ods_row(*TITLES),
                ods_row(TYPED.format("date", 'table:number-columns-repeated="300"'), more=times(6000)),
            ]
        ),
        "r.ods row 2, column A",
    ),
    "a remark that another reader takes for the text": (
        "r.ods",
        lambda: ods([ods_row(*TITLES), ods_row(ANNOTATED, more=times(6000))]),
        "r.ods row 2, column A",
    ),
    "two numbers of repetitions": (
        "r.ods",
        lambda: ods(
            [
                ods_row(*TITLES),
                ods_row(
                    ods_cell(LONG, 'table:number-columns-repeated="300" text:number-columns-repeated="1"'),
                    more=times(6000),
                ),
            ]
        ),
        "r.ods row 2, column A",
    ),
    "a table in a cell": (
        "r.ods",
        lambda: ods(
            [
                ods_row(*TITLES),
                ods_row(
                    repeated("x", 300).replace(
                        "<text:p>", f"<table:table table:name='in'>{ods_row(LONG)}</table:table><text:p>"
                    ),
                    more=times(6000),
                ),
            ]
        ),
        "r.ods",
    ),
    "many sheets that are large together": (
        "r.ods",
        lambda: ods([ods_row(*TITLES)], *[[ods_row(repeated("x", 300), more=times(6000))]] * 2000),
        "r.ods",
    ),
    "formulas in every cell": (
        "r.xlsx",
        lambda: xlsx([xlsx_row(*TITLES), *[f"<row>{FORMULA * 300}</row>"] * 6000]),
        "r.xlsx row 335, column CW",
    ),
    "one formula that stands for many": (
        "r.ods",
        lambda: ods([ods_row(*TITLES), ods_row(ods_cell("2", 'table:formula="of:=1"'), more=times(900_000))]),
        "r.ods row 2, column A",
    ),
    "numbers of three hundred digits": (
        "r.xlsx",
        lambda: xlsx([xlsx_row(*TITLES), *[f"<row>{'<c><v>1e308</v></c>' * 300}</row>"] * 6000]),
        "r.xlsx row 335, column CW",
    ),
    "a title for every letter": ("r.csv", lambda: ",".join(["nam"] * 40_000).encode(), "r.csv row 1"),
    "titles without end": ("r.csv", lambda: ",".join(["nam"] * 1_900_000).encode(), "r.csv row 1"),
    "wide rows under narrow titles": (
        "r.csv",
        lambda: b"name,target.field\n" + b";".join([b"nam"] * 10) + b"," * 400_000,
        "r.csv row 2",
    ),
    "a class of two million": ("r.csv", lambda: b"name,target.field\n" + b"A,b\n" * 900_000, "r.csv"),
    "a style for every cell there is": (
        "r.xlsx",
        lambda: xlsx([xlsx_row(*TITLES), *[f"<row>{STYLE * 16_384}</row>"] * 250]),
        "r.xlsx",
    ),
}


# One of each way to want too much, in each format.
SOME = (
    "one row of one cell that stand for many",
    "a text that every cell shares",
    "a list of texts without end",
    "more spaces than a number has room for",
    "a table in a cell",
    "many sheets that are large together",
    "one formula that stands for many",
    "titles without end",
    "wide rows under narrow titles",
)


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", REFUSED if EVERYTHING else SOME)
def test_a_roster_that_wants_too_much_is_refused(tmp_path: Path, case: str, sentences: Sentences) -> None:
    name, data, place = REFUSED[case]
    (tmp_path / name).write_bytes(data())
    told = run(tmp_path, "check", name, processor=60)
    assert told.code == 2, told
    assert sentences.places(f"limits: {case}", lambda: told.lines, french=False) == [place]
    assert told.peak < GIB, told


@pytest.mark.spread(3)
@pytest.mark.parametrize(
    "command", [("build", "-f", "txt"), ("build", "-f", "txt", "-j1"), ("roster", "show"), ("explain",)]
)
def test_so_it_is_by_every_command(tmp_path: Path, command: tuple[str, ...]) -> None:
    name, data, place = REFUSED["a text that every cell shares"]
    (tmp_path / name).write_bytes(data())
    told = run(tmp_path, *command, name, processor=60)
    assert (told.code, f"{place}: " in "\n".join(told.lines)) == (2, True), told
    assert told.peak < GIB, told


EMPTY = "<table:table-cell table:number-columns-repeated='16380'/>"
ROWS, NOTE = 3000, "a note " * 300
STYLED = STYLE * 200

ACCEPTED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a workbook of three thousand with a text that they share": (
        "r.xlsx",
        lambda: shared("<si><t>care</t></si>", f"{text_cell('Zoe')}{POINTER}", ROWS),
    ),
    "a sheet of three thousand with long notes": (
        "r.ods",
        lambda: ods([ods_row(*TITLES, "_note"), *[ods_row("Zoe", "care", NOTE)] * ROWS]),
    ),
    "empty rows and columns to the end": (
        "r.ods",
        lambda: ods(
            [
                ods_row(*TITLES, EMPTY),
                *[ods_row("Zoe", "care", EMPTY)] * ROWS,
                ods_row(EMPTY, more=times(1_045_575)),
            ]
        ),
    ),
    "the same person many times": (
        "r.ods",
        lambda: ods([ods_row(*TITLES), ods_row("Zoe", "care", more=times(ROWS))]),
    ),
    "formulas in columns that are not read": (
        "r.xlsx",
        lambda: xlsx([xlsx_row(*TITLES, "_a", "_b"), *[xlsx_row("Zoe", "care", FORMULA, FORMULA)] * ROWS]),
    ),
    "styles beside the table": (
        "r.xlsx",
        lambda: xlsx([xlsx_row(*TITLES), *[xlsx_row("Zoe", "care", STYLED)] * ROWS]),
    ),
    "a CSV file": ("r.csv", lambda: b"name,target.field\n" + b"Zoe,care\n" * ROWS),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", some(ACCEPTED, 3))
def test_an_ordinary_large_roster_is_read(tmp_path: Path, case: str) -> None:
    name, data = ACCEPTED[case]
    (tmp_path / name).write_bytes(data())
    told = run(tmp_path, "check", name, processor=60)
    assert told.code == 0, told
    assert told.said.endswith(f"\n{ROWS} profiles checked: {ROWS} good, 0 refused\n"), told
    assert told.peak < GIB, told
