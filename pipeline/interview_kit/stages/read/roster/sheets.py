"""Tell the sheets of a workbook that have people from those of settings, explanations and other things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from interview_kit.stages.read.roster.column_titles import NAME, is_name
from interview_kit.stages.read.roster.headers import match_headers
from interview_kit.stages.read.roster.table import RosterTable, quoted
from interview_kit.stages.read.roster.vocabulary import is_sheet, vocabulary
from interview_kit.support.errors import InvalidInput, Notice
from interview_kit.support.i18n import _, _n, join_with_and


def is_settings(table: RosterTable) -> bool:
    """Return whether a table is the sheet of what is the same for the whole class."""
    return is_sheet(table.sheet, vocabulary().guide.settings)


def with_people(
    tables: tuple[RosterTable, ...], given: Mapping[str, str]
) -> tuple[list[RosterTable], list[RosterTable]]:
    """Return the tables without those of settings and explanations, and of these the ones to be read."""
    every = [table for table in tables if not is_settings(table)]
    others = [table for table in every if not is_sheet(table.sheet, vocabulary().guide.explanations)] or every
    named = [table for table in others if _has_names(table, given)]
    filled = [table for table in named if any(not row.is_blank for row in table.rows)]
    return others, filled or named[:1] or others[:1]


def named(table: RosterTable) -> RosterTable:
    """Return a table whose messages name its sheet."""
    return replace(table, file=_("{file}, sheet {name}", file=table.file, name=table.sheet))


def _has_names(table: RosterTable, given: Mapping[str, str]) -> bool:
    try:
        return any(column.parts == NAME for column in match_headers(table, given)[0])
    except InvalidInput:
        return any(map(is_name, table.titles.cells))


def passed_over(path: Path, tables: list[RosterTable], chosen: list[RosterTable]) -> tuple[Notice, ...]:
    """Return notices of the tables that are not among the chosen ones."""
    others = [table for table in tables if table not in chosen]
    refused = (
        _("the sheet “{name}” is not read: {reason}", name=table.sheet, reason=table.told[0])
        for table in others
        if not table.titles.cells
    )
    notices = tuple(Notice(str(path), None, None, "", message) for message in refused)
    names = quoted(table.sheet for table in others if table.titles.cells)
    if not names:
        return notices
    message = _n(
        "the sheet {names} has no rows of people, and is passed over",
        "the sheets {names} have no rows of people, and are passed over",
        len(names),
        names=join_with_and(names),
    )
    return (*notices, Notice(str(path), None, None, "", message))
