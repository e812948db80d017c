"""Look into a bank of words: `kit bank list` and `kit bank check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.choices import Language
from pipeline.cli.console import show
from pipeline.cli.options import debug_option
from pipeline.errors import BankError, Problem
from pipeline.read.bank import read_bank
from pipeline.resources import TEMPLATES

_FOLDER = click.argument(
    "folder", default=TEMPLATES / "bank", type=click.Path(path_type=Path, exists=True, file_okay=False)
)
_LANGUAGES = click.Choice([each.value for each in Language])


@click.group()
@debug_option
def command() -> None:
    """Look into a bank: the folder that holds every word of the kits."""


@command.command("list")
@_FOLDER
@click.option("-k", "--kind", "kinds", multiple=True, help="Only this kind; repeat for several.")
@click.option(
    "-l", "--language", default="en", show_default=True, type=_LANGUAGES, help="Whose words to show."
)
@debug_option
def list_(folder: Path, kinds: tuple[str, ...], language: str) -> None:
    """List every id of a bank, its kind and its first words.

    FOLDER is a bank; without it, the one that comes with the program. In a pipe, the
    three columns stand apart by one tab each.

    \b
    For example:
      kit bank list --kind question
      kit bank list | grep voicemail
    """
    from pipeline.proofread.listing import listed

    rows = listed(read_bank(folder), Language(language))
    known = sorted({kind for kind, _, _ in rows})
    unknown = [kind for kind in kinds if kind not in known]
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is not one of {', '.join(known)}", param_hint="--kind")
    shown = [row for row in rows if not kinds or row[0] in kinds]
    for kind, name, words in shown:
        if sys.stdout.isatty():
            click.echo(f"{kind:9} {click.style(f'{name:31}', bold=True)} {words}")
        else:
            click.echo(f"{kind}\t{name}\t{words}")


@command.command()
@_FOLDER
@click.option("-l", "--language", type=_LANGUAGES, help="Check the words of one language only.")
@debug_option
@click.pass_context
def check(ctx: click.Context, folder: Path, language: str | None) -> None:
    """Proofread a bank: names, references, translations, reading level, and words that ask for a job.

    FOLDER is a bank; without it, the one that comes with the program. What is graded:
    each script, message, reply and question, each section and each longer text, without
    names, job titles and blanks. English has a school grade (Flesch and Kincaid): at most
    7 for what is said or sent, 8 for the rest, 6 for plain wordings. French has an ease
    (Kandel and Moles): at least 70, 60 and 80. Headings, labels and tables have none.
    Sentences have 15 words or fewer on average, and none has more than 25.

    \b
    Exit codes: 0 nothing to mend, notes allowed; 2 something has to be mended.

    \b
    For example:
      kit bank check
      kit bank check our-words --language fr
    """
    from pipeline.proofread import proofread

    found = proofread(read_bank(folder), [Language(language)] if language else tuple(Language))
    for one in found:
        show((one,))
    mistakes = sum(isinstance(one, Problem) for one in found)
    click.echo(f"{folder}: {_many(mistakes, 'mistake')}, {_many(len(found) - mistakes, 'note')}")
    if mistakes:
        ctx.exit(BankError.exit_code)


def _many(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"
