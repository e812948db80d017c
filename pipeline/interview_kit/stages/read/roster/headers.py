"""Match a roster's column titles to keys of the profile, and report those that match none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

from interview_kit.stages.read.coerce import shortened
from interview_kit.stages.read.roster.column_titles import MINOR, NAME, Column, column_for, match_title
from interview_kit.stages.read.roster.profile_keys import key_at, known_keys
from interview_kit.stages.read.roster.programs import program_of
from interview_kit.stages.read.roster.table import RawRow, RosterTable, is_filled, letters, place, refusal
from interview_kit.stages.read.roster.vocabulary import cell_words, is_never_needed, normal, vocabulary
from interview_kit.support.errors import CellRef, InvalidInput, Problem, did_you_mean
from interview_kit.support.i18n import N_, _, _n

NOTHING: Mapping[str, str] = MappingProxyType({})

# How many cells of a guessed column are shown.
_SAMPLES = 2
# The title over the last cells of a row with too many, in a roster of refused rows: a row whose cells have
# shifted is refused again until a person corrects it.
MORE_CELLS = "More cells than titles"
_SHIFTED = N_("these cells are beside the titles; put each under its title, and leave this column empty")
_NO_TITLES = N_(
    "no title in this row is known; write the titles into the first row, such as Student name and "
    "Job of interest, or fill in the sheet that {kit} roster new makes"
)
Unread = tuple[tuple[int, str], ...]
"""The numbers and titles of columns that hold something and are not read."""


def match_headers(
    table: RosterTable, given: Mapping[str, str] = NOTHING
) -> tuple[tuple[Column, ...], Unread]:
    """Return the columns of a table that are read, in their order, and those that are passed over.

    `given` are titles with the key or the known title that each is read as, or "". Raises InvalidInput with
    every title that is a repeat, or where no title is known.
    """
    found, unread = likely_columns(table, given)
    if not found:
        raise refusal(table.file, _(_NO_TITLES), CellRef(table.titles.number))
    columns, more = _without_repeats(table, _with_names(tuple(found)))
    problems = tuple(_repeats(table, columns))
    for number, title in unread:
        if title.strip() == MORE_CELLS:
            cell = place(table.titles.number, number, title)
            problems += (Problem(table.file, None, None, "", _(_SHIFTED), cell),)
    if problems:
        raise InvalidInput(problems)
    return columns, (*unread, *more)


def likely_columns(
    table: RosterTable, given: Mapping[str, str] = NOTHING
) -> tuple[list[Column], list[tuple[int, str]]]:
    """Return the column that each title is by itself, and the columns that hold something and are unknown."""
    found: list[Column] = []
    unread: list[tuple[int, str]] = []
    program = program_of(table.titles.cells)
    meant = {normal(title): target for title, target in given.items()}
    for number, title in enumerate(table.titles.cells, start=1):
        target = meant.get(normal(title))
        if target is None and program:
            target = program.key_of(title)
        if target is not None:
            found += [_column(number, title, target)] if target else []
        elif column := _known_column(table, number, title):
            found.append(column)
        elif not _is_passed_over(title) and is_filled(table, number):
            unread.append((number, title))
    return found, unread


def _known_column(table: RosterTable, number: int, title: str) -> Column | None:
    """Return the column of a title, or None where it matches no key.

    A question whose answers are to be a key's own words is no such question where one of them is another.
    """
    column = match_title(number, title) if title.strip() and not _is_passed_over(title) else None
    key = key_at(column.parts) if column and column.question else None
    if key and key.choices and not _texts(table, number) <= cell_words(key).keys():
        return None
    return column


def _texts(table: RosterTable, number: int) -> set[str]:
    """Return the different texts of a column, normalised."""
    cells = (row.cells[number - 1] for row in table.rows if number <= len(row.cells))
    return {normal(cell) for cell in cells if cell.strip()}


def _is_passed_over(title: str) -> bool:
    known = vocabulary()
    words = normal(title) in map(normal, known.what_is_wrong.all())
    return title.strip().startswith("_") or words or is_never_needed(title)


def with_samples(column: Column, rows: Iterable[RawRow]) -> Column:
    """Return a column with the first two texts that it has in some rows, shortened."""
    cells = (row.cells[column.number - 1] for row in rows if column.number <= len(row.cells))
    filled = (" ".join(cell.split()) for cell in cells if cell.strip())
    return replace(column, samples=tuple(shortened(cell) for cell in islice(filled, _SAMPLES)))


def about_unread(unread: Unread) -> str:
    """Return a message that names the columns that are passed over, or ""."""
    if not unread:
        return ""
    names = [
        f"{letters(number)} ({title.strip()}{_near(title)})" if title.strip() else letters(number)
        for number, title in unread
    ]
    return _n(
        'this column is not known, and is passed over: {names}; --map "TITLE=KEY" reads it',
        'these columns are not known, and are passed over: {names}; --map "TITLE=KEY" reads one',
        len(names),
        names=", ".join(names),
    )


def _near(title: str) -> str:
    """Return a hint for a title that is nearly a key, or ""."""
    return did_you_mean(title.strip(), known_keys()) if "." in title else ""


def _column(number: int, title: str, target: str) -> Column:
    turns = {"first_name": 1, "last_name": 2}
    if target in turns:
        return Column(number, title, NAME, turns[target])
    column = column_for(number, title, target)
    assert column is not None, target  # checked by `wrong_targets`
    return column


def _with_names(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns; a column of names beside one of first names becomes that of last names."""
    turns = [column.turn for column in columns if column.parts == NAME]
    if sorted(turns) != [0, 1]:
        return columns
    return tuple(
        replace(column, turn=2) if column.parts == NAME and not column.turn else column for column in columns
    )


def _without_repeats(table: RosterTable, columns: tuple[Column, ...]) -> tuple[tuple[Column, ...], Unread]:
    """Return the columns without those that another makes needless, and those of them that hold something.

    Such are an empty column beside another of its key, whole names beside first and last names, what a
    question is guessed to ask for, and beside a question a column in which all people have one name.
    """
    kept: list[Column] = []
    unread: list[tuple[int, str]] = []
    parted = {column.turn for column in columns if column.parts == NAME}.issuperset({1, 2})
    for column in columns:
        others = [other for other in columns if other.parts == column.parts and other is not column]
        filled = [other for other in others if is_filled(table, other.number)]
        if not others or (column.turn and parted):
            kept.append(column)
        elif _gives_way(table, column, filled, parted):
            unread.append((column.number, column.title))
        elif is_filled(table, column.number) or not filled:
            kept.append(column)
    return tuple(kept), tuple(each for each in unread if is_filled(table, each[0]))


def _gives_way(table: RosterTable, column: Column, others: list[Column], parted: bool) -> bool:
    """Return whether one of the others, which are filled and of the same key, makes a column needless."""
    if column.parts == NAME and (parted or _has_one_name(table, column)):
        return parted or any(other.question for other in others)
    first = (other for other in others if not other.question or other.number < column.number)
    return column.question and not all(_has_one_name(table, other) for other in first)


def _has_one_name(table: RosterTable, column: Column) -> bool:
    """Return whether a column of names, which is no question, has one in all rows, such as `anonymous`."""
    is_whole_name = column.parts == NAME and not column.question
    return is_whole_name and len(_texts(table, column.number)) == 1 < len(table.rows)


def _repeats(table: RosterTable, columns: tuple[Column, ...]) -> Iterator[Problem]:
    seen: list[Column] = []
    for column in columns:
        if column.parts == MINOR:  # an age beside a yes or no: each row says whether they agree
            continue
        # A column of whole names conflicts with one of first or last names.
        same = (other for other in seen if other.parts == column.parts)
        first = next((other for other in same if other.turn in (0, column.turn) or not column.turn), None)
        if first:
            message = _(
                "this column is read as {path}, and so is column {number} ({title}); keep one of the two",
                path=column.path,
                number=letters(first.number),
                title=first.title.strip(),
            )
            cell = place(table.titles.number, column.number, column.title)
            yield Problem(table.file, None, None, "", message, cell)
        seen.append(column)
