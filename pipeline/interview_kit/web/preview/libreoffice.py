"""Turn a Word file into pages with LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from time import monotonic
from time import sleep as _pause

_NAMES = ("soffice", "libreoffice")
_LONGEST = 60
# So often the wait is broken off, so that an interruption is heard on every system.
_LOOK_EVERY = 0.1


@cache
def program() -> str | None:
    """Return LibreOffice's program, or None where it is not installed."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def pages_of(docx: bytes) -> bytes | None:
    """Return the pages of a Word file as PDF; None where LibreOffice is not there or makes none."""
    soffice = program()
    if soffice is None:
        return None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        word = folder / "kit.docx"
        with word.open("wb") as file:
            file.write(docx)
        # With settings of its own it does not disturb, and is not disturbed by, one that is open. They are
        # kept until the preview ends, since making them takes longer than the pages.
        own = f"-env:UserInstallation={(Path(tempfile.gettempdir()) / 'office').as_uri()}"
        _run([soffice, own, "--headless", "--convert-to", "pdf", "--outdir", name, str(word)], name)
        made = word.with_suffix(".pdf")
        return made.read_bytes() if made.is_file() else None


def _run(command: list[str], folder: str) -> None:
    """Run a program to its end or until it takes too long; it and its children are gone, whatever happens.

    What it writes for a while goes into `folder`, since a killed program clears nothing away.
    """
    process = subprocess.Popen(
        command,
        env=os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
    )
    end = monotonic() + _LONGEST
    try:
        while process.poll() is None and monotonic() < end:
            _pause(_LOOK_EVERY)
    finally:
        if process.poll() is None:
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
