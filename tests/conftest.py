"""Let tests run beside each other: workers share what they build, and no example is timed."""

from __future__ import annotations

import os
import signal
import sys

import pytest
from hypothesis import settings

from tests import shared

# What is said is held in English, whatever the computer speaks; tests of French ask for French.
os.environ["KIT_MESSAGES"] = "en"

# A shell lets what it starts in the background ignore Ctrl-C, and so would all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples in every run, and none too slow on a busy machine; `make fuzz` looks further.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write the golden files anew; then read them"
    )


@pytest.fixture(scope="session", autouse=True)
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Name a folder that belongs to this run; each worker's own folder lies inside the run's."""
    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    shared.folder = run / "shared"
    shared.folder.mkdir(exist_ok=True)


@pytest.fixture(autouse=True)
def own_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Restore `sys.path` after a test: the command, called in this process, takes the folder out of it."""
    monkeypatch.setattr(sys, "path", list(sys.path))
