"""Read every file of a theme's folder once, regular files only, without following symbolic links."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from interview_kit.support.errors import Problem
from interview_kit.support.i18n import _, reason_of
from interview_kit.support.images import picture_kind

THEME_FILE = "theme.yaml"
MOST_FILES = 500
LARGEST_THEME = 32 * 1024 * 1024

_DEEPEST = 8
_TEXT_ENDINGS = (".j2", ".css", ".svg", ".yaml")
# A file may be replaced by a link after it was listed, and opening a pipe would block.
_CAREFULLY = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC")
)


class _FileRefused(Exception):
    """A file cannot be read; the message is for the user."""


def snapshot(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the bytes of every file by its path in the folder, and the problems with the others.

    Names that begin with a dot are skipped. Reading stops where a limit on files, depth or size is exceeded.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    room, waiting = LARGEST_THEME, [folder]
    while waiting:
        place = waiting.pop()
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError as error:
            problems.append(_problem(place, _("this cannot be read: {reason}", reason=reason_of(error))))
            continue
        for entry in entries:
            path = Path(entry.path)
            if entry.name.startswith("."):
                continue
            if len(files) + len(problems) >= MOST_FILES:
                return files, [
                    *problems,
                    _problem(folder, _("a theme holds at most {most} files", most=MOST_FILES)),
                ]
            if entry.is_dir(follow_symlinks=False) and not entry.is_symlink():
                if len(path.relative_to(folder).parts) >= _DEEPEST:
                    return files, [
                        *problems,
                        _problem(path, _("a theme has at most {most} folders in folders", most=_DEEPEST)),
                    ]
                waiting.append(path)
                continue
            try:
                data = _read(path, entry.is_symlink(), room)
            except _FileRefused as error:
                problems.append(_problem(path, str(error)))
                continue
            if len(data) > room:
                large = _("with this file the theme is larger than {most} MiB", most=LARGEST_THEME // 1024**2)
                return files, [*problems, _problem(path, large)]
            room -= len(data)
            files[path.relative_to(folder).as_posix()] = data
    return files, problems


def _read(path: Path, link: bool, room: int) -> bytes:
    """Return at most `room` + 1 bytes of a regular file. Raises _FileRefused."""
    if link:
        raise _FileRefused(_("a theme holds no links; copy the file instead"))
    try:
        path.name.encode()
        descriptor = os.open(path, _CAREFULLY)
    except UnicodeEncodeError as error:
        raise _FileRefused(_("the name of this file is not UTF-8")) from error
    except OSError as error:
        raise _FileRefused(_("this cannot be read: {reason}", reason=reason_of(error))) from error
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise _FileRefused(_("a theme holds files and folders only"))
        data = opened.read(room + 1)
    if path.suffix in _TEXT_ENDINGS:
        try:
            data.decode()
        except UnicodeDecodeError as error:
            kind = picture_kind(data)
            message = (
                _("this is a {kind} picture; give it a name that ends so", kind=kind)
                if kind
                else _("byte {start} is not UTF-8; save the file again as UTF-8", start=error.start)
            )
            raise _FileRefused(message) from error
    return data


def _problem(path: Path, message: str) -> Problem:
    return Problem(str(path), None, None, "", message)
