"""Files that are no filled kits, or hostile ones, handed to `kit collect`: named, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_input.command import Kit
from tests.tools.collect.filling import OWNER
from tests.tools.collect.test_files import REFUSED, filled_pdf, filled_word


@pytest.mark.spread(4)
@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, kit: Kit) -> None:
    make, reason = REFUSED[name]
    Path("kits").mkdir()
    Path("kits", name).write_bytes(make())
    told = kit("collect", "kits")
    first, last = told.lines
    assert first.startswith(f"{name}: ") and reason in first
    assert (last, told.code) == ("kits: there is no filled kit in this folder", 2)


@pytest.mark.parametrize(("name", "make"), [("a.pdf", filled_pdf), ("a.docx", filled_word)])
def test_a_filled_kit_is_read(name: str, make: object, kit: Kit) -> None:
    assert callable(make)
    Path("kits").mkdir()
    Path("kits", name).write_bytes(make())
    told = kit("collect", "kits", "-o", "out/answers.csv", writes="out")
    assert told.code == 0 and all(": note: " in line for line in told.lines), told.lines
    assert OWNER.work in Path("out/answers.csv").read_text(encoding="utf-8-sig")
