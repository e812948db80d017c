"""What a run of the tests has in common: files that its workers build once, and the number of examples."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from hypothesis import settings

T = TypeVar("T")

LONG = "KIT_LONG" in os.environ
"""Whether everything is tried, in every combination and with fresh processes: `make long`."""

# The folder of this run, named by conftest.py: nothing outlives the run, so a name says all about a file.
folder: Path | None = None


def shared(name: str, make: Callable[[], bytes]) -> bytes:
    """Return the bytes of that name, made here or by another worker of this run."""
    if folder is None:
        return make()
    path = folder / sha256(name.encode()).hexdigest()
    with _alone(path.with_suffix(".lock")):
        if not path.exists():
            half = path.with_suffix(f".{os.getpid()}")
            half.write_bytes(make())
            half.replace(path)
        return path.read_bytes()


def shared_folder(name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder of that name, which `make` fills once in a run; tests only read it."""
    assert folder is not None
    path = folder / name
    with _alone(path.with_suffix(".lock")):
        if not path.with_suffix(".made").exists():
            path.mkdir()
            make(path)
            path.with_suffix(".made").touch()
    return path


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one worker at a time through; where there are no such locks, both may make the same file."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def examples(most: int) -> int:
    """Return the number of examples for a property: `most` where KIT_LONG is set, else some of them."""
    if LONG:
        return most
    return min(most, QUICK_EXAMPLES if settings.get_current_profile_name() == "quick" else USUAL_EXAMPLES)


QUICK_EXAMPLES, USUAL_EXAMPLES = 5, 40


def some(cases: Iterable[T], most: int) -> list[T]:
    """Return the first `most` cases, which stand for all of them; all where KIT_LONG is set."""
    return list(cases)[: None if LONG else most]


def spread(cases: Iterable[T], step: int) -> list[T]:
    """Return the first case and every `step`th after it; all where KIT_LONG is set.

    A step that divides no number of values leaves each pair of values of a product in it.
    """
    return list(cases)[:: 1 if LONG else step]
