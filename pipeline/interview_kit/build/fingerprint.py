"""Compute the fingerprint of a kit: it is rebuilt only when the fingerprint has changed."""

from __future__ import annotations

import ctypes
import json
import platform
import re
import sys
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path

import fontpkg

from interview_kit.build.tasks import BuildConfig, ClassTask, Work
from interview_kit.model.bank import Bank
from interview_kit.model.theme import Theme
from interview_kit.support.native_libs import open_library, widen_search

# All that the program needs, and what that needs, but for what only talks with people or reads their files.
DRAWING = (
    *("annotated-types", "babel", "brotli", "cffi", "cssselect2", "docxtpl", "fontpkg"),
    *("fontpkg-atkinson-hyperlegible", "fontpkg-fira-sans", "fonttools", "icalendar", "jinja2", "lxml"),
    *("manimgx-fonts", "markdown-it-py", "markupsafe", "mdurl", "pillow", "pycparser", "pydantic"),
    *("pydantic-core", "pydyf", "pypdfium2", "pyphen", "python-dateutil", "python-docx", "tinycss2"),
    *("tinyhtml5", "tzdata", "weasyprint", "webencodings", "zopfli"),
)
# What draws too where it is there: fonts for more scripts.
ALSO_DRAWING = ("weblate-fonts",)
_PACKAGE = Path(__file__).resolve().parent.parent
# pango.h, hb-common.h and fontconfig.h; pangoft2 and harfbuzz-subset are released with the first two.
_NATIVE = {
    "pango": ("pango_version_string", ctypes.c_char_p),
    "harfbuzz": ("hb_version_string", ctypes.c_char_p),
    "fontconfig": ("FcGetVersion", ctypes.c_int),
}


@cache
def tool_versions() -> Mapping[str, str]:
    """Return the version of each program and library that renders kits here, or "none", by its name."""
    found = {
        "kit": _program(),
        "python": platform.python_version(),
        "system": f"{sys.platform} {platform.machine()}",
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    found |= {name: _version(name) for name in DRAWING}
    widen_search()
    found |= {name: _version(name) for name in ALSO_DRAWING}
    return found | {name: _native_version(name) for name in _NATIVE}


@cache
def program_version() -> str:
    """Return the version of this program, such as `0.2.0`, or "none" where it is not installed."""
    return _version("interview-kit")


def config_key(config: BuildConfig) -> str:
    """Return the digest of everything the kits of a class share, except the formats."""
    told = {
        "tools": dict(config.tools),
        "bank": _bank(config.bank),
        "themes": _themes(config.themes.values()),
        "extras": sorted(config.extras),
    }
    return _digest(told)


def kit_key(config: str, task: Work) -> str:
    """Return the digest of a task and of its config, given the config's digest `config`."""
    if isinstance(task, ClassTask):
        kits = [[kit.profile, kit.variant.sections] for kit in task.kits]
        return _digest([config, task.piece, task.language, kits, task.has_marks, task.two_up])
    return _digest([config, task.profile, task.variant.sections])


def _digest(told: object) -> str:
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _program() -> str:
    """Return a digest of the program's own source files, which change more often than its version."""
    whole = sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        name = path.relative_to(_PACKAGE).as_posix()
        whole.update(f"{name} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def _version(distribution: str) -> str:
    try:
        found = metadata.distribution(distribution)
    except metadata.PackageNotFoundError:
        return "none"
    # The whole file is parsed as a message otherwise, with the description.
    line = re.search("^Version: (.+)$", found.read_text("METADATA") or "", re.MULTILINE)
    return line[1].strip() if line else found.version


def _native_version(name: str) -> str:
    function, kind = _NATIVE[name]
    ask = getattr(open_library(name), function, None)
    if ask is None:
        return "none"
    ask.restype = kind
    said = ask()
    return said.decode() if isinstance(said, bytes) else str(said)


def _bank(bank: Bank) -> str:
    return sha256(bank.model_dump_json().encode()).hexdigest()


def _themes(themes: Iterable[Theme]) -> object:
    every = tuple(themes)
    fonts = sorted({name for theme in every for name in (theme.tokens.font, theme.tokens.other_font)})
    # The variants of a theme have their files in common.
    files = {id(theme.files): _hashes(theme.files) for theme in every}
    layers = {id(layer): layer for theme in every for layer in theme.layers}
    return [
        [
            [repr((theme.tokens, theme.paper, theme.variant, theme.fillable)), files[id(theme.files)]]
            for theme in every
        ],
        # A template may extend the one beneath it, and style sheets add up, so what lies beneath counts too.
        # Words count as the bank has them in the end: a comment among them changes nothing in a kit.
        [[layer.name, _hashes(_looks(layer.files))] for layer in layers.values()],
        {name: _faces(name) for name in fonts},
    ]


def _looks(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if not path.startswith("bank/")}


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: sha256(data).hexdigest() for path, data in files.items()}


@cache
def _faces(family: str) -> tuple[str, ...]:
    try:
        files = fontpkg.family(family).files
    except fontpkg.FontpkgError:  # the kit that asks for it will say so
        return ()
    return tuple(f"{face.path.name} {sha256(face.path.read_bytes()).hexdigest()}" for face in files)
