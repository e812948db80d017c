"""Take the lists that schools have through the app: to the settings of the class in at most one question."""

from __future__ import annotations

import zlib
from json import dumps

import pytest

from interview_kit.web.app.class_kits.routes import OF_A_CLASS
from tests.exports.programs import EXPORTS, text
from tests.spreadsheets import xlsx, xlsx_row
from tests.web.app.classes import HEAD, inputs_of, menus_of, pasted, went_on, words_of
from tests.web.app.visits import Here, state_of, title_of, with_app
from tests.web.asking import Answer
from tests.zip_files import pack

# What stands in rows that are passed over, or before a number; and in a column that a kit may need.
READ_AS_PHONE = ("oneroster", "oneroster_zip", "sds_v2", "sds_v2_zip", "school_list_fr")
OF_ROWS = {"anonymous", "Okafor", "Gone Kid", "Off Kid", "#34", "#m"}
PHONES = {"705-555-0199", "7055550199"}
SETTINGS, LIST = "For the whole class", "Is this your class?"


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_comes_to_the_settings_in_one_question(name: str) -> None:
    """What a kit never needs is in no page, and not in what a page carries along."""
    export = EXPORTS[name]()

    async def use(here: Here) -> tuple[list[Answer], str]:
        pages = [await here.upload("class/open", export.data, export.file)]
        if LIST in title_of(pages[0]):
            pages.append(await went_on(here, pages[0], "class/mend"))
        carried = here.app._sitting.seal.open("class", state_of(pages[-1]))
        return pages, dumps(carried, ensure_ascii=False)

    pages, carried = with_app(use)
    assert [page.status for page in pages] == [200] * len(pages)
    assert SETTINGS in title_of(pages[-1]), words_of(pages[-1])
    people = words_of(pages[-1])
    for person, work in export.people:
        assert person.replace("’", "'") in people.replace("’", "'"), person
        assert work in people
    shown = "".join(page.body.decode() for page in pages)
    for held in set(export.never) - OF_ROWS - (PHONES if name in READ_AS_PHONE else set()):
        assert held not in carried and held not in shown, held


CELLS = [
    ("Student name", "Job of interest"),
    ("Anne Côté", "pilote"),
    ("Émile Roy", "coiffeur"),
    ("Zoé Li", "x"),
]
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_an_encoding_is_never_guessed_in_silence(encoding: str, delimiter: str) -> None:
    data = text(CELLS, delimiter, encoding)
    page = with_app(lambda here: here.upload("class/open", data, "class.csv"))
    asked = "are these names right: “Anne Côté”, “Émile Roy”, “Zoé Li”?" in words_of(page)
    assert (asked, LIST in title_of(page)) == (encoding == "cp1252",) * 2
    assert all(name in words_of(page) for name in ("Anne Côté", "Émile Roy", "Zoé Li"))


def test_a_column_of_names_is_enough() -> None:
    """The one question is what the column is, and that there are no titles."""

    async def use(here: Here) -> tuple[Answer, Answer, Answer]:
        first = await pasted(here, "Maya Chen\nAna Roy\n")
        second = await went_on(here, first, "class/mend", {"people-first": "yes"})
        return first, second, await went_on(here, second, "class/mend", {"column-0-1": "name"})

    first, second, third = with_app(use)
    assert (first.status, b'name="people-first"' in first.body) == (422, True)
    assert SETTINGS in title_of(third), (words_of(second), words_of(third))
    assert "2 people are read" in words_of(third) and "Maya Chen" in words_of(third)


def test_a_column_is_changed_by_its_menu_and_a_key_is_not_used_twice() -> None:
    cells = "Student name\tWhat next?\tDream job\tLocker\nMaya Chen\tpilot\tnurse\t12\n"

    async def use(here: Here) -> tuple[Answer, Answer, Answer]:
        first = await pasted(here, cells)
        both = await went_on(here, first, "class/mend", {"column-0-2": "target.occupation"})
        return first, both, await went_on(here, both, "class/mend", {"column-0-3": ""})

    first, both, last = with_app(use)
    assert menus_of(first) == {
        "column-0-1": "name",
        "column-0-2": "",
        "column-0-3": "target.occupation",
        "column-0-4": "",
    }
    assert "2 columns are set aside" in words_of(first) and "nurse" in words_of(first)
    assert both.status == 422 and title_of(both).startswith("Error: ")
    assert 'id="column-0-3-error"' in both.body.decode()
    assert SETTINGS in title_of(last) and "pilot" in words_of(last), words_of(last)


def test_forty_wrong_cells_of_a_hundred_and_twenty_rows_are_mended_in_one_page() -> None:
    rows = [f"Pupil {n} Roy\tnurse\texploring\t{3 if n % 3 == 0 else 10}\n" for n in range(120)]

    async def use(here: Here) -> tuple[Answer, Answer]:
        page = await pasted(here, HEAD + "".join(rows))
        return page, await went_on(here, page, "class/mend", dict.fromkeys(inputs_of(page), "10"))

    page, mended = with_app(use)
    assert (page.status, len(inputs_of(page)), set(inputs_of(page).values())) == (422, 40, {"3"})
    assert "Row 2, Minutes" in words_of(page) and "the least is 5" in words_of(page)
    assert "Go on with the 80 rows that are right" in words_of(page)
    assert SETTINGS in title_of(mended) and "120 people are read" in words_of(mended)


def test_the_nearest_choice_is_a_button_and_what_is_typed_beside_it_stays() -> None:
    cells = HEAD + "Maya Chen\tnurse\texplorin\t3\nAna Roy\tnurse\tnarowing\t4\n"

    async def use(here: Here) -> tuple[Answer, Answer]:
        page = await pasted(here, cells)
        typed = inputs_of(page) | {"cell-0-2-4": "four", "cell-0-3-4": "20"}
        return page, await went_on(here, page, "class/mend", typed | {"use": "cell-0-2-3=exploring"})

    page, after = with_app(use)
    assert b'value="cell-0-2-3=exploring"' in page.body and b'value="cell-0-3-3=narrowing down"' in page.body
    assert inputs_of(after) == {"cell-0-2-4": "four", "cell-0-3-3": "narowing"}


def test_a_formula_is_no_value_until_somebody_says_so() -> None:
    """Its value, 20, is what the cell shows: to say that it is meant changes no text."""
    head = xlsx_row("Student name", "Job of interest", "How sure", "Minutes")
    row = xlsx_row("Maya Chen", "nurse", "exploring", "<c><f>5*4</f><v>20</v></c>")

    async def use(here: Here) -> tuple[Answer, Answer, Answer]:
        page = await here.upload("class/open", xlsx([head, row]), "class.xlsx")
        same = await went_on(here, page, "class/mend", inputs_of(page))
        return page, same, await went_on(here, same, "class/mend", {"use": "cell-0-2-4=20"})

    page, same, sure = with_app(use)
    assert (page.status, same.status, inputs_of(same)) == (422, 422, {"cell-0-2-4": "20"})
    assert sure.status == 200, words_of(sure)


def test_the_other_language_keeps_what_was_typed_and_what_is_wrong() -> None:
    async def use(here: Here) -> tuple[Answer, Answer]:
        page = await pasted(here, HEAD + "Maya Chen\tnurse\texploring\t3\n")
        there = here.home.replace("/en/", "/fr/") + "class/list"
        return page, await went_on(here, page, there, {"cell-0-2-4": "4"})

    _page, french = with_app(use)
    assert (french.status, inputs_of(french)) == (422, {"cell-0-2-4": "4"})
    assert title_of(french).startswith("Erreur\N{NO-BREAK SPACE}: Est-ce bien votre classe?"), title_of(
        french
    )
    assert "Ligne 2" in words_of(french) and "Row 2" not in words_of(french)


BAD = {
    "nothing": (b"", "x.csv", "This file is empty"),
    "no text": (b"Student name,Job\nMaya\x81\x8d Chen,nurse\n", "x.csv", "is not UTF-8 text"),
    "web page": (b"<html><table><tr><th>Student name</th></tr></table>", "x.xls", "This is a web page"),
    "xml": (b'<?xml version="1.0"?><Workbook/>', "x.xls", "This is XML"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x.xls", "This is an old Excel file"),
    "zip": (pack({"photo.png": b"x"}), "x.zip", "This zip file is damaged, or has no list in it"),
    "locked": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "x.xlsx",
        "This workbook is locked by a password",
    ),
    "damaged": (b"PK\x03\x04" + b"\0" * 40, "x.xlsx", "This spreadsheet is damaged"),
    "quote": (b'Student name,Job\n"Maya,nurse\n', "x.csv", "Row 2, column A: the quote that opens this cell"),
    "long": (
        ("Student name,Job of interest\n" + "Ana Roy,nurse\n" * 501).encode(),
        "x.csv",
        "A list has at most 500 people here",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_is_no_list_has_its_own_sentence(kind: str) -> None:
    data, name, told = BAD[kind]
    page = with_app(lambda here: here.upload("class/open", data, name))
    assert (page.status, title_of(page).startswith("Error: ")) == (422, True)
    assert words_of(page).count(told) == 2, words_of(page)  # in the summary, and at the field


def test_a_list_that_is_too_large_is_told_as_a_list() -> None:
    async def use(here: Here) -> tuple[Answer, Answer]:
        data = b"#" * OF_A_CLASS.largest
        french = here.home.replace("/en/", "/fr/") + "class/open"
        return await here.upload("class/open", data, "x.csv"), await here.upload(french, data, "x.csv")

    page, french = with_app(use)
    assert (page.status, french.status) == (413, 413)
    assert "This list is larger than 8 MiB A list of a class is far smaller" in words_of(page)
    assert "kit can hold" not in words_of(page) and "La liste d’une classe" in words_of(french)


def test_a_list_that_cannot_be_opened_again_is_told_as_a_list() -> None:
    page = with_app(lambda here: here.post("class/settings", {"state": "gone"}))
    assert page.status == 422
    assert "“Save the list”" in words_of(page) and "answers" not in words_of(page), words_of(page)


def test_cells_that_are_pasted_on_a_french_page_are_the_list_classe() -> None:
    async def use(here: Here) -> tuple[Answer, Answer]:
        french = here.home.replace("/en/", "/fr/") + "class/open"
        cells = {"pasted": "Nom de l’élève\tMétier visé\nAnne Côté\tpilote\n"}
        page = await here.post(french, cells)
        return page, await here.post(french.replace("open", "save"), {"state": state_of(page)})

    page, saved = with_app(use)
    assert "classe" in words_of(page).split()
    assert saved.headers["content-disposition"].endswith("''classe.xlsx")


def test_the_choices_of_a_column_are_in_groups_and_the_usual_ones_come_first() -> None:
    page = with_app(lambda here: pasted(here, "Student name\tDream job\nMaya Chen\tnurse\n"))
    menu = page.body.decode().partition('id="column-0-2"')[2].partition("</select>")[0]
    groups = [each.partition("</optgroup>")[0] for each in menu.split("<optgroup ")[1:]]
    sizes = [each.count("<option") for each in groups]
    assert len(sizes) >= 5 and max(sizes) <= 20 and sum(sizes) == menu.count("<option") - 1, sizes
    assert 'value="name"' in groups[0] and 'value="target.occupation" selected' in groups[0]


def test_the_page_of_the_settings_says_that_the_looks_are_not_in_the_saved_list() -> None:
    page = with_app(lambda here: pasted(here, "Student name\tJob of interest\nMaya Chen\tnurse\n"))
    assert "How the kits look This is not saved with the list" in words_of(page)


def test_no_list_at_all_is_told_so() -> None:
    page = with_app(lambda here: pasted(here, "  \n"))
    assert page.status == 422 and "Choose a file, or paste your list" in words_of(page)


def test_a_list_of_five_hundred_fits_what_a_page_carries() -> None:
    rows = [f"Pupil {zlib.crc32(str(n).encode())} Roy\tnurse {n}\texploring\t10\n" for n in range(500)]
    page = with_app(lambda here: pasted(here, HEAD + "".join(rows)))
    assert page.status == 200 and len(state_of(page)) < 200_000
