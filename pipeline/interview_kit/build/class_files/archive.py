"""Zip finished kits with a folder for each person, reproducibly: the same bytes for the same kits."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from interview_kit.support import safe_zip
from interview_kit.support.plain_file import read_plain


def kit_members(paths: Mapping[Path, tuple[str, ...]]) -> dict[str, Path]:
    """Return the file path of each archive member by its name.

    `paths` maps each kit's path without extension to its formats.
    """
    return {
        f"{path.name}/{path.name}.{each}": path.with_name(f"{path.name}.{each}")
        for path, formats in paths.items()
        for each in formats
    }


def zip_chunks(members: Mapping[str, Path]) -> Iterator[bytes]:
    """Yield the bytes of a zip in chunks, one file at a time: memory use does not grow with the class.

    Members are sorted by name, dated 1980, with mode 0600, and stored uncompressed: the kits are compressed
    already, and another zlib version would give other bytes. Raises OSError where a file cannot be read.
    """
    files = ((name, read_plain(members[name])) for name in sorted(members))
    return safe_zip.zip_chunks(files, mode=0o600, compression=zipfile.ZIP_STORED)
