"""Read a zip of lists: files that a school's program exports together, or lists of several classes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from interview_kit.stages.read.roster.archive import looks_like_a_spreadsheet
from interview_kit.stages.read.roster.csv_table import csv_table
from interview_kit.stages.read.roster.people_rows import students_in
from interview_kit.stages.read.roster.programs import ExportPackage, programs
from interview_kit.stages.read.roster.table import LARGEST_ROSTER, MIB, RawRow, RosterTable, refusal
from interview_kit.stages.read.roster.vocabulary import normal
from interview_kit.support.i18n import _, _n
from interview_kit.support.safe_zip import Fault, SafeZip, ZipFault, ZipLimits

_LIMITS = ZipLimits(500, LARGEST_ROSTER)
_TEXTS = (".csv", ".tsv", ".txt")
_WORKBOOKS = (".xlsx", ".ods")
# Parts of the file of a program, which is a zip, too.
_OF_A_PROGRAM = re.compile(r"\[Content_Types\]\.xml|mimetype|(xl|word|ppt|Index)/.*", re.IGNORECASE)
# What the name of a sheet cannot have, and how long it may be.
_NO_SHEET, _LONGEST_SHEET = re.compile(r"[\[\]:*?/\\\x00-\x1f]+"), 31

Read = Callable[[bytes, str], tuple[RosterTable, ...]]


def zip_of_lists(data: bytes) -> SafeZip | None:
    """Return the zip with lists that bytes are, or None where they are something else."""
    try:
        archive = SafeZip(data, _LIMITS) if data.startswith(b"PK") else None
    except ZipFault:
        return None
    if archive is None or any(map(_OF_A_PROGRAM.fullmatch, archive.names)):
        return None
    return archive if any(_lists_in(archive)) else None


def zipped_tables(
    archive: SafeZip, file: str, delimiter: str, given: Mapping[str, str], read: Read
) -> tuple[RosterTable, ...]:
    """Return the tables of the lists in a zip, each with a name; `read` returns those of a workbook.

    Where the lists belong together, there is one for each class, of its students. Raises InvalidInput.
    """
    try:
        for fault in archive.faults():
            if fault.fault is not Fault.NAME:  # nothing is unpacked into a folder
                raise fault
        members = {name: archive.read(name) for name in _lists_in(archive)}
    except ZipFault as error:
        raise refusal(file, _about(error.fault)) from error
    own = {PurePosixPath(name).name.casefold(): name for name in members}
    package = next(
        (each for each in programs().packages if {each.people, each.enrollments} <= set(own)), None
    )

    def table(name: str) -> RosterTable:
        is_of_people = package is None or name == package.people
        return csv_table(members[own[name]], f"{file}/{own[name]}", delimiter, given, of_people=is_of_people)

    if package:
        parts = [package.people, package.enrollments, *({package.classes} & set(own))]
        every = tuple(_classes(package, {name: table(name) for name in parts}, sorted(set(own) - set(parts))))
    else:
        every = tuple(
            each for name in members for each in _alone(name, members[name], file, delimiter, given, read)
        )
    if not every:
        raise refusal(file, _("no student is enrolled in a class of these lists"))
    return tuple(_named(every, file))


def _lists_in(archive: SafeZip) -> Iterator[str]:
    for name in sorted(archive.names):
        parts = PurePosixPath(name).parts
        is_of_a_system = "__MACOSX" in parts or parts[-1:] == () or parts[-1].startswith((".", "~$"))
        if not is_of_a_system and name.casefold().endswith((*_TEXTS, *_WORKBOOKS)):
            yield name


def _about(fault: Fault) -> str:
    if fault is Fault.LOCKED:
        return _("this zip file is locked by a password; unpack it, and take the lists in it")
    if fault in (Fault.TOTAL, Fault.RATIO, Fault.MEMBERS):
        return _(
            "this zip file holds too much: the most is {most} MiB unzipped; take the lists in it one by one",
            most=LARGEST_ROSTER // MIB,
        )
    return _("this zip file is damaged; unpack it")


def _alone(
    name: str, data: bytes, file: str, delimiter: str, given: Mapping[str, str], read: Read
) -> Iterator[RosterTable]:
    """Yield the tables of a list that belongs to no other one. Raises InvalidInput."""
    stem, where = PurePosixPath(name).stem, f"{file}/{name}"
    if not looks_like_a_spreadsheet(data):
        yield replace(csv_table(data, where, delimiter, given), sheet=stem)
        return
    tables = read(data, where)
    for each in tables:
        yield replace(each, sheet=f"{stem} {each.sheet}" if len(tables) > 1 else stem)


def _classes(
    package: ExportPackage, tables: Mapping[str, RosterTable], others: Collection[str]
) -> Iterator[RosterTable]:
    """Yield a table for each class, of the people who are enrolled in it as students.

    Where it does not show who is enrolled, there is one of all people.
    """
    people, enrollments = tables[package.people], tables[package.enrollments]
    id_of, person_of = _cell(people, package.id), _cell(enrollments, package.of_person)
    class_of = _cell(enrollments, package.of_class)
    if not (id_of and person_of and class_of):
        yield people
        return
    enrolled: dict[str, set[str]] = {}
    is_student = students_in(enrollments, package.only)
    for row in enrollments.rows:
        if is_student(row):
            enrolled.setdefault(class_of(row), set()).add(person_of(row))
    titles = _titles(package, tables.get(package.classes))
    told = (*people.told, *_about_others(others), *_about_strangers(people, id_of, enrolled, package))
    for name in [
        *(each for each in titles if each in enrolled),
        *(each for each in enrolled if each not in titles),
    ]:
        rows = tuple(row for row in people.rows if id_of(row) in enrolled[name])
        if rows:
            yield replace(people, rows=rows, sheet=titles.get(name, name), told=told)
            told = ()


def _titles(package: ExportPackage, classes: RosterTable | None) -> dict[str, str]:
    """Return the titles of classes by id."""
    found = _cell(classes, package.class_id) if classes else None
    if classes is None or found is None:
        return {}
    titles = [each for each in (_cell(classes, title) for title in package.class_title) if each]
    return {
        found(row): next(filter(None, (title(row) for title in titles)), found(row)) for row in classes.rows
    }


def _about_others(names: Collection[str]) -> Iterator[str]:
    if names:
        message = _("the zip also has {names}, which say nothing about a kit", names=", ".join(names))
        yield message


def _about_strangers(
    people: RosterTable,
    id_of: Callable[[RawRow], str],
    enrolled: Mapping[str, Collection[str]],
    package: ExportPackage,
) -> Iterator[str]:
    every = {person for each in enrolled.values() for person in each}
    is_student = students_in(people)
    number = sum(is_student(row) and id_of(row) not in every for row in people.rows if not row.is_blank)
    if number:
        yield _n(
            "{n} person of {people} is in no class of {enrollments}, and is passed over",
            "{n} people of {people} are in no class of {enrollments}, and are passed over",
            number,
            people=package.people,
            enrollments=package.enrollments,
        )


def _cell(table: RosterTable, title: str) -> Callable[[RawRow], str] | None:
    """Return a function from a row to its cell in the column of a title, or None where there is none."""
    titles = [normal(each) for each in table.titles.cells]
    if normal(title) not in titles:
        return None
    place = titles.index(normal(title))
    return lambda row: row.cells[place].strip() if place < len(row.cells) else ""


def _named(tables: Collection[RosterTable], file: str) -> Iterator[RosterTable]:
    """Yield the tables as those of one file, each with a name that a sheet of a workbook can have."""
    taken: set[str] = set()
    for table in tables:
        wanted = " ".join(_NO_SHEET.sub(" ", table.sheet).split()).strip("'")[:_LONGEST_SHEET].strip()
        name, number = wanted or "1", 1
        while name.casefold() in taken:
            number += 1
            name = f"{wanted[: _LONGEST_SHEET - 4]} {number}"
        taken.add(name.casefold())
        yield replace(table, file=file, sheet=name)
