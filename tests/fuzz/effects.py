"""Notice what reading a file may not do: a socket, a process, a file elsewhere, a gigabyte, a minute.

Python's own audit events are seen on every system. What C libraries do is seen by strace, where there is one,
and a network namespace takes the network away, where the system permits that.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from interview_kit.build.limits import peak_memory
from tests.paths import ROOT

BYTES, SECONDS = 1024**3, 60
_STARTS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "os.spawn")
# Of each event that changes paths: how many there are, and which argument is the folder of the first, if it
# is relative to one (docs.python.org, "Audit events table").
_CHANGES = {
    **dict.fromkeys(("os.remove", "os.rmdir"), (1, 1)),
    **dict.fromkeys(("os.mkdir", "os.chmod"), (1, 2)),
    **dict.fromkeys(("os.chown", "os.utime"), (1, 3)),
    **dict.fromkeys(("os.rename", "os.link"), (2, 2)),
    "os.symlink": (2, 2),
    "os.truncate": (1, 1),
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_SYSTEM = ("/usr", "/lib", "/lib64", "/opt", "/proc", "/sys", "/dev/null", "/dev/urandom", "/dev/random")
_SETTINGS = (
    "/etc/fonts",
    "/var/cache/fontconfig",  # looked at again every 30 seconds
    "/etc/ld.so",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/ssl",
    "/etc/debian_version",
)
_CALLS = (
    "%network,execve,open,openat,creat,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,fork,vfork"
)
_CALL = re.compile(r"^\d+ +(\w+)\((.*)")
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')


class Noticed(BaseException):
    """A file had an effect that none may have; a BaseException, so that no reader catches it."""


class Watch:
    """Watches a process from its first moment on; each file is read inside `reading`."""

    def __init__(self, *folders: Path, seconds: float = SECONDS, memory: int = BYTES) -> None:
        """Watch this process for ever; it may write into the folders, and read what programs need."""
        self._written = tuple(str(folder.resolve()) for folder in folders)
        own = (str(ROOT), sys.prefix, sys.base_prefix, os.path.expanduser("~/.fonts"))
        self._read = (*self._written, *_SYSTEM, *_SETTINGS, *own)
        self._seconds, self._memory = seconds, memory
        self._found: list[str] = []
        self._reads = False
        sys.addaudithook(self._hook)

    def reading(self, reader: Callable[[bytes], None], data: bytes) -> None:
        """Let a reader read, and raise Noticed for what it did; it raises what the reader raises too."""
        peak, self._found = peak_memory(), []
        before = signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_REAL, self._seconds)
        started, self._reads = time.monotonic(), True
        try:
            reader(data)
        finally:
            self._reads = False
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        if time.monotonic() - started > self._seconds:
            self._found.append(f"it took more than {self._seconds:g} s")
        grown = peak_memory() - peak
        if grown > self._memory:
            self._found.append(f"it took {grown / 2**20:.0f} MiB")
        if self._found:
            raise Noticed("; ".join(self._found))

    def _ring(self, number: int, frame: FrameType | None) -> NoReturn:
        raise Noticed(f"it took more than {self._seconds:g} s")

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._reads and (found := self._effect(event, arguments)):
            self._found.append(found)  # whatever becomes of the exception
            raise Noticed(found)

    def _effect(self, event: str, arguments: tuple[Any, ...]) -> str:
        if event.startswith("socket.") or event in _STARTS:
            return f"{event} {arguments[1:] if event.startswith('socket.') else arguments}"
        if event == "open" and not isinstance(arguments[0], int):
            return self.opened(os.fsdecode(arguments[0]), writes=bool(arguments[2] & _WRITING))
        count, at = _CHANGES.get(event, (0, 0))
        for number, path in enumerate(arguments[:count]):
            if not isinstance(path, int):
                place = _whole(path, arguments[at + number :])
                if found := self.opened(place, writes=True):
                    return f"{event}: {found}"
        return ""

    def opened(self, path: str, *, writes: bool) -> str:
        """Return what is wrong with opening a path, or "" where a reader may."""
        if path in ("/dev/null", "/dev/tty"):
            return ""
        real = os.path.realpath(path)
        known = any(
            real == folder or real.startswith(folder) for folder in (self._written if writes else self._read)
        )
        return "" if known else f"it {'wrote' if writes else 'read'} {path}"

    def traced(self, log: Path) -> Iterator[str]:
        """Yield the effects in what strace wrote down, after the line that opens the log's own mark."""
        begun = False
        for line in log.read_text("utf-8", "backslashreplace").splitlines():
            begun = begun or str(mark(log)) in line
            if begun and str(mark(log)) not in line and (found := self._of_call(line)):
                yield found

    def _of_call(self, line: str) -> str:
        call = _CALL.match(line)
        if call is None or "ENOENT" in line:
            return ""
        name, rest = call.groups()
        if name in ("execve", "fork", "vfork", "socket", "connect", "sendto", "bind"):
            return f"{name}({rest[:120]}"
        path = _PATH.search(rest)
        if path is None or not path[1].startswith("/"):
            return ""
        writes = name not in ("open", "openat") or any(
            flag in rest for flag in ("O_WRONLY", "O_RDWR", "O_CREAT")
        )
        return self.opened(path[1], writes=writes)


def _whole(path: str | bytes, rest: Sequence[Any]) -> str:
    """Return a path, which may be relative to the folder of a file descriptor."""
    name = os.fsdecode(path)
    is_relative = rest and isinstance(rest[0], int) and rest[0] >= 0
    return os.path.join(os.path.realpath(f"/proc/self/fd/{rest[0]}"), name) if is_relative else name


def mark(log: Path) -> Path:
    """Return the file whose opening divides the log of strace: before it, the program itself was loaded."""
    return log.with_suffix(".begun")


def layers(log: Path) -> tuple[list[str], list[str]]:
    """Return what a command is put behind here, and a line for each layer that is not permitted."""
    behind: list[str] = []
    lacking = []
    for name, command in (
        ("network namespace", ["unshare", "-rn"]),
        ("strace", ["strace", "-f", "-qq", "--seccomp-bpf", "-e", f"trace={_CALLS}", "-o", str(log)]),
    ):
        if _runs([*behind, *command, "true"]):
            behind += command
        else:
            lacking.append(f"no {name} here")
    return behind, lacking


def _runs(command: Sequence[str]) -> bool:
    if shutil.which(command[0]) is None:
        return False
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    return done.returncode == 0
