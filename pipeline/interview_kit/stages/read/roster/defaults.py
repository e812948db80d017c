"""Read what is the same for a whole class: from a sheet of its workbook, and from `<stem>.defaults.yaml`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from interview_kit.model.profile import Profile
from interview_kit.stages.read.roster.cells import data_of, merged
from interview_kit.stages.read.roster.column_titles import Column, match_exactly
from interview_kit.stages.read.roster.positions import CellOrigin
from interview_kit.stages.read.roster.table import RosterTable, place
from interview_kit.stages.read.roster.vocabulary import normal, titles
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.stages.read.typed_values import as_meant
from interview_kit.stages.read.validation import REQUIRED, check
from interview_kit.support.errors import InvalidInput, Notice, Problem, did_you_mean
from interview_kit.support.i18n import N_, _, join_with_and
from interview_kit.support.positions import Data, Text, path_for_people

_NOT_KNOWN = N_("this title is not known{near}")
_NEAR_MISS = re.compile(r"(?P<of>.*?)\.?defaults?\.ya?ml(\.txt)?", re.IGNORECASE)
_ROSTERS = (".csv", ".tsv", ".txt", ".text", ".xlsx", ".ods")


@dataclass(frozen=True, slots=True)
class Defaults:
    """The data that apply to every row, or None, with the files and sheets they are from, and notices.

    `path` is that of the file of defaults, or "", and `cells` are the titles and values of the sheet.
    """

    data: Data | None = None
    files: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    path: str = ""
    cells: tuple[tuple[str, ...], ...] = ()


def read_defaults(path: Path | None, sheet: RosterTable | None, name: str) -> Defaults:
    """Return the defaults of a roster, which may have a sheet of them and a file beside it; the sheet wins.

    Without a path, there is nothing beside it; `name` is the roster's. Raises InvalidInput with all problems
    of the one or the other.
    """
    file = path and path.with_name(f"{path.stem}.defaults.yaml")
    found: list[Data] = []
    notices: list[Notice] = []
    beside = read_yaml(file) if file and os.path.exists(file) else None
    for tree in (_from_sheet(sheet) if sheet else None, beside):
        if tree is None:
            continue
        _ignored, told = as_meant(tree)
        notices += (each.at.located(Notice, path_for_people(each.parts), each.message) for each in told)
        found.append(check_part(tree))
    if not found:
        return Defaults()
    names = [each.at.file for each in found]
    message = _("settings for the whole class are read from {places}", places=join_with_and(names))
    whole = merged(found[0], found[1]) if len(found) > 1 else found[0]
    about = Notice(name, None, None, "", message)
    path_of_file = str(file) if names[-1] == str(file) else ""
    cells = tuple(row.cells[:2] for row in (sheet.titles, *sheet.rows)) if sheet else ()
    return Defaults(whole, tuple(names), (about, *notices), path_of_file, cells)


def _from_sheet(table: RosterTable) -> Data | None:
    """Return the data of a sheet with a title and its value in each row, or None without values.

    Raises InvalidInput.
    """
    cells: list[tuple[int, Column, str]] = []
    problems: list[Problem] = []
    for row in (table.titles, *table.rows):
        title, value = (*row.cells, "", "")[:2]
        if not value.strip():
            continue
        column = match_exactly(2, title)
        if column is None:
            message = _(_NOT_KNOWN, near=did_you_mean(normal(title), titles()))
            problems.append(Problem(table.file, None, None, "", message, place(row.number, 1, title)))
        else:
            cells.append((row.number, column, value))
        problems += (
            Problem(table.file, None, None, "", fault.message, place(row.number, fault.column, title))
            for fault in row.faults
            if fault.column <= 2
        )
    data, _ignored = data_of(cells, CellOrigin(table.file, 0, 0))
    if problems:
        try:
            check_part(data)
        except InvalidInput as error:
            problems += error.problems
        raise InvalidInput(tuple(sorted(problems, key=lambda each: each.cell.row if each.cell else 0)))
    return data if cells else None


def check_part(tree: Data) -> Data:
    """Return part of a profile as it is meant; required keys may be missing. Raises InvalidInput."""
    meant, _ignored = as_meant(tree)
    whole = (
        meant if "name" in meant else Data(tree.at).take(meant).add(Text("name", tree.at), Text("-", tree.at))
    )
    try:
        check(Profile, whole)
    except InvalidInput as error:
        wrong = tuple(problem for problem in error.problems if problem.message != _(REQUIRED))
        if wrong:
            raise InvalidInput(wrong) from error
    return meant


def near_misses(folder: Path, stem: str = "") -> Iterator[Notice]:
    """Yield a notice for each file of a folder whose name is nearly that of a file of defaults.

    `stem` is that of the roster whose defaults are wanted, "" for none. A file that belongs to another roster
    of the folder has none.
    """
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    own = f"{stem}.defaults.yaml"
    rosters = {os.path.splitext(name) for name in names}
    stems = {of.casefold() for of, ending in rosters if ending.casefold() in _ROSTERS} - {stem.casefold()}
    for name in names:
        found = _NEAR_MISS.fullmatch(name)
        if not found or name == own:
            continue
        of = found["of"].casefold()
        if of in stems or os.path.splitext(of)[0] in stems:
            continue
        wanted = own if stem else _("<roster>.defaults.yaml, beside the roster <roster>.xlsx")
        message = _("this file is not read; settings for the whole class would be in {name}", name=wanted)
        yield Notice(str(folder / name), None, None, "", message)
