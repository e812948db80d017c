"""Collect filled kits: read a folder, write the table and the summary, and return what was found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from interview_kit.build.worker_process import LimitedWorker
from interview_kit.model.bank import Bank
from interview_kit.model.document import Document
from interview_kit.model.enums import Language
from interview_kit.model.language import language_of
from interview_kit.model.theme import Paper, Theme
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.stages.read.theme import load_theme
from interview_kit.support.csv_safe import csv_bytes
from interview_kit.support.errors import InvalidInput, Located, Notice, Problem, ThemeError, refusal
from interview_kit.support.i18n import _, _n
from interview_kit.support.output_folder import write_file
from interview_kit.tools.bank_source import words_of
from interview_kit.tools.collect.attendance import Attendance, Student, attendance_of, students_of
from interview_kit.tools.collect.class_list import class_sources, folder_of_build, people_of
from interview_kit.tools.collect.drawing import BUDGET, DRAWING, draw
from interview_kit.tools.collect.folder import Collected, ReturnedKit, read_folder
from interview_kit.tools.collect.marks import (
    USUAL_NAME,
    Marks,
    kept_copies,
    left_over,
    read_marks,
    refuse_if_open,
    without_consent,
    write_csv,
    write_marked,
)
from interview_kit.tools.collect.remarks import remarks_on, strangers_in
from interview_kit.tools.collect.reminders import write_reminders
from interview_kit.tools.collect.sheets import Sheet
from interview_kit.tools.collect.students import missing_sheet, students_sheet
from interview_kit.tools.collect.summary import one_a_person, summary
from interview_kit.tools.collect.table import answers_sheet, cell, table

_WORKBOOK, _TEXT = ".xlsx", ".csv"
_SUMMARY, _NAMELESS = "{}-summary.{}", "{}-summary-without-names.{}"
_LONG = "{}-long-answers.txt"


@dataclass(frozen=True, slots=True)
class CollectReport:
    """The result of collecting: the kits read, the files refused, and the paths of what was written.

    `messages` holds all problems and notices in order, those of refused files included. `answers` is the
    number of rows of the table, `summaries` are those that could be drawn, and `long_answers` is the file
    with the answers that do not fit a cell, or None. `attendance` is None where it is not known whose kits
    are expected. `without_consent` are the people who have a consent form and have not agreed in it,
    and `reminders` the drafts to those who are missing.
    """

    kits: tuple[ReturnedKit, ...]
    refused: tuple[Problem, ...]
    messages: tuple[Located, ...]
    answers: int
    table: Path
    summaries: tuple[Path, ...]
    attendance: Attendance | None
    long_answers: Path | None = None
    without_consent: tuple[str, ...] = ()
    reminders: tuple[Path, ...] = ()


def _tell_nobody(message: str, files: int) -> None:
    """Do nothing."""


def collect(
    folder: Path | str,
    *,
    output: Path | str | None = None,
    class_source: Path | str | Sequence[Path | str] | None = None,
    theme: Path | str = "base",
    paper: Paper | str | None = None,
    language: Language | str | None = None,
    email_list: bool = False,
    found: Collected | None = None,
    on_progress: Callable[[str, int], object] = _tell_nobody,
) -> CollectReport:
    """Read every filled kit of a folder, write a table and a summary, and return what was found.

    The table `output` (.xlsx or .csv; `_answers.xlsx` in the folder) keeps what was typed. `class_source` is
    one or more of a roster, a folder of profiles and the output of a build. `language` is by default that of
    most kits. `email_list` writes drafts to those missing. `found` was read of the folder before, and is not
    read again. `on_progress` gets messages and file counts.
    Raises InvalidInput, ThemeError, BankError, MissingLibrary, OutputProblem.
    """
    folder, sources = Path(folder), class_sources(class_source)
    target = _table_file(Path(output) if output else folder / USUAL_NAME)
    looks = load_theme(theme, paper=Paper(paper) if paper else None)
    refuse_if_open(target)
    with LimitedWorker() as worker:
        bank = words_of(looks, worker)
        found = found or _read(folder, target, sources, worker, on_progress)
        messages: list[Located] = list(found.refused)
        people = people_of(folder, sources, bank, messages)
        students = students_of(people, found.kits)
        marks = read_marks(target, students, worker, messages)
        attendance = attendance_of(students, marks.on_paper) if people else None
        messages += (*strangers_in(folder, attendance), *left_over(target, marks)) if attendance else ()
        messages += remarks_on(found.kits)
        renderer = TextRenderer(bank, Language(language) if language else _main_language(found.kits), {})
        rows = table(found.kits, renderer)
        sheets = _sheets(rows, students, marks, renderer, people)
        _write_table(target, rows, sheets, marks, bank, worker, messages)
        long = _write_long_answers(found.kits, files_beside(target)[-1], messages)
        on_progress(_("drawing the summary"), len(found.kits))
        drawn = tuple(_summaries_of(target, found.kits, attendance, renderer, looks, worker, messages))
    messages += _of_an_earlier_run(target, (*drawn, long))
    reminders = write_reminders(target.parent, students, marks.on_paper, bank, messages) if email_list else ()
    written = (len(rows) - 1, target, drawn, attendance, long, without_consent(students, marks.consenting))
    return CollectReport(found.kits, found.refused, tuple(messages), *written, reminders)


def _read(
    folder: Path,
    target: Path,
    sources: Sequence[Path],
    worker: LimitedWorker,
    on_progress: Callable[[str, int], object],
) -> Collected:
    built = folder_of_build(folder, sources)
    found = read_folder(folder, worker, _own_files(folder, target), on_progress, built)
    if not found.kits:
        nothing = Problem(str(folder), None, None, "", _("there is no filled kit in this folder"))
        raise InvalidInput((*found.refused, nothing))
    return found


def _write_table(
    target: Path,
    rows: Sequence[Sequence[str]],
    sheets: tuple[Sheet, ...],
    marks: Marks,
    bank: Bank,
    worker: LimitedWorker,
    messages: list[Located],
) -> None:
    if target.suffix.casefold() == _TEXT:
        write_csv(target, csv_bytes(rows), _titles_of_csv(bank), messages)
    else:
        write_marked(target, marks, sheets, worker, messages)


def _titles_of_csv(bank: Bank) -> tuple[bytes, ...]:
    return tuple(csv_bytes(table((), TextRenderer(bank, each, {}))) for each in bank.languages)


def _own_files(folder: Path, target: Path) -> frozenset[Path]:
    """Return the resolved paths of the files that collecting writes, by now or before."""
    tables = (target, folder / USUAL_NAME)
    own = (path for table in tables for path in (table, *files_beside(table), *kept_copies(table)))
    return frozenset(path.resolve() for path in own)


def _sheets(
    rows: Sequence[Sequence[str]],
    students: Sequence[Student],
    marks: Marks,
    renderer: TextRenderer,
    expected: Sequence[object],
) -> tuple[Sheet, ...]:
    """Return the sheets of the table; the last has who is missing, where people are expected."""
    sheets = (
        students_sheet(students, marks.keys, renderer),
        answers_sheet(rows, renderer.label_text("collect.sheet.answers")),
    )
    return (*sheets, missing_sheet(students, marks.keys, marks.on_paper, renderer)) if expected else sheets


def files_beside(table: Path) -> tuple[Path, ...]:
    """Return the paths of the files beside a table: the summaries as PDF and Word, and the long answers."""
    names = (name.format(table.stem, each) for name in (_SUMMARY, _NAMELESS) for each in ("pdf", "docx"))
    return (*map(table.with_name, names), table.with_name(_LONG.format(table.stem)))


def _of_an_earlier_run(table: Path, written: Collection[Path | None]) -> Iterator[Notice]:
    """Yield a notice for each file beside the table that is there and was not written now."""
    for path in files_beside(table):
        if path not in written and path.exists():
            message = _("this is of an earlier run, which read other kits; delete it, or keep it elsewhere")
            yield Notice(str(path), None, None, "", message)


def _table_file(target: Path) -> Path:
    """Return the path of the table. Raises InvalidInput unless it ends in .xlsx or .csv."""
    if target.suffix.casefold() not in (_WORKBOOK, _TEXT):
        message = _(
            "the name of the table has to end in {workbook} or {text}", workbook=_WORKBOOK, text=_TEXT
        )
        raise refusal(str(target), message)
    return target


def _write_long_answers(kits: tuple[ReturnedKit, ...], path: Path, messages: list[Located]) -> Path | None:
    """Write the answers that do not fit a cell of the table, and name their kits; return None for none."""
    parts: list[str] = []
    for kit in kits:
        named = (*kit.filled.texts.items(), *kit.filled.others)
        long = [(name, text) for name, text in named if cell(text) != text]
        if long:
            message = _n(
                "{n} answer is too long for the table, which has its beginning; {path} has it whole",
                "{n} answers are too long for the table, which has their beginnings; {path} has them whole",
                len(long),
                path=path,
            )
            messages.append(Notice(kit.file, None, None, "", message))
        parts += [f"{kit.file}  {name}\n\n{text}\n\n" for name, text in long]
    if parts:
        write_file(path, "".join(parts).encode())
    return path if parts else None


def _summaries_of(
    table: Path,
    kits: tuple[ReturnedKit, ...],
    attendance: Attendance | None,
    renderer: TextRenderer,
    looks: Theme,
    worker: LimitedWorker,
    messages: list[Located],
) -> Iterator[Path]:
    """Write the summaries, with names and without, and yield the paths of those that could be drawn."""
    own = one_a_person(kits)
    for number, path in enumerate(files_beside(table)[:-1]):
        document = summary(own, attendance, renderer.bank, renderer.language, names=number < 2)
        if _write_summary(path, document, looks, worker, messages):
            yield path


def _write_summary(
    path: Path, document: Document, looks: Theme, worker: LimitedWorker, messages: list[Located]
) -> bool:
    """Write the summary in one format, within limits, and return whether it could be drawn."""
    ending = path.suffix.removeprefix(".")
    try:
        data, lacking = worker.run(
            draw, ending, document, looks, budget=BUDGET, file=str(path), templates=DRAWING
        )
    except ThemeError:
        raise
    except InvalidInput as error:
        messages += error.problems
        return False
    if lacking:
        numbers = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(lacking))
        message = _(
            "no font here has these letters, which stand as numbers: {numbers}; the Word file has them",
            numbers=numbers,
        )
        messages.append(Notice(str(path), None, None, "", message))
    write_file(path, data)
    return True


def _main_language(kits: tuple[ReturnedKit, ...]) -> Language:
    """Return the language of most kits; the first of `Language` where several have as many."""
    found = [language_of(kit.filled.form.language) for kit in kits]
    return max(Language, key=found.count)
