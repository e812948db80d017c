"""No process that the program starts imports a module that lies where people keep their files."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from interview_kit.model.enums import Language
from tests.build.test_dask import NEEDS_DASK, cluster
from tests.faults.processes import NEEDS_PROC, line_with
from tests.paths import ROOT, SOURCE
from tests.spreadsheets import xlsx, xlsx_row
from tests.tools.collect.filling import empty
from tests.trust.hostile import MOST_IN_A_THEME, environment, importable, loaded_by, marked, plant, script

__all__ = ["cluster"]

pytestmark = NEEDS_PROC

ADA = "name: Ada\ndecision: exploring\ntarget: {field: art}\n"
ROSTER = "name,target.field,decision\nAda,art,exploring\nLee,care,exploring\nMaya,care,exploring\n"
TRIED = 200


class Here:
    """A folder with a class, a roster, a theme and an output folder; each holds every module's name."""

    def __init__(self, around: Path) -> None:
        self.folder, self.marks = around / "here", around / "marks"
        self.kit = script(around)
        for name in ("", "rosters", "out", "out/class", "out/rosters"):
            plant(self.folder / name, self.marks, importable())
        plant(self.folder / "ours", self.marks, importable()[:MOST_IN_A_THEME])
        for name, content in (
            ("ada.yaml", ADA),
            ("class.csv", ROSTER),
            ("rosters/class.csv", ROSTER),
            ("ours/theme.yaml", "extends: base\n"),
        ):
            (self.folder / name).write_text(content, encoding="utf-8")
        (self.folder / "class.xlsx").write_bytes(
            xlsx([xlsx_row("name", "target.field"), xlsx_row("Ada", "art")])
        )
        (self.folder / "handed").mkdir()

    @contextmanager
    def started(self, *arguments: str, **more: str) -> Iterator[subprocess.Popen[str]]:
        """Start `kit` in the folder; it is killed where it is left running."""
        with subprocess.Popen(
            [*self.kit, *arguments],
            cwd=self.folder,
            env=environment(**more),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def run(self, *arguments: str, code: int = 0, **more: str) -> str:
        """Run `kit` to its end and return what it printed."""
        with self.started(*arguments, **more) as process:
            said, errors = process.communicate(timeout=TRIED)
        assert process.returncode == code, said + errors
        return said


@pytest.fixture
def here(tmp_path: Path) -> Here:
    return Here(tmp_path)


@pytest.mark.spread(3)
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("build", "class.csv", "-o", "out", "-f", "txt"), id="default jobs"),
        pytest.param(("build", "class.csv", "-o", "out", "-j2", "-f", "pdf", "-f", "docx"), id="jobs"),
        pytest.param(
            ("build", "rosters/class.csv", "-o", "out", "-t", "./ours", "-j2", "-f", "html"), id="theme"
        ),
        pytest.param(("build", "class.csv", "-o", "out", "-j1", "-f", "txt"), id="this process"),
        pytest.param(("build", "ada.yaml", "-o", "out", "-f", "pdf", "-f", "txt"), id="press"),
        pytest.param(("build", "ada.yaml", "-o", "out", "-t", "./ours", "-f", "pdf"), id="themed press"),
        pytest.param(("check", "class.csv", "class.xlsx", "ada.yaml"), id="check"),
        pytest.param(("roster", "show", "class.xlsx"), id="roster show"),
        pytest.param(("explain", "class.xlsx"), id="explain"),
        pytest.param(("doctor",), id="doctor"),
    ],
)
def test_no_module_of_the_folder_is_run(here: Here, arguments: tuple[str, ...]) -> None:
    here.run(*arguments)
    assert marked(here.marks) == []


def test_nor_by_reading_what_was_handed_in(here: Here) -> None:
    (here.folder / "handed/ada.docx").write_bytes(empty(Language("en"), "docx"))
    here.run("collect", "handed")
    assert marked(here.marks) == []


@pytest.mark.long
def test_nor_by_a_build_that_watches(here: Here) -> None:
    with here.started("build", "class.csv", "-o", "out", "-j2", "-f", "txt", "--watch") as process:
        line_with(process.stdout, "Watching.")
        (here.folder / "class.csv").write_text(ROSTER + "Zoe,care,exploring\n", encoding="utf-8")
        line_with(process.stdout, "Watching.")
        process.send_signal(signal.SIGINT)
        process.wait(TRIED)
    assert (here.folder / "out/class/zoe.txt").exists()
    assert marked(here.marks) == []


def test_nor_by_the_preview(here: Here) -> None:
    command = ("theme", "preview", "./ours", "--people", "ada.yaml", "--no-open")
    with here.started(*command) as process:
        address = line_with(process.stdout, "http://").split()[-1]
        for kind in ("pdf", "docx"):
            events = urllib.request.urlopen(f"{address}events?person=ada&format={kind}", timeout=TRIED)
            for line in events:
                event = json.loads(line.removeprefix(b"data: ")) if line.startswith(b"data: ") else {}
                if event.get("kind") == "kit":
                    break
                assert event.get("kind") != "mistakes", event
        process.send_signal(signal.SIGINT)
        process.wait(TRIED)
    assert marked(here.marks) == []


@pytest.mark.long
@NEEDS_DASK
def test_nor_by_a_build_that_dask_workers_share(here: Here, cluster: tuple[str, list[int]]) -> None:
    address, _ = cluster
    here.run("build", "class.csv", "-o", "out", "-f", "txt", "--executor", f"dask:{address}")
    assert marked(here.marks) == []


STARTS = {
    "a module": ["-m", "interview_kit"],
    "a command line": ["-c", "from interview_kit.cli import main; main()"],
    "standard input": ["-"],
}


@pytest.mark.spread(3)
@pytest.mark.parametrize(
    ("start", "first"),
    [
        ("a command line", os.pathsep),
        ("a module", f".{os.pathsep}"),
        ("standard input", f"lib{os.pathsep}"),
    ],
)
def test_children_do_not_look_here_where_their_parent_was_started_to(
    tmp_path: Path, start: str, first: str
) -> None:
    """Python itself looks here until the command begins; what is needed by then is not planted."""
    here, marks = tmp_path / "here", tmp_path / "marks"
    early = loaded_by("import runpy, pkgutil, interview_kit.cli")
    for folder in (here, here / "lib"):
        plant(folder, marks, (name for name in importable() if name not in early))
    (here / "class.csv").write_text(ROSTER, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, *STARTS[start], "build", "class.csv", "-o", "out", "-j2", "-f", "txt"],
        cwd=here,
        env=environment(PYTHONPATH=f"{first}{SOURCE}"),
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        said, errors = process.communicate("from interview_kit.cli import main\nmain()\n", timeout=TRIED)
    assert process.returncode == 0, said + errors
    assert marked(marks, but=process.pid) == []


LIBRARY = """
import os, queue, sys, threading
import concurrent.futures.thread, subprocess
from interview_kit.build import process_pool
from interview_kit.build.executors import local_processes, this_process
from tests.build.test_limits import GOOD, answers
from tests.benchmarks import people

recipe = people.config("txt")
made = answers(this_process(recipe), GOOD)
os.chdir(sys.argv[1])
sys.path.insert(0, "")
os.environ |= {"PYTHONPATH": os.pathsep + os.environ["PYTHONPATH"], "PYTHONUSERBASE": "base"}
before = dict(os.environ), list(sys.path)
def make(crew): made.extend(answers(crew, GOOD, GOOD))
threads = [threading.Thread(target=make, args=(local_processes(recipe, 2),)) for _ in range(2)]
for each in threads: each.start()
for each in threads: each.join()
assert before == (dict(os.environ), list(sys.path))
assert len({each.files["txt"] for each in made}) == 1 and len(made) == 5, made
"""


def test_a_caller_of_the_library_gets_safe_children_and_keeps_its_own_environment(tmp_path: Path) -> None:
    plant(tmp_path / "here", tmp_path / "marks", (name for name in importable() if name != "posix"))
    command = [sys.executable, "-c", LIBRARY, str(tmp_path / "here")]
    env = environment(TMPDIR=str(tmp_path))
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=TRIED)
    assert done.returncode == 0, done.stderr
    assert marked(tmp_path / "marks") == []


def test_a_program_in_the_current_folder_starts_children_of_itself(tmp_path: Path) -> None:
    """Another one may be installed too; what lies beside the program takes no module of Python its place."""
    marks, ours, here = tmp_path / "marks", tmp_path / "ours", tmp_path / "pipeline"
    early = loaded_by("import runpy, pkgutil, interview_kit.cli")
    # What this system lacks, such as msvcrt, is looked for in all folders.
    for name in ("pipeline", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    plant(here, marks, (name for name in sys.stdlib_module_names - early if find_spec(name)))
    with (here / "interview_kit/build/worker.py").open("a", encoding="utf-8") as file:
        file.write(f"import os\nwith open({str(ours)!r}, 'a') as ours:\n    print(os.getpid(), file=ours)\n")
    (here / "class.csv").write_text(ROSTER, encoding="utf-8")
    command = [sys.executable, "-m", "interview_kit", "build", "class.csv", "-o", "out", "-j2", "-f", "txt"]
    with subprocess.Popen(
        command, cwd=here, env=environment(PYTHONPATH=""), stdout=subprocess.DEVNULL
    ) as process:
        assert process.wait(TRIED) == 0
    assert marked(marks, but=process.pid) == []
    assert set(ours.read_text("utf-8").split()) - {str(process.pid)}
