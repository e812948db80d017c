"""Say what the pages of a class are rendered with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview_kit.build.rosters import about_roster
from interview_kit.model.bank import Bank
from interview_kit.stages.read.profiles import ReadProfile
from interview_kit.stages.read.roster.headers import about_unread, match_headers
from interview_kit.stages.read.roster.rows import Roster
from interview_kit.stages.read.roster.table import RosterTable
from interview_kit.support.errors import InvalidInput, Located, Problem
from interview_kit.support.i18n import _, _n
from interview_kit.tools.class_list.class_list import ClassList
from interview_kit.tools.class_list.columns import (
    FIRST_NAME,
    LAST_NAME,
    ColumnState,
    ListColumn,
    column_choices,
    columns_of,
)
from interview_kit.tools.class_list.wrong_cells import WrongCell, WrongRow, column_number, wrong_rows
from interview_kit.web.app.form_fields import sentence

# So many cells to mend are shown at a time: a form has at most a thousand fields.
_MOST_CELLS = 200


@dataclass(frozen=True, slots=True)
class PageError:
    """What is wrong: the id of its control, or "", what it is about, and the message."""

    target: str
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell to mend, with the name of its field and its label, such as `Row 7, Job`."""

    name: str
    label: str
    cell: WrongCell


@dataclass(frozen=True, slots=True)
class RowView:
    """A row with cells to mend."""

    label: str
    name: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column with the name of its menu, and what is wrong with it."""

    name: str
    column: ListColumn
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A class list as its page shows it.

    `guessed` columns are to be looked at, `unread` ones are set aside, and the others `certain`. `encoding`
    asks whether names are right where the encoding was guessed, `notices` are its other remarks,
    and `people` the rows that are right: label, name, work. `read` and `good` are numbers of rows.
    """

    guessed: tuple[ColumnView, ...]
    unread: tuple[ColumnView, ...]
    certain: tuple[ColumnView, ...]
    choices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    rows: tuple[RowView, ...]
    more: int
    errors: tuple[PageError, ...]
    of_settings: tuple[Problem, ...]
    encoding: str
    notices: tuple[str, ...]
    people: tuple[tuple[str, str, str], ...]
    counts: tuple[str, ...]
    read: int
    has_titles: bool

    @property
    def good(self) -> int:
        """Return how many rows are right."""
        return len(self.people)

    @property
    def wrong(self) -> int:
        """Return how many rows are wrong."""
        return self.read - self.good

    @property
    def lacks_work(self) -> bool:
        """Return whether a column that is set aside may have the names or the work."""
        every = (*self.guessed, *self.certain)
        keys = {each.column.key.partition(".")[0] for each in every}
        return bool(self.unread) and not ({"target"} <= keys and keys & {"name", FIRST_NAME, LAST_NAME})

    @property
    def is_clear(self) -> bool:
        """Return whether there is nothing to ask or to mend."""
        return not (self.guessed or self.errors or self.encoding or self.lacks_work)


def list_view(found: ClassList, bank: Bank) -> ListView:
    """Return what the page of a list shows."""
    rosters, problems = _read(found, bank)
    of_settings = tuple(each for each in problems if _is_setting(each, found))
    if of_settings:
        rosters, problems = _read(found.with_settings(()), bank)
    columns = columns_of(found)
    views = tuple(_column_views(found, columns, problems))
    guessed = tuple(each for each in views if each.errors or each.column.state is ColumnState.GUESSED)
    rest = [each for each in views if each not in guessed]
    rows, more = _shown(wrong_rows(found, rosters) if rosters else (), found)
    of_cells = (each for row in rows for each in row.cells if each.cell.reasons)
    errors = [_of_list(problem, views) for problem in problems]
    errors += [PageError(each.name, each.label, " ".join(each.cell.reasons)) for each in of_cells]
    notices = tuple(dict.fromkeys(_notices(found, rosters)))
    names = {table.encoding for table in found.own} - {""}
    encoding = next((each for each in notices if any(name in each for name in names)), "")
    return ListView(
        guessed,
        tuple(each for each in rest if each.column.state is ColumnState.UNREAD),
        tuple(each for each in rest if each.column.state is not ColumnState.UNREAD),
        column_choices(columns),
        rows,
        more,
        tuple(errors),
        of_settings,
        encoding,
        tuple(each for each in notices if each != encoding),
        tuple(_people(rosters)),
        tuple(_counts([found.own[number] for number in found.read_tables()], rosters)),
        sum(len(roster.rows) for roster in rosters),
        any(table.titles.number for table in found.own),
    )


def _read(found: ClassList, bank: Bank) -> tuple[tuple[Roster, ...], tuple[Problem, ...]]:
    """Return the rosters of a list, or none and why."""
    try:
        return found.read(bank), ()
    except InvalidInput as error:
        return (), error.problems


def _people(rosters: Sequence[Roster]) -> Iterator[tuple[str, str, str]]:
    for roster in rosters:
        for row in roster.rows:
            if isinstance(row.found, ReadProfile):
                profile = row.found.profile
                yield row_label(roster.sheet, row.number), profile.name, profile.target.work or ""


def _is_setting(problem: Problem, found: ClassList) -> bool:
    """Return whether a problem is one of the settings of the class."""
    sheet = problem.file != found.file and bool(problem.cell)
    keys = {key for key, _text in found.settings}
    return sheet and (problem.path in keys or bool(problem.cell and problem.cell.title in keys))


def row_label(sheet: str, number: int) -> str:
    """Return `Row 7`, or `Period 4, row 7` where several sheets are read."""
    return (
        _("{sheet}, row {number}", sheet=sheet, number=number) if sheet else _("Row {number}", number=number)
    )


def _column_views(
    found: ClassList, columns: Sequence[ListColumn], problems: Sequence[Problem]
) -> Iterator[ColumnView]:
    for each in columns:
        titles = found.own[each.table].titles
        messages = tuple(
            problem.message
            for problem in problems
            if problem.cell
            and problem.cell.row == titles.number
            and column_number(problem.cell.column) == each.number
        )
        yield ColumnView(f"column-{each.table}-{each.number}", each, messages)


def _of_list(problem: Problem, columns: Sequence[ColumnView]) -> PageError:
    """Return a problem of the titles, or of the whole list."""
    for each in columns:
        if problem.message in each.errors:
            label = _("Column {column}", column=each.column.letters)
            return PageError(each.name, label, problem.message)
    return PageError(columns[0].name if columns else "", "", problem.message)


def _shown(rows: Sequence[WrongRow], found: ClassList) -> tuple[tuple[RowView, ...], int]:
    """Return the first rows to mend, and how many more there are."""
    several = len(found.read_tables()) > 1
    views: list[RowView] = []
    cells = 0
    for row in rows:
        cells += len(row.cells)
        if cells > _MOST_CELLS and views:
            break
        label = row_label(found.own[row.table].sheet if several else "", row.number)
        views.append(
            RowView(
                label,
                row.name,
                tuple(
                    CellView("cell-{}-{}-{}".format(*each.place), f"{label}, {each.title}", each)
                    for each in row.cells
                ),
            )
        )
    return tuple(views), len(rows) - len(views)


def _notices(found: ClassList, rosters: Sequence[Roster]) -> Iterator[str]:
    """Yield what the reader remarks on, without what the menus of columns show anyway."""
    tables = found.titled
    of_columns = {str(guess) for roster in rosters for guess in roster.guesses}
    if rosters:
        of_columns |= {about_unread(match_headers(tables[n], found.given)[1]) for n in found.read_tables()}
    for roster in rosters:
        rows = (row.found.notices for row in roster.rows if isinstance(row.found, ReadProfile))
        for notice in (*about_roster(roster), *(each for notices in rows for each in notices)):
            if notice.message not in of_columns:
                yield said(notice)


def said(located: Located) -> str:
    """Return a message after its row and its column, by the title if it has one, without the file's name."""
    cell = located.cell
    if cell is None or not (cell.row or cell.title):
        return located.message
    label = row_label("", cell.row) if cell.row else ""
    is_titled = cell.title or not cell.column
    place = ", ".join(filter(None, (label, cell.title))) if is_titled else sentence(str(cell))
    return _("{place}: {message}", place=place, message=located.message)


def _counts(tables: Sequence[RosterTable], rosters: Sequence[Roster]) -> Iterator[str]:
    every = [row for table in tables for row in table.rows]
    read = sum(len(roster.rows) for roster in rosters)
    blank = sum(row.is_blank for row in every)
    left_out = len(every) - blank - read if rosters else 0
    if rosters:
        yield _n("{n} person is read", "{n} people are read", read)
    if blank:
        yield _n("{n} row is empty", "{n} rows are empty", blank)
    if left_out:
        yield _n("{n} row is left out", "{n} rows are left out", left_out)
