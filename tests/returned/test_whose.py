"""Issue 19, point 1: never another person's words, never two people in one.

Choice: a file that holds two kits is split where each has a record, else it is refused by name ("this file
holds two kits"). A class is what `--class` says, or the report of a build whose kits stand in that folder.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pytest

from interview_kit.model.document import Owner
from interview_kit.stages.assemble import owner_key
from tests.command import cases, wrote
from tests.returned.handed_in import (
    HERS,
    HIS,
    LEILA,
    MARCUS,
    collected,
    filled,
    form,
    hand_in,
    joined,
    marcus,
    of,
    pdf,
    report_of,
    wrapped,
)
from tests.tools.collect.filling import read_kit

JOINED = {
    "p01 suffix": lambda: joined(filled("pdf"), marcus(), "{}_2".format),
    "prefix": lambda: joined(filled("pdf"), marcus(), "doc2.{}".format),
    "number": lambda: joined(filled("pdf"), marcus(), "{}#1".format),
    "one name": lambda: joined(filled("pdf"), marcus(), str),
    "pages alone": lambda: joined(filled("pdf"), marcus()),
}


@pytest.mark.parametrize("make", cases(JOINED))
def test_two_kits_in_one_file_are_split_or_refused(make: Callable[[], bytes]) -> None:
    """His words never stand under her name, and no record is an answer."""
    hand_in(both__pdf=make())
    ran, rows = collected()
    assert HIS not in of(rows, LEILA.name) and '"kit": 1' not in json.dumps(rows), rows
    if HIS in of(rows, MARCUS.name):
        assert HERS in of(rows, LEILA.name)
    else:
        assert ran.code and ran.telling("both.pdf", "two kits"), ran


def topname(name: str) -> bytes:
    reader = pypdf.PdfReader(io.BytesIO(filled("pdf")))
    reader.add_form_topname(name)
    writer = pypdf.PdfWriter(clone_from=reader)
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def wrapped_twice(opened: pikepdf.Pdf) -> None:
    wrapped(opened)
    wrapped(opened, "topmostSubform[0]")


def suffixed(opened: pikepdf.Pdf) -> None:
    for each in opened.Root.AcroForm.Fields:
        each.T = pikepdf.String(f"{each.T}_1")


WRAPPED = {
    "p06": lambda: pdf(wrapped),
    "pypdf": lambda: topname("kit"),
    "twice": lambda: pdf(wrapped_twice),
    "suffixes": lambda: pdf(suffixed),
}


@pytest.mark.parametrize("make", cases(WRAPPED))
def test_fields_in_a_parent_or_with_a_suffix_are_those_of_their_owner(make: Callable[[], bytes]) -> None:
    read = read_kit(make())
    assert read.form.owner == LEILA
    assert read.texts == {"notes/typical-day": HERS, "notes/advice": "Ask early."}
    assert read.others == ()


HEAD = "Student name,Student number,Job of interest\n"


def kit_of(name: str, number: str, work: str, text: str) -> bytes:
    return filled("pdf", Owner(name, work, owner_key(name, number)), {"notes/typical-day": text}, frozenset())


def test_two_people_of_one_name_without_a_number_stay_two() -> None:
    """A4: their work tells them apart; nobody is missing, and the summary has the words of both."""
    hand_in(
        a__pdf=kit_of("Chloé Tremblay", "", "coiffeuse", "Scissors."),
        b__pdf=kit_of("Chloé Tremblay", "", "vet", "Cats."),
    )
    wrote("r.csv", f"{HEAD}Chloé Tremblay,,coiffeuse\nChloé Tremblay,,vet\n")
    ran, _rows = collected("--class", "r.csv")
    assert "handed in: 2 of 2" in ran.out, ran
    assert not ran.telling("fullest")


def test_two_people_of_one_name_with_numbers_are_two() -> None:
    hand_in(
        a__pdf=kit_of("Chloé Tremblay", "101", "vet", "Dogs."),
        b__pdf=kit_of("Chloé Tremblay", "102", "vet", "Cats."),
    )
    wrote("r.csv", f"{HEAD}Chloé Tremblay,101,vet\nChloé Tremblay,102,vet\n")
    assert "handed in: 2 of 2" in collected("--class", "r.csv")[0].out


def test_an_id_alone_identifies_a_renamed_student() -> None:
    """B11: nobody is missing, and nobody is told to be a stranger."""
    hand_in(a__pdf=kit_of("Ève Desjardins", "103", "baker", "Bread."))
    wrote("r.csv", f"{HEAD}Ève Dupont,103,baker\n")
    ran, _rows = collected("--class", "r.csv")
    assert "handed in: 1 of 1" in ran.out and not ran.telling("not in the class"), ran


def test_a_changed_id_falls_back_on_the_name() -> None:
    hand_in(a__pdf=kit_of("Ève Desjardins", "", "baker", "Bread."))
    wrote("r.csv", f"{HEAD}Ève Desjardins,103,baker\n")
    assert "handed in: 1 of 1" in collected("--class", "r.csv")[0].out


def test_a_report_that_was_handed_in_is_not_taken_for_the_class() -> None:
    """A student has handed in the whole folder of a build: its report names others."""
    folder = hand_in(a__pdf=filled("pdf"))
    report_of(folder, "Somebody Else", "Another Pupil")
    ran, _rows = collected()
    assert "Somebody Else" not in ran.out and "handed in:" not in ran.out, ran.out


def test_a_table_that_was_handed_in_is_named_and_stays() -> None:
    """`_answers.xlsx` of another class in a folder below is no table of ours to write over."""
    folder = hand_in(a__pdf=filled("pdf"))
    wrote("in/below/_answers.xlsx", b"PK not ours")
    ran, _rows = collected()
    assert (folder / "below/_answers.xlsx").read_bytes() == b"PK not ours"
    assert ran.telling("below/_answers.xlsx")


def test_a_record_that_says_another_name_than_the_file_is_of_the_record() -> None:
    hand_in(Leila__pdf=marcus())
    _ran, rows = collected()
    assert HIS in of(rows, MARCUS.name) and not of(rows, LEILA.name)


def test_the_record_is_never_an_answer() -> None:
    hand_in(a__pdf=filled("pdf"))
    _ran, rows = collected()
    assert '"owner"' not in json.dumps(rows) and len(form().fields) > 50 and Path("in/_answers.xlsx").exists()
