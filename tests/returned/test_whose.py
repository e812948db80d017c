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
from interview_kit.model.form import PDF_RECORD
from interview_kit.stages.assemble import former_owner_key, owner_key
from interview_kit.tools.collect.answers import NotCollected
from interview_kit.tools.collect.folder import read_kits
from tests.command import cases, wrote
from tests.returned.handed_in import (
    HERS,
    HIS,
    LEILA,
    MARCUS,
    TYPED,
    collected,
    field,
    filled,
    form,
    hand_in,
    joined,
    marcus,
    of,
    pdf,
    report_of,
    word,
    wrapped,
)
from tests.tools.collect.filling import read_kit
from tests.zip_files import unpack

pytestmark = pytest.mark.usefixtures("no_summaries")

JOINED = {
    "p01 suffix": lambda: joined(filled("pdf"), marcus(), "{}_2".format),
    "prefix": lambda: joined(filled("pdf"), marcus(), "doc2.{}".format),
    "number": lambda: joined(filled("pdf"), marcus(), "{}#1".format),
    "one name": lambda: joined(filled("pdf"), marcus(), str),
    "pages alone": lambda: joined(filled("pdf"), marcus()),
}


@pytest.mark.spread(2)
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


def record_lost() -> bytes:
    """Append the pages of a second kit, without the hidden field that says whose it is."""

    def lose(opened: pikepdf.Pdf) -> None:
        listed = opened.pages[0].Annots
        opened.pages[0].Annots = pikepdf.Array([each for each in listed if each.get("/T") != PDF_RECORD])

    return joined(filled("pdf"), pdf(lose, marcus()))


def merged() -> bytes:
    """Make the fields of one name one, as programs do that merge forms: the value of the first stays."""

    def merge(opened: pikepdf.Pdf) -> None:
        widgets = [each for page in opened.pages for each in page.get("/Annots", ()) if "/T" in each]
        by_name: dict[str, list[pikepdf.Object]] = {}
        for each in widgets:
            by_name.setdefault(str(each.T), []).append(each)
        above = []
        for name, kids in by_name.items():
            one = opened.make_indirect(
                pikepdf.Dictionary(T=pikepdf.String(name), FT=kids[0].FT, Kids=pikepdf.Array(kids))
            )
            if "/V" in kids[0]:
                one.V = kids[0].V
            for kid in kids:
                for key in ("/T", "/V", "/FT"):
                    if key in kid:
                        del kid[key]
                kid.Parent = one
            above.append(one)
        opened.Root.AcroForm.Fields = pikepdf.Array(above)

    return pdf(merge, joined(filled("pdf"), marcus()))


def without_pages() -> bytes:
    """Two kits whose records are on no page: which field is of which cannot be seen."""

    def lift(opened: pikepdf.Pdf) -> None:
        for page in opened.pages:
            listed = page.get("/Annots", ())
            kept = [each for each in listed if PDF_RECORD not in str(each.get("/T", ""))]
            page.Annots = pikepdf.Array(kept)

    return pdf(lift, joined(filled("pdf"), marcus(), "{}_2".format))


def field_across() -> bytes:
    """Two kits with a field that lies on pages of both."""

    def spread(opened: pikepdf.Pdf) -> None:
        own = field(opened, "notes/advice")
        listed = opened.pages[-1].get("/Annots", pikepdf.Array())
        opened.pages[-1].Annots = pikepdf.Array([*listed, own])

    return pdf(spread, joined(filled("pdf"), marcus(), "{}_2".format))


UNDIVIDED = {
    "a record lost": record_lost,
    "fields merged": merged,
    "records without a page": without_pages,
    "a field across": field_across,
}


@pytest.mark.parametrize("make", cases(UNDIVIDED))
def test_kits_that_cannot_be_divided_are_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises(NotCollected, match="two kits"):
        read_kits(make())


def test_two_word_kits_in_one_file_are_refused() -> None:
    """As programs insert a file at the end of another: every field is there twice, and one record."""

    def insert(parts: dict[str, bytes]) -> None:
        name = "word/document.xml"
        his = unpack(marcus("docx"))[name]
        inside = his[his.index(b"<w:body>") + 8 : his.rindex(b"<w:sectPr")]
        before, end, after = parts[name].rpartition(b"<w:sectPr")
        parts[name] = before + inside + end + after

    with pytest.raises(NotCollected, match="two kits"):
        read_kits(word(insert))


def test_three_kits_in_one_file_are_three() -> None:
    third = filled("pdf", Owner("Ana Roy", "vet", "ba9876543210"), {"notes/advice": "Cats."}, frozenset())
    kits = read_kits(joined(joined(filled("pdf"), marcus(), "{}_2".format), third, "{}_3".format))
    assert [(kit.form.owner.name, sorted(kit.texts.values())) for kit in kits] == [
        (LEILA.name, sorted([HERS, "Ask early."])),
        (MARCUS.name, [HIS]),
        ("Ana Roy", ["Cats."]),
    ]


def with_page(number: int, other: bytes, data: bytes = b"") -> bytes:
    """Return a kit, Leila's by default, with a page of another file behind the page of that number."""
    with pikepdf.open(io.BytesIO(other)) as second:
        return pdf(lambda opened: opened.pages.insert(number, second.pages[number - 1]), data or None)


def with_page_by_pypdf(number: int) -> bytes:
    writer, saved = pypdf.PdfWriter(), io.BytesIO()
    writer.append(io.BytesIO(filled("pdf")))
    writer.merge(number, io.BytesIO(filled("pdf")), pages=(number - 1, number))
    writer.write(saved)
    return saved.getvalue()


COPIED = {
    "with the record": lambda: with_page(1, filled("pdf")),
    "with an answer": lambda: with_page(5, filled("pdf")),
    "by pypdf": lambda: with_page_by_pypdf(5),
    "the same page": lambda: pdf(lambda opened: opened.pages.insert(5, opened.pages[4])),
    "thrice": lambda: with_page(5, filled("pdf"), with_page(5, filled("pdf"))),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("make", cases(COPIED))
def test_a_page_that_is_there_twice_is_of_one_person(make: Callable[[], bytes]) -> None:
    read = read_kit(make())
    assert (read.form.owner, read.texts, read.others, read.remarks) == (LEILA, TYPED, (), ())


UNLIKE = {
    "another answer": lambda: filled("pdf", LEILA, {"notes/typical-day": HIS}),
    "no answer": lambda: filled("pdf", LEILA, {"notes/advice": "Ask early."}),
    "of another person": marcus,
}


@pytest.mark.parametrize("other", cases(UNLIKE))
def test_copies_of_a_page_with_different_answers_are_named(other: Callable[[], bytes]) -> None:
    with pytest.raises(NotCollected, match=r"“What does a usual day .*” \(pages 5, 6\)"):
        read_kits(with_page(5, other()))


def test_two_kits_of_one_person_in_one_file_are_two() -> None:
    """She has joined the first and the second that she filled in: neither is lost."""
    kits = read_kits(joined(filled("pdf"), filled("pdf", LEILA, {"notes/advice": "Later."}), "{}_2".format))
    assert [(kit.form.owner, kit.texts) for kit in kits] == [
        (LEILA, TYPED),
        (LEILA, {"notes/advice": "Later."}),
    ]


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


def record_renamed(opened: pikepdf.Pdf) -> None:
    field(opened, PDF_RECORD).T = pikepdf.String("Text1")


def numbered(opened: pikepdf.Pdf) -> None:
    for number, each in enumerate(opened.Root.AcroForm.Fields):
        each.T = pikepdf.String(f"page{number}.{each.T}+{number}")


WRAPPED = {
    "a record under another name": lambda: pdf(record_renamed),
    "a number for each": lambda: pdf(numbered),
    "p06": lambda: pdf(wrapped),
    "pypdf": lambda: topname("kit"),
    "twice": lambda: pdf(wrapped_twice),
    "suffixes": lambda: pdf(suffixed),
}


@pytest.mark.spread(3)
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
    Path("in/b.pdf").unlink()
    assert "not handed in: Chloé Tremblay (vet)" in collected("--class", "r.csv")[0].out


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


def test_a_kit_of_an_earlier_version_is_known_by_its_key() -> None:
    """Its key was made of name and id: two people of one name are told apart by it."""
    owners = [Owner("Ana Roy", "vet", former_owner_key("Ana Roy", number)) for number in ("8", "9")]
    hand_in(a__pdf=filled("pdf", owners[1]))
    wrote("r.csv", f"{HEAD}Ana Roy,8,vet\nAna Roy,9,vet\n")
    ran, _rows = collected("--class", "r.csv")
    assert "not handed in: Ana Roy (8)" in ran.out, ran


def test_kits_of_two_jobs_of_one_person_are_hers() -> None:
    """She has changed her mind: nobody of the class is a stranger, and one person has handed in."""
    hand_in(a__pdf=kit_of("Ana Roy", "", "vet", "Cats."), b__pdf=kit_of("Ana Roy", "", "baker", "Bread."))
    wrote("r.csv", f"{HEAD}Ana Roy,,vet\nBo Li,,vet\n")
    ran, _rows = collected("--class", "r.csv")
    assert "handed in: 1 of 2" in ran.out and not ran.telling("not in the class"), ran


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
