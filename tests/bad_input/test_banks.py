"""Banks with a mistake, handed to `kit bank check`: named by file and line, and nothing is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from interview_kit.support.paths import TEMPLATES
from tests.bad_input.command import Kit, write
from tests.bad_input.conftest import Refused
from tests.shared import some

MERGE = "a0: &a0 {x: 1}\na1: {<<: [*a0, *a0]}\n"

# The file of the bank that is replaced or added, what it says then, and the place of the first line.
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "no choices": ("choosing.yaml", b"", "choosing.yaml"),
    "a merge chain": ("w.yaml", MERGE.encode(), "w.yaml:1:5"),
    "a tag that runs code": ("w.yaml", b"labels: !!python/object/apply:os.system [id]\n", "w.yaml:1:9"),
    "100,000 brackets": ("w.yaml", b"[" * 100_000, "w.yaml:1:21"),
    "too large": ("w.yaml", b"#" * (1024 * 1024 + 1), "w.yaml"),
    "not UTF-8": ("w.yaml", b"labels: {aside: {en: Zo\xeb}}\n", "w.yaml:1:24"),
    "UTF-16": ("w.yaml", "labels: {}\n".encode("utf-16"), "w.yaml"),
    "an escape": ("w.yaml", b"labels: {aside: {en: \x1b[2J}}\n", "w.yaml:1:22"),
    "a key twice": ("w.yaml", b"labels: {}\nlabels: {}\n", "w.yaml:2:1 labels"),
    "an unknown key": ("w.yaml", b"lables: {}\n", "w.yaml:1:1 lables"),
    "a hostile key": ("w.yaml", b'"\\e[2J": {}\n', "w.yaml:1:1 \\u{1b}[2J"),
    "an id twice": ("w.yaml", b"labels: {notes: {en: Notes, fr: Notes}}\n", "w.yaml:1:10 notes"),
    "a line without an id": (
        "w.yaml",
        b"asks: [{id: ask.own, lines: [{use: ask.greeting}]}]\n",
        "w.yaml:1:30 ask.own.lines.1.id",
    ),
    "a name that nobody knows": (
        "w.yaml",
        b"labels: {aside: {en: 'Hi {{ me.nmae }}', fr: Libre}}\n",
        "w.yaml:1:22 aside",
    ),
    "an expression that reaches out": (
        "w.yaml",
        b'labels: {aside: {en: "{{ me.__class__ }}", fr: Libre}}\n',
        "w.yaml:1:22 aside",
    ),
    "braces without a partner": (
        "w.yaml",
        b"labels: {aside: {en: '{{ me.name', fr: Libre}}\n",
        "w.yaml:1:22 aside",
    ),
}


@pytest.mark.parametrize("case", some(REFUSED, 6))
def test_refused(case: str, refused: Refused) -> None:
    name, data, place = REFUSED[case]
    shutil.copytree(TEMPLATES / "bank", "ours")
    write({f"ours/{name}": data})
    places, code, _ = refused(f"bank: {case}", "bank", "check", "ours", "--language", "en")
    assert (places[0], code) == (f"ours/{place}", 2)


def test_a_good_bank_is_accepted(kit: Kit) -> None:
    shutil.copytree(TEMPLATES / "bank", "ours")
    told = kit("bank", "list", "ours", "--kind", "section")
    assert (told.lines, told.code) == ([], 0)
    assert told.stdout.startswith("section front Interview kit")


def test_a_folder_that_is_no_bank(kit: Kit) -> None:
    Path("ours").mkdir()
    told = kit("bank", "check", "ours")
    assert (told.lines, told.code) == (["ours/choosing.yaml: a bank needs this file"], 2)
