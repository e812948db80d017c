"""Read the file of settings of `kit serve`: addresses, keys, folder, limits, looks."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from pydantic import AfterValidator, Field

from interview_kit.build.options import processors
from interview_kit.model import field_types
from interview_kit.model.enums import Language
from interview_kit.model.field_types import InputModel
from interview_kit.model.theme import Paper
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.stages.read.theme import theme_names
from interview_kit.stages.read.validation import check
from interview_kit.support.errors import InvalidInput, Origin
from interview_kit.support.i18n import _, reason_of
from interview_kit.support.positions import Data
from interview_kit.web.app.settings import AppSettings

KEYS = "KIT_SERVE_KEYS"
"""The environment variable with keys, where the settings name no file of them."""

_DASK = "dask:"
_MOUNTS = Path("/proc/self/mountinfo")
_IN_MEMORY = ("tmpfs", "ramfs")
_ESCAPED = re.compile(r"\\([0-7]{3})")


def _an_origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or f"{parts.scheme}://{parts.netloc}" != text or "@" in text:
        raise ValueError(_("write the address without a path, such as https://kits.school.example"))
    return text


def _a_port(text: str) -> str:
    host, _sign, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdecimal() or int(port) > 65535:
        raise ValueError(_("write an address of this computer and a port, such as 127.0.0.1:8000"))
    return text


def _an_executor(text: str) -> str:
    if not text.startswith(_DASK) or text == _DASK:
        raise ValueError(_("write dask: and the address of the scheduler"))
    return text


_Origin = Annotated[str, Field(max_length=300), AfterValidator(_an_origin)]
_Port = Annotated[str, Field(max_length=300), AfterValidator(_a_port)]


class ServeYaml(InputModel):
    """The schema of the file of settings."""

    address: _Origin
    more_addresses: tuple[_Origin, ...] = ()
    listen: _Port = "127.0.0.1:8000"
    operations: _Port = "127.0.0.1:9000"
    keys: field_types.Line = ""
    folder: field_types.Line = "/dev/shm"
    allow_disk: bool = False
    theme: field_types.Line = ""
    paper: Paper | None = None
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = tuple(Language)
    workers: Annotated[int, Field(ge=1, le=64)] | None = None
    waiting: Annotated[int, Field(ge=0, le=1000)] = 32
    classes: Annotated[int, Field(ge=1, le=16)] = 2
    keep_minutes: Annotated[int, Field(ge=1, le=15)] = 15
    executor: Annotated[str, Field(max_length=300), AfterValidator(_an_executor)] | None = None
    drain_seconds: Annotated[int, Field(ge=0, le=300)] = 5
    finish_seconds: Annotated[int, Field(ge=1, le=600)] = 60
    live_seconds: Annotated[int, Field(ge=2, le=3600)] = 180


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """The settings of a server: those of its app, and how it is run.

    `listen` and `operations` are each a host and a port.
    """

    app: AppSettings
    listen: tuple[str, int]
    operations: tuple[str, int]
    folder: Path
    drain_seconds: int
    finish_seconds: int
    live_seconds: int


def read_settings(path: Path, environment: Mapping[str, str]) -> ServeSettings:
    """Return the settings in a file, whose paths begin at its folder. Raises InvalidInput."""
    tree = read_yaml(path)
    said = check(ServeYaml, tree).model
    here = _Here(tree, path)
    folder = path.parent / said.folder
    in_memory = _in_memory(here, folder, allow_disk=said.allow_disk)
    workers = said.workers or processors()
    app = AppSettings(
        (said.address, *said.more_addresses),
        is_hosted=True,
        keys=_keys(here, said.keys, environment),
        languages=tuple(dict.fromkeys(said.languages)),
        theme=_theme(said.theme, path.parent),
        paper=said.paper,
        workers=workers,
        waiting=said.waiting,
        classes=said.classes,
        jobs=max(1, workers // said.classes),
        scheduler=(said.executor or "").removeprefix(_DASK),
        minutes=said.keep_minutes,
        in_memory=in_memory,
    )
    limits = said.drain_seconds, said.finish_seconds, said.live_seconds
    return ServeSettings(app, _split(said.listen), _split(said.operations), folder, *limits)


@dataclass(frozen=True, slots=True)
class _Here:
    """A file of settings, to say what is wrong with the value of a key."""

    tree: Data
    path: Path

    def refusal(self, key: str, message: str) -> InvalidInput:
        """Return the error that refuses the value of a key."""
        at = next(
            (value.at for name, value in self.tree.items() if name == key), Origin(str(self.path), 0, 0)
        )
        return InvalidInput((at.problem(key, message),))


def _keys(here: _Here, file: str, environment: Mapping[str, str]) -> tuple[bytes, ...]:
    """Return the keys of a file, one on each line, or of the environment. Raises InvalidInput."""
    text = environment.get(KEYS, "")
    if file:
        try:
            text = (here.path.parent / file).read_text("ascii", "replace")
        except OSError as error:
            message = _("the keys cannot be read: {reason}", reason=reason_of(error))
            raise here.refusal("keys", message) from error
    lines = (line.partition("#")[0].split() for line in text.replace(",", "\n").splitlines())
    keys = tuple(word.encode() for line in lines for word in line)
    if not keys:
        message = _(
            "there is no key: {kit} serve --new-key makes one, for a file or for {variable}", variable=KEYS
        )
        raise here.refusal("keys", message)
    for number, key in enumerate(keys, start=1):
        try:
            Fernet(key)
        except ValueError:
            raise here.refusal(
                "keys", _("key {number} is none; make one with {kit} serve --new-key", number=number)
            ) from None
    return keys


def _in_memory(here: _Here, folder: Path, *, allow_disk: bool) -> bool:
    """Return whether a folder is known to be in memory. Raises InvalidInput where it has to be."""
    if not os.access(folder, os.W_OK | os.X_OK) or not folder.is_dir():
        message = _("{folder} is no folder that can be written", folder=folder)
        raise here.refusal("folder", message)
    if (kind := filesystem_of(folder)) in _IN_MEMORY:
        return True
    if not allow_disk:
        message = _(
            "{folder} is not known to be in memory ({kind}), and kits would be written to a disk; name a"
            " folder on tmpfs, or say allow_disk: true",
            folder=folder,
            kind=kind or "?",
        )
        raise here.refusal("folder", message)
    return False


def filesystem_of(folder: Path, mounts: Path = _MOUNTS) -> str:
    """Return the type of the file system of a folder, such as `tmpfs`; "" where it is not known."""
    place, found = os.path.realpath(folder), (-1, "")
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ""
    for line in lines:
        here, _sign, there = line.partition(" - ")
        point = _ESCAPED.sub(lambda code: chr(int(code[1], 8)), here.split()[4])
        if os.path.commonpath((place, point)) == point and len(point) >= found[0]:
            found = len(point), there.split()[0]  # of several at one place, the last counts
    return found[1]


def _theme(name: str, folder: Path) -> str:
    return name if not name or name in theme_names() else str((folder / name).absolute())


def _split(address: str) -> tuple[str, int]:
    host, _sign, port = address.rpartition(":")
    return host.strip("[]"), int(port)


def new_key() -> str:
    """Return a new key."""
    return Fernet.generate_key().decode("ascii")
