"""Check the libraries that come as a wheel on Windows and macOS, on a system made up of folders and files.

What cannot be shown here, and was not: that Windows and macOS load them. The names of the files are those of
the wheels that requirements-native.lock pins; names are found by the rules of ctypes and cffi on each system.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import re
import sys
import sysconfig
from pathlib import Path

import pytest

import bootstrap
from interview_kit.support import native_libs

# The rules of macOS, which Debian's Python lacks.
dyld = pytest.importorskip("ctypes.macholib.dyld")

ALL = list(native_libs.LIBRARIES)
WINDOWS_FILES = [
    *("gobject-2.0-0.dll", "pango-1.0-0.dll", "harfbuzz.dll"),
    *("harfbuzz-subset.dll", "fontconfig-1.dll", "pangoft2-1.0-0.dll"),
]
# As the wheel has them: the name that the libraries know each other by, and a copy under a shorter one.
MAC_FILES = {
    "libgobject-2.0.0.dylib": "libgobject-2.0.dylib",
    "libpango-1.0.0.dylib": "libpango-1.0.dylib",
    "libharfbuzz.0.dylib": "libharfbuzz.dylib",
    "libharfbuzz-subset.0.dylib": "libharfbuzz-subset.dylib",
    "libfontconfig.1.dylib": "libfontconfig.dylib",
    "libpangoft2-1.0.0.dylib": "libpangoft2-1.0.dylib",
}
VARIABLES = ("PATH", "WEASYPRINT_DLL_DIRECTORIES", "DYLD_FALLBACK_LIBRARY_PATH", "FONTCONFIG_PATH")


class System:
    """A system that has only the files of a folder, and notes which of them were opened."""

    def __init__(self, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site = site
        self.opened: list[str] = []
        self.folders: list[str] = []
        for name in VARIABLES:
            monkeypatch.setenv(name, "")  # so that what the code sets is undone
            monkeypatch.delenv(name)
        monkeypatch.setattr(ctypes, "CDLL", self.load)
        monkeypatch.setattr(os, "add_dll_directory", self.folders.append, raising=False)

    def load(self, path: str) -> ctypes.CDLL:
        if not Path(path).is_absolute() or not Path(path).is_file():
            raise OSError(path)
        self.opened.append(Path(path).relative_to(self.site.parent).as_posix())
        return ctypes.PyDLL(None)


def windows(site: Path, monkeypatch: pytest.MonkeyPatch, machine: str = "win-amd64") -> System:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sysconfig, "get_platform", lambda: machine)
    monkeypatch.setattr(ctypes.util, "find_library", found_by_windows)
    return System(site, monkeypatch)


def mac(site: Path, monkeypatch: pytest.MonkeyPatch) -> System:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes.util, "find_library", found_by_mac)
    return System(site, monkeypatch)


def found_by_windows(name: str) -> str | None:
    """Return what ctypes.util.find_library does there: PATH alone is searched, with .dll and without."""
    for folder in os.environ["PATH"].split(";"):
        for file in (name, f"{name}.dll"):
            if os.path.isfile(os.path.join(folder, file)):
                return os.path.join(folder, file)
    return None


def found_by_mac(name: str) -> str | None:
    """Return what ctypes.util.find_library does there, by Python's own search."""
    for file in (f"lib{name}.dylib", f"{name}.dylib"):
        try:
            found: str = dyld.dyld_find(file)
            return found
        except ValueError:
            continue
    return None


def files(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(name, "utf-8")
    return folder


def mac_wheel(site: Path) -> Path:
    folder = files(site / "gstreamer_libs/lib", *MAC_FILES)
    for name, copy in MAC_FILES.items():
        (folder / copy).write_text(name, "utf-8")
    return folder


# --- where it is to be had ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "machine", "fits"),
    [
        ("win32", "win-amd64", True),
        ("win32", "win-arm64", False),
        ("win32", "win32", False),  # Python of 32 bits
        ("darwin", "macosx-11.0-arm64", True),
        ("darwin", "macosx-10.13-x86_64", True),
        ("linux", "linux-x86_64", False),
    ],
)
def test_the_wheel_is_for_windows_on_x86_64_and_for_macos(
    platform: str, machine: str, fits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(sysconfig, "get_platform", lambda: machine)
    assert native_libs.wheel_fits() is fits


def test_the_lock_pins_the_version_that_a_person_is_told_to_install() -> None:
    lock = Path(bootstrap.NATIVE_LOCK)
    pinned = (bootstrap.ROOT / lock).read_text("utf-8").splitlines()
    assert [line.split(" ; ")[0] for line in pinned if line[0].isalpha()] == [native_libs.WHEEL]


def test_make_lock_renews_every_lock() -> None:
    makefile = (bootstrap.ROOT / "Makefile").read_text("utf-8")
    locks = {path.name for path in bootstrap.ROOT.glob("requirements*.lock")}
    assert bootstrap.NATIVE_LOCK in locks
    assert set(re.findall(r"--output-file (\S+)", makefile)) == locks


@pytest.mark.parametrize(
    ("machine", "line"),
    [
        ("win-amd64", f"C:/Python/python.exe -m pip install --no-deps {native_libs.WHEEL}"),
        ("win-arm64", native_libs.WINDOWS_LINE),
    ],
)
def test_a_person_on_windows_is_told_the_shortest_way(
    machine: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows(tmp_path, monkeypatch, machine)
    monkeypatch.setattr(sys, "executable", "C:/Python/python.exe")
    assert native_libs.install_line() == line
    assert (
        native_libs.install_line(()) == native_libs.WINDOWS_LINE
    )  # what bootstrap.py says when the wheel failed


# --- how it is found: Windows -------------------------------------------------------------------------


def test_on_windows_all_libraries_are_the_wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    wheel = files(site / "gstreamer_libs/bin", *WINDOWS_FILES)
    drawing = files(tmp_path / "drawing program", "libpango-1.0-0.dll", "libgobject-2.0-0.dll")
    tools = files(tmp_path / "tools", "git.exe")
    system = windows(site, monkeypatch)
    monkeypatch.setenv("PATH", f"{drawing};{tools}")
    for _ in range(2):  # the second time nothing is added again
        assert native_libs.missing_libraries(site) == []
        assert os.environ["PATH"] == f"{wheel};{tools}"
    assert system.opened == [f"site/gstreamer_libs/bin/{name}" for name in WINDOWS_FILES] * 2
    assert set(system.folders) == {str(wheel)}
    assert os.environ["WEASYPRINT_DLL_DIRECTORIES"] == str(wheel)
    assert os.environ["FONTCONFIG_PATH"] == str(site / "gstreamer_libs/etc/fonts")


def test_on_windows_the_folder_that_a_person_names_comes_before_the_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, own = tmp_path / "site", files(tmp_path / "own")
    files(site / "gstreamer_libs/bin", *WINDOWS_FILES)
    system = windows(site, monkeypatch)
    monkeypatch.setenv("PATH", "C:\\Windows")
    monkeypatch.setenv("WEASYPRINT_DLL_DIRECTORIES", f"{own};C:\\nowhere")
    assert native_libs.missing_libraries(site) == ALL
    assert (system.folders, os.environ["PATH"]) == ([str(own)], "C:\\Windows")


def test_on_windows_without_the_wheel_the_usual_folders_are_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = files(tmp_path / "ucrt64")
    system = windows(tmp_path / "site", monkeypatch)
    monkeypatch.setenv("PATH", "C:\\Windows")
    monkeypatch.setattr(native_libs, "WINDOWS_FOLDERS", f"{usual};C:\\nowhere")
    assert native_libs.missing_libraries(tmp_path / "site") == ALL
    assert (system.folders, os.environ["PATH"]) == ([str(usual)], "C:\\Windows")
    assert "WEASYPRINT_DLL_DIRECTORIES" not in os.environ


# --- how it is found: macOS ---------------------------------------------------------------------------


def test_on_macos_each_library_is_one_file_and_the_wheels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    wheel = mac_wheel(site)
    other = files(tmp_path / "brew", *MAC_FILES.values())
    system = mac(site, monkeypatch)
    monkeypatch.setenv("DYLD_FALLBACK_LIBRARY_PATH", str(other))
    bootstrap.link_twins(wheel)
    bootstrap.link_twins(wheel)  # the second time there is nothing to do
    assert {path.name: os.readlink(path) for path in wheel.iterdir() if path.is_symlink()} == {
        copy: name for name, copy in MAC_FILES.items()
    }
    assert native_libs.missing_libraries(site) == []
    assert system.opened == [f"site/gstreamer_libs/lib/{copy}" for copy in MAC_FILES.values()]
    assert os.environ["DYLD_FALLBACK_LIBRARY_PATH"] == f"{wheel}:{other}:/opt/homebrew/lib"
    assert os.environ["FONTCONFIG_PATH"] == str(site / "gstreamer_libs/etc/fonts")


def test_on_macos_a_wheel_with_copies_for_links_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mac_wheel(tmp_path)
    system = mac(tmp_path, monkeypatch)
    monkeypatch.setenv("DYLD_FALLBACK_LIBRARY_PATH", str(tmp_path / "nowhere"))
    assert native_libs.missing_libraries(tmp_path) == ALL
    assert system.opened == []
    assert "FONTCONFIG_PATH" not in os.environ


# --- what the set-up does -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "arrives", "did", "told"),
    [
        ("darwin", True, ["wheel", "links"], ""),
        ("darwin", False, ["wheel", "brew install pango"], "offline\n"),
        ("win32", True, ["wheel"], ""),
        ("linux", True, ["apt-get install -y {}"], ""),
    ],
)
def test_the_wheel_comes_first_and_the_systems_packages_where_it_fails(
    platform: str,
    arrives: bool,
    did: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    done, lacking = steps_taken(platform, arrives, tmp_path, monkeypatch)
    bootstrap.provide_system_packages(bootstrap.Venv(tmp_path), wants_pip=True)
    libraries = " ".join(native_libs.MANAGERS["apt-get"].libraries)
    assert (done, lacking) == ([step.format(libraries) for step in did], [])
    assert capsys.readouterr().err == told


def test_on_windows_the_line_for_msys2_is_said_when_the_wheel_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, _ = steps_taken("win32", False, tmp_path, monkeypatch)
    with pytest.raises(bootstrap.Stop) as stop:
        bootstrap.provide_system_packages(bootstrap.Venv(tmp_path), wants_pip=True)
    assert done == ["wheel"]
    assert str(stop.value).splitlines()[1].strip() == native_libs.WINDOWS_LINE


def steps_taken(
    platform: str, arrives: bool, root: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[str], list[str]]:
    """Return the list of what will have been done, and the list of what is lacking until then."""
    done: list[str] = []
    lacking = ["pango", "harfbuzz-subset"]
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(sysconfig, "get_platform", lambda: "win-amd64" if platform == "win32" else "")
    monkeypatch.setattr(native_libs, "missing_libraries", lambda site: list(lacking))
    manager = {"darwin": "brew", "linux": "apt-get"}.get(platform)
    monkeypatch.setattr(native_libs, "package_manager", lambda: manager)
    monkeypatch.setattr(bootstrap.Venv, "pip", lambda venv: ["pip"])

    def install(venv: bootstrap.Venv, *arguments: str) -> None:
        options = ("--require-hashes", "--no-deps", "--only-binary=:all:")
        assert arguments == (*options, "-r", str(root / bootstrap.NATIVE_LOCK))
        done.append("wheel")
        if not arrives:
            raise bootstrap.Stop("offline")
        lacking.clear()

    def install_packages(command: list[str]) -> str:
        done.append(" ".join(command))
        lacking.clear()
        return ""

    monkeypatch.setattr(bootstrap, "install", install)
    monkeypatch.setattr(bootstrap, "link_twins", lambda folder: done.append("links"))
    monkeypatch.setattr(bootstrap, "permission", lambda name: [])
    monkeypatch.setattr(bootstrap, "install_system_packages", install_packages)
    return done, lacking
