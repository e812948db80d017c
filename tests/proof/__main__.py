"""Hold the kits of the matrix against PDF/UA-1, and print the table: `python -m tests.proof`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from interview_kit.support.verapdf import broken_rules, lacking
from tests.benchmarks.table import put_into
from tests.proof.matrix import cases
from tests.proof.table import MARKS, as_table


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 0, or 1 where a kit is broken, or 3 where veraPDF cannot run here."""
    parser = argparse.ArgumentParser(prog="python -m tests.proof", description=__doc__)
    parser.add_argument("--readme", action="store_true", help="put the table into README.md")
    wishes = parser.parse_args(arguments)
    if lacking():
        print(f"PDF/UA cannot be checked here without {lacking()}", file=sys.stderr)
        return 3
    broken = []
    for number, case in enumerate(cases(), 1):
        rules = broken_rules(case.pdf())
        print(f"{number}/{len(cases())} {case}: {', '.join(rules) or 'whole'}", file=sys.stderr, flush=True)
        if rules:
            broken.append(case)
    table = as_table(cases(), broken)
    print(table, end="")
    if wishes.readme:
        put_into(Path("README.md"), table, MARKS)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
