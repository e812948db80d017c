"""SECURITY.md's table has no line without a test, and no line whose guard nobody can take out and try."""

from __future__ import annotations

import ast
import re

import pytest

from tests.paths import ROOT
from tests.trust.guards import Guard, guards

_ROW = re.compile(r"^\| (?P<threat>[^|]+) \| (?P<promise>[^|]+) \| (?P<guard>[^|]+) \| (?P<test>[^|]+) \|$")


def table() -> dict[str, re.Match[str]]:
    """Return the rows of the table by their threats."""
    told = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    part = told.partition("## Threat, promise")[2].partition("\n## ")[0]
    rows = [row for line in part.splitlines() if (row := _ROW.match(line))]
    return {row["threat"]: row for row in rows[1:] if set(row["threat"]) != {"-"}}


@pytest.mark.parametrize("guard", guards(), ids=lambda guard: f"{guard.threat}: {guard.file}")
def test_a_guard_can_still_be_taken_out(guard: Guard) -> None:
    text = (ROOT / guard.file).read_text(encoding="utf-8")
    without = guard.taken_out(text)
    assert without != text
    if guard.file.endswith(".py"):
        ast.parse(without)
    assert (ROOT / guard.tests).is_file()


def test_each_line_of_the_table_has_a_guard_and_a_test_that_sees_it() -> None:
    rows = table()
    assert {guard.threat for guard in guards()} == rows.keys()
    for threat, row in rows.items():
        own = [guard for guard in guards() if guard.threat == threat]
        assert set(re.findall("`([^`]+)`", row["guard"])) == {guard.file for guard in own}, threat
        assert set(re.findall("`([^`]+)`", row["test"])) == {guard.tests for guard in own}, threat
