"""Bad input through the real command in processes of its own, which get so much time and memory and no more.

Every bad profile and every bad roster of this folder is one class; the worst themes are built one by one.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.agencies import picture
from tests.bad_input import (
    test_files,
    test_process,
    test_rosters,
    test_text,
    test_theme_looks,
    test_values,
    test_yaml,
)
from tests.bad_input.command import write
from tests.build.people import ENVIRONMENT, KIT, for_ever, make_theme
from tests.faults.processes import NEEDS_PROC, is_running, wait_until
from tests.fuzz.readers import unsafe
from tests.shared import LONG, spread
from tests.trust.worlds import files

pytestmark = [NEEDS_PROC, pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses memory")]

GIB = 1024**3
SECONDS = 120
GOOD = "name: Zoë\ndecision: exploring\ntarget: {field: animal care}\n"
# At least so many bad profiles and rosters, where all are in the class.
PROFILES, ROSTERS = 150, 40


def profiles() -> list[bytes]:
    """Return every profile that the other tests here hold to be refused."""
    texts = [text for text, _ in test_yaml.REFUSED.values()]
    texts += [f"{test_values.GOOD}{text}\n" for text, _ in test_values.REFUSED.values()]
    texts += [f"name: Maya\ndecision: exploring\n{text}" for text, _ in test_values.TARGETS.values()]
    texts += [f"{text}\n{test_text.GOOD}" for text, _ in test_text.REFUSED.values()]
    whole = [data for data, _ in (*test_files.REFUSED.values(), *test_process.REFUSED.values())]
    return [*whole, *(text.encode() for text in texts)]


def within_limits() -> None:
    """Let the process that is about to start have so much processor time and memory and no more."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (GIB, GIB))


def built(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Return how `kit build` ended and what it printed; no process and no passing file of it is left."""
    passing = folder / "passing"
    passing.mkdir(exist_ok=True)
    with subprocess.Popen(
        [*KIT, "build", *arguments],
        env=ENVIRONMENT | {"TMPDIR": str(passing), "HOME": str(folder)},
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=within_limits,
        process_group=0,
    ) as process:
        said, errors = (stream.decode() for stream in process.communicate())
    for line in (*said.splitlines(), *errors.splitlines()):
        assert not unsafe(line) and "Traceback" not in line, line
    # The last of them ends when it notices that the first is gone.
    wait_until(lambda: running_in(process.pid) == [])
    assert files(passing) == {}
    return process.returncode, said, errors


def test_a_class_of_bad_profiles_and_rosters_costs_little_and_harms_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # one of the rosters is made by way of a file
    every, rosters = profiles(), {}
    assert len(every) >= PROFILES and len(test_rosters.REFUSED) >= ROSTERS
    bad = spread(every, 4)  # each alone is refused in the other tests here
    for number, case in enumerate(spread(test_rosters.REFUSED, 4)):
        name = test_rosters.REFUSED[case][0]
        rosters[f"rosters/{number:02}{Path(name).suffix}"] = test_rosters.data_of(case)
    people = {f"class/p{number:03}.yaml": data for number, data in enumerate(bad)}
    write({**people, **rosters, "class/z-good.yaml": GOOD})
    before = set(files(tmp_path))
    code, said, errors = built(tmp_path, "class", *rosters, "-o", "out", "-f", "txt")
    assert code == 1, errors[-2000:]
    assert re.search(r"\b1 of \d+ kits built", said)
    for name in (*people, *rosters):
        assert re.search(rf"^{re.escape(name)}\b", errors, re.MULTILINE), name
    new = {name for name in set(files(tmp_path)) - before if not name.endswith(".kit.lock")}
    kits = {"out/class/zoe.txt", "out/class/.kit/zoe.json"}
    reports = r"out/(class|\d\d)/(\.kit/source|report\.csv|report\.json|\d\d-to-mend\.xlsx)"
    assert {name for name in new if not re.fullmatch(reports, name)} == kits
    told = json.loads(Path("out/class/report.json").read_text(encoding="utf-8"))
    assert told["summary"] == {"refused": len(bad), "built": 1}


# What each costs where nothing held it back: a process, a gigabyte, or minutes.
THEMES = {
    **({"a page without end": 1} if LONG else {}),
    "a picture of a hundred million pixels": 2,
    "a shell that is another file": 2,
}


@pytest.mark.spread(2)
@pytest.mark.parametrize("case", THEMES)
def test_a_bad_theme_costs_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    monkeypatch.chdir(tmp_path)
    match case:
        case "a page without end":
            make_theme(tmp_path / "ours", for_ever("Zoë"))
        case "a picture of a hundred million pixels":
            logo = test_theme_looks.large_png()
            write({"ours/theme.yaml": test_theme_looks.WITH_LOGO, "ours/assets/logo.png": logo})
        case _:
            write({"ours/theme.yaml": "extends: base\n", "ours/word/shell.docx": picture()})
    write({"p.yaml": GOOD})
    before = set(files(tmp_path))
    code, said, errors = built(tmp_path, "p.yaml", "-t", "ours", "-o", "out")
    assert (code, said) == (THEMES[case], ""), errors
    assert errors
    assert set(files(tmp_path)) - before <= {"out/.kit.lock"}


def running_in(group: int) -> list[int]:
    """Return the processes of a group."""
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if belongs(int(path.name), group)]


def belongs(process: int, group: int) -> bool:
    try:
        return os.getpgid(process) == group and is_running(process)
    except OSError:  # it has ended meanwhile
        return False
