"""Check the computer: native libraries, fonts, disk space, and optional programs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from interview_kit.support.command_line import pip_install
from interview_kit.support.errors import KitError
from interview_kit.support.i18n import N_, _, reason_of
from interview_kit.support.native_libs import LIBRARIES, install_line, missing_libraries
from interview_kit.tools.doctor.findings import Finding, State, needed

MIB = 1024 * 1024
# A kit takes about 0.5 MB, a class with its print file about a hundred times that.
LEAST_ROOM = 200 * MIB

PROGRAMS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "Java": (
        ("java",),
        N_("to check PDF files against PDF/UA, install a Java runtime (version 11 or newer)"),
    ),
    "LibreOffice": (
        ("soffice", "libreoffice"),
        N_("to look at Word files without Word, install LibreOffice"),
    ),
    "Chromium": (
        ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge"),
        N_("to test the preview, install Chromium or Chrome"),
    ),
}


def check_native_libraries(versions: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding for each native library that renders the PDF.

    `versions` maps a library's name to its version, where that is known.
    """
    missing = missing_libraries()
    for name in LIBRARIES:
        version = versions.get(name, _("there"))
        if name == "fontconfig" and version.isdecimal():  # 21401 is 2.14.1
            version = ".".join(str(int(version) // step % 100) for step in (10_000, 100, 1))
        found = "" if name in missing else version
        yield needed(name, found, _("for PDF files, run: {line}", line=install_line()))


def check_theme(theme: str) -> Iterator[Finding]:
    """Yield a finding: whether a theme can be read, and one for each of its fonts."""
    from interview_kit.stages.read.theme import load_theme
    from interview_kit.stages.write.fonts import FACES, font_data

    try:
        loaded = load_theme(theme)
    except KitError as error:
        yield Finding(
            _("theme"), State.MISSING, str(error).splitlines()[0], _("mend the theme, or name another")
        )
        return
    yield Finding(_("theme"), State.GOOD, loaded.name)
    for family in dict.fromkeys((loaded.tokens.font, loaded.tokens.other_font)):
        try:
            for face in FACES.values():
                font_data(loaded, family, *face)
        except KitError:
            package = f"fontpkg-{family.lower().replace(' ', '-')}"
            yield Finding(
                _("font"),
                State.MISSING,
                _("{family} is not there", family=family),
                pip_install(package),
            )
        else:
            yield Finding(_("font"), State.GOOD, family)


def check_script_fonts() -> Iterator[Finding]:
    """Yield a finding for each optional package of fonts for other scripts."""
    from interview_kit.stages.write.font_fallback import KURINTO, NOTO

    for package, scripts in (
        (NOTO, _("Arabic, Hebrew, Devanagari, Tamil and their neighbours, emoji")),
        (KURINTO, _("Chinese, Japanese, Korean, syllabics and many others")),
    ):
        name = package.distribution
        found = f"{name}: {scripts}" if package.files else ""
        remedy = _("{purpose}: {install}", purpose=scripts, install=pip_install(name))
        yield needed(_("letters"), found, remedy, State.OPTIONAL)


def check_engine() -> Finding:
    """Return a finding: whether kits are drawn with what was remembered of the kits before."""
    from interview_kit.stages.write.engine import TESTED, is_on

    own, *others = TESTED.items()
    remedy = _(
        "kits are the same without it, and slower; it needs WeasyPrint {versions}, and not KIT_ENGINE=plain",
        versions=", ".join((own[1], *map(" ".join, others))),
    )
    return needed(_("fast drawing"), _("on") if is_on() else "", remedy, State.OPTIONAL)


def check_output(output: Path) -> Iterator[Finding]:
    """Yield findings: whether the output folder can be written, and whether enough disk space is free."""
    folder = output.absolute()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        # An unnamed file: nothing is left behind.
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"kit")
    except OSError as error:
        reason = reason_of(error)
        yield Finding(_("output"), State.MISSING, f"{output}: {reason}", _("name another folder with -o"))
        return
    yield Finding(_("output"), State.GOOD, _("{output} can be written", output=output))
    free = shutil.disk_usage(folder).free
    room = _("{free:,} MiB free", free=free // MIB)
    if free < LEAST_ROOM:
        remedy = _("make room: {least} MiB hold a class", least=LEAST_ROOM // MIB)
        yield Finding(_("disk"), State.MISSING, _("only {room}", room=room), remedy)
    else:
        yield Finding(_("disk"), State.GOOD, room)


def check_terminal(encoding: str) -> Finding:
    """Return a finding: whether the terminal's encoding is UTF-8, so that it shows every character."""
    if encoding.lower().replace("-", "").replace("_", "") == "utf8":
        return Finding(_("terminal"), State.GOOD, encoding)
    remedy = _("to see the letters of every name here, set PYTHONUTF8=1 before kit is run")
    shows = _("shows {encoding}", encoding=encoding) if encoding else _("shows nothing")
    return Finding(_("terminal"), State.OPTIONAL, shows, remedy)


def check_programs() -> Iterator[Finding]:
    """Yield a finding for each optional program."""
    for name, (commands, purpose) in PROGRAMS.items():
        found = next(filter(None, map(shutil.which, commands)), None)
        yield needed(name, found or "", _(purpose), State.OPTIONAL)
