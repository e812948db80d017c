"""Find and read the profiles of a build: files, folders, rosters, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from interview_kit.build.limits import Limits, Why
from interview_kit.model.bank import Bank
from interview_kit.stages.read.profiles import ReadProfile, open_profile, parse_profile, profiles_in
from interview_kit.stages.read.roster import is_roster, parse_roster, roster_bytes
from interview_kit.stages.read.text_file import LARGEST_FILE
from interview_kit.stages.select.bank_ids import wrong_choices
from interview_kit.support.errors import InvalidInput, Located, Notice
from interview_kit.support.i18n import N_, _, join_with_and
from interview_kit.support.output_folder import file_stem

if TYPE_CHECKING:
    from interview_kit.stages.read.overrides import Overrides
    from interview_kit.stages.read.roster.rows import Roster, RosterRow

T = TypeVar("T")

STANDARD_INPUT = "-"

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

    `folder` is the name of the folder or roster it comes from, or "", and `origin` its path; `row` and
    `roster` are set for a profile from a roster. The first profile of a roster has the `notices` of the whole
    roster.
    """

    folder: str
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
    sources: Sequence[str], bank: Bank, delimiter: str = "", changes: Overrides | None = None
) -> Iterator[Source]:
    """Yield a Source for each profile, with the overrides applied, and checked against the bank.

    A folder without profiles or a roster that cannot be read yields one refusal.
    """
    for source in _unchanged(sources, bank, delimiter):
        if changes is None or isinstance(source.found, InvalidInput):
            yield source
        else:
            yield replace(source, found=_tried(_changed, source.found, changes, bank))


def _tried(function: Callable[..., T], *arguments: object) -> T | InvalidInput:
    """Return what `function` returns, or the InvalidInput that it raises."""
    try:
        return function(*arguments)
    except InvalidInput as error:
        return error


def _changed(read: ReadProfile, changes: Overrides, bank: Bank) -> ReadProfile:
    return check_choices(changes.made_in(read), bank)


def _unchanged(sources: Sequence[str], bank: Bank, delimiter: str) -> Iterator[Source]:
    for source in sources:
        path = Path(source)
        if source == STANDARD_INPUT:
            yield Source("", _tried(_read, source, bank))
        elif os.path.isdir(path):
            yield from _in_folder(path, bank)
        elif is_roster(path):
            yield from _in_roster(path, bank, delimiter)
        else:
            yield Source("", _tried(_read, source, bank))


def _in_folder(path: Path, bank: Bank) -> Iterator[Source]:
    folder = path.resolve().name
    files = _tried(profiles_in, path)
    if isinstance(files, InvalidInput):
        yield Source(folder, files)
    else:
        yield from (Source(folder, _tried(_read, str(file), bank), origin=str(path)) for file in files)


def _in_roster(path: Path, bank: Bank, delimiter: str) -> Iterator[Source]:
    roster = _tried(read_checked_roster, path, bank, delimiter)
    if isinstance(roster, InvalidInput):
        yield Source(path.stem, roster)
        return
    notices = about_roster(roster)
    for row in roster.rows:
        yield Source(path.stem, row.found, roster, row, notices, str(path))
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


def read_roster_within_limits(path: Path, delimiter: str = "") -> Roster:
    """Return a roster as `read_roster` does. Raises InvalidInput also if reading exceeds a limit."""
    data = roster_bytes(path)
    if len(data) <= _SMALL and not data.startswith(b"PK"):
        return parse_roster(data, path, delimiter)
    from interview_kit.build.worker_process import run_limited

    budget = Limits(SECONDS, MEMORY)
    return run_limited(
        parse_roster, data, path, delimiter, budget=budget, file=str(path), templates=_TEMPLATES
    )


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


def _read(name: str, bank: Bank) -> ReadProfile:
    if name != STANDARD_INPUT:
        return check_choices(open_profile(Path(name)), bank)
    typed = sys.stdin.buffer.read(LARGEST_FILE + 1) if sys.stdin else b""
    return check_choices(parse_profile(typed, name), bank)


def _checked(read: ReadProfile | InvalidInput, bank: Bank) -> ReadProfile | InvalidInput:
    return read if isinstance(read, InvalidInput) else _tried(check_choices, read, bank)


def check_choices(read: ReadProfile, bank: Bank) -> ReadProfile:
    """Return a profile. Raises InvalidInput where it keeps or drops questions that the bank does not have."""
    wrong = wrong_choices(bank, read.profile)
    if wrong:
        raise InvalidInput(tuple(read.problem(*each) for each in wrong))
    return read
