"""A theme says which version it was made for, and is told what base changed under its overrides since."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.stages.read.theme import load_theme
from interview_kit.support.paths import TEMPLATES, version
from interview_kit.tools.lint_theme import history
from tests import record_version
from tests.agencies import agency
from tests.paths import ROOT

WORDS = """change:
  approach.A.phone.no-job: {en: I ask for no job., fr: Je ne demande pas d’emploi.}
  stance.relax: {en: Relax., fr: Du calme.}
hide: [why.unexpected]
"""


def theme_of(folder: Path, made_for: str) -> Path:
    said = f'extends: base\nmade_for: "{made_for}"\n'
    files = {"assets__bullet_dot_svg": "<svg/>", "css__more_dot_css": "p { color: var(--kit-ink) }"}
    return agency(folder, said, bank__words_dot_yaml=WORDS, **files)


def test_what_base_changed_under_a_theme_is_named_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = history.digests_of(TEMPLATES)
    changed = {"approach.A.phone.no-job", "why.unexpected", "why.network", "assets/bullet.svg", "css/kit.css"}
    assert changed < before.keys()
    record = {name: "another" if name in changed else digest for name, digest in before.items()}
    (tmp_path / "history").mkdir()
    (tmp_path / "history/0.1.5.json").write_text(json.dumps(record), encoding="utf-8")
    monkeypatch.setattr(history, "HISTORY", str(tmp_path / "history"))
    theme = load_theme(theme_of(tmp_path / "ours", "0.1.5"))
    found = [(Path(each.file).name, each.line, each.path) for each in history.changes_under(theme.layers)]
    assert found == [
        ("words.yaml", 2, "approach.A.phone.no-job"),
        ("words.yaml", 4, "why.unexpected"),
        ("bullet.svg", None, ""),
    ]


@pytest.mark.parametrize(("made_for", "notes"), [(version(), 0), ("9.9.9", 1)])
def test_a_theme_of_this_version_hears_nothing_and_one_of_no_version_that(
    tmp_path: Path, made_for: str, notes: int
) -> None:
    theme = load_theme(theme_of(tmp_path / "ours", made_for))
    found = list(history.changes_under(theme.layers))
    assert [(Path(each.file).name, each.path) for each in found] == [("theme.yaml", "made_for")] * notes


def test_every_version_that_was_released_is_recorded() -> None:
    named = re.findall(r"^## (\d+\.\d+\.\d+)(.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    released = {number for number, rest in named if "not yet released" not in rest}
    assert released == {path.stem for path in (TEMPLATES / "history").glob("*.json")}
    now = history.digests_of(TEMPLATES)
    for path in (TEMPLATES / "history").glob("*.json"):
        assert len(json.loads(path.read_bytes()).keys() & now.keys()) > 300
        # What is released under this version's name is what `make history` recorded of it.
        assert path.stem != version() or json.loads(path.read_bytes()) == now


def test_a_version_that_is_recorded_changes_nothing_under_a_theme_made_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    (copy / "history" / f"{version()}.json").unlink(missing_ok=True)
    path = record_version.record(copy)
    assert path == copy / "history" / f"{version()}.json"
    monkeypatch.setattr(history, "version", lambda: "9.9.9")
    monkeypatch.setattr(history, "HISTORY", str(copy / "history"))
    theme = load_theme(theme_of(tmp_path / "ours", version()))
    assert list(history.changes_under(theme.layers)) == []
    path.write_bytes(path.read_bytes().replace(b'"why.unexpected": "', b'"why.unexpected": "0'))
    assert [each.path for each in history.changes_under(theme.layers)] == ["why.unexpected"]


HOURS = """questions:
  - id: our.hours
    text: {en: What are the hours like?, fr: Comment sont les heures?}
    why: {en: You will see whether the hours can work for your family., fr: Vous verrez si cela convient.}
    slot: work
    weight: 6
"""
REASON = "“Work for your family” is about the hours."


def test_a_false_alarm_is_overruled_for_one_id_with_a_reason_that_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = agency(tmp_path / "themes/ours", bank__questions_dot_yaml=HOURS)
    words = ["bank", "check", "-t", "ours"]
    refused = CliRunner().invoke(main, words)
    assert refused.exit_code == 2 and "this asks for a job: 'work for your family'" in refused.output
    said = f'extends: base\nmade_for: "{version()}"\nnot_asking_for_a_job:\n  our.hours: {REASON}\n'
    agency(folder, said)
    overruled = CliRunner().invoke(main, words)
    assert overruled.exit_code == 0 and f"the theme says: {REASON}" in overruled.output
    (row,) = (
        line for line in CliRunner().invoke(main, ["theme", "list"]).output.splitlines() if line[:4] == "ours"
    )
    assert row.endswith(f"made for version {version()}; our.hours asks for no job: {REASON}")


@pytest.mark.parametrize("name", ["why.network", "our.huors"])
def test_only_a_themes_own_words_are_overruled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = f"extends: base\nnot_asking_for_a_job:\n  {name}: {REASON}\n"
    agency(tmp_path / "themes/ours", said, bank__questions_dot_yaml=HOURS)
    done = CliRunner().invoke(main, ["bank", "check", "-t", "ours"])
    assert done.exit_code == 2
    assert f"not_asking_for_a_job.{name}: the theme has no words of its own called {name}" in done.output


@pytest.mark.long
def test_a_theme_that_changes_the_words_again_needs_a_reason_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = f"extends: base\nnot_asking_for_a_job:\n  our.hours: {REASON}\n"
    agency(tmp_path / "themes/ours", said, bank__questions_dot_yaml=HOURS)
    words = "change: {our.hours: {why: {en: I would like to work for you., fr: Nous verrons.}}}\n"
    agency(tmp_path / "themes/branch", "extends: ours\n", bank__words_dot_yaml=words)
    assert CliRunner().invoke(main, ["bank", "check", "-t", "ours"]).exit_code == 0
    refused = CliRunner().invoke(main, ["bank", "check", "-t", "branch"])
    assert refused.exit_code == 2 and "this asks for a job: 'work for you'" in refused.output
