"""Fonts of a theme in fields and in Word: only the letters that are shown or typed, and nothing of base's."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg
import pytest
from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable
from pypdf import PdfReader

from interview_kit.model.document import Document, Paragraph, Section, Text
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write import WRITERS
from interview_kit.stages.write.font_subset import TYPED
from interview_kit.stages.write.word.shell_samples import shell_to_edit
from tests.agencies import agency
from tests.reading import docx_part
from tests.sample_document import sample_document
from tests.stages.read.test_theme_fonts import SAID, folder_with, font
from tests.zip_files import unpack

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@cache
def opentype(weight: int) -> bytes:
    """Return a face with CFF outlines, whose glyphs have names that say nothing, as some fonts have."""
    source = TTFont(fontpkg.path("Fira Sans", weight, "normal"))
    glyphs, widths, letters = source.getGlyphSet(), source["hmtx"], source.getBestCmap()
    named = {".notdef": ".notdef"} | {f"g{code:04}": letters[code] for code in range(32, 127)}
    drawn = {}
    for name, old in named.items():
        pen = T2CharStringPen(widths[old][0], glyphs)
        glyphs[old].draw(pen)
        drawn[name] = pen.getCharString()
    made = FontBuilder(unitsPerEm=source["head"].unitsPerEm, isTTF=False)
    made.setupGlyphOrder(list(named))
    made.setupCharacterMap({code: f"g{code:04}" for code in range(32, 127)})
    made.setupCFF("NorthSans", {"FullName": "North Sans"}, drawn, {})
    made.setupHorizontalMetrics({name: widths[old] for name, old in named.items()})
    made.setupHorizontalHeader(ascent=935, descent=-265)
    made.setupNameTable({"familyName": "North Sans", "styleName": str(weight)})
    made.setupOS2(usWeightClass=weight)
    made.setupPost()
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def words(text: str) -> Document:
    section = Section("a", "a", (Text("A"),), (Paragraph((Text(text),)),), starts_page=True)
    return Document("en-CA", "", "", "", "", (section,))


def in_word(docx: bytes, family: str) -> dict[str, TTFont]:
    """Return the embedded faces of a family by the element that names them, unmixed as Word does it."""
    relations = {
        each.get("Id"): each.get("Target") for each in docx_part(docx, "word/_rels/fontTable.xml.rels")
    }
    found = {}
    for face in docx_part(docx, "word/fontTable.xml").findall(f"{W}font[@{W}name='{family}']/*[@{R}id]"):
        mixed = unpack(docx)[f"word/{relations[face.get(f'{R}id')]}"]
        key = bytes.fromhex(face.get(f"{W}fontKey").strip("{}").replace("-", ""))[::-1]
        plain = bytes(byte ^ mask for byte, mask in zip(mixed[:32], key * 2, strict=True)) + mixed[32:]
        assert (face.get(f"{W}subsetted") == "1") == (family != "Atkinson Hyperlegible")
        found[face.tag.removeprefix(W)] = TTFont(io.BytesIO(plain))
    return found


def letters(face: TTFont) -> set[str]:
    return set(map(chr, face.getBestCmap()))


def test_word_holds_the_letters_of_the_kit_and_those_one_types_and_no_others(tmp_path: Path) -> None:
    theme = load_theme(agency(tmp_path / "ours", "extends: base\ntokens: {font: Fira Sans}\n"))
    whole = letters(TTFont(fontpkg.path("Fira Sans", 700, "normal")))
    assert "ł" in whole and "Ł" in whole
    faces = in_word(WRITERS["docx"](words("Paweł"), theme), "Fira Sans")
    assert list(faces) == ["embedRegular", "embedBold", "embedItalic", "embedBoldItalic"]
    for face in faces.values():
        assert letters(face) == whole & (set(TYPED) | {"ł"})
        assert face["name"].getDebugName(1) == "Fira Sans"


def in_browser(html: bytes, family: str) -> dict[int, TTFont]:
    """Return the faces of a family that a web page holds, by weight."""
    rule = re.compile(
        rf'font-family:"{family}";font-weight:(\d+);font-style:normal;src:url\("data:font/[a-z]+;base64,([^"]+)'
    )
    found = rule.findall(html.decode())
    return {int(weight): TTFont(io.BytesIO(b64decode(data))) for weight, data in found}


@pytest.mark.parametrize(("make", "ending"), [(font, "ttf"), (opentype, "otf")])
def test_a_web_page_holds_the_letters_of_the_kit_and_those_one_types_and_no_others(
    tmp_path: Path, make: Callable[[int], bytes], ending: str
) -> None:
    named = {f"assets__fonts__{weight}_dot_{ending}": make(weight) for weight in (400, 700)}
    signs = ".kit-tip::before { content: '\\2020 ' } h1 { text-transform: uppercase }"
    theme = load_theme(agency(tmp_path / "north", SAID, css__more_dot_css=signs, **named))
    faces = in_browser(WRITERS["html"](words("Paweł"), theme), "North Sans")
    assert list(faces) == [400, 700]
    for weight, face in faces.items():
        whole = letters(TTFont(io.BytesIO(make(weight))))
        wanted = whole & (set(TYPED) | set("łŁ†"))
        assert wanted <= letters(face) <= wanted | {"\u2192"}  # the arrow that base adds
        assert ("GPOS" in face) == (ending == "ttf")


def test_a_font_that_cannot_be_cut_is_whole(tmp_path: Path) -> None:
    """Its table of substitutions ends too soon; what draws the letters is sound."""
    with TTFont(io.BytesIO(font(400)), recalcTimestamp=False) as broken:
        broken["GSUB"] = DefaultTable("GSUB")
        broken["GSUB"].data = bytes(3)
        buffer = io.BytesIO()
        broken.save(buffer)
    theme = load_theme(folder_with(tmp_path, regular=buffer.getvalue(), bold=font(700)))
    faces = in_browser(WRITERS["html"](words("Paweł"), theme), "North Sans")
    assert letters(faces[400]) == letters(TTFont(io.BytesIO(buffer.getvalue()))) > letters(faces[700])


def test_no_font_of_base_stays_in_the_shell_of_a_theme_with_its_own(tmp_path: Path) -> None:
    shell = shell_to_edit(load_theme("base"))
    assert in_word(shell, "Atkinson Hyperlegible")
    folder = folder_with(tmp_path, regular=font(400), bold=font(700))
    agency(folder, SAID, word__shell_dot_docx=shell)
    docx = WRITERS["docx"](sample_document(), load_theme(folder))
    assert len(in_word(docx, "North Sans")) == len([name for name in unpack(docx) if "odttf" in name]) == 2
    listed = [each.get(f"{W}name") for each in docx_part(docx, "word/fontTable.xml")]
    # Verdana, and then Arial, where a program shows no embedded fonts, as with the font of base.
    assert sorted(listed) == ["MS Gothic", "North Sans", "Verdana"]
    assert b'Verdana"' in unpack(docx)["word/fontTable.xml"].partition(b"North Sans")[2]


@pytest.mark.parametrize(("make", "ending"), [(font, "ttf"), (opentype, "otf")])
def test_one_types_in_the_font_of_the_theme(
    tmp_path: Path, make: Callable[[int], bytes], ending: str
) -> None:
    named = {f"assets__fonts__{weight}_dot_{ending}": make(weight) for weight in (400, 700)}
    theme = load_theme(agency(tmp_path / "north", SAID, **named), fillable=True)
    pdf = PdfReader(io.BytesIO(WRITERS["pdf"](sample_document(), theme)))
    field = pdf.trailer["/Root"]["/AcroForm"]["/DR"]["/Font"]["/KitField"]  # type: ignore[index]
    assert field["/BaseFont"] == "/NorthSans"
    source = TTFont(io.BytesIO(make(400)))
    shown = TTFont(io.BytesIO(field["/FontDescriptor"]["/FontFile2"].get_data()))
    assert letters(shown) == letters(source) & set(TYPED) > set("aQ")
    for letter in "aQ":
        assert _bounds(shown, letter) == pytest.approx(_bounds(source, letter), abs=2)
        width = source["hmtx"][source.getBestCmap()[ord(letter)]][0]
        assert field["/Widths"][ord(letter) - 32] == width


def _bounds(face: TTFont, letter: str) -> tuple[float, ...]:
    glyphs = face.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[face.getBestCmap()[ord(letter)]].draw(pen)
    return tuple(pen.bounds)


@cache
def latin(weight: int) -> bytes:
    with TTFont(io.BytesIO(font(weight)), recalcTimestamp=False) as face:
        cutter = subset.Subsetter(subset.Options(name_IDs=["*"]))
        cutter.populate(text="".join(TYPED))
        cutter.subset(face)
        buffer = io.BytesIO()
        face.save(buffer)
        return buffer.getvalue()


def test_a_name_that_the_font_cannot_write_is_written_as_in_base(tmp_path: Path) -> None:
    """Fira Sans has Cyrillic letters, and neither Atkinson Hyperlegible nor the font of the theme does."""
    own = load_theme(folder_with(tmp_path, regular=latin(400), bold=latin(700)))
    for name in ("Олена", "नीला"):
        fonts = []
        for theme in (load_theme("base"), own):
            page: Any = PdfReader(io.BytesIO(WRITERS["pdf"](words(f"Ada {name}"), theme))).pages[0]
            used = page["/Resources"]["/Font"].values()
            fonts.append({str(each.get_object()["/BaseFont"])[8:] for each in used})
        base, ours = fonts
        others = {each for each in base if "Atkinson" not in each}
        assert base > others == {each for each in ours if "North" not in each} != set()
