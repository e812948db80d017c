"""Open a regular file without following a link or waiting on a pipe, and look who can write it."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from interview_kit.support.i18n import _

# A file may be replaced by a link after it was listed, and opening a pipe would block.
CAREFULLY = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"))


class OthersWrite(OSError):
    """Another user may have written a file."""


def open_plain(path: Path, flags: int = os.O_RDONLY, mode: int = 0o600) -> IO[bytes]:
    """Return a regular file, open as `flags` say, created with `mode`.

    Raises OSError, also for a link, a pipe, a device and a folder.
    """
    if path.is_symlink():  # Windows has no O_NOFOLLOW
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    handle = os.open(path, flags | CAREFULLY, mode)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, _("this is not a file"), str(path))
    return os.fdopen(handle, "rb+" if flags & os.O_RDWR else "rb")


def read_plain(path: Path) -> bytes:
    """Return the bytes of a regular file. Raises OSError."""
    with open_plain(path) as file:
        return file.read()


def open_ours(path: Path, *, shared: bool = False) -> IO[bytes]:
    """Return a file to read, after looking that this user or root alone can write it and its folder.

    `shared` accepts other owners and what a group may write. Raises OSError, which is OthersWrite if others
    can have written it.
    """
    if sys.platform == "win32":
        return open_plain(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | CAREFULLY)
    try:
        file = open_plain(path)
        if not (_is_ours(folder, shared) and _is_ours(file.fileno(), shared)):
            file.close()
            raise OthersWrite(errno.EPERM, os.strerror(errno.EPERM), str(path))
        return file
    finally:
        os.close(folder)


def _is_ours(handle: int, shared: bool) -> bool:
    """Return whether this user or root alone can write an open folder, or a file with one name."""
    status = os.fstat(handle)
    others = stat.S_IWOTH if shared else stat.S_IWOTH | stat.S_IWGRP
    return (
        (stat.S_ISDIR(status.st_mode) or status.st_nlink == 1)
        and (shared or status.st_uid in (os.geteuid(), 0))
        and not (status.st_mode & others and _has_modes(handle, stat.S_IMODE(status.st_mode)))
    )


def _has_modes(handle: int, mode: int) -> bool:
    """Return whether the mode of an open file can be changed: a memory stick has one mode for all files."""
    with suppress(OSError):
        os.chmod(handle, mode & ~0o022)
        changed = stat.S_IMODE(os.fstat(handle).st_mode) != mode
        os.chmod(handle, mode)
        return changed
    return False
