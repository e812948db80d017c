"""Issue 19, points 3 and 5: a table to mark in that keeps the marks, a summary, letters to students.

Choices of interface: `_answers.xlsx` has the sheets "Students" (one row a student, missing ones too: Name,
Number, Job, Handed in, On paper, Consent, a column for each criterion of the rubric, then one for each
question), "All answers" and "Missing". Columns that a teacher adds to "Students", and what they type under
"On paper", "Consent" or a criterion, stay by student; who has "x" or "yes" under "On paper" is not missing.
The summary without names is `_answers-summary-without-names`, beside the other. `--email-list` writes drafts:
`build` one a student with the kit attached (`<name>.kit.eml`), `collect` one for each who is missing
(`<name>.reminder.eml`).
"""

from __future__ import annotations

import email
import email.policy
import io
from pathlib import Path

import openpyxl
import pypdfium2 as pdfium
import pytest
from openpyxl.utils import get_column_letter

from interview_kit.model.document import Owner
from interview_kit.model.enums import Language
from interview_kit.model.form import form_of
from interview_kit.stages.assemble import assemble, owner_key
from interview_kit.stages.read.profiles import profile_from
from interview_kit.stages.select import select
from interview_kit.tools.collect import run
from interview_kit.tools.collect.marked_table import updated
from interview_kit.tools.collect.sheets import Column, Row, Sheet
from tests.command import Ran, built, kit, wrote
from tests.kits import bank
from tests.reading import docx_text
from tests.returned.handed_in import answers, empty, filled, sheet_rows
from tests.zip_files import pack, unpack

ANN = Owner("Ann Abel", "nurse", owner_key("Ann Abel", "1"))
BO = Owner("Bo Li", "cook", owner_key("Bo Li", "2"))
CY = Owner("Cy Roy", "vet", owner_key("Cy Roy", "3"))
ROSTER = (
    "Student name,Student number,Job of interest,Email,How sure\n"
    "Cy Roy,3,vet,cy@s.example,exploring\nAnn Abel,1,nurse,ann@s.example,exploring\nBo Li,2,cook,,exploring\n"
)
DAY = "What does a usual day at work look like for you?"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """Return a folder where Ann and Bo, of a class of three, have handed in; and what was said."""
    folder = tmp_path_factory.mktemp("table")
    (folder / "r.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "in").mkdir()
    (folder / "in/a.pdf").write_bytes(
        filled("pdf", ANN, {"notes/typical-day": "Wards.\nTwo lines."}, frozenset({"fit/1/1"}))
    )
    (folder / "in/b.docx").write_bytes(
        filled("docx", BO, {"notes/typical-day": "=1+1 pots"}, frozenset({"fit/1/2"}))
    )
    return folder, kit("collect", folder / "in", "--class", folder / "r.csv", "-l", "en")


def names(folder: Path) -> list[str]:
    return openpyxl.load_workbook(folder / "in/_answers.xlsx").sheetnames


def test_the_sheets_are_students_all_answers_and_missing(collected: tuple[Path, Ran]) -> None:
    folder, _ran = collected
    assert names(folder) == ["Students", "All answers", "Missing"]


def test_there_is_one_row_for_every_student_of_the_class(collected: tuple[Path, Ran]) -> None:
    folder, _ran = collected
    rows = sheet_rows(folder / "in/_answers.xlsx")
    told = [tuple(row.get(title) for title in ("Name", "Number", "Job", "Handed in")) for row in rows]
    assert told == [
        ("Cy Roy", "3", "vet", "no"),
        ("Ann Abel", "1", "nurse", "yes"),
        ("Bo Li", "2", "cook", "yes"),
    ]
    assert list(rows[0])[:6] == ["Name", "Number", "Job", "Handed in", "On paper", "Consent"]
    (question,) = (title for title in rows[0] if title.startswith("What does a usual day"))
    assert [row[question] for row in rows] == ["", "Wards.\nTwo lines.", "=1+1 pots"]


def test_the_table_can_be_read_on_a_screen(collected: tuple[Path, Ran]) -> None:
    """Names are frozen, answers wrap, titles have a filter, and questions have more room than numbers."""
    sheet = openpyxl.load_workbook(collected[0] / "in/_answers.xlsx").worksheets[0]
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref
    widths = {
        str(cell.value): sheet.column_dimensions[get_column_letter(n)].width
        for n, cell in enumerate(sheet[1], 1)
    }
    assert widths["Number"] < widths["Name"] < max(widths.values()) <= 80
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows(min_row=2) for cell in row if cell.value)


def test_who_is_missing_has_a_sheet(collected: tuple[Path, Ran]) -> None:
    rows = sheet_rows(collected[0] / "in/_answers.xlsx", names(collected[0])[-1])
    assert [row.get("Name") for row in rows] == ["Cy Roy"]


def test_all_answers_are_there_exactly(collected: tuple[Path, Ran]) -> None:
    rows = answers(collected[0] / "in/_answers.xlsx")
    assert {(row["Who"], row["Answer"]) for row in rows} == {
        ("Ann Abel", "Wards.\nTwo lines."),
        ("Ann Abel", "Yes"),
        ("Bo Li", "=1+1 pots"),
        ("Bo Li", "No"),
    }


def marked(table: Path, **cells: tuple[str, str, str]) -> None:
    """Type into the first sheet: a title, whose row, and what."""
    book = openpyxl.load_workbook(table)
    sheet = book.worksheets[0]
    for title, who, text in cells.values():
        titles = [str(cell.value) for cell in sheet[1]]
        if title not in titles:
            sheet.cell(1, len(titles) + 1).value = title
            titles.append(title)
        row = next((row for row in sheet.iter_rows(min_row=2) if row[0].value == who), None)
        assert row, f"{who} has no row"
        row[titles.index(title)].value = text
    book.save(table)


@pytest.fixture
def own(collected: tuple[Path, Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the collected folder, in which a test may type; no summary is drawn again."""
    monkeypatch.setattr(run, "_summaries_of", lambda *_: iter(()))
    for name in ("r.csv", "in/a.pdf", "in/b.docx", "in/_answers.xlsx"):
        wrote(str(tmp_path / name), (collected[0] / name).read_bytes())
    return tmp_path


def again(folder: Path, *options: str) -> Ran:
    return kit("collect", folder / "in", "--class", folder / "r.csv", "-l", "en", *options)


def test_marks_stay_by_student_while_papers_arrive(own: Path) -> None:
    """A3: a column that the teacher added, on three runs; the order of the class changes in between."""
    table = own / "in/_answers.xlsx"
    marked(
        table,
        one=("Note /10", "Ann Abel", "8"),
        two=("Note /10", "Bo Li", "6½"),
        three=("On paper", "Cy Roy", "x"),
    )
    (own / "in/c.pdf").write_bytes(filled("pdf", CY, {"notes/typical-day": "Cats."}, frozenset()))
    again(own)
    head, *rows = ROSTER.splitlines()
    (own / "r.csv").write_text("\n".join([head, *sorted(rows)]), encoding="utf-8")
    again(own)
    rows_now = {row.get("Name", ""): row for row in sheet_rows(table)}
    assert [rows_now.get(who, {}).get("Note /10") for who in ("Ann Abel", "Bo Li", "Cy Roy")] == [
        "8",
        "6½",
        "",
    ]
    assert rows_now["Cy Roy"]["On paper"] == "x" and rows_now["Cy Roy"]["Handed in"] == "yes"


def test_whoever_handed_in_on_paper_is_not_missing(own: Path) -> None:
    marked(own / "in/_answers.xlsx", one=("On paper", "Cy Roy", "x"))
    ran = again(own)
    assert "handed in: 3 of 3" in ran.out and "not handed in" not in ran.out, ran.out


def _workbook(title: str) -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = title
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


FOREIGN = {
    "no zip": b"PK\x03\x04 my own work",
    "a workbook of hers": _workbook("Name"),
    "locked with a password": b"\xd0\xcf\x11\xe0" + bytes(600),
    "a hidden column that says too little": _workbook('{"interview-kit": "students", "columns": [[1]]}'),
}


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN)
def test_a_table_that_the_program_did_not_write_is_never_written_over(own: Path, data: bytes) -> None:
    wrote(str(own / "in/_answers.xlsx"), data)
    ran = again(own)
    assert (own / "in/_answers-kept.xlsx").read_bytes() == data and ran.telling("_answers-kept.xlsx"), ran
    assert names(own) == ["Students", "All answers", "Missing"]


def test_a_table_that_unpacks_to_too_much_is_kept_unread(own: Path) -> None:
    table = own / "in/_answers.xlsx"
    table.write_bytes(pack(unpack(table.read_bytes()) | {"xl/media/image1.bin": bytes(10_000_000)}))
    again(own)
    assert (own / "in/_answers-kept.xlsx").exists() and b"image1" not in table.read_bytes()


def test_an_earlier_copy_of_the_table_is_no_paper_of_a_student(own: Path) -> None:
    wrote(str(own / "in/_answers-kept.xlsx"), FOREIGN["a workbook of hers"])
    assert not again(own).telling("kept")


@pytest.mark.parametrize("lock", ["~$_answers.xlsx", ".~lock._answers.xlsx#"])
def test_a_table_that_is_open_is_left_alone(own: Path, lock: str) -> None:
    before = wrote(str(own / "in" / lock), b"").with_name("_answers.xlsx").read_bytes()
    ran = again(own)
    assert ran.code == 2 and ran.telling("_answers.xlsx", lock), ran
    assert (own / "in/_answers.xlsx").read_bytes() == before


def test_what_was_typed_over_an_answer_stays_and_is_told(own: Path) -> None:
    """An answer that was mended stays; one that was emptied, and a sheet that was deleted, come back."""
    table = own / "in/_answers.xlsx"
    (question,) = (each for each in sheet_rows(table)[0] if each.startswith("What does a usual day"))
    marked(table, one=(question, "Ann Abel", "Wards, two lines."), two=(question, "Bo Li", ""))
    book = openpyxl.load_workbook(table)
    book.remove(book["Missing"])
    book.save(table)
    ran = again(own)
    assert ran.telling("1 cell of Ann Abel") and not ran.telling("Bo Li", "typed"), ran
    assert [row[question] for row in sheet_rows(table)] == ["", "Wards, two lines.", "=1+1 pots"]
    assert [row["Name"] for row in sheet_rows(table, "Missing")] == ["Cy Roy"]
    cells = (cell for sheet in openpyxl.load_workbook(table) for row in sheet for cell in row)
    assert {cell.data_type for cell in cells if cell.value} == {"s"}


def test_a_row_that_was_added_by_hand_becomes_that_of_the_student(own: Path) -> None:
    table = own / "in/_answers.xlsx"
    book = openpyxl.load_workbook(table)
    book.worksheets[0].append(["Di Fox", "4", "", "", "x"])
    book.save(table)
    (own / "r.csv").write_text(f"{ROSTER}Di Fox,4,baker,,exploring\n", encoding="utf-8")
    assert "handed in: 3 of 4" in again(own).out
    rows = [row for row in sheet_rows(table) if row["Name"] == "Di Fox"]
    assert [(row["Job"], row["On paper"]) for row in rows] == [("baker", "x")]


def test_marks_of_somebody_who_left_the_class_are_kept_and_told(own: Path) -> None:
    marked(own / "in/_answers.xlsx", one=("Note /10", "Cy Roy", "9"))
    (own / "r.csv").write_text(ROSTER.replace("Cy Roy,3,vet,cy@s.example,exploring\n", ""), encoding="utf-8")
    ran = again(own)
    left = [row for row in sheet_rows(own / "in/_answers.xlsx") if row.get("Note /10") == "9"]
    assert left and ran.telling("Cy Roy"), ran.lines


def test_levels_of_the_rubric_are_fields_of_the_kit() -> None:
    profile = profile_from(
        {"name": "Ada", "target": {"occupation": "welder"}, "programme": {"pages": ["rubric", "consent"]}}
    ).profile
    found = form_of(assemble(select(bank(), profile), profile, bank()))
    assert found is not None
    assert len({each.about for each in found.fields if each.part == "rubric" and each.kind == "tick"}) >= 3


# The summary.


@pytest.fixture(scope="module")
def summary(collected: tuple[Path, Ran]) -> str:
    return docx_text((collected[0] / "in/_answers-summary.docx").read_bytes())


def test_the_summary_names_jobs(summary: str) -> None:
    assert "nurse" in summary and "cook" in summary


def test_there_is_a_summary_without_names(collected: tuple[Path, Ran]) -> None:
    path = collected[0] / "in/_answers-summary-without-names.docx"
    assert path.exists()
    words = docx_text(path.read_bytes())
    assert "Wards." in words and not [each for each in ("Ann", "Abel", "Bo Li", "Cy Roy") if each in words]


def test_a_question_is_one_heading_across_languages(tmp_path: Path) -> None:
    from dataclasses import replace

    from interview_kit.model.form import PDF_RECORD, form_record
    from tests.kits import kit as document_of
    from tests.returned.handed_in import field, pdf

    french = form_of(document_of("leila", Language("fr")))
    assert french is not None
    record = form_record(replace(french, owner=BO))
    his = pdf(lambda opened: setattr(field(opened, PDF_RECORD), "V", record), filled("pdf", BO))
    wrote(str(tmp_path / "in/a.pdf"), filled("pdf", ANN))
    wrote(str(tmp_path / "in/b.pdf"), his)
    kit("collect", tmp_path / "in", "-l", "en")
    words = docx_text((tmp_path / "in/_answers-summary.docx").read_bytes())
    asked = [line for line in words.splitlines() if "day" in line.casefold() or "journée" in line.casefold()]
    assert len([line for line in asked if line.endswith("?") or "journée" in line]) == 1, asked


def test_figures_of_a_french_summary_do_not_lie_on_each_other(tmp_path: Path) -> None:
    """B1: letters of the counts, which are of two figures each, have room of their own."""
    many = frozenset(f"fit/{row}/{column}" for row in range(1, 6) for column in (1, 2, 3))
    wrote(str(tmp_path / "in/many.pdf"), filled("pdf", ANN, {}, many))
    wrote(str(tmp_path / "in/more.pdf"), filled("pdf", BO, {}, many))
    wrote(str(tmp_path / "in/most.pdf"), filled("pdf", CY, {}, many))
    kit("collect", tmp_path / "in", "-l", "fr")
    with pdfium.PdfDocument(tmp_path / "in/_answers-summary.pdf") as opened:
        page = opened[0].get_textpage()
        text = page.get_text_range()
        boxes = [(page.get_charbox(n), text[n]) for n in range(len(text)) if text[n] in "0123456789%"]
    lying = [
        (one, other)
        for place, ((left, bottom, right, top), one) in enumerate(boxes)
        for (left2, bottom2, right2, top2), other in boxes[place + 1 :]
        if min(right, right2) - max(left, left2) > 1 and min(top, top2) - max(bottom, bottom2) > 1
    ]
    assert "%" in text and not lying, lying


# Letters.


def draft(path: Path) -> email.message.EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def test_a_draft_for_each_student_has_the_kit_attached() -> None:
    wrote("r.csv", ROSTER)
    made = built("r.csv", "--email-list")
    letters = {path.name: draft(path) for path in Path("out").rglob("*.kit.eml")}
    assert sorted(letters) == ["ann-abel.kit.eml", "cy-roy.kit.eml"], made.ran
    first = letters["ann-abel.kit.eml"]
    assert first["To"] == "ann@s.example" and first["X-Unsent"] == "1"
    assert [each.get_filename() for each in first.iter_attachments()] == ["ann-abel.txt"]
    assert made.ran.telling("Bo Li", "e-mail"), made.ran.lines


def test_a_reminder_for_each_who_is_missing(own: Path) -> None:
    ran = again(own, "--email-list")
    letters = sorted(path.name for path in own.rglob("*.reminder.eml"))
    assert letters == ["cy-roy.reminder.eml"], ran
    assert draft(next(own.rglob("*.reminder.eml")))["To"] == "cy@s.example"
    (own / "in/c.pdf").write_bytes(filled("pdf", CY))
    again(own, "--email-list")
    assert not [*own.rglob("*.reminder.eml")]


def test_an_empty_kit_does_not_count(own: Path) -> None:
    (own / "in/c.pdf").write_bytes(empty("pdf", CY))
    ran = again(own)
    assert "handed in: 2 of 3" in ran.out and ran.telling("c.pdf", "nothing is filled in"), ran


def test_a_file_of_an_earlier_run_that_this_one_does_not_write_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "_summaries_of", lambda table, *_: iter(run.files_beside(table)[:1]))
    for name in ("a.pdf", "_answers-summary.pdf", "_answers-summary.docx", "_answers-long-answers.txt"):
        wrote(f"in/{name}", filled("pdf", ANN) if name == "a.pdf" else b"of last week")
    report = run.collect("in", language="en")
    named = [Path(each.file).name for each in report.messages if "earlier run" in str(each)]
    assert named == ["_answers-summary.docx", "_answers-long-answers.txt"]


@pytest.mark.parametrize(("inside", "loses"), [(b"", False), (b"<a/>", True)])
def test_a_drawing_is_lost_and_an_empty_one_of_libreoffice_is_not(inside: bytes, loses: bool) -> None:
    columns = (Column("name", "Name", 20),)
    rows = tuple(Row(name, (name,)) for name in ("Ann", "Bo"))
    parts = unpack(updated(None, (Sheet("students", "Students", columns, rows[:1]),)).data)
    parts["xl/drawings/drawing1.xml"] = b"<wsDr>%b</wsDr>" % inside
    assert updated(pack(parts), (Sheet("students", "Students", columns, rows),)).loses is loses
