"""Every bad profile of this folder in one class, built by the real command within time and memory."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bad_input import test_files, test_process, test_text, test_values, test_yaml
from tests.batch.people import ENVIRONMENT, KIT
from tests.faults.processes import NEEDS_PROC, is_running, wait_until
from tests.fuzz.readers import unsafe

GIB = 1024**3
SECONDS = 120
GOOD = "name: Zoë\ndecision: exploring\ntarget: {field: animal care}\n"


def corpus() -> list[bytes]:
    """Return every profile that the other tests here hold to be refused."""
    texts = [text for text, _ in test_yaml.REFUSED.values()]
    texts += [f"{test_values.GOOD}{text}\n" for text, _ in test_values.REFUSED.values()]
    texts += [f"{text}\n{test_text.GOOD}" for text, _ in test_text.REFUSED.values()]
    whole = [data for data, _ in (*test_files.REFUSED.values(), *test_process.REFUSED.values())]
    return [*whole, *(text.encode() for text in texts)]


def within_limits() -> None:
    """Let the process that is about to start have so much processor time and memory and no more."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (GIB, GIB))


@NEEDS_PROC
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses memory")
def test_a_class_of_bad_profiles_costs_little_and_harms_nobody(tmp_path: Path) -> None:
    bad = corpus()
    assert len(bad) > 130
    people, out = tmp_path / "class", tmp_path / "out"
    people.mkdir()
    for number, data in enumerate(bad):
        (people / f"p{number:03}.yaml").write_bytes(data)
    (people / "z-good.yaml").write_text(GOOD, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    with subprocess.Popen(
        [*KIT, "build", str(people), "-o", str(out), "-f", "txt"],
        env=ENVIRONMENT,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=within_limits,
        process_group=0,
    ) as process:
        said, errors = (stream.decode() for stream in process.communicate())
    assert process.returncode == 1, errors[-2000:]
    assert f"1 of {len(bad) + 1} kits built" in said
    for line in (*said.splitlines(), *errors.splitlines()):
        assert not unsafe(line), line
    for number, data in enumerate(bad):
        place = re.escape(f"{people}/p{number:03}.yaml")
        assert re.search(f"^{place}:", errors, re.MULTILINE), data[:80]
    written = sorted(path.name for path in set(tmp_path.rglob("*")) - set(before) if path.is_file())
    assert written == [".kit.lock", "report.csv", "report.json", "zoe.json", "zoe.txt"]
    told = json.loads((out / "class/report.json").read_text(encoding="utf-8"))
    assert told["summary"] == {"refused": len(bad), "built": 1}
    # The last of them ends when it notices that the first is gone.
    wait_until(lambda: running_in(process.pid) == [])


def running_in(group: int) -> list[int]:
    """Return the processes of a group."""
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if belongs(int(path.name), group)]


def belongs(process: int, group: int) -> bool:
    try:
        return os.getpgid(process) == group and is_running(process)
    except OSError:  # it has ended meanwhile
        return False
