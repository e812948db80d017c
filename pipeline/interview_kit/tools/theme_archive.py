"""Pack a theme with those it extends into one zip file, and read such a file within limits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from interview_kit.stages.read.text_file import read_limited
from interview_kit.stages.read.theme import theme_names
from interview_kit.stages.read.theme.chain import LONGEST_CHAIN, read_chain
from interview_kit.stages.read.theme.snapshot import LARGEST_THEME, MOST_FILES, THEME_FILE
from interview_kit.support.errors import ThemeError, refusal
from interview_kit.support.i18n import N_, _
from interview_kit.support.safe_zip import Fault, SafeZip, ZipFault, ZipLimits, zipped

_LIMITS = ZipLimits(2 * MOST_FILES, 2 * LARGEST_THEME)
_LARGEST = 2 * LARGEST_THEME
# Signs that every file system takes in a name; none begins with a dot, or ends with a dot or a space.
_SIGNS = r"\w()\[\]{}'’&@#=~!%$,;+\-"
_PLAIN = re.compile(rf"[{_SIGNS}](?:[{_SIGNS} .]{{0,98}}[{_SIGNS}])?")
_ADDED = re.compile(r"__MACOSX|\..*|Thumbs\.db|desktop\.ini")
_FAULTS = {
    Fault.DAMAGED: N_("this zip file is damaged, or it is none"),
    Fault.MEMBERS: N_("this zip file has more than {most} files"),
    Fault.TOTAL: N_("unpacked, this zip file is larger than {largest} MiB"),
    Fault.RATIO: N_("“{member}” in this zip file grows too much when it is unpacked"),
    Fault.TWICE: N_("“{member}” is twice in this zip file"),
    Fault.NAME: N_("“{member}” in this zip file would be written outside the theme"),
    Fault.LOCKED: N_("this zip file is locked with a password; ask for it without"),
}


def packed_theme(name_or_dir: str | Path) -> tuple[bytes, tuple[str, ...]]:
    """Return a zip of a theme and of the themes it extends, and their names, the theme itself last.

    Themes that come with the program are left out. The bytes depend on the files alone. Raises ThemeError
    where there is no such theme, or a file of the chain cannot be read, and InvalidInput for files that
    `unpacked_themes` would refuse.
    """
    parts, problems = read_chain(name_or_dir)
    if problems:
        raise ThemeError(tuple(problems))
    own = [part for part in parts if part.name not in theme_names()]
    packed = zipped({f"{part.name}/{path}": data for part in own for path, data in part.files.items()})
    if own:
        _themes_in(packed, str(name_or_dir))
    return packed, tuple(part.name for part in own)


def unpacked_themes(file: Path) -> dict[str, dict[str, bytes]]:
    """Return the files of each theme in a zip file, by the theme's name and the path in its folder.

    A theme without a folder of its own gets the name of the zip file. What desktops add (`__MACOSX`, files
    whose names begin with a dot) is left out. Raises InvalidInput.
    """
    name = str(file)
    data = read_limited(file, _LARGEST)
    if len(data) > _LARGEST:
        raise refusal(name, _("this zip file is larger than {largest} MiB", largest=_LARGEST // 1024**2))
    return _themes_in(data, name, file.stem)


def _themes_in(data: bytes, name: str, stem: str = "") -> dict[str, dict[str, bytes]]:
    """Return the themes in a zip file called `name`; one without a folder of its own is named `stem`."""
    try:
        archive = SafeZip(data, _LIMITS)
        archive.check()
        files = {path: archive.read(path) for path in archive.names if _is_of_a_theme(path)}
    except ZipFault as error:
        template = _FAULTS[error.fault]
        values = {"most": _LIMITS.members, "largest": _LIMITS.total // 1024**2, "member": error.member}
        raise refusal(name, _(template, **values)) from error
    if THEME_FILE in files:
        files = {f"{stem}/{path}": data for path, data in files.items()}
    themes = dict(_by_theme(name, files))
    if not themes or len(themes) > LONGEST_CHAIN:
        raise refusal(name, _("this zip file holds no theme that {kit} theme pack wrote"))
    return themes


def _is_of_a_theme(path: str) -> bool:
    return not path.endswith("/") and not any(map(_ADDED.fullmatch, PurePosixPath(path).parts))


def _by_theme(file: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, dict[str, bytes]]]:
    for path in files:
        if not all(map(_PLAIN.fullmatch, path.split("/"))):
            raise refusal(file, _("“{member}” is no name for a file of a theme", member=path))
    for name in dict.fromkeys(path.partition("/")[0] for path in files):
        own = dict(_below(name, files))
        if THEME_FILE not in own:
            raise refusal(file, _("“{member}” has no {theme_file}", member=name, theme_file=THEME_FILE))
        yield name, own


def _below(name: str, files: Mapping[str, bytes]) -> Iterable[tuple[str, bytes]]:
    return ((path[len(name) + 1 :], data) for path, data in files.items() if path.startswith(f"{name}/"))
