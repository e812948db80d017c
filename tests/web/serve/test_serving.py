"""Start real servers: how they stop, when they give up, and what they leave behind of what people typed."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from interview_kit.cli.serve import command
from interview_kit.support.errors import InvalidInput
from interview_kit.web.serve.config import filesystem_of, read_settings
from tests.build.people import ENVIRONMENT, KIT
from tests.faults.processes import NEEDS_PROC, descendants, is_running, wait_until
from tests.web.app.classes import HEAD, address_of
from tests.web.app.visits import LEILA, state_of
from tests.web.asking import Answer
from tests.web.serve.serving import HALVES, HOST, LONGEST, Serving, serving, written
from tests.web.serve.site import in_memory

pytestmark = NEEDS_PROC
CANARY = "Quetzalcoatlus"
WORDS = {
    "name": f"{CANARY} Roy",
    "target.occupation": f"welder {CANARY}",
    "email": f"{CANARY}@home.example",
    "phone": "555-0199",
    "about.summary": f"I am {CANARY}. Often.",
    "contacts.1.name": f"Dr {CANARY}",
    "contacts.1.email": f"{CANARY}@works.example",
    "questions.add": f"Is it true, {CANARY}?",
    "talk.place": f"{CANARY} Street",
}
# What a line of the log may have.
KEYS = {"time", "route", "status", "ms", "bytes", "crash"}


class Servers:
    """Servers that have one folder in memory, and are killed at the end of the module."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        self.memory = stack.enter_context(in_memory())
        self._home = stack.enter_context(tempfile.TemporaryDirectory())
        self._stack = stack
        self._last: Serving | None = None

    def start(self, **settings: object) -> Serving:
        """Return a new server with settings."""
        home = Path(tempfile.mkdtemp(dir=self._home))
        return self._stack.enter_context(serving(home, folder=self.memory, **settings))

    def running(self) -> Serving:
        """Return a server that is ready: that of the test before, unless it was ended there."""
        if self._last is None or self._last.process.poll() is not None:
            self._last = server = self.start(drain_seconds=3)
            wait_until(lambda: server.told("/ready")[0] == 200, LONGEST)
        return self._last


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with contextlib.ExitStack() as stack:
        yield Servers(stack)


def page_of(asked: tuple[int, dict[str, str], bytes]) -> Answer:
    return Answer(*asked)


def spellings(word: str) -> tuple[bytes, ...]:
    return word.encode(), word.encode("utf-16-le"), word.lower().encode(), urlencode({"": word})[1:].encode()


def files_with(folder: Path, word: str) -> list[Path]:
    """Return the files below a folder that hold a word, as any of its spellings, in name or content."""
    every = (Path(place) / name for place, _folders, names in os.walk(folder) for name in names)
    return [path for path in every if holds(path, word)]


def holds(path: Path, word: str) -> bool:
    """Return whether a file, which may be deleted meanwhile, holds a word in its name or content."""
    with contextlib.suppress(FileNotFoundError):
        content = path.read_bytes()
        return any(each in str(path).encode() or each in content for each in spellings(word))
    return False


@contextlib.contextmanager
def held(server: Serving, fields: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Post a form, of which the last byte comes at the end of the block; its answer is there behind it."""
    body = urlencode(fields).encode()
    head = (
        f"POST /en/kit HTTP/1.1\r\nHost: {HOST}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    found: dict[str, Any] = {}
    with socket.create_connection(("127.0.0.1", server.port), LONGEST) as opened:
        opened.sendall(head.encode() + body[:-1])
        yield found
        opened.sendall(body[-1:])
        with opened.makefile("rb") as answer:
            found["answer"] = answer.read()


def is_dead(server: Serving) -> bool:
    """Return whether a server says so, or has ended."""
    try:
        return server.told("/live")[0] == 503
    except OSError:
        return True


def accepts(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 5):
            return True
    except OSError:
        return False


def test_two_hundred_half_open_requests_stop_nobody(servers: Servers) -> None:
    server = servers.running()
    with contextlib.ExitStack() as stack:
        for number in range(200):
            opened = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), LONGEST))
            opened.sendall(HALVES[number % 2])
        assert server.asked("/en/")[0] == 200
        assert b"data:image/png" in server.asked("/en/kit", LEILA)[2]


def test_no_typed_word_is_in_logs_metrics_addresses_or_files(servers: Servers) -> None:
    """In every field, in a file's name and titles, in errors; after Finish, in no file either."""
    server = servers.running()
    kit = page_of(server.asked("/en/kit", WORDS))
    assert kit.status == 200 and CANARY.encode() in kit.body
    wrong = server.asked("/en/kit", WORDS | {"talk.minutes": CANARY, "talk.date": CANARY})
    assert wrong[0] == 422
    server.asked("/en/kit/change", {"state": state_of(kit), "keep": CANARY})
    server.asked(f"/en/kit/file/{CANARY}", {"state": state_of(kit)})
    server.asked(f"/en/{CANARY}/{CANARY}?{CANARY}={CANARY}", Referer=f"https://{HOST}/{CANARY}", From=CANARY)
    server.asked("/en/form", WORDS, Origin=f"https://{CANARY}.example", **{"Sec-Fetch-Site": "cross-site"})
    cells = f"Student name\tJob of interest\t{CANARY}\n{CANARY} Li\tpilot\t{CANARY}\n"
    server.uploaded("/en/class/open", cells.encode(), f"{CANARY}.txt")
    server.uploaded("/en/class/open", CANARY.encode() * 20, f"{CANARY}.xlsx")
    page = page_of(server.asked("/en/class/open", {"pasted": cells}))
    done = page_of(server.asked(address_of(page), {"state": state_of(page), "settings": "shown"}))
    assert b"1 kit is ready" in done.body and files_with(servers.memory, CANARY)
    addresses = re.findall(rb'(?:action|href|src)="([^"]*)"', kit.body + done.body)
    assert addresses and not any(
        CANARY.encode() in each for each in addresses if not each.startswith(b"data:")
    )
    assert server.asked("/en/finish", {"state": state_of(done)})[0] == 303
    wait_until(lambda: not files_with(servers.memory, CANARY))
    seen = {"kit", "kit/file/{kind}", "class/build/{at}", "none", "refused", "finish"}
    wait_until(lambda: {line["route"] for line in server.lines()} >= seen)
    assert {key for line in server.lines() for key in line} <= KEYS
    metrics = server.told("/metrics")[1]
    for text in (metrics, *server.log, *server.errors):
        assert not any(each in text.encode() for each in spellings(CANARY)), text
    assert 'kit_requests_total{route="kit",status="422"} 1.0' in metrics


def test_a_class_that_outlives_its_server_is_told_to_go_on_and_does_elsewhere(servers: Servers) -> None:
    rows = "".join(f"Pupil {n} Roy\tnurse\texploring\t20\n" for n in range(300))
    other, server = servers.running(), servers.start(drain_seconds=0, finish_seconds=6)
    page = page_of(server.asked("/en/class/open", {"pasted": HEAD + rows}))
    fields = {"state": state_of(page), "settings": "shown"}
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(server.asked, address_of(page), fields)
        wait_until(lambda: "kit_classes_unfinished 1.0" in server.told("/metrics")[1])
        server.process.send_signal(signal.SIGTERM)
        told = page_of(waiting.result(LONGEST))
    assert server.process.wait(LONGEST) == 0
    assert b"This part of the service is being replaced" in told.body
    later = page_of(other.asked("/en/class/list", {"state": state_of(told)}))
    assert later.status == 200 and b"Pupil 299 Roy" in later.body


def test_a_signal_is_first_told_then_waited_for_then_obeyed(servers: Servers) -> None:
    """Not ready at once; new requests are still answered; then none; one in flight ends well; all is gone."""
    server = servers.running()
    with held(server, LEILA) as found:
        below = descendants(server.process.pid)
        server.process.send_signal(signal.SIGTERM)
        wait_until(lambda: server.told("/ready")[0] == 503)
        assert server.told("/live")[0] == 200
        assert server.asked("/en/")[0] == 200
        wait_until(lambda: not accepts(server.port))
        assert server.process.poll() is None
    assert found["answer"].startswith(b"HTTP/1.1 200") and b"data:image/png" in found["answer"]
    assert server.process.wait(LONGEST) == 0
    wait_until(lambda: not any(map(is_running, below)))
    assert list(servers.memory.iterdir()) == []


def test_a_server_that_can_make_no_kit_is_not_alive_and_ends(servers: Servers) -> None:
    """The process that starts its workers is stopped: nothing dies, and nothing goes on."""
    server = servers.start(live_seconds=20)
    wait_until(lambda: server.told("/ready")[0] == 200)
    below = descendants(server.process.pid)
    for each in below:
        os.kill(each, signal.SIGSTOP)
    try:
        wait_until(lambda: is_dead(server))
        assert server.process.wait(LONGEST) == 3
    finally:  # what is stopped does not see that its parent is gone
        for each in filter(is_running, below):
            os.kill(each, signal.SIGKILL)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"address": "kits.school.example"}, "write the address without a path"),
        ({"address": "https://kits.school.example/kit"}, "write the address without a path"),
        ({"listen": "8000"}, "write an address of this computer and a port"),
        ({"keys": "nowhere"}, "the keys cannot be read"),
        ({"keys": "serve.yaml"}, "key 1 is none"),
        ({"keys": ""}, "there is no key"),
        ({"keep_minutes": 16}, "the most is 15"),
        ({"executor": "tcp://10.0.0.1"}, "write dask: and the address"),
        ({"folder": "nowhere"}, "is no folder that can be written"),
        ({"folder": "/proc/self"}, "is no"),
        ({"languages": "[en, de]"}, "de"),
        ({"cookies": "yes"}, "cookies"),
    ],
)
def test_a_setting_that_is_wrong_is_named_with_its_place(
    settings: dict[str, object], told: str, tmp_path: Path, servers: Servers
) -> None:
    path = written(tmp_path, **{"folder": servers.memory} | settings)
    with pytest.raises(InvalidInput) as refused:
        read_settings(path, {})
    (problem,) = refused.value.problems
    assert problem.line and str(problem).startswith(f"{path}:") and told in str(problem), problem


def test_settings_that_are_refused_end_the_command(tmp_path: Path) -> None:
    path = written(tmp_path, listen="8000")
    done = subprocess.run(
        [*KIT, "serve", str(path)], env=ENVIRONMENT, capture_output=True, text=True, timeout=LONGEST
    )
    assert (done.returncode, done.stdout, f"{path}:" in done.stderr) == (2, "", True), done.stderr


def test_a_folder_on_a_disk_is_refused_unless_it_is_allowed(tmp_path: Path) -> None:
    if filesystem_of(tmp_path) == "tmpfs":
        pytest.skip("every folder is in memory here")
    with pytest.raises(InvalidInput) as refused:
        read_settings(written(tmp_path, folder=tmp_path), {})
    assert "is not known to be in memory" in refused.value.problems[0].message
    allowed = written(tmp_path, folder=tmp_path, allow_disk="true")
    assert not read_settings(allowed, {}).app.in_memory


def test_a_new_key_is_one_and_another_each_time() -> None:
    keys = {CliRunner().invoke(command, ["--new-key"]).stdout for _ in range(2)}
    assert [len(key.strip()) for key in keys] == [44, 44]
