"""Run every part in its shortest form: that it runs, and has a row for each line, is all that counts."""

from __future__ import annotations

import gc
import re
import sys
from pathlib import Path

import pytest
from lxml import etree

from tests.benchmarks.__main__ import PARTS, main
from tests.benchmarks.picture import picture
from tests.benchmarks.table import (
    BEGIN,
    END,
    Row,
    as_table,
    at_least,
    at_most,
    not_here,
    put_into,
    standing_in,
    with_rows_of,
)
from tests.shared import LONG

LINES = {
    "drawing": 2,
    "word": 2,
    "workers": 1,
    "cuts": 7,
    "engine": 1,
    "unchanged": 2,
    "rivals": 3,
    "typesetting": 1,
    "start": 4,
    "window": 2,
    "cluster": 3,
    "memory": 2,
    "reading": 3,
    "growth": 14,
}


# One that starts processes, and one that works in this one.
TRIED = ("unchanged", "growth")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell what children took")
@pytest.mark.parametrize("part", PARTS if LONG else TRIED)
def test_a_part_runs_and_prints_a_row_for_each_line(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        assert main(["--short", part]) == 0
    finally:
        gc.unfreeze()
    told, _, table = capsys.readouterr().out.partition("\n\n")
    title, line, *rows = table.splitlines()
    assert told.startswith("Measured on ")
    assert (title, line) == ("| what | measured | mark | holds |", "|---|---|---|---|")
    assert len(rows) == LINES[part]
    assert {row.count("|") for row in rows} == {5}


def test_the_table_says_what_holds_and_replaces_what_stands_in_the_readme(tmp_path: Path) -> None:
    rows = [
        at_most("a over b", "×1.2", 1.2, 1.3, "at most ×1.3"),
        at_most("a over c", "×1.4", 1.4, 1.3, "at most ×1.3"),
        at_least("c over a", "×1.8", 1.8, 1.85, "at least ×1.85"),
        Row("d | e", "3 ms"),
        not_here("f", "f is not installed"),
    ]
    table = as_table(rows, short=False)
    assert table.splitlines()[4:] == [
        "| a over b | ×1.2 | at most ×1.3 | yes |",
        "| a over c | ×1.4 | at most ×1.3 | **no, it misses its mark** |",
        "| c over a | ×1.8 | at least ×1.85 | **no, it misses its mark** |",
        "| d \\| e | 3 ms | – | – |",
        "| f | not here: f is not installed | – | – |",
    ]
    assert "not judged" in as_table(rows, short=True)
    readme = tmp_path / "README.md"
    readme.write_text(f"before {BEGIN}\nold\n{END} after", encoding="utf-8")
    put_into(readme, table)
    assert readme.read_text(encoding="utf-8") == f"before {BEGIN}\n{table}{END} after"
    readme.write_text(f"{END} {BEGIN}", encoding="utf-8")
    with pytest.raises(ValueError, match="has no <!-- benchmarks -->"):
        put_into(readme, table)


def test_a_part_that_is_measured_again_takes_the_place_of_its_rows(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    table = as_table([Row("a over b", "×1.2"), Row("a over c", "×1.4")], short=False)
    readme.write_text(f"before\n{BEGIN}\n{table}{END}\nafter", encoding="utf-8")
    assert standing_in(readme) == table
    again = as_table([Row("a over b", "×1.1"), Row("d", "3 ms")], short=False)
    assert with_rows_of(table, again) == as_table(
        [Row("a over b", "×1.1"), Row("a over c", "×1.4"), Row("d", "3 ms")], short=False
    )
    with pytest.raises(ValueError, match="another one: Measured elsewhere"):
        with_rows_of(table.replace("Measured on", "Measured elsewhere"), again)


def test_the_picture_has_the_figures_of_the_table() -> None:
    said = "×0.9 of processor: 90 ms of processor a kit against 100"
    drawn = picture(as_table([Row("A & B, over `kit`", said), Row("A page, over all", "3 ms")], short=False))
    words = ["".join(each.itertext()) for each in etree.fromstring(drawn.encode())]
    assert words[3:] == ["A & B", "", "90", "kit build -j 1, the same files", "", "100"]
    widths = [float(each) for each in re.findall(r'width="([0-9]+)" height="18"', drawn)]
    assert widths[0] / widths[1] == pytest.approx(0.9)
