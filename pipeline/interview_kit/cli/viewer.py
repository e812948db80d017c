"""Open a file or a folder with the system's default program."""

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
    """Open a file or folder; without an opener program (xdg-open), print its path."""
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
    # It may run as long as the file is open: do not wait for it.
    subprocess.Popen(
        [opener, str(whole)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
