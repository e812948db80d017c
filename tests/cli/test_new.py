"""`kit new` in a terminal and without one: what it asks, what it writes, and what it never loses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from interview_kit.cli import main
from interview_kit.model.enums import Situation
from interview_kit.stages.read.profiles import open_profile, profiles_in
from tests.terminal import KIT, Terminal

LEAST = ["--occupation", "welder", "-l", "en"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kit(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments])


def said(path: Path) -> dict[str, object]:
    return open_profile(path).profile.model_dump(mode="json", by_alias=True, exclude_unset=True)


def test_without_a_terminal_the_options_give_the_answers(here: Path) -> None:
    result = kit(
        "Maya Chen", *LEAST, "--goal", "fit", "--goal", "pay", "--time", "Tue; Thu, noon", "--minutes", "15",
        "--contact", "Bo: #1", "--relationship", "stranger", "--plain-language",
    )  # fmt: skip
    assert (result.exit_code, result.stdout) == (
        0,
        "Your answers are in maya-chen.yaml. You can change them there at any time.\n"
        "To build it later: kit build maya-chen.yaml\n",
    )
    assert said(here / "maya-chen.yaml") == {
        "name": "Maya Chen",
        "target": {"occupation": "welder"},
        "goals": ["fit", "pay"],
        "talk": {"minutes": 15, "availability": ["Tue", "Thu, noon"]},
        "contacts": [{"name": "Bo: #1"}],
        "support": {"plain_language": True},
    }


def test_the_schema_lies_beside_the_profile_and_is_no_profile(here: Path) -> None:
    Path("profiles").mkdir()
    assert kit("Ada", *LEAST).exit_code == 0
    assert sorted(path.name for path in Path("profiles").iterdir()) == ["ada.yaml", "profile.schema.json"]
    first = Path("profiles/ada.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=profile.schema.json"
    assert [path.name for path in profiles_in(Path("profiles"))] == ["ada.yaml"]


def test_a_file_of_that_name_that_is_not_ours_stays(here: Path) -> None:
    Path("profile.schema.json").write_text("{}", encoding="utf-8")
    assert kit("Ada", *LEAST).exit_code == 0
    assert Path("profile.schema.json").read_text(encoding="utf-8") == "{}"
    assert "$schema" not in Path("ada.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Ada", *LEAST], "ada.yaml: this file is there already; name another with -o, or write over it"),
        (["Bo", *LEAST, "--minutes", "3"], "--minutes: the least is 5"),
        (
            ["Bo", *LEAST, "--channel", "vidoe"],
            "--channel: 'vidoe' is not one of phone, in-person, video, written, did you mean video?",
        ),
        (["Bo", *LEAST, "--agreed"], "--referred-by: this must be filled in"),
        (["Bo\x07", *LEAST], "--name: the character U+0007 cannot be printed; take it out"),
        (["Bo"], "there is nobody to ask here; give --occupation"),
        ([], "there is nobody to ask here; give --name and --occupation"),
    ],
)
def test_what_is_refused_writes_nothing(here: Path, arguments: list[str], message: str) -> None:
    Path("ada.yaml").write_text("name: kept", encoding="utf-8")
    result = kit(*arguments)
    assert (result.exit_code, message in result.stderr) == (2, True), result.stderr
    assert [(path.name, path.read_text()) for path in here.iterdir()] == [("ada.yaml", "name: kept")]


def test_force_writes_over_a_file(here: Path) -> None:
    Path("ada.yaml").write_text("name: gone", encoding="utf-8")
    assert kit("Ada", *LEAST, "--force").exit_code == 0
    assert said(here / "ada.yaml")["name"] == "Ada"


def test_a_whole_talk_in_french_ends_with_a_kit(here: Path) -> None:
    Path("profiles").mkdir()
    terminal = Terminal([*KIT, "new"], here, LANG="fr_CA.UTF-8", LC_ALL="fr_CA.UTF-8", KIT_MESSAGES="")
    terminal.type("Zoé «A: #1» ليلى")
    terminal.type("soudeuse")
    terminal.type("12")
    terminal.type("1")
    terminal.type("<")
    terminal.type("6")
    terminal.type(".")
    terminal.type("non")
    code = terminal.end()
    assert (code, said(here / "profiles/zoe-a-1-lyl.yaml")) == (
        0,
        {
            "name": "Zoé «A: #1» ليلى",
            "language": "fr",
            "situation": ["newcomer"],
            "target": {"occupation": "soudeuse"},
        },
    ), terminal.said
    for words in (
        "Préparons votre trousse d’entrevue.",
        "Comment vous appelez-vous?",
        f"Tapez des numéros de 1 à {len(Situation)}.",
        "Votre réponse\u00a0: Je suis à l’école secondaire. Entrée la garde, - l’enlève.",
        "Vos réponses sont dans profiles/zoe-a-1-lyl.yaml.",
        "Pour la faire plus tard\u00a0: kit build profiles/zoe-a-1-lyl.yaml",
    ):
        assert words in terminal.said, (words, terminal.said)


def test_control_c_keeps_what_was_typed_beside_what_was_there(here: Path) -> None:
    Path("ada.yaml").write_text("name: kept", encoding="utf-8")
    terminal = Terminal([*KIT, "new", "-l", "en"], here)
    terminal.type("Ada")
    terminal.interrupt()
    assert terminal.end() == 130
    assert "Stopped. What you typed is kept in ada-2.yaml." in terminal.said
    assert "Still to write in it: target.occupation." in terminal.said
    assert Path("ada.yaml").read_text(encoding="utf-8") == "name: kept"
    assert "\nname: Ada\n" in Path("ada-2.yaml").read_text(encoding="utf-8")


def test_the_person_decides_about_a_file_that_is_there_and_about_the_kit(here: Path) -> None:
    Path("ada.yaml").write_text("name: old", encoding="utf-8")
    terminal = Terminal([*KIT, "new", "Ada", "--occupation", "welder", "-l", "en"], here)
    terminal.type(".")
    terminal.wait_for("ada.yaml is there already. Write over it? [y/N]")
    terminal.type("y")
    terminal.wait_for("Build your kit now? [Y/n]")
    terminal.type("")
    assert terminal.end() == 0, terminal.said
    assert said(here / "ada.yaml") == {"name": "Ada", "target": {"occupation": "welder"}}
    assert sorted(path.name for path in Path("output").glob("[a-z]*")) == ["ada.docx", "ada.pdf"]
