"""What a build leaves in the folder for passing files: nothing, and after a kill no word of anybody."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.build.people import ENVIRONMENT, KIT, for_ever, make_theme
from tests.faults.processes import NEEDS_PROC, build, descendants, is_running, line_with, wait_until
from tests.paths import SOURCE
from tests.shared import LONG
from tests.trust.looking import holds, layers
from tests.trust.test_same_bytes_and_privacy import NAMES, NUMBER, own, profile
from tests.trust.worlds import files

INSTANTS = 12 if LONG else 2
JOBS = ["-j1", "-j2"] if LONG else ["-j1"]
IMPATIENT = """
import interview_kit.build.limits as limits
limits.USUAL_LIMITS = limits.Limits(seconds=2)
"""


@pytest.mark.spread(2)
@NEEDS_PROC
@pytest.mark.parametrize("jobs", JOBS)
@pytest.mark.parametrize("instant", range(INSTANTS))
def test_a_build_that_is_killed_leaves_no_word_of_a_person(
    tmp_path: Path, passing: Path, jobs: str, instant: int
) -> None:
    people = tmp_path / "class"
    people.mkdir()
    for number in range(4):
        for name in NAMES:
            text = profile(name, language="en")
            (people / f"{name}{number}.yaml").write_text(text, encoding="utf-8")
    formats = ("-f", "pdf", "-f", "docx", "-f", "html", "--zip", "--class-sheet")
    with build(people, "-o", tmp_path / "out", jobs, *formats, temporary=passing) as process:
        line_with(process.stdout, ".pdf")
        time.sleep(instant * (2 / INSTANTS))
        below = descendants(process.pid)
        process.kill()
        process.communicate()
    wait_until(lambda: not any(is_running(each) for each in below))
    left = {name: layers(path) for name, path in files(passing).items() if path.is_file()}
    for name in NAMES:
        for words in (name, own(name, "summary"), own(name, "contact"), own(name, "say"), NUMBER[name]):
            assert [file for file, told in left.items() if holds(told, words)] == [], words


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarm")
def test_a_kit_that_was_stopped_in_its_middle_leaves_no_fonts(tmp_path: Path, passing: Path) -> None:
    make_theme(tmp_path / "ours", for_ever("Zoe"))
    (tmp_path / "p.yaml").write_text("name: Zoe\ntarget: {occupation: welder}\n", encoding="utf-8")
    # Python loads a module of this name before it does anything else.
    (tmp_path / "sitecustomize.py").write_text(IMPATIENT, encoding="utf-8")
    done = subprocess.run(
        [*KIT, "build", "p.yaml", "-t", "ours", "-o", "out", "-f", "pdf"],
        env=ENVIRONMENT | {"TMPDIR": str(passing), "PYTHONPATH": f"{tmp_path}{os.pathsep}{SOURCE}"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "took longer than 2 seconds" in done.stderr
    assert os.listdir(passing) == []
