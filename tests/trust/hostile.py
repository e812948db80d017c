"""Folders full of modules that tell when they are imported, and the real `kit` in the middle of them."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.paths import ROOT, SOURCE

# A theme may not hold more files.
MOST_IN_A_THEME = 480
_SCRIPT = "import sys\nfrom interview_kit.cli import main\nif __name__ == '__main__':\n    sys.exit(main())\n"
# Nothing that could itself be planted is imported to leave the trace.
_DECOY = "import posix\nwith open({marks!r}, 'a') as file:\n    print(__name__, posix.getpid(), file=file)\n"


@functools.cache
def importable() -> tuple[str, ...]:
    """Return the name of every module and package at the top that the program could import, first ours."""
    customs = ("sitecustomize", "usercustomize")
    packages = (name for name in packages_distributions() if name.isidentifier())
    stdlib = sorted(sys.stdlib_module_names, key=lambda name: (name.startswith("_"), name))
    return tuple(dict.fromkeys(("interview_kit", *customs, *stdlib, *packages)))


def loaded_by(code: str) -> set[str]:
    """Return the modules at the top that a Python process has imported after `code`."""
    asked = f"{code}\nimport sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    command = [sys.executable, "-c", asked]
    return set(subprocess.check_output(command, cwd=ROOT, text=True, env=environment()).split())


def plant(folder: Path, marks: Path, names: Iterable[str]) -> None:
    """Put a module of each name into a folder; whichever is imported leaves a line in `marks`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.py").write_text(_DECOY.format(marks=str(marks)), encoding="utf-8")


def marked(marks: Path, but: int | None = None) -> list[str]:
    """Return which modules were imported, each once, by other processes than `but`."""
    lines = marks.read_text("utf-8").splitlines() if marks.exists() else []
    return sorted({line.split()[0] for line in lines if int(line.split()[1]) != but})


def script(folder: Path) -> list[str]:
    """Write the script that an installation makes of `kit`, and return the command that runs it."""
    path = folder / "bin/kit"
    path.parent.mkdir()
    path.write_text(_SCRIPT, encoding="utf-8")
    return [sys.executable, str(path)]


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a command that finds this program, and its modules nowhere else."""
    return {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1"} | more
