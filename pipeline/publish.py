"""Write into an output folder: the only module that does, one whole file at a time."""

from __future__ import annotations

import os
import sys
import tempfile
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from slugify import slugify

from pipeline.errors import OutputLocked, OutputProblem

# 80 bytes leave room for a suffix and an ending under a file system's 255, and folders under Windows' 260.
_LONGEST_NAME = 80
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_LOCK = ".kit.lock"


def file_stem(words: str) -> str:
    """Return `words` as the first part of a file name: small letters, digits and dashes."""
    stem = slugify(unicodedata.normalize("NFKC", words), max_length=_LONGEST_NAME, word_boundary=True)
    if not stem:
        return "kit"
    return f"kit-{stem}" if stem in _DEVICES else stem


def file_paths(people: Sequence[tuple[Path, str, str]]) -> tuple[Path, ...]:
    """Return a path without its ending for each (folder, name, key), no two alike on any file system.

    People of one name in one folder get a suffix made from their key, an id or the name of their file, so
    that each keeps the same file whatever the order. Where the keys are alike too, a number is added.
    """
    paths = [folder / file_stem(name) for folder, name, _ in people]
    repeated = {path for path in paths if paths.count(path) > 1}
    taken: set[Path] = set()
    for place, (_, _, key) in enumerate(people):
        path = paths[place]
        if path in repeated:
            path = path.with_name(f"{path.name}-{sha256(key.encode()).hexdigest()[:6]}")
        numbered, number = path, 1
        while numbered in taken:
            number += 1
            numbered = path.with_name(f"{path.name}-{number}")
        taken.add(numbered)
        paths[place] = numbered
    return tuple(paths)


class OutputFolder:
    """An output folder, locked while it is open, so that two builds never write into it at once."""

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        self.path = path
        self._file_mode, self._folder_mode = (0o666, 0o777) if shared else (0o600, 0o700)
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> Self:
        """Make the folder where it is missing and lock it. Raises OutputLocked, OutputProblem."""
        try:
            self.path.mkdir(mode=self._folder_mode, parents=True, exist_ok=True)
            self._lock = (self.path / _LOCK).open("ab")
        except OSError as error:
            raise OutputProblem(str(self.path), error.strerror or str(error)) from error
        try:
            _lock_now(self._lock)
        except OSError as error:
            self._lock.close()
            raise OutputLocked(str(self.path)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the lock up; a killed build gives it up too, since the system does it then."""
        if self._lock is not None:
            self._lock.close()

    def write(self, name: str, data: bytes) -> Path:
        """Put a whole file in the old one's place, once the new one is safe. Raises OutputProblem."""
        target = self.path / name
        try:
            self._replace(target, data)
        except OSError as error:
            raise OutputProblem(str(target), error.strerror or str(error)) from error
        return target

    def _replace(self, target: Path, data: bytes) -> None:
        handle, temporary = tempfile.mkstemp(dir=self.path, prefix=".kit-", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, self._file_mode & ~_umask())
            os.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
        _sync_folder(self.path)


def _umask() -> int:
    # The mask can only be read by setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(path: Path) -> None:
    if sys.platform == "win32":  # a folder cannot be opened there, and a rename is safe without
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock_now(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
