"""Tell once what is true of several rows: what is assumed, and how names and lists are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from interview_kit.stages.read.profiles import ASSUMED, CAPITAL, ReadProfile
from interview_kit.stages.read.roster.cell_text import BY_COMMA, TURNED
from interview_kit.stages.read.roster.column_titles import Column
from interview_kit.stages.read.roster.table import spans
from interview_kit.support.errors import CellRef, InvalidInput, Notice
from interview_kit.support.i18n import N_, _, join_with_and
from interview_kit.support.output_folder import file_stem

_TARGET = "target"
_NO_WORK = N_(
    "no column has the work, with a title such as “Job of interest”: each kit is for “work I am curious "
    "about”, with a blank to fill in"
)


class Row(Protocol):
    """A row that was read: its number, its name, and its profile or its problems."""

    @property
    def number(self) -> int:
        """Return the row number in the spreadsheet."""

    @property
    def name(self) -> str:
        """Return the name of the person, "" where there is none."""

    @property
    def found(self) -> ReadProfile | InvalidInput:
        """Return the profile, or the problems it is refused for."""


Shared = dict[Notice, tuple[int, ...]]
"""The numbers of the rows that a notice of the whole roster is about."""


def shared_notices(
    rows: Sequence[Row], file: str, columns: tuple[Column, ...], defaults: Collection[str]
) -> tuple[tuple[Notice, ...], Shared]:
    """Return the notices that are about several rows, and the numbers of the rows by notice, unnumbered.

    `defaults` are the files and sheets of defaults.
    """
    rows_of: dict[Notice, list[int]] = {}
    good = [(row.number, row.found) for row in rows if isinstance(row.found, ReadProfile)]
    for number, read in good:
        for notice in read.notices:
            if general := notice if notice.file in defaults else _for_all(notice, file):
                rows_of.setdefault(general, []).append(number)
    shared: Shared = {}
    told: list[Notice] = []
    for notice, numbers in rows_of.items():
        without_work = notice.path == _TARGET and notice.file == file and not _has_work(columns)
        if len(numbers) == 1 and notice.file == file and not without_work:
            continue
        shared[notice] = tuple(numbers)
        message = notice.message
        if without_work:
            message = _(_NO_WORK)
        elif len(numbers) < len(good):
            message = _("{message} (rows {rows})", message=message, rows=spans(numbers))
        told.append(replace(notice, message=message))
    return tuple(told), shared


def _for_all(notice: Notice, file: str) -> Notice | None:
    """Return a notice about a row as one about the roster or a column, or None where it is about one cell."""
    if notice.file != file:
        return None
    if notice.path in ASSUMED:
        return Notice(file, None, None, notice.path, notice.message)
    if notice.cell and notice.message in (_(TURNED), _(BY_COMMA), _(CAPITAL)):
        return replace(notice, cell=CellRef(0, notice.cell.column, notice.cell.title))
    return None


def namesakes(rows: Sequence[Row], file: str) -> Iterator[Notice]:
    """Yield a notice for each name that several rows have; case and accents make no difference."""
    rows_of: dict[str, list[Row]] = {}
    for row in rows:
        if row.name:
            rows_of.setdefault(file_stem(row.name), []).append(row)
    for alike in (each for each in rows_of.values() if len(each) > 1):
        message = _(
            "rows {rows} have one name, {name}: their files are told apart by the id, else by the job; "
            "if it is one person, delete a row",
            rows=join_with_and([str(row.number) for row in alike]),
            name=alike[0].name,
        )
        yield Notice(file, None, None, "", message)


def own_notices(row: Row, file: str, shared: Shared) -> ReadProfile | InvalidInput:
    """Return what a row was read as, without the notices about several rows."""
    if isinstance(row.found, InvalidInput):
        return row.found
    notices = row.found.notices
    own = (each for each in notices if row.number not in shared.get(_for_all(each, file) or each, ()))
    return replace(row.found, notices=tuple(own))


def _has_work(columns: tuple[Column, ...]) -> bool:
    return any(column.parts[0] == _TARGET for column in columns)
