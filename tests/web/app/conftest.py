"""Start one app for the tests that look at pages, and one browser for those of a file."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.web.app.looking import started_app
from tests.web.browser import chromium

Running = tuple[subprocess.Popen[str], str]


@pytest.fixture(scope="session")
def apps() -> Iterator[tuple[ExitStack, list[Running]]]:
    """Return the apps that were started, which end with the tests."""
    with ExitStack() as stack:
        yield stack, []


@pytest.fixture(scope="module")
def address(apps: tuple[ExitStack, list[Running]], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the form in English; the app is that of other files unless it has ended."""
    stack, running = apps
    if not running or running[-1][0].poll() is not None:
        running.append(stack.enter_context(started_app(tmp_path_factory.mktemp("app"))))
    return running[-1][1]


@pytest.fixture(scope="module")
def one_browser() -> Iterator[None]:
    """Let all tests of a file look with one Chromium."""
    with chromium():
        yield
