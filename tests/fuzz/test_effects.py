"""The watch of `make fuzz` notices each effect that no file may have, each planted here; and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.build.people import ENVIRONMENT
from tests.fuzz.effects import Watch, layers, mark
from tests.paths import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is told by /proc")

WATCHED = """
import os, sys, tempfile
from pathlib import Path
place = Path(sys.argv[1])
tempfile.tempdir = str(place)
import ctypes, socket, subprocess, time
from tests.fuzz import readers
from tests.fuzz.effects import Watch
watch = Watch(place, seconds={seconds})
def planted(data):
    {planted}
{before}
mark = place / "strace.begun"
mark.write_bytes(b"")
try:
    watch.reading(planted, {data!r})
except BaseException as error:
    print(type(error).__name__, error)
"""


def watched(
    place: Path,
    planted: str,
    data: bytes = b"",
    behind: tuple[str, ...] = (),
    seconds: int = 60,
    before: str = "",
) -> str:
    """Return what a watch says of a reader that does what is planted; `before` it, libraries are loaded."""
    code = WATCHED.format(planted=planted, data=data, seconds=seconds, before=before)
    command = [*behind, sys.executable, "-c", code, str(place)]
    place.mkdir(exist_ok=True)
    environment = ENVIRONMENT | {"PYTHONPATH": f"{ENVIRONMENT['PYTHONPATH']}{os.pathsep}{ROOT}"}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=200)
    assert not done.returncode, done.stderr
    return done.stdout


PLANTED = {
    "a socket": ("socket.socket().connect(('127.0.0.1', 9))", "socket."),
    "a name that is looked up": ("socket.getaddrinfo('a.example', 80)", "socket.getaddrinfo"),
    "a file elsewhere": ("open(place.parent / 'elsewhere', 'w')", "it wrote"),
    "a folder elsewhere": ("(place.parent / 'elsewhere').mkdir()", "it wrote"),
    "a file that goes": ("os.remove(place.parent / 'kept')", "it wrote"),
    "a file of the system": ("open('/etc/passwd').read()", "it read /etc/passwd"),
    "a program": ("subprocess.run(['true'])", "subprocess.Popen"),
    "a shell": ("os.system('true')", "os.system"),
    "a copy of itself": ("os.fork() or os._exit(0)", "os.fork"),
    "a gigabyte": ("b'x' * (1100 * 2**20)", "MiB"),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", PLANTED)
def test_an_effect_is_noticed(tmp_path: Path, case: str) -> None:
    planted, said = PLANTED[case]
    told = watched(tmp_path / "place", planted)
    assert told.startswith("Noticed") and said in told, told


def test_an_effect_whose_error_is_swallowed_is_noticed(tmp_path: Path) -> None:
    told = watched(tmp_path / "place", "try: socket.socket()\n    except BaseException: pass")
    assert told.startswith("Noticed socket."), told


def test_a_minute_is_noticed(tmp_path: Path) -> None:
    assert "it took more than 1 s" in watched(tmp_path / "place", "time.sleep(30)", seconds=1)


LOAD, GOOD = "readers.style(b'p{}')", b"p{margin:0}"
ADDRESS = b'@import "http://127.0.0.1:9/a.css";'
WITHOUT_GUARDS = """
    import interview_kit.stages.write.fetcher as fetcher
    import interview_kit.stages.write.stylesheet as stylesheet
    stylesheet.css_problems = lambda *a, **b: []
    fetcher.ThemeFetcher.fetch = lambda self, url, headers=None: fetcher.URLFetcher().fetch(url)
    readers.style(data)
"""


def test_a_theme_that_opens_a_socket_through_a_fault_is_noticed(tmp_path: Path) -> None:
    told = watched(tmp_path / "place", WITHOUT_GUARDS.strip(), ADDRESS, before=LOAD)
    assert told.startswith("Noticed") and "socket." in told, told


READ = "readers.style(data); readers.record(data); readers.profile(data)"


def test_nothing_is_noticed_with_all_guards(tmp_path: Path) -> None:
    assert watched(tmp_path / "place", READ, GOOD, before=LOAD) == ""
    assert watched(tmp_path / "place", READ, ADDRESS, before=LOAD) == ""


def behind_strace(place: Path) -> tuple[str, ...]:
    place.mkdir()
    behind, lacking = layers(place / "strace")
    if any("strace" in each for each in lacking):
        pytest.skip("no strace here")
    return tuple(behind)


NATIVE = {
    "a socket": ("ctypes.CDLL(None).socket(2, 1, 0)", "socket("),
    "a file": ("ctypes.CDLL(None).creat(bytes(place.parent / 'elsewhere'), 0o600)", "it wrote"),
    "a file of the system": ("ctypes.CDLL(None).open(b'/etc/passwd', 0)", "it read /etc/passwd"),
    "a program": ("ctypes.CDLL(None).system(b'true')", "execve("),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", NATIVE)
def test_what_a_library_does_is_noticed_by_strace(tmp_path: Path, case: str) -> None:
    planted, said = NATIVE[case]
    place = tmp_path / "place"
    behind = behind_strace(place)
    assert watched(place, planted, behind=behind) == ""
    assert mark(place / "strace").exists()
    found = [each for each in Watch(place).traced(place / "strace") if said in each]
    assert found, (place / "strace").read_text()[-500:]


def test_nothing_is_noticed_by_strace_with_all_guards(tmp_path: Path) -> None:
    place = tmp_path / "place"
    behind = behind_strace(place)
    assert watched(place, READ, ADDRESS, behind, before=LOAD) == ""
    assert list(Watch(place).traced(place / "strace")) == []
