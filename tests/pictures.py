"""Make the pictures of the guides and of the README from what the program really makes.

Run it with `make pictures`. It needs LibreOffice, for the pages of Word files, and Chromium, for those of the
app.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path

import pypdfium2 as pdfium
from click.testing import CliRunner
from PIL import Image, ImageDraw

from interview_kit.cli import main as kit_command
from interview_kit.model.enums import Language
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write.pdf import write_pdf
from interview_kit.stages.write.word import write_docx
from interview_kit.tools.libreoffice import pages_of
from tests.app_pictures import pictures as app_pictures
from tests.guide import follow
from tests.kits import ALONE_AND_TOGETHER, kit, looks
from tests.paths import ROOT

PICTURES = ROOT / "docs" / "pictures"
SHADOW, PAPER = "#bbbbbb", "#ffffff"
GAP = 24
Box = tuple[float, float, float, float]
WHOLE: Box = (0, 0, 1, 1)
LEILA, EMILE = "leila", "P6-emile"
ALONE = ALONE_AND_TOGETHER[:-1]
CLASS = """Student name,Job of interest,Language,Contact name,Contact workplace
Maya Chen,veterinary technician,en,Dr. Priya Nair,Lakeside Animal Clinic
Amir Nazari,electrician,en,Lou Martin,Northern Wiring
Zoe Roy,infirmière,fr,Mme Gagnon,Hôpital Saint-Luc
Tom Whitefeather,forester,en,,
Ines Okafor,pastry chef,en,Sam Lee,Bluebird Bakery
"""
USUAL = """situation: [secondary]
decision: exploring
goals: [duties, fit]
programme: {course: GLC2O, teacher: Ms. Okafor, contact: 705-555-0100, due: 2026-12-11}
"""


def page(pdf: bytes, number: int, wide: int, part: Box = WHOLE) -> Image.Image:
    """Return a part of a page, from the left, the top, the right and the bottom in parts of the page."""
    with pdfium.PdfDocument(pdf) as document:
        whole = document[number - 1]
        scale = wide / (whole.get_width() * (part[2] - part[0]))
        image: Image.Image = whole.render(scale=scale).to_pil().convert("RGB")
    across, down = image.size
    image = image.crop(
        (round(part[0] * across), round(part[1] * down), round(part[2] * across), round(part[3] * down))
    )
    ImageDraw.Draw(image).rectangle((0, 0, image.width - 1, image.height - 1), outline=SHADOW)
    return image


def beside(*images: Image.Image) -> Image.Image:
    """Return pictures beside each other on white."""
    wide = sum(image.width for image in images) + GAP * (len(images) - 1)
    sheet = Image.new("RGB", (wide, max(image.height for image in images)), PAPER)
    across = 0
    for image in images:
        sheet.paste(image, (across, 0))
        across += image.width + GAP
    return sheet


def save(name: str, image: Image.Image) -> None:
    """Write a picture with as few colours as pages have."""
    png = io.BytesIO()
    image.quantize(96, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(png, "PNG", optimize=True)
    (PICTURES / f"{name}.png").write_bytes(png.getvalue())


def page_with(pdf: bytes, words: str) -> int:
    """Return the number of the first page with these words."""
    with pdfium.PdfDocument(pdf) as document:
        texts = [each.get_textpage().get_text_bounded() for each in document]
    return next(number for number, text in enumerate(texts, 1) if words in " ".join(text.split()))


def in_word(docx: bytes) -> bytes:
    """Return the pages of a Word file, as LibreOffice shows them."""
    pages = pages_of(docx)
    assert pages is not None, "LibreOffice is not installed"
    return pages


def themed(theme: str) -> tuple[bytes, bytes]:
    """Return the PDF of a person's kit in a theme, and the pages of the Word file."""
    document = kit(LEILA, theme=theme)
    return write_pdf(document, load_theme(theme)), in_word(write_docx(document, load_theme(theme)))


def one_kit() -> None:
    """Picture what a kit is, in both languages: its first page, the talk, and the questions."""
    french = kit(EMILE, Language("fr"))
    for name, document, words in (
        ("kit", kit(LEILA), ("Your talk with", "Your 15 minutes")),
        ("kit-fr", french, ("entrevue avec", "minutes")),
    ):
        pdf = write_pdf(document, load_theme("base"))
        talk = page_with(pdf, words[0])
        questions = max(talk + 1, page_with(pdf, words[1]))
        save(name, beside(*(page(pdf, number, 560) for number in (1, talk, questions))))


def one_class() -> None:
    """Picture a class: the sheet for the teacher, and the kits of two of its people."""
    with tempfile.TemporaryDirectory() as name:
        roster, out = Path(name) / "class.csv", Path(name) / "out"
        roster.write_text(CLASS, encoding="utf-8")
        roster.with_name("class.defaults.yaml").write_text(USUAL, encoding="utf-8")
        _run(("build", str(roster), "-o", str(out), "-f", "pdf", "--class-sheet"))
        sheet = page((out / "class" / "_class-sheet.pdf").read_bytes(), 1, 640, (0, 0, 1, 0.75))
        kits = (
            page((out / "class" / f"{who}.pdf").read_bytes(), 1, 500) for who in ("amir-nazari", "zoe-roy")
        )
        save("class", beside(sheet, *(each.crop((0, 0, each.width, sheet.height)) for each in kits)))


def agencies() -> None:
    """Picture the two agencies: their first pages, and a spread of what they say and look like."""
    for theme in ("tall-pines", "confluence"):
        english, word = themed(theme)
        french = write_pdf(kit(EMILE, Language("fr"), theme), load_theme(theme))
        save(theme, page(english, 1, 640))
        talk = page_with(french, "entrevue avec")
        third = page(word, page_with(word, "Your 15 minutes"), 560)
        save(f"{theme}-kit", beside(page(english, 1, 560), page(french, talk, 560), third))


def variants() -> None:
    """Picture the page of the talk as usual, in large print, in high contrast, and with more space."""
    document = kit(LEILA, theme="tall-pines")
    made = (write_pdf(document, looks("tall-pines", variant=each)) for each in ALONE)
    save("variants", beside(*(page(pdf, page_with(pdf, "Your talk with"), 420) for pdf in made)))


def guide() -> None:
    """Picture each step of the guide, as it is followed in an empty folder."""
    with tempfile.TemporaryDirectory() as name:
        here = Path.cwd()
        os.chdir(name)
        try:
            follow(Path(name), _run, _picture)
        finally:
            os.chdir(here)


def _run(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(kit_command, list(command))
    if result.exit_code:
        sys.exit(f"{' '.join(command)}\n{result.output}")


def _picture(part: str) -> None:
    pdf = Path("output/ada-roy.pdf")
    match part[:1]:
        case "1":
            save("step-1", page(pdf.read_bytes(), 1, 900, (0, 0, 1, 0.5)))
        case "2":
            _run(("build", "ada-roy.yaml", "-t", "hill-works"))
            languages = (pdf.read_bytes(), Path("français/ada-roy.pdf").read_bytes())
            tops = beside(*(page(each, 1, 620, (0, 0, 1, 0.2)) for each in languages))
            feet = beside(*(page(each, 1, 620, (0, 0.92, 1, 1)) for each in languages))
            both = Image.new("RGB", (tops.width, tops.height + GAP + feet.height), PAPER)
            both.paste(tops, (0, 0))
            both.paste(feet, (0, tops.height + GAP))
            save("step-2", both)
        case "3":
            talk = page_with(pdf.read_bytes(), "Your talk with")
            save("step-3", page(pdf.read_bytes(), talk, 900, (0, 0, 1, 0.42)))
        case "4":
            kit_pdf = pdf.read_bytes()
            own = page(kit_pdf, page_with(kit_pdf, "What Hill Works can do"), 600)
            save(
                "step-4", beside(own, page(kit_pdf, page_with(kit_pdf, "get right in the first month"), 600))
            )
        case "5":
            shell = in_word(Path("themes/hill-works/word/shell.docx").read_bytes())
            save("step-5", beside(page(shell, 1, 600), page(themed("confluence")[1], 2, 600)))
        case "6":
            save("step-6", page(pdf.read_bytes(), 1, 900, (0, 0, 1, 0.72)))
        case "7":
            with Image.open("output/hill-works-pages.png") as whole:
                seen = whole.convert("RGB").crop((0, 0, 1800, 1150))
            save("step-7", seen.resize((900, 575), Image.Resampling.LANCZOS))
        case _:
            return


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    one_kit()
    one_class()
    agencies()
    variants()
    guide()
    for name, picture in app_pictures():
        save(name, picture)
