"""A class with bad rows: the good are built, the bad come back as a roster to be mended and built alone."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
from click.testing import CliRunner, Result

from interview_kit.cli import main

TITLES = ["Student name", "Job of interest", "Minutes", "Contact name", "Contact phone", "Nickname"]


def build(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, arguments), "-f", "txt"])


def thirty(folder: Path) -> Path:
    """Return a roster of thirty people, two of one name; rows 14 and 23 are refused."""
    rows = [[f"Student {number}", "welder", "10", f"Dr. {number}", "", ""] for number in range(2, 32)]
    rows[4][0] = rows[5][0] = "Ana Silva"
    rows[12][2], rows[12][4], rows[12][5] = "ten", "007", "=cmd()"
    rows[21][2], rows[21][3], rows[21][5] = "99", "Zoë  Nuñez", "تلميذ"
    folder.mkdir(exist_ok=True)
    with (folder / "class.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*TITLES[:5], "id"], *rows])
    usual = "talk: {availability: [noon]}\n"
    (folder / "class.defaults.yaml").write_text(usual, encoding="utf-8")
    return folder / "class.csv"


def cells(path: Path) -> list[list[str]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[str(value or "") for value in row] for row in sheet.iter_rows(values_only=True)]


def mend(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for row in range(2, book.worksheets[0].max_row + 1):
        book.worksheets[0].cell(row, 3).value = "15"
    book.save(path)


def test_two_bad_rows_of_thirty_are_named_mended_and_built_alone(tmp_path: Path) -> None:
    roster, out = thirty(tmp_path / "in"), tmp_path / "out"
    result = build(roster, "-o", out)
    assert result.exit_code == 1
    assert "class.csv row 14, column C (Minutes): write a whole number alone, such as 10" in result.stderr
    assert "class.csv row 23, column C (Minutes): the most is 60; here stands “99”" in result.stderr
    assert "28 of 30 kits built" in result.stdout
    assert len(list((out / "class").glob("*.txt"))) == 28

    to_mend = out / "class" / "class-to-mend.xlsx"
    assert f"the refused rows, to be mended and then built from there: {to_mend}" in result.stdout
    first, second = [row[:6] for row in cells(to_mend)[1:]]
    assert first == ["Student 14", "welder", "ten", "Dr. 14", "007", "=cmd()"]
    assert second == ["Student 23", "welder", "99", "Zoë  Nuñez", "", "تلميذ"]

    before = {path.name: path.read_bytes() for path in (out / "class").glob("*.txt")}
    mend(to_mend)
    again = build(to_mend, "-o", out)
    assert again.exit_code == 0, again.stderr
    after = {path.name: path.read_bytes() for path in out.rglob("*.txt")}
    assert sorted(after.keys() - before.keys()) == ["student-14.txt", "student-23.txt"]
    assert b"noon" in after["student-14.txt"]
    assert after.items() >= before.items()
    assert "30 of 30 kits built" in again.stdout


def test_rows_refused_since_then_are_kept_beside_those_that_were_mended(tmp_path: Path) -> None:
    roster, out = thirty(tmp_path / "in"), tmp_path / "out"
    build(roster, "-o", out)
    to_mend = out / "class" / "class-to-mend.xlsx"
    mend(to_mend)
    roster.write_text(
        roster.read_text("utf-8").replace("Student 30,welder,10", "Student 30,welder,90"), "utf-8"
    )
    again = build(to_mend, "-o", out)
    assert again.exit_code == 1
    assert "class.csv row 30, column C (Minutes)" in again.stderr
    names = {path.stem for path in out.rglob("*.txt")}
    assert {"student-14", "student-23", "student-30"} <= names


def test_what_is_half_mended_is_never_replaced(tmp_path: Path) -> None:
    roster, out = thirty(tmp_path / "in"), tmp_path / "out"
    build(roster, "-o", out)
    to_mend = out / "class" / "class-to-mend.xlsx"
    mend(to_mend)
    mine = to_mend.read_bytes()
    result = build(roster, "-o", out)
    assert to_mend.read_bytes() == mine
    assert str(out / "class" / "class-to-mend-2.xlsx") in result.stdout
    third = build(roster, "-o", out)
    assert str(out / "class" / "class-to-mend-3.xlsx") not in third.stdout


def test_a_class_without_a_bad_row_has_nothing_to_mend(tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text("name,target.occupation\nAda,welder\nLee,cook\n", encoding="utf-8")
    assert build(roster, "-o", tmp_path / "out").exit_code == 0
    assert not list((tmp_path / "out").rglob("*mend*"))


def test_bad_rows_of_two_rosters_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        text = f"name,target.occupation,minutes\nAda,welder,10\n{folder},cook,many\n"
        (tmp_path / folder / "class.csv").write_text(text, encoding="utf-8")
    build(tmp_path / "a/class.csv", tmp_path / "b/class.csv", "-o", tmp_path / "out", "--force")
    found = sorted((tmp_path / "out/class").glob("*to-mend*"))
    assert [cells(path)[1][0] for path in found] == ["b", "a"]
