"""French kits as a francophone counsellor read them: no kind of fault that was found in them comes back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.command import kit
from tests.paths import ROOT

TYPED = ("patiente", "manuel et ponctuel", "triage", "garder mon calme", "Douze ans en comptabilité")
DATA = yaml.safe_load((ROOT / "tests/french_rows.yaml").read_text("utf-8"))
PEOPLE, ROWS = DATA["people"], DATA["rows"]


@pytest.fixture(scope="module")
def kits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the text of a kit for each person of `PEOPLE`."""
    folder = tmp_path_factory.mktemp("rows")
    usual = {"language": "fr", "support": {"plain_language": False}}
    for number, person in enumerate(PEOPLE.values()):
        whole = yaml.safe_dump({"name": f"Zoé {number}"} | usual | person, allow_unicode=True)
        (folder / f"{number}.yaml").write_text(whole, encoding="utf-8")
    ran = kit("build", folder, "-f", "txt", "-o", folder / "out", "-j", "1")
    assert ran.code == 0, ran
    made = sorted(folder.rglob("*.txt"))
    return {name: path.read_text("utf-8") for name, path in zip(PEOPLE, made, strict=True)}


def seen(row: Mapping[str, str], text: str) -> str:
    """Return what a text has that it must not have, in a line or across its lines; "" for nothing."""
    lines = text.replace("\u00a0", " ")
    found = re.search(row["never"], lines, re.MULTILINE) or re.search(row["never"], flat(text))
    return found[0] if found else ""


def flat(text: str) -> str:
    """Return a text on one line, all its spaces alike."""
    return " ".join(text.split())


@pytest.mark.parametrize("name", ROWS)
def test_no_fault_that_was_found_comes_back(kits: dict[str, str], name: str) -> None:
    row = ROWS[name]
    text = kits[row["who"]] if row["who"] else "\n".join(kits.values())
    assert row["printed"] in flat(text)
    assert seen(row, text) == ""
    assert seen(row, f"{text}\n{row['fault']}\n"), "the planted fault is not seen"


def spliced(text: str) -> list[str]:
    """Return the lines where something else than typed words is before words that were typed."""
    typed = "|".join(TYPED)
    alone = re.compile(rf"[\W\d]*(?:[^·.:]+\u00a0· )*(?:{typed})")
    return [line for line in text.splitlines() if re.search(typed, line) and not alone.match(line)]


def test_what_was_typed_of_oneself_begins_its_line(kits: dict[str, str]) -> None:
    """F8, F9: cues above a sentence to complete, never a part of it."""
    text = "\n".join(kits.values())
    assert all(each in text for each in TYPED)
    assert spliced(text) == []
    assert spliced("Mes forces : patiente\nmanuel et ponctuel\u00a0· triage") == ["Mes forces : patiente"]


TORN = re.compile(r"\d[ \n]+(?:h\b|%|\$)|^\s*[:;!?»]", re.MULTILINE)


def test_no_line_is_torn_before_an_hour_or_a_colon(kits: dict[str, str], tmp_path: Path) -> None:
    """F36, F37: in the kits, and in the tables of `kit explain`."""
    profile = tmp_path / "zoe.yaml"
    person = {"name": "Zoé", "language": "fr"} | PEOPLE["infirmière"]
    profile.write_text(yaml.safe_dump(person), encoding="utf-8")
    told = [kit("explain", profile, language="fr", COLUMNS=str(width)).out for width in range(60, 81, 5)]
    text = "\n".join((*kits.values(), *told))
    assert "vendredi après 15\u00a0h" in text and "\u00a0:" in told[0]
    assert TORN.findall(text) == []
    assert TORN.findall("15 h") and TORN.findall("toute la journée\n  : cette question")
