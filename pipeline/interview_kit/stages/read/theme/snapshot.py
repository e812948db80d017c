"""Read every file of a theme's folder once, regular files only, without following symbolic links."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path, PurePath

from interview_kit.support.errors import InvalidInput, Problem, refusal
from interview_kit.support.i18n import _, reason_of
from interview_kit.support.images import picture_kind
from interview_kit.support.plain_file import CAREFULLY

THEME_FILE = "theme.yaml"
MOST_FILES = 500
LARGEST_THEME = 32 * 1024 * 1024

_DEEPEST = 8
_TEXT_ENDINGS = (".j2", ".css", ".svg", ".yaml")
_BY_DESCRIPTOR = os.open in os.supports_dir_fd and os.scandir in os.supports_fd


class _TooMuch(Exception):
    """What ends the reading; its argument is the problem."""


def snapshot(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the bytes of every file by its path in the folder, and the problems with the others.

    Names that begin with a dot are skipped. Reading stops where a limit on files, depth or size is exceeded.
    """
    taken = _Snapshot(folder)
    try:
        taken.take()
    except _TooMuch as error:
        taken.problems += error.args
    return taken.files, taken.problems


class _Snapshot:
    """The files of a folder, and how much more there may be."""

    def __init__(self, folder: Path) -> None:
        self.files: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self._folder = folder
        self._room = LARGEST_THEME

    def take(self) -> None:
        """Read the folder and all folders in it. Raises _TooMuch."""
        waiting: list[PurePath] = [PurePath()]
        folders = 0
        while waiting:
            inside = waiting.pop()
            try:
                with _opened(self._folder, inside) as opened:
                    found = self._take_one(opened, inside)
            except OSError as error:
                reason = _("this cannot be read: {reason}", reason=reason_of(error))
                self.problems.append(_problem(self._folder / inside, reason))
            else:
                folders += len(found)
                self._hold(folders)
                waiting += found

    def _take_one(self, opened: int | Path, inside: PurePath) -> list[PurePath]:
        """Read the files of one folder, and return the folders in it."""
        with os.scandir(opened) as listed:
            shown = (entry for entry in listed if not entry.name.startswith("."))
            entries = sorted(islice(shown, 2 * MOST_FILES + 1), key=lambda entry: entry.name)
        folders = []
        for entry in entries:
            path = inside / entry.name
            if entry.is_dir(follow_symlinks=False) and not entry.is_symlink():
                if len(path.parts) >= _DEEPEST:
                    message = _("a theme has at most {most} folders in folders", most=_DEEPEST)
                    raise _TooMuch(_problem(self._folder / path, message))
                folders.append(path)
                continue
            self._hold(len(self.files) + len(self.problems) + 1)
            try:
                data = self._read(opened, path, entry.is_symlink())
            except InvalidInput as error:
                self.problems += error.problems
            else:
                self._room -= len(data)
                self.files[path.as_posix()] = data
        return folders

    def _hold(self, number: int) -> None:
        if number > MOST_FILES:
            message = _("a theme holds at most {most} files", most=MOST_FILES)
            raise _TooMuch(_problem(self._folder, message))

    def _read(self, opened: int | Path, path: PurePath, link: bool) -> bytes:
        """Return the bytes of a plain file. Raises InvalidInput, and _TooMuch beyond the size limit."""
        file = str(self._folder / path)
        if link:
            raise refusal(file, _("a theme holds no links; copy the file instead"))
        try:
            path.name.encode()
            descriptor = _open(opened, path.name, CAREFULLY)
        except UnicodeEncodeError as error:
            raise refusal(file, _("the name of this file is not UTF-8")) from error
        except OSError as error:
            raise refusal(file, _("this cannot be read: {reason}", reason=reason_of(error))) from error
        with os.fdopen(descriptor, "rb") as opened_file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise refusal(file, _("a theme holds files and folders only"))
            data = opened_file.read(self._room + 1) if status.st_size <= self._room else None
        if data is None or len(data) > self._room:
            most = LARGEST_THEME // 1024**2
            large = _("with this file the theme is larger than {most} MiB", most=most)
            raise _TooMuch(_problem(self._folder / path, large))
        if path.suffix in _TEXT_ENDINGS:
            _check_text(data, file)
        return data


@contextmanager
def _opened(folder: Path, inside: PurePath) -> Iterator[int | Path]:
    """Yield the descriptor of a folder inside another, opened without following links, or else its path.

    `folder` itself may be reached by a link: the user named it.
    """
    if not _BY_DESCRIPTOR:
        yield folder / inside
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in inside.parts:
            outer, opened = opened, _open(opened, part, CAREFULLY | os.O_DIRECTORY)
            os.close(outer)
        yield opened
    finally:
        os.close(opened)


def _open(folder: int | Path, name: str, flags: int) -> int:
    if isinstance(folder, int):
        return os.open(name, flags, dir_fd=folder)
    return os.open(folder / name, flags)


def _check_text(data: bytes, file: str) -> None:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        kind = picture_kind(data)
        message = (
            _("this is a {kind} picture; give it a name that ends so", kind=kind)
            if kind
            else _("byte {start} is not UTF-8; save the file again as UTF-8", start=error.start)
        )
        raise refusal(file, message) from error


def _problem(path: Path, message: str) -> Problem:
    return Problem(str(path), None, None, "", message)
