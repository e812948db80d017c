"""The same class in two worlds: the same bytes in both, and in no file what is nobody's business."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from tests.paths import ROOT
from tests.shared import shared_folder, some
from tests.trust.looking import holds, layers, members
from tests.trust.worlds import OUTPUT, World, built, files, other_system

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the two worlds differ in what POSIX has")

NAMES = tuple(some(("Quokka", "Wombat", "Numbat"), 2))
# What each person says, with words that nobody else has.
PRIVATE = ("summary", "contact", "location", "say")


def own(name: str, field: str) -> str:
    """Return the word that one person's field alone has."""
    return f"{name}{field}".lower()


def profile(name: str, *, language: str) -> str:
    return f"""\
name: {name} Person
language: {language}
decision: narrowing
location: {own(name, "location")}
target: {{occupation: welder}}
about: {{summary: "I like {own(name, "summary")}."}}
contacts:
  - {{name: {own(name, "contact")}, occupation: welder, phone: {NUMBER[name]}}}
support: {{fears: [shy], say: "{own(name, "say")}"}}
"""


NUMBER = {name: f"204-555-73{number:02}" for number, name in enumerate(NAMES, 1)}
PEOPLE = {
    f"{name.lower()}.yaml": profile(name, language=language)
    for name, language in zip(NAMES, ("en", "fr", "en"), strict=False)
}
PEOPLE["leila.yaml"] = (ROOT / "profiles/leila.yaml").read_text(encoding="utf-8")  # the fullest of all
CANARIES = {
    "user": "canaryuser",
    "host": "canaryhost",
    "folder": "canaryfolder",
    "full name": "canarygecos",
    "home": "canaryhome",
}
ELSEWHERE = f"a folder/{CANARIES['folder']} é"
HERE = World(
    folder="first",
    settings={"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
    umask=0o022,
    options=("-j2",),
)


def renamed(folder: Path) -> dict[str, str]:
    return other_system(
        folder, CANARIES["host"], CANARIES["user"], CANARIES["full name"], f"/home/{CANARIES['home']}"
    )


@pytest.fixture
def here() -> Path:
    return shared_folder("here", lambda base: built(HERE, PEOPLE, base)) / HERE.folder / OUTPUT


@pytest.fixture
def elsewhere() -> Path:
    return shared_folder("elsewhere", build_elsewhere) / ELSEWHERE / OUTPUT


def build_elsewhere(base: Path) -> None:
    world = World(
        folder=ELSEWHERE,
        settings={
            **{"PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "LC_ALL": "fr_CA.UTF-8", "COLUMNS": "300"},
            "KIT_MESSAGES": "",
            **{"USER": CANARIES["user"], "LOGNAME": CANARIES["user"], "USERNAME": CANARIES["user"]},
            **{"HOSTNAME": CANARIES["host"], "NAME": CANARIES["full name"], "SOURCE_DATE_EPOCH": "1"},
            **renamed(base),
        },
        umask=0,
        options=("-j1",),
    )
    built(world, PEOPLE, base)


def test_every_file_is_the_same_byte_for_byte(here: Path, elsewhere: Path) -> None:
    """Whatever the clock, zone, locale, hash seed, umask, folder, user and number of jobs; records too."""
    found = files(elsewhere)
    assert len(found) > len(PEOPLE) * 5 + 6
    assert found.keys() == files(here).keys()
    assert [name for name, path in files(here).items() if path.read_bytes() != found[name].read_bytes()] == []


def test_the_other_system_is_another(tmp_path: Path) -> None:
    """So that no canary is looked for in vain: whoever asks this computer hears them, whatever its name."""
    settings = renamed(tmp_path)
    if not settings:
        pytest.skip("without a C compiler the clock cannot be put forward here")
    ask = (
        "import os, platform, pwd, socket, time; me = pwd.getpwuid(os.getuid()); "
        "print(time.time(), socket.gethostname(), platform.node(), me.pw_name, me.pw_gecos, me.pw_dir)"
    )
    run = [sys.executable, "-c", ask]
    now, later = (
        subprocess.run(run, env=env, capture_output=True, check=True, text=True).stdout.split()
        for env in ({}, settings)
    )
    assert float(later[0]) - float(now[0]) > 4 * 365 * 24 * 60 * 60
    names = (CANARIES["host"], CANARIES["host"], CANARIES["user"], CANARIES["full name"])
    assert later[1:] == [*names, f"/home/{CANARIES['home']}"]


@pytest.mark.parametrize("kind", CANARIES)
def test_no_file_says_who_built_it_or_where(elsewhere: Path, kind: str) -> None:
    assert [name for name, path in files(elsewhere).items() if holds(layers(path), CANARIES[kind])] == []
    assert not any(holds(name.encode(), CANARIES[kind]) for name in files(elsewhere))


@pytest.mark.parametrize("name", NAMES)
def test_what_a_person_says_stands_in_their_own_files_alone(elsewhere: Path, name: str) -> None:
    kits = {
        path: all_of
        for path, all_of in ((path, layers(where)) for path, where in files(elsewhere).items())
        if not path.startswith("_")
    }
    for field in ("summary", "contact"):
        found = {path for path, all_of in kits.items() if holds(all_of, own(name, field))}
        assert found == {f"{name.lower()}-person.{each}" for each in ("pdf", "docx", "html", "txt")}, field
    for words in (own(name, "say"), NUMBER[name]):
        found = {path for path, all_of in kits.items() if holds(all_of, words)}
        assert {path.split(".")[0] for path in found} == {f"{name.lower()}-person"}, words
    places = {path for path, all_of in kits.items() if holds(all_of, own(name, "location"))}
    assert {path.split(".")[0] for path in places} <= {f"{name.lower()}-person"}


def test_the_archive_keeps_each_person_in_their_own_folder(elsewhere: Path) -> None:
    inside = members(elsewhere / "_kits.zip")
    for name in NAMES:
        found = {path.split("/")[0] for path, all_of in inside.items() if holds(all_of, own(name, "contact"))}
        assert found == {f"{name.lower()}-person"}


def test_the_teacher_sees_names_and_whom_they_ask_and_no_more(elsewhere: Path) -> None:
    sheets = [layers(elsewhere / f"_class-sheet.{each}") for each in ("pdf", "docx")]
    reports = [layers(elsewhere / f"report.{each}") for each in ("csv", "json")]
    for name in NAMES:
        assert all(holds(each, f"{name} Person") for each in (*sheets, *reports))
        for words in (own(name, "summary"), own(name, "location"), own(name, "say"), NUMBER[name]):
            assert not any(holds(each, words) for each in (*sheets, *reports)), words
        assert not any(holds(each, own(name, "contact")) for each in reports)


def test_records_hold_nothing_that_a_person_said(elsewhere: Path) -> None:
    records = {name: layers(path) for name, path in files(elsewhere).items() if name.startswith(".kit/")}
    assert len(records) > len(NAMES)
    for name in NAMES:
        for words in (name, *(own(name, field) for field in PRIVATE), NUMBER[name]):
            assert not any(holds(each, words) for each in records.values()), words


def test_nobody_else_may_read_a_file_even_without_a_umask(elsewhere: Path) -> None:
    modes = {name: stat.S_IMODE(path.stat().st_mode) for name, path in files(elsewhere).items()}
    assert set(modes.values()) == {0o600}, modes
    assert {stat.S_IMODE(path.stat().st_mode) for path in (elsewhere, elsewhere / ".kit")} == {0o700}
    assert stat.S_IMODE(elsewhere.parent.stat().st_mode) == 0o700


def test_a_report_of_refused_people_holds_no_contact_data(tmp_path: Path) -> None:
    people = tmp_path / "class"
    people.mkdir()
    bad = "email: canary@@mail\nphone: canaryphone\ncontacts: [{nmae: canaryname, channel: canarychannel}]\n"
    (people / "a.yaml").write_text(f"name: Ada\ntarget: {{occupation: welder}}\n{bad}", encoding="utf-8")
    (people / "b.yaml").write_text("name: Bea\nminor: perhaps\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["build", str(people), "-o", str(tmp_path / "out"), "-f", "txt"])
    assert result.exit_code == 1
    told = json.loads((tmp_path / "out/class/report.json").read_text(encoding="utf-8"))
    assert [row["status"] for row in told["kits"]] == ["refused", "refused"]
    assert [name for name, path in files(tmp_path / "out").items() if holds(layers(path), "canary")] == []
