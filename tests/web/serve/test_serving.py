"""Start real servers: how they stop, when they give up, and what they leave behind of what people typed."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.build.people import ENVIRONMENT, KIT
from tests.faults.processes import NEEDS_PROC, descendants, is_running, wait_until
from tests.web.app.classes import HEAD, address_of
from tests.web.app.visits import LEILA, state_of
from tests.web.asking import Answer
from tests.web.serve.serving import HOST, LONGEST, Serving, serving, written

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


@pytest.fixture
def memory() -> Iterator[Path]:
    """Return a folder that is in memory."""
    folder = Path(f"/dev/shm/kit-test-{os.getpid()}")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("there is no folder in memory here")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def page_of(asked: tuple[int, dict[str, str], bytes]) -> Answer:
    return Answer(*asked)


def spellings(word: str) -> tuple[bytes, ...]:
    return word.encode(), word.encode("utf-16-le"), word.lower().encode(), urlencode({"": word})[1:].encode()


def files_with(folder: Path, word: str) -> list[Path]:
    """Return the files below a folder that hold a word, as any of its spellings, in name or content."""
    every = (path for path in folder.rglob("*") if path.is_file())
    return [
        path
        for path in every
        if any(each in str(path).encode() or each in path.read_bytes() for each in spellings(word))
    ]


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


def test_a_signal_is_first_told_then_waited_for_then_obeyed(tmp_path: Path, memory: Path) -> None:
    """Not ready at once; new requests are still answered; then none; one in flight ends well; all is gone."""
    with serving(tmp_path, folder=memory, drain_seconds=3) as server:
        wait_until(lambda: server.told("/ready")[0] == 200)
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
    assert list(memory.iterdir()) == []


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


def test_a_class_that_outlives_its_server_is_told_to_go_on_and_does_elsewhere(
    tmp_path: Path, memory: Path
) -> None:
    rows = "".join(f"Pupil {n} Roy\tnurse\texploring\t20\n" for n in range(300))
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    with serving(tmp_path / "1", folder=memory, drain_seconds=0, finish_seconds=6) as server:
        page = page_of(server.asked("/en/class/open", {"pasted": HEAD + rows}))
        found: list[Answer] = []
        fields = {"state": state_of(page), "settings": "shown"}
        waiting = threading.Thread(
            target=lambda: found.append(page_of(server.asked(address_of(page), fields)))
        )
        waiting.start()
        wait_until(lambda: "kit_classes_unfinished 1.0" in server.told("/metrics")[1])
        server.process.send_signal(signal.SIGTERM)
        waiting.join(LONGEST)
        assert server.process.wait(LONGEST) == 0
    assert b"This part of the service is being replaced" in found[0].body
    with serving(tmp_path / "2", folder=memory) as other:
        later = page_of(other.asked("/en/class/list", {"state": state_of(found[0])}))
        assert later.status == 200 and b"Pupil 299 Roy" in later.body


def test_a_class_whose_server_is_killed_loses_nothing(tmp_path: Path, memory: Path) -> None:
    """What has come of the page by then holds the whole list, and a button to go on."""
    rows = "".join(f"Pupil {n} Roy\tnurse\texploring\t20\n" for n in range(31))
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    with serving(tmp_path / "1", folder=memory) as server, serving(tmp_path / "2", folder=memory) as other:
        page = page_of(server.asked("/en/class/open", {"pasted": HEAD + rows}))
        body = urlencode({"state": state_of(page), "settings": "shown"}).encode()
        head = (
            f"POST {address_of(page)} HTTP/1.1\r\nHost: {HOST}\r\nSec-Fetch-Site: same-origin\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", server.port), LONGEST) as opened:
            opened.sendall(head.encode() + body)
            come = b""
            while b"of 31 kits" not in come:
                come += opened.recv(65536)
            server.process.kill()
            with contextlib.suppress(OSError):
                while more := opened.recv(65536):
                    come += more
        part = Answer(body=come)
        assert b'form="page">Go on</button>' in come
        later = page_of(other.asked(address_of(part), {"state": state_of(part)}))
        assert b"31 kits are ready" in later.body
        wait_until(lambda: other.told("/metrics")[1].count("kit_classes_kept 1.0") == 1)


def test_what_a_killed_server_left_is_deleted_by_the_next_one(tmp_path: Path, memory: Path) -> None:
    with serving(tmp_path, folder=memory) as server:
        (left,) = memory.iterdir()
        server.process.kill()
        server.process.wait(LONGEST)
    (held_by_nobody := left / "kits").mkdir()
    os.utime(left, (0, 0))
    with serving(tmp_path, folder=memory) as server:
        (own,) = memory.iterdir()
        os.utime(own, (0, 0))
        (tmp_path / "2").mkdir()
        with serving(tmp_path / "2", folder=memory):
            assert own.exists()  # its server lives
    assert not held_by_nobody.exists()


def test_a_server_that_can_make_no_kit_is_not_alive_and_ends(tmp_path: Path, memory: Path) -> None:
    """The process that starts its workers is stopped: nothing dies, and nothing goes on."""
    with serving(tmp_path, folder=memory, live_seconds=20) as server:
        wait_until(lambda: server.told("/ready")[0] == 200)
        for each in descendants(server.process.pid):
            os.kill(each, signal.SIGSTOP)
        try:
            wait_until(lambda: is_dead(server))
            assert server.process.wait(LONGEST) == 3
        finally:
            for each in descendants(server.process.pid):
                os.kill(each, signal.SIGKILL)


def test_two_hundred_half_open_requests_stop_nobody(tmp_path: Path, memory: Path) -> None:
    halves = (
        b"GET /en/ HT",
        b"POST /en/kit HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\nContent-Length: 50\r\n\r\nname=",
    )
    with serving(tmp_path, folder=memory) as server, contextlib.ExitStack() as stack:
        for number in range(200):
            opened = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), LONGEST))
            opened.sendall(halves[number % 2])
        assert server.asked("/en/")[0] == 200
        assert b"data:image/png" in server.asked("/en/kit", LEILA)[2]


def test_no_typed_word_is_in_logs_metrics_addresses_or_files(tmp_path: Path, memory: Path) -> None:
    """In every field, in a file's name and titles, in errors; and nothing is left at the end."""
    with serving(tmp_path, folder=memory) as server:
        kit = page_of(server.asked("/en/kit", WORDS))
        assert kit.status == 200 and CANARY.encode() in kit.body
        wrong = server.asked("/en/kit", WORDS | {"talk.minutes": CANARY, "talk.date": CANARY})
        assert wrong[0] == 422
        server.asked("/en/kit/change", {"state": state_of(kit), "keep": CANARY})
        server.asked(f"/en/kit/file/{CANARY}", {"state": state_of(kit)})
        server.asked(
            f"/en/{CANARY}/{CANARY}?{CANARY}={CANARY}", Referer=f"https://{HOST}/{CANARY}", From=CANARY
        )
        server.asked(
            "/en/form", WORDS, Origin=f"https://{CANARY}.example", **{"Sec-Fetch-Site": "cross-site"}
        )
        cells = f"Student name\tJob of interest\t{CANARY}\n{CANARY} Li\tpilot\t{CANARY}\n"
        server.uploaded("/en/class/open", cells.encode(), f"{CANARY}.txt")
        server.uploaded("/en/class/open", CANARY.encode() * 20, f"{CANARY}.xlsx")
        page = page_of(server.asked("/en/class/open", {"pasted": cells}))
        done = page_of(server.asked(address_of(page), {"state": state_of(page), "settings": "shown"}))
        assert b"1 kit is ready" in done.body and files_with(memory, CANARY)
        addresses = re.findall(rb'(?:action|href|src)="([^"]*)"', kit.body + done.body)
        assert addresses and not any(
            CANARY.encode() in each for each in addresses if not each.startswith(b"data:")
        )
        metrics = server.told("/metrics")[1]
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(LONGEST) == 0
        wait_until(lambda: len(server.log) >= 10)
    assert list(memory.iterdir()) == []
    assert {key for line in server.lines() for key in line} <= KEYS
    assert {line["route"] for line in server.lines()} >= {
        "kit",
        "kit/file/{kind}",
        "class/build/{at}",
        "none",
        "refused",
    }
    for text in (metrics, *server.log, *server.errors):
        assert not any(each in text.encode() for each in spellings(CANARY)), text
    assert 'kit_requests_total{route="kit",status="422"} 1.0' in metrics


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
    settings: dict[str, object], told: str, tmp_path: Path, memory: Path
) -> None:
    path = written(tmp_path, **{"folder": memory} | settings)
    done = subprocess.run(
        [*KIT, "serve", str(path)],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    assert (done.returncode, f"{path}:" in done.stderr, told in done.stderr) == (2, True, True), done.stderr
    assert done.stdout == ""


def test_a_folder_on_a_disk_is_refused_unless_it_is_allowed(tmp_path: Path) -> None:
    if (
        subprocess.run(["stat", "-f", "-c", "%T", tmp_path], capture_output=True, text=True).stdout.strip()
        == "tmpfs"
    ):
        pytest.skip("every folder is in memory here")
    path = written(tmp_path, folder=tmp_path)
    done = subprocess.run(
        [*KIT, "serve", str(path)],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    assert (done.returncode, "is not known to be in memory" in done.stderr) == (2, True), done.stderr
    with serving(tmp_path, folder=tmp_path, allow_disk="true") as server:
        words = re.sub(rb"\s+", b" ", server.asked("/en/privacy")[2])
        assert b"may be on a disk" in words


def test_a_new_key_is_one_and_another_each_time() -> None:
    command = [*KIT, "serve", "--new-key"]
    keys = {
        subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=True).stdout for _ in range(2)
    }
    assert [len(key.strip()) for key in keys] == [44, 44]
