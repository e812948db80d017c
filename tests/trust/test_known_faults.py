"""No lock holds a version with a known fault that bears on this program, and SECURITY.md tells of each."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

from tests.paths import ROOT

FAULTS = yaml.safe_load((ROOT / "tests/trust/known_faults.yaml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-test.lock")
_FAULT = re.compile(r"(?:CVE|GHSA|PYSEC)(?:-\w+)+")
_LOCKED = re.compile(r"^([a-z0-9.-]+)==([^\s;\\]+)", re.MULTILINE)


def locked(lock: str) -> dict[str, list[Version]]:
    """Return the versions that a lock holds of each package; some systems get another than the rest."""
    found: dict[str, list[Version]] = {}
    for name, version in _LOCKED.findall((ROOT / lock).read_text(encoding="utf-8")):
        found.setdefault(name, []).append(Version(version))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_holds_a_version_with_a_known_fault(lock: str) -> None:
    held = locked(lock)
    assert held
    assert [
        (fault["cve"], str(version))
        for fault in FAULTS
        for version in held.get(fault["package"], ())
        if version < Version(fault["fixed"])
    ] == []
    if lock == LOCKS[-1]:
        assert {fault["package"] for fault in FAULTS} <= held.keys()


def test_nobody_who_installs_without_the_lock_may_get_one_either() -> None:
    """What is asked for by name excludes the faults; for what comes with it, the lock does."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = (project["dependencies"], *project["optional-dependencies"].values())
    asked = {asked.name: asked.specifier for each in lists for asked in map(Requirement, each)}
    before = [
        (fault["package"], fault["cve"])
        for fault in FAULTS
        if fault["package"] in asked and not _excludes(str(asked[fault["package"]]), Version(fault["fixed"]))
    ]
    assert before == []


def _excludes(specifier: str, fixed: Version) -> bool:
    least = re.search(r">=([\w.]+)", specifier)
    return least is not None and Version(least[1]) >= fixed


def test_security_md_has_one_row_for_each_fault_with_the_test_that_guards() -> None:
    told = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = {cve[0]: row for row in told.splitlines() for cve in [_FAULT.findall(row)] if cve}
    assert sorted(_FAULT.findall(told)) == sorted(fault["cve"] for fault in FAULTS)
    for fault in FAULTS:
        for word in (fault["package"], fault["fixed"], fault["what"], f"`{fault['guard']}`"):
            assert word in rows[fault["cve"]], (fault["cve"], word)
        assert Path(ROOT, fault["guard"]).is_file(), fault["cve"]
