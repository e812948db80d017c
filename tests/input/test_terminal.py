"""Issue 18, point 7: a terminal whose size is not told, and a Dask address where nobody answers."""

from __future__ import annotations

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.build.people import ENVIRONMENT
from tests.build.people import KIT as PROCESS
from tests.command import cases, kit, wrote

# t01, and two more.
DOUBLE = (
    "Email Address,Name,Job of interest\nmaya@s.example,Maya Chen,vet\nana@s.example,Ana Roy,baker\n"
    "maya@s.example,Maya Chen,nurse\n,maya chen ,chef\n"
)
WIDTHS = {"t01": "0", "negative": "-3", "no number": "wide", "120": "120", "80": "80"}


@pytest.mark.parametrize("columns", cases(WIDTHS))
def test_the_table_of_a_roster_is_printed_whatever_columns_says(columns: str) -> None:
    ran = kit("roster", "show", wrote("dup.csv", DOUBLE), COLUMNS=columns)
    squeezed = "".join(ran.out.split())
    assert ran.code == 0 and "AnaRoy" in squeezed and "baker" in squeezed, ran.out


@pytest.mark.parametrize("columns", cases(WIDTHS))
def test_explain_prints_whatever_columns_says(columns: str) -> None:
    wrote("a.yaml", "name: Maya Chen\ndecision: exploring\ntarget: {field: care}\n")
    ran = kit("explain", "a.yaml", COLUMNS=columns)
    assert ran.code == 0 and len("".join(ran.out.split())) > 300, ran.out


def test_two_rows_of_one_person_are_noticed() -> None:
    """The second answer of one address, and one name in other letters: rows 2, 4 and 5."""
    ran = kit("roster", "show", wrote("dup.csv", DOUBLE))
    assert [line for line in ran.notes if "4" in line and "2" in line and "Maya Chen" in line], ran.lines


HEADS = {
    "explain": ("explain", "a.yaml"),
    "explain of several": ("explain", "r.csv"),
    "check": ("check", "r.csv"),
    "show": ("roster", "show", "r.csv"),
    "help": ("--help",),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize(
    "command",
    cases({name: (each,) for name, each in HEADS.items()}),
)
def test_a_reader_that_has_seen_enough_is_no_refusal(command: tuple[str, ...]) -> None:
    """`| head -1` ends with 0, as where all is printed."""
    wrote("a.yaml", "name: Maya Chen\ndecision: exploring\ntarget: {field: care}\n")
    wrote(
        "r.csv",
        "Student name,Job of interest,How sure\n"
        + "".join(f"Pupil {n},nurse,exploring\n" for n in range(40)),
    )
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        ended = subprocess.run(
            [*PROCESS, *command], env=ENVIRONMENT, stdout=closed, stderr=subprocess.PIPE, check=False
        )
    assert (ended.returncode, ended.stderr.count(b"Traceback")) == (0, 0), ended.stderr


NEEDS_DASK = pytest.mark.skipif(find_spec("distributed") is None, reason="the extra dask is not installed")


@pytest.fixture
def no_dask() -> Iterator[str]:
    """Yield the address of a server that speaks another language."""

    class Silent(http.server.BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Silent) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"tcp://127.0.0.1:{server.server_port}"
        server.shutdown()


def started(address: str) -> subprocess.Popen[str]:
    wrote("cls.csv", "Student name,Job of interest\nA One,nurse\nB Two,baker\nC Three,welder\n")
    command = [*PROCESS, "build", "cls.csv", "-o", "out", "-f", "txt", "--executor", f"dask:{address}"]
    return subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def ended(process: subprocess.Popen[str], seconds: float) -> tuple[int | None, str]:
    """Return the exit code and all that was said; None where it still runs, which is then killed."""
    try:
        out, errors = process.communicate(timeout=seconds)
        return process.returncode, out + errors
    except subprocess.TimeoutExpired:
        process.kill()
        out, errors = process.communicate()
        return None, out + errors


def tells(process: subprocess.Popen[str], words: str) -> bool:
    """Return whether a line on standard error has the words within a minute; the process is then killed."""
    assert process.stderr is not None
    last = threading.Timer(60, process.kill)
    last.start()
    found = any(words in line for line in process.stderr)
    last.cancel()
    ended(process, 0)
    return found


@pytest.mark.long
@NEEDS_DASK
def test_a_port_that_is_no_dask_is_told_within_ten_seconds(no_dask: str) -> None:
    """t02: "no scheduler answers at …", exit 3, no traceback."""
    code, said = ended(started(no_dask), 45)
    assert code == 3 and "no scheduler answers" in said and "Traceback" not in said, said


@NEEDS_DASK
def test_a_stop_while_waiting_for_dask_ends_without_a_traceback(no_dask: str) -> None:
    process = started(no_dask)
    assert process.stderr is not None
    process.stderr.readline()  # the roster was read
    time.sleep(3)
    process.send_signal(signal.SIGTERM)
    code, said = ended(process, 60)
    assert code == 143 and "Traceback" not in said and "Exception ignored" not in said, (code, said)


@NEEDS_DASK
def test_a_scheduler_without_workers_is_told(tmp_path: Path) -> None:
    """It waits on for them, and a line says so."""
    command = [
        sys.executable,
        "-m",
        "dask",
        "scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
    ]
    with subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as scheduler:
        assert scheduler.stderr is not None
        try:
            line = next(line for line in scheduler.stderr if "Scheduler at:" in line)
            assert tells(started(line.split()[-1]), "no workers")
        finally:
            scheduler.kill()
