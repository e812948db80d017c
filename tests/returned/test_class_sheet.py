"""Issue 19, point 4: consent and marks on the class sheet, one name for all, and forms without a fault.

Choices of interface: the sheet has a column "Consent" where a kit has the consent form, "Mark" with
`--class-sheet-mark`, and is sorted with `--class-sheet-order name`; `collect` ends with a line
"no consent yet: NAME" for each who has a consent form and has not ticked it.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdf
import pytest

from interview_kit.model.document import Document
from interview_kit.model.form import form_of
from interview_kit.stages.assemble import assemble
from interview_kit.stages.read.profiles import profile_from
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.select import select
from interview_kit.stages.write import WRITERS
from tests.command import Ran, kit, wrote
from tests.kits import bank
from tests.reading import docx_text
from tests.returned.handed_in import collected, empty
from tests.shared import shared
from tests.tools.collect.filling import fill_pdf, fill_word, read_kit
from tests.zip_files import unpack

ROWS = (
    "Student name,Job of interest,How sure\n"
    "Zoé Roy,pilot,exploring\nAnn Abel,nurse,exploring\nBo Li,cook,exploring\n"
)
QPDF = shutil.which("qpdf")


def sheet(*options: str, settings: str = "") -> tuple[Ran, str]:
    """Build the class with its sheet; return what was said and the sheet's words."""
    wrote("r.csv", ROWS)
    if settings:
        wrote("r.defaults.yaml", settings)
    ran = kit("build", "r.csv", "-o", "out", "-f", "txt", "-j", "1", "--class-sheet", *options)
    path = Path("out/r/_class-sheet.docx")
    return ran, docx_text(path.read_bytes()) if path.exists() else ""


def test_the_sheet_has_a_column_for_the_consent_form_where_it_was_asked_for() -> None:
    assert "Consent" in sheet(settings="programme: {pages: [consent]}\n")[1].split("Zoé Roy")[0]


def test_without_the_consent_form_there_is_no_such_column() -> None:
    assert "Consent" not in sheet()[1]


def test_a_column_for_the_mark_is_there_on_request() -> None:
    assert "Mark" in sheet("--class-sheet-mark")[1].split("Zoé Roy")[0]


def test_the_sheet_is_in_the_order_of_names_on_request() -> None:
    """By last name, accents aside: Abel, Li, Roy."""
    words = sheet("--class-sheet-order", "name")[1]
    assert -1 < words.find("Ann Abel") < words.find("Bo Li") < words.find("Zoé Roy")


def test_the_sheet_is_in_the_order_of_the_roster() -> None:
    words = sheet()[1]
    assert -1 < words.find("Zoé Roy") < words.find("Ann Abel") < words.find("Bo Li")


def document_of(**keys: object) -> Document:
    profile = profile_from({"name": "Ada Obi", "target": {"occupation": "welder"}, **keys}).profile
    return assemble(select(bank(), profile), profile, bank())


@pytest.mark.usefixtures("no_summaries")
def test_who_has_given_no_consent_yet_is_a_list() -> None:
    document = document_of(minor=True, programme={"course": "GLC2O", "pages": ["consent"]})
    found = form_of(document)
    assert found is not None
    data = shared("fillable consent pdf", lambda: WRITERS["pdf"](document, load_theme("base", fillable=True)))
    notes = next(each.name for each in found.fields if each.name.startswith("notes/"))
    wrote("in/a.pdf", fill_pdf(data, {notes: "Sparks."}, frozenset()))
    assert "no consent yet: Ada Obi" in kit("collect", "in", "-l", "en").out
    wrote("in/a.pdf", fill_pdf(data, {notes: "Sparks."}, frozenset({"consent/child"})))
    assert "no consent yet" not in kit("collect", "in", "-l", "en").out


def nameless(ending: str) -> bytes:
    """Return the kit of a person whose contact has no name yet."""
    document = document_of(contacts=[{"organisation": "Lakeside Clinic"}])
    return shared(
        f"fillable nameless {ending}", lambda: WRITERS[ending](document, load_theme("base", fillable=True))
    )


def test_one_name_typed_once_fills_the_same_name_elsewhere_in_a_pdf() -> None:
    """B17: the contact's name is one field with several widgets."""
    with pikepdf.open(io.BytesIO(nameless("pdf"))) as opened:
        assert [each for each in opened.Root.AcroForm.Fields if len(each.get("/Kids", ())) > 1]


def test_a_name_in_word_is_typed_wherever_it_belongs_and_none_is_lost() -> None:
    """B17: no control is bound to a shared value, since programs put that back over what was typed.

    LibreOffice 7.4 stores the value of the last control alone, and empties all custom XML parts, the record
    too, where one has & or <. Each place keeps its own words.
    """
    data = nameless("docx")
    names = sorted(each.name for each in read_kit(data).form.fields if each.label == "(their name)")
    typed = {name: f"Joan & <Bo> {number}" for number, name in enumerate(names)}
    assert len(typed) > 2 and b"dataBinding" not in unpack(data)["word/document.xml"]
    read = read_kit(fill_word(data, typed, frozenset()))
    assert (read.texts, read.others, read.remarks) == (typed, (), ())


def test_a_name_that_is_typed_once_is_one_answer() -> None:
    name = {"blank/contact_name": "Dr. Joan Sinclair"}
    read = read_kit(fill_pdf(nameless("pdf"), name, frozenset()))
    assert (read.texts, read.others, read.remarks) == (name, (), ())


@pytest.mark.usefixtures("no_summaries")
def test_the_contact_s_name_that_was_typed_stands_beside_the_notes() -> None:
    """B4: the column Contact of all answers, where nobody was named before."""
    data = WRITERS["docx"](document_of(), load_theme("base", fillable=True))
    blank = next(each.name for each in read_kit(data).form.fields if each.label == "(their name)")
    texts = {blank: "Joan Sinclair", "notes/advice": "Ask early."}
    wrote("in/a.docx", fill_word(data, texts, frozenset()))
    _ran, rows = collected()
    assert {row["Answer"]: row["Contact"] for row in rows}["Ask early."] == "Joan Sinclair"


def test_a_fillable_pdf_has_a_clean_cross_reference_table() -> None:
    """B12: no object in use is at offset 0, and a strict reader finds each where the table says."""
    data = empty("pdf")
    reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
    places = [place for table in reader.xref.values() for place in table.values()]
    assert places and 0 not in places
    found = [reader.get_object(number) for number in (*reader.xref[0], *reader.xref_objStm)]
    assert None not in found
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert opened.check_pdf_syntax() == []


@pytest.mark.skipif(QPDF is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_in_a_fillable_pdf() -> None:
    assert QPDF
    Path("kit.pdf").write_bytes(empty("pdf"))
    ran = subprocess.run([QPDF, "--check", "kit.pdf"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0 and "WARNING" not in ran.stderr, ran.stderr
