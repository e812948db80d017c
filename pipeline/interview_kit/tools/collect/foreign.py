"""Name files of other programs, with what to do."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePath

from interview_kit.support.i18n import N_

NOT_A_KIT = N_("this is not a kit of this program")
_PICTURE = N_("this is a picture; its words have to be typed in by hand")
_PAGES = N_("this is a file of Pages; ask for it as PDF, or as Word file (.docx)")
_WEB_ARCHIVE = N_(
    "this is a web archive: ask for the file that the button “Save my answers” in the kit writes (.html)"
)
_BEGINNINGS = {
    b"\xd0\xcf\x11\xe0": N_(
        "it is locked with a password, or of an old Word; ask for it as .docx, without one"
    ),
    b"{\\rtf": N_("this is rich text (.rtf); ask for it as .docx"),
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"bplist00": _WEB_ARCHIVE,
    b"From: <Saved by ": _WEB_ARCHIVE,
}
_ENDINGS = {
    **dict.fromkeys((".heic", ".webp", ".tif", ".tiff", ".bmp"), _PICTURE),
    **dict.fromkeys(
        (".icloud", ".onedrive", ".cloudf"),
        N_("this stands for a file that is still in iCloud or another cloud; download it, and collect again"),
    ),
    **dict.fromkeys(
        (".gdoc", ".gsheet", ".gslides", ".url", ".webloc", ".lnk"),
        N_("this is a link, such as to a file of Google Drive; download the file itself as PDF or .docx"),
    ),
    **dict.fromkeys(
        (".crdownload", ".part", ".partial", ".download", ".tmp"),
        N_("this is a download that has not ended; download it again"),
    ),
    **dict.fromkeys(
        (".rar", ".7z", ".tar", ".gz", ".tgz"), N_("this is an archive that is no .zip; unpack it here")
    ),
    **dict.fromkeys((".eml", ".msg"), N_("this is a message; save the file that is attached to it here")),
    **dict.fromkeys((".mht", ".mhtml", ".webarchive"), _WEB_ARCHIVE),
    ".pages": _PAGES,
}
# A member of a package tells its program.
_PACKAGES = {
    "ppt/presentation.xml": N_("this is a file of PowerPoint; kits come back as PDF or as Word file"),
    "xl/workbook.xml": N_("this is a workbook of Excel; kits come back as PDF or as Word file"),
}
_APPLE = {
    ".numbers": N_("this is a file of Numbers; kits come back as PDF or as Word file"),
    ".key": N_("this is a file of Keynote; kits come back as PDF or as Word file"),
}


_HTML_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,99}(?:<!--[^>]{0,999}-->\s{0,99})?<(?:!doctype\s+html|html)\b", re.IGNORECASE
)


def is_html(data: bytes) -> bool:
    """Return whether a file begins as a web page does."""
    return _HTML_BEGINS.match(data) is not None


def foreign_file(data: bytes, name: str) -> str:
    """Return the message of a file of another kind by the ending of its name or its beginning, or ""."""
    told = _ENDINGS.get(PurePath(name).suffix.casefold(), "")
    return told or next((message for start, message in _BEGINNINGS.items() if data.startswith(start)), "")


def foreign_package(members: Collection[str], name: str = "") -> str:
    """Return the message of a zip of another program by its members and the ending of its name."""
    if any(member.startswith("Index/") for member in members):
        return _APPLE.get(PurePath(name).suffix.casefold(), _PAGES)
    return next((message for member, message in _PACKAGES.items() if member in members), NOT_A_KIT)
