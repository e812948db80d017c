"""Put the shipped nginx in front of real replicas, with other addresses and paths, and ask it by TLS."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.faults.processes import wait_until
from tests.web.asking import Answer
from tests.web.serve.serving import HOST, LONGEST
from tests.web.serve.shipped import SERVER

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
NEEDS_NGINX = pytest.mark.skipif(NGINX is None, reason="there is no nginx here")


@dataclass(frozen=True)
class Proxy:
    """An nginx: its port, the port without TLS, and the address that its certificate is known by."""

    port: int
    plain: int
    context: ssl.SSLContext
    process: subprocess.Popen[bytes]

    home = "/en/"

    def opened(self) -> ssl.SSLSocket:
        """Return a new connection."""
        plain = socket.create_connection(("127.0.0.1", self.port), LONGEST)
        return self.context.wrap_socket(plain, server_hostname=HOST)

    def sent(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """Return the answer to one request; header names have _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        own = {"Host": HOST, "Origin": f"https://{HOST}", "Sec-Fetch-Site": "same-origin"}
        own |= {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(self.opened()) as connection.sock:
            connection.request(method, path, body or None, own)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read())

    async def get(self, path: str = "", **headers: str) -> Answer:
        """Return the answer to a GET; `path` is below that of the form, unless it begins with /."""
        return self.sent("GET", _place(path), b"", **headers)

    async def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Answer:
        """Return the answer to a posted form."""
        kind = {"Content_Type": "application/x-www-form-urlencoded"}
        return self.sent("POST", _place(path), urlencode(fields).encode(), **kind | headers)

    async def upload(self, path: str, file: bytes, name: str) -> Answer:
        """Return the answer to a posted file."""
        head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        kind = "multipart/form-data; boundary=x"
        return self.sent("POST", _place(path), head + file + b"\r\n--x--\r\n", Content_Type=kind)


def _place(path: str) -> str:
    return path if path.startswith("/") else f"/en/{path}"


@contextlib.contextmanager
def proxied(
    home: Path, memory: Path, *replicas: int, behind: tuple[str, ...] = (), rate: str = ""
) -> Iterator[Proxy]:
    """Start the shipped nginx in front of replicas at these ports; it is ended at the end.

    Its own files are in `home`, those that pass in `memory`. `behind` is the beginning of its command. A
    `rate` takes the place of the shipped one, so that a slow computer meets it too.
    """
    port, plain = free_port(), free_port()
    context = _certificate(home)
    shutil.copytree(SERVER / "away", home / "away", dirs_exist_ok=True)
    replicas_conf = (SERVER / "replicas.conf").read_text("utf-8")
    for number, each in enumerate(replicas, start=1):
        replicas_conf = _replaced(replicas_conf, f"127.0.0.1:800{number}", f"127.0.0.1:{each}")
    (home / "replicas.conf").write_text(replicas_conf)
    text = _substituted(home, memory, port, plain)
    (home / "nginx.conf").write_text(_replaced(text, "rate=50r/s", rate) if rate else text)
    assert NGINX
    command = [*behind, NGINX, "-p", str(home), "-c", str(home / "nginx.conf"), "-g", "daemon off;"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            wait_until(lambda: process.poll() is not None or _listens(port))
            assert process.poll() is None, process.stderr and process.stderr.read()
            yield Proxy(port, plain, context, process)
        finally:
            process.terminate()
            process.communicate(timeout=LONGEST)


def _substituted(home: Path, memory: Path, port: int, plain: int) -> str:
    """Return the shipped configuration with other addresses and paths."""
    text = (SERVER / "nginx.conf").read_text("utf-8")
    for old, new in (
        ("/dev/shm/", "/run/"),  # in memory too, where nginx keeps its number
        ("/run/", f"{memory}/"),
        ("/etc/nginx/", f"{home}/"),
        ("/etc/ssl/kits/", f"{home}/"),
        ("listen 443 ", f"listen 127.0.0.1:{port} "),
        ("listen 80 ", f"listen 127.0.0.1:{plain} "),
    ):
        text = _replaced(text, old, new)
    return text


def _replaced(text: str, old: str, new: str) -> str:
    assert old in text, old
    return text.replace(old, new)


def free_port() -> int:
    """Return a port at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        return int(opened.getsockname()[1])


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def _certificate(home: Path) -> ssl.SSLContext:
    """Write a certificate of the name and its key; return a context that trusts it alone."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    begins = datetime.now(UTC) - timedelta(days=1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, begins, begins + timedelta(days=9))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=True)
    signed = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    (home / "fullchain.pem").write_bytes(signed)
    kept = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (home / "privkey.pem").write_bytes(kept)
    return ssl.create_default_context(cadata=signed.decode("ascii"))
