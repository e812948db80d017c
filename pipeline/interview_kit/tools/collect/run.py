"""Collect filled kits: read a folder, write the table and the summary, and return what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from interview_kit.build.report import JSON_NAME
from interview_kit.build.sources import profiles_from
from interview_kit.model.bank import Bank
from interview_kit.model.document import Document
from interview_kit.model.enums import Language
from interview_kit.model.language import rules_of
from interview_kit.model.theme import Paper, Theme
from interview_kit.stages.assemble import owner_key
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.stages.read.theme import load_theme
from interview_kit.support.csv_safe import csv_bytes
from interview_kit.support.errors import InvalidInput, Located, Notice, Problem, refusal
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import write_file
from interview_kit.tools.bank_source import words_of
from interview_kit.tools.collect.attendance import Attendance, ExpectedPerson, attendance_of, people_of_report
from interview_kit.tools.collect.folder import Collected, ReturnedKit, read_folder
from interview_kit.tools.collect.summary import one_a_person, summary
from interview_kit.tools.collect.table import table, workbook_table

USUAL_NAME = "_answers.xlsx"
_WORKBOOK, _TEXT = ".xlsx", ".csv"
_SUMMARY = "{}-summary.{}"


@dataclass(frozen=True, slots=True)
class CollectReport:
    """The result of collecting: the kits read, the files refused, and the paths of what was written.

    `messages` holds all problems and notices in order, those of refused files included. `answers` is the
    number of rows of the table. `attendance` is None where it is not known whose kits are expected.
    """

    kits: tuple[ReturnedKit, ...]
    refused: tuple[Problem, ...]
    messages: tuple[Located, ...]
    answers: int
    table: Path
    summaries: tuple[Path, ...]
    attendance: Attendance | None


def collect(
    folder: Path | str,
    *,
    output: Path | str | None = None,
    class_source: Path | str | None = None,
    theme: Path | str = "base",
    paper: Paper | str | None = None,
    language: Language | str | None = None,
) -> CollectReport:
    """Read every filled kit of a folder, write a table and a summary, and return what was found.

    The table is `output` (.xlsx or .csv), by default `_answers.xlsx` in the folder, and the summary (PDF and
    Word) is beside it. `class_source` says whose kits are expected: a roster, a folder of profiles, or the
    output of a build. The default `language` is that of most kits. Raises InvalidInput where there is no
    kit, ThemeError, BankError, MissingLibrary, OutputProblem.
    """
    folder = Path(folder)
    target = _table_file(Path(output) if output else folder / USUAL_NAME)
    looks = load_theme(theme, paper=Paper(paper) if paper else None)
    bank = words_of(looks)
    summaries = summary_paths(target)
    found = read_folder(folder, frozenset(path.resolve() for path in (target, *summaries.values())))
    if not found.kits:
        nothing = Problem(str(folder), None, None, "", _("there is no filled kit in this folder"))
        raise InvalidInput((*found.refused, nothing))
    messages: list[Located] = list(found.refused)
    people = _people(folder, class_source, bank, messages)
    attendance = attendance_of(people, found.kits) if people else None
    for name in attendance.strangers if attendance else ():
        message = _("{name} has handed in a kit and is not in the class", name=name)
        messages.append(Notice(str(folder), None, None, "", message))
    messages += _remarks(found.kits)
    said = Language(language) if language else _main_language(found.kits)
    answers = _write_table(found, TextRenderer(bank, said, {}), target)
    document = summary(one_a_person(found.kits), attendance, bank, said)
    messages += _write_summary(document, looks, summaries)
    written = tuple(summaries.values())
    return CollectReport(found.kits, found.refused, tuple(messages), answers, target, written, attendance)


def summary_paths(table: Path) -> dict[str, Path]:
    """Return the paths of the summary beside a table, by format."""
    return {each: table.with_name(_SUMMARY.format(table.stem, each)) for each in ("pdf", "docx")}


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


def _write_summary(document: Document, looks: Theme, paths: dict[str, Path]) -> Iterator[Notice]:
    """Write the summary; yield a notice of characters that its PDF shows as numbers."""
    from interview_kit.stages.write import WRITERS
    from interview_kit.tools.collect.drawing import draw_pdf

    pdf, lacking = draw_pdf(document, looks)
    if lacking:
        numbers = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(lacking))
        message = _(
            "no font here has these letters, which stand as numbers: {numbers}; the Word file has them",
            numbers=numbers,
        )
        yield Notice(str(paths["pdf"]), None, None, "", message)
    for each, data in (("pdf", pdf), ("docx", WRITERS["docx"](document, looks))):
        write_file(paths[each], data)


def _people(
    folder: Path, source: Path | str | None, bank: Bank, messages: list[Located]
) -> tuple[ExpectedPerson, ...]:
    """Return the people expected: from `source`, or from a build's report in the folder, or none.

    The problems and notices of a source are added to `messages`. Raises InvalidInput where the source has no
    people.
    """
    if source is None:
        report = folder / JSON_NAME
        return people_of_report(report) if report.is_file() else ()
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
