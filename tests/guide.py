"""Read the agency's guide: its steps, the files to write and the commands to run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.paths import ROOT

GUIDE = ROOT / "docs" / "agency.md"
_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, in the part of the guide that is named: write a file, or run a command."""

    part: str
    file: str = ""
    text: str = ""
    command: tuple[str, ...] = ()


def steps() -> Iterator[Step]:
    """Yield everything that the guide asks for, in its order; a block of `text` is only shown."""
    guide = GUIDE.read_text(encoding="utf-8")
    for block in _BLOCK.finditer(guide):
        kind, file, text = block.groups()
        before = _HEADING.findall(_BLOCK.sub("", guide[: block.start()]))
        part = before[-1] if before else ""
        if kind == "console":
            for line in text.splitlines():
                yield Step(part, command=tuple(shlex.split(line)[1:]))
        elif kind != "text":
            yield Step(part, file=file or "", text=text)


def follow(folder: Path, run: Callable[[tuple[str, ...]], None], done: Callable[[str], None]) -> None:
    """Do all that the guide says in a folder, and call `done` after each of its parts."""
    last = ""
    for step in steps():
        if step.part != last:
            done(last)
            last = step.part
        if step.file:
            path = folder / step.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
        else:
            run(step.command)
    done(last)
