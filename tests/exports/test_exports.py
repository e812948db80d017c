"""Issue 18, point 2: a class list is taken as a program writes it, with no edit of the file.

Choices of interface: `--map TITLE=KEY`, repeatable, of `roster show`, `check`, `explain` and `build`;
`roster show --save-map` writes `<stem>.map.yaml` beside the roster (a mapping of titles to keys), which every
command reads from then on and names. A row without work is a kit for "work I am curious about" ("un travail
qui m’intéresse"). `-` with a table on standard input is a roster, and so is a file .tsv, .txt or .text.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from interview_kit import read_roster
from interview_kit.stages.read.profiles import ReadProfile
from tests.command import built, cases, kit, wrote
from tests.exports.programs import ENGLISH, EXPORTS, Export, text, workbook
from tests.spreadsheets import ods, ods_cell, ods_row, parts_of, xlsx, xlsx_row, zipped

CURIOUS = {"en": "work I am curious about", "fr": "un travail qui m’intéresse"}
FRONT = {"en": "Interview kit for {}", "fr": "Trousse d’entrevue de {}"}
BEFORE_A_VOWEL = ("de A", "d’A"), ("de É", "d’É")
SAFETY = {"en": "Stay safe", "fr": "Votre sécurité"}
# What a class says once, for all; the same in each language.
SETTINGS = "programme: {course: GLC2O, contact: 705-555-0100, pages: [consent]}\ndecision: exploring\n"
SITUATION = "situation: [secondary]\n"
HEAD = ("Student name", "Job of interest")


def source(export: Export, settings: str = SETTINGS) -> tuple[str, bytes]:
    """Write the export, with the settings of its class beside it; return its name and standard input."""
    if export.file == "-":
        return "-", export.data
    wrote(export.file, export.data)
    wrote(f"{Path(export.file).stem}.defaults.yaml", settings)
    return export.file, b""


@pytest.mark.parametrize("name", cases({name: name for name in EXPORTS}))
def test_every_pupil_of_an_export_is_shown_and_nothing_else(name: str) -> None:
    """All rows are good, names stand as people say them, and there are at most three notices.

    Guesses ("→") and the name of the file of settings are not counted; an office's list, and the zip of a
    school, may have five.
    """
    export = EXPORTS[name]()
    file, stdin = source(export, SETTINGS + SITUATION)
    ran = kit("roster", "show", file, language=export.language, stdin=stdin)
    assert ran.code == 0, ran
    for person, work in export.people:
        assert ran.row(person, work or CURIOUS[export.language]), ran
    assert f"{len(export.people)}" in ran.out.splitlines()[-1]
    counted = [line for line in ran.lines if "→" not in line and ".defaults.yaml" not in line]
    is_long = name.startswith("school_list") or name.endswith("_zip")
    assert len(counted) <= (5 if is_long else 3), counted
    assert not [each for each in export.never if each in ran.out], ran.out


@pytest.mark.spread(5)
@pytest.mark.parametrize("name", cases({name: name for name in EXPORTS}))
def test_kits_of_an_export_are_right_by_default(name: str) -> None:
    """The language of its titles, a safety page for each minor, no number, nothing that a kit never needs."""
    export = EXPORTS[name]()
    file, stdin = source(export)
    made = built(file, stdin=stdin)  # on a computer that speaks English
    assert made.ran.code == 0, made.ran
    assert len(made.kits) == len(export.people)
    for person, work in export.people:
        front = FRONT[export.language].format(person)
        for whole, elided in BEFORE_A_VOWEL if export.language == "fr" else ():
            front = front.replace(whole, elided)
        words = next((each for each in made.kits.values() if front in each), "")
        assert words, (person, list(made.kits))
        assert work in words and SAFETY[export.language] in words
    assert not [each for each in export.never if each in made.words]
    assert not [line for line in made.ran.lines if "1999" in line or "Elm" in line or "P@ss" in line]


def test_an_export_becomes_a_kit_to_print_as_it_is() -> None:
    """The walk of a teacher, with the list of a French office: one PDF, with no edit of the file."""
    export = EXPORTS["school_list_fr"]()
    first = b"\r\n".join(export.data.split(b"\r\n")[:5]) + b"\r\n"
    wrote("liste.csv", first)
    wrote("liste.defaults.yaml", SETTINGS)
    ran = kit("build", "liste.csv", "-o", "out", "-f", "pdf", "-j", "1")
    (path,) = Path("out/liste").glob("*.pdf")
    pdf = PdfReader(path)
    words = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert (ran.code, str(pdf.root_object["/Lang"])) == (0, "fr-CA"), ran
    assert "Trousse d’entrevue de Chloé Tremblay" in words and SAFETY["fr"] in words
    assert not [each for each in export.never if each in words]


ASKED = ("ID", "Start time", "Completion time", "Email", "Name", "What is your full name?")
ONE_NAME = {
    "anonymous": ("anonymous", "anonymous", "Maya Chen", "Ana Roy"),
    "the teacher": ("Ms. Okafor", "Ms. Okafor", "Maya Chen", "Ana Roy"),
    "own names": ("Maya Chen", "Ana Roy", "Maya", "Ana"),
}


@pytest.mark.parametrize(("first", "second", "one", "two"), cases(ONE_NAME))
def test_a_question_for_the_name_wins_over_one_name_for_all(
    first: str, second: str, one: str, two: str
) -> None:
    """Of the two columns, the one that is passed over is named."""
    rows = [(1, "9:00", "9:05", "", first, one), (2, "9:00", "9:05", "", second, two)]
    ran = kit("roster", "show", wrote("r.csv", text([ASKED, *rows])))
    names = (one, two) if first == second else (first, second)
    assert ran.code == 0 and all(map(ran.row, names)), ran
    assert ran.telling("passed over", "Name" if first == second else ASKED[-1]), ran.lines


CHANNELS = {
    "en": ("How will you talk (phone or in person)?", ("Phone", "In person"), "in person"),
    "fr": ("Comment vas-tu parler avec la personne?", ("Téléphone", "En personne"), "en personne"),
    "other answers": ("How will you talk (phone or in person)?", ("I will call her", "phone"), ""),
}


@pytest.mark.parametrize(("question", "answers", "shown"), cases(CHANNELS))
def test_a_question_of_a_form_for_the_kind_of_talk(
    question: str, answers: tuple[str, ...], shown: str
) -> None:
    """Where not all answers are known, the column is passed over with its notice, and no row is refused."""
    rows = [("Name", "Job", question), ("Maya Chen", "nurse", answers[0]), ("Ana Roy", "baker", answers[1])]
    ran = kit("roster", "show", wrote("r.csv", text(rows)), language="fr" if "Comment" in question else "en")
    assert ran.code == 0 and bool(ran.row("Ana Roy", shown or "in person")) == bool(shown), ran
    assert bool(ran.telling("passed over", question)) != bool(shown), ran.lines


# The shared cases, and two more members of each kind.

CAN_LAST = {
    "r07": ('"Chen, Maya"', "Maya Chen"),
    "apostrophe": ('"O\'Brien, Aoife"', "Aoife O'Brien"),
    "capitals": ('"CHEN, MAYA"', "Maya Chen"),
    "particle": ('"de la Cruz, Ana"', "Ana de la Cruz"),
    "two-given-names": ('"Gagnon-Roy, Marie Ève"', "Marie Ève Gagnon-Roy"),
}


@pytest.mark.parametrize(("cell", "name"), cases(CAN_LAST))
def test_last_name_first_is_turned_with_one_notice(cell: str, name: str) -> None:
    wrote("r.csv", f"Student,Grade,Career of interest\n{cell},10,nurse\n")
    made = built("r.csv")
    assert f"my name is {name}" in made.words, made.ran
    assert made.ran.telling("last name first"), made.ran.lines


@pytest.mark.parametrize("title", ["LastFirst", "Last name, first name", "Nom et prénom"])
def test_a_title_that_says_the_order_of_names_needs_no_notice(title: str) -> None:
    wrote("r.csv", f'"{title}",Career of interest\n"Chen, Maya",nurse\n')
    made = built("r.csv")
    assert "my name is Maya Chen" in made.words or "je m’appelle Maya Chen" in made.words, made.ran
    assert not made.ran.telling("last name first"), made.ran.lines


@pytest.mark.parametrize("cell", ["Martin Luther King, Jr.", "Sam Roy, Ph.D."])
def test_what_follows_a_comma_may_be_no_first_name(cell: str) -> None:
    """Such a name stays as typed."""
    wrote("r.csv", f'Student,Career of interest\n"{cell}",nurse\n')
    assert f"my name is {cell}" in built("r.csv").words.replace(",,", ",")


BESIDE = {"pronouns": "Maya Chen (she/her)", "plan": "Maya Chen *IEP*", "star": "Maya Chen *"}


@pytest.mark.parametrize("cell", cases(BESIDE))
def test_marks_beside_a_name_are_not_spoken(cell: str) -> None:
    """They are left out, with a notice by row and column."""
    wrote("r.csv", f"Student,Career of interest\n{cell},nurse\n")
    made = built("r.csv")
    assert "my name is Maya Chen." in made.words, made.ran
    assert made.ran.telling("row 2, column A")


LISTS = {
    "r06 interests": ("Interests", "animals, biology, drawing", ("animals", "biology", "drawing")),
    "r06 skills": ("Skills", "staying calm, careful notes", ("staying calm", "careful notes")),
    "french": ("Intérêts", "bricoler, travailler dehors", ("bricoler", "travailler dehors")),
    "bullets": ("Interests", "• animals\n• biology", ("animals", "biology")),
    "dashes": ("Interests", "- animals\n- biology", ("animals", "biology")),
    "and": ("Interests", "animals, biology, and drawing", ("animals", "biology", "drawing")),
}


@pytest.mark.parametrize(("title", "cell", "entries"), cases(LISTS))
def test_a_list_with_commas_is_a_list(title: str, cell: str, entries: tuple[str, ...]) -> None:
    """Each entry has a row of the fit grid, and one notice says where commas divide it."""
    wrote("r.csv", text([("Name", "Job of interest", title), ("Maya Chen", "nurse", cell)]))
    made = built("r.csv", "-l", "en")
    assert made.ran.code == 0, made.ran
    grid = made.words.partition("Does it fit me?")[2]
    assert cell.replace("\n", " ") not in grid
    assert all(entry in grid for entry in entries), grid[:600]
    assert len(made.ran.telling("column C", "comma")) == int("," in cell)


@pytest.mark.parametrize("cell", cases({"commas": "duties, pay", "french": "tâches, salaire"}))
def test_goals_with_commas_are_several_goals(cell: str) -> None:
    wrote("r.csv", text([("Name", "Job of interest", "Goals"), ("Maya Chen", "nurse", cell)]))
    made = built("r.csv", "-l", "en")
    assert made.ran.code == 0, made.ran


def test_a_semicolon_divides_where_there_is_one() -> None:
    """Then a comma belongs to the entry, and nothing is said."""
    wrote("r.csv", text([("Student name", "Job of interest", "Interests", "How sure"),
                         ("Maya Chen", "nurse", "cats, small; dogs", "exploring")]))  # fmt: skip
    made = built("r.csv")
    assert "cats, small" in made.words and not made.ran.lines


CELLS = {
    "r05 missing": f"{','.join(HEAD)},Minutes,Own questions\nMaya Chen,nurse,10,Why?\nAna Roy,nurse,10\n",
    "r05 too many": f"{','.join(HEAD)},Minutes\nMaya Chen,nurse,10,,\n",
    "all but the name": f"{','.join(HEAD)},Minutes\nMaya Chen,nurse,10\nAna Roy,nurse\n",
    "spaces too many": f"{','.join(HEAD)}\nMaya Chen,nurse, ,  ,\n",
    "no title": f"{','.join(HEAD)},,\nMaya Chen,nurse,,\n",
}  # fmt: skip


@pytest.mark.parametrize("rows", cases(CELLS))
def test_empty_last_cells_may_lack_or_be_too_many(rows: str) -> None:
    wrote("r.csv", rows)
    ran = kit("check", "r.csv")
    assert (ran.code, ran.telling("cells")) == (0, ()), ran


def test_a_cell_too_many_with_words_in_it_is_refused() -> None:
    wrote("r.csv", "Student name,Job of interest\nMaya Chen,nurse,10\n")
    assert kit("check", "r.csv").telling("row 2", "cells")


def hidden(how: str) -> bytes:
    rows = [xlsx_row(*HEAD), xlsx_row("Maya Chen", "nurse"), xlsx_row("Ana Roy", "baker")]
    marks = {"hidden": 'r="3" hidden="1"', "no height": 'r="3" ht="0" customHeight="1"',
             "collapsed": 'r="3" hidden="1" outlineLevel="1"'}  # fmt: skip
    if how in marks:
        rows[2] = rows[2].replace("<row>", f"<row {marks[how]}>")
        return xlsx(rows)
    mark = f'table:visibility="{how.removeprefix("ods ")}"'
    return ods([ods_row(*HEAD), ods_row("Maya Chen", "nurse"), ods_row("Ana Roy", "baker", more=mark)])


HIDDEN = ("hidden", "no height", "collapsed", "ods filter", "ods collapse")


@pytest.mark.parametrize("how", cases({each: each for each in HIDDEN}))
def test_hidden_rows_are_named(how: str) -> None:
    """They are built all the same, with one notice that names the row."""
    name = wrote("r.ods" if how.startswith("ods") else "r.xlsx", hidden(how))
    ran = kit("roster", "show", name)
    assert (ran.code, len(ran.telling("hidden", "3"))) == (0, 1), ran


def hidden_column(kind: str) -> bytes:
    """Return a sheet with Minutes in a hidden column C, and a hidden column D that is empty."""
    rows = (*HEAD, "Minutes", "Town"), ("Maya Chen", "nurse", "20", "")
    if kind != "xlsx":
        parts = parts_of(ods([ods_row(*row) for row in rows]))
        mark = f'<table:table-column table:number-columns-repeated="2" table:visibility="{kind}"/>'
        first = b'<table:table-column table:number-columns-repeated="2"/>' + mark.encode()
        parts["content.xml"] = parts["content.xml"].replace(
            b"<table:table-row", first + b"<table:table-row", 1
        )
        return zipped(dict(parts))

    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(list(row))
        for letter in ("C", "D"):
            sheet.column_dimensions[letter].hidden = True

    return workbook(Class=fill)


@pytest.mark.parametrize("kind", ["xlsx", "collapse", "filter"])
def test_hidden_columns_are_named(kind: str) -> None:
    """They are read all the same; one that is empty is not named."""
    ran = kit("roster", "show", wrote("r.xlsx" if kind == "xlsx" else "r.ods", hidden_column(kind)))
    (told,) = ran.telling("hidden")
    assert (ran.code, "column C is hidden" in told, bool(ran.row("Maya Chen", "20 min"))) == (
        0,
        True,
        True,
    ), ran


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_each_visible_sheet_with_a_roster_is_a_section(kind: str) -> None:
    """Rows of a second sheet are told as such: `Period 4` stands in the table or beside its problems."""
    first, second = [HEAD, ("Maya Chen", "nurse")], [("Name", "Job", "Minutes"), ("Zed Two", "baker", "3")]
    if kind == "xlsx":
        file = wrote("r.xlsx", workbook(Period_1=first, Period_4=second))
    else:
        file = wrote("r.ods", ods([ods_row(*row) for row in first], [ods_row(*row) for row in second]))
    ran = kit("roster", "show", file)
    assert ran.row("Maya Chen")
    assert ran.telling("Period 4" if kind == "xlsx" else "S2", "row 2, column C", "the least is 5"), ran


def test_a_sheet_that_is_no_roster_is_named_and_passed_over() -> None:
    """A cover in front is no reason to refuse the roster behind it."""
    file = wrote("r.xlsx", workbook(Cover=[("Welcome",)], Class=[HEAD, ("Maya Chen", "nurse")]))
    ran = kit("roster", "show", file)
    assert (ran.code, bool(ran.row("Maya Chen", "nurse")), len(ran.telling("Cover"))) == (0, True, 1), ran


def test_sections_have_their_own_folder_and_report() -> None:
    """`out/<stem>/<sheet>` for each section; two pupils of one name in two sections stay two."""
    file = wrote(
        "r.xlsx", workbook(Period_1=[HEAD, ("Maya Chen", "nurse")], Period_4=[HEAD, ("Maya Chen", "baker")])
    )
    made = built(file)
    assert made.ran.code == 0
    assert sorted(path.parent.name for path in Path("out").rglob("maya-chen.txt")) == ["period-1", "period-4"]


def merged_cells(kind: str) -> bytes:
    if kind == "ods":
        span = ods_row("Maya Chen", "nurse", ods_cell("Dr. Nair", 'table:number-rows-spanned="2"'))
        covered = ods_row("Ana Roy", "nurse", "<table:covered-table-cell/>")
        return ods([ods_row(*HEAD, "Contact name"), span, covered])
    rows = (
        xlsx_row(*HEAD, "Contact name", "Contact phone"),
        xlsx_row("Maya Chen", "nurse", "Dr. Nair", "705-555-0142"),
        xlsx_row("Ana Roy", "nurse"),
    )
    columns = ("C", "D") if kind == "phone too" else ("C",)
    cells = "".join(f'<mergeCell ref="{each}2:{each}3"/>' for each in columns)
    parts, sheet = parts_of(xlsx(rows)), "xl/worksheets/sheet1.xml"
    merged = f"</sheetData><mergeCells>{cells}</mergeCells>".encode()
    parts[sheet] = parts[sheet].replace(b"</sheetData>", merged)
    return zipped(dict(parts))


@pytest.mark.parametrize(
    "kind",
    cases(
        {"r04 contact": "contact", "phone too": "phone too", "ods": "ods"},
    ),
)
def test_a_merged_cell_belongs_to_each_of_its_rows(kind: str) -> None:
    file = wrote("r.ods" if kind == "ods" else "r.xlsx", merged_cells(kind))
    ran = kit("roster", "show", file)
    assert ran.row("Maya Chen", "Dr. Nair") and ran.row("Ana Roy", "Dr. Nair"), ran


NUMBERS = {
    "r08 zeros": ("Student number", 123, "00000", "00123"),
    "telephone": ("Phone", 7055550142, "000-000-0000", "705-555-0142"),
    "brackets": ("Phone", 7055550142, "(000) 000-0000", "(705) 555-0142"),
    "quoted": ("Student number", 14, '"s-"000', "s-014"),
}


@pytest.mark.parametrize(("title", "number", "shape", "shown"), cases(NUMBERS))
def test_a_number_is_read_as_the_sheet_shows_it(title: str, number: int, shape: str, shown: str) -> None:
    """A student's number is an id, which only the profile shows; a telephone number is printed."""
    where = {"Phone": "Contact phone"}.get(title, title)

    def fill(sheet: object) -> None:
        sheet.append([*HEAD, "Contact name", where])  # type: ignore[attr-defined]
        sheet.append(["Maya Chen", "nurse", "Dr. Nair", number])  # type: ignore[attr-defined]
        sheet["D2"].number_format = shape  # type: ignore[index]

    file = wrote("r.xlsx", workbook(Class=fill))
    if where == "Contact phone":
        assert shown in built(file).words
    else:
        (row,) = read_roster(file).rows
        assert isinstance(row.found, ReadProfile) and row.found.profile.id == shown


TEXT_FORMULAS = {
    "zero": ('"=""07055550142"""', "07055550142"),
    "telephone": ('"=""705-555-0142"""', "705-555-0142"),
}


@pytest.mark.parametrize(("cell", "shown"), cases(TEXT_FORMULAS))
def test_a_text_that_is_kept_from_a_spreadsheet_by_a_formula_is_that_text(cell: str, shown: str) -> None:
    """`="00123"`, as many exports write numbers, is read as 00123."""
    wrote(
        "r.csv", f"Student name,Job of interest,Contact name,Contact phone\nMaya Chen,nurse,Dr. Nair,{cell}\n"
    )
    made = built("r.csv")
    assert shown in made.words and '="' not in made.words


FORMULAS_IN_SHEETS = {
    "value": '<c t="str"><f>"0705555"</f><v>0705555</v></c>',
    "as text": '<c t="inlineStr"><is><t>="0705555"</t></is></c>',
    "ods": 'table:formula="of:=&quot;0705555&quot;"',
}


@pytest.mark.parametrize("cell", cases(FORMULAS_IN_SHEETS))
def test_a_text_formula_is_that_text_in_a_spreadsheet_too(cell: str) -> None:
    head = (*HEAD, "Contact name", "Contact phone")
    if cell.startswith("table:"):
        rows = ods_row(*head), ods_row("Maya Chen", "nurse", "Dr. Nair", ods_cell("0705555", cell))
        made = built(wrote("r.ods", ods([*rows])))
    else:
        row = xlsx_row("Maya Chen", "nurse", "Dr. Nair").replace("</row>", f"{cell}</row>")
        made = built(wrote("r.xlsx", xlsx([xlsx_row(*head), row])))
    assert (made.ran.code, "0705555" in made.words) == (0, True), made.ran


@pytest.mark.parametrize("formula", ['"0705555"', '"a"&amp;"b"', "A1", '"a" "b"'])
def test_a_formula_without_its_value_is_refused(formula: str) -> None:
    """An unsaved text formula has no value to read; what works something out is refused in any case."""
    cell = f"<c><f>{formula}</f><v></v></c>"
    row = xlsx_row("Maya Chen", "nurse").replace("</row>", f"{cell}</row>")
    ran = kit("roster", "show", wrote("r.xlsx", xlsx([xlsx_row(*HEAD, "Town"), row])))
    assert ran.code == 2 and ran.telling("row 2, column C", "formula"), ran


OLD_FILES = {
    "r10 page": (
        b"<html><head></head><body><table><tr><th>Student name</th></tr></table></body></html>",
        ".xlsx",
    ),
    "r10 xml": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', ".xlsx"),
    "doctype": (b"\xef\xbb\xbf<!DOCTYPE html><table><tr><td>Student name</td></tr></table>", ".xlsx"),
    "table alone": (b'<table border="1"><tr><td>Student name</td></tr></table>', ".xlsx"),
}


@pytest.mark.parametrize(("data", "advice"), cases(OLD_FILES))
def test_a_web_page_named_xls_is_told_so(data: bytes, advice: str) -> None:
    ran = kit("roster", "show", wrote("r.xls", data))
    assert ran.code == 2 and len(ran.lines) == 1
    assert advice in ran.lines[0] and ("web page" in ran.lines[0] or "XML" in ran.lines[0]), ran.lines


# Titles that are not known, guesses, and what settles them.


def test_unknown_columns_are_passed_over_with_one_notice_once_a_name_is_found() -> None:
    wrote(
        "r.csv", "Student name,Job of interest,How sure,Locker,Bus route\nMaya Chen,nurse,exploring,12,B4\n"
    )
    ran = kit("roster", "show", "r.csv")
    assert (ran.code, len(ran.lines), len(ran.telling("Locker", "Bus route"))) == (0, 1, 1), ran


def test_a_list_without_work_is_kits_for_work_i_am_curious_about() -> None:
    wrote("r.csv", "Student name,How sure\nMaya Chen,exploring\nAna Roy,exploring\n")
    made = built("r.csv")
    assert (made.ran.code, len(made.ran.telling("Job of interest"))) == (0, 1), made.ran
    assert CURIOUS["en"] in made.kit("maya-chen")


def test_a_list_without_a_name_is_still_refused() -> None:
    wrote("r.csv", "Minutes,Job of interest\n10,nurse\n")
    ran = kit("roster", "show", "r.csv")
    assert ran.code == 2 and ran.telling("row 1", "names")


def test_a_guess_is_shown_with_two_cells() -> None:
    """The notice ends in the first two cells that are filled in."""
    wrote("r.csv", "Pupil,Dream job\nMaya Chen,nurse\nAna Roy,baker\nBo Li,cook\n")
    ran = kit("roster", "show", "r.csv")
    (told,) = ran.telling("Dream job")
    assert "nurse" in told and "baker" in told and "cook" not in told


def test_a_title_can_be_mapped_and_the_mapping_kept() -> None:
    wrote("r.csv", "Student name,What next?,How sure\nMaya Chen,nurse,exploring\n")
    given = kit("roster", "show", "r.csv", "--map", "What next?=target.occupation", "--save-map")
    assert given.row("Maya Chen", "nurse"), given
    assert "What next?" in Path("r.map.yaml").read_text("utf-8")
    assert Path("r.csv").read_text("utf-8").startswith("Student name,What next?")
    again = built("r.csv")
    assert "work as a nurse" in again.words and again.ran.telling("r.map.yaml")


WRONG_MAPS = {
    "no column": ("Wat next?=target.occupation", "What next?"),
    "no key": ("What next?=target.ocupation", "target.occupation"),
    "no sign": ("What next?", "="),
}


@pytest.mark.parametrize(("given", "told"), cases(WRONG_MAPS))
def test_a_wrong_mapping_is_refused_with_the_nearest(given: str, told: str) -> None:
    wrote("r.csv", "Student name,What next?,How sure\nMaya Chen,nurse,exploring\n")
    ran = kit("roster", "show", "r.csv", "--map", given)
    assert ran.code == 2 and ran.telling("--map", told), ran


NEEDLESS = {
    "ontario": ("OEN", "123456789"),
    "birth": ("Date of birth", "1999-04-30"),
    "birth fr": ("Date de naissance", "1999-04-30"),
    "gender": ("Gender", "F"),
    "password": ("Mot de passe", "P@ssword1"),
    "address": ("Home address", "12 Elm Street"),
    "plan": ("IEP", "Y"),
    "plan fr": ("PEI", "Oui"),
    "state": ("State_id", "998877"),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize(("title", "cell"), cases(NEEDLESS))
def test_a_column_that_a_kit_never_needs_is_dropped_by_name(title: str, cell: str) -> None:
    """Its cells are never read: what stands in them, even a formula or a control character, is no fault."""
    wrote(
        "r.csv",
        f"{','.join(HEAD)},How sure,Age,{title}\nMaya,nurse,exploring,16,{cell}\n"
        "Ana,nurse,exploring,16,\x07\n",
    )
    made = built("r.csv")
    (line,) = (each for each in made.ran.lines if "Age" not in each)
    assert made.ran.code == 0 and title in line and cell not in line, made.ran


def test_a_birth_date_can_not_be_mapped_back_in_by_a_guess() -> None:
    """A date of birth is never taken for the date of a talk."""
    wrote("r.csv", "Student name,Job of interest,Birth date\nMaya Chen,nurse,1999-04-30\n")
    made = built("r.csv")
    assert "1999" not in made.words


# Bytes.


def test_windows_1252_is_read_and_three_names_shown() -> None:
    rows = [
        ("Nom de l’élève", "Métier visé"),
        *((each, "pilote") for each in ("Ann Roy", "Anne Côté", "Émile Gagnon", "Zoé Roy", "Ève Roy")),
    ]
    wrote("r.csv", text(rows, ";", "cp1252"))
    ran = kit("roster", "show", "r.csv", language="fr")
    assert ran.code == 0 and ran.row("Anne Côté"), ran
    (told,) = ran.telling("Windows-1252")
    assert all(each in told for each in ("Anne Côté", "Émile Gagnon", "Zoé Roy")) and "Ève" not in told


def test_utf_16_with_its_mark_is_read() -> None:
    """Excel saves "Unicode text" as UTF-16 with tabs."""
    wrote("r.txt", text([("Student name", "Job of interest"), ("Zoë Côté", "nurse")], "\t", "utf-16"))
    assert kit("roster", "show", "r.txt").row("Zoë Côté", "nurse")


def test_bytes_that_are_no_text_stay_refused() -> None:
    wrote("r.csv", b"Student name,Job of interest\nMaya\x81\x8d Chen,nurse\n")
    ran = kit("roster", "show", "r.csv")
    assert ran.code == 2 and len(ran.lines) == 1


BELOW = {
    "one heading": "Lakeside Secondary School,,\nStudent name,Job of interest,Minutes\nMaya Chen,nurse,10\n",
    "three and a blank": "École du Lac\nGLC2O\n\nStudent name,Job of interest,Minutes\nMaya Chen,nurse,10\n",
    "ten rows": "a\n" * 9 + "Student name,Job of interest,Minutes\nMaya Chen,nurse,10\n",
}


@pytest.mark.parametrize("rows", cases(BELOW))
def test_titles_may_stand_below_a_heading(rows: str) -> None:
    """One notice says in which row they are; row numbers stay the spreadsheet's own."""
    wrote("r.csv", rows.replace("nurse,10", "nurse,3"))
    number = rows.splitlines().index("Student name,Job of interest,Minutes") + 1
    ran = kit("roster", "show", "r.csv")
    assert ran.telling(f"row {number + 1}, column C", "the least is 5"), ran
    assert len(ran.telling(f"row {number}", "titles")) == 1


def test_pasted_cells_build_from_standard_input() -> None:
    rows = text([HEAD, *((f"{first} {last}", job) for first, last, _, _, job in ENGLISH)], "\t")
    made = built("-", stdin=rows)
    assert (made.ran.code, sorted(made.kits)) == (0, ["ana-de-la-cruz", "aoife-o-brien", "maya-chen"]), (
        made.ran
    )


def test_a_table_is_told_by_its_tabs_and_a_profile_stays_one() -> None:
    assert kit("check", "-", stdin=b"name: Maya\ndecision: exploring\ntarget: {field: care}\n").code == 0
    assert kit("check", "-", stdin=b"Student name\tJob of interest\nMaya\tnurse\n").code == 0
