"""Define the command `kit build`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from interview_kit.build.class_files import KITS_IN_A_VOLUME
from interview_kit.build.options import SHEET_ORDERS, USUAL_FORMATS, BuildOptions
from interview_kit.cli import completion_items
from interview_kit.cli.build_options import BuildRequest, early_pdf_worker
from interview_kit.cli.defaults import WithDefaults, obeyed_keys, set_option
from interview_kit.cli.options import FormatChoice, debug_option, debugging, delimiter_option, map_option
from interview_kit.cli.sections import FIRST, SectionedCommand
from interview_kit.model.enums import Language
from interview_kit.model.theme import VARIANT_NAMES, Paper
from interview_kit.stages.write import WRITERS
from interview_kit.support.i18n import N_, _

DASK = "dask:"


def _parse_executor(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    if value == "process" or (value.startswith(DASK) and len(value) > len(DASK)):
        return value.removeprefix("process").removeprefix(DASK)
    raise click.BadParameter(
        _("write process, or dask: and a scheduler's address, as in dask:tcp://host:8786")
    )


class _BuildCommand(SectionedCommand, WithDefaults):
    """A command with many options, in sections."""


_SHEET, _HOW = ("class_sheet_mark", "class_sheet_order"), ("titles", "jobs", "scheduler", "fail_fast")
_PRINT = ("print_file", "two_up", "print_volume")
_CLASS = (*_PRINT, "class_sheet", *_SHEET, "email_list", "zip", "delimiter", *_HOW)
_OFTEN = ("output", "formats", "theme", "language", "paper", *VARIANT_NAMES, "fillable", "changes", "watch")


@click.command(
    cls=_BuildCommand,
    sections={FIRST: (*_OFTEN, "open", "help"), N_("For a class"): _CLASS, N_("More"): ()},
)
@click.argument(
    "sources", nargs=-1, required=True, metavar="SOURCE...", shell_complete=completion_items.sources
)
@click.option(
    "-o",
    "--output",
    default="output",
    envvar="KIT_OUTPUT",
    type=click.Path(path_type=Path, file_okay=False),
    show_default=True,
    help="The folder to write into.",
)
@click.option(
    "-t",
    "--theme",
    shell_complete=completion_items.themes,
    default="base",
    envvar="KIT_THEME",
    show_default=True,
    help="A theme by name, or its folder.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    envvar="KIT_FORMATS",
    default=USUAL_FORMATS,
    show_default=True,
    type=FormatChoice(list(WRITERS)),
    help="A format; repeat for several.",
)
@click.option(
    "-l",
    "--language",
    envvar="KIT_LANGUAGE",
    type=click.Choice([each.value for each in Language]),
    help="The language of the kit, instead of the profile's.",
)
@click.option(
    "--paper",
    envvar="KIT_PAPER",
    type=click.Choice([each.value for each in Paper]),
    help="The size of the paper, instead of the theme's.",
)
@click.option("--large-print", is_flag=True, help="Larger letters and more room, in every kit.")
@click.option(
    "--dyslexia-friendly", is_flag=True, help="Letters and lines further apart, no italics, in every kit."
)
@click.option("--high-contrast", is_flag=True, help="Black on white and stronger lines, in every kit.")
@click.option(
    "--fillable", is_flag=True, help="Let PDFs be filled in on a screen, as Word files and web pages can be."
)
@click.option("--eml", is_flag=True, help="Also write the e-mail that asks, and the thank-you, as drafts.")
@click.option("--ics", is_flag=True, help="Also write the talk and what follows from it, for a calendar.")
@set_option
@click.option(
    "-j",
    "--jobs",
    envvar="KIT_JOBS",
    type=click.IntRange(1, 256),
    metavar="N",
    help="How many kits to build at a time, by default one for each processor; 1 builds in this process.",
)
@click.option(
    "--executor",
    "scheduler",
    default="process",
    show_default=True,
    callback=_parse_executor,
    metavar="process|dask:ADDRESS",
    help="Who builds: processes of this computer, or the workers of a Dask scheduler.",
)
@click.option("--shared", is_flag=True, help="Let others read the files: ordinary modes, not private ones.")
@click.option(
    "--force", is_flag=True, help="Build again what is up to date, and over the kits of another roster."
)
@click.option(
    "--clean", is_flag=True, help="Remove files of earlier builds that are of nobody in the class now."
)
@click.option("--fail-fast", is_flag=True, help="Stop at the first kit that cannot be built.")
@click.option("--print-file", is_flag=True, help="Also join the kits into one PDF to print, _print.pdf.")
@click.option(
    "--print-volume",
    type=click.IntRange(1, 100),
    default=KITS_IN_A_VOLUME,
    show_default=True,
    metavar="N",
    help="How many kits the file to print may hold; more come in several volumes.",
)
@click.option(
    "--two-up",
    is_flag=True,
    help="Make the file to print on half the paper: two half pages side by side, of one kit too.",
)
@click.option("--class-sheet", is_flag=True, help="Also write a sheet for the teacher, PDF and Word.")
@click.option("--class-sheet-mark", is_flag=True, help="Give the class sheet a column for marks.")
@click.option(
    "--class-sheet-order",
    type=click.Choice(SHEET_ORDERS),
    default=SHEET_ORDERS[0],
    show_default=True,
    help="The order of the class sheet: that of the roster, or by last name.",
)
@click.option("--email-list", is_flag=True, help="Also write an e-mail draft to each person, with their kit.")
@click.option("--zip", is_flag=True, help="Also pack the kits, a folder for each person, as _kits.zip.")
@click.option("--watch", is_flag=True, help="Build again whenever a file is saved; Ctrl-C ends it.")
@click.option("--open", is_flag=True, help="Show the kit, or the folder of several, when it is built.")
@click.option("--dry-run", is_flag=True, help="Say what would be built, and write nothing.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Name every kit, those that are up to date too.")
@delimiter_option
@map_option
@debug_option
@click.pass_context
def command(ctx: click.Context, /, watch: bool, **values: Any) -> None:
    """Build the kit of each profile: an accessible PDF and a Word file.

    A SOURCE is a profile, a folder of profiles, a roster, or - for standard input. The kit of one
    profile is written as <name>.pdf and <name>.docx; the kits of a folder or a roster go into a
    folder of its name, with report.csv and report.json. What is up to date is not built again.

    \b
    Exit codes: 0 all built; 1 several were asked for, and one or more not built, or a kit
    took more time or memory than it may; 2 the one profile, the theme or the words are
    refused, and nothing is written; 3 something is missing on this computer; 4 another
    build uses the output folder; 130 or 143 stopped.

    \b
    For example:
      {kit} build profiles/leila.yaml
      {kit} build profiles/leila.yaml --watch --open
      {kit} build profiles --paper a4
      {kit} build class.xlsx --print-file --class-sheet
    """
    values["overrides"] = values.pop("changes")
    options = BuildOptions(**{name: values.pop(name) for name in BuildOptions.__slots__ if name in values})
    request = BuildRequest(**values, options=options, debug=debugging(ctx), defaults=obeyed_keys(ctx))
    if watch:
        from interview_kit.cli.build_run import run_build
        from interview_kit.cli.build_watch import watch_build

        ctx.exit(watch_build(request, run_build))
    with early_pdf_worker(request) as early:
        from interview_kit.cli.build_run import run_build

        code = run_build(request, early)
    ctx.exit(code)
