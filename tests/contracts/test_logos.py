"""A logo has one size and shows one picture in the PDF, on the web page and in Word."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write import WRITERS
from interview_kit.support.errors import ThemeError
from tests.agencies import agency, with_letterhead
from tests.reading import docx_part
from tests.stages.write.test_own_fonts import words
from tests.zip_files import unpack

MM = 72 / 25.4
WIDTH = 20
DOTS = 10  # to a millimetre
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SAID = "extends: base\ntokens: {logo: assets/logo.%s, logo_width: 20}\n"


def lying(kind: str) -> Callable[[], bytes]:
    """Return a picture of 120 x 60 dots that stands upright by its EXIF orientation: red above green."""

    def drawn() -> bytes:
        image = Image.new("RGB", (120, 60), "#e00000")
        image.paste("#00a000", (60, 0, 120, 60))
        exif = Image.Exif()
        exif[0x0112] = 6
        buffer = io.BytesIO()
        image.save(buffer, kind, exif=exif)
        return buffer.getvalue()

    return drawn


def of_16_bits() -> bytes:
    image = Image.new("I;16", (120, 60), 0x4000)
    image.paste(0xC000, (0, 30, 120, 60))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def svg(head: str) -> Callable[[], bytes]:
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" {head}><path fill="#e00000" d="M0 0h40v90H0z"/></svg>'
    return drawn.encode


@pytest.mark.parametrize(
    ("ending", "make", "ratio"),
    [
        ("jpg", lying("JPEG"), 2),
        ("png", lying("PNG"), 2),
        ("png", of_16_bits, 0.5),
        ("svg", svg('viewBox="0 0 90 45"'), 0.5),
        ("svg", svg('viewBox="0 0 90 45" width="60mm" height="60mm"'), 1),
        ("svg", svg('viewBox="-5 -5 100 50" width="10em" height="5em"'), 0.5),
        ("svg", svg('viewBox="0 0 90 45" width="100%" height="100%"'), 0.5),
        ("svg", svg('viewBox="0 0 90 45" width="70"'), 0.5),
        ("svg", svg('width="6pc" height="9pc"'), 1.5),
    ],
)
def test_a_logo_is_as_large_in_word_as_on_the_page(
    tmp_path: Path, ending: str, make: Callable[[], bytes], ratio: float
) -> None:
    logo = {f"assets__logo_dot_{ending}": make()}
    theme = load_theme(agency(tmp_path / "ours", SAID % ending, **logo))
    document = with_letterhead(words("Ada"))
    docx = WRITERS["docx"](document, theme)
    extent = next(docx_part(docx, "word/document.xml").iter(f"{WP}extent"))
    assert [int(extent.get(side)) / 36_000 for side in ("cx", "cy")] == pytest.approx([WIDTH, WIDTH * ratio])
    with pdfium.PdfDocument(WRITERS["pdf"](document, theme)) as pdf:
        page = pdf[0].render(scale=DOTS / MM).to_pil().convert("RGB")
    left, top = (round(side * DOTS) for side in (theme.tokens.margin_left, theme.tokens.margin_top))
    size = WIDTH * DOTS, round(WIDTH * ratio * DOTS)
    (name,) = (name for name in unpack(docx) if "kit-logo" in name)
    in_word = Image.open(io.BytesIO(unpack(docx)[name])).convert("RGB").resize(size)
    # On the first page it begins above the margin.
    places = (page.crop((left, y, left + size[0], y + size[1])) for y in range(top - 5 * DOTS, top))
    differing = (ImageChops.difference(shown, in_word).convert("L").histogram() for shown in places)
    assert min(sum(each[40:]) for each in differing) < 0.02 * size[0] * size[1]
    colours = in_word.resize((8, 8)).getcolors()
    assert colours is not None and len(colours) > 1


def test_a_logo_that_stands_upright_has_its_height_measured_so(tmp_path: Path) -> None:
    said = (SAID % "jpg").replace("20", "48")
    with pytest.raises(ThemeError) as refused:
        load_theme(agency(tmp_path / "ours", said, assets__logo_dot_jpg=lying("JPEG")()))
    (problem,) = refused.value.problems
    assert problem.path == "tokens.logo_width"
    assert problem.message == "the logo would be 96 mm tall; the most is 45, at a logo_width of 22"
