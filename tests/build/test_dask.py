"""Many machines: a real scheduler and two real workers on loopback, one of them killed in the middle."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import pytest

from interview_kit.support.command_line import pip_install
from tests.build.people import ENVIRONMENT, KIT, kits, make_class
from tests.faults.processes import NEEDS_PROC, build, descendants, is_running, line_with, wait_until
from tests.paths import ROOT, SOURCE
from tests.shared import LONG

NEEDS_DASK = pytest.mark.skipif(find_spec("distributed") is None, reason="the extra dask is not installed")
SEVERAL = ("-f", "html", "-f", "docx")


@contextmanager
def dask(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    with subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments], env=ENVIRONMENT, text=True, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        try:
            yield process, process.stderr
        finally:
            for each in (process.pid, *sorted(descendants(process.pid))):
                os.kill(each, signal.SIGKILL)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[int]]]:
    """Yield the scheduler's address, and the two processes that Dask itself would start again."""
    with ExitStack() as stack:
        local = ("--host", "127.0.0.1", "--no-dashboard")
        _, said = stack.enter_context(dask("scheduler", *local, "--port", "0"))
        found = re.search(r"tcp://[\d.:]+", line_with(said, "Scheduler at:"))
        assert found is not None
        address, nannies = found[0], []
        for number in range(2):
            place = ("--nthreads", "1", "--local-directory", str(tmp_path / f"worker{number}"))
            nanny, said = stack.enter_context(dask("worker", address, *local, *place))
            line_with(said, "Registered to")
            nannies.append(nanny.pid)
        yield address, nannies


@NEEDS_DASK
@NEEDS_PROC
def test_two_workers_make_the_same_bytes_and_the_same_report_though_one_is_killed(
    tmp_path: Path, cluster: tuple[str, list[int]]
) -> None:
    address, (nanny, _) = cluster
    people = make_class(tmp_path / "class", 4)
    (people / "p99.yaml").write_text((ROOT / "profiles/leila.yaml").read_text("utf-8"), "utf-8")
    with build(people, "-o", tmp_path / "dask", *SEVERAL, "--executor", f"dask:{address}") as process:
        line_with(process.stdout, ".docx")
        below = descendants(nanny)
        for each in (nanny, *below):
            os.kill(each, signal.SIGKILL)
        said, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "")
    assert "5 of 5 kits built" in said
    wait_until(lambda: not any(is_running(each) for each in below))
    alone = ("-j1", "-j2") if LONG else ("-j1",)
    for jobs in alone:
        command = [*KIT, "build", str(people), "-o", str(tmp_path / jobs), *SEVERAL, "-q", jobs]
        subprocess.run(command, env=ENVIRONMENT, check=True)
    outs = [tmp_path / name / "class" for name in ("dask", *alone)]
    assert all(kits(out) == kits(outs[0]) for out in outs)
    assert len(kits(outs[0])) == 10
    for report in ("report.csv", "report.json"):
        assert len({(out / report).read_bytes() for out in outs}) == 1
    assert json.loads((outs[0] / "report.json").read_text("utf-8"))["summary"] == {"built": 5}


@NEEDS_DASK
def test_a_scheduler_that_is_not_there_is_said(tmp_path: Path) -> None:
    people = make_class(tmp_path / "class", 2)
    # Nothing listens there; a whole build would wait longer for a scheduler that is slow to start.
    hasty = (
        "import sys; from interview_kit.build import executor_dask; from interview_kit.cli import main\n"
        "executor_dask._SECONDS_TO_ANSWER = 1\n"
        "main(sys.argv[1:])"
    )
    options = ["build", str(people), "-o", str(tmp_path / "out"), "--executor", "dask:tcp://127.0.0.1:9"]
    done = subprocess.run(
        [sys.executable, "-c", hasty, *options], env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert done.stderr.startswith("no scheduler answers at tcp://127.0.0.1:9\n")


def test_without_the_extra_the_line_that_installs_it_is_said(tmp_path: Path) -> None:
    people = make_class(tmp_path / "class", 2)
    (tmp_path / "lacking/distributed").mkdir(parents=True)
    (tmp_path / "lacking/distributed/__init__.py").write_text("raise ImportError", "utf-8")
    done = subprocess.run(
        [*KIT, "build", str(people), "-o", str(tmp_path / "out"), "--executor", "dask:tcp://127.0.0.1:9"],
        env=ENVIRONMENT | {"PYTHONPATH": f"{tmp_path / 'lacking'}{os.pathsep}{SOURCE}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    line = f"Dask is missing. To install it, run: {pip_install('interview-kit[dask]')}"
    assert done.stderr.splitlines()[0] == line
