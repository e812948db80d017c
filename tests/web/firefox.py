"""Drive a real Firefox by Marionette, its own protocol: commands of WebDriver over a socket."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")
NEEDS_FIREFOX = pytest.mark.skipif(PROGRAM is None, reason="Firefox is not installed")
LONGEST_WAIT = 120
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# Nothing is looked up, updated or sent.
_SETTINGS = {
    "marionette.port": 0,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}


class Firefox:
    """A window of Firefox; elements are found by CSS."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=LONGEST_WAIT)
        self._stream = self._socket.makefile("rb")
        self._number = 0
        self._read()
        self.do("WebDriver:NewSession", capabilities={})

    def do(self, command: str, **parameters: Any) -> Any:
        """Return the result of a command."""
        self._number += 1
        message = json.dumps([0, self._number, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _kind, _number, error, result = self._read()
        assert error is None, error
        return result

    def _read(self) -> Any:
        length = b""
        while (sign := self._stream.read(1)) not in (b":", b""):
            length += sign
        return json.loads(self._stream.read(int(length)))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()
        self._socket.close()

    def open(self, address: str) -> None:
        """Open an address."""
        self.do("WebDriver:Navigate", url=address)

    def back(self) -> None:
        """Press Back."""
        self.do("WebDriver:Back")

    def forward(self) -> None:
        """Press Forward."""
        self.do("WebDriver:Forward")

    @property
    def title(self) -> str:
        """Return the title of the page."""
        title: str = self.do("WebDriver:GetTitle")["value"]
        return title

    def find(self, css: str) -> str:
        """Return the id of an element, when it is there."""
        end = time.monotonic() + LONGEST_WAIT
        while True:
            try:
                found = self.do("WebDriver:FindElement", using="css selector", value=css)
                return str(found["value"][_ELEMENT])
            except AssertionError:
                assert time.monotonic() < end, css
                time.sleep(0.1)

    def type(self, css: str, text: str) -> None:
        """Type into a field."""
        self.do("WebDriver:ElementSendKeys", id=self.find(css), text=text)

    def press(self, css: str) -> None:
        """Press a button."""
        self.do("WebDriver:ElementClick", id=self.find(css))

    def value(self, css: str) -> str:
        """Return what is in a field."""
        found = self.do("WebDriver:GetElementProperty", id=self.find(css), name="value")
        return str(found["value"])

    def focused(self) -> str:
        """Return the class of the element that has the focus."""
        element = self.do("WebDriver:GetActiveElement")["value"][_ELEMENT]
        return str(self.do("WebDriver:GetElementProperty", id=element, name="className")["value"])


@contextlib.contextmanager
def firefox(folder: Path, **settings: object) -> Iterator[Firefox]:
    """Start Firefox without a window, with a profile in a folder and more settings, and end it."""
    assert PROGRAM
    lines = [
        f"user_pref({json.dumps(name)}, {json.dumps(value)});"
        for name, value in (_SETTINGS | settings).items()
    ]
    (folder / "user.js").write_text("\n".join(lines), "utf-8")
    command = [PROGRAM, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            with contextlib.closing(Firefox(_port(folder / "MarionetteActivePort"))) as found:
                yield found
        finally:
            process.kill()


def _port(file: Path) -> int:
    end = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < end:
        with contextlib.suppress(OSError, ValueError):
            return int(file.read_text("utf-8"))
        time.sleep(0.1)
    raise AssertionError("Firefox does not listen")
