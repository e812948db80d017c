"""List, show and find the texts of a bank, or lint it: `kit bank list`, `show`, `find` and `check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli import console
from interview_kit.cli.console import counted, say
from interview_kit.cli.lazy import Group
from interview_kit.cli.options import debug_option, theme_option
from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.model.theme import Layer
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.theme import load_theme
from interview_kit.support.errors import BankError, Problem, did_you_mean
from interview_kit.support.i18n import N_, _
from interview_kit.support.paths import TEMPLATES

if TYPE_CHECKING:
    from interview_kit.tools.lint_bank.listing import BankEntry

_FOLDER = click.argument(
    "folder", default=TEMPLATES / "bank", type=click.Path(path_type=Path, exists=True, file_okay=False)
)
_LANGUAGES = click.Choice([each.value for each in Language])


@click.group(cls=Group)
@debug_option
def command() -> None:
    """Look into a bank: the folder that holds every word of the kits.

    \b
    For example:
      {kit} bank find may I speak with
      {kit} bank show approach.A.phone.opening --theme our-theme
      {kit} bank check --theme our-theme
    """


@command.command("list")
@_FOLDER
@theme_option
@click.option("-k", "--kind", "kinds", multiple=True, help="Only this kind; repeat for several.")
@click.option(
    "-l",
    "--language",
    default=SOURCE_LANGUAGE.value,
    show_default=True,
    type=_LANGUAGES,
    help="Whose words to show.",
)
@debug_option
def list_(folder: Path, theme: str, kinds: tuple[str, ...], language: str) -> None:
    """List every id of a bank, its kind and its first words.

    FOLDER is a bank; without it, the one that comes with the program. With --theme, each
    line ends with the theme that supplied the words. In a pipe, the columns stand apart by
    one tab each.

    \b
    For example:
      {kit} bank list --kind question
      {kit} bank list --theme our-theme
      {kit} bank list | grep voicemail
    """
    from interview_kit.tools.lint_bank.listing import listed

    layers = load_theme(theme).layers if theme else ()
    rows = listed(read_bank(folder, layers), Language(language))
    known = sorted({row.kind for row in rows})
    unknown = [kind for kind in kinds if kind not in known]
    if unknown:
        raise click.BadParameter(
            _("{unknown!r} is not one of {known}", unknown=unknown[0], known=", ".join(known)),
            param_hint="--kind",
        )
    for row in rows:
        if not kinds or row.kind in kinds:
            supplied = (_supplier(row.file, layers),) if theme else ()
            if sys.stdout.isatty():
                name = click.style(f"{row.name:31}", bold=True)
                click.echo(
                    " ".join((f"{row.kind:9}", name, f"{row.words:60}" if theme else row.words, *supplied))
                )
            else:
                click.echo("\t".join((row.kind, row.name, row.words, *supplied)))


def _supplier(file: str, layers: Sequence[Layer]) -> str:
    """Return the name of the theme whose folder holds a file, or "base" for a file of the bank."""
    names = (layer.name for layer in layers if Path(file).is_relative_to(layer.folder))
    return next(names, "base")


@command.command()
@click.argument("name", metavar="ID")
@theme_option
@debug_option
def show(name: str, theme: str) -> None:
    """Show the whole text of an id in every language, its condition, and where it is written.

    With --theme, the texts are as the theme has them, each below the theme and the file that
    supply it. `plain` is the wording for plain language, `fr_tu` the one that says tu.

    \b
    For example:
      {kit} bank show closing.referral
      {kit} bank show approach.A.phone.opening --theme our-theme
    """
    from interview_kit.tools.lint_bank.listing import listed, shown

    layers = load_theme(theme).layers if theme else ()
    bank = read_bank(TEMPLATES / "bank", layers)
    try:
        entries, held = shown(bank, name)
    except KeyError:
        near = did_you_mean(name, (row.name for row in listed(bank, SOURCE_LANGUAGE)))
        message = _("there is no id {name!r} in this bank{near}", name=name, near=near)
        raise click.BadParameter(message, param_hint="ID") from None
    _print_entries(entries, layers)
    for row in held:
        say(f"{row.kind}  {row.name}  {row.words}".rstrip())


@command.command()
@click.argument("words", nargs=-1, required=True)
@theme_option
@debug_option
@click.pass_context
def find(ctx: click.Context, words: tuple[str, ...], theme: str) -> None:
    """Find texts by words copied from a kit, and show them with their ids.

    The texts that share the most words with yours are shown. Names, jobs and dates come from
    the profile: no text has them.

    \b
    Exit codes: 0 texts were found; 1 no text has any of the words.

    \b
    For example:
      {kit} bank find may I speak with
      {kit} bank find "qui d’autre" --theme our-theme
    """
    from interview_kit.tools.lint_bank.listing import found

    layers = load_theme(theme).layers if theme else ()
    entries = found(read_bank(TEMPLATES / "bank", layers), " ".join(words))
    if not entries:
        click.echo(_("no text has any of these words"), err=True)
        ctx.exit(1)
    for name, own in groupby(entries, key=attrgetter("name")):
        say(name, bold=True)
        _print_entries(tuple(own), layers)


def _print_entries(entries: tuple[BankEntry, ...], layers: Sequence[Layer]) -> None:
    """Print texts and conditions, those of one file below its theme and name."""
    for file, group in groupby(entries, key=lambda entry: entry.at.file):
        own = tuple(group)
        say(f"{_supplier(file, layers)}: {file}:{own[0].at.line}")
        for entry in own:
            say(f"  {entry.key}  {entry.text}")


@command.command(short_help=N_("Proofread a bank: names, translations, reading level."))
@_FOLDER
@theme_option
@click.option("-l", "--language", type=_LANGUAGES, help="Check the words of one language only.")
@debug_option
@click.pass_context
def check(ctx: click.Context, folder: Path, theme: str, language: str | None) -> None:
    """Proofread a bank: names, references, translations, reading level, and words that ask for a job.

    FOLDER is a bank; without it, the one that comes with the program; with --theme, as that
    theme says it. What is graded:
    each script, message, reply and question, each section and each longer text, without
    names, job titles and blanks. The formula, such as the grade of Flesch and Kincaid, and its
    limits are those of the language, and so are the most words of a sentence (language.yaml
    in its folder). Headings, labels and tables are not graded.

    \b
    Exit codes: 0 nothing to mend, notes allowed; 2 something has to be mended.

    \b
    For example:
      {kit} bank check
      {kit} bank check our-words --language fr
      {kit} bank check --theme our-theme
    """
    from interview_kit.build.limits import limited_input
    from interview_kit.tools.lint_bank import lint
    from interview_kit.tools.lint_theme import LINTING

    layers = load_theme(theme).layers if theme else ()
    with limited_input(theme or str(folder), LINTING):
        found = lint(read_bank(folder, layers), [Language(language)] if language else ())
    for one in found:
        console.show((one,))
    mistakes = sum(isinstance(one, Problem) for one in found)
    say(counted(theme or str(folder), mistakes, len(found) - mistakes))
    if mistakes:
        ctx.exit(BankError.exit_code)
