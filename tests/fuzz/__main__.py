"""Fuzz the readers and watch for effects: `python -m tests.fuzz [SECONDS [READER...]]`, or `make fuzz`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from tests.fuzz.effects import Watch, layers
from tests.fuzz.readers import READERS
from tests.paths import ROOT, SOURCE

_ATHERIS = "no atheris here: files are changed without knowing the code ({} -m pip install atheris)"


def main(arguments: Sequence[str]) -> int:
    """Fuzz one reader after the other for so many seconds each; return 1 if one broke a promise."""
    seconds, *names = arguments or ["60"]
    if find_spec("atheris") is None:
        print(_ATHERIS.format(sys.executable), file=sys.stderr)
    failed = [name for name in names or READERS if not _holds(name, seconds)]
    print(f"== {len(failed)} readers broke a promise{': ' if failed else ''}{', '.join(failed)}")
    return 1 if failed else 0


def _holds(name: str, seconds: str) -> bool:
    """Fuzz a reader in a process of its own, behind all layers there are; return whether it holds."""
    place = ROOT / "build/fuzz" / name
    shutil.rmtree(place / "passing", ignore_errors=True)
    place.mkdir(parents=True, exist_ok=True)
    log = place / "strace"
    log.unlink(missing_ok=True)
    behind, lacking = layers(log)
    print(f"== {name}", *(f"({each})" for each in lacking), flush=True)
    command = [*behind, sys.executable, "-m", "tests.fuzz.one_reader", name, seconds, str(place)]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(SOURCE)}
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    found = dict.fromkeys(Watch(place).traced(log)) if log.exists() else {}
    for effect in list(found)[:20]:
        print(f"{name}: noticed by strace: {effect}", file=sys.stderr)
    return not code and not found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
