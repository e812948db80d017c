"""Build one class in two worlds that have nothing in common but the class, the program and its libraries."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.build.people import ENVIRONMENT, KIT

EVERYTHING = (
    *("-f", "pdf", "-f", "docx", "-f", "html", "-f", "txt"),
    *("--print-file", "--class-sheet", "--zip", "--fillable"),
)

# The clock, five years later, and other names of computer and person, for whatever asks the C library.
_SYSTEM = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pwd.h>
#include <string.h>
#include <sys/utsname.h>
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
int gethostname(char *name, size_t room) {
    strncpy(name, HOST, room);
    return 0;
}
int uname(struct utsname *told) {
    static int (*real)(struct utsname *);
    if (!real) real = dlsym(RTLD_NEXT, "uname");
    int said = real(told);
    strncpy(told->nodename, HOST, sizeof told->nodename - 1);
    return said;
}
static struct passwd *renamed(struct passwd *person) {
    if (person) { person->pw_name = USER; person->pw_gecos = GECOS; person->pw_dir = HOME; }
    return person;
}
struct passwd *getpwuid(uid_t id) {
    static struct passwd *(*real)(uid_t);
    if (!real) real = dlsym(RTLD_NEXT, "getpwuid");
    return renamed(real(id));
}
int getpwuid_r(uid_t id, struct passwd *person, char *room, size_t size, struct passwd **found) {
    static int (*real)(uid_t, struct passwd *, char *, size_t, struct passwd **);
    if (!real) real = dlsym(RTLD_NEXT, "getpwuid_r");
    int said = real(id, person, room, size, found);
    if (!said) renamed(*found);
    return said;
}
"""


@dataclass(frozen=True)
class World:
    """Where and as whom a build runs."""

    folder: str
    settings: dict[str, str]
    umask: int
    options: tuple[str, ...]


def other_system(folder: Path, host: str, user: str, gecos: str, home: str) -> dict[str, str]:
    """Return the settings that put the clock forward and rename the computer and the person.

    There are none where no C compiler can make what does it.
    """
    compiler = shutil.which("cc")
    if compiler is None or not Path("/proc").exists():
        return {}
    source, library = folder / "system.c", folder / "system.so"
    source.write_text(_SYSTEM, encoding="utf-8")
    names = {"HOST": host, "USER": user, "GECOS": gecos, "HOME": home}
    defined = [f'-D{name}="{said}"' for name, said in names.items()]
    make = [compiler, "-shared", "-fPIC", *defined, "-o", str(library), str(source), "-ldl"]
    done = subprocess.run(make, capture_output=True, check=False)
    return {} if done.returncode else {"LD_PRELOAD": str(library)}


OUTPUT = "out/class"


def built(world: World, people: dict[str, str], base: Path) -> None:
    """Build a class in a world; the kits are in the folder OUTPUT of the world's own."""
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


def files(folder: Path) -> dict[str, Path]:
    """Return every file below a folder, hidden ones too, by its path in it."""
    found = (Path(root) / name for root, _, names in os.walk(folder) for name in names)
    return {path.relative_to(folder).as_posix(): path for path in sorted(found)}
