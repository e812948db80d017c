"""Generate an empty roster: column titles, drop-down lists, and a sheet that explains the columns."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from interview_kit.model.enums import Language
from interview_kit.stages.read.roster.profile_keys import Key, KeyKind, known_keys
from interview_kit.stages.read.roster.vocabulary import Vocabulary, vocabulary
from interview_kit.support.workbook import (
    BOLD,
    DATE,
    TEXT,
    WHOLE,
    new_workbook,
    put_text,
    put_titles,
    workbook_bytes,
)

# The last row with data validation: more than a class needs, at little cost.
LAST_ROW = 1000

_FORMATS = {KeyKind.DATE: DATE, KeyKind.WHOLE: WHOLE}
# 2000-01-01 and 2099-12-31 as Excel serial dates.
_FIRST_DAY, _LAST_DAY = "36526", "73050"
_GUIDE_WIDTHS = (26, 14, 60, 50, 40)


def template_roster(language: Language) -> bytes:
    """Return the bytes of an Excel workbook: an empty roster, a sheet for the class, and explanations."""
    known = vocabulary()
    workbook, sheet = new_workbook(known.guide.roster.said(language))
    keys = [known_keys()[name] for name in known.template]
    put_titles(sheet, [known.columns[key.name].first(language) for key in keys])
    for number, key in enumerate(keys, start=1):
        letter = get_column_letter(number)
        # The text format keeps input as typed: a leading 0 of a telephone number, 007, and =.
        sheet.column_dimensions[letter].number_format = _FORMATS.get(key.kind, TEXT)
        validation = _validation(key, known, language)
        validation.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.add_data_validation(validation)
    settings = workbook.create_sheet(known.guide.settings.said(language))
    for row, name in enumerate(known.settings, start=1):
        put_text(settings, row, 1, known.columns[name].first(language)).font = BOLD
        settings.cell(row, 2).number_format = _FORMATS.get(known_keys()[name].kind, TEXT)
        validation = _validation(known_keys()[name], known, language)
        validation.add(f"B{row}")
        settings.add_data_validation(validation)
    for letter, width in zip("AB", _GUIDE_WIDTHS, strict=False):
        settings.column_dimensions[letter].width = 2 * width
    _explain(workbook.create_sheet(known.guide.explanations.said(language)), keys, known, language)
    return workbook_bytes(workbook)


def choices_of(key: Key, known: Vocabulary, language: Language) -> tuple[str, ...]:
    """Return the options of a key's drop-down list, in a language; () for free text."""
    if key.kind is KeyKind.TRUTH_OR_TEXT:
        return ()
    return tuple(words.first(language) for words in known.meanings(key).values())


def _validation(key: Key, known: Vocabulary, language: Language) -> DataValidation:
    column, guide, choices = known.columns[key.name], known.guide, choices_of(key, known, language)
    rule: dict[str, Any] = {}
    if choices:
        rule = {
            "type": "list",
            "formula1": f'"{",".join(choices)}"',
            "error": guide.not_in_list.said(language),
        }
    elif key.kind is KeyKind.WHOLE:
        rule = {
            "type": "whole",
            "formula1": "5",
            "formula2": "60",
            "error": guide.not_a_number.said(language),
        }
    elif key.kind is KeyKind.DATE:
        error = guide.not_a_date.said(language)
        rule = {"type": "date", "formula1": _FIRST_DAY, "formula2": _LAST_DAY, "error": error}
    return DataValidation(
        **rule,
        operator="between" if "formula2" in rule else None,
        showErrorMessage=key.kind is not KeyKind.LIST,  # several choices separated by ; are no list entry
        allow_blank=True,
        showInputMessage=True,
        promptTitle=column.first(language)[:32],
        prompt=column.about.said(language),
    )


def _explain(sheet: Worksheet, keys: list[Key], known: Vocabulary, language: Language) -> None:
    guide = known.guide
    required = {
        "name": guide.required,
        "target.occupation": guide.one_of_two,
        "target.field": guide.one_of_two,
    }
    for row, line in enumerate(guide.lines, start=1):
        put_text(sheet, row, 1, line.said(language))
    head = len(guide.lines) + 2
    put_titles(sheet, [heading.said(language) for heading in guide.headings], row=head)
    for row, key in enumerate(keys, start=head + 1):
        column = known.columns[key.name]
        texts = (
            column.first(language),
            required[key.name].said(language) if key.name in required else "",
            column.about.said(language),
            "; ".join(choices_of(key, known, language)),
            column.example.said(language),
        )
        for number, text in enumerate(texts, start=1):
            cell = put_text(sheet, row, number, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 1).font = BOLD
    for number, width in enumerate(_GUIDE_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
