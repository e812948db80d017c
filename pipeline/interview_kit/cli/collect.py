"""Define the command `kit collect`: read filled-in kits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

from interview_kit.build.report import JSON_NAME
from interview_kit.cli.bank_source import words_of
from interview_kit.cli.console import show
from interview_kit.cli.options import debug_option
from interview_kit.cli.sources import profiles_from
from interview_kit.model.bank import Bank
from interview_kit.model.document import Document
from interview_kit.model.enums import Language
from interview_kit.model.theme import Paper, Theme
from interview_kit.stages.assemble import owner_key
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.stages.read.theme import load_theme
from interview_kit.support.errors import InvalidInput, Notice, Problem, escape
from interview_kit.support.i18n import _, _n
from interview_kit.support.output_folder import write_file
from interview_kit.tools.collect.attendance import Attendance, ExpectedPerson, attendance_of, people_of_report
from interview_kit.tools.collect.folder import Collected, ReturnedKit, collect
from interview_kit.tools.collect.summary import one_a_person, summary
from interview_kit.tools.collect.table import csv_table, table, workbook_table

NOT_ALL = 1
USUAL_NAME = "_answers.xlsx"

_WORKBOOK, _TEXT = ".xlsx", ".csv"
_SUMMARY = "{}-summary.{}"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=f"The table to write, .xlsx or .csv; by default {USUAL_NAME} in the folder.",
)
@click.option(
    "--class",
    "class_source",
    metavar="SOURCE",
    help="Whose kits are expected: a roster, a folder of profiles, or a folder that kit build wrote.",
)
@click.option(
    "-l",
    "--language",
    type=click.Choice([each.value for each in Language]),
    help="The language of the table and the summary, instead of that of most kits.",
)
@click.option("-t", "--theme", default="base", show_default=True, help="The looks of the summary.")
@click.option(
    "--paper",
    default=Paper.LETTER.value,
    show_default=True,
    type=click.Choice([each.value for each in Paper]),
    help="The size of the summary's paper.",
)
@debug_option
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    output: Path | None,
    class_source: str | None,
    language: str | None,
    theme: str,
    paper: str,
) -> None:
    """Read filled kits back into one table, with a summary of what was learned.

    Takes every PDF and Word file in FOLDER and the folders in it, whatever they are called. Writes the table
    (XLSX or CSV) and beside it a summary (PDF and Word): who has not handed in, how the work fits, what was
    noted. A file that cannot be read is named, with what to do about it.

    \b
    Exit codes: 0 every file was read; 1 one or more files could not be read;
    2 there is no kit in the folder.

    \b
    For example:
      kit collect handed-in --class class.xlsx
      kit collect handed-in -o answers.csv
    """
    target = _table_file(output or folder / USUAL_NAME)
    looks = load_theme(theme, paper=Paper(paper))
    ctx.exit(_collect(folder, target, looks, class_source, language))


def _collect(folder: Path, target: Path, looks: Theme, class_source: str | None, language: str | None) -> int:
    """Write the table and the summary of a folder, and return the exit code. Raises InvalidInput."""
    bank = words_of(looks)
    summaries = {each: target.with_name(_SUMMARY.format(target.stem, each)) for each in ("pdf", "docx")}
    found = collect(folder, frozenset(path.resolve() for path in (target, *summaries.values())))
    show(found.refused)
    if not found.kits:
        raise InvalidInput(
            (Problem(str(folder), None, None, "", _("there is no filled kit in this folder")),)
        )
    roll = _roll(folder, class_source, bank, found)
    show(tuple(_remarks(found.kits)))
    said = Language(language) if language else _main_language(found.kits)
    answers = _write_table(found, TextRenderer(bank, said, {}), target)
    _say(
        _(
            "{kits}, {answers}: {target}",
            kits=_n("{n} kit", "{n} kits", len(found.kits)),
            answers=_n("{n} answer", "{n} answers", answers),
            target=target,
        )
    )
    document = summary(one_a_person(found.kits), roll, bank, said)
    _write_summary(document, looks, summaries)
    if roll:
        _tell_of(roll)
    return NOT_ALL if found.refused else 0


def _table_file(target: Path) -> Path:
    """Return the path of the table. Raises InvalidInput unless it ends in .xlsx or .csv."""
    if target.suffix.casefold() not in (_WORKBOOK, _TEXT):
        message = _(
            "the name of the table has to end in {workbook} or {text}", workbook=_WORKBOOK, text=_TEXT
        )
        raise InvalidInput((Problem(str(target), None, None, "", message),))
    return target


def _write_table(found: Collected, renderer: TextRenderer, target: Path) -> int:
    """Write the table and return its number of rows, without the titles."""
    rows = table(found.kits, renderer)
    is_text = target.suffix.casefold() == _TEXT
    write_file(
        target, csv_table(rows) if is_text else workbook_table(rows, renderer.label_text("collect.sheet"))
    )
    return len(rows) - 1


def _tell_of(roll: Attendance) -> None:
    given = roll.expected - len(roll.missing)
    _say(_("handed in: {given} of {expected}", given=given, expected=roll.expected))
    for name in roll.missing:
        _say(_("  not handed in: {name}", name=name))


def _write_summary(document: Document, looks: Theme, paths: dict[str, Path]) -> None:
    from interview_kit.stages.write import WRITERS
    from interview_kit.tools.collect.drawing import draw_pdf

    pdf, lacking = draw_pdf(document, looks)
    if lacking:
        numbers = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(lacking))
        message = _(
            "no font here has these letters, which stand as numbers: {numbers}; the Word file has them",
            numbers=numbers,
        )
        show((Notice(str(paths["pdf"]), None, None, "", message),))
    for each, data in (("pdf", pdf), ("docx", WRITERS["docx"](document, looks))):
        write_file(paths[each], data)
        _say(str(paths[each]))


def _say(words: str) -> None:
    click.echo(escape(words))


def _roll(folder: Path, source: str | None, bank: Bank, found: Collected) -> Attendance | None:
    people = _people(folder, source, bank)
    if people is None:
        return None
    roll = attendance_of(people, found.kits)
    notices = (
        Notice(
            str(folder), None, None, "", _("{name} has handed in a kit and is not in the class", name=name)
        )
        for name in roll.strangers
    )
    show(tuple(notices))
    return roll


def _people(folder: Path, source: str | None, bank: Bank) -> tuple[ExpectedPerson, ...] | None:
    """Return the people expected: from `source`, or from a build's report in the folder, or None.

    Raises InvalidInput where the source has no people.
    """
    if source is None:
        report = folder / JSON_NAME
        return people_of_report(report) if report.is_file() else None
    path = Path(source)
    if path.name == JSON_NAME:
        return people_of_report(path)
    if (path / JSON_NAME).is_file():
        return people_of_report(path / JSON_NAME)
    people = []
    for each in profiles_from((source,), bank):
        if isinstance(each.found, InvalidInput):
            show(each.found.problems)
        else:
            profile = each.found.profile
            people.append(ExpectedPerson(profile.name, owner_key(profile.name, profile.id), profile.id))
    if not people:
        raise InvalidInput((Problem(source, None, None, "", _("there is nobody in this class")),))
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
    french = sum(kit.filled.form.language.startswith(Language.FRENCH.value) for kit in kits)
    return Language.FRENCH if 2 * french > len(kits) else Language.ENGLISH
