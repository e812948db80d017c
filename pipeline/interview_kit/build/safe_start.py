"""Start Python processes that import nothing from the current folder.

`python -c`, which starts a worker process, puts the current folder first on `sys.path`. It may be a class or
a theme from a stranger, and a file `selectors.py` in it would be run.
"""

from __future__ import annotations

import os
import sys

import interview_kit

# Each holds folders that code is loaded from; an empty or a relative one is looked for in the current folder.
_FOLDERS = ("PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "PYTHONPYCACHEPREFIX")
_NAME = interview_kit.__name__
_OWN = os.path.dirname(os.path.dirname(os.path.abspath(interview_kit.__file__)))


def safe_path() -> list[str]:
    """Return `sys.path` without the current folder and without relative entries.

    Where the program itself lies in the current folder, that one comes as late as it can and still be the one
    that the program is loaded from: it replaces no module of Python.
    """
    # Python has made these absolute when it began.
    relative = {os.path.abspath(entry) for entry in _entries("PYTHONPATH") if not os.path.isabs(entry)}
    kept = [entry for entry in sys.path if _is_elsewhere(entry) and entry not in relative]
    rivals = (at for at, entry in enumerate(kept) if entry == _OWN or os.path.isdir(f"{entry}/{_NAME}"))
    at = next(rivals, len(kept))
    return kept if _OWN in kept[at : at + 1] else [*kept[:at], _OWN, *kept[at:]]


def safe_environment() -> dict[str, str]:
    """Return the environment for a Python process: without folders that lead to the current one."""
    kept = {name: os.pathsep.join(filter(_is_elsewhere, _entries(name))) for name in _FOLDERS}
    others = {name: value for name, value in os.environ.items() if name not in _FOLDERS}
    return others | {name: folders for name, folders in kept.items() if folders}


def _entries(variable: str) -> list[str]:
    folders = os.environ.get(variable, "")
    return folders.split(os.pathsep) if folders else []


def _is_elsewhere(entry: object) -> bool:
    if not isinstance(entry, str) or not os.path.isabs(entry):
        return False
    try:
        return not os.path.samefile(entry, os.curdir)
    except OSError:  # one of the two is not there
        return True
