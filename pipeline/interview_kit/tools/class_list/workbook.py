"""Write a class list as a workbook, which is opened again as any list: its people, and their settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from interview_kit.build.sources import Source, sources_in
from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.stages.read.roster.rows import Roster
from interview_kit.stages.read.roster.table import RosterTable
from interview_kit.stages.read.roster.vocabulary import vocabulary
from interview_kit.support.i18n import message_language
from interview_kit.support.workbook import BOLD, new_workbook, put_text, put_titles, workbook_bytes
from interview_kit.tools.class_list.class_list import ClassList
from interview_kit.tools.class_list.columns import column_title
from interview_kit.tools.class_list.settings import written_settings


def list_workbook(found: ClassList) -> bytes:
    """Return the .xlsx bytes of a list, with cells and row numbers as they are.

    A column that was given a key has the title of that key; one that is left unread has a _ before its own.
    """
    language = Language(message_language())
    guide = vocabulary().guide
    workbook, sheet = new_workbook(guide.roster.said(language))
    for order, number in enumerate(found.read_tables()):
        table = found.own[number]
        if order:
            sheet = workbook.create_sheet(table.sheet)
        elif table.sheet:
            sheet.title = table.sheet
        _write(sheet, table, written_titles(found, number, language))
    if found.settings:
        shared = workbook.create_sheet(guide.settings.said(language))
        for row, texts in enumerate(written_settings(found.settings, language), start=1):
            put_text(shared, row, 1, texts[0]).font = BOLD
            put_text(shared, row, 2, texts[1])
        shared.column_dimensions["A"].width = shared.column_dimensions["B"].width = 40
    return workbook_bytes(workbook)


def _write(sheet: Worksheet, table: RosterTable, titles: list[str]) -> None:
    down = 0 if table.titles.number else 1  # a list whose first row is a person
    put_titles(sheet, titles, row=table.titles.number + down)
    for row in table.rows:
        for column, text in enumerate(row.cells, start=1):
            put_text(sheet, row.number + down, column, text)


def written_titles(found: ClassList, number: int, language: Language) -> list[str]:
    """Return the titles of a table by which its columns are read as they are now."""
    titles = []
    for column, title in enumerate(found.own[number].titles.cells, start=1):
        key = found.keys.get((number, column))
        titles.append(title if key is None else column_title(key, language) if key else f"_{title}")
    return titles


def class_sources(found: ClassList, bank: Bank, name: str) -> Iterator[Source]:
    """Yield what is built of a list, checked against a bank; the kits go into the folder `name`.

    Raises InvalidInput where the list cannot be read as a whole.
    """
    rosters = found.read(bank)
    numbers = found.read_tables()
    language = Language(message_language())
    named: list[Roster] = []
    for number, roster in zip(numbers, rosters, strict=True):
        # A roster of refused rows has titles that are read by themselves.
        titles = tuple(written_titles(found, number, language))
        named.append(replace(roster, titles=titles, mapped=()))
    return sources_in(named, name)
