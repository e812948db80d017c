"""Apply the build's time and memory limits to theme checks: templates and style sheets may never end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from interview_kit.build.limits import USUAL_LIMITS, OutOfTime, memory_limit, time_limit, too_large, too_slow
from interview_kit.support.errors import Problem, ThemeError

LIMITS = USUAL_LIMITS


@contextmanager
def within_limits(place: str) -> Iterator[None]:
    """Limit the time and memory of a block. Raises ThemeError, with `place` as its file, beyond them."""
    try:
        with memory_limit(LIMITS), time_limit(LIMITS):
            yield
    except OutOfTime:
        raise ThemeError((Problem(place, None, None, "", too_slow(LIMITS)),)) from None
    except MemoryError:
        raise ThemeError((Problem(place, None, None, "", too_large(LIMITS)),)) from None
