"""Read a roster: a table in CSV, Excel or OpenDocument with one person in each row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interview_kit.stages.read.roster.rows import Roster

# Some of these are refused with advice, such as to save an old workbook as .xlsx.
_ENDINGS = (".csv", ".tsv", ".xlsx", ".ods", ".xls", ".xlsm", ".xlsb", ".numbers")


def is_roster(path: Path) -> bool:
    """Return whether a path is taken for a roster, by the ending of its name."""
    return path.name.casefold().endswith(_ENDINGS)


def read_roster(path: Path, delimiter: str = "") -> Roster:
    """Return a roster; the `delimiter` of CSV is detected where it is "".

    Every row is validated: `RosterRow.found` is its profile, or an InvalidInput with all its problems. Raises
    InvalidInput where the file, its column titles or its defaults file are refused.
    """
    return parse_roster(roster_bytes(path), path, delimiter)


def roster_bytes(path: Path) -> bytes:
    """Return the bytes of a roster, at most one more than it may have. Raises InvalidInput."""
    # One person's profile is read without any of these.
    from interview_kit.stages.read.roster.table import LARGEST_ROSTER
    from interview_kit.stages.read.text_file import read_limited

    return read_limited(path, LARGEST_ROSTER)


def parse_roster(data: bytes, path: Path, delimiter: str = "") -> Roster:
    """Return the roster that a file's bytes are, as `read_roster` does."""
    from interview_kit.stages.read.roster.archive import looks_like_a_spreadsheet
    from interview_kit.stages.read.roster.csv_table import csv_table
    from interview_kit.stages.read.roster.rows import roster_of

    if looks_like_a_spreadsheet(data):
        from interview_kit.stages.read.roster.sheet_table import (
            sheet_table,  # a CSV file needs no spreadsheet library
        )

        return roster_of(sheet_table(data, str(path)), path)
    return roster_of(csv_table(data, str(path), delimiter), path)
