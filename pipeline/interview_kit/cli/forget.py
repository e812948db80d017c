"""Define the command `kit forget`: remove the data of a class that is over."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.cli.console import MOST_LINES, is_interactive, say
from interview_kit.cli.new_prompts import agrees
from interview_kit.cli.options import debug_option
from interview_kit.model.enums import Language
from interview_kit.support.errors import escape
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
    since, is named and stays. On a terminal you are asked before.

    Rosters and profiles, e-mails that were sent, printed kits and copies elsewhere are not touched.
    Deleted files can often be brought back from a disk; encrypt it where that matters.

    \b
    Exit codes: 0 removed; 1 you said no; 2 no build or collect has written into the folder;
    4 a build is writing into it.

    \b
    For example:
      {kit} forget output/class
    """
    with class_data(folder) as found:
        count = sum(map(len, found.written.values()))
        files, kits = _n("{n} file", "{n} files", count), _n("{n} kit", "{n} kits", found.kits)
        if not yes and is_interactive():
            question = _("Remove {files} ({kits}) from {folder}?", files=files, kits=kits, folder=folder)
            if not agrees(question, Language(message_language())):
                say(_("nothing is removed"))
                ctx.exit(NOT_REMOVED)
        found.remove()
    say(escape(_("removed from {folder}: {files} ({kits})", folder=folder, files=files, kits=kits)))
    _print_rest(found)


def _print_rest(found: ClassData) -> None:
    """Print what remains in the folder and elsewhere."""
    if found.remaining:
        say(_("not removed, written by something else or changed since:"))
    for path in found.remaining[:MOST_LINES]:
        say(f"  {escape(str(path))}", str(path))
    if len(found.remaining) > MOST_LINES:
        say("  " + _("and {count} more", count=len(found.remaining) - MOST_LINES))
    sources = ", ".join(found.sources) or _("rosters and profiles")
    message = _(
        "Not touched, where you have them: {sources}, e-mails sent, printed kits, copies elsewhere",
        sources=sources,
    )
    say(escape(message))
