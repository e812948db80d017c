"""Define the files of a kit that can be downloaded: by which format, options and extras each is built."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from interview_kit.support import safe_zip

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: the formats and extras that build it, whether fillable, and its media type."""

    media_type: str
    formats: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    fillable: bool = False


KINDS: Mapping[str, Kind] = {
    "pdf": Kind("application/pdf", ("pdf",)),
    "docx": Kind(_WORD, ("docx",)),
    "fillable": Kind("application/pdf", ("pdf",), fillable=True),
    "html": Kind("text/html; charset=utf-8", ("html",)),
    "txt": Kind("text/plain; charset=utf-8", ("txt",)),
    "ics": Kind("text/calendar; charset=utf-8", extras=("ics",)),
    "eml": Kind("message/rfc822", extras=("eml",)),
}
ZIP = "application/zip"
ANSWERS = "application/yaml"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to download."""

    name: str
    media_type: str
    data: bytes


def download(kind: str, stem: str, files: Mapping[str, bytes]) -> Download:
    """Return the file of a kind; `files` are those of the kit by suffix, several of which become a zip.

    Raises KeyError where there is none.
    """
    if len(files) > 1:
        chunks = safe_zip.zip_chunks(
            ((f"{stem}.{suffix}", files[suffix]) for suffix in sorted(files)),
            mode=0o600,
            compression=zipfile.ZIP_STORED,
        )
        return Download(f"{stem}-{kind}.zip", ZIP, b"".join(chunks))
    if not files:
        raise KeyError(kind)
    (suffix, data), *_others = files.items()
    name = f"{stem}-fillable.{suffix}" if KINDS[kind].fillable else f"{stem}.{suffix}"
    return Download(name, KINDS[kind].media_type, data)
