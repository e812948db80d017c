"""kit.yaml, the environment, --set and the profile: who wins, and what is refused with its place."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from interview_kit.cli import main
from interview_kit.cli.config_file.kit_yaml import read_settings
from interview_kit.cli.config_file.locate import find_kit_yaml
from interview_kit.stages.read.overrides import changes_from
from interview_kit.support.errors import InvalidInput
from tests.saying import said

ADA = "name: Ada\ndecision: exploring\ntarget: {field: art}\ntalk: {minutes: 10}\n"
BO = (
    ADA.replace("Ada", "Bo")
    + "language: en\nphone: 555-0100\ncontacts: [{name: Cy}, {name: Di, minutes: 5}]\n"
)
ROSTER = "name,target.field,talk.minutes\nEve,art,10\nFinn,art,15\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("THEME", "FORMATS", "PAPER", "LANGUAGE", "OUTPUT", "JOBS"):
        monkeypatch.delenv(f"KIT_{name}", raising=False)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    inner = tmp_path / "work/inner"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    Path("ada.yaml").write_text(ADA, encoding="utf-8")
    Path("bo.yaml").write_text(BO, encoding="utf-8")
    Path("class.csv").write_text(ROSTER, encoding="utf-8")
    return tmp_path


def kit(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def minutes(*arguments: str) -> list[tuple[str, str, list[int]]]:
    """Return the name, the language and the minutes of the talks of each profile."""
    result = kit("explain", "--format", "json", *arguments)
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    return [
        (each["profile"], each["language"], [talk["minutes"]["asked"] for talk in each["conversations"]])
        for each in (found if isinstance(found, list) else [found])
    ]


def test_set_is_made_in_profiles_and_in_rows(here: Path) -> None:
    assert minutes("ada.yaml", "bo.yaml", "class.csv", "--set", "talk.minutes=20") == [
        ("Ada", "en", [20]),
        ("Bo", "en", [20, 5]),
        ("Eve", "en", [20]),
        ("Finn", "en", [20]),
    ]


def test_a_later_set_wins_and_a_contact_is_changed_by_its_number(here: Path) -> None:
    assert minutes("bo.yaml", "--set", "contacts.2.minutes=30", "--set", "contacts.2.minutes=15") == [
        ("Bo", "en", [10, 15])
    ]
    assert minutes("ada.yaml", "--set", "contacts.2.name=Gil") == [("Ada", "en", [10])]


def test_nothing_set_takes_a_value_out(here: Path) -> None:
    kept, gone = (
        kit("build", "bo.yaml", "-f", "txt", "-o", name, *more)
        for name, more in (("kept", []), ("gone", ["--set", "phone="]))
    )
    assert (kept.exit_code, gone.exit_code) == (0, 0)
    assert [("555-0100" in Path(name, "bo.txt").read_text("utf-8")) for name in ("kept", "gone")] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ("talk.minuts=20", "--set talk.minuts=20: a profile has no key 'talk.minuts', did you mean "),
        ("talk.minutes=200", "--set talk.minutes=200: the most is 60"),
        ("talk.minutes=soon", "--set talk.minutes=soon: write a whole number alone, such as 10"),
        ("goals=pay; fun", "--set goals=pay; fun: 'fun' is not one of duties, fit, route-in, outlook, pay, "),
        ("minor=maybe", "--set minor=maybe: write the age in years"),
        ("contacts.2.email=nobody", "--set contacts.2.email=nobody: write one e-mail address"),
        ("talk", "--set talk: write a key of a profile, =, and a value, such as talk.minutes=20"),
        ("talk=20", "--set talk=20: a profile has no key 'talk'"),
        ("name=\x1b[31m", "--set name=\\u{1b}[31m: the character U+001B cannot be printed; take it out"),
    ],
)  # fmt: skip
def test_a_wrong_set_is_refused_once_and_nothing_is_read(here: Path, pair: str, message: str) -> None:
    result = kit("check", "ada.yaml", "bo.yaml", "--set", pair)
    assert (result.exit_code, result.stdout, result.stderr.count("--set"), message in result.stderr) == (
        2, "", 1, True,
    ), result.stderr  # fmt: skip


def test_all_wrong_sets_are_named_at_once() -> None:
    with pytest.raises(InvalidInput) as caught:
        changes_from(["talk.minutes=1", "name=Ada", "mino=true"])
    assert str(caught.value).splitlines() == [
        "--set talk.minutes=1: the least is 5",
        "--set mino=true: a profile has no key 'mino', did you mean minor?",
    ]


def test_a_set_that_breaks_one_profile_is_said_of_it(here: Path) -> None:
    result = kit("check", "ada.yaml", "bo.yaml", "--set", "name=")
    assert said(result.stderr) == [
        f"{name}.yaml name: this must be filled in (--set changed this profile)" for name in ("ada", "bo")
    ]


def test_what_was_set_stands_in_no_line_of_the_profile(here: Path) -> None:
    result = kit("check", "ada.yaml", "--set", "questions.keep=advise")
    assert (result.exit_code, result.stderr) == (
        2,
        "ada.yaml questions.keep.1: there is no question advise, did you mean advice?\n",
    )
    Path("kit.yaml").write_text("# all\nset:\n  talk: {minutes: 25}\n", encoding="utf-8")
    Path("ada.yaml").write_text(ADA.replace("10", "25"), encoding="utf-8")
    note = "note: 25 minutes is much for a first talk with a stranger; 20 or fewer is usual"
    # What was so before keeps its line; what is new has none.
    assert kit("check", "ada.yaml").stderr == f"ada.yaml:4:17 talk.minutes: {note}\n"
    assert kit("check", "bo.yaml").stderr.startswith(f"bo.yaml talk.minutes: {note}\n")


KIT_YAML = """\
theme: base
formats: [txt, html]
paper: a4
language: fr
output: kits
jobs: 2
high_contrast: true
set:
  talk: {minutes: 20}
  about: {skills: [a, b]}
"""


def test_kit_yaml_gives_defaults_from_a_folder_above(here: Path) -> None:
    Path("../kit.yaml").write_text(KIT_YAML, encoding="utf-8")
    assert kit("build", "ada.yaml").exit_code == 0
    assert sorted(path.name for path in Path("../kits").glob("[a-z]*")) == ["ada.html", "ada.txt"]
    assert Path("../kits/ada.txt").read_text("utf-8").startswith("Trousse d’entrevue")
    assert minutes("ada.yaml", "bo.yaml") == [("Ada", "fr", [20]), ("Bo", "en", [20, 5])]
    assert minutes("ada.yaml", "--set", "talk.minutes=5") == [("Ada", "fr", [5])]


def test_config_shows_who_said_what(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("../kit.yaml").write_text(KIT_YAML, encoding="utf-8")
    monkeypatch.setenv("KIT_JOBS", "3")
    result = kit(
        "config",
        "show",
        "--paper",
        "letter",
        "--large-print",
        "--set=about.skills=c; d",
        "--set",
        "minor=true",
    )
    assert [
        line.split("  ", 1)[0] + " | " + line.rsplit("  ", 1)[-1] for line in result.stdout.splitlines()
    ] == [
        "kit.yaml: ../kit.yaml | kit.yaml: ../kit.yaml",
        "theme | ../kit.yaml:1",
        "formats | ../kit.yaml:2",
        "paper | --paper",
        "language | ../kit.yaml:4",
        "dyslexia_friendly | default",
        "high_contrast | ../kit.yaml:7",
        "large_print | --large-print",
        "output | ../kit.yaml:5",
        "jobs | environment, KIT_JOBS",
        "set talk.minutes | ../kit.yaml:9",
        "set about.skills | --set",
        "set minor | --set",
    ]
    assert "set about.skills   c; d " in result.stdout


def test_the_kit_yaml_nearest_to_what_is_built_counts(here: Path) -> None:
    Path("class").mkdir()
    Path("class/ada.yaml").write_text(ADA, encoding="utf-8")
    Path("class/kit.yaml").write_text(
        "formats: [txt]\noutput: kits\nset: {talk: {minutes: 5}}\n", encoding="utf-8"
    )
    Path("kit.yaml").write_text("set: {talk: {minutes: 20}}\n", encoding="utf-8")
    assert minutes("class", "--format=json") == minutes("class/ada.yaml") == [("Ada", "en", [5])]
    assert minutes("class/ada.yaml", "ada.yaml") == [("Ada", "en", [20])] * 2
    assert kit("build", "class", "-j", "1", "--no-such-option").exit_code == 2
    assert kit("build", "-j", "1", "class").exit_code == 0
    assert Path("class/kits/class/ada.txt").is_file()
    assert "class/kit.yaml" not in kit("config", "show").stdout
    assert "class/kit.yaml:1" in kit("config", "show", "class").stdout


def test_without_a_kit_yaml_all_is_as_usual(here: Path) -> None:
    assert kit("config", "show").stdout.splitlines() == [
        "kit.yaml: none here, nor in a folder above",
        "theme              base                    default",
        "formats            pdf docx                default",
        "paper              as the theme says       default",
        "language           as each profile says    default",
        "dyslexia_friendly  as each profile says    default",
        "high_contrast      as each profile says    default",
        "large_print        as each profile says    default",
        "output             output                  default",
        "jobs               one for each processor  default",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("them: base", "../kit.yaml:1:1 them: "),
        ("formats: [pdf, odt]", "../kit.yaml:1:16 formats.2: "),
        ("jobs: 0", "../kit.yaml:1:7 jobs: "),
        ("set: yes", "../kit.yaml:1:1 set: "),
        ("set:\n  talk: {minuts: 5}", "../kit.yaml:2:10 talk.minuts: "),
        ("set:\n  talk:\n    minutes: 500", "../kit.yaml:3:14 talk.minutes: "),
        ("theme: plaid", "plaid"),
    ],
)
def test_a_wrong_kit_yaml_stops_a_build_and_names_the_place(here: Path, text: str, place: str) -> None:
    Path("../kit.yaml").write_text(text, encoding="utf-8")
    result = kit("build", "ada.yaml")
    assert (result.exit_code, place in result.stderr) == (2, True), result.stderr
    assert not Path("output").exists()
    assert kit("build", "--help").exit_code == 0


def test_an_empty_set_says_nothing(here: Path) -> None:
    Path("kit.yaml").write_text("jobs: 1\nset:\n", encoding="utf-8")
    assert read_settings(Path("kit.yaml")).changes.over is None
    assert minutes("ada.yaml") == [("Ada", "en", [10])]


def test_a_theme_beside_kit_yaml_is_meant_from_there(here: Path) -> None:
    for name, folder in (("ours", "../ours"), ("theirs", "../themes/theirs"), ("base", "../base")):
        Path(folder).mkdir(parents=True)
        Path(folder, "theme.yaml").write_text("extends: base\n", encoding="utf-8")
        Path("../kit.yaml").write_text(f"theme: {name}\n", encoding="utf-8")
        found = read_settings(Path("../kit.yaml")).options["theme"]
        assert found == ("base" if name == "base" else folder), name


def test_the_search_ends_at_the_person_s_own_folder(here: Path) -> None:
    assert find_kit_yaml(Path()) is None
    (here / "kit.yaml").write_text("jobs: 1\n", encoding="utf-8")
    assert find_kit_yaml(Path()) == Path("../../kit.yaml")
    (here / "kit.yaml").rename(here.parent / "kit.yaml")
    try:
        assert find_kit_yaml(Path()) is None
    finally:
        (here.parent / "kit.yaml").unlink()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give files away")
def test_a_kit_yaml_of_somebody_else_is_passed_over(here: Path) -> None:
    Path("../kit.yaml").write_text("output: /elsewhere\n", encoding="utf-8")
    assert find_kit_yaml(Path()) == Path("../kit.yaml")
    os.chown("../kit.yaml", 12345, 12345)
    assert find_kit_yaml(Path()) is None
    os.chown(".", 12345, 12345)
    assert find_kit_yaml(Path()) == Path("../kit.yaml")
