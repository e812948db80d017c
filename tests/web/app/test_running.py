"""Start the real app: where it listens, what opens the browser, a port that is taken, and how it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.support.command_line import install_extra
from tests.build.people import ENVIRONMENT, KIT
from tests.faults.processes import NEEDS_PROC, descendants, is_running, line_with, wait_until
from tests.web.app.visits import LEILA

Running: TypeAlias = subprocess.Popen[str]

LONGEST = 60
# Start the app where there is no network but the loopback interface, and let it make a kit.
OFFLINE = """
import fcntl, socket, struct, subprocess, sys, urllib.request
lo = struct.pack("16sh", b"lo", 0x1 | 0x40)  # up and running
fcntl.ioctl(socket.socket(), 0x8914, lo)
app = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, text=True)
address = next(word for word in app.stdout.readline().split() if "://" in word)
fields = b"name=Leila&target.occupation=welder"
asked = urllib.request.Request(address + "kit", fields, {"Sec-Fetch-Site": "same-origin"})
print(b"data:image/png" in urllib.request.urlopen(asked).read())
app.kill()
"""


@contextmanager
def running(*options: str, command: tuple[str, ...] = KIT, **more: str) -> Iterator[tuple[Running, str]]:
    """Start the app; its process and its address."""
    with subprocess.Popen(
        [*command, "app", *options],
        env=ENVIRONMENT | more,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process, line_with(process.stdout, "http://").split()[-1]
        finally:
            process.kill()


def status_of(address: str, fields: dict[str, str] | None = None, **headers: str) -> int:
    """Return the status of a request as another program of this computer would make it."""
    body = urlencode(fields).encode() if fields else None
    asked = urllib.request.Request(address, body, headers)
    try:
        with urllib.request.urlopen(asked, timeout=LONGEST) as answer:
            status: int = answer.status
            return status
    except urllib.error.HTTPError as error:
        return error.code


def port_of(address: str) -> int:
    return int(address.split("/")[2].split(":")[1])


@NEEDS_PROC
def test_the_app_listens_on_this_computer_alone_and_answers_its_own_pages(tmp_path: Path) -> None:
    with running("--no-open", TMPDIR=str(tmp_path)) as (_process, address):
        lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()]
        listening = [
            each[1] for each in lines if each[3] == "0A" and each[1].endswith(f":{port_of(address):04X}")
        ]
        assert listening == [f"0100007F:{port_of(address):04X}"]
        assert status_of(address) == 200
        assert status_of(address, LEILA) == 421  # it does not say which page it is of
        assert status_of(f"{address}form", LEILA, Origin="http://elsewhere.example") == 421
        assert status_of(f"{address}form", LEILA, Host="elsewhere.example") == 421
        assert status_of(address.replace(address.split("/")[3], "x")) == 404


@pytest.mark.parametrize(
    "command", [KIT, (str(Path(sys.executable).with_name("kit")),)], ids=["python -m interview_kit", "kit"]
)
def test_the_browser_is_given_an_address_that_works_once(command: tuple[str, ...], tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$@" > {seen}.new && mv {seen}.new {seen}\n')
    browser.chmod(0o700)
    with running(command=command, BROWSER=f"{browser} %s", TMPDIR=str(tmp_path)) as (_process, address):
        wait_until(seen.exists)
        once = seen.read_text().strip()
        assert "/once/" in once and address.split("/")[3] not in once
        assert [status_of(once), status_of(once)] == [200, 404]


def test_a_port_that_is_taken_is_said_and_another_one_used(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with running("--no-open", "--port", str(port), TMPDIR=str(tmp_path)) as (process, address):
            assert port_of(address) != port
            assert status_of(address) == 200
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=LONGEST)[1]
    assert said == f"port {port} cannot be used: Address already in use; a free one is used instead\n"


def test_a_port_that_is_asked_for_is_used(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with running("--no-open", "--port", str(port), TMPDIR=str(tmp_path)) as (_process, address):
        assert port_of(address) == port


@NEEDS_PROC
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_when_told_or_with_its_terminal_and_leaves_nothing(
    number: signal.Signals, tmp_path: Path
) -> None:
    with running("--no-open", TMPDIR=str(tmp_path)) as (process, address):
        assert status_of(f"{address}kit", LEILA, **{"Sec-Fetch-Site": "same-origin"}) == 200
        below = descendants(process.pid)
        assert below
        process.send_signal(number)
        assert process.wait(LONGEST) == 0
        assert process.stderr and process.stderr.read() == ""
    wait_until(lambda: not any(map(is_running, below)))
    wait_until(lambda: not list(tmp_path.iterdir()))


def test_it_works_with_the_network_off(tmp_path: Path) -> None:
    apart = ["unshare", "-rn"]
    try:
        possible = subprocess.run([*apart, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        possible = False
    if not possible:
        pytest.skip("a network cannot be taken away here")
    command = [*apart, sys.executable, "-c", OFFLINE, *KIT, "app", "--no-open"]
    done = subprocess.run(
        command,
        env=ENVIRONMENT | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("True\n", 0), done.stderr


def test_without_its_libraries_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.fernet", None)
    for name in ("server", "application", "sitting", "state", "routes", "visit"):
        monkeypatch.delitem(sys.modules, f"interview_kit.web.app.{name}", raising=False)
    done = CliRunner().invoke(main, ["app", "--no-open"])
    assert (done.exit_code, done.stderr) == (
        3,
        f"cryptography.fernet is missing. To install it, run: {install_extra('app')}\n",
    )


def test_an_icon_starts_the_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "user-dirs.dirs").write_text('XDG_DESKTOP_DIR="$HOME/Desktop"\n')
    (tmp_path / "Desktop").mkdir()
    done = CliRunner().invoke(main, ["app", "--shortcut"])
    file = tmp_path / "Desktop" / "interview-kit.desktop"
    assert (done.exit_code, str(file) in done.stdout) == (0, True)
    assert os.access(file, os.X_OK)
    entry = dict(line.split("=", 1) for line in file.read_text().splitlines()[1:])
    assert entry["Exec"] == f'"{sys.executable}" "-m" "interview_kit" "app"'
    assert Path(entry["Icon"]).is_file()
