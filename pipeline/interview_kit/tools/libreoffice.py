"""Convert a Word file to PDF with LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from time import monotonic
from time import sleep as _pause

from interview_kit.build.worker_process import Program

_NAMES = ("soffice", "libreoffice")
_LONGEST = 60
# Poll interval in seconds: between polls an interrupt is handled, on every system.
_LOOK_EVERY = 0.1


@cache
def program() -> str | None:
    """Return the path of LibreOffice's executable, or None where it is not installed."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def pages_of(docx: bytes) -> bytes | None:
    """Return a Word file converted to PDF; None where LibreOffice is not installed or fails."""
    return pages_of_all([docx])[0]


def pages_of_all(files: Sequence[bytes]) -> list[bytes | None]:
    """Return Word files converted to PDF by one call, which takes hardly longer than for one of them."""
    soffice = program()
    if soffice is None:
        return [None] * len(files)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        words = [folder / f"kit-{number}.docx" for number in range(len(files))]
        for path, docx in zip(words, files, strict=True):
            with path.open("wb") as file:
                file.write(docx)
        # A user profile of its own, so that it does not interfere with an open LibreOffice. It is kept until
        # the process ends: creating it takes longer than the conversion.
        own = f"-env:UserInstallation={(Path(tempfile.gettempdir()) / 'office').as_uri()}"
        _run([soffice, own, "--headless", "--convert-to", "pdf", "--outdir", name, *map(str, words)], name)
        made = [path.with_suffix(".pdf") for path in words]
        return [path.read_bytes() if path.is_file() else None for path in made]


def _run(command: list[str], folder: str) -> None:
    """Run a program for at most 60 seconds.

    What it writes for a while goes into `folder`, since a killed program clears nothing away. `folder` is its
    current folder too, since scripts that it runs would import modules from there.
    """
    # Without what is meant for this Python: the program may bring its own.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)
    process = Program(command, cwd=folder, env=environment)
    end = monotonic() + _LONGEST
    try:
        while process.poll() is None and monotonic() < end:
            _pause(_LOOK_EVERY)
    finally:
        process.end()
