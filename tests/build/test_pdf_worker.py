"""A PDF worker draws what this process would draw, and leaves nothing behind however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from interview_kit.build.kit import build_kit
from interview_kit.build.limits import USUAL_LIMITS, Limits
from interview_kit.build.pdf_worker import start_pdf_worker
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.profiles import read_profile
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write.pdf import write_pdf
from tests.build.people import for_ever, make_theme
from tests.paths import ROOT
from tests.sample_document import sample_document

PARENT = """
import sys, time
from interview_kit.build.limits import USUAL_LIMITS
from interview_kit.build.pdf_worker import start_pdf_worker
with start_pdf_worker(USUAL_LIMITS) as early:
    early.receive()  # it is ready
    if len(sys.argv) > 1:
        from interview_kit.stages.read.theme import load_theme
        from tests.sample_document import sample_document
        early.begin(sample_document(), load_theme(sys.argv[1]))
        time.sleep(0.5)
    print(early.pid, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def passing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for passing files, empty and this test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def gone(pid: int) -> bool:
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_worker_draws_the_bytes_that_this_process_draws(passing: Path) -> None:
    theme = load_theme("base")
    with start_pdf_worker(USUAL_LIMITS) as early:
        assert early is not None
        early.begin(sample_document(), theme)
        assert early.drawn() == write_pdf(sample_document(), theme)
    assert not list(passing.glob("kit-*"))


def test_what_the_worker_cannot_draw_is_drawn_here(passing: Path) -> None:
    profile, bank, theme = (
        read_profile(ROOT / "profiles/leila.yaml"),
        read_bank(),
        load_theme("base"),
    )
    with start_pdf_worker(Limits(seconds=0.01)) as late:
        kit = build_kit(profile, bank, theme, ("pdf", "txt"), late)
    assert list(kit.files) == ["pdf", "txt"]
    assert kit.files["pdf"] == build_kit(profile, bank, theme, ("pdf",)).files["pdf"]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_worker_that_dies_is_noticed(passing: Path, when: str) -> None:
    with start_pdf_worker(USUAL_LIMITS) as early:
        assert early is not None
        if when == "after":
            early.begin(sample_document(), load_theme("base"))
        os.kill(early.pid, signal.SIGKILL)
        if when == "before":
            assert gone(early.pid)
            early.begin(sample_document(), load_theme("base"))
        assert early.drawn() is None
    assert not list(passing.iterdir())


def test_no_worker_where_no_process_can_be_started(passing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with start_pdf_worker(USUAL_LIMITS) as early:
        assert early is None
    assert not list(passing.iterdir())


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked for in /proc")
@pytest.mark.parametrize("busy", [False, True], ids=["waiting", "drawing"])
def test_a_worker_ends_with_its_parent(
    passing: Path, tmp_path_factory: pytest.TempPathFactory, busy: bool
) -> None:
    endless = make_theme(tmp_path_factory.mktemp("theme") / "endless", for_ever(""))
    command = [sys.executable, "-c", PARENT, *([str(endless)] if busy else [])]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
    assert gone(pid)
    assert not list(passing.iterdir())
