"""Read every filled-in kit of a folder, recognised by content, and report the files that are not kits."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from interview_kit.support.errors import Problem, refusal
from interview_kit.support.i18n import N_, _, reason_of
from interview_kit.tools.collect.answers import FilledKit, NotCollected

MOST_FILES = 5000
LARGEST_FILE = 32 * 1024 * 1024
# Files that a build or an operating system writes beside the kits.
_BESIDE = ("report.csv", "report.json", "Thumbs.db", "desktop.ini")
_ENDINGS_BESIDE = (".eml", ".ics")
_OTHER_FILES = {
    b"\xd0\xcf\x11\xe0": N_(
        "it is locked with a password, or of an old Word; ask for it as .docx, without one"
    ),
    b"{\\rtf": N_("this is rich text (.rtf); ask for it as .docx"),
    b"\x89PNG": N_("this is a picture; its words have to be typed in by hand"),
    b"\xff\xd8\xff": N_("this is a picture; its words have to be typed in by hand"),
}


@dataclass(frozen=True, slots=True)
class ReturnedKit:
    """The answers of one file; `file` is its path relative to the folder, with slashes."""

    file: str
    filled: FilledKit


@dataclass(frozen=True, slots=True)
class Collected:
    """The kits of a folder, sorted by the person's name, and a problem for each file that cannot be read."""

    kits: tuple[ReturnedKit, ...]
    refused: tuple[Problem, ...]


def read_folder(folder: Path, passed_over: frozenset[Path] = frozenset()) -> Collected:
    """Return the kits of a folder and its subfolders, and the files that cannot be read.

    A byte-for-byte copy (NotCollected) is listed with the latter. Resolved paths in `passed_over`, such as
    files this program wrote there, are skipped. Raises InvalidInput where `folder` is not a folder or holds
    too many files.
    """
    kits: list[ReturnedKit] = []
    refused: list[Problem] = []
    seen: dict[str, str] = {}
    for path in _files(folder):
        if path.resolve() in passed_over:
            continue
        name = path.relative_to(folder).as_posix()
        try:
            data = _bytes(path)
            digest = hashlib.sha256(data).hexdigest()
            if digest in seen:
                raise NotCollected(_("this is a copy of {seen}, which counts once", seen=seen[digest]))
            kits.append(ReturnedKit(name, read_kit(data)))
            seen[digest] = name
        except NotCollected as error:
            refused.append(Problem(name, None, None, "", str(error)))
    kits.sort(key=lambda kit: (kit.filled.form.owner.name.casefold(), kit.filled.form.owner.key, kit.file))
    return Collected(tuple(kits), tuple(refused))


def read_kit(data: bytes) -> FilledKit:
    """Return the answers in a file, whose type is detected from its content. Raises NotCollected."""
    if not data:
        raise NotCollected(_("this file is empty; ask for it again"))
    if b"%PDF-" in data[:1024]:
        from interview_kit.tools.collect.pdf_answers import read_pdf

        return read_pdf(data)
    if data.startswith(b"PK"):
        from interview_kit.tools.collect.word_answers import read_word

        return read_word(data)
    for beginning, message in _OTHER_FILES.items():
        if data.startswith(beginning):
            raise NotCollected(_(message))
    raise NotCollected(_("this is neither a PDF nor a Word file; kits come back as one of these"))


def _files(folder: Path) -> Iterator[Path]:
    """Yield the regular files of a folder and its subfolders, sorted by name, without symbolic links.

    Raises InvalidInput.
    """
    if not folder.is_dir():
        raise refusal(str(folder), _("this is not a folder"))
    count = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if name.startswith((".", "_", "~$")) or name in _BESIDE or name.endswith(_ENDINGS_BESIDE):
                continue
            if path.is_symlink() or not path.is_file():
                continue
            count += 1
            if count > MOST_FILES:
                raise refusal(str(folder), _("this folder holds more than {most} files", most=MOST_FILES))
            yield path


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise NotCollected(_("this cannot be read: {reason}", reason=reason_of(error))) from error
    if len(data) > LARGEST_FILE:
        raise NotCollected(
            _("this file is larger than {most} MiB, which no kit is", most=LARGEST_FILE // 1024**2)
        )
    return data
