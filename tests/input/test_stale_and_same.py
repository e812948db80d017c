"""Issue 18, point 6: files of nobody, people of one name, two rosters in one folder, rows that were mended.

Choices of interface: after a build one notice names the files that belong to nobody in the roster, `--clean`
removes them and says so; files that the program did not write are never touched. Of two people of one name
each file has the id behind it (`chloe-tremblay-101`), else the job (`chloe-tremblay-coiffeuse`), else a
number; the plain name is nobody's then. A folder that another roster was built into is refused before
anything is written (exit 2), unless `--force`. A file `<stem>-to-mend.xlsx` is built into its class.
"""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest

from tests.command import Built, built, cases, kit, report, wrote
from tests.exports.programs import workbook

HEAD = "Student name,Student number,Job of interest,How sure\n"


def class_of(*rows: str, name: str = "r.csv") -> Path:
    """Write a roster of `name,number,job` rows."""
    return wrote(name, HEAD + "".join(f"{row},exploring\n" for row in rows))


def stems(made: Built) -> list[str]:
    return sorted(made.kits)


def test_kits_of_nobody_are_named_after_the_build_and_removed_by_clean() -> None:
    built(class_of("Liam Poirier,1,baker", "Ana Roy,2,nurse"))
    wrote("out/r/my notes.txt", "mine")
    left = built(class_of("Ana Roy,2,nurse"))
    assert left.ran.code == 0 and len(left.ran.telling("liam-poirier.txt", "--clean")) == 1, left.ran
    assert not left.ran.telling("my notes.txt") and "liam-poirier" in left.kits
    cleaned = built("r.csv", "--clean")
    assert stems(cleaned) == ["ana-roy", "my notes"], cleaned.ran


def test_a_renamed_person_leaves_no_old_kit_unsaid() -> None:
    built(class_of("Ève Desjardins,3,baker"))
    made = built(class_of("Ève Dupont,3,baker"))
    assert len(made.ran.telling("eve-desjardins")) == 1, made.ran.lines


def test_an_old_file_to_print_is_named() -> None:
    """It still holds who left; a build without `--print-file` says so."""
    file = class_of("Liam Poirier,1,baker", "Ana Roy,2,nurse")
    kit("build", file, "-o", "out", "-f", "txt", "-j", "1", "--zip")
    assert Path("out/r/_kits.zip").exists()
    made = built(class_of("Ana Roy,2,nurse"))
    assert len(made.ran.telling("_kits.zip")) == 1, made.ran.lines


def test_a_build_that_leaves_nothing_says_nothing() -> None:
    file = class_of("Ana Roy,2,nurse")
    built(file)
    assert built(file).ran.lines == ()


def test_letters_of_a_profile_that_has_another_number_of_contacts_are_named() -> None:
    """M9: `x.thank-you.eml` beside `x.thank-you-1.eml`."""
    top = "name: Ada\ndecision: exploring\ntarget: {occupation: nurse}\ncontacts:\n"
    top += "  - {name: Jo, email: j@s.example}\n"
    built(wrote("a.yaml", top), "--eml")
    before = {path.name for path in Path("out").glob("*.eml")}
    made = built(wrote("a.yaml", top + "  - {name: Bo, email: b@s.example}\n"), "--eml")
    after = {path.name for path in Path("out").glob("*.eml")}
    stale = [
        name for name in before if "thank-you" in name and "thank-you-1.eml" not in name and name in after
    ]
    assert not stale or made.ran.telling(*stale), (before, after)


C = "chloe-tremblay-"
SAME = {
    "ids": ("Chloé Tremblay,101,coiffeuse", "Chloé Tremblay,102,vet", [f"{C}101", f"{C}102"]),
    "jobs": ("Chloé Tremblay,,coiffeuse", "Chloé Tremblay,,vet", [f"{C}coiffeuse", f"{C}vet"]),
    "one id": ("Chloé Tremblay,101,coiffeuse", "Chloé Tremblay,,vet", [f"{C}101", f"{C}vet"]),
    "capitals": ("Chloé Tremblay,,coiffeuse", "chloe TREMBLAY,,vet", [f"{C}coiffeuse", f"{C}vet"]),
}


@pytest.mark.parametrize(("first", "second", "names"), cases(SAME))
def test_namesakes_have_a_readable_suffix_and_one_notice(first: str, second: str, names: list[str]) -> None:
    made = built(class_of(first, second))
    assert stems(made) == names, made.ran
    assert len(made.ran.telling("tremblay", "2 and 3")) == 1, made.ran.lines


def test_the_suffix_stays_whatever_else_changes() -> None:
    first = stems(built(class_of("Chloé Tremblay,101,coiffeuse", "Chloé Tremblay,102,vet")))
    second = stems(built(class_of("Chloé Tremblay,102,vet", "Chloé Tremblay,101,pilote"), output="out2"))
    assert first == second == ["chloe-tremblay-101", "chloe-tremblay-102"]


def test_when_a_namesake_arrives_the_plain_name_is_named_as_old() -> None:
    built(class_of("Chloé Tremblay,101,coiffeuse"))
    made = built(class_of("Chloé Tremblay,101,coiffeuse", "Chloé Tremblay,102,vet"))
    assert made.ran.telling("chloe-tremblay.txt"), made.ran.lines


def test_two_rosters_of_one_name_do_not_overwrite_each_other() -> None:
    first = class_of("Éric Roy,,pompier", name="A/classe.csv")
    second = class_of("Éric Roy,,soudeur", name="B/classe.csv")
    built(first, output="shared")
    made = built(second, output="shared")
    assert made.ran.code == 2 and made.ran.telling("A/classe.csv"), made.ran
    assert "pompier" in made.kit("eric-roy")
    assert "soudeur" in built(second, "--force", output="shared").kit("eric-roy")


def test_two_rosters_of_one_name_in_one_command_are_refused_before_anything_is_written() -> None:
    first = class_of("Éric Roy,,pompier", name="A/classe.csv")
    second = class_of("Éric Roy,,soudeur", name="B/classe.csv")
    made = built(first, second)
    assert made.ran.code == 2 and made.ran.telling("A/classe.csv", "B/classe.csv", "-o"), made.ran
    assert not made.folder.exists()
    assert len(built(first, second, "--force").kits) == 2


def test_a_folder_and_its_roster_may_move_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A roster that moved is the same roster; nothing is refused."""
    class_of("Éric Roy,,pompier", name="A/classe.csv")
    monkeypatch.chdir("A")
    built("classe.csv")
    monkeypatch.chdir(tmp_path)
    Path("A").rename("Z é")
    monkeypatch.chdir("Z é")
    assert built("classe.csv").ran.code == 0


def mended(path: Path) -> None:
    """Write the job that lacks into the file of rows to mend."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    titles = [str(cell.value) for cell in sheet[1]]
    place = next(n for n, title in enumerate(titles, 1) if title in ("Minutes", "talk.minutes"))
    sheet.cell(2, place).value = "10"
    book.save(path)


def refused_one() -> Built:
    rows = [
        ("Student name", "Job of interest", "How sure", "Minutes"),
        ("Ana Roy", "nurse", "exploring", 10),
        ("Bo Li", "cook", "exploring", 3),
    ]
    return built(wrote("classe.xlsx", workbook(Class=rows)))


def test_rows_that_were_mended_go_back_into_their_class_and_its_report() -> None:
    made = refused_one()
    (path,) = Path("out").rglob("*to-mend*.xlsx")
    assert made.ran.code == 1
    mended(path)
    again = built(path)
    assert again.ran.code == 0
    assert sorted(path.parent.name for path in Path("out").rglob("*.txt")) == ["classe", "classe"]
    assert {each["name"] for each in report(Path("out/classe"))["kits"]} == {"Ana Roy", "Bo Li"}
    assert not [each for each in report(Path("out/classe"))["kits"] if each.get("state") == "refused"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no such modes")
def test_a_record_of_the_class_that_others_can_write_is_not_believed() -> None:
    """It could name any roster, whose rows would then be read; the mended rows are built by themselves."""
    refused_one()
    (path,) = Path("out").rglob("*to-mend*.xlsx")
    mended(path)
    Path("out/classe/.kit/source").chmod(0o666)
    assert stems(built(path)) == ["ana-roy", "bo-li"]
    assert [each.parent.name for each in Path("out").rglob("bo-li.txt")] == ["classe-to-mend"]


def test_when_all_is_mended_the_file_to_mend_goes() -> None:
    """Whether it was mended there or in the roster: what is left of it is stale."""
    refused_one()
    rows = [
        ("Student name", "Job of interest", "How sure", "Minutes"),
        ("Ana Roy", "nurse", "exploring", 10),
        ("Bo Li", "cook", "exploring", 10),
    ]
    made = built(wrote("classe.xlsx", workbook(Class=rows)))
    assert not list(Path("out").rglob("*to-mend*")) or made.ran.telling("to-mend"), made.ran


def test_a_refused_row_has_its_name_in_the_report() -> None:
    refused_one()
    assert "Bo Li" in Path("out/classe/report.csv").read_text("utf-8-sig")


def test_the_file_to_mend_is_in_the_language_of_the_class() -> None:
    wrote("classe.csv", "Nom de l’élève,Métier visé,Minutes\nZoé Roy,pilote,3\nAna Roy,pilote,10\n")
    built("classe.csv", language="fr")
    (path,) = Path("out").rglob("*to-mend*.xlsx")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None and sheet.title == "Liste"
    assert "Ce qui ne va pas" in [cell.value for cell in sheet[1]]
