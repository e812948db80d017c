"""Read a roster: a table in CSV, Excel or OpenDocument with one person in each row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from interview_kit.support.i18n import _

if TYPE_CHECKING:
    from interview_kit.stages.read.profiles import ReadProfile
    from interview_kit.stages.read.roster.rows import Roster
    from interview_kit.stages.read.roster.table import RosterTable

# Some of these are refused with advice, such as to save an old workbook as .xlsx.
_ENDINGS = (".csv", ".tsv", ".xlsx", ".ods", ".xls", ".xlsm", ".xlsb", ".numbers", ".zip")
# Text files may hold either.
_EITHER = (".txt", ".text")
# How a profile begins: with a key, a comment, a document mark or a brace.
_PROFILE = re.compile(r"\s*([\"']?[\w. -]+[\"']?\s*:(\s|$)|[#{%]|---)")
_LONGEST_START = 4096


def is_roster(path: Path) -> bool:
    """Return whether a path is taken for a roster, by the ending of its name, else by how its text begins."""
    name = path.name.casefold()
    if not name.endswith(_EITHER):
        return name.endswith(_ENDINGS)
    try:
        with path.open("rb") as opened:
            return holds_a_table(opened.read(_LONGEST_START))
    except (OSError, ValueError):
        return False


def holds_a_table(data: bytes) -> bool:
    """Return whether bytes without a name are taken for a roster, not for a profile, by how they begin."""
    from interview_kit.stages.read.roster.archive import looks_like_a_spreadsheet

    if looks_like_a_spreadsheet(data) or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    text = data[:_LONGEST_START].decode("utf-8-sig", errors="replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    return "\t" in first.strip() or (bool(first) and not _PROFILE.match(first))


def read_rosters(
    path: Path, delimiter: str = "", titles: Mapping[str, str] | None = None
) -> tuple[Roster, ...]:
    """Return the rosters of a file, of which a workbook may have one in each sheet.

    The `delimiter` of CSV is detected where it is "". `titles` are the keys of column titles, or "" for
    columns that are left unread; they win over those in `<stem>.map.yaml`. Every row is validated:
    `RosterRow.found` is its profile, or an InvalidInput with all its problems. Raises InvalidInput where the
    file, its column titles, its defaults or its titles are refused.
    """
    return parse_rosters(roster_bytes(path), path, delimiter, titles or {})


def roster_bytes(path: Path) -> bytes:
    """Return the bytes of a roster, at most one more than it may have. Raises InvalidInput."""
    # One person's profile is read without any of these.
    from interview_kit.stages.read.roster.table import LARGEST_ROSTER
    from interview_kit.stages.read.text_file import read_limited

    return read_limited(path, LARGEST_ROSTER)


def parse_rosters(
    data: bytes,
    path: Path,
    delimiter: str,
    titles: Mapping[str, str],
    change: Callable[[ReadProfile], ReadProfile] | None = None,
) -> tuple[Roster, ...]:
    """Return the rosters that a file's bytes are, as `read_rosters` does.

    `change` returns each profile with overrides, or raises InvalidInput.
    """
    from interview_kit.stages.read.roster.rows import rosters_of
    from interview_kit.stages.read.roster.title_map import check_titles, read_map

    kept, notices = read_map(path)
    given = kept | dict(titles)
    tables = parse_tables(data, path, delimiter, given)
    check_titles(titles, tables)
    return rosters_of(tables, path, given, notices, change)


def parse_tables(
    data: bytes, path: Path, delimiter: str = "", given: Mapping[str, str] | None = None
) -> tuple[RosterTable, ...]:
    """Return the tables that a file's bytes are, before their columns are matched to keys.

    `given` are titles whose columns are read in any case. Raises InvalidInput.
    """
    from interview_kit.stages.read.roster.archive import looks_like_a_spreadsheet
    from interview_kit.stages.read.roster.csv_table import csv_table

    if not looks_like_a_spreadsheet(data):
        return (csv_table(data, str(path), delimiter, given or {}),)
    # A CSV file needs no spreadsheet library.
    from interview_kit.stages.read.roster.sheet_table import sheet_tables
    from interview_kit.stages.read.roster.table import refusal
    from interview_kit.stages.read.roster.zipped import zip_of_lists, zipped_tables

    mapped = given or {}
    if archive := zip_of_lists(data):

        def read(workbook: bytes, file: str) -> tuple[RosterTable, ...]:
            return sheet_tables(workbook, file, mapped)

        return zipped_tables(archive, str(path), delimiter, mapped, read)
    if path.suffix.casefold() == ".zip":
        raise refusal(str(path), _("this zip file is damaged, or has no list in it"))
    return sheet_tables(data, str(path), mapped)
