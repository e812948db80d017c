"""The line a problem is in is shown with its place marked, whatever stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_kit.cli.excerpt import excerpt
from interview_kit.support.errors import CellRef, Problem


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ("situatoin: [secondary]", 1, ("  2 | situatoin: [secondary]", "    | ^^^^^^^^^")),
        ("talk: {minutes: ten}", 17, ("  2 | talk: {minutes: ten}", "    |                 ^^^")),
        ('name: "Ana Li", x', 7, ('  2 | name: "Ana Li", x', "    |       ^^^^^^^^")),
        (
            "talk: {minutes: 15 minutes, x: 1}",
            17,
            ("  2 | talk: {minutes: 15 minutes, x: 1}", "    |                 ^^^^^^^^^^"),
        ),
        ("talk: {time: 3:45 pm}", 14, ("  2 | talk: {time: 3:45 pm}", "    |              ^^^^^^^")),
        ("- name: Bo Li", 1, ("  2 | - name: Bo Li", "    | ^")),
        ("- name: Bo Li", 3, ("  2 | - name: Bo Li", "    |   ^^^^")),
        ("name: 王小明, x: 1", 12, ("  2 | name: 王小明, x: 1", "    |               ^")),
        ("\tname: x", 1, ("  2 |  name: x", "    | ^")),
        ("name: \x1b[31m", 7, ("  2 | name: \\u{1b}[31m", "    |       ^^^^^^")),
        ("name:", 9, ("  2 | name:", "    |      ^")),
        ("é" * 200, 150, (f"  2 | …{'é' * 91}", f"    | {' ' * 41}{'^' * 51}")),
    ],
)
def test_the_place_is_marked(tmp_path: Path, line: str, column: int, shown: tuple[str, ...]) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(f"first: 1\r\n{line}\r\nlast: 1\r\n", encoding="utf-8-sig", newline="")
    assert excerpt(Problem(str(path), 2, column, "", "wrong")) == shown


@pytest.mark.parametrize(
    "problem",
    [
        Problem("nowhere.yaml", 1, 1, "", "no such file"),
        Problem("-", 1, 1, "", "standard input"),
        Problem(__file__, None, None, "", "no line"),
        Problem(__file__, 10_000, 1, "", "past the end"),
        Problem(__file__, 1, 1, "", "a cell", CellRef(7)),
        Problem("/dev/zero", 1, 1, "", "no file"),
    ],
)
def test_nothing_is_shown_where_there_is_no_line(problem: Problem) -> None:
    assert excerpt(problem) == ()
