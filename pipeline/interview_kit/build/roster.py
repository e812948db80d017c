"""Read a roster in a worker process with limits of time and memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from interview_kit.stages.read.roster import parse_roster, roster_bytes
from interview_kit.support.errors import InvalidInput, Problem
from interview_kit.support.i18n import _, reason_of

if TYPE_CHECKING:
    from interview_kit.build.limits import Limits
    from interview_kit.build.worker_process import NoAnswer
    from interview_kit.stages.read.roster.rows import Roster

SECONDS = 60
# With what Python and its libraries take, the process stays below a gigabyte.
MEMORY = 850 * 1024**2
# Starting a process takes a third of a second. CSV repeats nothing: a row of two bytes becomes one of 15 kB.
_SMALL = 32 * 1024
_MIB = 1024**2


def read_roster_within_limits(path: Path, delimiter: str = "") -> Roster:
    """Return a roster as `read_roster` does. Raises InvalidInput also if reading exceeds a limit."""
    data = roster_bytes(path)
    if len(data) <= _SMALL and not data.startswith(b"PK"):
        return parse_roster(data, path, delimiter)
    from interview_kit.build.limits import Limits
    from interview_kit.build.worker_process import NoAnswer, call_in_process

    limits = Limits(SECONDS, MEMORY)
    try:
        return call_in_process(limits, parse_roster, data, path, delimiter)
    except NoAnswer as error:
        message = _why_not(error, limits)
    except OSError as error:
        message = _("no process could be started to read this: {reason}", reason=reason_of(error))
    raise InvalidInput((Problem(str(path), None, None, "", message),))


def _why_not(error: NoAnswer, limits: Limits) -> str:
    from interview_kit.build.worker_process import Why

    match error.why:
        case Why.TIME:
            return _(
                "reading this takes longer than {seconds:g} seconds; divide it into several rosters",
                seconds=limits.seconds,
            )
        case Why.MEMORY:
            return _(
                "reading this takes more than {memory} MiB of memory; divide it into several rosters",
                memory=limits.memory // _MIB,
            )
    return _(
        "the process that read this was ended (code {code}): perhaps it needs too much memory; "
        "divide it into several rosters, or open it in a spreadsheet program and save it again",
        code=error.code,
    )
