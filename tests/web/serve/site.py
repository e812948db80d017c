"""Run two replicas with shared keys behind the shipped nginx, and replace them."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.processes import wait_until
from tests.web.serve.hosting import NEW, OLD
from tests.web.serve.proxy import Proxy, proxied
from tests.web.serve.serving import LONGEST, Serving, serving

# Of both replicas from the start: what the first of these seals, the next keys open.
KEYS = (OLD, NEW)


@dataclass
class Site:
    """Two replicas and what is in front of them. `memory` is the folder in memory that all of them have."""

    home: Path
    memory: Path
    stack: contextlib.ExitStack
    replicas: list[Serving] = field(default_factory=list)
    proxy: Proxy = field(init=False)

    def start(self, *keys: bytes, port: int = 0) -> Serving:
        """Return a new replica at a port, any free one for 0."""
        home = Path(tempfile.mkdtemp(dir=self.home))
        (home / "shared").write_bytes(b"\n".join(keys or KEYS))
        at = {"listen": f"127.0.0.1:{port}", "keys": "shared", "folder": self.memory}
        return self.stack.enter_context(serving(home, workers=1, classes=1, live_seconds=600, **at))

    def replace(self, number: int, *keys: bytes) -> None:
        """Let a replica end in its own time, unless it is dead, and start another at its port."""
        old = self.replicas[number]
        if old.process.poll() is None:
            old.process.send_signal(signal.SIGTERM)
            assert old.process.wait(LONGEST) == 0
        self.replicas[number] = self.start(*keys, port=old.port)
        self.wait()

    def wait(self) -> None:
        """Return when every replica is ready."""
        wait_until(lambda: all(each.told("/ready")[0] == 200 for each in self.replicas), LONGEST)


@contextlib.contextmanager
def a_site(*keys: bytes, behind: tuple[str, ...] = ()) -> Iterator[Site]:
    """Start a site; `behind` is the beginning of the command of its nginx."""
    with in_memory() as memory, tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        home = Path(folder)
        home.chmod(0o755)  # nginx's workers have another account
        site = Site(home, memory, stack)
        site.replicas += [site.start(*keys), site.start(*keys)]
        site.wait()
        ports = [each.port for each in site.replicas]
        site.proxy = stack.enter_context(proxied(home, memory, *ports, behind=behind))
        yield site


@contextlib.contextmanager
def in_memory() -> Iterator[Path]:
    """Make a folder that is in memory; the test is skipped where there is none."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"kit-test-{os.getpid()}-", dir="/dev/shm"))
    except OSError:
        pytest.skip("there is no folder in memory here")
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
