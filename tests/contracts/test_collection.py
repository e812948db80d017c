"""No test falls out of the run: pytest finds every file, and what `make quick` leaves out is really there."""

from __future__ import annotations

import re
from fnmatch import fnmatch

import pytest

from tests.conftest import SLOW
from tests.paths import ROOT

TESTS = ROOT / "tests"
FILES = sorted(TESTS.rglob("*.py"))


def test_pytest_passes_over_no_folder_with_tests(pytestconfig: pytest.Config) -> None:
    patterns = pytestconfig.getini("norecursedirs")
    passed_over = {
        f"{file.relative_to(ROOT)}: pytest does not look there, by norecursedirs in pyproject.toml"
        for file in FILES
        for folder in file.relative_to(TESTS).parts[:-1]
        if file.name.startswith("test_") and any(fnmatch(folder, pattern) for pattern in patterns)
    }
    assert passed_over == set()
    assert pytestconfig.getini("testpaths") == ["tests"]


def test_every_test_is_in_a_file_that_pytest_takes() -> None:
    defined = re.compile(r"^(async )?def test_", re.MULTILINE)
    others = [file for file in FILES if not file.name.startswith("test_")]
    assert [str(file) for file in others if defined.search(file.read_text(encoding="utf-8"))] == []


def test_the_quick_run_leaves_out_only_what_is_there() -> None:
    assert [path for path in SLOW if not (TESTS / path).exists()] == []
    assert len(set(SLOW)) == len(SLOW)
