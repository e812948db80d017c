"""Take each guard out of a copy of the program and see its test fail: `python -m tests.trust.guards [WORDS]`.

Every line of the table in SECURITY.md rests on guards in the code, which guards.yaml lists. A test that stays
green without its guard is no test, and is named. WORDS choose the threats to try.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.paths import ROOT
from tests.trust.mutation import OPERATORS, mutate

LIST = Path(__file__).with_name("guards.yaml")
COPIED = ("pipeline", "templates", "profiles", "tests", "pyproject.toml", "SECURITY.md", "README.md")
# Without a copy of bootstrap.py, the program itself would be imported beside it.
COPIED_TOO = ("bootstrap.py", "requirements.lock", "requirements-test.lock")
FAILED = 1  # what pytest says where tests failed, and not that it could not run them
LONGEST = 600
# Where a test cannot end without its guard, that is the failure.
LONGEST_HANGING = 45


@dataclass(frozen=True)
class Guard:
    """A guard: its file, what takes it out, and the tests that fail then.

    `fault` is the arguments of `mutate` after the source, or, in a file that is not Python, a line and what
    takes its place.
    """

    threat: str
    file: str
    fault: tuple[str, ...]
    tests: str
    only: str = ""
    hangs: bool = False

    def taken_out(self, text: str) -> str:
        """Return the file's text without the guard. Raises LookupError where the guard is not there."""
        if self.file.endswith(".py"):
            return mutate(text, *self.fault)
        line, by = self.fault
        if text.count(line) != 1:
            raise LookupError(f"{self.file}: {line!r} is there {text.count(line)} times")
        return text.replace(line, by)


def guards() -> list[Guard]:
    """Return every guard that guards.yaml lists."""
    listed: list[dict[str, Any]] = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return [Guard(fault=_fault(each), **each) for each in listed]


def _fault(entry: dict[str, Any]) -> tuple[str, ...]:
    """Take the keys of the fault out of an entry of guards.yaml, and return their values in order."""
    if "line" in entry:
        return entry.pop("line"), entry.pop("by")
    operator = next(each for each in OPERATORS if each in entry)
    by = [str(entry.pop("by"))] if "by" in entry else []
    return entry.pop("function"), operator, str(entry.pop(operator)), *by


def main(words: list[str]) -> int:
    """Try the guards whose threat has one of the words; return 1 where a test stayed green."""
    chosen = [each for each in guards() if not words or any(word in each.threat for word in words)]
    unseen = []
    with tempfile.TemporaryDirectory(prefix="kit-guards-", ignore_cleanup_errors=True) as name:
        copy = _copied(Path(name))
        for each in chosen:
            started = time.monotonic()
            seen = _seen_red(each, copy)
            print(f"{seen:5} {time.monotonic() - started:4.0f} s  {each.threat}: {each.file}", flush=True)
            if seen != "red":
                unseen.append(each)
    print(f"{len(chosen) - len(unseen)} of {len(chosen)} guards are seen by their tests")
    return 1 if unseen else 0


def _copied(folder: Path) -> Path:
    for name in (*COPIED, *COPIED_TOO):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def _seen_red(guard: Guard, copy: Path) -> str:
    """Return `red` where the tests fail without the guard, `gone` where it cannot be found, else `green`."""
    place = copy / guard.file
    whole = place.read_text(encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command += [guard.tests, *(["-k", guard.only] if guard.only else [])]
    try:
        place.write_text(guard.taken_out(whole), encoding="utf-8")
        seen = _is_seen(command, copy, LONGEST_HANGING if guard.hangs else LONGEST)
    except subprocess.TimeoutExpired:
        return "red" if guard.hangs else "green"
    except LookupError:
        return "gone"
    finally:
        place.write_text(whole, encoding="utf-8")
    return "red" if seen else "green"


def _is_seen(command: list[str], copy: Path, seconds: int) -> bool:
    """Return whether the tests fail: in the form of CI, or in that of `make long`, with fresh processes."""
    # Programs that the tests start would find the installed package before the copy.
    environment = os.environ | {"PYTHONPATH": str(copy / "pipeline")}
    return any(
        subprocess.run(
            command, cwd=copy, env=environment | more, capture_output=True, check=False, timeout=seconds
        ).returncode
        == FAILED
        for more in ({}, {"KIT_LONG": "1"})
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
