"""Start real servers, as `kit serve` does, and ask them over the loopback interface."""

from __future__ import annotations

import contextlib
import http.client
import json
import subprocess
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.build.people import ENVIRONMENT, KIT
from tests.faults.processes import line_with
from tests.web.serve.hosting import OLD

HOST = "kits.school.example"
LONGEST = 120
# The beginnings of two requests, one in its headers and one in its form, as a page of the app sends them.
HALVES = (
    b"GET /en/ HT",
    (
        f"POST /en/kit HTTP/1.1\r\nHost: {HOST}\r\nSec-Fetch-Site: same-origin\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 50\r\n\r\nname="
    ).encode(),
)


@dataclass
class Serving:
    """A server: its process, the ports of its pages and its operations, and what it has written."""

    process: subprocess.Popen[str]
    port: int
    operations: int
    log: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def asked(
        self, path: str, fields: Mapping[str, str] | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of the answer to a GET, or to a posted form."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        own = {"Host": HOST, "Sec-Fetch-Site": "same-origin"} | headers
        with contextlib.closing(connection):
            if fields is None:
                connection.request("GET", path, headers=own)
            else:
                own = {"Content-Type": "application/x-www-form-urlencoded"} | own
                connection.request("POST", path, urlencode(fields), own)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def uploaded(self, path: str, file: bytes, name: str) -> tuple[int, bytes]:
        """Return status and body of the answer to a file."""
        head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        own = {
            "Host": HOST,
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "multipart/form-data; boundary=x",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        with contextlib.closing(connection):
            connection.request("POST", path, head + file + b"\r\n--x--\r\n", own)
            answer = connection.getresponse()
            return answer.status, answer.read()

    def told(self, path: str) -> tuple[int, str]:
        """Return status and text of an answer of the operations."""
        connection = http.client.HTTPConnection("127.0.0.1", self.operations, timeout=LONGEST)
        with contextlib.closing(connection):
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def lines(self) -> list[dict[str, Any]]:
        """Return the lines of the log."""
        return [json.loads(line) for line in self.log]


def written(home: Path, **settings: object) -> Path:
    """Return a file of settings with a file of keys beside it."""
    (home / "keys").write_text(f"# the first seals\n{OLD.decode()}\n")
    usual = {
        "address": f"https://{HOST}",
        "listen": "127.0.0.1:0",
        "operations": "127.0.0.1:0",
        "keys": "keys",
        "drain_seconds": 1,
        "workers": 2,
    }
    path = home / "serve.yaml"
    path.write_text("".join(f"{key}: {value}\n" for key, value in (usual | settings).items()))
    return path


@contextlib.contextmanager
def serving(home: Path, **settings: object) -> Iterator[Serving]:
    """Start a server with settings in a folder, and wait until it listens; it is killed at the end."""
    command = [*KIT, "serve", str(written(home, **settings))]
    with subprocess.Popen(
        command, env=ENVIRONMENT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            words = line_with(process.stderr, "is served at").replace(";", " ").split()
            ports = [int(word.rpartition(":")[2]) for word in words if word.startswith("127.0.0.1:")]
            server = Serving(process, ports[0], ports[1])
            for stream, kept in ((process.stdout, server.log), (process.stderr, server.errors)):
                assert stream
                threading.Thread(target=kept.extend, args=(stream,), daemon=True).start()
            yield server
        finally:
            process.kill()
