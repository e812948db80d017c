"""Read a roster: a table from CSV, Excel or OpenDocument with one person a row."""

from __future__ import annotations

from pathlib import Path

from pipeline.read.roster.archive import looks_like_a_spreadsheet
from pipeline.read.roster.csv_table import csv_table
from pipeline.read.roster.headers import Guess
from pipeline.read.roster.rows import Roster, RosterRow, roster_of
from pipeline.read.roster.table import LARGEST_ROSTER
from pipeline.read.text_file import read_limited

__all__ = ["Guess", "Roster", "RosterRow", "is_roster", "read_roster"]

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
    data = read_limited(path, LARGEST_ROSTER)
    if looks_like_a_spreadsheet(data):
        from pipeline.read.roster.sheet_table import sheet_table  # a CSV file needs no spreadsheet library

        return roster_of(sheet_table(data, str(path)), path)
    return roster_of(csv_table(data, str(path), delimiter), path)
