"""Check that a missing library is installed the way the program was."""

from __future__ import annotations

import importlib.util
import json
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from interview_kit.support.command_line import install_extra, pip_install

WHEEL = "/tmp/my kits/interview_kit-0.2.0-py3-none-any.whl"


@pytest.mark.parametrize(
    ("said", "has_pip", "is_tool", "command"),
    [
        ({}, True, False, pip_install("interview-kit[app]")),
        ({"url": "https://index.example/kit.whl"}, True, False, pip_install("interview-kit[app]")),
        ({"url": "file:///tmp/my%20kits/interview_kit-0.2.0-py3-none-any.whl"}, True, False,
         pip_install(f"{WHEEL}[app]")),
        ({"url": "file:///src/kit", "dir_info": {"editable": True}}, True, False,
         pip_install("--editable", "/src/kit[app]")),
        ({"url": "file:///tmp/my%20kits/interview_kit-0.2.0-py3-none-any.whl"}, False, False,
         f"uvx --from '{WHEEL}[app]' kit"),
        ({"url": "file:///src/kit.whl"}, False, True, "uv tool install --force '/src/kit.whl[app]'"),
    ],
)  # fmt: skip
@pytest.mark.skipif(sys.platform == "win32", reason="paths and quotes are those of POSIX")
def test_the_command_takes_the_program_from_where_it_came(
    said: dict[str, Any],
    has_pip: bool,
    is_tool: bool,
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Installed:
        """An installed package."""

        def read_text(self, name: str) -> str | None:
            """Return the record of where it came from, None for none."""
            assert name == "direct_url.json"
            return json.dumps(said) if said else None

    monkeypatch.setattr(metadata, "distribution", lambda name: Installed())
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object() if has_pip else None)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    if is_tool:
        (tmp_path / "uv-receipt.toml").touch()
    assert install_extra("app") == command
