"""Check that Word's pages come from LibreOffice, and that an interruption leaves no process of it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from interview_kit.tools import libreoffice
from tests.faults.processes import NEEDS_PROC, is_running, wait_until

NEEDS_POSIX = pytest.mark.skipif(
    sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script"
)


def stand_in(folder: Path, script: str) -> str:
    """Write a program that is called as LibreOffice is."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o700)
    return str(program)


@NEEDS_POSIX
def test_the_pages_are_what_the_office_makes_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # soffice -env:… --headless --convert-to pdf --outdir FOLDER FILE
    makes = 'touch "$TMPDIR/lock.tmp"; made="${7%.docx}.pdf"; (printf "%s of " "$4"; cat "$7") > "$made"'
    program = stand_in(tmp_path, makes)
    monkeypatch.setattr(libreoffice, "program", lambda: program)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert libreoffice.pages_of(b"words") == b"pdf of words"
    assert [each.name for each in tmp_path.iterdir()] == ["soffice"]


@NEEDS_POSIX
def test_without_an_office_or_its_pages_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    assert libreoffice.pages_of(b"words") is None
    monkeypatch.setattr(libreoffice, "program", lambda: stand_in(tmp_path, "true"))
    assert libreoffice.pages_of(b"words") is None


@NEEDS_POSIX
@NEEDS_PROC
def test_an_interruption_ends_the_office_and_what_it_has_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = tmp_path / "started"
    program = stand_in(tmp_path, f'sleep 600 & echo $! > "{started}"; echo $$ >> "{started}"; wait')
    monkeypatch.setattr(libreoffice, "program", lambda: program)

    def interrupted(seconds: float) -> None:
        wait_until(lambda: started.exists() and started.read_text("utf-8").count("\n") == 2)
        raise KeyboardInterrupt

    monkeypatch.setattr(libreoffice, "_pause", interrupted)
    with pytest.raises(KeyboardInterrupt):
        libreoffice.pages_of(b"words")
    child, parent = map(int, started.read_text("utf-8").split())
    wait_until(lambda: not is_running(child) and not is_running(parent))
