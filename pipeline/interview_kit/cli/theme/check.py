"""Lint a theme, and draw a contact sheet of its pages: `kit theme check`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from interview_kit.cli import completion_items
from interview_kit.cli.console import counted, say, show
from interview_kit.cli.options import debug_option
from interview_kit.model.theme import ORDINARY, VARIANTS, Layer, Theme, Variant
from interview_kit.stages.read.theme import load_themes
from interview_kit.stages.read.theme.chain import find_theme, read_chain
from interview_kit.support.errors import Located, Problem, ThemeError, escape
from interview_kit.support.i18n import _, _n
from interview_kit.support.output_folder import file_stem, write_file

if TYPE_CHECKING:
    from interview_kit.model.bank import Bank
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
    start = monotonic()
    folder = find_theme(name)
    themes, bank, found = _as_read(folder)
    if themes and bank and not files_only and not any(isinstance(one, Problem) for one in found):
        sheet = output or SHEETS / f"{file_stem(folder.resolve().name)}-pages.png"
        found += _kits(themes, bank, people, sheet, found)
    mistakes = sum(isinstance(one, Problem) for one in found)
    say(_("in {seconds:.0f} seconds", seconds=monotonic() - start))
    say(escape(counted(name, mistakes, len(found) - mistakes)))
    if mistakes:
        ctx.exit(ThemeError.exit_code)


def _as_read(folder: Path) -> tuple[Mapping[Variant, Theme] | None, Bank | None, list[Located]]:
    """Show a theme's files and what is found in them; return the theme by variant, its bank, what was found.

    The first two are None where they cannot be read.
    """
    from interview_kit.tools.lint_theme import mistakes_in_words
    from interview_kit.tools.lint_theme.files import supplied_files, unused_files
    from interview_kit.tools.lint_theme.history import changes_under
    from interview_kit.tools.lint_theme.own_sources import source_problems

    themes, layers, found = _themes(folder)
    if themes:
        _list(supplied_files(themes[ORDINARY]))
    say(_("Reading the words, the style sheets, the templates and the Word file"))
    bank, said = mistakes_in_words(layers) if layers else (None, ())
    found += [*_looks(themes), *said]
    if themes and bank and not any(isinstance(one, Problem) for one in found):
        found += source_problems(themes[ORDINARY], bank)
    if themes:
        found += [*themes[ORDINARY].notices, *unused_files(themes[ORDINARY]), *changes_under(layers)]
    found = list(dict.fromkeys(found))
    for one in found:
        show((one,))
    return themes, bank, found


def _list(files: Iterable[SuppliedFile]) -> None:
    for each in files:
        others = ", ".join(each.instead_of)
        instead = _(", instead of {instead_of}", instead_of=others) if others else ""
        say(escape(f"{each.path}: {each.theme}{instead}"))


def _themes(folder: Path) -> tuple[Mapping[Variant, Theme] | None, tuple[Layer, ...], list[Located]]:
    """Return the theme by variant or None, its layers, and the problems it is refused for.

    A refused theme has layers too, so that its texts can be checked, where its files can be read.
    """
    try:
        themes = load_themes(folder)
        return themes, themes[ORDINARY].layers, []
    except ThemeError as error:
        found: list[Located] = [*error.problems]
    try:
        parts, _ignored = read_chain(folder)
    except ThemeError:
        return None, (), found
    return None, tuple(part.layer for part in parts), found


def _looks(themes: Mapping[Variant, Theme] | None) -> tuple[Located, ...]:
    from interview_kit.tools.lint_theme import mistakes_in_looks

    # The plain theme and all variants at once: together they run what templates do for any variant.
    every = (themes[ORDINARY], themes[VARIANTS[-1]]) if themes else ()
    return tuple(one for theme in every for one in mistakes_in_looks(theme))


def _kits(
    themes: Mapping[Variant, Theme], bank: Bank, people: Path | None, sheet: Path, named: list[Located]
) -> list[Located]:
    """Make and look at the sample kits, print what is found as it is found, and write the contact sheet.

    Returns what was found.
    """
    from interview_kit.stages.write.page_count import page_count
    from interview_kit.support import verapdf
    from interview_kit.tools import libreoffice
    from interview_kit.tools.lint_theme.contact_sheet import contact_sheet
    from interview_kit.tools.lint_theme.trial_kits import cases, people_of, try_kits

    wanted = cases(bank.languages)
    found: list[Located] = []
    rows = []
    for number, made in enumerate(try_kits(people_of(people), bank, themes, wanted, named), 1):
        fresh = [one for one in made.found if one not in found]
        for one in fresh:
            show((one,))
        found += fresh
        _say(made, number, len(wanted))
        if made.pdf:
            pages = page_count(made.pdf)
            title = _("{person}, {case}: {pages} pages", person=made.person, case=made.case, pages=pages)
            rows.append((title, made.pdf))
    if lacking := verapdf.lacking():
        say(_("PDF/UA-1 was not checked (veraPDF): {lacking} is missing", lacking=lacking))
    if libreoffice.program() is None:
        say(_("the pages of Word kits were not looked at: LibreOffice is missing"))
    if rows:
        write_file(sheet, contact_sheet(rows))
        say(escape(_("All pages: {sheet}", sheet=sheet)), str(sheet))
    return found


def _say(made: TrialResult, number: int, count: int) -> None:
    """Print a line about a sample kit."""
    mistakes = sum(isinstance(one, Problem) for one in made.found)
    result = _n("{n} mistake", "{n} mistakes", mistakes) if mistakes else _("good")
    line = _(
        "{number} of {count}: {person}, {case}: {result} ({seconds:.1f} s)",
        number=number,
        count=count,
        person=made.person,
        case=made.case,
        result=result,
        seconds=made.seconds,
    )
    say(escape(line))
