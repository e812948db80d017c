"""SECURITY.md's table has no line without a test, and no line whose guard nobody can take out and try."""

from __future__ import annotations

import re

import pytest

from tests.paths import ROOT
from tests.trust.guards import guards
from tests.trust.mutation import mutate

_ROW = re.compile(r"^\| (?P<threat>[^|]+) \| (?P<promise>[^|]+) \| (?P<guard>[^|]+) \| (?P<test>[^|]+) \|$")


def table() -> dict[str, re.Match[str]]:
    """Return the rows of the table by their threats."""
    told = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    part = told.partition("## Threat, promise")[2].partition("\n## ")[0]
    rows = [row for line in part.splitlines() if (row := _ROW.match(line))]
    return {row["threat"]: row for row in rows[1:] if set(row["threat"]) != {"-"}}


def test_each_guard_can_still_be_taken_out() -> None:
    for guard in guards():
        text = (ROOT / guard.file).read_text(encoding="utf-8")
        assert guard.taken_out(text) != text
        assert (ROOT / guard.tests).is_file(), guard.tests


MODULE = """
LARGEST = 5

class Reader:
    def read(self, text, *, deep=False):
        if deep and len(text) > LARGEST:
            raise ValueError(text)
        return check(text, limit=LARGEST)
"""


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (("Reader.read", "never", "LARGEST"), "if deep and False:"),
        (("Reader.read", "always", "deep"), "if True and len(text) > LARGEST:"),
        (("Reader.read", "skip", "ValueError"), "pass"),
        (("Reader.read", "drop", "limit"), "return check(text)"),
        (("Reader.read", "replace", "check", "text"), "return text"),
        (("Reader.read", "returns", "text"), "return text"),
        (("LARGEST", "returns", "6"), "LARGEST = 6"),
    ],
)
def test_a_fault_changes_what_it_names(fault: tuple[str, ...], expected: str) -> None:
    assert expected not in MODULE
    assert expected in mutate(MODULE, *fault)


@pytest.mark.parametrize(
    "fault", [("Reader.write", "never", "LARGEST"), ("Reader.read", "never", "SMALLEST")]
)
def test_a_fault_that_changes_nothing_is_an_error(fault: tuple[str, ...]) -> None:
    with pytest.raises(LookupError):
        mutate(MODULE, *fault)


def test_each_line_of_the_table_has_a_guard_and_a_test_that_sees_it() -> None:
    rows, listed = table(), guards()
    assert {guard.threat for guard in listed} == rows.keys()
    for threat, row in rows.items():
        own = [guard for guard in listed if guard.threat == threat]
        assert set(re.findall("`([^`]+)`", row["guard"])) == {guard.file for guard in own}, threat
        assert set(re.findall("`([^`]+)`", row["test"])) == {guard.tests for guard in own}, threat
