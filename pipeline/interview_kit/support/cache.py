"""Keep what was read and compiled in the user's cache folder, for the next start of the program.

A file of it is believed only where this user or root alone can write it, its checksum is right, and it holds
plain data and instances of the program's own classes; any other is made anew. `KIT_CACHE=off` turns the cache
off, and so does a folder that cannot be written. Nothing of a profile, a roster or a kit is kept.
"""

from __future__ import annotations

import io
import os
import pickle
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import EnumType
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from interview_kit.support.errors import OutputProblem
from interview_kit.support.plain_file import open_ours

T = TypeVar("T")

_PACKAGE = Path(__file__).resolve().parents[1]
_ENDING = ".kept"
_MOST_FILES = 24
_CHECKSUM = 32
# The modules whose classes are plain data.
_DATA = (f"{_PACKAGE.name}.model.", f"{_PACKAGE.name}.support.", f"{_PACKAGE.name}.stages.read.")


def cached(name: str, sources: Callable[[], Iterable[bytes]], make: Callable[[], T]) -> T:
    """Return what `make` returned when the sources and the program were the same as now; else call it.

    `name` is that of the file, beside a hash of the sources. Raises what `make` and `sources` raise.
    """
    if cache_folder() is None:
        return make()
    digest = _digest(sources())
    path = _path(name, digest)
    found = _read(path)
    if found is not None:
        return cast("T", found)
    made = make()
    if _digest(sources()) == digest:  # the files were not saved meanwhile
        _write(path, made)
    return made


def clear() -> None:
    """Delete the files of the cache."""
    from interview_kit.support.output_folder import remove_file  # loads much, and is rarely needed

    folder = cache_folder()
    for path in folder.glob(f"*{_ENDING}") if folder else ():
        with suppress(OutputProblem):
            remove_file(path)


def cache_folder() -> Path | None:
    """Return the folder of the cache, which may not exist; None where there is none, or it is turned off."""
    if os.environ.get("KIT_CACHE") == "off":
        return None
    try:
        usual = {"darwin": Path.home() / "Library/Caches", "win32": Path.home() / "AppData/Local"}
        place = usual.get(sys.platform, Path.home() / ".cache")
    except RuntimeError:  # nobody's home
        return None
    given = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    return (Path(given) if os.path.isabs(given) else place) / "interview-kit"


def _path(name: str, digest: str) -> Path:
    folder = cache_folder()
    assert folder is not None
    return folder / f"{name}-{digest}{_ENDING}"


def _digest(sources: Iterable[bytes]) -> str:
    whole = sha256(_program())
    for source in sources:
        whole.update(b"%d " % len(source))
        whole.update(source)
    return whole.hexdigest()[:_CHECKSUM]


@cache
def _program() -> bytes:
    """Return what changes with Python, pydantic and the files of the program: their sizes and times."""
    files: list[tuple[str, int, int]] = []
    folders = [str(_PACKAGE)]
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    state = entry.stat()
                    files.append((entry.path, state.st_size, state.st_mtime_ns))
                elif entry.name != "__pycache__" and entry.is_dir():
                    folders.append(entry.path)
    return repr((sys.version, sorted(files))).encode()


class _DataLoader(pickle.Unpickler):
    """An unpickler that makes nothing but plain data."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class whose instances are data. Raises UnpicklingError for anything else."""
        if module.startswith(_DATA):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        if (module, name) == ("builtins", "getattr"):
            return _member
        raise pickle.UnpicklingError(f"{module}.{name}")


def _member(kind: Any, name: str) -> Any:
    """Return a member of an enumeration, which Python 3.11.0 to 3.11.3 pickle by name; nothing else is."""
    if isinstance(kind, EnumType) and name in kind.__members__:
        return kind[name]
    raise pickle.UnpicklingError(f"getattr {name}")


def loaded(data: bytes) -> Any:
    """Return pickled plain data. Raises UnpicklingError for other classes, and others for damaged data."""
    return _DataLoader(io.BytesIO(data)).load()


def _read(path: Path) -> Any:
    """Return the data of a file; None where it is missing, damaged, or others can have written it."""
    try:
        with open_ours(path) as file:
            checksum, data = file.read(_CHECKSUM), file.read()
        return loaded(data) if sha256(data).digest() == checksum else None
    except Exception:  # what was pickled by another version raises many kinds
        return None


def _write(path: Path, value: object) -> None:
    from interview_kit.support.output_folder import (
        remove_file,
        write_file,
    )  # loads much, and is rarely needed

    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    with suppress(OutputProblem, OSError):
        write_file(path, sha256(data).digest() + data)
        every = sorted(path.parent.glob(f"*{_ENDING}"), key=lambda each: each.stat().st_mtime, reverse=True)
        for old in every[_MOST_FILES:]:
            remove_file(old)
