"""Find and read the profiles of a build: files, folders, rosters, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from interview_kit.build.limits import Limits, Why
from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.stages.read.profiles import ReadProfile, open_profile, parse_profile, profiles_in
from interview_kit.stages.read.roster import (
    holds_a_table,
    is_roster,
    parse_rosters,
    parse_tables,
    roster_bytes,
)
from interview_kit.stages.read.roster.table import LARGEST_ROSTER
from interview_kit.stages.select.bank_ids import wrong_choices
from interview_kit.support.errors import InvalidInput, Located, Notice
from interview_kit.support.i18n import N_, _, join_with_and, message_language, use_language
from interview_kit.support.output_folder import file_stem

if TYPE_CHECKING:
    from interview_kit.stages.read.overrides import Overrides
    from interview_kit.stages.read.roster.rows import Roster, RosterRow
    from interview_kit.stages.read.roster.table import RosterTable

T = TypeVar("T")
Change = Callable[[ReadProfile], ReadProfile]

STANDARD_INPUT = "-"
# The name of the folder of kits from cells that are pasted.
PASTED = "class"
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


@dataclass(frozen=True, slots=True)
class Source:
    """A profile that was read, or the problems it is refused for.

    `folder` are the names of the folder or the roster it comes from, and of the sheet if that has several; ()
    for a file of one profile. `origin` is its path. `row` and `roster` are set for a profile from a roster.
    The first profile of a roster has the `notices` of the whole roster.
    """

    folder: tuple[str, ...]
    found: ReadProfile | InvalidInput
    roster: Roster | None = None
    row: RosterRow | None = None
    notices: tuple[Notice, ...] = ()
    origin: str = ""

    @property
    def file(self) -> str:
        """Return the path of the roster, or of the profile; "" where it could not be read."""
        if self.roster:
            return self.roster.file
        return "" if isinstance(self.found, InvalidInput) else self.found.file

    @property
    def messages(self) -> tuple[Located, ...]:
        """Return all notices, and the problems of a refused profile."""
        own = self.found.problems if isinstance(self.found, InvalidInput) else self.found.notices
        return (*self.notices, *own)


def profiles_from(
    sources: Sequence[str],
    bank: Bank,
    delimiter: str = "",
    changes: Overrides | None = None,
    titles: Mapping[str, str] = NO_TITLES,
) -> Iterator[Source]:
    """Yield a Source for each profile, with the overrides applied, and checked against the bank.

    `titles` are the keys of column titles in rosters. A folder without profiles or a roster that cannot be
    read yields one refusal.
    """
    change = changes.made_in if changes else _unchanged
    for source in sources:
        path = Path(source)
        if source == STANDARD_INPUT:
            typed = typed_input()
            if holds_a_table(typed):
                yield from _in_roster(path, PASTED, bank, delimiter, titles, change, typed)
            else:
                yield Source((), _tried(_parsed, typed, bank, change))
        elif os.path.isdir(path):
            yield from _in_folder(path, bank, change)
        elif is_roster(path):
            yield from _in_roster(path, path.stem, bank, delimiter, titles, change)
        else:
            yield Source((), _tried(_read, source, bank, change))


def _tried(function: Callable[..., T], *arguments: object) -> T | InvalidInput:
    """Return what `function` returns, or the InvalidInput that it raises."""
    try:
        return function(*arguments)
    except InvalidInput as error:
        return error


def _unchanged(read: ReadProfile) -> ReadProfile:
    return read


def typed_input() -> bytes:
    """Return the bytes of standard input, at most one more than a roster may have."""
    return sys.stdin.buffer.read(LARGEST_ROSTER + 1) if sys.stdin else b""


def _in_folder(path: Path, bank: Bank, change: Change) -> Iterator[Source]:
    folder = (path.resolve().name,)
    files = _tried(profiles_in, path)
    if isinstance(files, InvalidInput):
        yield Source(folder, files)
        return
    from interview_kit.stages.read.roster.defaults import near_misses

    notices = tuple(near_misses(path))
    for file in files:
        yield Source(folder, _tried(_read, str(file), bank, change), notices=notices, origin=str(path))
        notices = ()


def _in_roster(
    path: Path,
    name: str,
    bank: Bank,
    delimiter: str,
    titles: Mapping[str, str],
    change: Change,
    data: bytes | None = None,
) -> Iterator[Source]:
    rosters = _tried(read_checked_rosters, path, bank, delimiter, titles, data, change)
    if isinstance(rosters, InvalidInput):
        yield Source((name,), rosters)
        return
    yield from sources_in(rosters, name, str(path) if data is None else "")


def sources_in(rosters: Iterable[Roster], name: str, origin: str = "") -> Iterator[Source]:
    """Yield a Source for each row of rosters, whose kits go into the folder `name`."""
    for roster in rosters:
        notices = about_roster(roster)
        folder = (name, roster.sheet) if roster.sheet else (name,)
        for row in roster.rows:
            yield Source(folder, row.found, roster, row, notices, origin)
            notices = ()


def about_roster(roster: Roster) -> tuple[Notice, ...]:
    """Return notices of the guesses about a roster's columns, those for all rows, and those of namesakes."""
    guesses = (Notice(roster.file, None, None, "", str(guess)) for guess in roster.guesses)
    return (*guesses, *roster.notices, *_namesakes(roster))


def _namesakes(roster: Roster) -> Iterator[Notice]:
    """Yield a notice for each name that several rows have; case and accents make no difference."""
    rows: dict[str, list[RosterRow]] = {}
    for row in roster.rows:
        if row.name:
            rows.setdefault(file_stem(row.name), []).append(row)
    for alike in (each for each in rows.values() if len(each) > 1):
        message = _(
            "rows {rows} have one name, {name}: their files are told apart by the id, else by the job; "
            "if it is one person, delete a row",
            rows=join_with_and([str(row.number) for row in alike]),
            name=alike[0].name,
        )
        yield Notice(roster.file, None, None, "", message)


def read_rosters_within_limits(
    path: Path,
    delimiter: str = "",
    titles: Mapping[str, str] = NO_TITLES,
    data: bytes | None = None,
    change: Change = _unchanged,
) -> tuple[Roster, ...]:
    """Return rosters as `parse_rosters` does; `data` are the bytes if they are no file's.

    Raises InvalidInput also if reading exceeds a limit.
    """
    data = roster_bytes(path) if data is None else data
    return _within_limits(parse_rosters, data, path, delimiter, dict(titles), change)


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
    change: Change = _unchanged,
) -> tuple[Roster, ...]:
    """Return the rosters of a file with each profile also checked against the bank.

    Raises InvalidInput where it cannot be read, or the defaults shared by its rows do not fit the bank.
    """
    return checked_rosters(read_rosters_within_limits(path, delimiter, titles, data, change), bank)


def checked_rosters(rosters: Iterable[Roster], bank: Bank) -> tuple[Roster, ...]:
    """Return rosters with each profile also checked against the bank.

    Raises InvalidInput where the defaults shared by the rows do not fit the bank.
    """
    checked = []
    for roster in rosters:
        rows = tuple(replace(row, found=_checked(row.found, bank)) for row in roster.rows)
        refused = (row.found.problems for row in rows if isinstance(row.found, InvalidInput))
        # Problems in the defaults are reported once, not for every row.
        shared = dict.fromkeys(each for problems in refused for each in problems if each.file != roster.file)
        if shared:
            raise InvalidInput(tuple(shared))
        checked.append(replace(roster, rows=rows))
    return tuple(checked)


def _read(name: str, bank: Bank, change: Change) -> ReadProfile:
    return check_choices(change(open_profile(Path(name))), bank)


def _parsed(typed: bytes, bank: Bank, change: Change) -> ReadProfile:
    return check_choices(change(parse_profile(typed, STANDARD_INPUT)), bank)


def _checked(read: ReadProfile | InvalidInput, bank: Bank) -> ReadProfile | InvalidInput:
    return read if isinstance(read, InvalidInput) else _tried(check_choices, read, bank)


def check_choices(read: ReadProfile, bank: Bank) -> ReadProfile:
    """Return a profile. Raises InvalidInput where it keeps or drops questions that the bank does not have."""
    wrong = wrong_choices(bank, read.profile)
    if wrong:
        raise InvalidInput(tuple(read.problem(*each) for each in wrong))
    return read
