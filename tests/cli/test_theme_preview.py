"""Check how `kit theme preview` refuses to start."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.support.command_line import install_extra


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["theme", "preview", *arguments])
    return done.exit_code, done.stderr


def test_an_unknown_theme_is_refused_with_those_that_there_are() -> None:
    code, said = run("bases")
    assert (code, said.startswith("bases: there is no theme 'bases', did you mean base?")) == (2, True)


def test_without_its_libraries_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert run("--no-open") == (
        3,
        f"watchfiles is missing. To install it, run: {install_extra('app')}\n",
    )


def test_a_missing_module_of_our_own_is_a_bug_and_no_missing_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "interview_kit.web.app.themes.state", None)
    for name in ("app.server", "app.work", "app.routes", "app.themes.room", "app.themes.routes"):
        monkeypatch.delitem(sys.modules, f"interview_kit.web.{name}", raising=False)
    code, said = run("--no-open")
    assert (code, "ModuleNotFoundError" in said) == (70, True)


def test_without_profiles_here_one_says_whose_kits_to_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interview_kit.cli.theme.preview.EXAMPLES", (tmp_path / "profiles",))
    assert run("--no-open") == (
        2,
        "profiles: this folder is not here; say with --people whose kits to show\n",
    )
