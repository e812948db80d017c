"""Build kits with the real command: what is written, what is said, and how it ends."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main

ROOT = Path(__file__).parents[2]
ADA = "name: Ada Obi\ntarget: {occupation: welder}\n"


def kit(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, arguments)])


def profile(folder: Path, name: str, text: str = ADA) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def files(folder: Path) -> list[str]:
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".kit") for part in path.parts)
    )


def test_a_name_and_an_occupation_make_a_kit(tmp_path: Path) -> None:
    result = kit(profile(tmp_path, "ada.yaml"), "-o", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert files(tmp_path / "out") == ["ada-obi.docx", "ada-obi.pdf"]
    assert (tmp_path / "out/ada-obi.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert " pages, " in result.stdout
    assert "decision: note: not given: exploring is assumed" in result.stderr


def test_a_folder_builds_what_is_good_and_names_what_is_not(tmp_path: Path) -> None:
    people = tmp_path / "class"
    profile(people, "ada.yaml")
    profile(people, "lee.yaml", "name: Lee\ntarget: {occupation: cook}\nsituatoin: [secondary]\n")
    profile(people, "_draft.yaml", "not: a profile")
    profile(people, "ada.expect.yaml", "not: a profile")
    result = kit(people, "-o", tmp_path / "out", "-f", "txt")
    assert result.exit_code == 1
    assert files(tmp_path / "out") == ["class/ada-obi.txt", "class/report.csv", "class/report.json"]
    assert "lee.yaml:3:1 situatoin: unknown key, did you mean situation?" in result.stderr
    assert "1 of 2 kits built" in result.stdout


def test_two_people_of_one_name_keep_two_files(tmp_path: Path) -> None:
    people = tmp_path / "class"
    profile(people, "a.yaml", ADA + "id: s-1\n")
    profile(people, "b.yaml", ADA + "id: s-2\n")
    assert kit(people, "-o", tmp_path / "out", "-f", "txt").exit_code == 0
    names = files(tmp_path / "out")
    assert [name[: len("class/ada-obi-")] for name in names[:2]] == ["class/ada-obi-"] * 2
    assert names[2:] == ["class/report.csv", "class/report.json"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["no-such.yaml"], 2, "no-such.yaml: there is no such file"),
        (["--theme", "plaid", "ada.yaml"], 2, "plaid"),
        (["--format", "odt", "ada.yaml"], 2, "'odt' is not one of"),
        (["--paper", "b5", "ada.yaml"], 2, "'b5' is not one of"),
        ([], 2, "Missing argument 'SOURCE...'"),
        (["bad.yaml"], 2, "bad.yaml:2:1 tagret: unknown key, did you mean target?"),
        (
            ["wish.yaml"],
            2,
            "wish.yaml:3:20 questions.keep.1: there is no question typical-dya, did you mean typical-day?",
        ),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, said: str
) -> None:
    profile(tmp_path, "ada.yaml")
    profile(tmp_path, "bad.yaml", "name: Ada\ntagret: {occupation: welder}\n")
    profile(tmp_path, "wish.yaml", ADA + "questions: {keep: [typical-dya]}\n")
    monkeypatch.chdir(tmp_path)
    result = kit(*arguments, "-o", "out")
    assert result.exit_code == code
    assert said in result.stderr
    assert not (tmp_path / "out").exists()


def test_standard_input_is_a_source(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["build", "-", "-o", str(tmp_path / "out"), "-f", "txt"], input=ADA)
    assert result.exit_code == 0, result.stderr
    assert files(tmp_path / "out") == ["ada-obi.txt"]


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    (tmp_path / "out").mkdir()
    with (tmp_path / "out/.kit.lock").open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        result = kit(profile(tmp_path, "ada.yaml"), "-o", tmp_path / "out", "-f", "txt")
    assert result.exit_code == 4
    assert "another build is writing into" in result.stderr
    assert files(tmp_path / "out") == []


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """PDF and Word do not depend on clock, time zone, locale, hash seed, folder or umask."""
    sums = []
    for number, (seed, zone, locale, mask) in enumerate(
        [("1", "UTC", "C", 0o022), ("77", "Pacific/Auckland", "fr_CA.UTF-8", 0o077)]
    ):
        folder = tmp_path / f"somewhere {number}"
        path = profile(folder, "ada.yaml", (ROOT / "profiles/leila.yaml").read_text(encoding="utf-8"))
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", "build", str(path), "-o", str(folder / "out"), "-q"],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(ROOT)},
            cwd=folder,
            preexec_fn=lambda mask=mask: os.umask(mask),  # type: ignore[misc]
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        sums.append(
            {
                each.name: hashlib.sha256(each.read_bytes()).hexdigest()
                for each in (folder / "out").glob("leila*")
            }
        )
    assert len(sums[0]) == 2
    assert sums[0] == sums[1]
