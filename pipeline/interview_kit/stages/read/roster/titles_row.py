"""Find the row of the column titles, and drop what a kit never needs before anything reads it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from interview_kit.stages.read.roster.column_titles import is_name, matching
from interview_kit.stages.read.roster.table import RawRow, RosterTable
from interview_kit.stages.read.roster.vocabulary import is_never_needed, normal
from interview_kit.support.i18n import _, _n

# How many rows are searched for the titles, and how many known titles identify their row.
ROWS_TO_LOOK_AT, _ENOUGH_TITLES = 20, 2


def titles_at(rows: Sequence[tuple[str, ...]]) -> int:
    """Return the index of the row of titles among the cells of rows, or 0 where none is known.

    It is the first with a title of names and another known title, else the first with a title of names, else
    the first with two known titles.
    """
    found: dict[int, int] = {}
    for place, cells in enumerate(rows[:ROWS_TO_LOOK_AT]):
        names = any(map(is_name, cells))
        # A misspelt title is recognised in the first row alone, since that takes time.
        known = matching(cells, exactly=place > 0)
        if names and known >= _ENOUGH_TITLES:
            return place
        found.setdefault(1 if names else 2 if known >= _ENOUGH_TITLES else 3, place)
    return found[min(found)] if found and min(found) < 3 else 0


def table_of(
    file: str, rows: Sequence[RawRow], sheet: str = "", mapped: Collection[str] = (), encoding: str = ""
) -> RosterTable:
    """Return the table of a sheet's rows, without the rows above its titles and the cells that no kit needs.

    `mapped` are titles whose columns are read in any case. There is at least one row.
    """
    start = titles_at([row.cells for row in rows])
    titles, told = rows[start], []
    if any(not row.is_blank for row in rows[:start]):
        message = _("the titles are in row {row}; the rows above it are passed over", row=titles.number)
        told.append(message)
    wanted = set(map(normal, mapped))
    dropped = {
        number: title.strip()
        for number, title in enumerate(titles.cells, start=1)
        if normal(title) not in wanted and is_never_needed(title)
    }
    if dropped:
        names = ", ".join(dropped.values())
        told.append(
            _n(
                "a kit never needs this column, which is dropped unread: {names}",
                "a kit never needs these columns, which are dropped unread: {names}",
                len(dropped),
                names=names,
            )
        )
    below = tuple(without_cells(row, dropped) for row in rows[start + 1 :])
    return RosterTable(file, titles, below, sheet, tuple(told), encoding)


def without_cells(row: RawRow, columns: Collection[int]) -> RawRow:
    """Return a row whose cells in some columns, counted from 1, are empty."""
    if not columns:
        return row
    cells = tuple("" if number in columns else cell for number, cell in enumerate(row.cells, start=1))
    return replace(row, cells=cells, faults=tuple(each for each in row.faults if each.column not in columns))
