"""Lint a theme, and draw a contact sheet of its pages: `kit theme check`."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from interview_kit.cli import completion_items
from interview_kit.cli.console import counted, say, show
from interview_kit.cli.options import debug_option
from interview_kit.stages.read.theme.chain import find_theme
from interview_kit.support.errors import Located, Problem, ThemeError, escape
from interview_kit.support.i18n import _, _n
from interview_kit.support.output_folder import file_stem, write_file

if TYPE_CHECKING:
    from interview_kit.tools.lint_theme.check import CheckEvent, KitTried
    from interview_kit.tools.lint_theme.files import SuppliedFile
    from interview_kit.tools.lint_theme.trial_kits import TrialResult

SHEETS = Path("output")


@click.command()
@click.argument("name", default="base", shell_complete=completion_items.themes)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False),
    help="The picture of all pages; without it, output/NAME-pages.png.",
)  # fmt: skip
@click.option(
    "-p", "--people", type=click.Path(path_type=Path, exists=True), metavar="PROFILE|FOLDER",
    help="Whose kits to make, three at most; without it, three people that come with the program.",
)  # fmt: skip
@click.option("--files-only", is_flag=True, help="Look at the files and the words alone; make no kits.")
@debug_option
@click.pass_context
def command(
    ctx: click.Context, name: str, output: Path | None, people: Path | None, files_only: bool
) -> None:
    """Look for mistakes in a theme, and make a picture of all pages.

    NAME is a theme by its name, or its folder. Shown are: every file with the theme that
    supplied it, every mistake with its file and line, the words as {kit} bank check reads
    them, and files that nothing uses. Then kits are made, in which each variant meets each
    language, paper and form: nothing may be lost, hidden, pale, small, torn or off the page,
    in the PDF, the Word file and the web page; what is wrong is traced to its line. Where Java
    and the extra pdfua are installed, each PDF is held to PDF/UA-1; where LibreOffice is,
    the pages of two Word kits are looked at too. It takes some minutes.

    \b
    Exit codes: 0 nothing to mend, notes allowed; 2 something has to be mended.

    \b
    For example:
      {kit} theme check our-agency
      {kit} theme check our-agency --files-only
    """
    from interview_kit.tools.lint_theme import check

    start = monotonic()
    folder = find_theme(name)
    found: list[Located] = []
    kits: list[tuple[str, bytes]] = []
    for event in check.check_theme(folder, people, files_only=files_only):
        _tell(event)
        match event:
            case check.Found(one):
                found.append(one)
            case check.KitTried(made) if made.pdf:
                kits.append((_title(made), made.pdf))
    if kits:
        from interview_kit.tools.lint_theme.contact_sheet import contact_sheet

        sheet = output or SHEETS / f"{file_stem(folder.resolve().name)}-pages.png"
        write_file(sheet, contact_sheet(kits))
        say(escape(_("All pages: {sheet}", sheet=sheet)), str(sheet))
    mistakes = sum(isinstance(one, Problem) for one in found)
    say(_("in {seconds:.0f} seconds", seconds=monotonic() - start))
    say(escape(counted(name, mistakes, len(found) - mistakes)))
    if mistakes:
        ctx.exit(ThemeError.exit_code)


def _tell(event: CheckEvent) -> None:
    """Print what has happened."""
    from interview_kit.tools.lint_theme import check

    match event:
        case check.FilesListed(files):
            for file in files:
                say(_listed(file))
        case check.ReadingBegun():
            say(_("Reading the words, the style sheets, the templates and the Word file"))
        case check.Found(one):
            show((one,))
        case check.KitTried():
            say(_tried(event))
        case check.NotChecked(message):
            say(message)


def _listed(file: SuppliedFile) -> str:
    others = ", ".join(file.instead_of)
    instead = _(", instead of {instead_of}", instead_of=others) if others else ""
    return escape(f"{file.path}: {file.theme}{instead}")


def _title(made: TrialResult) -> str:
    from interview_kit.stages.write.page_count import page_count

    pages = page_count(made.pdf)
    return _("{person}, {case}: {pages} pages", person=made.person, case=made.case, pages=pages)


def _tried(tried: KitTried) -> str:
    """Return a line about a sample kit."""
    made = tried.result
    mistakes = sum(isinstance(one, Problem) for one in made.found)
    result = _n("{n} mistake", "{n} mistakes", mistakes) if mistakes else _("good")
    line = _(
        "{number} of {count}: {person}, {case}: {result} ({seconds:.1f} s)",
        number=tried.number,
        count=tried.total,
        person=made.person,
        case=made.case,
        result=result,
        seconds=made.seconds,
    )
    return escape(line)
