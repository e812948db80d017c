"""Look at other processes while they work: the most memory they had, and the processor they used."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.build.people import ENVIRONMENT
from tests.faults.processes import descendants

LACKING = "" if Path("/proc/self/status").exists() else "processes are looked at in /proc, which is Linux's"
_LOOK_EVERY = 0.1


class Peaks(NamedTuple):
    """The most bytes of a command: of all its processes that live at once, and of its first process."""

    together: int
    first: int


def peaks_of(command: Sequence[str]) -> Peaks:
    """Return the peaks of a command, the sum of those that each process has by itself (VmHWM, proc(5)).

    What processes share is counted in each, so the sum is too large; a peak is never missed.
    """
    together = first = 0
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            first = max(first, _peak(process.pid))
            together = max(together, first + sum(map(_peak, descendants(process.pid))))
            time.sleep(_LOOK_EVERY)
    assert process.returncode == 0, " ".join(command)
    return Peaks(together, first)


def _peak(process: int) -> int:
    try:
        told = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in told if line.startswith("VmHWM:"))
