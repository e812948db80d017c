"""Show a file or a folder with the program that this system has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from interview_kit.support.errors import escape
from interview_kit.support.i18n import _

OPENERS = {"darwin": "open", "linux": "xdg-open"}


def show_file(path: Path) -> None:
    """Show it; where there is nothing to show it with, say where it is."""
    whole = path.absolute()
    if sys.platform == "win32":
        os.startfile(whole)
        return
    opener = shutil.which(OPENERS.get(sys.platform, "xdg-open"))
    if opener is None:
        click.secho(
            _("nothing here can show files (xdg-open); it is {whole}", whole=escape(str(whole))),
            fg="yellow",
            err=True,
        )
        return
    # It may stay as long as the file is looked at; the command does not wait for that.
    subprocess.Popen(
        [opener, str(whole)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
