"""Folders, links, pipes and names where a profile, a theme or an output is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_input.command import Kit, write
from tests.bad_input.conftest import Refused

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other files")

GOOD = "name: Zoë\ndecision: exploring\ntarget: {field: animal care}\n"
LOOKS = "extends: base\n"
SET = ("check", "p.yaml", "--set")


def linked(name: str, target: str) -> Callable[[], None]:
    def link() -> None:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).symlink_to(target)

    return link


def piped(name: str) -> Callable[[], None]:
    def pipe() -> None:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(name)

    return pipe


def files(**named: str) -> Callable[[], None]:
    """Return what writes these files; a name has __ for a slash and ___ for a dot."""
    told: dict[str, bytes | str] = {
        name.replace("___", ".").replace("__", "/"): text for name, text in named.items()
    }
    return lambda: write(told)


def odd_name(name: bytes) -> Callable[[], None]:
    def make() -> None:
        os.mkdir("class")
        try:
            Path(os.fsdecode(b"class/" + name)).write_text("nmae: x\n", encoding="utf-8")
        except OSError:
            pytest.skip("this file system takes no such name")

    return make


def crowd() -> None:
    write({"ours/theme.yaml": LOOKS, **{f"ours/assets/{number}.txt": b"" for number in range(501)}})


def deep() -> None:
    write({"ours/theme.yaml": LOOKS, "ours/" + "deeper/" * 9 + "a.txt": b""})


def large() -> None:
    write({"ours/theme.yaml": LOOKS})
    for name in ("a", "b"):
        with Path(f"ours/{name}.bin").open("wb") as file:
            file.truncate(17 * 1024 * 1024)


# What is there, what is asked for, the place of the first line, and the exit code.
REFUSED: dict[str, tuple[Callable[[], None], tuple[str, ...], str, int]] = {
    "nothing of that name": (files(), ("check", "none.yaml"), "none.yaml", 2),
    "nearly that name": (files(maya___yaml=GOOD), ("check", "maja.yaml"), "maja.yaml", 2),
    "a name too long": (
        files(),
        ("check", "n" * 300),
        "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn",
        2,
    ),
    "a roster's name too long for the file beside it": (
        lambda: Path(f"{'n' * 250}.csv").touch(),
        ("check", f"{'n' * 250}.csv"),
        "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn.csv",
        2,
    ),
    "a name with a NUL": (files(), ("check", "a\0b"), "a\\u{0}b", 2),
    "a name that writes to the terminal": (files(), ("check", "a\x1b[2J\u202e"), "a\\u{1b}[2J\\u{202e}", 2),
    "a file whose name writes to the terminal": (
        odd_name(b"a\x1b[2J\nb.yaml"),
        ("check", "class"),
        "class/a\\u{1b}[2J\\u{a}b.yaml:1:1 nmae",
        2,
    ),
    "a file whose name is not UTF-8": (
        odd_name(b"a\xff.yaml"),
        ("check", "class"),
        "class/a\\u{dcff}.yaml:1:1 nmae",
        2,
    ),
    "an empty folder": (lambda: os.mkdir("class"), ("check", "class"), "class", 2),
    "a folder that is called like a profile": (lambda: os.mkdir("p.yaml"), ("check", "p.yaml"), "p.yaml", 2),
    "a folder of what is passed over": (
        files(class___a___yaml=GOOD, class___b=GOOD, class__kit___yaml="jobs: 1\n", class___c___yaml=GOOD),
        ("check", "class"),
        "class",
        2,
    ),
    "a folder in a circle": (linked("class/class", "../class"), ("check", "class"), "class", 2),
    "a link to nothing": (linked("p.yaml", "nowhere"), ("check", "p.yaml"), "p.yaml", 2),
    "a link to itself": (linked("p.yaml", "p.yaml"), ("check", "p.yaml"), "p.yaml", 2),
    "a pipe that nobody writes into": (piped("p.yaml"), ("check", "p.yaml"), "p.yaml", 2),
    "a pipe in a class": (piped("class/p.yaml"), ("check", "class"), "class/p.yaml", 2),
    "a pipe as a roster": (piped("r.csv"), ("check", "r.csv"), "r.csv", 2),
    "a device without end": (files(), ("check", "/dev/zero"), "/dev/zero", 2),
    "a kit.yaml with an anchor": (
        files(p___yaml=GOOD, kit___yaml="jobs: &a 3\n"),
        ("check", "p.yaml"),
        "kit.yaml:1:7",
        2,
    ),
    "a kit.yaml with a slip": (
        files(p___yaml=GOOD, kit___yaml="build: {jbos: 3}\n"),
        ("check", "p.yaml"),
        "kit.yaml:1:1 build",
        2,
    ),
    "a value set that is none": (
        files(p___yaml=GOOD),
        (*SET, "talk.minutes=ten"),
        "--set talk.minutes=ten",
        2,
    ),
    "a key set that writes to the terminal": (
        files(p___yaml=GOOD),
        (*SET, "\x1b[2J=1"),
        "--set \\u{1b}[2J=1",
        2,
    ),
    "a value set with a line break": (files(p___yaml=GOOD), (*SET, "name=a\nb"), "--set name=a\\u{a}b", 2),
    "no such theme": (files(p___yaml=GOOD), ("build", "p.yaml", "-o", "out", "-t", "none"), "none", 2),
    "a path as a theme": (
        files(p___yaml=GOOD),
        ("build", "p.yaml", "-o", "out", "-t", "../../etc"),
        "../../etc",
        2,
    ),
    "a file as a theme": (
        files(p___yaml=GOOD),
        ("build", "p.yaml", "-o", "out", "-t", "p.yaml"),
        "p.yaml",
        2,
    ),
    "a folder that is no theme": (
        files(p___yaml=GOOD, ours__a=""),
        ("build", "p.yaml", "-o", "out", "-t", "ours"),
        "ours",
        2,
    ),
    "a theme with a link out of it": (
        linked("ours/assets/logo.svg", "/etc/passwd"),
        ("build", "p.yaml", "-o", "out", "-t", "ours"),
        "ours/assets/logo.svg",
        2,
    ),
    "a theme with a link to a folder": (
        linked("ours/bank", "/etc"),
        ("build", "p.yaml", "-o", "out", "-t", "ours"),
        "ours/bank",
        2,
    ),
    "a theme with a pipe": (
        piped("ours/css/kit.css"),
        ("build", "p.yaml", "-o", "out", "-t", "ours"),
        "ours/css/kit.css",
        2,
    ),
    "a theme of 502 files": (crowd, ("build", "p.yaml", "-o", "out", "-t", "ours"), "ours", 2),
    "a theme of 34 MiB": (large, ("build", "p.yaml", "-o", "out", "-t", "ours"), "ours/b.bin", 2),
    "a theme without end": (deep, ("build", "p.yaml", "-o", "out", "-t", "ours"), "ours" + "/deeper" * 8, 2),
    "a file where the output should be": (
        files(p___yaml=GOOD, out="mine"),
        ("build", "p.yaml", "-o", "out/inner"),
        "cannot write out/inner",
        3,
    ),
    "a link to nothing where the output should be": (
        linked("out", "nowhere/at/all"),
        ("build", "p.yaml", "-o", "out"),
        "cannot write out",
        3,
    ),
    "a folder that is not there to be collected": (files(), ("collect", "none"), "none", 2),
    "a file to be collected": (files(p="x"), ("collect", "p"), "p", 2),
    "a folder of pipes to be collected": (piped("kits/a.pdf"), ("collect", "kits"), "a.pdf", 2),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, refused: Refused) -> None:
    make, command, place, code = REFUSED[case]
    make()
    if command[0] == "build":
        write({"p.yaml": GOOD})
    if "ours" in command and not Path("ours/a").exists():
        write({"ours/theme.yaml": LOOKS})
    places, ended, _ = refused(f"folder: {case}", *command)
    assert (places[0], ended) == (place, code)


ACCEPTED: dict[str, tuple[Callable[[], None], tuple[str, ...]]] = {
    "a folder of one": (files(class__p___yaml=GOOD), ("check", "class")),
    "a link to a profile": (linked("p.yaml", "/proc/self/cwd/good.yaml"), ("check", "p.yaml")),
    "a name with a space and an accent": (files(), ("check", "Zoë O’Brien.yaml")),
    "a value set": (files(p___yaml=GOOD), (*SET, "talk.minutes=10")),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_accepted(case: str, kit: Kit) -> None:
    make, command = ACCEPTED[case]
    make()
    write({"good.yaml": GOOD, "Zoë O’Brien.yaml": GOOD})
    told = kit(*command)
    assert (told.lines, told.code, told.stdout) == ([], 0, "1 profile checked: 1 good, 0 refused\n")


def test_a_hostile_name_of_a_person_stays_in_the_output_folder(kit: Kit) -> None:
    write({"p.yaml": GOOD.replace("Zoë", "../../../etc/passwd")})
    told = kit("build", "p.yaml", "-o", "out", "-f", "txt", writes="out")
    assert (told.lines, told.code) == ([], 0)
    assert Path("out/etc-passwd.txt").is_file()
