"""Open a file or a folder with the system's default program."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from subprocess import TimeoutExpired

import click

from interview_kit.build.worker_process import Program
from interview_kit.cli.wrapping import fitted
from interview_kit.support.errors import escape
from interview_kit.support.i18n import _

TO_FAIL = 1.0  # seconds
OPENERS = {"darwin": "open", "linux": "xdg-open"}


def show_file(path: Path) -> None:
    """Open a file or folder; print its path where the opener program (xdg-open) is missing or fails."""
    whole = path.absolute()
    if sys.platform == "win32":
        os.startfile(whole)
        return
    opener = shutil.which(OPENERS.get(sys.platform, "xdg-open"))
    if opener is None:
        _warn(_("nothing here can show files (xdg-open); it is {whole}", whole=whole), whole)
        return
    program = Program([opener, str(whole)])
    # It may run as long as the file is open; one that fails ends at once.
    with suppress(TimeoutExpired):
        if code := program.wait(TO_FAIL):
            message = _("{opener} could not show the file (exit code {code})", opener=opener, code=code)
            _warn(_("{place}: {reason}", place=message, reason=whole), whole)


def _warn(message: str, whole: Path) -> None:
    click.secho(fitted(escape(message), escape(str(whole)), stream=sys.stderr), fg="yellow", err=True)
