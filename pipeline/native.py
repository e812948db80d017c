"""Find the system libraries that WeasyPrint loads, and say how this system installs them.

bootstrap.py uses this before anything is installed: only the standard library may be imported here.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import sys
from typing import NamedTuple

# Source: weasyprint/text/ffi.py of WeasyPrint 70, with all the names it tries on any system.
LIBRARIES = {
    "gobject": (
        *("libgobject-2.0-0", "gobject-2.0-0", "gobject-2.0"),
        *("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    ),
    "pango": (
        *("libpango-1.0-0", "pango-1.0-0", "pango-1.0"),
        *("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ),
    "harfbuzz": (
        *("libharfbuzz-0", "harfbuzz", "harfbuzz-0.0"),
        *("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    ),
    "harfbuzz-subset": (
        *("libharfbuzz-subset-0", "harfbuzz-subset", "harfbuzz-subset-0.0"),
        *("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    ),
    "fontconfig": (
        *("libfontconfig-1", "fontconfig-1", "fontconfig"),
        *("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    ),
    "pangoft2": (
        *("libpangoft2-1.0-0", "pangoft2-1.0-0", "pangoft2-1.0"),
        *("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    ),
}


class Manager(NamedTuple):
    """A system package manager: how it installs, and its packages that hold the libraries."""

    install: tuple[str, ...]
    libraries: tuple[str, ...]
    needs_root: bool = True


MANAGERS = {
    "apt-get": Manager(
        ("apt-get", "install", "-y"), ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
    ),
    "dnf": Manager(("dnf", "install", "-y"), ("pango", "harfbuzz", "fontconfig")),
    "pacman": Manager(("pacman", "-S", "--noconfirm"), ("pango", "harfbuzz", "fontconfig")),
    "zypper": Manager(("zypper", "install", "-y"), ("libpango-1_0-0", "libharfbuzz-subset0", "fontconfig")),
    "apk": Manager(
        ("apk", "add"),
        (
            *("so:libgobject-2.0.so.0", "so:libpango-1.0.so.0", "so:libpangoft2-1.0.so.0"),
            *("so:libharfbuzz.so.0", "so:libharfbuzz-subset.so.0", "so:libfontconfig.so.1"),
        ),
    ),
    "brew": Manager(("brew", "install"), ("pango",), needs_root=False),
}
WINDOWS_LINE = (
    'cmd /c "winget install -e --id MSYS2.MSYS2'
    " & C:\\msys64\\usr\\bin\\bash -lc 'pacman -S --noconfirm mingw-w64-ucrt-x86_64-pango'\""
)
# Source: weasyprint/text/ffi.py, which adds the same folders when it is imported.
WINDOWS_FOLDERS = (
    "C:\\msys64\\ucrt64\\bin;C:\\msys64\\mingw64\\bin;C:\\Program Files\\GTK3-Runtime Win64\\bin"
)
UNKNOWN_SYSTEM_LINE = (
    "the system's package manager for Pango, HarfBuzz with its subset library, and Fontconfig"
)


def missing_libraries() -> list[str]:
    """Return the names of the libraries that cannot be opened; call it before importing WeasyPrint.

    The folders searched are widened for the process as WeasyPrint needs them too.
    """
    _widen_search()
    return [name for name, spellings in LIBRARIES.items() if not _opens(spellings)]


def package_manager() -> str | None:
    """Return the name of this system's package manager, a key of `MANAGERS`; None where we know none."""
    if sys.platform == "win32":
        return None
    if sys.platform == "darwin":
        return "brew"
    return next((name for name in MANAGERS if shutil.which(name)), None)


def install_line(packages: tuple[str, ...] | None = None) -> str:
    """Return the one line that installs `packages`, or without them the libraries, on this system."""
    name = package_manager()
    if name is None:
        return WINDOWS_LINE if sys.platform == "win32" else UNKNOWN_SYSTEM_LINE
    manager = MANAGERS[name]
    sudo = ("sudo",) if manager.needs_root and not is_root() else ()
    return " ".join((*sudo, *manager.install, *(packages or manager.libraries)))


def is_root() -> bool:
    """Whether this process may change the system without asking."""
    return sys.platform != "win32" and os.geteuid() == 0


def _widen_search() -> None:
    if sys.platform == "darwin":
        # Only Homebrew's own Python looks in Homebrew's folder; ctypes and cffi read this at every search.
        folders = os.environ.get("DYLD_FALLBACK_LIBRARY_PATH", "/usr/local/lib:/usr/lib")
        if "/opt/homebrew/lib" not in folders.split(":"):
            os.environ["DYLD_FALLBACK_LIBRARY_PATH"] = f"{folders}:/opt/homebrew/lib"
    elif sys.platform == "win32":
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", WINDOWS_FOLDERS).split(";"):
            if os.path.isdir(folder):
                os.add_dll_directory(folder)


def _opens(spellings: tuple[str, ...]) -> bool:
    # As cffi's dlopen: the name itself, else what the system finds for it, which takes longer.
    for find in (str, ctypes.util.find_library):
        for spelling in spellings:
            path = find(spelling)
            if path is not None and _loads(path):
                return True
    return False


def _loads(path: str) -> bool:
    try:
        ctypes.CDLL(path)
    except OSError:
        return False
    return True
