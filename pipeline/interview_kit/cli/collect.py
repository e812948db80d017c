"""Define the command `kit collect`: read filled-in kits."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.cli.console import Progress, say, show
from interview_kit.cli.options import debug_option
from interview_kit.model.enums import Language
from interview_kit.model.theme import Paper
from interview_kit.support.errors import escape
from interview_kit.support.i18n import _, _n
from interview_kit.tools.collect.marks import USUAL_NAME
from interview_kit.tools.collect.run import CollectReport, collect

NOT_ALL = 1


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
    multiple=True,
    metavar="SOURCE",
    help="Whose kits are expected: a roster, profiles, or a folder that a build wrote; repeat for several.",
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
@click.option("--email-list", is_flag=True, help="Also write an e-mail draft to each who is missing.")
@debug_option
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    output: Path | None,
    class_source: tuple[str, ...],
    language: str | None,
    theme: str,
    paper: str,
    email_list: bool,
) -> None:
    """Read filled kits back into one table, with a summary of what was learned.

    Takes every PDF, Word file and web page in FOLDER, and in the folders and zip files in it, whatever
    they are called. Writes the table (XLSX or CSV) and beside it a summary (PDF and Word), with names and
    without: who has not handed in, how the work fits, what was noted. What you type in the XLSX table,
    such as marks, stays when you collect again. A file that cannot be read is named, with what to do
    about it. The report of a build says whose kits are expected only in the folder of that build, or by
    --class.

    \b
    Exit codes: 0 every file was read; 1 one or more files could not be read;
    2 there is no kit in the folder.

    \b
    For example:
      {kit} collect handed-in --class class.xlsx --class output/class
      {kit} collect handed-in -o answers.csv
    """
    found = collect(
        folder,
        output=output,
        class_source=class_source,
        theme=theme,
        paper=paper,
        language=language,
        email_list=email_list,
        on_progress=Progress().tell,
    )
    show(found.messages)
    _print(found)
    ctx.exit(NOT_ALL if found.refused or len(found.summaries) < 4 else 0)


def _print(found: CollectReport) -> None:
    """Print what was written, and who is missing."""
    kits = _n("{n} kit", "{n} kits", len(found.kits))
    answers = _n("{n} answer", "{n} answers", found.answers)
    lines = [_("{kits}, {answers}: {target}", kits=kits, answers=answers, target=found.table)]
    lines += map(str, filter(None, (*found.summaries, found.long_answers, *found.reminders)))
    if found.attendance:
        expected, missing = found.attendance.expected, found.attendance.missing
        lines.append(_("handed in: {given} of {expected}", given=expected - len(missing), expected=expected))
        lines += [_("  not handed in: {name}", name=name) for name in missing]
    lines += [_("  no consent yet: {name}", name=name) for name in found.without_consent]
    for line in lines:
        say(escape(line), str(found.table), *map(str, found.summaries))
