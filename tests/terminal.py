"""Run the command in a real terminal, and type into it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.paths import SOURCE

PATIENCE = 60
AGAIN = 5
ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(SOURCE),
    "LC_ALL": "C.UTF-8",
    "TERM": "dumb",
    "NO_COLOR": "1",
    "COLUMNS": "",  # the size is the terminal's own
}
KIT = [sys.executable, "-c", "from interview_kit.cli import main; main(prog_name='kit')"]


class Terminal:
    """A command with a terminal of its own; `said` is all it has printed so far."""

    def __init__(self, command: list[str], folder: Path, **environment: str) -> None:
        pty = pytest.importorskip("pty", reason="this system has no terminals of this kind")
        self._end, inner = pty.openpty()
        self._child = subprocess.Popen(
            command,
            cwd=folder,
            env=ENVIRONMENT | environment,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
            preexec_fn=_own_terminal,
        )
        os.close(inner)
        self.said = ""

    def wait_for(self, words: str) -> None:
        """Read until the words were said; fail where they are not."""
        self._read(lambda: words in self._since)
        if words not in self._since:
            pytest.fail(f"{words!r} was not said before the end of:\n{self.said}")

    def mark(self) -> None:
        """Look from now on only at what is said after this."""
        self._mark = len(self.said)

    def send(self, number: signal.Signals) -> None:
        """Send the command a signal."""
        self._child.send_signal(number)

    def type(self, text: str, after: str = "> ") -> None:
        """Type a line when the command waits for one."""
        self.wait_for(after)
        self._mark = len(self.said)
        os.write(self._end, f"{text}\n".encode())

    def interrupt(self, after: str = "> ") -> None:
        """Press Ctrl-C when the command has said something, and again where it goes on waiting.

        The line editor of Python sees no signal that comes between its prompt and its wait for a key.
        """
        self.wait_for(after)
        self._mark = len(self.said)
        last = time.monotonic() + PATIENCE
        while "\n" not in self._since and time.monotonic() < last:
            os.write(self._end, b"\x03")
            again = time.monotonic() + AGAIN
            while "\n" not in self._since and self._heard(again - time.monotonic()) and self._take():
                pass

    def end(self) -> int:
        """Read to the end and return the exit code."""
        self._read(lambda: False)
        os.close(self._end)
        return self._child.wait(PATIENCE)

    _mark = 0

    @property
    def _since(self) -> str:
        return self.said[self._mark :]

    def _read(self, enough: Callable[[], bool]) -> None:
        last = time.monotonic() + PATIENCE
        while not enough():
            if not self._heard(last - time.monotonic()):
                self._child.kill()
                self._child.wait()
                os.close(self._end)
                pytest.fail(f"nothing more was said after:\n{self.said}")
            if not self._take():
                return

    def _heard(self, seconds: float) -> bool:
        """Return whether something is said within so many seconds."""
        return bool(select.select([self._end], [], [], max(0, seconds))[0])

    def _take(self) -> bool:
        """Take up what was said, and return whether more can come."""
        try:
            more = os.read(self._end, 65536)
        except OSError:  # Linux says so that the other end is closed
            more = b""
        self.said += more.decode(errors="replace").replace("\r\n", "\n")
        return bool(more)


def _own_terminal() -> None:
    # So that Ctrl-C reaches the command, and nobody else.
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
