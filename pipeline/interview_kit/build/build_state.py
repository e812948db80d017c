"""Store beside each kit the fingerprint it was built from, so that an unchanged kit is skipped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

_FOLDER = ".kit"
_VERSION = 2
_WITHOUT_PROGRAM = {1: "0.1.0"}
"""By version of the record format: the version of the program that wrote it, where the record has none."""


class DamagedRecord(Exception):
    """The content of a record does not match its checksum."""


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
    return f"{_FOLDER}/{stem}.json"


def record_bytes(record: Record) -> bytes:
    """Return the file of a record: its SHA-256 in a line, then the record as JSON."""
    told = asdict(record) | {"version": _VERSION, "files": dict(record.files)}
    body = json.dumps(told, sort_keys=True, indent=1).encode()
    return _digest(body).encode() + b"\n" + body


def read_record(path: Path) -> Record | None:
    """Return the record of the kit at `path`, which has no ending, or None where there is no record.

    A record of a later version of this format counts as none. Raises DamagedRecord.
    """
    try:
        data = (path.parent / record_name(path.name)).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamagedRecord from error
    digest, _, body = data.partition(b"\n")
    if digest != _digest(body).encode():
        raise DamagedRecord
    told: dict[str, Any] = json.loads(body)
    version = told.pop("version")
    if version in _WITHOUT_PROGRAM:
        told["program"] = _WITHOUT_PROGRAM[version]
    return Record(**told) if version in (*_WITHOUT_PROGRAM, _VERSION) else None


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
    try:
        return _digest(file.read_bytes())
    except OSError:
        return None


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
