"""Find and read the profiles of a build: files, folders, rosters, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interview_kit.build.rosters import (
    NO_TITLES,
    Change,
    about_roster,
    check_choices,
    read_checked_rosters,
    tried,
)
from interview_kit.model.bank import Bank
from interview_kit.stages.read.profiles import ReadProfile, open_profile, parse_profile, profiles_in
from interview_kit.stages.read.roster import holds_a_table, is_roster
from interview_kit.stages.read.roster.table import LARGEST_ROSTER
from interview_kit.support.errors import InvalidInput, Located, Notice

if TYPE_CHECKING:
    from interview_kit.stages.read.overrides import Overrides
    from interview_kit.stages.read.roster.rows import Roster, RosterRow

STANDARD_INPUT = "-"
# The name of the folder of kits from cells that are pasted.
PASTED = "class"


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
    change = changes.made_in if changes else None
    for source in sources:
        path = Path(source)
        if source == STANDARD_INPUT:
            typed = typed_input()
            if holds_a_table(typed):
                yield from _in_roster(path, PASTED, bank, delimiter, titles, change, typed)
            else:
                yield Source((), tried(_parsed, typed, bank, change))
        elif os.path.isdir(path):
            yield from _in_folder(path, bank, change)
        elif is_roster(path):
            yield from _in_roster(path, path.stem, bank, delimiter, titles, change)
        else:
            yield Source((), tried(_read, source, bank, change))


def typed_input() -> bytes:
    """Return the bytes of standard input, at most one more than a roster may have."""
    return sys.stdin.buffer.read(LARGEST_ROSTER + 1) if sys.stdin else b""


def _in_folder(path: Path, bank: Bank, change: Change | None) -> Iterator[Source]:
    folder = (path.resolve().name,)
    files = tried(profiles_in, path)
    if isinstance(files, InvalidInput):
        yield Source(folder, files)
        return
    from interview_kit.stages.read.roster.defaults import near_misses

    notices = tuple(near_misses(path))
    for file in files:
        yield Source(folder, tried(_read, str(file), bank, change), notices=notices, origin=str(path))
        notices = ()


def _in_roster(
    path: Path,
    name: str,
    bank: Bank,
    delimiter: str,
    titles: Mapping[str, str],
    change: Change | None,
    data: bytes | None = None,
) -> Iterator[Source]:
    rosters = tried(read_checked_rosters, path, bank, delimiter, titles, data, change)
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


def _read(name: str, bank: Bank, change: Change | None) -> ReadProfile:
    return _checked(open_profile(Path(name)), bank, change)


def _parsed(typed: bytes, bank: Bank, change: Change | None) -> ReadProfile:
    return _checked(parse_profile(typed, STANDARD_INPUT), bank, change)


def _checked(read: ReadProfile, bank: Bank, change: Change | None) -> ReadProfile:
    return check_choices(change(read) if change else read, bank.choosing)
