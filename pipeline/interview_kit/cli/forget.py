"""Define the command `kit forget`: remove the data of a class that is over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from interview_kit.cli.console import MOST_LINES, is_interactive, say
from interview_kit.cli.new_prompts import agrees
from interview_kit.cli.options import debug_option
from interview_kit.model.enums import Language
from interview_kit.support.cache import clear
from interview_kit.support.errors import escape, refusal
from interview_kit.support.i18n import _, _n, message_language
from interview_kit.tools.forget import ClassData, class_data

NOT_REMOVED = 1


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option("-y", "--yes", is_flag=True, help="Remove without asking.")
@debug_option
@click.pass_context
def command(ctx: click.Context, folder: Path, yes: bool) -> None:
    """Remove the data of a class that is over.

    FOLDER is what a build wrote into, or what kits were collected in. Removes from it, and from the
    folders in it that a build wrote: kits, records, reports, rosters of refused rows, class files,
    collected answers and their summary. A file that something else wrote, or a kit that was changed
    since, is named and stays.

    What would be removed is listed, and you are asked before; where there is no terminal to ask on,
    nothing is removed without --yes.

    Rosters and profiles, e-mails that were sent, printed kits and copies elsewhere are not touched.
    Deleted files can often be brought back from a disk; encrypt it where that matters. The cache of
    words and themes that this program reads, which holds nothing of anybody, is emptied too.

    \b
    Exit codes: 0 removed; 1 you said no; 2 no build or collect has written into the folder, or nobody
    could be asked; 4 a build is writing into it.

    \b
    For example:
      {kit} forget output/class
    """
    with class_data(folder) as found:
        count = sum(map(len, found.written.values()))
        files, kits = _n("{n} file", "{n} files", count), _n("{n} kit", "{n} kits", found.kits)
        if not yes:
            _print_files(_("would be removed:"), [path for each in found.written.values() for path in each])
            if not is_interactive():
                message = _("there is no terminal to ask on, and nothing is removed; with --yes it is")
                raise refusal(str(folder), message)
            question = _("Remove {files} ({kits}) from {folder}?", files=files, kits=kits, folder=folder)
            if not agrees(question, Language(message_language())):
                say(_("nothing is removed"))
                ctx.exit(NOT_REMOVED)
        found.remove()
    clear()
    say(escape(_("removed from {folder}: {files} ({kits})", folder=folder, files=files, kits=kits)))
    _print_rest(found)


def _print_rest(found: ClassData) -> None:
    """Print what remains in the folder and elsewhere."""
    if found.remaining:
        _print_files(_("not removed, written by something else or changed since:"), found.remaining)
    sources = ", ".join(found.sources) or _("rosters and profiles")
    message = _(
        "Not touched, where you have them: {sources}, e-mails sent, printed kits, copies elsewhere",
        sources=sources,
    )
    say(escape(message))


def _print_files(title: str, paths: Sequence[Path]) -> None:
    say(title)
    for path in paths[:MOST_LINES]:
        say(f"  {escape(str(path))}", str(path))
    if len(paths) > MOST_LINES:
        say("  " + _("and {count} more", count=len(paths) - MOST_LINES))
