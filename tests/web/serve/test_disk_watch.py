"""Watch a server and nginx by strace: nothing is written outside memory, and nothing stays in it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from interview_kit.web.serve.config import filesystem_of
from tests.build.people import ENVIRONMENT, KIT
from tests.faults.processes import NEEDS_PROC, wait_until, workers
from tests.shared import LONG
from tests.web.app.classes import HEAD, address_of, file_of, words_of
from tests.web.app.visits import state_of
from tests.web.serve import serving as servers
from tests.web.serve.proxy import NEEDS_NGINX, Proxy, proxied
from tests.web.serve.shipped import SERVER
from tests.web.serve.site import in_memory
from tests.web.serve.test_proxy import asked, growing
from tests.web.serve.test_serving import CANARY, WORDS, files_with

pytestmark = [NEEDS_NGINX, NEEDS_PROC]
STRACE = shutil.which("strace")
CALLS = "/^(open|rename|link|symlink|mkdir|mknod|creat)"
WATCHED = (str(STRACE), "-D", "-f", "-y", "-qq", "--seccomp-bpf", "-e", f"trace={CALLS}", "-o")
WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|\b(?:creat|rename\w*|\w*link\w*|mkdir\w*|mknod\w*)\(")
# Devices and what the system shows of a process are no disk.
NO_DISK = ("tmpfs", "ramfs", "proc", "devtmpfs", "devpts", "sysfs", "cgroup2")
CLASS = "".join(f"Pupil {n} {CANARY}\twelder\texploring\t20\n" for n in range(31))
ROWS = "".join(f"Pupil {n} {CANARY}\tnurse\texploring\t20\n" for n in range(30 if LONG else 2))


def places(log: Path) -> Iterator[Path]:
    """Yield the places that were written to, of all that strace wrote down."""
    for line in log.read_text("utf-8", "replace").splitlines():
        call, _, result = line.rpartition(" = ")
        if not WRITES.search(call) or result.startswith("-"):
            continue
        if opened := re.fullmatch(r"\d+<(.*)>", result):
            yield Path(opened[1])
            continue
        folder = next(iter(re.findall(r"AT_FDCWD<([^>]*)>|\d+<([^>]*)>", call)), ("/", ""))
        for name in re.findall(r'"((?:[^"\\]|\\.)*)"', call):
            yield Path("".join(folder)) / name


def on_a_disk(log: Path) -> set[Path]:
    """Return the places on a disk that were written to."""
    return {each for each in places(log) if filesystem_of(each.parent) not in NO_DISK and not is_device(each)}


def is_device(path: Path) -> bool:
    return path.is_char_device() or path.is_fifo()


def ways_of(environment: str) -> dict[str, str]:
    """Return the variables that the shipped unit sets."""
    return dict(each.split("=", 1) for each in environment.split())


def run_through(proxy: Proxy, server: servers.Serving) -> None:
    """Take a person, a large list and two classes through the app; a worker is killed, a page is closed."""
    kit = asked(proxy.post("kit", WORDS | {"about.summary": f"I am {CANARY}."}))
    assert kit.status == 200, words_of(kit)
    for path in ("kit/file/pdf", "kit/file/docx", "kit/save"):
        assert asked(proxy.post(path, {"state": state_of(kit)})).status == 200
    rows = "".join(f"Pupil {n} {CANARY},nurse,{'x' * 17_000}\n" for n in range(300))
    large = asked(proxy.upload("class/open", f"Student name,Job,Essay\n{rows}".encode(), "class.csv"))
    assert "300" in words_of(large)
    page = asked(proxy.post("class/open", {"pasted": HEAD + ROWS}))
    built = asked(proxy.post(address_of(page), {"state": state_of(page), "settings": "shown"}))
    file = asked(file_of(proxy, built, "class/_print.pdf"))  # type: ignore[arg-type]
    assert file.body.startswith(b"%PDF")
    other = asked(proxy.post("class/open", {"pasted": HEAD + CLASS}))
    with growing(proxy, other):
        for each in workers(server.process.pid):
            os.kill(each, signal.SIGKILL)
    wait_until(lambda: "kit_classes_unfinished 0.0" in server.told("/metrics")[1])
    for left in (built, other):
        assert asked(proxy.post("finish", {"state": state_of(left)})).status == 303


def test_nothing_is_written_to_a_disk_and_nothing_stays_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not STRACE:
        pytest.skip("there is no strace here")
    (environment,) = re.findall(r"(?m)^Environment=(.*)$", (SERVER / "kit-serve@.service").read_text("utf-8"))
    logs = tmp_path / "server.log", tmp_path / "nginx.log"
    with in_memory() as memory, tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        for name, value in (ways_of(environment) | {"HOME": str(memory)}).items():
            monkeypatch.setitem(ENVIRONMENT, name, value)
        monkeypatch.setattr(servers, "KIT", (*WATCHED, str(logs[0]), *KIT))
        settings = {"folder": memory, "workers": 1, "classes": 1, "live_seconds": 600}
        with servers.serving(tmp_path, **settings) as server:
            wait_until(lambda: server.told("/ready")[0] == 200, servers.LONGEST)
            behind = (*WATCHED, str(logs[1]))
            with proxied(Path(folder), memory, server.port, server.port, behind=behind) as proxy:
                run_through(proxy, server)
                wait_until(lambda: not files_with(memory, CANARY))
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(servers.LONGEST) == 0
        left = [path for path in memory.rglob("*") if not path.is_dir()]
        assert left == []
    seen = [set(places(each)) for each in logs]
    assert any("kit-serve-" in str(path) for path in seen[0]) and any("kit-nginx" in str(p) for p in seen[1])
    assert [on_a_disk(each) for each in logs] == [set(), set()]


def test_a_file_on_a_disk_is_noticed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(
        f'1 openat(AT_FDCWD</>, "{tmp_path}/a", O_WRONLY|O_CREAT|O_CLOEXEC, 0600) = 3<{tmp_path}/a>\n'
        f'1 openat(AT_FDCWD</>, "{tmp_path}/b", O_RDONLY|O_CLOEXEC) = 3<{tmp_path}/b>\n'
        f'1 openat(AT_FDCWD</>, "{tmp_path}/c", O_RDWR|O_CREAT, 0600) = -1 EROFS (Read-only file system)\n'
        f'1 mkdirat(4<{tmp_path}>, "d", 0700) = 0\n'
        f'1 rename("/dev/shm/x", "{tmp_path}/e") = 0\n'
        '1 openat(AT_FDCWD</>, "/dev/null", O_RDWR|O_CLOEXEC) = 3</dev/null>\n'
        '1 openat(AT_FDCWD</>, "/dev/shm/y", O_RDWR|O_CREAT, 0600) = 3</dev/shm/y>\n'
    )
    found = {each.name for each in on_a_disk(log)}
    assert found == ({"a", "d", "e"} if filesystem_of(tmp_path) != "tmpfs" else set())
