"""Issue 18, the rule: every typed word stands in the kit or in a notice; clean input has no notice."""

from __future__ import annotations

import copy
import shutil
import string
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from interview_kit.build.kit import make_document
from interview_kit.build.unprinted import unprinted
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.profiles import profile_from
from interview_kit.stages.read.roster.profile_keys import KeyKind, known_keys
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write.text import write_text
from interview_kit.support.positions import path_for_people
from tests.command import built, kit, wrote
from tests.exports.programs import text
from tests.shared import examples

# Words that no kit has of itself: a capital, then consonants.
word = st.text("bcdfghjklmnpqrstvwxz", min_size=4, max_size=9).map(str.capitalize)
entry = st.lists(word, min_size=1, max_size=3).map(" ".join)
entries = st.lists(entry, min_size=0, max_size=4).map("; ".join)
COLUMNS: Mapping[str, st.SearchStrategy[str]] = {
    "Student name": st.lists(word, min_size=2, max_size=2).map(" ".join),
    "Job of interest": word.map(str.lower),
    "How sure": st.just("exploring"),
    "Town": entry | st.just(""),
    "Interests": entries,
    "Skills": entries,
    "about.needs": entries,
    # The kit offers two times; further ones are a case of test_person_dates.py.
    "Available": st.lists(entry, max_size=2).map("; ".join),
    "questions.add": entries.map(lambda each: each.replace(";", "?;") + "?" if each else ""),
    "Contact name": entry | st.just(""),
    "Contact workplace": entry,
}
rows = st.lists(st.tuples(*COLUMNS.values()), min_size=1, max_size=3, unique_by=lambda row: row[0].casefold())


@given(rows=rows)
@settings(
    max_examples=examples(12),
    phases=[Phase.generate],  # to look for a smaller example takes minutes
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_typed_word_of_a_roster_stands_in_its_kit(rows: list[tuple[str, ...]]) -> None:
    """No notice is given, since all of it is clean."""
    shutil.rmtree("out", ignore_errors=True)
    wrote("r.csv", text([tuple(COLUMNS), *rows]))
    made = built("r.csv")
    assert made.ran.code == 0 and not made.ran.lines, made.ran
    kept = {each for row in rows for cell in row for each in cell.replace(";", "").replace("?", "").split()}
    lost = {each for each in kept - {"exploring"} if each.casefold() not in made.words.casefold()}
    assert not lost, lost


DIRTY = st.sampled_from(["N/A", "?", "-", "TBD", "none yet", "#", "idk"])


@given(cell=DIRTY, title=st.sampled_from(["Town", "Interests", "Contact name", "Job of interest", "Needs"]))
@settings(
    max_examples=examples(8),
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_is_not_printed_is_noticed_with_its_cell(cell: str, title: str) -> None:
    shutil.rmtree("out", ignore_errors=True)
    head = ["Student name", "How sure", *({"Job of interest", title})]
    values = {"Student name": "Maya Chen", "How sure": "exploring", "Job of interest": "nurse", title: cell}
    wrote("r.csv", text([head, [values[each] for each in head]]))
    made = built("r.csv")
    place = f"row 2, column {string.ascii_uppercase[head.index(title)]}"
    assert made.ran.telling(place), made.ran.lines


@pytest.mark.parametrize("name", ["Maya Chen", "Zoë D’Amours-O'Brien", "李 小龍", "María José de la Cruz"])
def test_a_clean_row_has_no_notice(name: str) -> None:
    wrote("r.csv", text([("Student name", "Job of interest", "How sure"), (name, "nurse", "exploring")]))
    made = built("r.csv")
    assert (made.ran.code, made.ran.lines) == (0, ()) and f"my name is {name}" in made.words


TEXTS = [
    name for name, key in known_keys().items() if key.kind in (KeyKind.TEXT, KeyKind.LIST) and not key.choices
]
# These take a form of their own, name files or questions, or have a notice of their own.
FORMED = ("name", "id", "email", "phone", "timezone", "link", "place", "keep", "drop")
WORDED = [
    name
    for name, key in known_keys().items()
    if key.kind in (KeyKind.TEXT, KeyKind.LIST) and not key.choices and key.last not in FORMED
]
SETTINGS: tuple[dict[str, Any], ...] = (
    {},
    {"length": "short"},
    {"situation": ["secondary"]},
    {"talk": {"channel": "written"}},
    {"talk": {"date": "2026-12-02", "time": "15:45"}},
    {"programme": {"pages": ["rubric", "consent", "for-the-contact"]}},
)


def _profile(setting: dict[str, Any], typed: dict[str, list[str]]) -> dict[str, Any]:
    """Return a profile with each text at its key; a key that is a list has all of them."""
    whole: dict[str, Any] = {"name": "Zoé Roy", "target": {"occupation": "nurse"}, **copy.deepcopy(setting)}
    for name, values in typed.items():
        *way, last = name.split(".")
        branch = whole
        for part in way:
            if part == "1":
                continue
            new: Any = [{}] if part == "contacts" else {}
            branch = branch.setdefault(part, new)
            branch = branch[0] if isinstance(branch, list) else branch
        branch[last] = values if known_keys()[name].kind is KeyKind.LIST else values[0]
    return whole


@given(
    setting=st.sampled_from(SETTINGS),
    typed=st.dictionaries(
        st.sampled_from(WORDED), st.lists(entry, min_size=1, max_size=4, unique=True), max_size=6
    ),
)
@settings(max_examples=examples(15), phases=[Phase.generate], report_multiple_bugs=False)
def test_each_typed_word_of_a_profile_stands_in_its_kit_or_in_a_notice(
    setting: dict[str, Any], typed: dict[str, list[str]]
) -> None:
    """The notice of the command is at the path of the text; the words are those of the text format."""
    data = _profile(setting, typed)
    profile = profile_from(data).profile
    document = make_document(profile, read_bank())
    words = " ".join(write_text(document, load_theme("base")).decode().split()).casefold()
    told = {path_for_people(parts) for parts in unprinted(profile, document, of_a_list=False)}
    for name, values in typed.items():
        listed = known_keys()[name].kind is KeyKind.LIST
        for number, each in enumerate(values if listed else values[:1], 1):
            path = f"{name}.{number}" if listed else name
            lost = [part for part in each.split() if part.casefold() not in words]
            assert (path in told) or not lost, (path, lost, told)
            assert lost or path not in told, (path, told)
            overridden = name == "talk.availability" and "contacts.1.availability" in typed
            assert not lost or name == "pronouns" or overridden, (path, lost)


def test_what_is_typed_and_not_printed_is_noticed_at_its_line_and_once_by_a_build() -> None:
    """Pronouns are for the rubric, a page that this class does not ask for."""
    wrote("a.yaml", "name: Zoé Roy\npronouns: zxq/wvt\ntarget: {occupation: nurse}\n")
    (line,) = kit("check", "a.yaml").telling("not printed")
    assert line.startswith("a.yaml:2:") and "pronouns" in line
    made = built("a.yaml")
    (line,) = made.ran.telling("not printed")
    assert "pronouns" in line and "zxq" not in made.words
    wrote("r.csv", "Student name,Pronouns\nZoé,\nAnne,zxq/wvt\n")
    (line,) = kit("build", "r.csv", "-o", "out2", "-f", "txt", "-j", "1").telling("not printed")
    assert "pronouns" in line
    wrote("r.defaults.yaml", "programme: {pages: [rubric]}\n")
    assert not kit("build", "r.csv", "-o", "out2", "-f", "txt", "-j", "1").telling("not printed")


@pytest.mark.parametrize("minor", [False, True])
def test_a_minors_own_number_and_address_are_in_no_part_of_the_kit(minor: bool) -> None:
    """An adult's are in the words of thanks, where no other text has them."""
    talk = "talk: {date: 2026-12-02}\n"
    wrote("a.yaml", f"name: Zoé Roy\nminor: {minor}\nphone: 705-555-0142\nemail: zoe@school.example\n{talk}")
    made = built("a.yaml")
    assert ("705-555-0142" in made.words, "zoe@school.example" in made.words) == (not minor, not minor)
    assert not made.ran.telling("not printed")
