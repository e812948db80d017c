"""Write files into a locked output folder, each of them atomically; no other module writes there."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple, Self

from slugify import slugify

from interview_kit.support.errors import OutputLocked, OutputProblem
from interview_kit.support.i18n import _, reason_of
from interview_kit.support.plain_file import open_plain, read_plain

# 80 bytes leave room for suffix and extension under a file system's 255, and for folders under Windows' 260.
_LONGEST_NAME = 80
_LONGEST_KEY = 40
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
LOCK = ".kit.lock"
_HALF_WRITTEN = (".kit-", ".part")
_IN_USE = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


class FileOwner(NamedTuple):
    """The owner of files: folder, person's name, and the id or job and the whole profile for namesakes."""

    folder: Path
    name: str
    key: str
    content: str = ""


def file_stem(words: str) -> str:
    """Return `words` as a file name without extension: a slug of at most 80 characters, "kit" where empty.

    Windows device names get the prefix `kit-`.
    """
    stem = _slug(words, _LONGEST_NAME)
    if not stem:
        return "kit"
    return f"kit-{stem}" if stem in _DEVICES else stem


def file_paths(owners: Sequence[FileOwner]) -> tuple[Path, ...]:
    """Return a path without extension for each owner, unique on any file system.

    Owners with equal names in one folder get their key behind it, and a hash of their content where keys are
    equal too, so that paths do not depend on the order; those equal in all get a number.
    """
    paths = [owner.folder / file_stem(owner.name) for owner in owners]
    for suffix_of in (_key_suffix, _content_suffix):
        count = Counter(paths)
        for place, (path, owner) in enumerate(zip(tuple(paths), owners, strict=True)):
            if count[path] > 1 and (suffix := suffix_of(owner)):
                paths[place] = path.with_name(f"{path.name}-{suffix}")
    return tuple(_numbered(paths))


def _key_suffix(owner: FileOwner) -> str:
    return _slug(owner.key, _LONGEST_KEY)


def _content_suffix(owner: FileOwner) -> str:
    return sha256(owner.content.encode()).hexdigest()[:6] if owner.content else ""


def _slug(words: str, longest: int) -> str:
    return slugify(unicodedata.normalize("NFKC", words), max_length=longest, word_boundary=True)


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
        """Create the folder where it is missing, lock it, and remove temporary files of a killed build.

        Raises OutputLocked, OutputProblem.
        """
        with _named(self.path):
            _make_folder(self.path, self._folder_mode)
            _refuse_link(self.path / LOCK)
            self._lock = open_plain(self.path / LOCK, os.O_RDWR | os.O_CREAT, self._file_mode)
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
        """Release the lock; the operating system releases that of a killed build."""
        if self._lock is not None:
            self._lock.close()

    def write(self, files: Mapping[str, bytes | Iterator[bytes]]) -> tuple[Path, ...]:
        """Replace files atomically, once all new ones are flushed to disk; return their paths.

        A name may include one folder; the data may be an iterator of chunks. Raises OutputProblem; files not
        replaced by then are unchanged.
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

    def delete(self, files: Iterable[Path]) -> tuple[Path, ...]:
        """Delete files of this folder, and return them. Raises OutputProblem."""
        deleted = tuple(files)
        for file in deleted:
            with _named(file):
                file.unlink(missing_ok=True)
        return deleted

    def remove(self, files: Iterable[Path]) -> None:
        """Delete files of this folder, then the lock, and each folder that is empty by then.

        Raises OutputProblem.
        """
        folders = {self.path, *(file.parent for file in self.delete(files))}
        self.__exit__(None, None, None)
        with suppress(OSError):
            (self.path / LOCK).unlink()
        for folder in sorted(folders, reverse=True):  # those inside come first
            with suppress(OSError):
                folder.rmdir()

    def _save(self, folder: Path, data: bytes | Iterator[bytes], safe: list[str]) -> None:
        """Write a temporary file; its name joins `safe` first, so that the caller deletes it on an error."""
        if folder != self.path:
            _refuse_link(folder)
        _make_folder(folder, self._folder_mode)
        if folder != self.path:
            with suppress(PermissionError):  # it belongs to somebody else
                os.chmod(folder, self._folder_mode & ~_umask())
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
    """Write one file atomically outside an output folder, without a lock. Raises OutputProblem."""
    OutputFolder(path.parent).write({path.name: data})


def write_program(path: Path, data: bytes) -> None:
    """Write one file as `write_file` does, which its owner may run. Raises OutputProblem."""
    write_file(path, data)
    with _named(path):
        path.chmod(0o700)


def remove_file(path: Path) -> None:
    """Delete a file outside an output folder, if it is there. Raises OutputProblem."""
    with _named(path):
        path.unlink(missing_ok=True)


def free_path(path: Path, data: bytes | None = None) -> Path:
    """Return `path`, or the first with a number added, that does not exist or already holds `data`."""
    number, free = 1, path
    while free.exists() and (data is None or not _holds(free, data)):
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def _holds(path: Path, data: bytes) -> bool:
    with suppress(OSError):
        return read_plain(path) == data
    return False


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Turn an OSError into an OutputProblem that names the path."""
    try:
        yield
    except OSError as error:
        raise OutputProblem(str(path), reason_of(error)) from error


def _refuse_link(path: Path) -> None:
    """Raise OutputProblem where a build's own file or folder is a symbolic link."""
    if path.is_symlink():
        raise OutputProblem(str(path), _("this is a link, and a build keeps its own files here; remove it"))


def _make_folder(path: Path, mode: int) -> None:
    """Create a folder and its parents, all with `mode`: `Path.mkdir` applies it to the last one only."""
    if path.is_dir():
        return
    if path.parent != path:
        _make_folder(path.parent, mode)
    path.mkdir(mode=mode, exist_ok=True)


def _umask() -> int:
    # The umask can only be read by setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(path: Path) -> None:
    if sys.platform == "win32":  # a folder cannot be opened there, and a rename is durable without
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
