"""Lint a theme, and draw a contact sheet of its pages: `kit theme check`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli import completion_items
from interview_kit.cli.console import counted, say, show
from interview_kit.cli.options import debug_option
from interview_kit.model.theme import ORDINARY, VARIANTS, Layer, Theme, Variant
from interview_kit.stages.read.theme import load_themes
from interview_kit.stages.read.theme.chain import find_theme, read_chain
from interview_kit.support.errors import Located, Problem, ThemeError, escape
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import file_stem, write_file

if TYPE_CHECKING:
    from interview_kit.model.bank import Bank
    from interview_kit.tools.lint_theme.files import SuppliedFile
    from interview_kit.tools.lint_theme.trial_kits import TrialKit

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
    them, files that nothing uses, and kits of three people in each language, as PDF and
    Word. Where Java and the extra pdfua are installed, each PDF is held to PDF/UA-1.

    \b
    Exit codes: 0 nothing to mend, notes allowed; 2 something has to be mended.

    \b
    For example:
      {kit} theme check our-agency
      {kit} theme check our-agency --files-only
    """
    from interview_kit.tools.lint_theme import mistakes_in_words
    from interview_kit.tools.lint_theme.files import supplied_files, unused_files
    from interview_kit.tools.lint_theme.history import changes_under

    folder = find_theme(name)
    themes, layers, found = _themes(folder)
    if themes:
        _list(supplied_files(themes[ORDINARY]))
    bank, said = mistakes_in_words(layers) if layers else (None, ())
    found += [*_looks(themes), *said]
    if themes:
        found += [*themes[ORDINARY].notices, *unused_files(themes[ORDINARY]), *changes_under(layers)]
    found = list(dict.fromkeys(found))
    for one in found:
        show((one,))
    mistakes = sum(isinstance(one, Problem) for one in found)
    notes = len(found) - mistakes
    if not mistakes and not files_only and themes and bank:
        sheet = output or SHEETS / f"{file_stem(folder.resolve().name)}-pages.png"
        mistakes += _kits(themes, bank, people, sheet)
    say(escape(counted(name, mistakes, notes)))
    if mistakes:
        ctx.exit(ThemeError.exit_code)


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


def _kits(themes: Mapping[Variant, Theme], bank: Bank, people: Path | None, sheet: Path) -> int:
    """Build the sample kits, print the outcome of each, write the contact sheet; return the mistake count."""
    from interview_kit.stages.write.page_count import page_count
    from interview_kit.support import verapdf
    from interview_kit.tools.lint_theme.contact_sheet import contact_sheet
    from interview_kit.tools.lint_theme.trial_kits import make_kits, people_of

    lacking = verapdf.lacking()
    mistakes, rows = 0, []
    for made in make_kits(people_of(people), bank, themes):
        mistakes += _say(made, lacking)
        if made.pdf:
            pages = page_count(made.pdf)
            title = _(
                "{person}, {language}: {pages} pages",
                person=made.person,
                language=made.language.value,
                pages=pages,
            )
            rows.append((title, made.pdf))
    if lacking:
        say(_("PDF/UA-1 was not checked (veraPDF): {lacking} is missing", lacking=lacking))
    if rows:
        write_file(sheet, contact_sheet(rows))
        say(escape(_("All pages: {sheet}", sheet=sheet)), str(sheet))
    return mistakes


def _say(made: TrialKit, lacking: str) -> int:
    """Print the outcome of a sample kit, and return the number of its mistakes."""
    person = f"{made.person}, {made.language.value}"
    whose = escape(person)
    if made.refusal:
        show(made.refusal.problems)
        say(_("{whose}: no kit", whose=whose))
        return len(made.refusal.problems)
    for rule in made.broken:
        show((Problem(person, None, None, "PDF/UA-1", rule),))
    accessible = "" if lacking else _(", PDF/UA-1 kept") if not made.broken else _(", PDF/UA-1 broken")
    say(_("{whose}: PDF and Word made{accessible}", whose=whose, accessible=accessible))
    return len(made.broken)
