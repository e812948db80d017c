"""One token of a theme changes the PDF and the Word file alike."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from pypdf import PdfReader

from interview_kit.model.document import (
    AnswerSpace,
    Document,
    Heading,
    Link,
    Paragraph,
    Question,
    Role,
    Section,
    Text,
)
from interview_kit.model.theme import Paper
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write import WRITERS
from tests.agencies import agency
from tests.reading import docx_part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MM = 72 / 25.4
PX = 0.75  # in points: WeasyPrint draws in pixels of CSS


def page() -> Document:
    said = (
        Text("Said in a few words, over the whole line of the page and some more, until it begins anew."),
    )
    blocks = (
        Heading(2, said),
        Paragraph(said),
        Paragraph(said, Role.RULE),
        Paragraph(said, Role.NOTE),
        Paragraph((Link(said, "https://example.org/"),)),
        Question("1", "2 min", "", (said,), said, AnswerSpace("Notes", "a", 2)),
    )
    return Document("en-CA", "T", "S", "R", "Page", (Section("front", "f", said, blocks, starts_page=True),))


def written(tmp_path: Path, tokens: str = "") -> tuple[bytes, bytes]:
    folder = agency(tmp_path / "north", f"extends: base\ntokens: {{{tokens}}}\n")
    theme = load_theme(folder)
    return WRITERS["pdf"](page(), theme), WRITERS["docx"](page(), theme)


def colours(pdf: bytes) -> set[str]:
    """Return every colour that fills something on the pages."""
    found = set()
    for sheet in PdfReader(io.BytesIO(pdf)).pages:
        contents = sheet.get_contents()
        for operands, operator in contents.operations if contents is not None else []:
            if operator == b"rg":
                found.add("#" + "".join(f"{round(float(part) * 255):02x}" for part in operands))
    return found


def letters(pdf: bytes) -> tuple[set[float], tuple[float, ...]]:
    """Return the sizes of the letters, and the edges of the text: left, bottom, right and top, in points."""
    sizes: set[float] = set()
    boxes: list[tuple[float, ...]] = []
    with pdfium.PdfDocument(pdf) as opened:
        text = opened[0].get_textpage()
        for place in range(text.count_chars()):
            if not text.get_text_range(place, 1).isspace():
                sizes.add(round(raw.FPDFText_GetFontSize(text.raw, place) * PX, 1))
                boxes.append(text.get_charbox(place, loose=True))
    left, bottom, right, top = zip(*boxes, strict=True)
    return sizes, (min(left), min(bottom), max(right), max(top))


def style(docx: bytes, name: str) -> Any:
    styles = docx_part(docx, "word/styles.xml")
    return next(each for each in styles.iter(f"{W}style") if each.find(f"{W}name").get(f"{W}val") == name)


@pytest.mark.parametrize(
    ("token", "value", "slot"),
    [
        ("accent", "#7a1f5c", "accent1"),
        ("accent_2", "#8a4b00", "accent2"),
        ("tint", "#fdf3d8", "lt2"),
        ("ink", "#2b1500", "dk1"),
        ("soft", "#4a4a6a", "dk2"),
    ],
)
def test_a_colour_changes_both(tmp_path: Path, token: str, value: str, slot: str) -> None:
    pdf, docx = written(tmp_path, f'{token}: "{value}"')
    assert value in colours(pdf)
    word = value[1:].upper()
    theme = docx_part(docx, "word/theme/theme1.xml")
    assert next(theme.iter(f"{A}{slot}"))[0].get("val") == word
    values = {value for each in docx_part(docx, "word/styles.xml").iter() for value in each.attrib.values()}
    assert word in values
    before_pdf, before_docx = written(tmp_path)
    assert value not in colours(before_pdf)
    assert word.encode() not in before_docx


def test_sizes_change_both(tmp_path: Path) -> None:
    pdf, docx = written(tmp_path, "text_size: 13, script_size: 15, title_size: 31")
    assert {13, 15, 31} <= letters(pdf)[0]
    assert not {12, 26} & letters(pdf)[0]
    default = docx_part(docx, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
    sizes = [style(docx, name).find(f"{W}rPr/{W}sz").get(f"{W}val") for name in ("heading 2", "Title")]
    assert (default.get(f"{W}val"), sizes) == ("26", ["30", "62"])


def test_margins_change_both(tmp_path: Path) -> None:
    pdf, docx = written(tmp_path, "margin_left: 25, margin_right: 22, margin_top: 30, margin_bottom: 40")
    left, _, right, top = letters(pdf)[1]
    width, height = 215.9 * MM, 279.4 * MM
    assert left == pytest.approx(25 * MM, abs=1.5)
    assert width - 22 * MM - 12 < right <= width - 22 * MM + 1
    assert height - 30 * MM - 36 < top <= height - 30 * MM
    margins = docx_part(docx, "word/document.xml").find(f"{W}body/{W}sectPr/{W}pgMar")
    found = [int(margins.get(f"{W}{side}")) / 1440 * 25.4 for side in ("left", "right", "top", "bottom")]
    assert found == pytest.approx([25, 22, 30, 40], abs=0.02)


def test_the_font_changes_both(tmp_path: Path) -> None:
    pdf, docx = written(tmp_path, "font: Fira Sans")
    fonts = PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert {str(font.get_object()["/BaseFont"])[8:17] for font in fonts.values()} == {"Fira-Sans"}
    default = docx_part(docx, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert default.get(f"{W}ascii") == "Fira Sans"
    assert next(docx_part(docx, "word/theme/theme1.xml").iter(f"{A}latin")).get("typeface") == "Fira Sans"


def test_the_paper_changes_both_and_the_one_who_builds_decides(tmp_path: Path) -> None:
    pdf, docx = written(tmp_path, "paper: a4")
    with pdfium.PdfDocument(pdf) as opened:
        assert opened[0].get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.5)
    size = docx_part(docx, "word/document.xml").find(f"{W}body/{W}sectPr/{W}pgSz")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    assert load_theme(tmp_path / "north").paper is Paper.A4
    assert load_theme(tmp_path / "north", paper=Paper.LETTER).paper is Paper.LETTER


def rules(pdf: bytes) -> dict[str, float]:
    """Return how thick rules of each colour are, in millimetres: a border is what lies between two areas."""
    heights: dict[str, set[float]] = {}
    colour = ""
    for operands, operator in PdfReader(io.BytesIO(pdf)).pages[0].get_contents().operations:  # type: ignore[union-attr]
        if operator == b"rg":
            colour = "#" + "".join(f"{round(float(part) * 255):02x}" for part in operands)
        elif operator == b"re":
            heights.setdefault(colour, set()).add(float(operands[3]) * PX / MM)
    return {colour: round(max(found) - min(found), 2) for colour, found in heights.items()}


def gaps(tmp_path: Path, tokens: str = "") -> tuple[float, float]:
    """Return how far apart two lines of a paragraph are, in points, and the last of one and the next."""
    folder = agency(tmp_path / "east", f"extends: base\ntokens: {{{tokens}}}\n")
    said = (Text("Words upon words, over the whole line and some more of it. " * 3),)
    blocks = (Paragraph(said), Paragraph(said), Paragraph(said))
    document = Document("en-CA", "T", "S", "", "", (Section("why", "w", said[:0], blocks, starts_page=True),))
    with pdfium.PdfDocument(WRITERS["pdf"](document, load_theme(folder))) as opened:
        text = opened[0].get_textpage()
        whole = text.get_text_range()
        places = [place for place in range(text.count_chars()) if text.get_text_range(place, 1) == "o"]
        heights = {round(text.get_charbox(place, loose=True)[1], 1) for place in places}
    assert whole.count("upon") == 9
    apart = [round(above - below, 1) for above, below in pairwise(sorted(heights, reverse=True))]
    return min(apart), max(apart)


def width_of(pdf: bytes, words: str) -> float:
    """Return how wide a few words are, in points."""
    with pdfium.PdfDocument(pdf) as opened:
        text = opened[0].get_textpage()
        at = text.get_text_range(0, text.count_chars()).index(words)
        return float(text.get_charbox(at + len(words) - 1)[2] - text.get_charbox(at)[0])


def test_the_space_between_lines_changes_both(tmp_path: Path) -> None:
    _, before = written(tmp_path)
    _, docx = written(tmp_path, "line_spacing: 1.995")
    assert gaps(tmp_path)[0] == pytest.approx(12 * 1.33, abs=0.2)
    assert gaps(tmp_path, "line_spacing: 1.995")[0] == pytest.approx(12 * 1.995, abs=0.2)
    default = f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}spacing"
    lines = [docx_part(each, "word/styles.xml").find(default).get(f"{W}line") for each in (before, docx)]
    assert lines == ["257", "386"]  # once and a half as much
    pitch = [style(each, "Kit Answer").find(f"{W}pPr/{W}spacing").get(f"{W}line") for each in (before, docx)]
    assert pitch[0] == pitch[1]  # of lines to write on: a hand needs no more


def test_the_space_between_letters_changes_both(tmp_path: Path) -> None:
    words = "Said in a few words"
    before, _ = written(tmp_path)
    pdf, docx = written(tmp_path, "letter_spacing: 1.5")
    assert width_of(pdf, words) - width_of(before, words) == pytest.approx(1.5 * (len(words) - 1), abs=0.3)
    run = docx_part(docx, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}spacing")
    assert run.get(f"{W}val") == "30"
    assert style(docx, "Kit Blank").find(f"{W}rPr/{W}spacing").get(f"{W}val") == "0"


def test_the_space_after_a_paragraph_changes_both(tmp_path: Path) -> None:
    _, docx = written(tmp_path, "paragraph_spacing: 9")
    before, after = gaps(tmp_path)[1], gaps(tmp_path, "paragraph_spacing: 9")[1]
    assert after - before == pytest.approx(7.5 * MM, abs=0.2)
    assert style(docx, "Kit Body").find(f"{W}pPr/{W}spacing").get(f"{W}after") == str(round(9 * 1440 / 25.4))


def test_rules_change_both(tmp_path: Path) -> None:
    before, before_docx = written(tmp_path)
    pdf, docx = written(tmp_path, 'rule_width: 0.5, rule_colour: "#123456"')
    assert (rules(before)["#777777"], rules(pdf)["#123456"]) == (0.25, 0.5)
    assert "#777777" not in rules(pdf)
    edges = [style(each, "Kit Answer").find(f"{W}pPr/{W}pBdr/{W}bottom") for each in (before_docx, docx)]
    found = [(edge.get(f"{W}sz"), edge.get(f"{W}color")) for edge in edges]
    assert found == [("6", "9A9A9A"), ("12", "123456")]
    assert edges[1].get(f"{W}themeColor") is None


def test_the_ground_of_the_web_page_is_no_ground_of_paper(tmp_path: Path) -> None:
    folder = agency(tmp_path / "north", 'extends: base\ntokens: {web_ground: "#fbf7ea"}\n')
    theme = load_theme(folder)
    written = WRITERS["html"](page(), theme)
    assert b"--kit-web-ground: #fbf7ea;" in written
    assert b"background: var(--kit-web-ground);" in written
    assert "#fbf7ea" not in colours(WRITERS["pdf"](page(), theme))
