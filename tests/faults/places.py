"""Make places that are hard to write into; a test that cannot have one is skipped by name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

SmallDisk: TypeAlias = Callable[[str], Path]
"""Mounts, or mounts again, a file system with these options, and returns where it is."""


def mount(folder: Path, options: str) -> None:
    """Mount a file system in memory."""
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("a small file system cannot be made here")
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small file system is not allowed here")


def unmount(folder: Path) -> None:
    """Take a file system away."""
    if folder.is_mount():
        subprocess.run(["umount", str(folder)], check=True)


def ordinary_user() -> tuple[str, ...]:
    """Return what to put before a command so that modes of files hold: for root they do not."""
    if sys.platform == "win32":
        pytest.skip("Windows has other rights than modes")
    if os.geteuid() != 0:
        return ()
    without_powers = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
    if shutil.which("setpriv") is None:
        pytest.skip("root cannot lay its powers down here without setpriv")
    return without_powers


def freeze(path: Path, sign: str) -> None:
    """Let nobody, not even root, change a file or a folder (`+i`), or let them again (`-i`)."""
    if shutil.which("chattr") is None:
        pytest.skip("there is no chattr here")
    if subprocess.run(["chattr", sign, str(path)], capture_output=True, check=False).returncode:
        pytest.skip("this file system, or this user, cannot freeze files")
