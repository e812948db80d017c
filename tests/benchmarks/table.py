"""Hold what was measured as the rows of one Markdown table, and put it into a file."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

BEGIN, END = "<!-- benchmarks -->", "<!-- /benchmarks -->"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was compared, what was measured, its mark, and whether it holds (None: no mark)."""

    what: str
    measured: str
    mark: str = ""
    holds: bool | None = None


def at_most(what: str, measured: str, value: float, most: float, mark: str) -> Row:
    """Return a row whose value may not be larger than its mark; `mark` says it in words."""
    return Row(what, measured, mark, value <= most)


def at_least(what: str, measured: str, value: float, least: float, mark: str) -> Row:
    """Return a row whose value may not be smaller than its mark; `mark` says it in words."""
    return Row(what, measured, mark, value >= least)


def not_here(what: str, reason: str) -> Row:
    """Return the row of something that could not be measured."""
    return Row(what, f"not here: {reason}")


def as_table(rows: Iterable[Row], *, short: bool) -> str:
    """Return the rows as Markdown, under the machine they were measured on."""
    lines = [
        f"Measured {_machine()}"
        + (" The short form: it shows that all runs, and judges nothing." if short else ""),
        "",
        "| what | measured | mark | holds |",
        "|---|---|---|---|",
        *(
            f"| {_cell(row.what)} | {_cell(row.measured)} | {_cell(row.mark)} | {_said(row, short)} |"
            for row in rows
        ),
    ]
    return "\n".join(lines) + "\n"


def put_into(file: Path, table: str, marks: tuple[str, str] = (BEGIN, END)) -> None:
    """Replace what stands between the two marks of a file. Raises ValueError where they are not there."""
    before, begin, rest = file.read_text(encoding="utf-8").partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not begin or not end:
        raise ValueError(f"{file} has no {marks[0]} followed by {marks[1]}")
    file.write_text(f"{before}{begin}\n{table}{end}{after}", encoding="utf-8")


def standing_in(file: Path) -> str:
    """Return the table that stands in a file."""
    return file.read_text(encoding="utf-8").partition(f"{BEGIN}\n")[2].partition(END)[0]


def with_rows_of(prior: str, table: str) -> str:
    """Return a table with the rows of another one in the place of those that compare the same.

    Raises ValueError where the two were not measured on one machine and day.
    """
    (head, *rows), (other, *new) = prior.splitlines(), table.splitlines()
    if head != other:
        raise ValueError(f"the table that stands there is another one: {head}")
    measured = {_what(row): row for row in new}
    kept = [measured.pop(_what(row), row) for row in rows]
    return "\n".join([head, *kept, *measured.values()]) + "\n"


def _what(row: str) -> str:
    return row.partition(" | ")[0]


def _machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"on {dt.date.today():%Y-%m-%d}: {_processor()}, {cores} cores, {platform.system()}, "
        f"Python {platform.python_version()}, WeasyPrint {metadata.version('weasyprint')}."
    )


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in told if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _said(row: Row, short: bool) -> str:
    if short and row.holds is not None:
        return "not judged"
    match row.holds:
        case None:
            return "–"
        case True:
            return "yes"
        case False:
            return "**no, it misses its mark**"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ") or "–"
