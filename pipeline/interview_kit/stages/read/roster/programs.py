"""Recognise the lists that school programs export, from templates/roster/programs.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pydantic import Field

from interview_kit.model.field_types import InputModel
from interview_kit.stages.read.language_words import read_words
from interview_kit.stages.read.roster.vocabulary import is_title_of, normal, vocabulary
from interview_kit.support.paths import TEMPLATES

PROGRAMS_FILE = TEMPLATES / "roster" / "programs.yaml"


class ExportProgram(InputModel):
    """One program's list: the titles that identify it, and what its columns and cells mean."""

    name: str
    known_by: tuple[str, ...]
    columns: dict[str, str]
    passed_over: tuple[str, ...] = ()
    only: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    empty: tuple[str, ...] = ()
    prefix: str = ""
    pupils: bool = False

    def key_of(self, title: str) -> str | None:
        """Return the key that a title is read as, "" where it is passed over, or None."""
        return next((key for known, key in self._meanings() if normal(known) == normal(title)), None)

    def _meanings(self) -> Iterable[tuple[str, str]]:
        return (*self.columns.items(), *((title, "") for title in self.passed_over))

    def cell(self, text: str) -> str:
        """Return the text of a cell without what the program adds to it."""
        text = text.removeprefix(self.prefix) if self.prefix else text
        return "" if text.strip().casefold() in self.empty else text


class ExportPackage(InputModel):
    """Lists that a program exports together: of people, of who is in which class, and of the classes.

    The three are names of files; the others are titles of their columns. `only` are the cells of students.
    """

    people: str
    id: str
    enrollments: str
    of_person: str
    of_class: str
    classes: str
    class_id: str
    class_title: tuple[str, ...]
    only: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Programs(InputModel):
    """The contents of programs.yaml."""

    no_people: tuple[str, ...]
    packages: tuple[ExportPackage, ...]
    programs: tuple[ExportProgram, ...]


@cache
def programs() -> Programs:
    """Return the contents of programs.yaml, which is read once. Raises InvalidInput."""
    return read_words(Programs, PROGRAMS_FILE)


def program_of(titles: Iterable[str]) -> ExportProgram | None:
    """Return the program that exports a list with these titles, or None."""
    given = set(map(normal, titles))
    return next((each for each in programs().programs if given.issuperset(map(normal, each.known_by))), None)


def is_of_pupils(titles: tuple[str, ...]) -> bool:
    """Return whether a list with these titles is one of the pupils of a school."""
    program = program_of(titles)
    return bool(program and program.pupils) or any(
        is_title_of(vocabulary().of_pupils, each) for each in titles
    )
