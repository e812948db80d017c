"""Fuzz the readers with atheris: `python -m tests.fuzz [SECONDS [READER...]]`, as `make fuzz` does."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

from tests.fuzz.readers import READERS
from tests.paths import ROOT

LACKING = """\
Fuzzing with knowledge of the code needs atheris, which exists for Linux alone. To install it, run:
    {python} -m pip install atheris
Without it, more random files are tried by:
    KIT_FUZZ_EXAMPLES=5000 {python} -m pytest tests/fuzz"""


def main(arguments: list[str]) -> int:
    """Fuzz one reader after the other for so many seconds each; return 1 if one broke a promise."""
    if find_spec("atheris") is None:
        print(LACKING.format(python=sys.executable), file=sys.stderr)
        return 3
    seconds, *names = arguments or ["100"]
    failed = []
    for name in names or READERS:
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", "tests.fuzz.one_reader", name, seconds]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
    print(f"== {len(failed)} readers broke a promise{': ' if failed else ''}{', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
