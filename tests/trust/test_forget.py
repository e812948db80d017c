"""A class that is over: `kit forget FOLDER` removes what a build and collect wrote, and says what remains."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from tests.limited import NEEDS_LINUX, Told, run
from tests.tools.collect.test_files import filled_pdf

pytestmark = NEEDS_LINUX

ROSTER = "name,target.field,decision\nAnn One,art,exploring\nBob Two,care,exploring\n"
FORMATS = ("-f", "txt", "-f", "html")


def built(around: Path, *options: str) -> Path:
    """Build a class of two into `out`, beside it a roster; return the folder of the command."""
    here = around / "here"
    here.mkdir()
    (here / "class.csv").write_text(ROSTER, encoding="utf-8")
    told = run(here, "build", "class.csv", "-o", "out", *FORMATS, *options).within_limits()
    assert told.code == 0, told.text
    return here


def forget(here: Path, folder: str = "out", *options: str) -> Told:
    return run(here, "forget", folder, *(options or ["--yes"])).within_limits()


def names(folder: Path) -> set[str]:
    """Return the path of each file below a folder, hidden ones too."""
    return {str(Path(root, name).relative_to(folder)) for root, _, files in os.walk(folder) for name in files}


def collected(here: Path) -> None:
    (here / "out/class/handed.pdf").write_bytes(filled_pdf())
    assert run(here, "collect", "out/class").code in (0, 1)
    (here / "out/class/handed.pdf").unlink()


def with_extras(around: Path) -> Path:
    return built(around, "--zip", "--class-sheet", "--eml")


WRITTEN: dict[str, Callable[[Path], Path]] = {
    "kits, records and reports": built,
    "class files and messages": with_extras,
}


@pytest.mark.parametrize("case", WRITTEN)
def test_all_that_a_build_wrote_is_removed(tmp_path: Path, case: str) -> None:
    here = WRITTEN[case](tmp_path)
    assert names(here / "out")
    assert forget(here).code == 0
    assert not (here / "out").exists() or names(here / "out") == set()


def test_collected_answers_are_removed(tmp_path: Path) -> None:
    here = built(tmp_path)
    collected(here)
    assert [name for name in names(here / "out") if "_answers" in name]
    assert forget(here).code == 0
    assert not (here / "out").exists() or names(here / "out") == set()


def test_corrections_of_a_roster_are_removed(tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    (here / "class.csv").write_text(ROSTER + "Cem Three,,sideways\n", encoding="utf-8")
    run(here, "build", "class.csv", "-o", "out", *FORMATS)
    assert forget(here).code == 0
    assert not (here / "out").exists() or "Cem" not in " ".join(names(here / "out"))


REMAINS = (
    "notes.txt",
    "class/teacher.docx",
    "class/photo.jpg",
    "class/ann-one-mine.txt",
    "other/ann-one.txt",
)


def test_what_others_wrote_remains_and_is_named(tmp_path: Path) -> None:
    here = built(tmp_path)
    for name in REMAINS:
        (here / "out" / name).parent.mkdir(exist_ok=True)
        (here / "out" / name).write_text("mine", encoding="utf-8")
    told = forget(here)
    assert told.code == 0
    assert names(here / "out") == set(REMAINS)
    assert all(Path(name).name in told.said + told.text for name in REMAINS)
    assert "class.csv" in told.said + told.text, "the roster holds the class too"


def test_a_kit_that_was_changed_by_hand_remains_and_is_named(tmp_path: Path) -> None:
    """Somebody wrote into it, and it may be the only copy."""
    here = built(tmp_path)
    (here / "out/class/ann-one.txt").write_text("Ann, by hand", encoding="utf-8")
    told = forget(here)
    assert told.code == 0
    assert names(here / "out") == {"class/ann-one.txt"}
    assert "ann-one.txt" in told.said


def test_links_are_not_followed(tmp_path: Path) -> None:
    here = built(tmp_path)
    shutil.copytree(here / "out/class", here / "theirs")
    (here / "out/far").symlink_to("../theirs")
    (here / "out/class/ann-one.txt").unlink()
    (here / "out/class/ann-one.txt").symlink_to("../../theirs/ann-one.txt")
    before = names(here / "theirs")
    assert forget(here).code == 0
    assert names(here / "theirs") == before


def test_a_kit_whose_record_is_damaged_remains_and_is_named(tmp_path: Path) -> None:
    here = built(tmp_path)
    (here / "out/class/.kit/ann-one.json").write_bytes(b"{}")
    told = forget(here)
    kit = {f"class/{name}" for name in ("ann-one.txt", "ann-one.html", ".kit/ann-one.json")}
    assert names(here / "out") == kit
    assert all(name in told.said for name in kit)


@pytest.mark.parametrize(
    ("typed", "options", "removed"), [("n\n", (), False), ("y\n", (), True), ("", ("--yes",), True)]
)
def test_on_a_terminal_it_is_asked_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, options: tuple[str, ...], removed: bool
) -> None:
    here = built(tmp_path)
    monkeypatch.setattr("interview_kit.cli.forget.is_interactive", lambda: True)
    result = CliRunner().invoke(main, ["forget", str(here / "out"), *options], input=typed)
    assert (result.exit_code, (here / "out/class").exists()) == ((0, False) if removed else (1, True))
    assert ("?" in result.stdout) is not bool(options)
    assert ("ann-one.txt" in result.stdout) is not bool(options), "what it asks about is listed"


def test_without_a_terminal_it_is_listed_and_removed_with_yes_alone(tmp_path: Path) -> None:
    here = built(tmp_path)
    before = names(here / "out")
    told = run(here, "forget", "out").within_limits()
    assert told.code == 2 and told.text.startswith("out: "), told.text
    assert names(here / "out") == before
    assert all(f"out/{name}" in told.said for name in before if not name.endswith(".kit.lock"))
    assert forget(here, "out", "-y").code == 0 and names(here / "out") == set()


def test_the_roster_is_named_in_french_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIT_MESSAGES", "fr")
    here = built(tmp_path)
    assert "class.csv," in forget(here).said


def a_file(here: Path) -> None:
    (here / "none").write_text("x", encoding="utf-8")


NO_CLASS: dict[str, Callable[[Path], None]] = {
    "a folder of no build": lambda here: (here / "none").mkdir(),
    # More of the kind.
    "nothing": lambda here: None,
    "a file": a_file,
    "a link": lambda here: (here / "none").symlink_to("out"),
    "a pipe": lambda here: os.mkfifo(here / "none"),
}


@pytest.mark.parametrize("case", NO_CLASS)
def test_what_is_no_folder_of_a_build_is_named(tmp_path: Path, case: str) -> None:
    here = built(tmp_path)
    NO_CLASS[case](here)
    before = names(here / "out")
    told = forget(here, "none")
    assert told.code == 2 and told.text.startswith("none: "), told.text
    assert names(here / "out") == before


def test_a_folder_in_use_is_left(tmp_path: Path) -> None:
    import fcntl

    here = built(tmp_path)
    before = names(here / "out")
    locks = list((here / "out").rglob(".kit.lock"))
    with locks[0].open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = forget(here)
    assert told.code == 4 and names(here / "out") == before, told.text


def test_someone_taken_off_the_roster_is_named(tmp_path: Path) -> None:
    here = built(tmp_path)
    (here / "class.csv").write_text(ROSTER.replace("Bob Two,care,exploring\n", ""), encoding="utf-8")
    told = run(here, "build", "class.csv", "-o", "out", *FORMATS).within_limits()
    assert told.code == 0 and "bob-two" in told.text, told.said


LEFT = {
    "a changed name": ROSTER.replace("Bob Two", "Rob Two"),
    # More of the kind.
    "a class without anybody of before": "name,target.field,decision\nEve,art,exploring\n",
    "a changed spelling": ROSTER.replace("Bob Two", "Bobby Two"),
}


@pytest.mark.parametrize("case", LEFT)
def test_so_is_who_is_called_otherwise_now(tmp_path: Path, case: str) -> None:
    here = built(tmp_path)
    (here / "class.csv").write_text(LEFT[case], encoding="utf-8")
    told = run(here, "build", "class.csv", "-o", "out", *FORMATS).within_limits()
    assert told.code == 0 and "bob-two" in told.text, told.said


def test_nobody_is_named_where_a_row_is_refused(tmp_path: Path) -> None:
    """The kit of before may be of that row."""
    here = built(tmp_path)
    (here / "class.csv").write_text(ROSTER.replace("care,exploring", "care,sideways"), encoding="utf-8")
    told = run(here, "build", "class.csv", "-o", "out", *FORMATS).within_limits()
    assert told.code == 1 and "bob-two" not in told.text, told.text


def test_nobody_is_named_where_the_class_is_the_same(tmp_path: Path) -> None:
    here = built(tmp_path)
    told = run(here, "build", "class.csv", "-o", "out", *FORMATS).within_limits()
    assert told.lines == []
