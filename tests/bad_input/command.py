"""Run the real command on bad input, and hold what has to be true of every run, whatever the input.

Nothing appears on the disk but what a case allows, no character moves the terminal, there is no traceback,
no process is left, and processor time, time by the clock and memory stay within a limit.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from tests.faults.processes import descendants, wait_until
from tests.fuzz.readers import unsafe
from tests.saying import said

# A bad file is refused in a fraction of these; a busy machine is no reason to fail.
SECONDS = 60
BYTES = 1024**3


@dataclass(frozen=True)
class Said:
    """What the command printed and how it ended; `lines` is standard error without the lines of files."""

    lines: list[str]
    code: int
    stdout: str


class Kit:
    """The command in a folder that holds the bad input, a home and a folder for passing files beside it."""

    def __init__(self, around: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._around = around
        self.folder = around / "here"
        for name in ("here", "home", "passing"):
            (around / name).mkdir()
        monkeypatch.chdir(self.folder)
        monkeypatch.setenv("HOME", str(around / "home"))
        monkeypatch.setenv("TMPDIR", str(around / "passing"))
        monkeypatch.setattr(tempfile, "tempdir", str(around / "passing"))

    def __call__(self, *arguments: str, writes: str = "") -> Said:
        """Run the command; it may write below the folder `writes` alone, and nowhere where that is empty."""
        before, running = _files(self._around), _children()
        with _within_limits():
            result = CliRunner().invoke(main, list(arguments))
        assert isinstance(result.exception, SystemExit | None), result.exc_info
        # A tab in what is printed divides the columns of a list; no other control character may be there.
        told = Said(said(result.stderr), result.exit_code, result.stdout.replace("\t", " "))
        for line in (*told.stdout.splitlines(), *result.stderr.splitlines()):
            assert not unsafe(line) and "Traceback" not in line, line
        changed = {path for path, _ in _files(self._around).items() ^ before.items()}
        strange = {path for path in changed if not writes or not path.is_relative_to(self.folder / writes)}
        assert not strange, f"nothing else may be written: {sorted(strange)}"
        wait_until(lambda: _children() <= running)
        return told


def write(files: dict[str, bytes | str]) -> None:
    """Write files where the command will run."""
    for name, content in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content.encode() if isinstance(content, str) else content)


def _files(folder: Path) -> dict[Path, object]:
    """Return what each path below a folder is: a file by its bytes, a link by where it leads.

    The fonts that WeasyPrint unpacks are passed over: they go when the process ends, as another test shows.
    """
    found: dict[Path, object] = {}
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith("weasyprint-")]
        for path in (Path(root, name) for name in (*folders, *names)):
            told: object = path.lstat().st_mode
            if path.is_symlink():
                told = path.readlink()
            elif path.is_file():
                told = path.read_bytes()
            found[path] = told
    return found


def _children() -> set[int]:
    return descendants(os.getpid()) if Path("/proc/self/stat").exists() else set()


@contextmanager
def _within_limits() -> Iterator[None]:
    """Stop what takes too long, and let nobody have more memory than a kit may have."""
    if sys.platform != "linux":  # elsewhere the cases are run, and not measured
        yield
        return
    import resource

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt(f"this took more than {SECONDS} seconds")

    used = resource.getrusage(resource.RUSAGE_SELF)
    room = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE") + BYTES
    limits: list[tuple[int, int]] = [
        (resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + SECONDS),
        (resource.RLIMIT_AS, room),
    ]
    before = [(kind, resource.getrlimit(kind)) for kind, _ in limits]
    handler = signal.signal(signal.SIGXCPU, stop)
    # The command sets the system's own alarm for each kit, so this clock is another.
    clock = threading.Timer(SECONDS * 5, os.kill, (os.getpid(), signal.SIGXCPU))
    clock.daemon = True
    clock.start()
    try:
        for (kind, most), (_, (_, hard)) in zip(limits, before, strict=True):
            resource.setrlimit(kind, (most, hard))
        yield
    finally:
        clock.cancel()
        for kind, old in before:
            resource.setrlimit(kind, old)
        signal.signal(signal.SIGXCPU, handler)
