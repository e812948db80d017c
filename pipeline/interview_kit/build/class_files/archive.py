"""Pack finished kits into a zip with a folder for each person, the same bytes for the same kits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first instant a zip can name
_MODE = 0o100600 << 16
_UNIX = 3


def kit_members(paths: Mapping[Path, tuple[str, ...]]) -> dict[str, Path]:
    """Return where the bytes of each member lie, given the formats of each kit by its path without ending."""
    return {
        f"{path.name}/{path.name}.{each}": path.with_name(f"{path.name}.{each}")
        for path, formats in paths.items()
        for each in formats
    }


def zip_chunks(members: Mapping[str, Path]) -> Iterator[bytes]:
    """Yield a zip piece by piece, a file at a time, so that a class of any size takes no more memory.

    Members stand in the order of their names, dated 1980, for their owner's eyes alone, and not compressed:
    the kits are, and another zlib would compress to other bytes. Raises OSError where a file cannot be read.
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


class _Outlet(io.RawIOBase):
    """A file that keeps only what was written since it was last drained.

    A zip's writer goes back to the head of the member it has just written, and never further.
    """

    def __init__(self) -> None:
        self._start = 0
        self._kept = io.BytesIO()

    def drained(self) -> bytes:
        """Return what was written since the last time."""
        data = self._kept.getvalue()
        self._start += len(data)
        self._kept = io.BytesIO()
        return data

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Write at the present place."""
        return self._kept.write(data)

    def tell(self) -> int:
        """Return the present place in the whole file."""
        return self._start + self._kept.tell()

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place that is still kept. Raises ValueError for another."""
        return self._start + self._kept.seek(place - self._start, whence)

    def seekable(self) -> bool:
        """Return True."""
        return True

    def writable(self) -> bool:
        """Return True."""
        return True
