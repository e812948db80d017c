"""Zip finished kits with a folder for each person, reproducibly: the same bytes for the same kits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date in the zip format
_MODE = 0o100600 << 16
_UNIX = 3


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
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system = _UNIX
            member.external_attr = _MODE
            archive.writestr(member, members[name].read_bytes())
            yield outlet.drained()
    yield outlet.drained()


class _Outlet(io.BytesIO):
    """An output that keeps only the bytes written since it was last drained; positions are of the whole file.

    zipfile seeks back at most to the header of the member it has just written.
    """

    _start = 0

    def drained(self) -> bytes:
        """Return the bytes written since the last call."""
        data = self.getvalue()
        self._start += len(data)
        super().seek(0)
        self.truncate()
        return data

    def tell(self) -> int:
        """Return the current position in bytes."""
        return self._start + super().tell()

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        """Move to a position that is still kept, and return it. Raises ValueError for an earlier one."""
        return self._start + super().seek(place - self._start, whence)
