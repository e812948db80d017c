"""A new roster: what a teacher sees in it, and that it is read as it was filled in."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import FileFormat, OpenXmlValidator

from interview_kit.model.enums import Language
from interview_kit.stages.read.profiles import ReadProfile
from interview_kit.stages.read.roster import read_rosters
from interview_kit.stages.read.roster.profile_keys import KeyKind, known_keys
from interview_kit.stages.read.roster.rows import rosters_of
from interview_kit.stages.read.roster.sheet_table import sheet_tables
from interview_kit.stages.read.roster.vocabulary import vocabulary
from interview_kit.support.errors import InvalidInput
from interview_kit.tools.roster_template.template import choices_of, template_roster
from tests.shared import examples

LANGUAGES = list(Language)


def opened(language: Language) -> Any:
    return openpyxl.load_workbook(io.BytesIO(template_roster(language)))


def filled(language: Language, values: dict[str, Any]) -> bytes:
    """Return a template with one row typed into it, by key."""
    workbook = opened(language)
    sheet = workbook.worksheets[0]
    for column, key in enumerate(vocabulary().template, start=1):
        if key in values:
            cell = sheet.cell(2, column)
            cell.value = values[key]
            if isinstance(values[key], str):
                cell.data_type = "s"
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def is_openpyxls_own(finding: str) -> bool:
    """Return whether it is how openpyxl writes text and orders a font's parts; Excel reads both."""
    return "inline-string" in finding or finding.startswith("Unexpected element '")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_roster_is_a_valid_workbook_that_never_changes(language: Language, tmp_path: Path) -> None:
    path = tmp_path / "class.xlsx"
    path.write_bytes(template_roster(language))
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(path))
    assert [error.description for error in found.errors if not is_openpyxls_own(error.description)] == []
    assert template_roster(language) == path.read_bytes()
    assert b"openpyxl" not in path.read_bytes()


def test_the_roster_has_titles_lists_and_text_columns() -> None:
    sheet = opened(Language("en")).worksheets[0]
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    assert (sheet.title, sheet.freeze_panes, sheet.max_row, list(heads)[:2]) == (
        "Roster",
        "A2",
        1,
        ["Student name", "Student number"],
    )
    formats = {head: sheet.column_dimensions[letter].number_format for head, letter in heads.items()}
    assert (formats["Contact phone"], formats["School phone"], formats["Student number"]) == ("@", "@", "@")
    assert (formats["Due date"], formats["Minutes"]) == ("yyyy-mm-dd", "0")
    lists = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    talk, situation = (lists[f"{heads[head]}2:{heads[head]}1000"] for head in ("Kind of talk", "Situation"))
    assert (talk.formula1, talk.showErrorMessage) == ('"phone,in person,video,in writing"', True)
    assert (situation.formula1.split(",")[0], situation.showErrorMessage) == ('"secondary student', False)


def test_the_last_sheet_explains_every_column_and_has_the_example() -> None:
    workbook = opened(Language("fr"))
    guide = workbook.worksheets[2]
    rows = [tuple(cell.value or "" for cell in row) for row in guide.iter_rows()]
    titles = [cell.value for cell in workbook.worksheets[0][1]]
    head = rows.index(("Colonne", "Obligatoire", "Quoi écrire", "Choix", "Exemple"))
    assert [row[0] for row in rows[head + 1 :]] == titles
    assert rows[head + 1] == (
        "Nom de l’élève",
        "oui",
        "Prénom et nom. La seule colonne obligatoire.",
        "",
        "Émile Gagnon",
    )
    assert (workbook.sheetnames, workbook.active.title) == (
        ["Liste", "Pour toute la classe", "Mode d’emploi"],
        "Liste",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_and_hints_fit_into_what_a_spreadsheet_keeps(language: Language) -> None:
    for each in opened(language).worksheets[0].data_validations.dataValidation:
        assert len(each.formula1 or "") <= 255
        assert len(each.prompt) <= 255
        assert 0 < len(each.promptTitle) <= 32
    for key in vocabulary().template:
        assert not any("," in word for word in choices_of(known_keys()[key], vocabulary(), language))


def test_an_empty_one_has_no_rows(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(template_roster(Language("en")))
    with pytest.raises(InvalidInput, match="this roster has titles and no rows"):
        read_rosters(tmp_path / "r.xlsx")


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_own_example_is_a_good_row(language: Language) -> None:
    known = vocabulary()
    values: dict[str, Any] = {key: known.columns[key].example.said(language) for key in known.template}
    (row,) = rosters_of(sheet_tables(filled(language, values), "r.xlsx"), Path("/nowhere/r.xlsx"))[0].rows
    assert isinstance(row.found, ReadProfile), row.found
    profile = row.found.profile
    assert (profile.minor, profile.talk.minutes) == (True, 10)
    assert profile.contacts[0].referral is not None
    assert profile.contacts[0].referral.agreed


WORDS = st.text(st.sampled_from("aé李'=+-@;,_x0041\" "), min_size=1, max_size=12).map(str.strip).filter(bool)


@settings(max_examples=examples(25), deadline=None)
@given(st.data(), st.sampled_from(LANGUAGES))
def test_what_is_chosen_from_the_lists_is_what_the_profile_has(
    data: st.DataObject, language: Language
) -> None:
    known = vocabulary()
    typed: dict[str, Any] = {}
    expected: dict[str, Any] = {}
    for name in known.template:
        key = known_keys()[name]
        if name in ("email", "contacts.1.email", "contacts.1.referral.agreed"):
            continue
        meanings = known.meanings(key)
        if meanings:
            own = data.draw(st.sampled_from(list(meanings)))
            typed[name] = meanings[own].first(language)
            expected[name] = (
                [own] if key.kind is KeyKind.LIST else {"true": True, "false": False}.get(own, own)
            )
        elif key.kind is KeyKind.WHOLE:
            typed[name] = expected[name] = data.draw(st.integers(5, 60))
        elif key.kind is KeyKind.DATE:
            day = data.draw(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
            typed[name], expected[name] = day, day.isoformat()
        elif key.kind is KeyKind.TEXT:
            typed[name] = expected[name] = data.draw(
                WORDS.filter(lambda text: "_x" not in text and any(map(str.isalnum, text)))
            )
    (row,) = rosters_of(sheet_tables(filled(language, typed), "r.xlsx"), Path("/nowhere/r.xlsx"))[0].rows
    assert isinstance(row.found, ReadProfile), row.found
    for name, value in expected.items():
        node: Any = row.found.profile.model_dump(mode="json", by_alias=True)
        for part in name.split("."):
            node = node[int(part) - 1] if part.isdigit() else node[part]
        assert node == value, name
