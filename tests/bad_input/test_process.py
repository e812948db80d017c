"""The worst files once more, through a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import SOURCE

ENVIRONMENT = os.environ | {"PYTHONPATH": str(SOURCE)}
RUN = [sys.executable, "-c", "from interview_kit.cli import main; main(prog_name='kit')"]

REFUSED = {
    "a million brackets": (
        b"[" * 1_000_000,
        "- row 1, column A",
    ),
    "a million brackets, closed": (
        b"a: " + b"[" * 500_000 + b"]" * 500_000,
        "-:1:23",
    ),
    "more than the most": (
        b"#" * 3_000_000,
        "-",
    ),
    "nothing": (b"", "-"),
    "a key that writes to the terminal": (
        b'name: Maya\n"\\e[2J": x\ntarget: {field: x}\nnmae: x\n',
        "-:2:1 \\u{1b}[2J",
    ),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, tmp_path: Path) -> None:
    data, place = REFUSED[case]
    run = [*RUN, "check", "-"]
    shown = subprocess.run(run, input=data, env=ENVIRONMENT, cwd=tmp_path, capture_output=True, check=False)
    assert (shown.stderr.decode().partition(": ")[0], shown.returncode) == (place, 2)
    assert list(tmp_path.iterdir()) == []


def test_a_good_profile_is_accepted(tmp_path: Path) -> None:
    good = b"name: Maya\ndecision: exploring\ntarget: {field: animal care}\n"
    run = [*RUN, "check", "-"]
    shown = subprocess.run(run, input=good, env=ENVIRONMENT, cwd=tmp_path, capture_output=True, check=False)
    assert (shown.stdout, shown.stderr, shown.returncode) == (
        b"1 profile checked: 1 good, 0 refused\n",
        b"",
        0,
    )
