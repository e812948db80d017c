"""Read a theme once, with what it extends, into tokens and a snapshot of its files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import Field

from pipeline.errors import InvalidInput, Problem, ThemeError, did_you_mean
from pipeline.fields import Typed
from pipeline.read.strict_yaml import parse_yaml
from pipeline.read.tree import Mapping, Scalar
from pipeline.read.validation import validate
from pipeline.resources import TEMPLATES
from pipeline.theme import Layer, Paper, Theme, Tokens

THEME_FILE = "theme.yaml"
WORDS = "bank/"
MOST_FILES = 500
LARGEST_THEME = 32 * 1024 * 1024

_TEXT_ENDINGS = (".j2", ".css", ".svg", ".yaml")

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
FontName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 -]*$", max_length=80)]
Points = Annotated[float, Field(ge=6, le=96)]


class SomeTokens(Typed):
    """The tokens that one theme names; the others come from the theme it extends."""

    accent: Colour | None = None
    tint: Colour | None = None
    ink: Colour | None = None
    soft: Colour | None = None
    font: FontName | None = None
    other_font: FontName | None = None
    text_size: Points | None = None
    script_size: Points | None = None
    title_size: Points | None = None


class ThemeFile(Typed):
    """What theme.yaml says."""

    description: str = ""
    extends: str = ""
    tokens: SomeTokens = SomeTokens()
    large_print: SomeTokens = SomeTokens()


@dataclass(frozen=True, slots=True)
class _Part:
    """One theme of a chain: where it lies, what it says, and its files."""

    folder: Path
    said: ThemeFile
    files: dict[str, bytes]


def load_theme(
    name_or_dir: str | Path,
    *,
    paper: Paper = Paper.LETTER,
    large_print: bool = False,
    fillable: bool = False,
) -> Theme:
    """Return a theme by its name or folder, resolved. Raises ThemeError with all that is wrong in a file."""
    parts = _chain(_folder_of(name_or_dir))
    files: dict[str, bytes] = {}
    values: dict[str, object] = {}
    for part in reversed(parts):
        files |= {path: data for path, data in part.files.items() if not path.startswith(WORDS)}
        values |= part.said.tokens.model_dump(exclude_none=True)
    if large_print:
        for part in reversed(parts):
            values |= part.said.large_print.model_dump(exclude_none=True)
    first = parts[0]
    missing = [name for name in SomeTokens.model_fields if name not in values]
    if missing:
        raise _refusal(
            first.folder / THEME_FILE, f"extend a theme, or name these tokens: {', '.join(missing)}"
        )
    snapshot = MappingProxyType(dict(sorted(files.items())))
    layers = tuple(Layer(part.folder.name, part.folder, part.files) for part in reversed(parts))
    tokens = Tokens(**values)  # type: ignore[arg-type]
    return Theme(first.folder.name, tokens, paper, snapshot, large_print, fillable, layers)


def theme_names() -> tuple[str, ...]:
    """Return the names of the themes that come with the program."""
    return tuple(
        sorted(folder.name for folder in (TEMPLATES / "themes").iterdir() if (folder / THEME_FILE).is_file())
    )


def _folder_of(name_or_dir: str | Path) -> Path:
    if str(name_or_dir) in theme_names():
        return TEMPLATES / "themes" / name_or_dir
    folder = Path(name_or_dir)
    if (folder / THEME_FILE).is_file():
        return folder.resolve()
    if folder.is_dir():
        raise _refusal(folder, f"this folder has no {THEME_FILE}")
    raise _unknown(str(name_or_dir), str(name_or_dir))


def _unknown(name: str, file: str | Path) -> ThemeError:
    names = theme_names()
    near = did_you_mean(name, names)
    return _refusal(file, f"there is no theme '{name}'{near or '; there are: ' + ', '.join(names)}")


def _chain(folder: Path) -> list[_Part]:
    """Return the theme and those it extends, the most particular first."""
    parts: list[_Part] = []
    while True:
        files = dict(_snapshot(folder))
        said = _read_theme_file(folder, files)
        parts.append(_Part(folder, said, files))
        if not said.extends:
            return parts
        if said.extends not in theme_names():
            raise _unknown(said.extends, folder / THEME_FILE)
        folder = TEMPLATES / "themes" / said.extends
        if any(folder == part.folder for part in parts):
            circle = " → ".join([*(part.folder.name for part in parts), folder.name])
            raise _refusal(parts[-1].folder / THEME_FILE, f"these themes extend each other: {circle}")


def _read_theme_file(folder: Path, files: dict[str, bytes]) -> ThemeFile:
    file = str(folder / THEME_FILE)
    try:
        tree = parse_yaml(files[THEME_FILE], file)
        said = validate(ThemeFile, tree, file)
    except InvalidInput as error:
        raise ThemeError(error.problems) from error
    unquoted = tuple(_lost_colours(tree, file))
    if unquoted:
        raise ThemeError(unquoted)
    return said


def _lost_colours(tree: Mapping, file: str) -> Iterator[Problem]:
    """Yield the tokens without a value: in YAML, an unquoted # begins a comment."""
    for section in ("tokens", "large_print"):
        entry = tree.entry(section)
        if entry is None or not isinstance(entry[1], Mapping):
            continue
        for key, value in entry[1].entries:
            if isinstance(value, Scalar) and not value.text:
                message = 'this token is empty; a colour is written in quotes, such as "#0b5563"'
                yield Problem(file, key.line, key.column, f"{section}.{key.text}", message)


def _snapshot(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a theme by its path inside it; no link is followed, only plain files are read."""
    room, count, waiting = LARGEST_THEME, 0, [folder]
    while waiting:
        for entry in sorted(os.scandir(waiting.pop()), key=lambda entry: entry.name):
            path = Path(entry.path)
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                raise _refusal(path, "a theme holds no links; copy the file instead")
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
                continue
            data, count = _read_plain(path, room), count + 1
            room -= len(data)
            if count > MOST_FILES:
                raise _refusal(folder, f"a theme holds at most {MOST_FILES} files")
            yield path.relative_to(folder).as_posix(), data


def _read_plain(path: Path, room: int) -> bytes:
    """Return the bytes of a plain file. Raises ThemeError."""
    # Opening a pipe would wait for its other end, and a file may be swapped for a link after it was listed.
    flags = os.O_RDONLY
    for careful in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
        flags |= getattr(os, careful, 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        raise _refusal(path, f"this cannot be read: {error.strerror}") from error
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise _refusal(path, "a theme holds files and folders only")
        data = opened.read(room + 1)
    if len(data) > room:
        raise _refusal(path, f"with this file the theme is larger than {LARGEST_THEME // 1024**2} MiB")
    if path.suffix in _TEXT_ENDINGS:
        _check_text(path, data)
    return data


def _check_text(path: Path, data: bytes) -> None:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise _refusal(path, f"byte {error.start} is not UTF-8") from error


def _refusal(file: str | Path, message: str) -> ThemeError:
    return ThemeError((Problem(str(file), None, None, "", message),))
