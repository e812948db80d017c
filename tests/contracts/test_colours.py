"""Colour: all words can be read on their ground, in print and in Word, and nothing is told by colour alone.

The rules are success criteria 1.4.3 and 1.4.1 of WCAG 2. What is looked at are the boxes that are drawn, and
the colours in the Word file, not the tokens; contrast is a matter of luminance, so it holds in grey too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from interview_kit.model.document import Document, Question, Table, Tick, TimeBar, inline_text
from interview_kit.model.enums import Language
from interview_kit.model.theme import Theme
from interview_kit.stages.read.theme import theme_names
from interview_kit.stages.write.pdf import lay_out
from interview_kit.stages.write.word import write_docx
from interview_kit.support.colours import LEAST, WHITE, contrast
from tests.agencies import with_letterhead
from tests.kits import PEOPLE, kit, looks
from tests.proof.matrix import options
from tests.proof.test_walk import inside
from tests.reading import docx_part
from tests.sample_document import sample_document
from tests.shared import LONG
from tests.stages.write.test_word import W
from tests.zip_files import pack, unpack

# Each theme as it is, and with all of its options that say yes or no.
ALL_ON = {name: True for name, values in options().items() if True in values}
LOOKS = [
    (theme, wanted)
    for theme in theme_names()
    for wanted in (({}, ALL_ON) if LONG or theme == "base" else ({},))
]
# A blank is a line to write on, and its hint stands behind the line.
BESIDE_A_LINE = "kit-blank"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words: their colour, their ground, and whether something else than colour sets them apart."""

    text: str
    ink: str
    ground: str
    by_colour_alone: bool


def sample() -> Document:
    return with_letterhead(sample_document())


def words_of(document: Document, theme: Theme) -> list[Words]:
    """Return the words that are drawn, running heads too."""
    found = (each for page in lay_out(document, theme).pages for each in _drawn(page._page_box, WHITE, None))
    return [each for each in found if each.text.strip()]


def _drawn(box: Any, ground: str, block: Any, beside_a_line: bool = False) -> Iterator[Words]:
    from weasyprint.formatting_structure.boxes import InlineLevelBox, LineBox, TextBox
    from weasyprint.layout.absolute import AbsolutePlaceholder

    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, TextBox):
        alone = not beside_a_line and _differs(box.style, block.style)
        yield Words(box.text, _colour(box.style["color"]), ground, alone)
        return
    if box.style["background_color"] != "currentcolor" and box.style["background_color"].alpha:
        ground = _colour(box.style["background_color"])
    block = block if isinstance(box, InlineLevelBox | LineBox) else box
    named = box.element.get("class") or "" if box.element is not None else ""
    for child in getattr(box, "children", ()):
        yield from _drawn(child, ground, block, beside_a_line or BESIDE_A_LINE in named.split())


def _differs(own: Any, usual: Any) -> bool:
    """Return whether words stand out from their paragraph by nothing but their colour."""
    others = ("font_weight", "font_style", "text_decoration_line", "border_left_style")
    return _colour(own["color"]) != _colour(usual["color"]) and all(own[n] == usual[n] for n in others)


def _colour(found: Any) -> str:
    assert found.alpha == 1
    return "#" + "".join(f"{round(part * 255):02x}" for part in found.to("srgb").coordinates)


def unreadable(words: list[Words]) -> set[tuple[str, str]]:
    return {(each.ink, each.ground) for each in words if contrast(each.ink, each.ground) < LEAST}


@pytest.mark.parametrize(("name", "wanted"), LOOKS, ids=str)
def test_all_words_can_be_read_and_none_is_told_by_its_colour_alone(
    name: str, wanted: dict[str, bool]
) -> None:
    words = words_of(sample(), looks(name, **wanted))
    assert len(words) > 300
    assert unreadable(words) == set()
    assert [each for each in words if each.by_colour_alone] == []


@pytest.mark.parametrize(
    ("planted", "colour_alone"),
    [
        (".kit-number { color: #999 }", False),
        (".kit-rule { background: #777 }", False),
        (".kit-line .kit-filled { text-decoration: none; color: #a00000 }", True),
        (".kit-cue { font-style: normal; border: 0 }", True),
    ],
)
def test_a_faint_or_merely_coloured_word_is_seen(planted: str, colour_alone: bool) -> None:
    theme = looks()
    files = {**theme.files, "css/kit.css": theme.files["css/kit.css"] + planted.encode()}
    words = words_of(sample(), replace(theme, files=files))
    assert bool(unreadable(words)) is not colour_alone
    assert any(each.by_colour_alone for each in words) is colour_alone


def word_colours(docx: bytes) -> Iterator[tuple[str, str]]:
    """Yield each colour of words in a Word file with each ground that they may stand on.

    A style with a ground and a colour of its own stands on that ground; all others on white, and on the
    grounds of styles that leave the colour to what stands in them.
    """
    parts = {
        name: docx_part(docx, name) for name in unpack(docx) if re.fullmatch("word/[a-z]+[0-9]*[.]xml", name)
    }
    styles = parts["word/styles.xml"].findall(f"{W}style")
    pairs = [(_values(style, "color", "val"), _values(style, "shd", "fill")) for style in styles]
    yield from ((ink, ground) for inks, grounds in pairs for ink in inks for ground in grounds)
    lent = {WHITE, *(ground for inks, grounds in pairs if not inks for ground in grounds)}
    own = {ink for inks, grounds in pairs if not grounds for ink in inks}
    for name, part in parts.items():
        own |= _values(part, "color", "val") if name != "word/styles.xml" else set()
    yield from ((ink, ground) for ink in own for ground in lent)


def _values(found: Any, tag: str, name: str) -> set[str]:
    values = (each.get(f"{W}{name}") or "" for each in found.iter(f"{W}{tag}"))
    return {f"#{value.lower()}" for value in values if re.fullmatch("[0-9A-F]{6}", value)}


@pytest.mark.parametrize(("name", "wanted"), LOOKS, ids=str)
def test_all_words_in_word_can_be_read(name: str, wanted: dict[str, bool]) -> None:
    found = list(word_colours(write_docx(sample(), looks(name, **wanted))))
    assert len(found) >= (2 if wanted.get("high_contrast") else 6)
    assert [pair for pair in found if contrast(*pair) < LEAST] == []


def test_a_faint_word_in_word_is_seen() -> None:
    parts = unpack(write_docx(sample(), looks()))
    soft = looks().tokens.soft.removeprefix("#").upper().encode()
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'w:val="' + soft, b'w:val="999999')
    assert min(contrast(*pair) for pair in word_colours(pack(parts))) < LEAST


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", PEOPLE)
def test_what_is_drawn_is_said_in_words_too(name: str, language: Language) -> None:
    blocks = [block for section in kit(name, language).sections for block in inside(section.blocks)]
    # Denise asks in writing: her questions go out in a list, and none is cut for time.
    stars = {block.star for block in blocks if isinstance(block, Question)}
    assert len(stars) == (0 if name == "denise" else 2) and all(star.strip() for star in stars - {""})
    for block in blocks:
        if isinstance(block, TimeBar):
            assert all(segment.label.strip() and segment.length.strip() for segment in block.segments)
            assert block.end.strip()
        if isinstance(block, Table):
            columns = zip(block.header, zip(*block.rows, strict=True), strict=True)
            ticked = [
                head for head, column in columns if any(isinstance(cell.space, Tick) for cell in column)
            ]
            assert all(inline_text(head).strip() for head in ticked)
