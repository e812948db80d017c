"""Write a file to the desktop that starts the app: for Linux, macOS and Windows, each in its own form."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

from interview_kit.support.i18n import _
from interview_kit.support.output_folder import write_program
from interview_kit.support.paths import TEMPLATES

# It was tried on this system; on the others nobody has looked yet.
TRIED = "linux"
_ARGUMENTS = ("-m", "interview_kit", "app")
# Signs that the key Exec has a meaning for, inside quotes (Desktop Entry Specification 1.5).
_RESERVED = str.maketrans({sign: f"\\\\{sign}" for sign in '"`$\\'} | {"%": "%%"})


def write_shortcut(platform: str = sys.platform, desktop: Path | None = None) -> tuple[Path, bool]:
    """Write the file to the desktop, and return its path and whether such a file was tried.

    Raises OutputProblem.
    """
    name, text = shortcut(platform, sys.executable)
    path = (desktop or _desktop(platform)) / name
    write_program(path, text.encode())
    return path, platform == TRIED


def shortcut(platform: str, python: str) -> tuple[str, str]:
    """Return the name and the text of the file that starts the app with a Python."""
    title = _("Interview kit")
    if platform == "win32":
        command = subprocess.list2cmdline([python, *_ARGUMENTS]).replace("%", "%%")
        return f"{title}.cmd", f"@echo off\r\nchcp 65001 >nul\r\n{command}\r\n"
    if platform == "darwin":
        return f"{title}.command", f"#!/bin/sh\nexec {shlex.join([python, *_ARGUMENTS])}\n"
    entry = {
        "Type": "Application",
        "Name": title,
        "Comment": _("Make kits in the browser: one person's, or a class's."),
        "Exec": " ".join(f'"{each.translate(_RESERVED)}"' for each in (python, *_ARGUMENTS)),
        "Icon": str(TEMPLATES / "app" / "icon.svg"),
        # A window that is closed ends the app, and says how to end it.
        "Terminal": "true",
        "Categories": "Office;Education;",
    }
    lines = "".join(f"{key}={value}\n" for key, value in entry.items())
    return "interview-kit.desktop", f"[Desktop Entry]\n{lines}"


def _desktop(platform: str) -> Path:
    """Return the folder of what is on the desktop, where this system says it is."""
    if platform not in ("win32", "darwin"):
        try:
            found = subprocess.run(["xdg-user-dir", "DESKTOP"], capture_output=True, text=True, check=False)
        except OSError:
            return Path.home() / "Desktop"
        if found.stdout.strip():
            return Path(found.stdout.strip())
    return Path.home() / "Desktop"
