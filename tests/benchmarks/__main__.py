"""Measure how fast kits are made, against what else there is: `python -m tests.benchmarks [PART...]`.

Every ratio comes from one run, its two sides measured in turn. The parts and what each compares stand in the
modules named after them.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from tests.benchmarks.picture import picture
from tests.benchmarks.table import Row, as_table, put_into, standing_in, with_rows_of
from tests.paths import ROOT

Part: TypeAlias = Callable[[bool], Iterator[Row]]

_TABLE, _PICTURE = Path("docs/speed.md"), Path("docs/pictures/speed.svg")
PARTS = (
    "drawing",
    "word",
    "workers",
    "cuts",
    "engine",
    "unchanged",
    "rivals",
    "typesetting",
    "start",
    "window",
    "cluster",
    "memory",
    "reading",
    "growth",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the parts asked for, print the table, and return the exit code: 0, whatever is missed.

    Parts that are asked for alone take the place of their rows in docs/speed.md.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all without one")
    parser.add_argument("--short", action="store_true", help="as few kits as show that it runs")
    parser.add_argument("--docs", action="store_true", help="put table and picture into docs")
    wishes = parser.parse_args(arguments)
    unknown = set(wishes.parts) - set(PARTS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    # Processes started here look at the same words and the same program as this one.
    os.chdir(ROOT)
    found: dict[str, list[Row]] = {}
    try:
        for name in wishes.parts or PARTS:
            for row in _rows(name, wishes.short):
                found.setdefault(name, []).append(row)
    except KeyboardInterrupt:  # what is measured by then is measured
        print("stopped before the end", file=sys.stderr)
    # The table has its own order, whichever part was asked for first.
    table = as_table([row for name in PARTS for row in found.get(name, ())], short=wishes.short)
    print(table, end="")
    if wishes.docs:
        try:
            put_into(_TABLE, with_rows_of(standing_in(_TABLE), table) if wishes.parts else table)
            _PICTURE.write_text(picture(standing_in(_TABLE)), encoding="utf-8")
        except ValueError as error:
            print(f"{_TABLE} is left as it was: {error}", file=sys.stderr)
            return 1
    return 0


def _rows(name: str, short: bool) -> Iterator[Row]:
    part: Part = import_module(f"tests.benchmarks.{name}").rows
    for row in part(short):
        print(f"{name}: {row.what}: {row.measured}", file=sys.stderr, flush=True)
        yield row


if __name__ == "__main__":
    sys.exit(main())
