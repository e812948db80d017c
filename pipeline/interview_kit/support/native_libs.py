"""Find the system libraries that WeasyPrint loads, and say how this system installs them.

bootstrap.py uses this before anything is installed: only the standard library may be imported here.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import sys
import sysconfig
from pathlib import Path
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
# The six libraries and what they need, for Windows and macOS; the version that `make lock` pins.
WHEEL = "gstreamer-libs==1.28.8"
UNKNOWN_SYSTEM_LINE = (
    "the system's package manager for Pango, HarfBuzz with its subset library, and Fontconfig"
)


def missing_libraries(site_packages: Path | None = None) -> list[str]:
    """Return the names of the libraries that cannot be opened; call it before importing WeasyPrint.

    The folders searched are widened for the process as WeasyPrint needs them too. `site_packages` is
    where the wheel is looked for, by default among the packages of this Python.
    """
    widen_search(site_packages)
    return [name for name in LIBRARIES if open_library(name) is None]


def open_library(name: str) -> ctypes.CDLL | None:
    """Return a library of `LIBRARIES`, opened as WeasyPrint opens it; None where it is missing.

    Call `widen_search` first.
    """
    # As cffi's dlopen: the name itself, else what the system finds for it, which takes longer.
    for find in (str, ctypes.util.find_library):
        for spelling in LIBRARIES[name]:
            path = find(spelling)
            if path is not None:
                try:
                    return ctypes.CDLL(path)
                except OSError:
                    continue
    return None


def wheel_fits() -> bool:
    """Whether the libraries are to be had as a wheel for this Python: on macOS, and Windows on x86-64."""
    return sys.platform == "darwin" or sysconfig.get_platform() == "win-amd64"


def wheel_folder(site_packages: Path | None = None) -> Path | None:
    """Return the folder of the libraries that came as a wheel; None where there is none that can be used.

    On macOS the wheel holds each library under two names, as two files. Opened by both names it would be
    in the process twice and crash; bootstrap.py makes one of them a link, and without that it is not used.
    """
    root = (site_packages or Path(sysconfig.get_path("purelib"))) / "gstreamer_libs"
    if sys.platform == "win32":
        folder = root / "bin"
        return folder if folder.is_dir() else None
    folder = root / "lib"
    linked = sys.platform == "darwin" and (folder / "libpango-1.0.dylib").is_symlink()
    return folder if linked else None


def package_manager() -> str | None:
    """Return the name of this system's package manager, a key of `MANAGERS`; None where we know none."""
    if sys.platform == "win32":
        return None
    if sys.platform == "darwin":
        return "brew"
    return next((name for name in MANAGERS if shutil.which(name)), None)


def install_line(packages: tuple[str, ...] | None = None) -> str:
    """Return the one line that installs `packages`, or without them the libraries, on this system.

    On Windows the libraries are a wheel for this Python where there is one, and `packages` MSYS2's.
    """
    name = package_manager()
    if name is None and packages is None and wheel_fits():
        # PowerShell takes a quoted path for a text, so only one with spaces is quoted.
        python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
        return f"{python} -m pip install --no-deps {WHEEL}"
    if name is None:
        return WINDOWS_LINE if sys.platform == "win32" else UNKNOWN_SYSTEM_LINE
    manager = MANAGERS[name]
    sudo = ("sudo",) if manager.needs_root and not is_root() else ()
    return " ".join((*sudo, *manager.install, *(packages or manager.libraries)))


def is_root() -> bool:
    """Whether this process may change the system without asking."""
    return sys.platform != "win32" and os.geteuid() == 0


def widen_search(site_packages: Path | None = None) -> None:
    """Let this process find the libraries in the wheel, or in the folder of a package manager."""
    wheel = wheel_folder(site_packages)
    if sys.platform == "darwin":
        # Only Homebrew's own Python looks in Homebrew's folder; ctypes and cffi read this at every search.
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
            # The wheel's names lack the "lib" in front, and by these cffi searches PATH alone.
            os.environ["PATH"] = windows_path(os.environ.get("PATH", ""), str(wheel))
    if wheel:
        # Without it Fontconfig looks for its settings where it was built.
        os.environ.setdefault("FONTCONFIG_PATH", str(wheel.parent / "etc" / "fonts"))


def windows_path(path: str, wheel: str) -> str:
    """Return PATH with the folder `wheel` first, and without folders that hold another build of a library.

    Other programs bring their own, which would be found first; two builds do not work in one process.
    """
    others = [spellings[-1] for spellings in LIBRARIES.values()]
    kept = [
        folder
        for folder in path.split(";")
        if folder != wheel and not any(os.path.isfile(os.path.join(folder, name)) for name in others)
    ]
    return ";".join([wheel, *kept])
