"""Run `kit` in this process, and look at what it says and what stands in the kits."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from tests.limited import red
from tests.saying import said


def cases(rows: Mapping[str, Any], reason: str = "", still_red: Collection[str] = ()) -> list[Any]:
    """Return the parameters of a test, one for each row by its id; those in `still_red` are marked so.

    Raises KeyError for a name in `still_red` that no row has.
    """
    unknown = set(still_red) - set(rows)
    if unknown:
        raise KeyError(unknown)
    return [
        pytest.param(*values, id=name, marks=[red(reason)] if name in still_red else [])
        for name, values in ((name, row if isinstance(row, tuple) else (row,)) for name, row in rows.items())
    ]


@dataclass(frozen=True)
class Ran:
    """A command that has ended: its exit code, what it printed, and the lines of standard error."""

    code: int
    out: str
    lines: tuple[str, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """The notices, a line each."""
        return tuple(line for line in self.lines if "note: " in line or "note\u00a0: " in line)

    def telling(self, *words: str) -> tuple[str, ...]:
        """Return the messages that have all the words, whatever their case."""
        return tuple(line for line in self.lines if all(each.casefold() in line.casefold() for each in words))

    def row(self, *words: str) -> str:
        """Return the first line of standard output that has all the words, or ""."""
        lines = (" ".join(line.split()) for line in self.out.splitlines())
        return next((line for line in lines if all(each in line for each in words)), "")


@dataclass(frozen=True)
class Built:
    """What a build said, and the words of each kit by its file name without ending."""

    ran: Ran
    kits: dict[str, str]
    folder: Path

    def kit(self, name: str) -> str:
        """Return the words of a kit, on one line; a name that no kit has fails the test."""
        assert name in self.kits, (name, list(self.kits), self.ran)
        return self.kits[name]

    @property
    def words(self) -> str:
        """All words of all kits."""
        return " ".join(self.kits.values())


def kit(*arguments: str | Path, language: str = "en", stdin: bytes = b"", **environment: str) -> Ran:
    """Run the command; its messages are in `language`, as on a computer of that language."""
    given = {"KIT_MESSAGES": language, "COLUMNS": "400"} | environment
    result = CliRunner().invoke(main, [*map(str, arguments)], env=given, input=stdin)
    failed = result.exception
    assert failed is None or isinstance(failed, SystemExit), repr(failed)
    return Ran(result.exit_code, result.stdout, tuple(said(result.stderr)))


def built(*arguments: str | Path, language: str = "en", stdin: bytes = b"", output: str = "out") -> Built:
    """Build kits as text, in one process, and read them."""
    options = ("-o", output, "-f", "txt", "-j", "1")
    ran = kit("build", *arguments, *options, language=language, stdin=stdin)
    folder = Path(output)
    found = {path.stem: " ".join(path.read_text("utf-8").split()) for path in sorted(folder.rglob("*.txt"))}
    return Built(ran, found, folder)


def report(folder: Path) -> dict[str, Any]:
    """Return the report of a build."""
    told: dict[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))
    return told


def wrote(name: str, text: str | bytes) -> Path:
    """Write a file of the test, text as UTF-8."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
