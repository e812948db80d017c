"""Define the program's errors, each with its message and exit code, and the problems they list."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, Self, TypeVar

from interview_kit.support.direction import with_isolated_words
from interview_kit.support.i18n import N_, _

_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")


def escape(text: str) -> str:
    """Return `text` safe for a terminal: control, format, surrogate and separator characters become \\u{…}.

    The two zero-width joiners stay: Persian, Hindi and many emoji are misspelt without them, and they cannot
    reorder text. Private-use and unassigned characters are not escaped.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(character) for character in text)


def shown(text: str) -> str:
    """Return `text` safe for a terminal, and its right-to-left words isolated; paths are not shown so."""
    return with_isolated_words(escape(text))


def _escaped(character: str) -> str:
    if character not in _JOINERS and unicodedata.category(character) in _UNSAFE:
        return f"\\u{{{ord(character):x}}}"
    return character


LONGEST_TITLE = 60
LONGEST_MESSAGE = 1000
"""Titles and messages with words of a file in them are cut where they are printed."""


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """Return `, did you mean x?` for the nearest of `known`, or "" where none is near."""
    near = nearest(text, known)
    return _(", did you mean {name}?", name=near) if near else ""


def nearest(text: str, known: Iterable[str]) -> str:
    """Return the nearest of `known`, or "" where none is near; capitals make no difference."""
    from difflib import get_close_matches  # only a mistake needs it

    by_case = {name.casefold(): name for name in known}
    near = get_close_matches(text.casefold()[:100], by_case, n=1)
    return by_case[near[0]] if near else ""


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


@dataclass(frozen=True, slots=True)
class CellRef:
    """A row or cell of a table, as a spreadsheet names it: row number, column letters and column title.

    The row 0 is all rows of a column.
    """

    row: int
    column: str = ""
    title: str = ""

    def __str__(self) -> str:
        """Return `row 7, column C (Minutes)`, without the parts that are unknown."""
        title = f" ({_cut(self.title, LONGEST_TITLE)})" if self.title else ""
        column = _(", column {column}{title}", column=self.column, title=title) if self.column else ""
        return _("row {row}", row=self.row) + column if self.row else column.removeprefix(", ")


@dataclass(frozen=True, slots=True)
class Located:
    """A message about one position in a file; lines and columns count from 1.

    In a table, `cell` is the position, and line and column are None.
    """

    file: str
    line: int | None
    column: int | None
    path: str
    message: str
    cell: CellRef | None = None

    label: ClassVar[str] = ""

    def __str__(self) -> str:
        """Return `file:line:column path: message` in one safe line, without the parts that are unknown.

        In a table: `file row 7, column C (Minutes): message`; the path is added where there is no column.
        """
        numbers = [str(n) for n in (self.line, self.column) if n is not None]
        # The file stays as it is called: people copy it.
        parts = [escape(":".join([self.file, *numbers])), shown(str(self.cell or ""))]
        if not (self.cell and self.cell.column):
            parts.append(shown(self.path))
        place = " ".join(part for part in parts if part)
        label = _(self.label) if self.label else ""
        message = _cut(shown(self.message), LONGEST_MESSAGE)
        return ": ".join(part for part in (place, label, message) if part)


L = TypeVar("L", bound=Located)


@dataclass(frozen=True, slots=True)
class Problem(Located):
    """One reason why a file is refused."""


class Origin(NamedTuple):
    """A source position: file, line and column; the last two count from 1."""

    file: str
    line: int
    column: int

    def located(self, kind: type[L], path: str, message: str) -> L:
        """Return a message of a kind at this position, without line and column where they are 0, for none."""
        return kind(self.file, self.line or None, self.column or None, path, message)

    def problem(self, path: str, message: str) -> Problem:
        """Return a problem at this position."""
        return self.located(Problem, path, message)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without repeats, by file in order of first mention, then by line and column."""
    once = tuple(dict.fromkeys(problems))
    files = tuple(dict.fromkeys(problem.file for problem in once))
    return tuple(sorted(once, key=lambda one: (files.index(one.file), one.line or 0, one.column or 0)))


@dataclass(frozen=True, slots=True)
class Notice(Located):
    """One note on a file that is accepted."""

    label: ClassVar[str] = N_("note")


PartPath = tuple[str | int, ...]
"""The path of a part of a model: keys and list indexes, as in `("gates", "newcomer", 0)`."""


class PartsRefused(ValueError):
    """Raised by a model's validator for parts of the model; `parts` maps the path of each to its message."""

    def __init__(self, parts: Mapping[PartPath, str]) -> None:
        super().__init__("; ".join(f"{'.'.join(map(str, path))}: {said}" for path, said in parts.items()))
        self.parts = dict(parts)


class KitError(Exception):
    """An error that the user can fix; `str()` is its template filled in with its attributes."""

    exit_code: ClassVar[int] = 2
    template: ClassVar[str] = ""

    def __str__(self) -> str:
        """Return the message, safe for a terminal."""
        values = {name: escape(str(value)) for name, value in vars(self).items()}
        return _(self.template, **values)


@dataclass(eq=False)
class InvalidInput(KitError):
    """A file was refused; `problems` holds every reason, in the order of the file."""

    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, file: str, message: str) -> Self:
        """Return the error with one problem that has a file and no position."""
        return cls((Problem(file, None, None, "", message),))

    def __str__(self) -> str:
        """Return one line for each problem."""
        return "\n".join(str(problem) for problem in self.problems)


def refusal(file: str, message: str, line: int | None = None, column: int | None = None) -> InvalidInput:
    """Return the error that refuses a file for one reason."""
    return InvalidInput((Problem(file, line, column, "", message),))


class BankError(InvalidInput):
    """The bank, the texts of the kit, was refused."""


class ThemeError(InvalidInput):
    """A theme was refused."""


@dataclass(eq=False)
class MissingLibrary(KitError):
    """A library that this step needs cannot be loaded; `command` installs it."""

    name: str
    command: str

    exit_code = 3
    template = N_("{name} is missing. To install it, run: {command}")


@dataclass(eq=False)
class OutputProblem(KitError):
    """The output could not be written; `reason` is the operating system's message or the program's own."""

    path: str
    reason: str

    exit_code = 3
    template = N_("cannot write {path}: {reason}")


@dataclass(eq=False)
class OutputLocked(KitError):
    """Another build is writing into the output folder."""

    path: str

    exit_code = 4
    template = N_(
        "another build is writing into {path}; wait until it is done, or name another folder with -o"
    )


@dataclass(eq=False)
class ClusterProblem(KitError):
    """Workers on other machines cannot be used; `reason` is a message."""

    reason: str

    exit_code = 3
    template = "{reason}"


@dataclass(eq=False)
class PortProblem(KitError):
    """A port of this computer cannot be used; `reason` is the operating system's message."""

    port: int
    reason: str

    exit_code = 3
    template = N_("port {port} cannot be used: {reason}; leave --port out to use any free one")
