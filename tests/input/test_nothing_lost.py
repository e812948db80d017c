"""Issue 18, the rule: every typed word stands in the kit or in a notice; clean input has no notice."""

from __future__ import annotations

import shutil
import string
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.command import built, wrote
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
