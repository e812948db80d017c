"""Find and read the profiles of a build: files, folders, rosters, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from interview_kit.build.roster import read_roster_within_limits
from interview_kit.model.bank import Bank
from interview_kit.stages.read.profiles import ReadProfile, open_profile, parse_profile, profiles_in
from interview_kit.stages.read.roster import is_roster
from interview_kit.stages.read.text_file import LARGEST_FILE
from interview_kit.stages.select.bank_ids import wrong_choices
from interview_kit.support.errors import InvalidInput, Located, Notice

if TYPE_CHECKING:
    from interview_kit.stages.read.overrides import Overrides
    from interview_kit.stages.read.roster.rows import Roster, RosterRow

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A profile that was read, or the problems it is refused for.

    `folder` is the name of the folder or roster it comes from, or ""; `row` and `roster` are set for a
    profile from a roster. The first profile of a roster has the `notices` of the whole roster.
    """

    folder: str
    found: ReadProfile | InvalidInput
    roster: Roster | None = None
    row: RosterRow | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def messages(self) -> tuple[Located, ...]:
        """Return all notices, and the problems of a refused profile."""
        own = self.found.problems if isinstance(self.found, InvalidInput) else self.found.notices
        return (*self.notices, *own)


def profiles_from(
    sources: Sequence[str], bank: Bank, delimiter: str = "", changes: Overrides | None = None
) -> Iterator[Source]:
    """Yield a Source for each profile, with the overrides applied, and checked against the bank.

    A folder without profiles or a roster that cannot be read yields one refusal.
    """
    for source in _unchanged(sources, bank, delimiter):
        if changes is None or isinstance(source.found, InvalidInput):
            yield source
        else:
            yield replace(source, found=_changed(source.found, changes, bank))


def _changed(read: ReadProfile, changes: Overrides, bank: Bank) -> ReadProfile | InvalidInput:
    try:
        return _checked(changes.made_in(read), bank)
    except InvalidInput as error:
        return error


def _unchanged(sources: Sequence[str], bank: Bank, delimiter: str) -> Iterator[Source]:
    for source in sources:
        path = Path(source)
        if source == STANDARD_INPUT:
            yield Source("", _read(source, bank))
        elif os.path.isdir(path):
            yield from _in_folder(path, bank)
        elif is_roster(path):
            yield from _in_roster(path, bank, delimiter)
        else:
            yield Source("", _read(source, bank))


def _in_folder(path: Path, bank: Bank) -> Iterator[Source]:
    folder = path.resolve().name
    try:
        names = profiles_in(path)
    except InvalidInput as error:
        yield Source(folder, error)
        return
    yield from (Source(folder, _read(str(name), bank)) for name in names)


def _in_roster(path: Path, bank: Bank, delimiter: str) -> Iterator[Source]:
    try:
        roster = read_checked_roster(path, bank, delimiter)
    except InvalidInput as error:
        yield Source(path.stem, error)
        return
    notices = about_roster(roster)
    for row in roster.rows:
        yield Source(path.stem, row.found, roster, row, notices)
        notices = ()


def about_roster(roster: Roster) -> tuple[Notice, ...]:
    """Return notices of the guesses about a roster's columns, and the notices for all rows."""
    guesses = (Notice(roster.file, None, None, "", str(guess)) for guess in roster.guesses)
    return (*guesses, *roster.notices)


def read_checked_roster(path: Path, bank: Bank, delimiter: str = "") -> Roster:
    """Return a roster with each profile also checked against the bank.

    Raises InvalidInput where it cannot be read, or the defaults shared by its rows do not fit the bank.
    """
    roster = read_roster_within_limits(path, delimiter)
    rows = tuple(replace(row, found=_checked(row.found, bank)) for row in roster.rows)
    refused = (row.found.problems for row in rows if isinstance(row.found, InvalidInput))
    # Problems in the defaults file beside the roster are reported once, not for every row.
    shared = dict.fromkeys(each for problems in refused for each in problems if each.file != roster.file)
    if shared:
        raise InvalidInput(tuple(shared))
    return replace(roster, rows=rows)


def _read(name: str, bank: Bank) -> ReadProfile | InvalidInput:
    try:
        if name == STANDARD_INPUT:
            typed = sys.stdin.buffer.read(LARGEST_FILE + 1) if sys.stdin else b""
            read = parse_profile(typed, name)
        else:
            read = open_profile(Path(name))
    except InvalidInput as error:
        return error
    return _checked(read, bank)


def _checked(read: ReadProfile | InvalidInput, bank: Bank) -> ReadProfile | InvalidInput:
    try:
        return read if isinstance(read, InvalidInput) else check_choices(read, bank)
    except InvalidInput as error:
        return error


def check_choices(read: ReadProfile, bank: Bank) -> ReadProfile:
    """Return a profile. Raises InvalidInput where it keeps or drops questions that the bank does not have."""
    wrong = wrong_choices(bank, read.profile)
    if wrong:
        raise InvalidInput(tuple(read.problem(*each) for each in wrong))
    return read
