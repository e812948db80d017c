"""Find the native libraries that WeasyPrint loads, and the command that installs them on this system.

bootstrap.py uses this module before anything is installed: it may import the standard library only.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import os
import shutil
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from interview_kit.support.command_line import pip_install
from interview_kit.support.i18n import N_, _

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
    """A system package manager: its install command, and its packages that hold the libraries."""

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
# A wheel with the six libraries and their dependencies, for Windows and macOS; `make lock` pins the version.
WHEEL = "gstreamer-libs==1.28.8"
UNKNOWN_SYSTEM_LINE = N_(
    "the system's package manager for Pango, HarfBuzz with its subset library, and Fontconfig"
)


def missing_libraries(site_packages: Path | None = None) -> list[str]:
    """Return the names of the libraries that cannot be loaded; call it before importing WeasyPrint.

    Extends the search path of the process (`widen_search`), which WeasyPrint needs too. `site_packages` is
    the folder to search for the wheel; the default is this Python's.
    """
    widen_search(site_packages)
    return [name for name in LIBRARIES if open_library(name) is None]


def open_library(name: str) -> ctypes.CDLL | None:
    """Return a library of `LIBRARIES`, loaded as WeasyPrint loads it; None where it is missing.

    Call `widen_search` first.
    """
    # As in cffi's dlopen: by the name itself, else by the slower `find_library`.
    return _opened(LIBRARIES[name], str) or _opened(LIBRARIES[name], ctypes.util.find_library)


def _opened(spellings: Iterable[str], find: Callable[[str], str | None]) -> ctypes.CDLL | None:
    for path in filter(None, map(find, spellings)):
        with contextlib.suppress(OSError):
            return ctypes.CDLL(path)
    return None


@contextlib.contextmanager
def without_search() -> Iterator[None]:
    """Within the context, `find_library` finds nothing, where the loader knows every library by its name.

    WeasyPrint tries the names for other systems first, and cffi starts compilers and ldconfig for each.
    """
    find = ctypes.util.find_library
    if all(_opened(spellings, str) for spellings in LIBRARIES.values()):
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find


def wheel_fits() -> bool:
    """Return whether a wheel with the libraries exists for this Python: on macOS, and Windows on x86-64."""
    return sys.platform == "darwin" or sysconfig.get_platform() == "win-amd64"


def wheel_folder(site_packages: Path | None = None) -> Path | None:
    """Return the folder of the libraries installed as a wheel; None where there is none that can be used.

    On macOS the wheel holds each library as two files with different names. Loaded by both names, a library
    would be in the process twice and crash it; bootstrap.py replaces one file by a link, and without that
    link the wheel is not used.
    """
    root = (site_packages or Path(sysconfig.get_path("purelib"))) / "gstreamer_libs"
    folder = root / ("bin" if sys.platform == "win32" else "lib")
    linked = sys.platform == "darwin" and (folder / "libpango-1.0.dylib").is_symlink()
    return folder if linked or (sys.platform == "win32" and folder.is_dir()) else None


def package_manager() -> str | None:
    """Return the system's package manager, a key of `MANAGERS`; None on Windows or where none is known."""
    if sys.platform == "win32":
        return None
    if sys.platform == "darwin":
        return "brew"
    return next((name for name in MANAGERS if shutil.which(name)), None)


def install_line(packages: tuple[str, ...] | None = None) -> str:
    """Return the shell command that installs `packages`, by default the libraries, on this system.

    On Windows that is pip with the wheel where one exists, else, and for any `packages`, MSYS2 with Pango.
    Without a known package manager, it is a description of the libraries.
    """
    name = package_manager()
    if name is None and packages is None and wheel_fits():
        return pip_install("--no-deps", WHEEL)
    if name is None:
        return WINDOWS_LINE if sys.platform == "win32" else _(UNKNOWN_SYSTEM_LINE)
    manager = MANAGERS[name]
    sudo = ("sudo",) if manager.needs_root and not is_root() else ()
    return " ".join((*sudo, *manager.install, *(packages or manager.libraries)))


def is_root() -> bool:
    """Return whether this process runs as root; False on Windows."""
    return sys.platform != "win32" and os.geteuid() == 0


def widen_search(site_packages: Path | None = None) -> None:
    """Extend this process's library search path with the wheel's folder or a package manager's."""
    wheel = wheel_folder(site_packages)
    if sys.platform == "darwin":
        # Only Homebrew's own Python searches Homebrew's folder; ctypes and cffi read this variable each time.
        folders = os.environ.get("DYLD_FALLBACK_LIBRARY_PATH", "/usr/local/lib:/usr/lib").split(":")
        wanted = [str(wheel)] if wheel else []
        os.environ["DYLD_FALLBACK_LIBRARY_PATH"] = ":".join(
            dict.fromkeys([*wanted, *folders, "/opt/homebrew/lib"])
        )
    elif sys.platform == "win32":
        if wheel:
            # WeasyPrint adds the folders named here, and no others.
            os.environ.setdefault("WEASYPRINT_DLL_DIRECTORIES", str(wheel))
        folders = os.environ.get("WEASYPRINT_DLL_DIRECTORIES", WINDOWS_FOLDERS).split(";")
        for folder in filter(os.path.isdir, folders):
            os.add_dll_directory(folder)
        if wheel and str(wheel) in folders:
            # The wheel's file names lack the prefix "lib"; for such names cffi searches PATH alone.
            os.environ["PATH"] = windows_path(os.environ.get("PATH", ""), str(wheel))
    if wheel:
        # Without it, Fontconfig searches for its configuration in the folder it was built in.
        os.environ.setdefault("FONTCONFIG_PATH", str(wheel.parent / "etc" / "fonts"))


def windows_path(path: str, wheel: str) -> str:
    """Return PATH with the folder `wheel` first, and without folders that hold another build of a library.

    Other programs ship such builds; two builds of a library do not work in one process.
    """
    others = [spellings[-1] for spellings in LIBRARIES.values()]
    kept = [
        folder
        for folder in path.split(";")
        if folder != wheel and not any(os.path.isfile(os.path.join(folder, name)) for name in others)
    ]
    return ";".join([wheel, *kept])
