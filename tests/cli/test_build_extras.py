"""What `kit build` writes on request beside the kits: forms, drafts of e-mails, dates for a calendar."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from interview_kit.cli import main
from interview_kit.tools.collect.answers import NotCollected
from tests.paths import ROOT
from tests.tools.collect.filling import read_kit


def kit(*arguments: str | Path) -> Result:
    people = [ROOT / "profiles" / f"{name}.yaml" for name in ("marcus", "leila")]
    return CliRunner().invoke(main, ["build", *map(str, (*people, *arguments)), "-j", "1"])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("extras")
    result = kit("-o", folder, "-f", "txt", "--eml", "--ics")
    assert result.exit_code == 0, result.output
    return folder


def test_dates_that_are_not_known_yet_are_said_for_one_kit(tmp_path: Path) -> None:
    for name, ends in (("leila", True), ("marcus", False)):
        source = str(ROOT / "profiles" / f"{name}.yaml")
        for _ in range(2):  # also where the kit is up to date
            result = CliRunner().invoke(main, ["build", source, "-o", str(tmp_path), "-f", "txt", "--ics"])
            assert ("no calendar yet" in result.stdout) is ends


def test_each_kit_has_what_it_has_a_use_for(built: Path) -> None:
    assert names(built) == [
        *("leila-haddad.thank-you.eml", "leila-haddad.txt"),
        *("marcus-bellegarde.ask.eml", "marcus-bellegarde.ics", "marcus-bellegarde.thank-you.eml"),
        "marcus-bellegarde.txt",
    ]


def test_what_is_up_to_date_is_left_and_a_draft_that_was_changed_is_written_again(built: Path) -> None:
    again = kit("-o", built, "-f", "txt", "--eml", "--ics")
    assert "up to date       2" in again.stdout
    draft = built / "leila-haddad.thank-you.eml"
    before = draft.read_bytes()
    draft.write_bytes(b"mine")
    mended = kit("-o", built, "-f", "txt", "--eml", "--ics")
    assert f"{built}/leila-haddad.txt, {draft}  (" in mended.stdout
    assert "leila-haddad.thank-you.eml" in mended.stderr and draft.read_bytes() == before


def test_a_kit_without_extras_gets_them_when_they_are_asked_for(tmp_path: Path) -> None:
    kit("-o", tmp_path, "-f", "txt")
    assert names(tmp_path) == ["leila-haddad.txt", "marcus-bellegarde.txt"]
    kit("-o", tmp_path, "-f", "txt", "--ics")
    assert names(tmp_path) == ["leila-haddad.txt", "marcus-bellegarde.ics", "marcus-bellegarde.txt"]


def test_a_report_names_them(tmp_path: Path) -> None:
    people = tmp_path / "people"
    people.mkdir()
    for name in ("marcus", "leila"):
        (people / f"{name}.yaml").write_bytes((ROOT / "profiles" / f"{name}.yaml").read_bytes())
    result = CliRunner().invoke(
        main, ["build", str(people), "-o", str(tmp_path / "out"), "-f", "txt", "--ics", "-j", "1"]
    )
    assert result.exit_code == 0, result.output
    report = json.loads((tmp_path / "out/people/report.json").read_text(encoding="utf-8"))
    assert [each["files"] for each in report["kits"]] == [
        ["leila-haddad.txt"],
        ["marcus-bellegarde.txt", "marcus-bellegarde.ics"],
    ]


def test_a_printed_kit_is_built_again_as_a_form(tmp_path: Path) -> None:
    person = str(ROOT / "profiles" / "denise.yaml")
    for options, fields in ((["--fillable"], True), ([], False), (["--fillable"], True)):
        done = CliRunner().invoke(main, ["build", person, "-o", str(tmp_path), "-f", "pdf", *options])
        assert done.exit_code == 0 and "up to date" not in done.stdout, done.output
        data = (tmp_path / "denise-fraser.pdf").read_bytes()
        assert _is_form(data) is fields


def _is_form(data: bytes) -> bool:
    try:
        return read_kit(data).form.owner.name == "Denise Fraser"
    except NotCollected:
        return False
