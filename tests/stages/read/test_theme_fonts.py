"""Fonts that lie in a theme: read once, in the PDF and in Word, with what they lack said."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import fontpkg
import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from interview_kit.model.theme import FontFile
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write import WRITERS
from interview_kit.support.errors import ThemeError
from tests.agencies import agency
from tests.reading import docx_part
from tests.sample_document import sample_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SAID = "extends: base\ntokens: {font: North Sans}\n"


@cache
def font(weight: int, style: str = "normal", *, licence: int = 0) -> bytes:
    """Return a face of a font of our own, North Sans; `licence` is what its OS/2 table allows."""
    made = TTFont(fontpkg.path("Fira Sans", weight, style))
    for record in made["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = "North Sans"
        elif record.nameID == 6:
            record.string = f"NorthSans-{weight}{style}"
    made["OS/2"].fsType = licence
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def folder_with(folder: Path, **fonts: bytes) -> Path:
    return agency(
        folder / "north", SAID, **{f"assets__fonts__{name}_dot_ttf": data for name, data in fonts.items()}
    )


def test_a_font_of_the_theme_is_in_the_pdf_and_in_word(tmp_path: Path) -> None:
    theme = load_theme(folder_with(tmp_path, regular=font(400), bold=font(700), slanted=font(400, "italic")))
    (tmp_path / "north/assets/fonts/bold.ttf").unlink()  # nothing is read later
    assert theme.fonts == (
        FontFile("North Sans", 700, False, "assets/fonts/bold.ttf", True),
        FontFile("North Sans", 400, False, "assets/fonts/regular.ttf", True),
        FontFile("North Sans", 400, True, "assets/fonts/slanted.ttf", True),
    )
    assert theme.notices == ()
    fonts = PdfReader(io.BytesIO(WRITERS["pdf"](sample_document(), theme))).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert {str(each.get_object()["/BaseFont"])[8:18] for each in fonts.values()} == {"North-Sans"}
    table = docx_part(WRITERS["docx"](sample_document(), theme), "word/fontTable.xml")
    entry = next(each for each in table if each.get(f"{W}name") == "North Sans")
    embedded = [child.tag.removeprefix(W) for child in entry if "embed" in child.tag]
    assert embedded == ["embedRegular", "embedBold", "embedItalic"]


def test_a_font_that_word_may_not_hold_is_named_and_noted(tmp_path: Path) -> None:
    theme = load_theme(folder_with(tmp_path, regular=font(400, licence=2), bold=font(700)))
    (notice,) = theme.notices
    assert notice.file.endswith("north/assets/fonts/regular.ttf")
    assert notice.message.startswith("this font cannot be put into a Word file")
    docx = WRITERS["docx"](sample_document(), theme)
    assert b"embedRegular" not in docx
    fonts = docx_part(docx, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert fonts.get(f"{W}ascii") == "North Sans"


def test_a_font_without_bold_or_twice_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ThemeError) as refused:
        load_theme(folder_with(tmp_path, one=font(400), two=font(400)))
    messages = [problem.message for problem in refused.value.problems]
    assert messages == [
        "this is the same face as assets/fonts/one.ttf; keep one",
        "font North Sans has no Bold face in assets/fonts/",
    ]
