"""Open a class list from bytes, change it, and read it as `kit build` reads the same bytes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Self

from interview_kit.build.rosters import checked_rosters, read_tables_within_limits
from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.stages.read.roster.programs import program_of
from interview_kit.stages.read.roster.rows import Roster, rosters_of
from interview_kit.stages.read.roster.sheets import is_settings, with_people
from interview_kit.stages.read.roster.table import CellFault, Limit, RawRow, RosterTable, letters
from interview_kit.stages.read.roster.titles_row import without_cells
from interview_kit.stages.read.roster.vocabulary import normal
from interview_kit.support.i18n import N_, _, message_language
from interview_kit.tools.class_list.settings import Settings, settings_in, settings_table

# A list travels with each page; one that is longer is for the command line.
MOST_PEOPLE = Limit(500, N_("a list has at most {most} people here; divide it, or build it with {kit} build"))

Place = tuple[int, int, int]
"""A cell: the number of its table, of its row and of its column; tables count from 0."""


@dataclass(frozen=True, slots=True)
class ClassList:
    """A class list that was opened: its tables, and what a person has changed.

    `tables` are those of one file as its reader divides it into cells, in each language of the messages.
    `keys` are the keys that columns were given, by table and column, with "" for one to leave unread.
    """

    file: str
    tables: Mapping[Language, tuple[RosterTable, ...]]
    settings: Settings = ()
    keys: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def own(self) -> tuple[RosterTable, ...]:
        """Return the tables in the language of the messages."""
        return self.tables[Language(message_language())]

    @property
    def given(self) -> dict[str, str]:
        """Return the keys that titles were given, as the reader takes them."""
        return {_title_of(self.own, *place): key for place, key in self.keys.items()}

    @property
    def titled(self) -> tuple[RosterTable, ...]:
        """Return the tables; a column that was given a key has a title of its own."""
        return tuple(
            replace(table, titles=replace(table.titles, cells=tuple(cells)))
            for number, table in enumerate(self.own)
            for cells in [
                [
                    _title_of(self.own, number, column) if (number, column) in self.keys else title
                    for column, title in enumerate(table.titles.cells, start=1)
                ]
            ]
        )

    def read(self, bank: Bank | None = None) -> tuple[Roster, ...]:
        """Return its rosters as the command line reads them, checked against a bank where there is one.

        Raises InvalidInput where titles or settings are refused, or the list is too long.
        """
        people = sum(not row.is_blank for table in self.own for row in table.rows)
        MOST_PEOPLE.check(people, self.file)
        tables = self.titled
        if self.settings:
            tables += (settings_table(self.settings, self.file, Language(message_language())),)
        rosters = rosters_of(tables, Path(self.file), self.given, alone=True)
        return checked_rosters(rosters, bank.choosing) if bank else rosters

    def read_tables(self) -> list[int]:
        """Return the numbers of the tables that are read as lists of people."""
        tables = self.titled
        chosen = with_people(tables, self.given)[1]
        return [number for number, table in enumerate(tables) if any(table is each for each in chosen)]

    def with_keys(self, keys: Mapping[tuple[int, int], str]) -> Self:
        """Return the list with other keys of columns."""
        known = {place: key for place, key in keys.items() if self._has(*place)}
        return replace(self, keys={**self.keys, **known})

    def with_settings(self, settings: Settings) -> Self:
        """Return the list with other settings of the class."""
        return replace(self, settings=settings)

    def with_cells(self, cells: Mapping[Place, str], sure: Collection[Place] = ()) -> Self:
        """Return the list with other texts in some cells.

        What its reader found wrong with a cell is forgotten where the text differs, or is `sure`.
        """
        tables = {
            language: tuple(
                replace(table, rows=tuple(_mended(row, number, cells, table, sure) for row in table.rows))
                for number, table in enumerate(every)
            )
            for language, every in self.tables.items()
        }
        return replace(self, tables=tables)

    def without_titles(self) -> Self:
        """Return the list with letters as titles, and what was taken for the titles as a row of its own."""
        tables = {
            language: tuple(
                replace(
                    table,
                    titles=RawRow(0, tuple(letters(n) for n in range(1, len(table.titles.cells) + 1))),
                    rows=(table.titles, *table.rows),
                )
                if table.titles.number and not is_settings(table)
                else table
                for table in every
            )
            for language, every in self.tables.items()
        }
        return replace(self, tables=tables)

    def _has(self, number: int, column: int) -> bool:
        return 0 <= number < len(self.own) and 1 <= column <= len(self.own[number].titles.cells)

    def to_data(self) -> dict[str, Any]:
        """Return the list as JSON data, from which `from_data` makes it again."""
        cells = [[table.titles.number, table.titles.cells, table.sheet, table.encoding] for table in self.own]
        return {
            "file": self.file,
            "tables": cells,
            "rows": [[[row.number, row.cells] for row in table.rows] for table in self.own],
            "told": {each: [table.told for table in tables] for each, tables in self.tables.items()},
            "faults": {each: [_faults(table) for table in tables] for each, tables in self.tables.items()},
            "settings": self.settings,
            "keys": [[*place, key] for place, key in self.keys.items()],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return the list that `to_data` returned as data."""
        tables = {}
        for language in Language:
            every = zip(
                data["tables"], data["rows"], data["told"][language], data["faults"][language], strict=True
            )
            tables[language] = tuple(
                RosterTable(
                    data["file"],
                    RawRow(number, tuple(titles), _faults_of(faults, number)),
                    tuple(RawRow(n, tuple(each), _faults_of(faults, n)) for n, each in rows),
                    sheet,
                    tuple(told),
                    encoding,
                )
                for (number, titles, sheet, encoding), rows, told, faults in every
            )
        settings = tuple((title, value) for title, value in data["settings"])
        keys = {(table, column): key for table, column, key in data["keys"]}
        return cls(data["file"], tables, settings, keys)


def opened_list(data: bytes, name: str = "") -> ClassList:
    """Return the class list of a file's bytes, or of pasted cells; `name` is that of the file.

    Raises InvalidInput where they are no table, or too long a one.
    """
    file = PureWindowsPath(PurePosixPath(name).name).name or _("class")
    found = read_tables_within_limits(data, Path(file))
    own = found[Language(message_language())]
    settings = next((settings_in(table) for table in own if is_settings(table)), ())
    tables = {
        each: tuple(_without_needless(table) for table in every if not is_settings(table))
        for each, every in found.items()
    }
    opened = ClassList(file, tables, settings)
    people = sum(not row.is_blank for table in opened.own for row in table.rows)
    MOST_PEOPLE.check(people, file)
    return opened


def _without_needless(table: RosterTable) -> RosterTable:
    """Return a table without the cells that the program which exported it has for itself alone."""
    program = program_of(table.titles.cells)
    if program is None:
        return table
    titles = enumerate(table.titles.cells, start=1)
    own = set(map(normal, program.only))
    needless = [n for n, title in titles if program.key_of(title) == "" and normal(title) not in own]
    return replace(table, rows=tuple(without_cells(row, needless) for row in table.rows))


def _title_of(tables: tuple[RosterTable, ...], number: int, column: int) -> str:
    """Return the title of a column, with its letters where no title or another column has the same."""
    title = tables[number].titles.cells[column - 1]
    same = [each for table in tables for each in table.titles.cells if normal(each) == normal(title)]
    return title if title.strip() and len(same) == 1 else f"{title} ({number + 1}{letters(column)})".strip()


def _mended(
    row: RawRow, number: int, cells: Mapping[Place, str], table: RosterTable, sure: Collection[Place]
) -> RawRow:
    """Return a row with other texts in some cells, and without the faults of these and of sure ones."""
    width = len(table.titles.cells)
    places = [(number, row.number, column) for column in range(1, len(row.cells) + 1)]
    if not any(place in cells for place in places):
        return row
    texts = [cells.get(place, text) for place, text in zip(places, row.cells, strict=True)]
    surplus = any(text.strip() for text in texts[width:])

    def stays(column: int) -> bool:
        return texts[column - 1] == row.cells[column - 1] and places[column - 1] not in sure

    faults = (each for each in row.faults if (stays(each.column) if each.column else surplus))
    return RawRow(row.number, tuple(texts if surplus else texts[:width]), tuple(faults))


def _faults(table: RosterTable) -> list[list[Any]]:
    rows = (table.titles, *table.rows)
    return [[row.number, fault.column, fault.message] for row in rows for fault in row.faults]


def _faults_of(faults: list[list[Any]], number: int) -> tuple[CellFault, ...]:
    return tuple(CellFault(column, message) for row, column, message in faults if row == number)
