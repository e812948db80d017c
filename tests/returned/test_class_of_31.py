"""A class of 31 whose papers arrive in three weeks: nothing lost, nobody merged, nothing to type twice.

A third each fill their kit in a PDF viewer, in Word and on paper. One PDF is typed into by pypdf, and
LibreOffice saves one Word file and once the table, where there is a LibreOffice. The teacher marks in
between, sorts the table, renames a title, adds a column, a formula and a sheet; a student's name is mended in
the roster.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from interview_kit.model.document import Owner
from interview_kit.stages.assemble import owner_key
from interview_kit.tools.collect import run
from tests.returned.handed_in import (
    answers,
    empty,
    filled,
    saved_by_libreoffice,
    sheet_rows,
    typed_by_pypdf,
)

FIRST = ("Ann", "Bo", "Cy", "Dee", "Émile", "Fay", "Gus", "Hoa", "Ike")
JOBS = {"Abel": "nurse", "Li": "cook", "Roy": "vet"}
NUMBERED = tuple((f"{first} {last}", job) for last, job in JOBS.items() for first in FIRST)  # 27
NAMESAKES = (
    ("Chloé Tremblay", "vet"),
    ("Chloé Tremblay", "coiffeuse"),
    ("Sam Roy", "cook"),
    ("Sam Roy", "baker"),
)
PEOPLE = tuple(
    Owner(name, work, owner_key(name, str(number) if number < len(NUMBERED) else ""))
    for number, (name, work) in enumerate(NUMBERED + NAMESAKES)
)
NUMBERS = tuple(str(number) if number < len(NUMBERED) else "" for number in range(len(PEOPLE)))
BY_PYPDF, IN_LIBREOFFICE = {27}, 28  # the last are namesakes
DAY = "notes/typical-day"
TABLE = Path("in/_answers.xlsx")


def hand_in(*numbers: int) -> None:
    """Put the kits of those who do not use paper into the folder."""
    Path("in").mkdir(exist_ok=True)
    for number in numbers:
        if ending := ("pdf", "docx", "")[number % 3]:
            typed, path = {DAY: f"Day of {number}"}, Path(f"in/{number}.{ending}")
            if number in BY_PYPDF:
                path.write_bytes(typed_by_pypdf(empty(ending, PEOPLE[number]), typed))
            else:
                path.write_bytes(filled(ending, PEOPLE[number], typed, frozenset()))
            if number == IN_LIBREOFFICE:
                saved_by_libreoffice(path)


def collect(*people: Owner) -> run.CollectReport:
    lines = (f"{each.name},{number},{each.work}" for each, number in zip(people, NUMBERS, strict=True))
    text = "\n".join(["Student name,Student number,Job of interest", *sorted(lines)])
    Path("class.csv").write_text(text, encoding="utf-8")
    return run.collect("in", class_source="class.csv", language="en")


def mark(*numbers: int) -> None:
    """Mark students, found by name and job, in a column of the teacher's; on paper, type the answer too."""
    book = openpyxl.load_workbook(TABLE)
    sheet = book.worksheets[0]
    titles = [str(cell.value) for cell in sheet[1]]
    if "Note /10" not in titles:
        sheet.cell(1, len(titles) + 1).value = "Note /10"
        titles.append("Note /10")
    paper = next(place for place, title in enumerate(titles) if title in ("On paper", "By hand"))
    asked = next(place for place, title in enumerate(titles) if title.startswith("What does a usual day"))
    for number in numbers:
        who = (PEOPLE[number].name, PEOPLE[number].work)
        (row,) = (row for row in sheet.iter_rows(min_row=2) if (row[0].value, row[2].value) == who)
        row[titles.index("Note /10")].value = number
        if number % 3 == 2:
            row[paper].value, row[asked].value = "x", f"Day of {number}"
    book.save(TABLE)


def rearrange() -> None:
    """Sort by name from Z to A, rename a title, and add a sheet with a formula."""
    book = openpyxl.load_workbook(TABLE)
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    rows = sorted(
        ([cell.value for cell in row] for row in sheet.iter_rows(min_row=2)), key=lambda row: str(row[0])
    )
    for number, values in enumerate(reversed(rows), 2):
        for place, value in enumerate(values, 1):
            sheet.cell(number, place).value = value
    next(cell for cell in sheet[1] if cell.value == "On paper").value = "By hand"
    book.create_sheet("Plan")["A1"] = "=AVERAGE(Students!K2:K32)"
    book.save(TABLE)


@pytest.mark.usefixtures("no_summaries")
def test_papers_that_arrive_in_three_weeks() -> None:
    hand_in(*range(12))
    assert collect(*PEOPLE).attendance is not None
    mark(*range(12))
    rearrange()
    hand_in(*range(12, 22))
    second = collect(*PEOPLE)
    assert (
        second.attendance and len(second.attendance.missing) == 31 - 8 - 4 - 7
    )  # 3 on paper are not marked yet
    mark(*range(12, 22))
    saved_by_libreoffice(TABLE)
    hand_in(*range(22, 31))
    mended = Owner("Émile Lee", PEOPLE[13].work, PEOPLE[13].key)  # was Émile Li
    collect(*(*PEOPLE[:13], mended, *PEOPLE[14:]))
    mark(*range(22, 31))
    last = collect(*(*PEOPLE[:13], mended, *PEOPLE[14:]))
    assert last.attendance and (last.attendance.expected, last.attendance.missing) == (31, ())
    assert not last.attendance.strangers

    rows = sheet_rows(TABLE)
    asked = next(title for title in rows[0] if title.startswith("What does a usual day"))
    found = {(row["Name"], row["Job"]): (row["Note /10"], row[asked], row["By hand"]) for row in rows}
    people = {(each.name, each.work): number for number, each in enumerate(PEOPLE)}
    people["Émile Lee", mended.work] = people.pop(("Émile Li", mended.work))
    assert len(rows) == 31 and "On paper" not in rows[0]
    assert found == {
        who: (str(number), f"Day of {number}", "x" if number % 3 == 2 else "")
        for who, number in people.items()
    }
    assert not list(Path("in").glob("*-kept*"))
    kits = {row["Answer"] for row in answers(TABLE)}
    assert kits == {f"Day of {number}" for number in range(31) if number % 3 != 2}
    book = openpyxl.load_workbook(TABLE)
    assert book["Plan"]["A1"].value == "=AVERAGE(Students!K2:K32)" and sheet_rows(TABLE, "Missing") == []
