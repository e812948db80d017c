"""The checkup finds what is missing, says what to do, and calls optional only what a build does not need."""

from __future__ import annotations

import errno
import shutil
import sys
from collections import namedtuple
from importlib import metadata
from pathlib import Path
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.stages.write import font_fallback
from interview_kit.stages.write.font_fallback import FontPackage
from interview_kit.support.command_line import pip_install
from interview_kit.tools.doctor import libraries, system
from interview_kit.tools.doctor.findings import Finding, State
from interview_kit.tools.doctor.libraries import (
    Wanted,
    check_libraries,
    check_library,
    requirements_from,
)

GOOD, MISSING, OPTIONAL = State


def test_requirements_are_read_for_this_system_and_by_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    lines = [
        "babel<3,>=2.16",
        'tzdata>=2026.1; sys_platform == "win32"',
        "python-docx (>=1.2,<2)",
        "watchfiles<2,>=1.2; extra == 'preview'",
        "interview-kit[dask]; extra == 'test'",
    ]
    assert list(requirements_from(lines)) == [
        Wanted("babel", "<3,>=2.16", ""),
        Wanted("python-docx", "<2,>=1.2", ""),
        Wanted("watchfiles", "<2,>=1.2", "preview"),
    ]
    monkeypatch.setattr("sys.platform", "win32")
    assert Wanted("tzdata", ">=2026.1", "") in requirements_from(lines)


def test_a_library_is_good_old_or_not_there() -> None:
    have = metadata.version("click")
    assert check_library(Wanted("click", ">=8.4,<9", "")) == Finding("click", GOOD, have)
    assert check_library(Wanted("click", "<8", "")) == Finding(
        "click", MISSING, f"{have}, but <8 is needed", pip_install("--upgrade", "click<8")
    )
    assert check_library(Wanted("no-such-library", ">=1", "")) == Finding(
        "no-such-library", MISSING, "not there", pip_install("--upgrade", "no-such-library>=1")
    )


def test_an_extra_that_is_not_there_is_optional(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["click>=8", "no-such-library>=1; extra == 'preview'"]
    monkeypatch.setattr(libraries, "_own_requirements", lambda: ("1.0", lines))
    found = {each.name: each for each in check_libraries()}
    assert found["click"].state is GOOD
    assert found["preview"] == Finding(
        "preview", OPTIONAL, "not there",
        "to see what is saved at once (--watch, kit theme preview): "
        + pip_install("interview-kit[preview]"),
    )  # fmt: skip


def test_what_pyproject_asks_for_is_looked_at() -> None:
    found = {each.name for each in check_libraries()}
    assert {"interview-kit", "weasyprint", "python-docx", "pydantic", "preview", "dask", "pdfua"} <= found


def test_a_system_library_that_does_not_open_names_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(system, "missing_libraries", lambda: ["pango"])
    monkeypatch.setattr(system, "install_line", lambda: "sudo apt-get install -y pango")
    found = {
        each.name: each for each in system.check_native_libraries({"harfbuzz": "6.0", "fontconfig": "21401"})
    }
    assert found["pango"] == Finding(
        "pango", MISSING, "not there", "for PDF files, run: sudo apt-get install -y pango"
    )
    assert (found["harfbuzz"].found, found["fontconfig"].found, found["gobject"].found) == (
        "6.0",
        "2.14.1",
        "there",
    )


def test_the_fonts_of_a_theme_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [(each.name, each.state, each.found) for each in system.check_theme("base")] == [
        ("theme", GOOD, "base"),
        ("font", GOOD, "Atkinson Hyperlegible"),
        ("font", GOOD, "Fira Sans"),
    ]
    (broken,) = system.check_theme("no-such-theme")
    assert (broken.state, "there is no theme 'no-such-theme'" in broken.found) == (MISSING, True)


def test_fonts_for_other_scripts_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [(each.state, each.found.partition(":")[0]) for each in system.check_script_fonts()] == [
        (GOOD, "manimgx-fonts"),
        (GOOD, "weblate-fonts"),
    ]
    monkeypatch.setattr(font_fallback, "KURINTO", FontPackage("weblate-fonts", "no_such_module"))
    _, lacking = system.check_script_fonts()
    assert lacking == Finding(
        "letters", OPTIONAL, "not there",
        "Chinese, Japanese, Korean, syllabics and many others: " + pip_install("weblate-fonts"),
    )  # fmt: skip


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> NoReturn:
        raise OSError(errno.EROFS, "Read-only file system")

    good = list(system.check_output(tmp_path / "not/yet/there"))
    assert [each.state for each in good] == [GOOD, GOOD]
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    assert list(system.check_output(tmp_path)) == [
        Finding("output", MISSING, f"{tmp_path}: Read-only file system", "name another folder with -o")
    ]


def test_a_disk_without_room_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(0, 0, 3 * system.MIB))
    assert list(system.check_output(tmp_path))[1] == Finding(
        "disk", MISSING, "only 3 MiB free", "make room: 200 MiB hold a class"
    )


@pytest.mark.parametrize(
    ("encoding", "state"), [("utf-8", GOOD), ("UTF8", GOOD), ("cp1252", OPTIONAL), ("", OPTIONAL)]
)
def test_a_terminal_that_lacks_letters_is_optional(encoding: str, state: State) -> None:
    assert system.check_terminal(encoding).state is state


def test_programs_that_help_are_optional(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert {each.state for each in system.check_programs()} == {OPTIONAL}


def test_the_command_says_all_and_ends_with_its_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    good = CliRunner().invoke(main, ["doctor", "-o", str(tmp_path / "out")])
    assert (good.exit_code, good.stdout.splitlines()[-1]) == (0, "All is there that a build needs."), (
        good.stdout
    )
    assert "optional  Java" in good.stdout
    assert f"ok        Python                         {sys.version.split()[0]}" in good.stdout
    bad = CliRunner().invoke(main, ["doctor", "-t", "plaid"])
    assert (bad.exit_code, bad.stdout.splitlines()[-1]) == (3, "1 missing: what stands behind -> mends it")
    assert "missing   theme                          plaid: there is no theme 'plaid'" in bad.stdout
