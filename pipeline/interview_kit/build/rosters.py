"""Read the rosters of a build within limits, and check their rows against the bank.

Rows come packed, some hundred in a piece that is unpacked when they are looked at: a large class is small.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from interview_kit.build.limits import Limits, Why
from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.stages.read.profiles import ReadProfile
from interview_kit.stages.read.roster import parse_rosters, parse_tables, roster_bytes
from interview_kit.stages.select.bank_ids import wrong_choices
from interview_kit.support.errors import InvalidInput, Notice, Origin
from interview_kit.support.i18n import N_, message_language, use_language
from interview_kit.support.positions import Data

if TYPE_CHECKING:
    from interview_kit.stages.read.roster.rows import Roster, RosterRow
    from interview_kit.stages.read.roster.table import RosterTable

T = TypeVar("T")
Change = Callable[[ReadProfile], ReadProfile]

NO_TITLES: Mapping[str, str] = MappingProxyType({})

# The limits of reading a roster.
SECONDS = 60
# With what Python and its libraries take, the process stays below a gigabyte.
MEMORY = 850 * 1024**2
# Starting a process takes a third of a second. CSV repeats nothing: a row of two bytes becomes one of 15 kB.
_SMALL = 32 * 1024
_TEMPLATES = {
    Why.TIME: N_("reading this takes longer than {seconds:g} seconds; divide it into several rosters"),
    Why.MEMORY: N_("reading this takes more than {memory} MiB of memory; divide it into several rosters"),
    Why.DIED: N_(
        "the process that read this was ended ({how}): perhaps it needs too much memory; "
        "divide it into several rosters, or open it in a spreadsheet program and save it again"
    ),
}


_ROWS_A_PIECE = 200


def tried(function: Callable[..., T], *arguments: object) -> T | InvalidInput:
    """Return what `function` returns, or the InvalidInput that it raises."""
    try:
        return function(*arguments)
    except InvalidInput as error:
        return error


def read_tables_within_limits(data: bytes, path: Path) -> dict[Language, tuple[RosterTable, ...]]:
    """Return the tables of a roster's bytes as `parse_tables` does, with messages in each language.

    Raises InvalidInput, also if reading exceeds a limit.
    """
    return _within_limits(_parse_in_each_language, data, path)


def _parse_in_each_language(data: bytes, path: Path) -> dict[Language, tuple[RosterTable, ...]]:
    own = Language(message_language())
    found = {own: parse_tables(data, path)}  # first, as it may be refused
    for language in Language:
        if language is not own:
            with use_language(language):
                found[language] = parse_tables(data, path)
    return found


def _within_limits(read: Callable[..., T], data: bytes, path: Path, *others: object) -> T:
    if len(data) <= _SMALL and not data.startswith(b"PK"):
        return read(data, path, *others)
    from interview_kit.build.worker_process import run_limited

    budget = Limits(SECONDS, MEMORY)
    return run_limited(read, data, path, *others, budget=budget, file=str(path), templates=_TEMPLATES)


def read_checked_rosters(
    path: Path,
    bank: Bank,
    delimiter: str = "",
    titles: Mapping[str, str] = NO_TITLES,
    data: bytes | None = None,
    change: Change | None = None,
) -> tuple[Roster, ...]:
    """Return rosters as `parse_rosters` does, with each profile checked against the bank too.

    Their rows are packed. `data` are the bytes if they are no file's. Raises InvalidInput also where the
    defaults shared by the rows do not fit the bank, and where reading exceeds a limit.
    """
    data = roster_bytes(path) if data is None else data
    return _within_limits(_packed_rosters, data, path, delimiter, dict(titles), change, bank.choosing)


def _packed_rosters(
    data: bytes,
    path: Path,
    delimiter: str,
    titles: Mapping[str, str],
    change: Change | None,
    choosing: SelectionRules,
) -> tuple[Roster, ...]:
    return tuple(map(packed, checked_rosters(parse_rosters(data, path, delimiter, titles, change), choosing)))


def checked_rosters(rosters: Iterable[Roster], choosing: SelectionRules) -> tuple[Roster, ...]:
    """Return rosters with each profile also checked against the bank's rules.

    Raises InvalidInput where the defaults shared by the rows do not fit them.
    """
    checked = []
    for roster in rosters:
        rows = tuple(_checked(row, choosing) for row in roster.rows)
        refused = (row.found.problems for row in rows if isinstance(row.found, InvalidInput))
        # Problems in the defaults are reported once, not for every row.
        shared = dict.fromkeys(each for problems in refused for each in problems if each.file != roster.file)
        if shared:
            raise InvalidInput(tuple(shared))
        checked.append(replace(roster, rows=rows))
    return tuple(checked)


def _checked(row: RosterRow, choosing: SelectionRules) -> RosterRow:
    if isinstance(row.found, InvalidInput):
        return row
    found = tried(check_choices, row.found, choosing)
    return row if found is row.found else replace(row, found=found)


def check_choices(read: ReadProfile, choosing: SelectionRules) -> ReadProfile:
    """Return a profile. Raises InvalidInput where it keeps or drops questions that the bank does not have."""
    wrong = wrong_choices(choosing, read.profile)
    if wrong:
        raise InvalidInput(tuple(read.problem(*each) for each in wrong))
    return read


def about_roster(roster: Roster) -> tuple[Notice, ...]:
    """Return notices of the guesses about a roster's columns, and those of the roster."""
    guesses = (Notice(roster.file, None, None, "", str(guess)) for guess in roster.guesses)
    return (*guesses, *roster.notices)


class PackedRows(Sequence["RosterRow"]):
    """Rows that are made anew from bytes of this program's own process each time they are looked at."""

    def __init__(self, rows: Sequence[RosterRow]) -> None:
        """Pack the rows."""
        starts = range(0, len(rows), _ROWS_A_PIECE)
        pieces = (pickle.dumps(rows[start : start + _ROWS_A_PIECE]) for start in starts)
        self._pieces = [zlib.compress(piece, 1) for piece in pieces]
        self._count = len(rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._count

    def __iter__(self) -> Iterator[RosterRow]:
        """Yield each row."""
        for piece in self._pieces:
            yield from pickle.loads(zlib.decompress(piece))

    def __getitem__(self, index: Any) -> Any:
        """Return a row, or a tuple of some."""
        return tuple(self)[index]


def packed(roster: Roster) -> Roster:
    """Return a roster with its rows packed, without the data that their profiles were made from."""
    nothing = Data(Origin(roster.file, 0, 0))
    return replace(roster, rows=PackedRows(tuple(_with_data(row, nothing) for row in roster.rows)))


def _with_data(row: RosterRow, data: Data) -> RosterRow:
    return row if isinstance(row.found, InvalidInput) else replace(row, found=replace(row.found, tree=data))
