"""The table and the summary: who, what, how it fits, who is missing; the same in PDF and Word."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from interview_kit.model.document import Owner
from interview_kit.model.enums import Language
from interview_kit.model.form import Field, Form
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write import WRITERS
from interview_kit.support.csv_safe import csv_bytes, restored
from interview_kit.support.verapdf import broken_rules, lacking
from interview_kit.tools.collect.answers import FilledKit
from interview_kit.tools.collect.attendance import Attendance, ExpectedPerson, attendance_of, students_of
from interview_kit.tools.collect.drawing import draw
from interview_kit.tools.collect.folder import ReturnedKit
from interview_kit.tools.collect.marked_table import updated
from interview_kit.tools.collect.questions import notes_of
from interview_kit.tools.collect.summary import one_a_person, shown_notes, summary
from interview_kit.tools.collect.table import answers_sheet, cell, table
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.lint_theme.pdf_text import literal, tagged_text
from tests.contracts.test_word_validity import findings
from tests.kits import bank
from tests.reading import docx_text

FIELDS = (
    Field("front/goal", "tick", "front", "", "The pay", ""),
    Field("notes/day", "text", "conversation", "Dr. Nair", "Your notes", "What is a usual day?"),
    Field("blank/thank-you/1", "text", "thank-you", "", "(date)", ""),
    Field("fit/1/1", "tick", "fit-grid", "", "Fits me", "calm"),
    Field("fit/1/2", "tick", "fit-grid", "", "Does not fit", "calm"),
    Field("fit/1/3", "tick", "fit-grid", "", "Not sure", "calm"),
    Field("fit/2", "text", "fit-grid", "", "What matters to you", ""),
    Field("fit/2/1", "tick", "fit-grid", "", "Fits me", ""),
    Field("fit/2/2", "tick", "fit-grid", "", "Does not fit", ""),
    Field("fit/2/3", "tick", "fit-grid", "", "Not sure", ""),
    Field("reflect/next", "text", "reflection", "", "My next small step", ""),
)
EN, FR = Language("en"), Language("fr")


def kit(name: str, file: str, texts: dict[str, str], *ticks: str, key: str = "") -> ReturnedKit:
    form = Form(Owner(name, "nurse", key or name), "en-CA", FIELDS)
    return ReturnedKit(file, FilledKit(form, texts, frozenset(ticks)))


DAY = "=1+1\nCalls, and walks."
MAYA = kit(
    "Maya",
    "maya.pdf",
    {"notes/day": DAY, "fit/2": "sleep", "reflect/next": "Ask again"},
    *("front/goal", "fit/1/1", "fit/2/2", "fit/2/3"),
)
SAM = kit("Sam", "sam.docx", {"notes/day": "Paper.", "blank/thank-you/1": "Friday"}, "fit/1/2")
SHORT = kit("Sam", "a.pdf", {"notes/day": "P"})
NOBODY = kit("Lou", "lou.pdf", {})


def rows(language: Language = EN) -> list[tuple[str, ...]]:
    return table([MAYA, SAM], TextRenderer(bank(), language, {}))


def test_a_row_is_one_answer() -> None:
    assert rows() == [
        ("Who", "Work", "Contact", "Part", "Question", "Answer", "File", "Field"),
        ("Maya", "nurse", "", "Ticks", "The pay", "yes", "maya.pdf", "front/goal"),
        ("Maya", "nurse", "Dr. Nair", "Notes", "What is a usual day?", DAY, "maya.pdf", "notes/day"),
        ("Maya", "nurse", "", "Fit grid", "calm", "Fits me", "maya.pdf", "fit/1"),
        ("Maya", "nurse", "", "Fit grid", "sleep", "Does not fit; Not sure", "maya.pdf", "fit/2"),
        ("Maya", "nurse", "", "Reflection", "My next small step", "Ask again", "maya.pdf", "reflect/next"),
        ("Sam", "nurse", "Dr. Nair", "Notes", "What is a usual day?", "Paper.", "sam.docx", "notes/day"),
        ("Sam", "nurse", "", "Other", "(date)", "Friday", "sam.docx", "blank/thank-you/1"),
        ("Sam", "nurse", "", "Fit grid", "calm", "Does not fit", "sam.docx", "fit/1"),
    ]
    assert rows(FR)[0][3:6] == ("Partie", "Question", "Réponse")
    assert {row[3] for row in rows(FR)[1:]} == {"Cases", "Notes", "Grille", "Réflexion", "Autre"}


def test_no_spreadsheet_runs_an_answer_and_none_is_lost() -> None:
    text = csv_bytes(rows()).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[2][5] == "'=1+1\nCalls, and walks."
    assert [tuple(map(restored, row)) for row in read] == rows()
    workbook = updated(None, (answers_sheet(rows(), "All answers"),)).data
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]
    shown = sheet.iter_rows(max_col=len(rows()[0]), values_only=True)
    assert [tuple(cell or "" for cell in row) for row in shown] == rows()
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def test_the_summary_says_who_is_missing_how_it_fits_and_what_was_learned() -> None:
    roll = Attendance(3, ("Lou", "Zoë"), ())
    assert plain_text(summary([MAYA, SAM], roll, bank(), EN)).splitlines() == [
        "What the class learned",
        "Kits handed in: 1 of 3",
        "Not handed in yet",
        *("Lou", "Zoë"),
        "Does the work fit?",
        "All boxes ticked in the grids “Does it fit me?”, counted together and for each person.",
        *("Yes", "1 (25%)", "No", "2 (50%)", "Not sure", "1 (25%)", "Boxes ticked: 4"),
        *("Name", "Yes", "No", "Not sure"),
        *("Maya, nurse", "1", "1", "1", "Sam, nurse", "0", "1", "0"),
        "What was learned",
        "What is a usual day?",
        "Maya, nurse: =1+1",
        "Calls, and walks.",
        "Sam, nurse: Paper.",
        "My next small step",
        "Maya, nurse: Ask again",
        "This sheet names people. Keep it where only those who teach this class can see it.",
    ]


@pytest.mark.spread(2)
@pytest.mark.parametrize("language", Language)
def test_the_summary_is_the_same_in_both_formats_and_keeps_every_rule(
    language: Language, tmp_path: Path
) -> None:
    document = summary([MAYA, SAM], Attendance(2, (), ()), bank(), language)
    pdf, docx = (WRITERS[each](document, load_theme("base")) for each in ("pdf", "docx"))
    assert literal(tagged_text(pdf)) == literal(plain_text(document)) == literal(docx_text(docx))
    assert findings(docx, tmp_path) == []
    if not lacking():
        assert broken_rules(pdf) == []


def test_of_several_kits_the_fullest_counts_and_an_empty_one_does_not() -> None:
    assert one_a_person([SHORT, SAM, NOBODY]) == (SAM,)
    twin = kit("Sam", "twin.pdf", {"notes/day": "I am another"}, key="other")
    assert one_a_person([SHORT, twin]) == (SHORT, twin)


def test_the_roll_goes_by_key_then_by_name_and_an_empty_kit_is_none() -> None:
    people = [
        ExpectedPerson("Maya", "Maya"),
        ExpectedPerson("sam ", ""),
        ExpectedPerson("Lou", "Lou"),
        ExpectedPerson("Sam", "new"),
    ]
    stranger = kit("Zoë", "z.pdf", {"notes/day": "!"})
    students = students_of(people, [MAYA, SAM, NOBODY, stranger])
    assert attendance_of(students) == Attendance(4, ("Lou", "Sam"), ("Zoë",))
    twin = kit("Sam", "twin.pdf", {"notes/day": "I am another"}, key="2")
    assert attendance_of(students_of(people[1:2] * 2, [SAM, twin])).missing == ()
    assert attendance_of(students_of(people[1:2] * 2, [SAM, SHORT])).missing == ("sam ",)


def test_counts_are_drawn_from_the_left_and_shares_of_the_whole() -> None:
    drawn = WRITERS["txt"](summary([MAYA, SAM], None, bank(), EN), load_theme("base")).decode()
    bars = [line.split("|")[1] for line in drawn.splitlines() if line.count("|") == 2]
    assert [bar.rstrip() for bar in bars] == ["#" * 8, "#" * 15, "#" * 8]


def test_without_names_people_are_their_work_and_their_names_are_cut_from_answers() -> None:
    sam = kit("Sam Roy", "sam.docx", {"notes/day": "MAYA and sam roy walked."}, "fit/1/2")
    words = plain_text(summary([MAYA, sam], Attendance(3, ("Lou",), ()), bank(), EN, names=False))
    assert "nurse: … and … walked." in words and "Kits handed in: 2 of 3" in words
    assert not [name for name in ("Maya", "Sam", "Lou", "Name\n") if name in words]


def test_letters_that_no_font_has_cost_only_themselves() -> None:
    unknown = "\U0001f6d8"  # an emoji that is drawn in few fonts yet
    odd = kit("Maya", "maya.pdf", {"notes/day": f"Sun{unknown}flower"})
    pdf, lacking_letters = draw("pdf", summary([odd], None, bank(), EN), load_theme("base"))
    shown = literal(tagged_text(pdf))
    assert lacking_letters == {unknown} and "Maya,nurse:Sun[U+1F6D8]flower" in shown


def test_the_summary_shows_beginnings_and_the_table_as_much_as_a_cell_holds() -> None:
    fields = tuple(Field(f"notes/q{n}", "text", "conversation", "", "", f"Q{n}") for n in range(300))
    form = Form(Owner("Ann", "nurse", ""), "en-CA", fields)
    long = ReturnedKit(
        "a.pdf", FilledKit(form, {field.name: "word " * 2000 for field in fields}, frozenset())
    )
    shown = [note.text for note in shown_notes(long)]
    assert shown[0] == ("word " * 2000)[:4000] + " […]" and 5 < len(shown) < 300
    assert sum(map(len, shown)) < 50_000
    lines = kit("Maya", "maya.pdf", {"notes/day": "a\n" * 1000})
    assert [note.text.count("\n") for note in shown_notes(lines)] == [199]
    assert list(shown_notes(MAYA)) == list(notes_of(MAYA))
    assert cell("\U0001f33b" * 16_000) == "\U0001f33b" * 16_000
    assert cell("\U0001f33b" * 16_001) == "\U0001f33b" * 16_000 + " […]"


def test_of_namesakes_the_right_one_is_missing() -> None:
    people = [
        ExpectedPerson("Sam", "1", "s-01"),
        ExpectedPerson("Sam", "2", "s-02"),
        ExpectedPerson("Lou", "3", "s-03"),
    ]
    second = kit("Sam", "sam.pdf", {"notes/day": "Paper."}, key="2")
    assert attendance_of(students_of(people, [second])).missing == ("Sam (s-01)", "Lou")
