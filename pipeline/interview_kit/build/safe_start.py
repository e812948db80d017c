"""Start Python processes that import nothing from the current folder.

`python -c`, by which multiprocessing starts its processes, puts the current folder first on `sys.path`. It
may be a class or a theme from a stranger, and a file `selectors.py` in it would be run.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from pathlib import Path

import interview_kit

# Each holds folders that code is loaded from; an empty or a relative one is looked for in the current folder.
_FOLDERS = ("PYTHONHOME", "PYTHONUSERBASE", "PYTHONPYCACHEPREFIX")
_NAME = interview_kit.__name__
_OWN = str(Path(interview_kit.__file__).absolute().parents[1])

_starting = threading.RLock()


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
    changed = _changes()
    kept = {name: value for name, value in os.environ.items() if name not in changed}
    return kept | {name: value for name, value in changed.items() if value is not None}


@contextmanager
def safe_start() -> Iterator[None]:
    """Give processes that multiprocessing starts in this block a safe path and a safe environment.

    multiprocessing passes on the environment, `sys.path` and the main module of this process, so these are
    changed and then restored. One thread at a time can be in the block.
    """
    main = sys.modules["__main__"]
    with _starting:
        changed = _changes()
        before = {name: os.environ.get(name) for name in changed}
        path, spec = sys.path, getattr(main, "__spec__", None)
        try:
            _set(changed)
            sys.path = safe_path()
            # By this name multiprocessing does not import the main module once more in each child.
            main.__spec__ = ModuleSpec("__main__", None)
            yield
        finally:
            main.__spec__, sys.path = spec, path
            _set(before)


def _changes() -> dict[str, str | None]:
    """Return the variables that differ for a Python process, with None for those that it does not get."""
    given = [name for name in _FOLDERS if os.environ.get(name)]
    kept = {name: os.pathsep.join(filter(_is_elsewhere, _entries(name))) or None for name in given}
    path = [entry for entry in safe_path() if os.pathsep not in entry]
    return {"PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(path), **kept}


def _entries(variable: str) -> list[str]:
    folders = os.environ.get(variable, "")
    return folders.split(os.pathsep) if folders else []


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _is_elsewhere(entry: object) -> bool:
    if not isinstance(entry, str) or not os.path.isabs(entry):
        return False
    try:
        return not os.path.samefile(entry, os.curdir)
    except OSError:  # one of the two is not there
        return True
