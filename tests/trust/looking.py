"""Look for words in every layer of a file: as they lie on the disk, unpacked, decompressed, and as read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pikepdf

from interview_kit.tools.lint_theme.pdf_text import page_texts
from tests.reading import docx_text, margin_text

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def holds(layers: bytes, words: str) -> bool:
    """Return whether words stand there in an encoding that files use, in capitals or not."""
    low = layers.lower()
    return any(words.lower().encode(encoding) in low for encoding in _ENCODINGS)


@cache
def layers(path: Path) -> bytes:
    """Return all that a file says, one layer after the other; it does not change while tests run."""
    return b"\n".join(_layers(path.suffix, path.read_bytes()))


def members(path: Path) -> dict[str, bytes]:
    """Return all that each member of an archive says."""
    with zipfile.ZipFile(path) as archive:
        return {
            name: b"\n".join(_layers(Path(name).suffix, archive.read(name))) for name in archive.namelist()
        }


def _layers(ending: str, data: bytes) -> Iterator[bytes]:
    yield data
    if ending == ".pdf":
        yield from _pdf_layers(data)
    elif ending in (".docx", ".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment
            for member in archive.infolist():
                yield b"\n".join((member.filename.encode(), member.comment, member.extra))
                yield from _layers(Path(member.filename).suffix, archive.read(member))
    if ending == ".docx":
        yield "\n".join([docx_text(data), *margin_text(data)]).encode()


def _pdf_layers(data: bytes) -> Iterator[bytes]:
    yield "\n".join(page_texts(data)).encode()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                yield thing.read_bytes()
            yield "\n".join(_strings(thing)).encode()


def _strings(thing: object) -> Iterator[str]:
    """Yield the texts of an object; those of others that it refers to are met on their own."""
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, value in thing.items():
            yield key
            if not getattr(value, "is_indirect", False):
                yield from _strings(value)
    elif isinstance(thing, pikepdf.Array):
        for value in thing.as_list():
            if not getattr(value, "is_indirect", False):
                yield from _strings(value)
