"""Find and read the profiles that a command line names."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from interview_kit.cli.console import show
from interview_kit.model.bank import Bank
from interview_kit.stages.read.profiles import ReadProfile, open_profile, parse_profile, profiles_in
from interview_kit.stages.read.roster import is_roster, read_roster
from interview_kit.stages.read.text_file import LARGEST_FILE
from interview_kit.stages.select.keep_drop import wrong_choices
from interview_kit.support.errors import InvalidInput, Notice

if TYPE_CHECKING:
    from interview_kit.cli.config_file.overrides import Overrides
    from interview_kit.stages.read.roster.rows import Roster, RosterRow

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """What one profile says, or why it is refused; `folder` is the folder or roster it was named by, else "".

    Of a roster's profile, `row` is its row, and `roster` the whole of which it is one.
    """

    folder: str
    found: ReadProfile | InvalidInput
    roster: Roster | None = None
    row: RosterRow | None = None


def profiles_from(
    sources: tuple[str, ...], bank: Bank, delimiter: str = "", changes: Overrides | None = None
) -> Iterator[Source]:
    """Return one result for each profile with the changes made in it, checked against the bank.

    A folder without profiles is one refusal, and so is a roster that cannot be read. What is guessed about a
    roster's columns is said before its first profile.
    """
    for source in _unchanged(sources, bank, delimiter):
        if changes is None or isinstance(source.found, InvalidInput):
            yield source
        else:
            yield replace(source, found=_changed(source.found, changes, bank))


def _changed(read: ReadProfile, changes: Overrides, bank: Bank) -> ReadProfile | InvalidInput:
    try:
        found = _checked(changes.made_in(read), bank)
    except InvalidInput as error:
        return error
    if isinstance(found, InvalidInput):  # what was set stands in no line of the profile
        return InvalidInput(
            tuple(each if each.line else replace(each, line=None, column=None) for each in found.problems)
        )
    return found


def _unchanged(sources: tuple[str, ...], bank: Bank, delimiter: str) -> Iterator[Source]:
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
    show(about_roster(roster))
    yield from (Source(path.stem, row.found, roster, row) for row in roster.rows)


def about_roster(roster: Roster) -> tuple[Notice, ...]:
    """Return what was guessed about a roster's columns, and what else holds for all rows."""
    guesses = (Notice(roster.file, None, None, "", str(guess)) for guess in roster.guesses)
    return (*guesses, *roster.notices)


def read_checked_roster(path: Path, bank: Bank, delimiter: str = "") -> Roster:
    """Return a roster whose profiles are checked against the bank too.

    Raises InvalidInput where it cannot be read, and where the values that its rows share do not fit the bank.
    """
    roster = read_roster(path, delimiter)
    rows = tuple(replace(row, found=_checked(row.found, bank)) for row in roster.rows)
    refused = (row.found.problems for row in rows if isinstance(row.found, InvalidInput))
    # What stands in the file beside the roster is said once, not for every row.
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
    if isinstance(read, InvalidInput):
        return read
    wrong = wrong_choices(bank, read.profile)
    return InvalidInput(tuple(read.problem(*each) for each in wrong)) if wrong else read
