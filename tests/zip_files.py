"""Open and make zip archives, such as Word files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from interview_kit.support.safe_zip import zipped


def unpack(package: bytes) -> dict[str, bytes]:
    """Return the parts of an archive as bytes, by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of the parts."""
    return zipped(parts)
