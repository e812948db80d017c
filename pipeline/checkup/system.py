"""Look at the computer itself: its own libraries, fonts, room to write, and programs that help."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.checkup.findings import Finding, State, helpful, needed
from pipeline.errors import KitError
from pipeline.native import LIBRARIES, install_line, missing_libraries

MIB = 1024 * 1024
# A kit takes half a megabyte; a class with its file to print some hundred times that.
LEAST_ROOM = 200 * MIB

PROGRAMS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "Java": (("java",), "to check PDF files against PDF/UA, install a Java runtime (version 11 or newer)"),
    "LibreOffice": (("soffice", "libreoffice"), "to look at Word files without Word, install LibreOffice"),
    "Chromium": (
        ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge"),
        "to test the preview, install Chromium or Chrome",
    ),
}


def looked_at_native(versions: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding for each system library that draws the PDF; `versions` has those that are known."""
    missing = missing_libraries()
    for name in LIBRARIES:
        version = versions.get(name, "there")
        if name == "fontconfig" and version.isdecimal():  # 21401 is 2.14.1
            version = ".".join(str(int(version) // step % 100) for step in (10_000, 100, 1))
        found = "" if name in missing else version
        yield needed(name, found, f"for PDF files, run: {install_line()}")


def looked_at_theme(theme: str) -> Iterator[Finding]:
    """Yield whether a theme can be read, and a finding for each of its fonts."""
    from pipeline.read.theme import load_theme
    from pipeline.writers.fonts import FACES, font_data

    try:
        loaded = load_theme(theme)
    except KitError as error:
        yield Finding("theme", State.MISSING, str(error).splitlines()[0], "mend the theme, or name another")
        return
    yield Finding("theme", State.GOOD, loaded.name)
    for family in dict.fromkeys((loaded.tokens.font, loaded.tokens.other_font)):
        try:
            for face in FACES.values():
                font_data(loaded, family, *face)
        except KitError:
            package = f"fontpkg-{family.lower().replace(' ', '-')}"
            yield Finding("font", State.MISSING, f"{family} is not there", f"python -m pip install {package}")
        else:
            yield Finding("font", State.GOOD, family)


def looked_at_output(output: Path) -> Iterator[Finding]:
    """Yield whether files can be written where kits go, and whether there is room for them."""
    folder = output.absolute()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        # It has no name, and leaves nothing behind.
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"kit")
    except OSError as error:
        reason = error.strerror or str(error)
        yield Finding("output", State.MISSING, f"{output}: {reason}", "name another folder with -o")
        return
    yield Finding("output", State.GOOD, f"{output} can be written")
    free = shutil.disk_usage(folder).free
    room = f"{free // MIB:,} MiB free"
    if free < LEAST_ROOM:
        remedy = f"make room: {LEAST_ROOM // MIB} MiB hold a class"
        yield Finding("disk", State.MISSING, f"only {room}", remedy)
    else:
        yield Finding("disk", State.GOOD, room)


def looked_at_terminal(encoding: str) -> Finding:
    """Return whether a terminal shows every letter."""
    if encoding.lower().replace("-", "").replace("_", "") == "utf8":
        return Finding("terminal", State.GOOD, encoding)
    remedy = "to see the letters of every name here, set PYTHONUTF8=1 before kit is run"
    return Finding("terminal", State.OPTIONAL, f"shows {encoding or 'nothing'}", remedy)


def looked_at_programs() -> Iterator[Finding]:
    """Yield a finding for each program that helps."""
    for name, (commands, purpose) in PROGRAMS.items():
        found = next(filter(None, map(shutil.which, commands)), None)
        yield helpful(name, found or "", purpose)
