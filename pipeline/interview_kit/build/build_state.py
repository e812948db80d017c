"""Store beside each kit the fingerprint it was built from, so that an unchanged kit is skipped."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from interview_kit.support.i18n import _
from interview_kit.support.plain_file import OthersWrite, open_ours, read_plain

_FOLDER, _ENDING = ".kit", ".json"
_VERSION = 2
_LARGEST = 1024 * 1024
_PLAIN_NAME = re.compile(r"[\w-]+(\.[\w-]+)*")
_WITHOUT_PROGRAM = {1: "0.1.0"}
"""By version of the record format: the version of the program that wrote it, where the record has none."""


class DamagedRecord(Exception):
    """A record does not match its checksum, or others can have written it; `str()` is the message."""


@dataclass(frozen=True, slots=True)
class Record:
    """The fingerprint of a kit (`key`), the digests of its files by format, and its columns in the report."""

    key: str
    files: Mapping[str, str]
    pages: int | None
    approach: str
    minutes: str
    program: str = ""
    """The version of the program that built the kit."""


def record_name(stem: str) -> str:
    """Return the name of a kit's record inside its folder."""
    return f"{_FOLDER}/{stem}{_ENDING}"


def record_bytes(record: Record) -> bytes:
    """Return the file of a record: its SHA-256 in a line, then the record as JSON."""
    told = asdict(record) | {"version": _VERSION, "files": dict(record.files)}
    body = json.dumps(told, sort_keys=True, indent=1).encode()
    return _digest(body).encode() + b"\n" + body


def read_record(path: Path, *, shared: bool = False) -> Record | None:
    """Return the record of the kit at `path`, which has no ending, or None where there is no record.

    A record of a later version of this format counts as none. `shared` accepts the record of another user.
    Raises DamagedRecord.
    """
    damaged = DamagedRecord(_("the record of this kit is damaged, so it is built again"))
    try:
        with open_ours(path.parent / record_name(path.name), shared=shared) as file:
            digest, _line, body = file.read(_LARGEST).partition(b"\n")
    except FileNotFoundError:
        return None
    except OthersWrite as error:
        message = _("others can change the record of this kit, so it is built again")
        raise DamagedRecord(message) from error
    except OSError as error:
        raise damaged from error
    if digest != _digest(body).encode():
        raise damaged
    try:
        return _record(json.loads(body))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise damaged from error


def _record(told: dict[str, Any]) -> Record | None:
    """Return the record in JSON data, or None for a later version. Raises what wrong data leads to."""
    version = told.pop("version")
    if version not in (*_WITHOUT_PROGRAM, _VERSION):
        return None
    if version in _WITHOUT_PROGRAM:
        told["program"] = _WITHOUT_PROGRAM[version]
    record = Record(**told)
    texts = (record.key, record.approach, record.minutes, record.program, *record.files.values())
    names_are_plain = all(_PLAIN_NAME.fullmatch(name) for name in record.files)
    if not (names_are_plain and all(isinstance(text, str) for text in texts)):
        raise ValueError(record)
    if not isinstance(record.pages, int | None):
        raise TypeError(record.pages)
    return record


def recorded_kits(folder: Path) -> tuple[str, ...]:
    """Return the names, without endings, of the kits and class files with a record in a folder, sorted."""
    if (folder / _FOLDER).is_symlink():
        return ()
    with suppress(OSError), os.scandir(folder / _FOLDER) as found:
        names = [each.name for each in found if each.is_file(follow_symlinks=False)]
        return tuple(sorted(name.removesuffix(_ENDING) for name in names if name.endswith(_ENDING)))
    return ()


def changed_files(record: Record, path: Path, formats: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the kit's files whose content differs from the record, or that are missing."""
    names = {each: f"{path.name}.{each}" for each in formats if each in record.files}
    return tuple(
        name for each, name in names.items() if _file_digest(path.with_name(name)) != record.files[each]
    )


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each file, by format."""
    return {name: _digest(data) for name, data in files.items()}


def _file_digest(file: Path) -> str | None:
    with suppress(OSError):
        return _digest(read_plain(file))
    return None


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
