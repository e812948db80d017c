"""Write into an output folder: the only module that does, and whole files only."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple, Self

from slugify import slugify

from interview_kit.support.errors import OutputLocked, OutputProblem
from interview_kit.support.i18n import _, reason_of

# 80 bytes leave room for a suffix and an ending under a file system's 255, and folders under Windows' 260.
_LONGEST_NAME = 80
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_LOCK = ".kit.lock"
_HALF_WRITTEN = (".kit-", ".part")
_IN_USE = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


class FileOwner(NamedTuple):
    """Whose files need a path: their folder, the person's name, a key such as an id, and all else known."""

    folder: Path
    name: str
    key: str
    content: str = ""


def file_stem(words: str) -> str:
    """Return `words` as the first part of a file name: small letters, digits and dashes."""
    stem = slugify(unicodedata.normalize("NFKC", words), max_length=_LONGEST_NAME, word_boundary=True)
    if not stem:
        return "kit"
    return f"kit-{stem}" if stem in _DEVICES else stem


def file_paths(owners: Sequence[FileOwner]) -> tuple[Path, ...]:
    """Return a path without its ending for each owner, no two alike on any file system.

    People of one name in one folder get a suffix made from their key, and where the keys are alike too from
    their content, so that each keeps the same file whatever the order; those alike in all get a number.
    """
    stems = [file_stem(owner.name) for owner in owners]
    paths = [owner.folder / stem for owner, stem in zip(owners, stems, strict=True)]
    distinctions: tuple[Callable[[FileOwner], str], ...] = (
        lambda owner: owner.key,
        lambda owner: f"{owner.key}\n{owner.content}",
    )
    for distinction in distinctions:
        count = Counter(paths)
        for place, (owner, path) in enumerate(zip(owners, paths, strict=True)):
            if count[path] > 1:
                suffix = sha256(distinction(owner).encode()).hexdigest()[:6]
                paths[place] = path.with_name(f"{stems[place]}-{suffix}")
    return tuple(_numbered(paths))


def _numbered(paths: list[Path]) -> Iterator[Path]:
    taken: set[Path] = set()
    for path in paths:
        numbered, number = path, 1
        while numbered in taken:
            number += 1
            numbered = path.with_name(f"{path.name}-{number}")
        taken.add(numbered)
        yield numbered


class OutputFolder:
    """An output folder, locked while it is open, so that two builds never write into it at once."""

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        self.path = path
        self._file_mode, self._folder_mode = (0o666, 0o777) if shared else (0o600, 0o700)
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> Self:
        """Make the folder where it is missing, lock it, and remove what a killed build left half written.

        Raises OutputLocked, OutputProblem.
        """
        with _named(self.path):
            _make_folder(self.path, self._folder_mode)
            _refuse_link(self.path / _LOCK)
            self._lock = open(self.path / _LOCK, "ab", opener=self._open)
        try:
            _lock_now(self._lock)
        except OSError as error:
            self._lock.close()
            if error.errno in _IN_USE:
                raise OutputLocked(str(self.path)) from error
            raise OutputProblem(str(self.path), reason_of(error)) from error
        for folder in (self.path, *(inner for inner in self.path.glob(".*/") if not inner.is_symlink())):
            for left in folder.glob("*".join(_HALF_WRITTEN)):
                with suppress(OSError):
                    left.unlink()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the lock up; a killed build gives it up too, since the system does it then."""
        if self._lock is not None:
            self._lock.close()

    def write(self, files: Mapping[str, bytes | Iterator[bytes]]) -> tuple[Path, ...]:
        """Put whole files in the place of the old ones, none before all the new ones are safe on the disk.

        A name may have one folder before it; a large file may come in pieces. Raises OutputProblem; what is
        then not replaced yet is the old file as it was.
        """
        targets = [self.path / name for name in files]
        safe: list[str] = []
        try:
            for target, data in zip(targets, files.values(), strict=True):
                with _named(target):
                    self._save(target.parent, data, safe)
            for target, temporary in zip(targets, tuple(safe), strict=True):
                with _named(target):
                    os.replace(temporary, target)
                safe.remove(temporary)
            for folder in dict.fromkeys(target.parent for target in targets):
                with _named(folder):
                    _sync_folder(folder)
        finally:
            for temporary in safe:
                with suppress(OSError):
                    os.unlink(temporary)
        return tuple(targets)

    def _open(self, name: str, flags: int) -> int:
        return os.open(name, flags, self._file_mode)

    def _save(self, folder: Path, data: bytes | Iterator[bytes], safe: list[str]) -> None:
        """Write a file under a passing name, which joins `safe` before anything can go wrong with it."""
        if folder != self.path:
            _refuse_link(folder)
        _make_folder(folder, self._folder_mode)
        prefix, suffix = _HALF_WRITTEN
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=prefix, suffix=suffix)
        safe.append(temporary)
        with os.fdopen(handle, "wb") as file:
            for piece in (data,) if isinstance(data, bytes) else data:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, self._file_mode & ~_umask())


def write_file(path: Path, data: bytes) -> None:
    """Put one whole file in a place that is no build's, without a lock. Raises OutputProblem."""
    OutputFolder(path.parent).write({path.name: data})


def free_path(path: Path, data: bytes | None = None) -> Path:
    """Return a path where no file is yet, or just this `data`: `path`, or else the same with a number."""
    number, free = 1, path
    while free.exists() and (data is None or free.read_bytes() != data):
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Raise OutputProblem, which names the path, for what the system refuses."""
    try:
        yield
    except OSError as error:
        raise OutputProblem(str(path), reason_of(error)) from error


def _refuse_link(path: Path) -> None:
    """Raise OutputProblem for a link in the place of what a build keeps for itself."""
    if path.is_symlink():
        raise OutputProblem(str(path), _("this is a link, and a build keeps its own files here; remove it"))


def _make_folder(path: Path, mode: int) -> None:
    """Make a folder and those above it, all with the same mode: Python gives it to the last one only."""
    if path.is_dir():
        return
    if path.parent != path:
        _make_folder(path.parent, mode)
    path.mkdir(mode=mode, exist_ok=True)


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
