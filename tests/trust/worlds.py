"""Build one class in two worlds that have nothing in common but the class, the program and its libraries."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.batch.people import ENVIRONMENT, KIT

EVERYTHING = (
    *("-f", "pdf", "-f", "docx", "-f", "html", "-f", "txt"),
    *("--print-file", "--class-sheet", "--zip", "--fillable"),
)

# The system's clock, five years later, for whatever asks it through the C library.
_CLOCK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>
#define LATER (5L * 365 * 24 * 60 * 60)
int clock_gettime(clockid_t id, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int said = real(id, now);
    if (!said && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) now->tv_sec += LATER;
    return said;
}
time_t time(time_t *place) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (place) *place = now.tv_sec;
    return now.tv_sec;
}
int gettimeofday(struct timeval *now, void *zone) {
    struct timespec precise;
    clock_gettime(CLOCK_REALTIME, &precise);
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / 1000;
    return 0;
}
"""


@dataclass(frozen=True)
class World:
    """Where and as whom a build runs."""

    folder: str
    settings: dict[str, str]
    umask: int
    options: tuple[str, ...]


def other_clock(folder: Path) -> dict[str, str]:
    """Return the settings that put the clock forward; none where there is no C compiler to make it."""
    compiler = shutil.which("cc")
    if compiler is None or not Path("/proc").exists():
        return {}
    (folder / "clock.c").write_text(_CLOCK, encoding="utf-8")
    make = [compiler, "-shared", "-fPIC", "-o", str(folder / "clock.so"), str(folder / "clock.c"), "-ldl"]
    done = subprocess.run(make, capture_output=True, check=False)
    return {} if done.returncode else {"LD_PRELOAD": str(folder / "clock.so")}


def built(world: World, people: dict[str, str], base: Path) -> Path:
    """Return the output folder of a class that was built in a world."""
    home = base / world.folder
    (home / "class").mkdir(parents=True)
    for name, text in people.items():
        (home / "class" / name).write_text(text, encoding="utf-8")
    (home / "passing").mkdir()
    places = {"HOME": str(home), "TMPDIR": str(home / "passing")}
    # A whole path is given, and the command runs where the output is: neither may be seen in it.
    command = [*KIT, "build", str(home / "class"), "-o", "out", *EVERYTHING, *world.options]
    done = subprocess.run(
        command,
        env=ENVIRONMENT | places | world.settings,
        cwd=home,
        umask=world.umask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return home / "out/class"


def files(folder: Path) -> dict[str, Path]:
    """Return every file below a folder, hidden ones too, by its path in it."""
    found = (Path(root) / name for root, _, names in os.walk(folder) for name in names)
    return {path.relative_to(folder).as_posix(): path for path in sorted(found)}
