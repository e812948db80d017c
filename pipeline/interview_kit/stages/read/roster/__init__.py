"""Read a roster: a table from CSV, Excel or OpenDocument with one person a row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interview_kit.stages.read.roster.rows import Roster

# Some of these are refused, with what to do: an old workbook is a roster that has to be saved again.
_ENDINGS = (".csv", ".tsv", ".xlsx", ".ods", ".xls", ".xlsm", ".xlsb", ".numbers")


def is_roster(path: Path) -> bool:
    """Return whether a file's name is that of a table."""
    return path.name.casefold().endswith(_ENDINGS)


def read_roster(path: Path, delimiter: str = "") -> Roster:
    """Return a roster; `delimiter` divides the cells of CSV, and is found out where it is not given.

    Every row is checked: `RosterRow.found` is its profile, or everything that is wrong with it. Raises
    InvalidInput where the file, its titles or the usual values beside it are refused.
    """
    # One person's profile is read without any of these.
    from interview_kit.stages.read.roster.archive import looks_like_a_spreadsheet
    from interview_kit.stages.read.roster.csv_table import csv_table
    from interview_kit.stages.read.roster.rows import roster_of
    from interview_kit.stages.read.roster.table import LARGEST_ROSTER
    from interview_kit.stages.read.text_file import read_limited

    data = read_limited(path, LARGEST_ROSTER)
    if looks_like_a_spreadsheet(data):
        from interview_kit.stages.read.roster.sheet_table import (
            sheet_table,  # a CSV file needs no spreadsheet library
        )

        return roster_of(sheet_table(data, str(path)), path)
    return roster_of(csv_table(data, str(path), delimiter), path)
