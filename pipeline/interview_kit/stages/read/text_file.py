"""Read a file's bytes and decode them: within a size limit, as UTF-8, without control characters."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from interview_kit.stages.read.text_rules import code_point
from interview_kit.support.errors import InvalidInput, did_you_mean, refusal
from interview_kit.support.i18n import N_, _, reason_of

MIB = 1024 * 1024
LARGEST_FILE = MIB
AS_UTF_8 = N_("as UTF-8")

_REFUSED = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n|\r|\n")
_NO_TEXT = N_("this is {name}, not plain text; save its words as plain text, {how}")
_ENCODED = N_("this file is {name} text (seen at byte 0); save it again {how}")
# What other files begin with, their name, and the message.
_OTHERS = (
    (b"PK\x03\x04", N_("a Word or Excel file"), _NO_TEXT),
    (b"\xd0\xcf\x11\xe0", N_("an old Word or Excel file"), _NO_TEXT),
    (b"{\\rtf", N_("a rich text file (RTF)"), _NO_TEXT),
    (b"%PDF", N_("a PDF file"), _NO_TEXT),
    (b"\xff\xfe\x00\x00", "UTF-32", _ENCODED),
    (b"\x00\x00\xfe\xff", "UTF-32", _ENCODED),
    (b"\xff\xfe", "UTF-16", _ENCODED),
    (b"\xfe\xff", "UTF-16", _ENCODED),
)


def read_limited(path: Path, most: int = LARGEST_FILE) -> bytes:
    """Return a file's first `most` + 1 bytes; `check_size` refuses the one too many. Raises InvalidInput."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise refusal(str(path), _("this is not a file"))
        with path.open("rb") as opened:
            return opened.read(most + 1)
    except FileNotFoundError:
        raise refusal(str(path), _("there is no such file{near}", near=_like(path))) from None
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else _("the name is not valid")
        raise refusal(str(path), _("this cannot be read: {reason}", reason=reason)) from error


def source_lines(path: Path) -> list[str]:
    """Return the lines of a file to quote from, without line ends; [] where it cannot be read."""
    try:
        text = read_limited(path).decode("utf-8-sig", errors="replace")
    except InvalidInput:
        return []
    return _LINE_END.split(text)


def check_size(data: bytes, file: str, most: int = LARGEST_FILE) -> None:
    """Check that `data` has at most `most` bytes. Raises InvalidInput."""
    if len(data) > most:
        raise refusal(
            file,
            _(
                "this file is too large: the most is {most} MiB ({bytes:,} bytes)",
                most=most // MIB,
                bytes=most,
            ),
        )


def refused_character(text: str) -> str:
    """Return the first character of a text that none may have, such as a control character, or ""."""
    found = _REFUSED.search(text)
    return found[0] if found else ""


def decoded(
    data: bytes, file: str, most: int = LARGEST_FILE, how: str = AS_UTF_8, *, any_characters: bool = False
) -> str:
    """Return the text of `data`; messages ask to save the file `how`.

    With `any_characters`, `refused_character` is left to the caller. Raises InvalidInput.
    """
    check_size(data, file, most)
    for mark, name, message in _OTHERS:
        if data.startswith(mark):
            raise refusal(file, _(message, name=_(name), how=_(how)))
    if b"\x00" in data[:2] and data[:2].strip(b"\x00"):
        raise refusal(
            file, _("this file looks like UTF-16 text (seen at byte 0); save it again {how}", how=_(how))
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line, column = _place(data[:start].decode("utf-8-sig"))
        found = _(
            "byte {start} (0x{byte:02X}) is not UTF-8 text; save the file again {how}",
            start=start,
            byte=data[start],
            how=_(how),
        )
        raise refusal(file, found, line, column) from None
    if not any_characters:
        _check_characters(text, file)
    return text


def _like(path: Path) -> str:
    """Return a "did you mean" hint with a similar file name of the same folder, or ""."""
    try:
        return did_you_mean(path.name, (beside.name for beside in path.parent.iterdir() if beside.is_file()))
    except OSError:
        return ""


def _check_characters(text: str, file: str) -> None:
    refused = _REFUSED.search(text)
    if refused:
        line, column = _place(text[: refused.start()])
        offset = len(text[: refused.start()].encode("utf-8"))
        message = _(
            "the character {character} at byte {offset} is not allowed; take it out",
            character=code_point(refused.group()),
            offset=offset,
        )
        raise refusal(file, message, line, column)


def _place(before: str) -> tuple[int, int]:
    lines = _LINE_END.split(before)
    return len(lines), len(lines[-1]) + 1
