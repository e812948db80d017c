"""Hold what each variant of the looks promises, alone and together, in the base theme and in agencies'."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from pypdf import PdfReader

from interview_kit.model.document import Document, Group, Heading, Question, inline_text
from interview_kit.model.enums import Language
from interview_kit.model.theme import ORDINARY, Variant
from interview_kit.stages.read.theme import load_theme, theme_names
from interview_kit.stages.write import WRITERS
from interview_kit.support.colours import LEAST_IN_HIGH_CONTRAST, WHITE, contrast
from interview_kit.support.verapdf import broken_rules, lacking
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.lint_theme.page_faults import bare, page_of
from interview_kit.tools.lint_theme.page_looks import drawn_words
from interview_kit.tools.lint_theme.pdf_text import literal, page_texts
from tests.contracts.test_pages import SMALLEST
from tests.contracts.test_parity import READERS
from tests.contracts.test_word_validity import findings
from tests.kits import ALONE_AND_TOGETHER, drawn, kit, looks, named
from tests.reading import docx_part
from tests.shared import LONG, shared

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ASKED = tuple(variant for variant in ALONE_AND_TOGETHER if variant != ORDINARY)
WIDE, CLEAR = Variant(dyslexia_friendly=True), Variant(high_contrast=True)
# In English in the base theme, and in French, all variants at once, in what agencies make of it.
CASES = [
    pytest.param(theme, variant, id=f"{theme} {named(variant)}")
    for theme in theme_names()
    for variant in (ASKED if LONG or theme == "base" else ASKED[-1:])
]
PRINTED = [("leila", Language("en")), ("P6-emile", Language("fr"))][: 1 + LONG]


def document_of(theme: str) -> Document:
    return kit("leila", Language("en") if theme == "base" else Language("fr"), theme)


@cache
def written(document: Document, format_name: str, theme: str, variant: Variant) -> bytes:
    chosen = looks(theme, variant=variant)
    if format_name == "pdf":
        return drawn(document, chosen)
    name = f"{format_name} {theme} {variant} {document!r}"
    return shared(name, lambda: WRITERS[format_name](document, chosen))


def asked(theme: str, variant: Variant) -> Variant:
    """Return the variant; for an agency in CI all at once, whose kit is drawn anyway."""
    return variant if LONG or theme == "base" else ASKED[-1]


@pytest.mark.spread(3)
@pytest.mark.parametrize("format_name", READERS)
@pytest.mark.parametrize(("theme", "variant"), CASES)
def test_the_words_are_those_of_the_document(theme: str, variant: Variant, format_name: str) -> None:
    document = document_of(theme)
    said = READERS[format_name](written(document, format_name, theme, variant))
    assert literal(said) == literal(plain_text(document))


@pytest.mark.skipif(bool(lacking()), reason=f"PDF/UA cannot be checked here without {lacking()}")
@pytest.mark.parametrize(("theme", "variant"), CASES)
def test_every_rule_of_pdfua_is_kept(theme: str, variant: Variant) -> None:
    assert broken_rules(written(document_of(theme), "pdf", theme, variant)) == []


@pytest.mark.parametrize(("theme", "variant"), CASES)
def test_the_word_file_is_valid(theme: str, variant: Variant, tmp_path: Path) -> None:
    assert findings(written(document_of(theme), "docx", theme, variant), tmp_path) == []


@pytest.mark.parametrize("variant", ASKED, ids=named)
@pytest.mark.parametrize(("name", "language"), PRINTED)
def test_nothing_is_torn_small_or_alone(name: str, language: Language, variant: Variant) -> None:
    document = kit(name, language)
    made = written(document, "pdf", "base", variant)
    pages = page_texts(made)
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Question):
                whole = [*map(inline_text, block.content), inline_text(block.reason), block.space.label]
                assert page_of(pages, "".join(whole))
    foot = len(bare(document.running_head + document.page_label)) + 2
    for title in headings(document):
        after = [bare(page).partition(bare(title))[2] for page in pages if bare(title) in bare(page)]
        assert max(map(len, after), default=0) > foot + len("a word or two"), title
    assert min(word.size for word in drawn_words(made)) >= SMALLEST


def headings(document: Document) -> Iterator[str]:
    """Yield each title and heading: none stands last on a page."""
    for section in document.sections:
        yield inline_text(section.title)
        blocks = [*section.blocks, *(b for g in section.blocks if isinstance(g, Group) for b in g.blocks)]
        yield from (inline_text(block.content) for block in blocks if isinstance(block, Heading))


def letters(pdf: bytes) -> Iterator[tuple[Any, int]]:
    """Yield the text of a page, as pdfium has it, and the place of a letter in it, for each letter."""
    with pdfium.PdfDocument(pdf) as opened:
        for page in opened:
            text = page.get_textpage()
            for place in range(text.count_chars()):
                if not text.get_text_range(place, 1).isspace():
                    yield text.raw, place


def fonts(pdf: bytes) -> set[str]:
    pages = PdfReader(io.BytesIO(pdf)).pages
    found = (font.get_object() for page in pages for font in page["/Resources"]["/Font"].values())  # type: ignore[index]
    return {str(font["/BaseFont"]).partition("+")[2] for font in found}


def marked(docx: bytes, tag: str) -> set[str]:
    """Return the styles in which a mark such as `i` holds, and "" where it stands in the text itself."""
    found = set()
    for style in docx_part(docx, "word/styles.xml").iter(f"{W}style"):
        for mark in style.iter(f"{W}{tag}"):
            if mark.get(f"{W}val") not in ("0", "false", "none"):
                found.add(style.find(f"{W}name").get(f"{W}val"))
    return found | {"" for _ in docx_part(docx, "word/document.xml").iter(f"{W}{tag}")}


@pytest.mark.spread(2)
@pytest.mark.parametrize("theme", theme_names())
def test_dyslexia_friendly_has_no_slant_and_underlines_links_alone(theme: str) -> None:
    document = document_of(theme)
    variants = (ORDINARY, asked(theme, WIDE))
    usual, wide = (written(document, "pdf", theme, variant) for variant in variants)
    assert any("Italic" in name for name in fonts(usual))
    assert not any("Italic" in name for name in fonts(wide))
    usual, wide = (written(document, "docx", theme, variant) for variant in variants)
    assert {"Emphasis", "Kit Cue"} <= marked(usual, "i")
    assert marked(wide, "i") == set()
    assert "Kit Filled" in marked(usual, "u")
    assert marked(wide, "u") == {"Hyperlink", "Kit Blank"}
    assert {"Emphasis", "Kit Filled"} <= marked(wide, "b")


@pytest.mark.parametrize("variant", [ORDINARY, WIDE, CLEAR], ids=named)
def test_directions_have_a_frame_of_their_own_in_word(variant: Variant) -> None:
    made = written(document_of("base"), "docx", "base", variant)
    assert marked(made, "bdr") == {"Kit Cue"}
    (frame,) = docx_part(made, "word/styles.xml").iter(f"{W}bdr")
    least = LEAST_IN_HIGH_CONTRAST if variant.high_contrast else 2
    assert contrast(f"#{frame.get(f'{W}color')}", WHITE) >= least


def test_dyslexia_friendly_words_are_apart_and_lines_short() -> None:
    # Style guide of the British Dyslexia Association: words 3.5 times as far apart as letters, lines of 70.
    tokens = load_theme("base", variant=WIDE).tokens
    with pdfium.PdfDocument(written(document_of("base"), "pdf", "base", WIDE)) as opened:
        text = opened[0].get_textpage()
        whole = text.get_text_range()
        at = whole.index("talk with someone")
        space = text.get_charbox(at + 5, loose=True)[0] - text.get_charbox(at + 3, loose=True)[2]
    assert space >= 3.5 * tokens.letter_spacing
    assert tokens.letter_spacing / tokens.text_size == pytest.approx(0.12, abs=0.01)
    assert max(len(line.strip()) for line in re.split(r"[\r\n]+", whole)) <= 70


def colours_of_letters(pdf: bytes) -> set[str]:
    found = set()
    for text, place in letters(pdf):
        parts = [raw.c_uint() for _ in range(4)]
        raw.FPDFText_GetFillColor(text, place, *parts)
        found.add("#" + "".join(f"{part.value:02x}" for part in parts[:3]))
    return found


def colours_in_word(docx: bytes) -> set[str]:
    parts: list[Any] = [docx_part(docx, "word/styles.xml"), docx_part(docx, "word/document.xml")]
    values = {each.get(f"{W}val") for part in parts for each in part.iter(f"{W}color")}
    return {f"#{value.lower()}" for value in values if value and value != "auto"}


@pytest.mark.parametrize("theme", theme_names())
def test_high_contrast_has_no_pale_word(theme: str) -> None:
    document = document_of(theme)
    on_a_disc = {WHITE} if theme == "confluence" else set()
    for format_name, read in (("pdf", colours_of_letters), ("docx", colours_in_word)):
        variants = (ORDINARY, asked(theme, CLEAR))
        usual, clear = (read(written(document, format_name, theme, each)) for each in variants)
        assert min(contrast(colour, WHITE) for colour in usual - on_a_disc) < 9
        assert min(contrast(colour, WHITE) for colour in clear - on_a_disc) >= LEAST_IN_HIGH_CONTRAST
        assert "#000000" in clear


def test_high_contrast_outlines_what_had_a_ground() -> None:
    styles = docx_part(written(document_of("base"), "docx", "base", CLEAR), "word/styles.xml")
    rule = next(s for s in styles.iter(f"{W}style") if s.find(f"{W}name").get(f"{W}val") == "Kit Rule")
    edges = {edge.tag.removeprefix(W): edge.get(f"{W}color") for edge in rule.find(f"{W}pPr/{W}pBdr")}
    assert edges == {"top": "000000", "left": "101010", "bottom": "000000", "right": "000000"}
    assert rule.find(f"{W}pPr/{W}shd").get(f"{W}fill") == "FFFFFF"
    page = written(document_of("base"), "html", "base", CLEAR).decode()
    assert ".kit-high-contrast .kit-rule { border: 0.4mm solid var(--kit-ink);" in page
    assert "--kit-ink: #000000;" in page
