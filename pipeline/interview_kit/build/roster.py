"""Read a roster in a worker process with limits of time and memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from interview_kit.build.limits import Limits, Why
from interview_kit.stages.read.roster import parse_roster, roster_bytes
from interview_kit.support.i18n import N_

if TYPE_CHECKING:
    from interview_kit.stages.read.roster.rows import Roster

SECONDS = 60
# With what Python and its libraries take, the process stays below a gigabyte.
MEMORY = 850 * 1024**2
# Starting a process takes a third of a second. CSV repeats nothing: a row of two bytes becomes one of 15 kB.
_SMALL = 32 * 1024
_TEMPLATES = {
    Why.TIME: N_("reading this takes longer than {seconds:g} seconds; divide it into several rosters"),
    Why.MEMORY: N_("reading this takes more than {memory} MiB of memory; divide it into several rosters"),
    Why.DIED: N_(
        "the process that read this was ended ({how}): perhaps it needs too much memory; "
        "divide it into several rosters, or open it in a spreadsheet program and save it again"
    ),
}


def read_roster_within_limits(path: Path, delimiter: str = "") -> Roster:
    """Return a roster as `read_roster` does. Raises InvalidInput also if reading exceeds a limit."""
    data = roster_bytes(path)
    if len(data) <= _SMALL and not data.startswith(b"PK"):
        return parse_roster(data, path, delimiter)
    from interview_kit.build.worker_process import run_limited

    budget = Limits(SECONDS, MEMORY)
    return run_limited(
        parse_roster, data, path, delimiter, budget=budget, file=str(path), templates=_TEMPLATES
    )
