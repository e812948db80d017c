"""Hold what is done with a theme to the limits of a kit: its templates and style sheets may be endless."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from interview_kit.build.limits import USUAL_LIMITS, OutOfTime, memory_limit, time_limit, too_large, too_slow
from interview_kit.support.errors import Problem, ThemeError

LIMITS = USUAL_LIMITS


@contextmanager
def within_limits(place: str) -> Iterator[None]:
    """Raise ThemeError, which names `place`, where what is done takes too long or too much memory."""
    try:
        with memory_limit(LIMITS), time_limit(LIMITS):
            yield
    except OutOfTime:
        raise ThemeError((Problem(place, None, None, "", too_slow(LIMITS)),)) from None
    except MemoryError:
        raise ThemeError((Problem(place, None, None, "", too_large(LIMITS)),)) from None
