"""What was typed comes back, every character of it: three formats, two languages, names in two directions."""

from __future__ import annotations

import ctypes
import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from interview_kit.model.enums import Language
from interview_kit.tools.collect.answers import WithoutFields
from interview_kit.tools.collect.label_answers import built_kit, read_by_labels
from tests.tools.collect.filling import OWNER, answers, empty, fill_html, fill_pdf, fill_word, form, read_kit

FILLERS = {"pdf": fill_pdf, "docx": fill_word, "html": fill_html}
OFFICE = shutil.which("soffice")


@pytest.mark.spread(2)
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("ending", FILLERS)
@pytest.mark.parametrize("language", Language)
def test_every_character_comes_back(language: Language, ending: str, seed: int) -> None:
    own = form(language, ending)
    texts, ticks = answers(own, seed, 60)
    assert len(texts) + len(ticks) > 25  # over all runs more than three hundred answers
    filled = read_kit(FILLERS[ending](empty(language, ending), texts, ticks))
    assert filled.form == own
    assert filled.texts == texts
    assert filled.ticks == ticks
    assert (filled.others, filled.remarks) == ((), ())


@pytest.mark.parametrize("ending", FILLERS)
@pytest.mark.parametrize("language", Language)
def test_what_is_empty_stays_empty(language: Language, ending: str) -> None:
    filled = read_kit(empty(language, ending))
    assert filled.is_empty and filled.form == form(language, ending)


def saved_by_libreoffice(folder: Path, data: bytes, *endings: str) -> bytes:
    """Return a Word file after LibreOffice has saved it in each of the formats, one from the other."""
    path = folder / "kit.docx"
    path.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    for number, ending in enumerate(endings):
        into = folder / str(number)
        convert = [str(OFFICE), profile, "--headless", "--convert-to", ending, "--outdir", str(into)]
        subprocess.run([*convert, str(path)], check=True, capture_output=True, timeout=120)
        path = into / f"kit.{ending}"
    return path.read_bytes()


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_a_word_kit_that_libreoffice_has_saved_again(tmp_path: Path) -> None:
    texts, ticks = answers(form(Language("fr")), 3, 60)
    kit = fill_word(empty(Language("fr"), "docx"), texts, ticks)
    filled = read_kit(saved_by_libreoffice(tmp_path, kit, "docx"))
    assert filled.form == form(Language("fr"))
    assert filled.ticks == ticks
    assert filled.texts == texts
    assert (filled.others, filled.remarks) == ((), ())


@pytest.mark.spread(2)
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("endings", [("odt",), ("odt", "docx")])
def test_a_kit_that_libreoffice_has_saved_as_opendocument(tmp_path: Path, endings: tuple[str, ...]) -> None:
    texts, ticks = answers(form(Language("fr")), 3, 60)
    kit = fill_word(empty(Language("fr"), "docx"), texts, ticks)
    data = saved_by_libreoffice(tmp_path, kit, *endings)
    with pytest.raises(WithoutFields):
        read_kit(data)
    built = built_kit(empty(Language("fr"), "docx"))
    assert built is not None
    owner = replace(OWNER, name="Émile Tremblay")  # as this kit prints it
    (filled,) = read_by_labels(data, [replace(built, form=replace(built.form, owner=owner))])
    assert filled.ticks == ticks
    assert filled.texts == texts
    assert filled.others == ()


def test_a_pdf_that_another_library_has_filled_in() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(empty(Language("en"), "pdf")))
    typed = {
        "notes/advice": "Zoë: «ask, and listen»\nПривіт",
        "fit/1/2": "/on",
        "blank/thank-you/1": "Patience",
    }
    for page in writer.pages:
        writer.update_page_form_field_values(page, typed, auto_regenerate=False)
    saved = io.BytesIO()
    writer.write(saved)
    filled = read_kit(saved.getvalue())
    assert filled.ticks == {"fit/1/2"}
    assert filled.texts == {name: text for name, text in typed.items() if name != "fit/1/2"}


def test_a_pdf_that_is_typed_into_in_the_viewer_of_chromium() -> None:
    typed = "Café, 9 h ? Ça va – œuf."
    filled = read_kit(_typed_in_pdfium(empty(Language("en"), "pdf"), "notes/advice", typed))
    assert filled.texts == {"notes/advice": typed}
    assert filled.form == form(Language("en"))


def _typed_in_pdfium(data: bytes, name: str, text: str) -> bytes:
    """Click into a field, press the keys, leave it, and save: with Chromium's own engine."""
    with pdfium.PdfDocument(data) as opened:
        opened.init_forms()
        env = opened.formenv.raw
        for page in opened:
            for number in range(raw.FPDFPage_GetAnnotCount(page)):
                annotation = raw.FPDFPage_GetAnnot(page, number)
                if _name(env, annotation) == name:
                    box = raw.FS_RECTF()
                    raw.FPDFAnnot_GetRect(annotation, box)
                    place = (box.left + 5, box.top - 5)
                    raw.FORM_OnLButtonDown(env, page, 0, *place)
                    raw.FORM_OnLButtonUp(env, page, 0, *place)
                    for letter in text:
                        raw.FORM_OnChar(env, page, ord(letter), 0)
                    raw.FORM_ForceToKillFocus(env)
                raw.FPDFPage_CloseAnnot(annotation)
        saved = io.BytesIO()
        opened.save(saved)
        return saved.getvalue()


def _name(env: object, annotation: object) -> str:
    length = raw.FPDFAnnot_GetFormFieldName(env, annotation, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 or 1))()
    raw.FPDFAnnot_GetFormFieldName(env, annotation, buffer, length)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")
