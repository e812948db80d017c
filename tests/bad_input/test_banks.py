"""Banks with a mistake, handed to `kit bank check`: named by file and line, and nothing is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from interview_kit.support.paths import TEMPLATES
from tests.bad_input.command import Kit, write

MERGE = "a0: &a0 {x: 1}\na1: {<<: [*a0, *a0]}\n"

# The file of the bank that is replaced or added, what it says then, and the first line that is said.
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "no choices": ("choosing.yaml", b"", "choosing.yaml: this file is empty"),
    "a merge chain": ("w.yaml", MERGE.encode(), "w.yaml:1:5: text that begins with & must stand in quotes"),
    "a tag that runs code": (
        "w.yaml",
        b"labels: !!python/object/apply:os.system [id]\n",
        "w.yaml:1:9: text that begins with ! must stand in quotes",
    ),
    "100,000 brackets": ("w.yaml", b"[" * 100_000, "w.yaml:1:21: this goes too deep: the most is 20 levels"),
    "too large": (
        "w.yaml",
        b"#" * (1024 * 1024 + 1),
        "w.yaml: this file is too large: the most is 1 MiB (1,048,576 bytes)",
    ),
    "not UTF-8": (
        "w.yaml",
        b"labels: {spare: {en: Zo\xeb}}\n",
        "w.yaml:1:24: byte 23 (0xEB) is not UTF-8 text",
    ),
    "UTF-16": (
        "w.yaml",
        "labels: {}\n".encode("utf-16"),
        "w.yaml: this file is UTF-16 text (seen at byte 0)",
    ),
    "an escape": (
        "w.yaml",
        b"labels: {spare: {en: \x1b[2J}}\n",
        "w.yaml:1:22: the character U+001B at byte 21",
    ),
    "a key twice": ("w.yaml", b"labels: {}\nlabels: {}\n", "w.yaml:2:1 labels: this key stands twice"),
    "an unknown key": ("w.yaml", b"lables: {}\n", "w.yaml:1:1 lables: unknown key, did you mean labels?"),
    "a hostile key": ("w.yaml", b'"\\e[2J": {}\n', "w.yaml:1:1 \\u{1b}[2J: unknown key"),
    "an id twice": (
        "w.yaml",
        b"labels: {notes: {en: Notes, fr: Notes}}\n",
        "w.yaml:1:",
    ),
    "a name that nobody knows": (
        "w.yaml",
        b"labels: {spare: {en: 'Hi {{ me.nmae }}', fr: Libre}}\n",
        "w.yaml:1:22 spare: me has no 'nmae', did you mean name?",
    ),
    "an expression that reaches out": (
        "w.yaml",
        b'labels: {spare: {en: "{{ me.__class__ }}", fr: Libre}}\n',
        "w.yaml:1:22 spare: ",
    ),
    "braces without a partner": (
        "w.yaml",
        b"labels: {spare: {en: '{{ me.name', fr: Libre}}\n",
        "w.yaml:1:22 spare: these braces have no partner and would be printed",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, kit: Kit) -> None:
    name, data, line = REFUSED[case]
    shutil.copytree(TEMPLATES / "bank", "ours")
    write({f"ours/{name}": data})
    told = kit("bank", "check", "ours", "--language", "en")
    assert (told.lines[0][: len(f"ours/{line}")], told.code) == (f"ours/{line}", 2)


def test_a_good_bank_is_accepted(kit: Kit) -> None:
    shutil.copytree(TEMPLATES / "bank", "ours")
    told = kit("bank", "list", "ours", "--kind", "section")
    assert (told.lines, told.code) == ([], 0)
    assert told.stdout.startswith("section front Interview kit")


def test_a_folder_that_is_no_bank(kit: Kit) -> None:
    Path("ours").mkdir()
    told = kit("bank", "check", "ours")
    assert (told.lines, told.code) == (["ours/choosing.yaml: a bank needs this file"], 2)
