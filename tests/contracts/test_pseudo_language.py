"""A language is one folder: with that of a pseudo-language alone, a kit has no word of another."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from babel.dates import format_date
from babel.lists import format_list

from interview_kit.support.paths import TEMPLATES
from interview_kit.tools.lint_theme.kit_text import visible_text
from interview_kit.tools.lint_theme.pdf_text import tagged_text
from tests.kit_server import FEW_PEOPLE
from tests.paths import PACKAGE
from tests.pseudo_language import CODE, MARK, WORD, add_language
from tests.reading import docx_text, margin_text
from tests.shared import some

PROFILE = """
name: Qana Qbo
phone: 519-555-0199
email: qana@q.qexample
location: Qsud
target: {occupation: qweld, field: qmetal, regulated: Qcollege}
language: xx
goals: [duties, fit]
talk: {date: 2030-05-06, time: "16:00", minutes: 20}
contacts:
  - {name: Qrosa Qdiaz, organisation: Qhill, occupation: qnurse, register: tu, relationship: known}
  - {name: Qsam Qroy, ask_by: email, email: qsam@q.qexample}
programme: {pages: [rubric, consent, for-the-contact], contact: 555-0101, teacher: Qms, due: 2030-06-01}
"""
DAYS = [date(2030, 5, 6), date(2030, 5, 7), date(2030, 6, 1), date(2030, 6, 3)]
# What Babel writes in the language's locale.
BABELS = [*(format_date(day, "EEEE MMMM", locale="eo") for day in DAYS), format_list(["1", "2"], locale="eo")]
FORMATS = ("pdf", "docx", "html", "txt")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the program that has the pseudo-language, and a profile in it."""
    folder = tmp_path_factory.mktemp("world")
    shutil.copytree(PACKAGE, folder / "pipeline" / PACKAGE.name)
    shutil.copytree(TEMPLATES, folder / "templates")
    add_language(folder / "templates")
    people = folder / "templates/samples/people.jsonl"
    people.write_bytes(b"".join(some(people.read_bytes().splitlines(keepends=True), FEW_PEOPLE)))
    (folder / "person.yaml").write_text(PROFILE, "utf-8")
    return folder


def kit(world: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(world / "pipeline"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "interview_kit", *arguments]
    return subprocess.run(command, cwd=world, env=environment, capture_output=True, text=True, check=False)


def strangers(text: str) -> set[str]:
    """Return the words of a text that are not of the pseudo-language, of the person or of Babel."""
    known = {word for said in BABELS for word in WORD.findall(said)}
    apart = text.replace(MARK, f" {MARK}")  # a PDF's tags have no space between them
    return {word for word in WORD.findall(apart) if word[0] not in f"{MARK}qQ"} - known


def test_the_preview_offers_each_language_that_has_a_folder(world: Path) -> None:
    code = (
        "from interview_kit.web.app.themes.routes import offered_languages\n"
        "for code, rules in offered_languages(): print(code, rules.tag, rules.name.capitalize())"
    )
    environment = os.environ | {"PYTHONPATH": str(world / "pipeline"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code]
    offered = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert offered.splitlines() == ["en en-CA English", "fr fr-CA Français", f"{CODE} eo Žxx"]


@pytest.fixture(scope="module")
def built(world: Path) -> Path:
    """Return the folder of a kit in all formats, with what a class gets."""
    formats = [part for name in FORMATS for part in ("-f", name)]
    made = kit(world, "build", "person.yaml", *formats, "--class-sheet", "--eml", "--ics", "-o", "out")
    assert made.returncode == 0, made.stderr
    return world / "out"


def words_of(path: Path) -> str:
    data = path.read_bytes()
    match path.suffix:
        case ".pdf":
            # Elements follow each other without a space; what the person typed begins with Q.
            return re.sub("(?<=[a-z])(?=Q)", " ", tagged_text(data))
        case ".docx":
            return "\n".join([docx_text(data), *margin_text(data)])
        case ".html":
            labels = re.findall(r'(?:alt|title|aria-label|placeholder)="([^"]*)"', data.decode())
            return "\n".join([visible_text(data), *map(html.unescape, labels)])
        case _:
            return re.sub(r" <https:\S+>", "", data.decode())  # the address of a link is no word


@pytest.mark.parametrize("format_name", FORMATS)
def test_no_format_has_a_word_of_another_language(built: Path, format_name: str) -> None:
    texts = {path.name: words_of(path) for path in sorted(built.rglob(f"*.{format_name}"))}
    assert all(text.count(MARK) > 10 for text in texts.values())
    assert {name: found for name, text in texts.items() if (found := strangers(text))} == {}
    assert len(texts) == 1 + (format_name in ("pdf", "docx"))


def test_what_is_written_for_people_is_in_the_language(world: Path) -> None:
    made = kit(world, "new", "Qana", "--occupation", "qweld", "--yes", "-l", CODE, "-o", "new.yaml")
    assert made.returncode == 0, made.stderr
    comments = re.findall(
        r"^ *# (?!yaml-language-server)(\S.*)$", (world / "new.yaml").read_text("utf-8"), re.M
    )
    assert len(comments) > 20
    # The values of a profile stand in all languages as they are typed, with their meaning behind them.
    assert [line for line in comments if MARK not in line] == []


def test_the_check_has_nothing_against_a_whole_folder_but_that_it_has_no_grammar(world: Path) -> None:
    made = kit(world, "bank", "check", "-l", CODE)
    found = made.stderr.splitlines()
    assert found[0].startswith(f"{world / 'templates/languages' / CODE / 'language.yaml'} reading: no module")
    assert len(found) == 1, found


def test_a_key_that_no_language_has_is_named(world: Path) -> None:
    path = world / "templates/languages" / CODE / "language.yaml"
    whole = path.read_text("utf-8")
    path.write_text(f"{whole}colour: red\n", "utf-8")
    try:
        made = kit(world, "check", "person.yaml")
    finally:
        path.write_text(whole, "utf-8")
    assert made.stderr.startswith(f"{path} colour: ")
    assert made.returncode == 2


@pytest.mark.spread(3)
@pytest.mark.parametrize(
    ("name", "keys", "said"),
    [
        ("bank/labels.yaml", ("notes", CODE), "templates/bank/labels.yaml:{line} notes:"),
        (
            "roster/columns.yaml",
            ("columns", "phone", CODE),
            "templates/languages/en/roster/columns.yaml:{line} columns.phone.xx",
        ),
        ("language.yaml", ("tag",), "templates/languages/xx/language.yaml tag:"),
    ],
)
def test_a_piece_that_is_missing_is_named(world: Path, name: str, keys: tuple[str, ...], said: str) -> None:
    path = world / "templates/languages" / CODE / name
    whole = path.read_text("utf-8")
    words = yaml.load(whole, yaml.CBaseLoader)
    holder = words
    for key in keys[:-1]:
        holder = holder[key]
    del holder[keys[-1]]
    path.write_text(yaml.safe_dump(words, allow_unicode=True, sort_keys=False), "utf-8")
    try:
        made = kit(world, "bank", "check", "-l", CODE)
    finally:
        path.write_text(whole, "utf-8")
    found = re.escape(said).replace(re.escape("{line}"), r"\d+:\d+")
    assert re.search(found, made.stdout + made.stderr), made.stdout + made.stderr
    assert made.returncode == 2
