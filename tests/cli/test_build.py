"""Build kits with the real command: what is written, what is said, and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from interview_kit.cli import main
from tests.build.people import KIT, make_theme
from tests.paths import ROOT
from tests.saying import said

# A fault that no trial of the theme finds: it is there for people alone.
WRONG = "{% if 'welder' in document.running_head %}{{ document.no_such_thing }}{% endif %}"
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
    assert "decision: note: no answer: the kit is for someone who is still exploring" in result.stderr


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


def class_of(folder: Path, *names: str) -> Path:
    for name in names:
        words = f"name: {name}\ndecision: narrowing\ntarget: {{occupation: welder}}\n"
        profile(folder, f"{name.split()[0].lower()}.yaml", words)
    return folder


def test_an_unchanged_kit_is_not_built_again_unless_it_is_asked_for(tmp_path: Path) -> None:
    path, out = profile(tmp_path, "ada.yaml", ADA + "decision: narrowing\n"), tmp_path / "out"
    assert kit(path, "-o", out, "-f", "html").exit_code == 0
    before = (out / "ada-obi.html").stat().st_mtime_ns
    again = kit(path, "-o", out, "-f", "html")
    assert (again.exit_code, again.output) == (0, f"{out}/ada-obi.html  (English, adult, up to date)\n")
    assert (out / "ada-obi.html").stat().st_mtime_ns == before
    assert "up to date" not in kit(path, "-o", out, "-f", "html", "--force").output
    assert (out / "ada-obi.html").stat().st_mtime_ns > before
    (out / "ada-obi.html").write_text("changed by hand", "utf-8")
    (out / ".kit/ada-obi.json").write_text("damaged", "utf-8")
    mended = kit(path, "-o", out, "-f", "html")
    assert mended.stderr == f"{path}: note: the record of this kit is damaged, so it is built again\n"
    assert (out / "ada-obi.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_an_unchanged_class_loads_nothing_that_draws(tmp_path: Path) -> None:
    people = class_of(tmp_path / "class", "Ada Obi", "Lee Ray")
    script = (
        "import sys; from interview_kit.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as leaving: assert not leaving.code, leaving.code\n"
        "print({'weasyprint', 'docx', 'lxml', 'fontTools', 'distributed', 'rich'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", script, "build", str(people), "-o", str(tmp_path / "out"), "-f", "docx"]
    runs = [
        subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
        for _ in range(2)
    ]
    assert runs[1][:2] == ["2 of 2 kits built", "  up to date       2"]
    assert runs[1][-1] == "set()"


def test_a_rehearsal_says_what_would_be_built_and_writes_nothing(tmp_path: Path) -> None:
    people, out = class_of(tmp_path / "class", "Ada Obi", "Lee Ray"), tmp_path / "out"
    assert kit(people / "ada.yaml", "-o", out / "class", "-f", "txt").exit_code == 0
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    result = kit(people, "-o", out, "-f", "txt", "--dry-run")
    assert (result.exit_code, result.output.splitlines()) == (
        0,
        [f"up to date: {out}/class/ada-obi.txt", f"would build: {out}/class/lee-ray.txt"],
    )
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    profile(people, "sam.yaml", "name: Sam\nminor: perhaps\n")
    assert kit(people, "-o", tmp_path / "new", "--dry-run").exit_code == 1
    assert not (tmp_path / "new").exists()


def test_with_fail_fast_nothing_is_built_beside_a_refused_profile(tmp_path: Path) -> None:
    people, out = class_of(tmp_path / "class", "Ada Obi", "Lee Ray"), tmp_path / "out"
    profile(people, "sam.yaml", "name: Sam\nminor: perhaps\n")
    result = kit(people, "-o", out, "-f", "txt", "--fail-fast")
    assert result.exit_code == 1
    assert files(out) == ["class/report.csv", "class/report.json"]
    assert "0 of 3 kits built\n  refused          1\n  not reached      2\n" in result.output


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_with_fail_fast_the_first_failure_ends_the_class(tmp_path: Path, jobs: str) -> None:
    people, out = class_of(tmp_path / "class", *(f"P{n} Obi" for n in range(9))), tmp_path / "out"
    theme = make_theme(tmp_path / "theme", WRONG)
    result = kit(people, "-o", out, "-f", "html", "-t", theme, "--fail-fast", "-j", jobs)
    assert result.exit_code == 1
    assert "  failed           1\n  not reached      8" in result.output


def test_what_is_wrong_for_all_is_said_in_full_once(tmp_path: Path) -> None:
    people, out = class_of(tmp_path / "class", "Ada Obi", "Lee Ray"), tmp_path / "out"
    theme = make_theme(tmp_path / "theme", WRONG)
    result = kit(people, "-o", out, "-f", "html", "-t", theme, "-j1")
    first, reason, second = said(result.stderr)
    assert (result.exit_code, first, second) == (
        1,
        f"{people}/ada.yaml: this kit cannot be built",
        f"{people}/lee.yaml: this kit cannot be built, for the same reason",
    )
    assert "no_such_thing" in reason
    alone = kit(people / "ada.yaml", "-o", out, "-f", "html", "-t", theme)
    assert (alone.exit_code, said(alone.stderr)) == (2, [reason])


def test_the_report_of_a_class_names_everybody(tmp_path: Path) -> None:
    people, out = class_of(tmp_path / "class", "Ada Obi", "Lee Ray"), tmp_path / "out"
    profile(people, "sam.yaml", "name: Sam\nemail: sam@@x\ntarget: {occupation: cook}\n")
    result = kit(people, "-o", out, "-f", "txt", "-q")
    assert (result.exit_code, result.stdout) == (1, "")
    told = json.loads((out / "class/report.json").read_text("utf-8"))
    assert [(row["name"], Path(row["source"]).name, row["status"]) for row in told["kits"]] == [
        ("Ada Obi", "ada.yaml", "built"),
        ("Lee Ray", "lee.yaml", "built"),
        ("", "sam.yaml", "refused"),
    ]
    report = (out / "class/report.csv").read_text("utf-8-sig")
    assert "sam@@x" not in report
    assert report.splitlines()[3].endswith('"refused","email: this is not right; kit check says why"')


def test_namesakes_keep_their_files_whatever_the_order_and_the_jobs(tmp_path: Path) -> None:
    texts = [ADA + f"location: Town {n}\n" + ("id: s-1\n" if n < 2 else "") for n in range(4)]
    found = []
    for number, (order, jobs) in enumerate([(texts, "1"), (texts[::-1], "2")]):
        people = tmp_path / f"{number}/class"
        for text in texts:
            profile(people, f"p{texts.index(text)}.yaml", text)
        listed = people.parent / "class.csv"
        rows = [f"Ada Obi,welder,{'s-1' if 's-1' in text else ''},Town {texts.index(text)}" for text in order]
        listed.write_text("\n".join(["name,target.occupation,id,location", *rows]) + "\n", "utf-8")
        for source in (people, listed):
            out = tmp_path / f"{number}/{source.name} kits"
            assert kit(source, "-o", out, "-f", "txt", "-j", jobs).exit_code == 0
            found.append({path.name: path.read_bytes() for path in (out / "class").glob("*.txt")})
    assert found[0] == found[2]
    assert found[1] == found[3]
    assert [len(names) for names in found] == [4] * 4


def test_a_class_is_built_although_nobody_reads_what_is_said(tmp_path: Path) -> None:
    people = class_of(tmp_path / "class", "Ada Obi", "Lee Ray")
    command = [*KIT, "build", str(people), "-o", str(tmp_path / "out"), "-f", "txt"]
    closed = ["sh", "-c", '"$@" | true', "sh", *command]
    done = subprocess.run(closed, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert len(list((tmp_path / "out").rglob("*.txt"))) == 2


def test_a_terminal_sees_a_bar_and_only_what_needs_a_look(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    people = class_of(tmp_path / "class", "Ada Obi", "Lee Ray")
    profile(people, "sam.yaml", "name: Sam\nminor: perhaps\n")
    ours, theirs = pty.openpty()
    command = [*KIT, "build", str(people), "-o", str(tmp_path / "out"), "-f", "txt"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=theirs, stderr=theirs, env=os.environ | {"TERM": "xterm", "COLUMNS": "100"}
    ) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:  # Linux says so when the other end is closed
                break
            if not more:
                break
            seen += more
    os.close(ours)
    shown = seen.decode()
    assert process.returncode == 1
    assert "0/2" in shown
    assert "ada-obi.txt" not in shown
    assert "sam.yaml:2:8 minor: write the age in years" in " ".join(shown.split())
    assert "2 of 3 kits built" in shown


def variants(folder: Path) -> dict[str, list[str]]:
    """Return the variants of each kit in a folder, as its page names them."""
    return {
        path.stem: re.findall(
            r"kit-(large-print|dyslexia-friendly|high-contrast)",
            path.read_text("utf-8").partition("<body")[2].partition(">")[0],
        )
        for path in folder.glob("*.html")
    }


def test_one_student_of_a_class_has_looks_of_their_own(tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text(
        "Nom,Métier,Contraste élevé,Dyslexie,Large print\n"
        "Ada,soudeuse,oui,,\nBo,cuisinier,,,\nCy,vet,no,yes,yes\n",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    assert kit(roster, "-o", out, "-f", "html").exit_code == 0
    assert variants(out / "class") == {
        "ada": ["high-contrast"],
        "bo": [],
        "cy": ["dyslexia-friendly", "large-print"],
    }
    # What a build asks for is added to it; and only what changes is built again.
    again = kit(roster, "-o", out, "-f", "html", "--high-contrast")
    assert re.search(r"built +2\n", again.stdout), again.stdout
    assert variants(out / "class")["cy"] == ["dyslexia-friendly", "high-contrast", "large-print"]
    assert kit(roster, "-o", out, "-f", "html", "--set", "support.dyslexia_friendly=true").exit_code == 0
    assert variants(out / "class")["bo"] == ["dyslexia-friendly"]
