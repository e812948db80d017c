"""A fillable PDF: fields with names and tooltips, the same words and pages, and small."""

from __future__ import annotations

import io
from typing import NamedTuple

import pikepdf
import pypdfium2 as pdfium
import pytest

from interview_kit.model.enums import Language
from interview_kit.model.form import PDF_MARK, PDF_RECORD, form_of, read_record
from interview_kit.model.profile import Profile
from interview_kit.stages.assemble import assemble
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.select import select
from interview_kit.stages.write.html import write_html
from interview_kit.stages.write.page_count import page_count
from interview_kit.stages.write.pdf import write_pdf
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.lint_theme.kit_text import visible_text
from interview_kit.tools.lint_theme.pdf_text import literal, tagged_text
from tests.kits import PEOPLE, bank, drawn, kit, looks, pdf
from tests.shared import LONG

EN, FR = Language("en"), Language("fr")
KITS = [("leila", EN), ("marcus", FR), ("oksana", EN), ("denise", FR), ("P1-maya", EN)]
MULTILINE = 1 << 12


def fillable(name: str, language: Language) -> bytes:
    return drawn(kit(name, language), looks(variant=PEOPLE[name].support.variant, fillable=True))


class PdfField(NamedTuple):
    kind: str
    flags: int
    tip: str
    value: str


def fields(data: bytes) -> dict[str, PdfField]:
    with pikepdf.open(io.BytesIO(data)) as opened:
        told = [
            (
                str(each.T),
                PdfField(str(each.FT), int(each.get("/Ff", 0)), *(_text(each, k) for k in ("/TU", "/V"))),
            )
            for each in opened.Root.AcroForm.Fields
        ]
    assert len(dict(told)) == len(told)
    return dict(told)


def _text(field: pikepdf.Object, key: str) -> str:
    return str(field[key]) if key in field else ""


@pytest.mark.parametrize(("name", "language"), KITS if LONG else [KITS[0], KITS[3]])
def test_it_has_the_words_and_the_pages_of_the_printed_kit(name: str, language: Language) -> None:
    data = fillable(name, language)
    assert literal(tagged_text(data)) == literal(plain_text(kit(name, language)))
    assert page_count(data) == page_count(pdf(name, language))


@pytest.mark.parametrize(("name", "language"), KITS if LONG else [KITS[0], KITS[3]])
def test_every_place_to_fill_in_is_a_field(name: str, language: Language) -> None:
    form = form_of(kit(name, language))
    assert form is not None
    found = fields(fillable(name, language))
    assert read_record(found.pop(PDF_RECORD).value) == form
    kinds = {"/Tx": "text", "/Btn": "tick"}
    assert {each: kinds[field.kind] for each, field in found.items()} == {
        field.name: field.kind for field in form.fields
    }
    # On paper, fields stand in reading order too.
    assert list(found) == [field.name for field in form.fields]
    several = {each for each, field in found.items() if field.flags == MULTILINE}
    assert several == {
        field.name for field in form.fields if field.kind == "text" and not field.name.startswith("blank/")
    }


def test_an_answer_in_half_the_width_of_a_page_has_all_of_it() -> None:
    with pikepdf.open(io.BytesIO(fillable("leila", EN))) as opened:
        widths = {
            str(each.T): float(each.Rect[2] - each.Rect[0])
            for each in opened.Root.AcroForm.Fields
            if str(each.T).startswith("reflect/")
        }
    assert len(widths) == 4
    assert min(widths.values()) > 0.95 * max(widths.values())


def test_tooltips_are_in_the_language_of_the_kit() -> None:
    found = fields(fillable("marcus", FR))
    question = bank().questions["how-got-job"].text[0].fr
    assert question is not None and found["notes/how-got-job"].tip == f"Tes notes · {question}"
    assert found["fit/1/2"].tip == "building things\u00a0: Non"
    assert found["log/1/3"].tip == "Dale Sawchuk\u00a0: Demande"
    assert found["blank/thank-you/1"].tip == "(une chose apprise)"
    assert all(field.tip.strip() for name, field in found.items() if name != PDF_RECORD)


def test_the_tab_key_follows_the_order_of_reading_on_every_page() -> None:
    with pikepdf.open(io.BytesIO(fillable("leila", EN))) as opened:
        assert [page.get("/Tabs") for page in opened.pages] == ["/S"] * len(opened.pages)
        # Viewers that know nothing of tags go by the order of annotations.
        placed = [each for page in opened.pages for each in page.get("/Annots", ()) if "/TU" in each]
        form = form_of(kit("leila"))
        assert form and [str(each.T) for each in placed] == [field.name for field in form.fields]
        assert opened.docinfo[f"/{PDF_MARK}"]


def test_what_is_typed_is_drawn_in_the_kits_own_letters() -> None:
    with pikepdf.open(io.BytesIO(fillable("leila", EN))) as opened:
        field = next(each for each in opened.Root.AcroForm.Fields if each.T == "notes/advice")
        field.V = pikepdf.String("Où ça? «\u00a0Œuvre\u00a0» – Zoë’s café")
        saved = io.BytesIO()
        opened.save(saved)
    empty, filled = (_ink(data) for data in (fillable("leila", EN), saved.getvalue()))
    assert filled > empty + 100


def _ink(data: bytes) -> int:
    """Return how many dark points the fields have put on the pages."""
    with pdfium.PdfDocument(data) as opened:
        opened.init_forms()
        pages = [page.render(scale=1, grayscale=True).to_pil() for page in opened]
        return sum(sum(page.histogram()[:100]) for page in pages)


def test_ten_fields_more_than_pages_are_small() -> None:
    person = Profile.model_validate(
        {
            "name": "Ann Roy",
            "target": {"occupation": "nurse"},
            "talk": {"channel": "written", "minutes": 5},
            "contacts": [{"name": "Lou", "email": "lou@clinic.example"}],
        }
    )
    document = assemble(select(bank(), person), person, bank())
    whole, plain = (write_pdf(document, load_theme("base", fillable=wanted)) for wanted in (True, False))
    assert len(whole) < 100_000
    assert len(whole) - len(plain) < 30_000
    assert all(len(fillable(*each)) - len(pdf(*each)) < 30_000 for each in KITS[: 5 if LONG else 1])


def test_the_same_bytes_each_time() -> None:
    assert write_pdf(kit("leila"), load_theme("base", fillable=True)) == fillable("leila", EN)


def test_a_web_page_has_the_same_fields_and_words() -> None:
    page = write_html(kit("leila"), load_theme("base", fillable=True))
    form = form_of(kit("leila"))
    assert form is not None
    assert literal(visible_text(page)) == literal(plain_text(kit("leila")))
    assert all(page.count(f' name="{field.name}"'.encode()) == 1 for field in form.fields)
