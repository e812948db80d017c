"""Say what the pages of a class are rendered with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from interview_kit.build.sources import about_roster
from interview_kit.model.bank import Bank
from interview_kit.model.theme import Paper
from interview_kit.stages.read.profiles import ReadProfile
from interview_kit.stages.read.roster.headers import about_unread, match_headers
from interview_kit.stages.read.roster.rows import Roster
from interview_kit.stages.read.roster.table import RosterTable
from interview_kit.stages.read.theme import theme_names
from interview_kit.support.errors import InvalidInput, Located, Problem
from interview_kit.support.i18n import _, _n
from interview_kit.tools.class_list.class_list import ClassList
from interview_kit.tools.class_list.columns import ColumnState, ListColumn, column_choices, columns_of
from interview_kit.tools.class_list.settings import SettingField, setting_fields
from interview_kit.tools.class_list.wrong_cells import WrongCell, WrongRow, column_number, wrong_rows
from interview_kit.web.app.class_kits.builds import Look
from interview_kit.web.app.form_fields import FormChoice, FormField

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

    `good`, `read`, `blank` and `left_out` are numbers of rows; `notices` are what its reader remarks on, and
    `people` the rows that are right: label, name, work.
    """

    asked: tuple[ColumnView, ...]
    certain: tuple[ColumnView, ...]
    choices: tuple[tuple[str, str], ...]
    rows: tuple[RowView, ...]
    more: int
    errors: tuple[PageError, ...]
    notices: tuple[str, ...]
    people: tuple[tuple[str, str, str], ...]
    counts: tuple[str, ...]
    read: int
    good: int
    has_titles: bool
    of_settings: tuple[Problem, ...]

    @property
    def is_clear(self) -> bool:
        """Return whether there is nothing to ask or to mend."""
        return not (self.asked or self.errors)

    @property
    def wrong(self) -> int:
        """Return how many rows are wrong."""
        return self.read - self.good


def list_view(found: ClassList, bank: Bank) -> ListView:
    """Return what the page of a list shows."""
    columns = columns_of(found)
    rosters: tuple[Roster, ...] = ()
    problems: tuple[Problem, ...] = ()
    try:
        rosters = found.read(bank)
    except InvalidInput as error:
        problems = error.problems
    views = tuple(_column_views(found, columns, problems))
    known = ColumnState.CERTAIN, ColumnState.CHOSEN
    rows, more = _shown(wrong_rows(found, rosters) if rosters else (), found)
    of_settings = tuple(each for each in problems if _is_setting(each, found))
    errors = [_of_list(problem, views) for problem in problems if problem not in of_settings]
    errors += [
        PageError(each.name, each.label, " ".join(each.cell.reasons))
        for row in rows
        for each in row.cells
        if each.cell.reasons
    ]
    good = [(roster, row) for roster in rosters for row in roster.rows if isinstance(row.found, ReadProfile)]
    tables = [found.own[number] for number in found.read_tables()]
    return ListView(
        tuple(each for each in views if each.column.state not in known or each.errors),
        tuple(each for each in views if each.column.state in known and not each.errors),
        column_choices(columns),
        rows,
        more,
        tuple(errors),
        tuple(_notices(found, rosters)),
        tuple(
            (row_label(roster.sheet, row.number), row.name, row.found.profile.target.work or "")
            for roster, row in good
            if isinstance(row.found, ReadProfile)
        ),
        tuple(_counts(tables, rosters)),
        sum(len(roster.rows) for roster in rosters),
        len(good),
        any(table.titles.number for table in found.own),
        of_settings,
    )


def _is_setting(problem: Problem, found: ClassList) -> bool:
    """Return whether a problem is one of the settings of the class."""
    return any(
        problem.path == key or (problem.cell and problem.cell.title == key) for key, _text in found.settings
    )


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
    seen: dict[str, None] = {}
    for roster in rosters:
        rows = (row.found.notices for row in roster.rows if isinstance(row.found, ReadProfile))
        for notice in (*about_roster(roster), *(each for notices in rows for each in notices)):
            if notice.message not in of_columns:
                seen[said(notice)] = None
    yield from seen


def said(located: Located) -> str:
    """Return a message after its row and the title of its column, without the name of the file."""
    cell = located.cell
    if cell is None or not (cell.row or cell.title):
        return located.message
    label = row_label("", cell.row) if cell.row else ""
    place = ", ".join(filter(None, (label, cell.title)))
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


def setting_errors(fields: Sequence[FormField]) -> tuple[PageError, ...]:
    """Return what is wrong with the settings of the class, from their fields."""
    return tuple(PageError(field.id, field.label, error) for field in fields for error in field.errors)


def settings_view(found: ClassList, problems: Sequence[Problem]) -> tuple[FormField, ...]:
    """Return the settings of the class as fields, with what is wrong with them."""
    messages: dict[str, list[str]] = {}
    for problem in problems:
        # A title that is no key is named by itself.
        key = problem.path or (problem.cell.title if problem.cell else "")
        messages.setdefault(key, []).append(problem.message)
    return tuple(_field(each, tuple(messages.get(each.key, ()))) for each in setting_fields(found.settings))


def _field(setting: SettingField, errors: tuple[str, ...]) -> FormField:
    name = f"setting.{setting.key}"
    choices = tuple(
        FormChoice(f"{name}-{number}", name, value, label, value in setting.chosen)
        for number, (value, label) in enumerate(setting.choices)
    )
    if choices and not setting.several:
        none = FormChoice(f"{name}-none", name, "", _("As the list says"), not setting.chosen)
        choices = (none, *choices)
    kind = ("boxes" if setting.several else "radios") if choices else "line"
    hints = (setting.about,) if setting.about else ()
    text = "" if choices else setting.text
    first = choices[0].id if choices else name
    return FormField(kind, first, name, setting.label, hints, (), text, choices, errors)


def look_fields(look: Look) -> tuple[FormField, ...]:
    """Return the look of the kits as fields."""
    papers = (("", _("As the theme has it")), (Paper.LETTER, "Letter"), (Paper.A4, "A4"))
    return (
        _radios("theme", _("Theme"), [(name, name) for name in theme_names()], look.theme),
        _radios("paper", _("Paper"), papers, look.paper),
    )


def _radios(name: str, label: str, choices: Iterable[tuple[str, str]], chosen: str) -> FormField:
    made = tuple(
        FormChoice(f"{name}-{number}", name, value, words, value == chosen)
        for number, (value, words) in enumerate(choices)
    )
    return FormField("radios", made[0].id, name, label, choices=made)
