"""Issue 18, point 3: what a class says once stands in the workbook, or in a file beside it, and is confirmed.

Choices of interface: a sheet named "For the whole class" or "Pour toute la classe" has a title in its first
column and the value beside it, in the words of a roster's titles and cells. A row of the roster wins over the
sheet, and the sheet over `<stem>.defaults.yaml`. One notice names each place that settings were read from:
`r.xlsx`, the sheet's name; `r.defaults.yaml`. `kit roster new` writes the sheet.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.command import built, cases, kit, wrote
from tests.exports.programs import text, workbook
from tests.spreadsheets import ods, ods_row, parts_of, zipped

HEAD = ("Student name", "Job of interest", "How sure")
ROW = ("Maya Chen", "nurse", "exploring")
WHOLE = (("Course", "GLC2O"), ("Teacher", "Ms. Okafor"), ("Due date", "2026-12-11"), ("Minutes", 12),
         ("Situation", "secondary student"), ("Extra pages", "rubric; consent form"))  # fmt: skip
ENTIERE = (("Cours", "GLC2O"), ("Enseignante", "Mme Okafor"), ("Date de remise", "11 décembre 2026"),
           ("Minutes", "12 min"), ("Situation", "élève du secondaire"),
           ("Pages en plus", "grille; consentement"))  # fmt: skip
SHEETS = {
    "en": ("For the whole class", HEAD, ROW, WHOLE,
           ("GLC2O", "Ms. Okafor", "December 11", "12 minutes", "Stay safe")),
    "fr": ("Pour toute la classe", ("Nom de l’élève", "Métier visé"), ("Zoé Roy", "pilote"), ENTIERE,
           ("GLC2O", "Mme Okafor", "11 décembre", "12 minutes", "Ta sécurité")),
    "French sheet, keys": ("Pour toute la classe", HEAD, ROW,
                           (("programme.course", "GLC2O"), ("talk.minutes", 12)), ("12 minutes",)),
}  # fmt: skip


@pytest.mark.spread(3)
@pytest.mark.parametrize(("name", "head", "row", "settings", "words"), cases(SHEETS))
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_settings_stand_in_the_workbook(
    kind: str,
    name: str,
    head: tuple[str, ...],
    row: tuple[str, ...],
    settings: tuple[tuple[str, object], ...],
    words: tuple[str, ...],
) -> None:
    if kind == "xlsx":
        tabs: dict[str, Any] = {"Class": [head, row], name: list(settings)}
        file = wrote("r.xlsx", workbook(**tabs))
    else:
        sheet = [ods_row(*map(str, each)) for each in settings]
        data = ods([ods_row(*head), ods_row(*row)], sheet)
        file = wrote("r.ods", renamed(data, "S2", name))
    made = built(file)
    assert made.ran.code == 0 and len(made.kits) == 1, made.ran
    assert all(each in made.words for each in words), [each for each in words if each not in made.words]
    assert len(made.ran.telling("settings", name)) == 1, made.ran.lines


def renamed(data: bytes, old: str, new: str) -> bytes:
    """Return an OpenDocument spreadsheet with another name for a sheet."""
    parts = parts_of(data)
    parts["content.xml"] = parts["content.xml"].replace(f'"{old}"'.encode(), f'"{new}"'.encode())
    return zipped(dict(parts))


def test_a_mistake_on_the_sheet_is_told_with_its_sheet_and_cell() -> None:
    file = wrote(
        "r.xlsx", workbook(Class=[HEAD, ROW], For_the_whole_class=[("Minuts", 12), ("Due date", "soon")])
    )
    ran = kit("check", file)
    assert ran.code and ran.telling("For the whole class", "row 2, column B")
    assert ran.telling("For the whole class", "row 1"), ran.lines


def test_a_row_wins_over_the_sheet_and_the_sheet_over_the_file() -> None:
    rows = [
        ("Student name", "Job of interest", "How sure", "Minutes"),
        ("Maya Chen", "nurse", "exploring", None),
        ("Ana Roy", "nurse", "exploring", 15),
    ]
    file = wrote("r.xlsx", workbook(Class=rows, For_the_whole_class=[("Minutes", 12)]))
    wrote("r.defaults.yaml", "talk: {minutes: 20}\nprogramme: {teacher: Ms. Okafor}\n")
    made = built(file)
    assert "12 minutes" in made.kit("maya-chen") and "15 minutes" in made.kit("ana-roy"), made.ran
    assert "Ms. Okafor" in made.kit("maya-chen") and made.ran.telling("r.defaults.yaml")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_new_roster_has_the_sheet(language: str) -> None:
    kit("roster", "new", "r.xlsx", "-l", language)
    names = openpyxl.load_workbook("r.xlsx").sheetnames
    assert {"en": "For the whole class", "fr": "Pour toute la classe"}[language] in names, names


@pytest.mark.parametrize(
    "command", [("roster", "show"), ("check",), ("build", "-f", "txt", "-j", "1")], ids=lambda each: each[0]
)
def test_which_settings_were_read_is_always_said(command: tuple[str, ...]) -> None:
    wrote("r.csv", text([HEAD, ROW]))
    wrote("r.defaults.yaml", "programme: {course: GLC2O}\n")
    assert len(kit(*command, "r.csv").telling("r.defaults.yaml")) == 1


def test_without_settings_nothing_is_said() -> None:
    wrote("r.csv", text([HEAD, ROW]))
    assert not kit("check", "r.csv").telling("defaults")


NEAR = (
    "r.defaults.yml",
    "r.defaults.yaml.txt",
    "R.defaults.yaml",
    "class.defaults.yaml",
    "r.default.yaml",
    "defaults.yaml",
    "r.csv.defaults.yaml",
)


@pytest.mark.parametrize("name", cases({each: each for each in NEAR}))
def test_a_file_of_settings_with_a_name_that_is_a_little_wrong_is_named(name: str) -> None:
    """It is not read; the notice says which name it should have."""
    wrote("r.csv", text([HEAD, ROW]))
    wrote(name, "programme: {course: GLC2O}\n")
    ran = kit("check", "r.csv")
    assert (ran.code, len(ran.telling(name, "r.defaults.yaml"))) == (0, 1), ran.lines


@pytest.mark.parametrize("name", ["other.defaults.yaml", "notes.yaml", "r.yaml", "r.defaults.yaml~"])
def test_what_belongs_to_another_roster_is_not_named(name: str) -> None:
    """Where the other roster is there too, its settings are its own."""
    wrote("r.csv", text([HEAD, ROW]))
    wrote("other.csv", text([HEAD, ROW]))
    wrote(name, "name: x\n")
    assert not kit("check", "r.csv").telling(name)


def test_settings_of_a_folder_of_profiles_are_never_taken_for_a_profile() -> None:
    """`kit build profiles` says that a file of settings beside no roster is not read."""
    Path("people").mkdir()
    wrote("people/a.yaml", "name: Maya\ndecision: exploring\ntarget: {field: care}\n")
    wrote("people/people.defaults.yaml", "programme: {course: GLC2O}\n")
    assert kit("check", "people").telling("people.defaults.yaml")


def test_rows_to_mend_keep_the_settings_and_the_mapping_of_their_roster() -> None:
    rows = [("Student name", "What next?", "Minutes"), ("Maya Chen", "nurse", 3), ("Ana Roy", "nurse", None)]
    settings = [("Course", "GLC2O"), ("How sure", "exploring")]
    wrote("r.xlsx", workbook(Class=rows, For_the_whole_class=settings))
    assert built("r.xlsx", "--map", "What next?=target.occupation").ran.code == 1
    mended = openpyxl.load_workbook("out/r/r-to-mend.xlsx")
    mended.worksheets[0]["C2"] = "12"
    mended.save("m.xlsx")
    Path("out/r/r-to-mend.map.yaml").rename("m.map.yaml")
    made = built("m.xlsx", output="again")
    assert made.ran.code == 0, made.ran
    assert all(each in made.kit("maya-chen") for each in ("GLC2O", "work as a nurse", "12 minutes"))
