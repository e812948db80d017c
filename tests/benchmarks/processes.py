"""Look at other processes while they work: the most memory they had, and the processor they used."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tests.batch.people import ENVIRONMENT
from tests.faults.processes import descendants

LACKING = "" if Path("/proc/self/status").exists() else "processes are looked at in /proc, which is Linux's"
_LOOK_EVERY = 0.1


def peak_of(command: Sequence[str]) -> int:
    """Return the most bytes that a command's processes had, each its own peak (VmHWM, proc(5)), added up.

    What they share is counted in each, so the sum is too large; a peak is never missed, and no chance enters.
    """
    peaks: dict[int, int] = {}
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            for each in (process.pid, *descendants(process.pid)):
                peaks[each] = max(peaks.get(each, 0), _peak(each))
            time.sleep(_LOOK_EVERY)
    assert process.returncode == 0, " ".join(command)
    return sum(peaks.values())


def _peak(process: int) -> int:
    try:
        told = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in told if line.startswith("VmHWM:"))
