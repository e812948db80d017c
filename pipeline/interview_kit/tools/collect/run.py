"""Collect filled kits: read a folder, write the table and the summary, and return what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from interview_kit.build.build_state import RECORDS
from interview_kit.build.report import JSON_NAME
from interview_kit.build.sources import profiles_from
from interview_kit.build.worker_process import LimitedWorker
from interview_kit.model.bank import Bank
from interview_kit.model.document import Document
from interview_kit.model.enums import Language
from interview_kit.model.language import rules_of
from interview_kit.model.theme import Paper, Theme
from interview_kit.stages.assemble import owner_key
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.stages.read.theme import load_theme
from interview_kit.support.csv_safe import csv_bytes
from interview_kit.support.errors import InvalidInput, Located, Notice, Problem, ThemeError, refusal
from interview_kit.support.i18n import N_, _, _n
from interview_kit.support.output_folder import write_file
from interview_kit.tools.bank_source import words_of
from interview_kit.tools.collect.attendance import Attendance, ExpectedPerson, attendance_of, people_of_report
from interview_kit.tools.collect.drawing import BUDGET, DRAWING, draw
from interview_kit.tools.collect.folder import Collected, ReturnedKit, read_folder
from interview_kit.tools.collect.summary import noted_answers, one_a_person, shown_answers, summary
from interview_kit.tools.collect.table import cell, table, workbook_table

USUAL_NAME = "_answers.xlsx"
_WORKBOOK, _TEXT = ".xlsx", ".csv"
_SUMMARY, _LONG = "{}-summary.{}", "{}-long-answers.txt"
_MOST_REMARKS = 10


@dataclass(frozen=True, slots=True)
class CollectReport:
    """The result of collecting: the kits read, the files refused, and the paths of what was written.

    `messages` holds all problems and notices in order, those of refused files included. `answers` is the
    number of rows of the table, `summaries` are those that could be drawn, and `long_answers` is the file
    with the answers that do not fit a cell, or None. `attendance` is None where it is not known whose kits
    are expected.
    """

    kits: tuple[ReturnedKit, ...]
    refused: tuple[Problem, ...]
    messages: tuple[Located, ...]
    answers: int
    table: Path
    summaries: tuple[Path, ...]
    attendance: Attendance | None
    long_answers: Path | None = None


def _tell_nobody(message: str, files: int) -> None:
    """Do nothing."""


def collect(
    folder: Path | str,
    *,
    output: Path | str | None = None,
    class_source: Path | str | None = None,
    theme: Path | str = "base",
    paper: Paper | str | None = None,
    language: Language | str | None = None,
    on_progress: Callable[[str, int], object] = _tell_nobody,
) -> CollectReport:
    """Read every filled kit of a folder, write a table and a summary, and return what was found.

    The table is `output` (.xlsx or .csv), by default `_answers.xlsx` in the folder, and the summary (PDF and
    Word) is beside it. `class_source` says whose kits are expected: a roster, a folder of profiles, or the
    output of a build. The default `language` is that of most kits. `on_progress` receives messages and the
    number of files. Raises InvalidInput where there is no kit, ThemeError, BankError, MissingLibrary,
    OutputProblem.
    """
    folder = Path(folder)
    target = _table_file(Path(output) if output else folder / USUAL_NAME)
    looks = load_theme(theme, paper=Paper(paper) if paper else None)
    own = {
        path.resolve() for table in (target, folder / USUAL_NAME) for path in (table, *files_beside(table))
    }
    with LimitedWorker() as worker:
        bank = words_of(looks, worker)
        found = read_folder(folder, worker, frozenset(own), on_progress)
        if not found.kits:
            nothing = Problem(str(folder), None, None, "", _("there is no filled kit in this folder"))
            raise InvalidInput((*found.refused, nothing))
        messages: list[Located] = list(found.refused)
        attendance = _attendance(folder, class_source, bank, found, messages)
        messages += _remarks(found.kits)
        said = Language(language) if language else _main_language(found.kits)
        answers = _write_table(found, TextRenderer(bank, said, {}), target)
        *summaries, long = files_beside(target)
        has_long = _write_long_answers(found.kits, long, messages)
        document = summary(one_a_person(found.kits), attendance, bank, said)
        on_progress(_("drawing the summary"), len(found.kits))
        drawn = [path for path in summaries if _write_summary(path, document, looks, worker, messages)]
    written = (answers, target, tuple(drawn), attendance, long if has_long else None)
    return CollectReport(found.kits, found.refused, tuple(messages), *written)


def files_beside(table: Path) -> tuple[Path, Path, Path]:
    """Return the paths of the files beside a table: the summary as PDF and Word, and the long answers."""
    return (
        table.with_name(_SUMMARY.format(table.stem, "pdf")),
        table.with_name(_SUMMARY.format(table.stem, "docx")),
        table.with_name(_LONG.format(table.stem)),
    )


def _table_file(target: Path) -> Path:
    """Return the path of the table. Raises InvalidInput unless it ends in .xlsx or .csv."""
    if target.suffix.casefold() not in (_WORKBOOK, _TEXT):
        message = _(
            "the name of the table has to end in {workbook} or {text}", workbook=_WORKBOOK, text=_TEXT
        )
        raise refusal(str(target), message)
    return target


def _write_table(found: Collected, renderer: TextRenderer, target: Path) -> int:
    """Write the table and return its number of rows, without the titles."""
    rows = table(found.kits, renderer)
    if target.suffix.casefold() == _TEXT:
        write_file(target, csv_bytes(rows))
    else:
        write_file(target, workbook_table(rows, renderer.label_text("collect.sheet")))
    return len(rows) - 1


def _write_long_answers(kits: tuple[ReturnedKit, ...], path: Path, messages: list[Located]) -> bool:
    """Write the answers that do not fit a cell of the table, and name their kits; return False for none."""
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
    return bool(parts)


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


def _attendance(
    folder: Path, source: Path | str | None, bank: Bank, found: Collected, messages: list[Located]
) -> Attendance | None:
    """Return who of the class has handed in, None where no class is known; `messages` name the strangers.

    Raises InvalidInput as `_people` does.
    """
    people = _people(folder, source, bank, messages)
    if not people:
        return None
    attendance = attendance_of(people, found.kits)
    for name in attendance.strangers:
        message = _("{name} has handed in a kit and is not in the class", name=name)
        messages.append(Notice(str(folder), None, None, "", message))
    return attendance


def _people(
    folder: Path, source: Path | str | None, bank: Bank, messages: list[Located]
) -> tuple[ExpectedPerson, ...]:
    """Return the people expected: from `source`, or from a build's report in the folder, or none.

    The problems and notices of a source are added to `messages`. Raises InvalidInput where the source has no
    people.
    """
    if source is None:
        return _people_of_build(folder, messages)
    path = Path(source)
    if path.name == JSON_NAME:
        return people_of_report(path)
    if (path / JSON_NAME).is_file():
        return people_of_report(path / JSON_NAME)
    people = []
    for each in profiles_from((str(source),), bank):
        messages += each.notices
        if isinstance(each.found, InvalidInput):
            messages += each.found.problems
        else:
            profile = each.found.profile
            people.append(ExpectedPerson(profile.name, owner_key(profile.name, profile.id), profile.id))
    if not people:
        nobody = Problem(str(source), None, None, "", _("there is nobody in this class"))
        raise InvalidInput((*(each for each in messages if isinstance(each, Problem)), nobody))
    return tuple(people)


def _people_of_build(folder: Path, messages: list[Located]) -> tuple[ExpectedPerson, ...]:
    """Return the people of the report in a build's folder, or none; a message says which.

    In another folder a report is a file like others: someone has handed it in. Raises InvalidInput.
    """
    report = folder / JSON_NAME
    if not report.is_file():
        return ()
    people = people_of_report(report) if (folder / RECORDS).is_dir() else ()
    template = N_("this does not lie in the folder of a build, so it does not say whose kits are expected")
    if people:
        template = N_("this build says whose kits are expected; --class names another class")
    messages.append(Notice(str(report), None, None, "", _(template)))
    return people


def _remarks(kits: tuple[ReturnedKit, ...]) -> Iterator[Notice]:
    """Yield notices about each kit, and about people who handed in several."""
    for kit in kits:
        filled = kit.filled
        said = list(filled.remarks)
        if filled.is_empty:
            said.append(_("nothing is filled in, so it does not count as handed in"))
        elif filled.answered < filled.asked:
            said.append(
                _(
                    "half filled: {answered} of {asked} questions have notes",
                    answered=filled.answered,
                    asked=filled.asked,
                )
            )
        if list(noted_answers(kit)) != list(shown_answers(kit)):
            said.append(_("its notes are too long for the summary, which has the beginning; see the table"))
        if len(said) > _MOST_REMARKS:
            said[_MOST_REMARKS:] = [_("and {number} remarks more", number=len(said) - _MOST_REMARKS)]
        yield from (Notice(kit.file, None, None, "", each) for each in said)
    counted = {kit.file for kit in one_a_person(kits)}
    for _ignored, own in groupby(
        kits, key=lambda kit: (kit.filled.form.owner.key, kit.filled.form.owner.name)
    ):
        several = [kit for kit in own if not kit.filled.is_empty and kit.filled.form.owner.name]
        if len(several) > 1:
            name = several[0].filled.form.owner.name
            best = next(kit.file for kit in several if kit.file in counted)
            files = ", ".join(kit.file for kit in several)
            message = _(
                "{name} has handed in {files}; all are in the table, and the summary counts the fullest",
                name=name,
                files=files,
            )
            yield Notice(best, None, None, "", message)


def _main_language(kits: tuple[ReturnedKit, ...]) -> Language:
    """Return the language of most kits; the first of `Language` where several have as many."""
    tags = [kit.filled.form.language for kit in kits]
    return max(Language, key=lambda language: tags.count(rules_of(language).tag))
