"""Colour: all words can be read on their ground, in print and in Word, and nothing is told by colour alone.

The rules are success criteria 1.4.3 and 1.4.1 of WCAG 2. What is looked at are the pages that are drawn, and
the runs of the Word file, not the tokens; contrast is a matter of luminance, so it holds in grey too. That a
faint word is seen is shown by the mistakes of tests/tools/lint_theme.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from interview_kit.model.document import Document, Question, Table, Tick, TimeBar, inline_text
from interview_kit.model.enums import Language
from interview_kit.model.theme import Theme
from interview_kit.stages.read.theme import theme_names
from interview_kit.stages.write.pdf import lay_out
from interview_kit.stages.write.word.check_looks import look_problems
from interview_kit.tools.lint_theme.guards import TrialKit, first_fault
from tests.agencies import with_letterhead
from tests.kits import PEOPLE, kit, looks
from tests.proof.matrix import options
from tests.proof.test_walk import inside
from tests.sample_document import sample_document
from tests.shared import LONG

# Each theme as it is, and with all of its options that say yes or no.
ALL_ON = {name: True for name, values in options().items() if True in values}
LOOKS = [
    (theme, wanted)
    for theme in theme_names()
    for wanted in (({}, ALL_ON) if LONG or theme == "base" else ({},))
]
# A blank is a line to write on, and its hint stands behind the line.
BESIDE_A_LINE = "kit-blank"


def sample() -> Document:
    return with_letterhead(sample_document())


@pytest.mark.spread(3)
@pytest.mark.parametrize(("name", "wanted"), LOOKS, ids=str)
def test_all_words_can_be_read(name: str, wanted: dict[str, bool]) -> None:
    made = TrialKit(sample(), looks(name, **wanted))
    assert len(made.words) > 300
    assert first_fault("faint", made) == ""
    assert look_problems(made.docx, made.theme) == ()


def by_colour_alone(document: Document, theme: Theme) -> list[str]:
    """Return the words, running heads too, that stand out from their paragraph by colour alone."""
    found = (each for page in lay_out(document, theme).pages for each in _told(page._page_box, None))
    return [each for each in found if each.strip()]


def _told(box: Any, block: Any, beside_a_line: bool = False) -> Iterator[str]:
    from weasyprint.formatting_structure.boxes import InlineLevelBox, LineBox, TextBox
    from weasyprint.layout.absolute import AbsolutePlaceholder

    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, TextBox):
        if not beside_a_line and _differs(box.style, block.style):
            yield box.text
        return
    block = block if isinstance(box, InlineLevelBox | LineBox) else box
    classes = box.element.get("class") or "" if box.element is not None else ""
    for child in getattr(box, "children", ()):
        yield from _told(child, block, beside_a_line or BESIDE_A_LINE in classes.split())


def _differs(own: Any, usual: Any) -> bool:
    others = ("font_weight", "font_style", "text_decoration_line", "border_left_style")
    return own["color"] != usual["color"] and all(own[n] == usual[n] for n in others)


@pytest.mark.spread(3)
@pytest.mark.parametrize(("name", "wanted"), LOOKS, ids=str)
def test_no_word_is_told_by_its_colour_alone(name: str, wanted: dict[str, bool]) -> None:
    assert by_colour_alone(sample(), looks(name, **wanted)) == []


@pytest.mark.spread(2)
@pytest.mark.parametrize(
    "planted",
    [
        ".kit-line .kit-filled { text-decoration: none; color: #a00000 }",
        ".kit-cue { font-style: normal; border: 0 }",
    ],
)
def test_a_merely_coloured_word_is_seen(planted: str) -> None:
    theme = looks()
    files = {**theme.files, "css/kit.css": theme.files["css/kit.css"] + planted.encode()}
    assert by_colour_alone(sample(), replace(theme, files=files))


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
