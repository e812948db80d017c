"""The Word writer numbers pages by the widths of letters and the heights of lines of the theme's own font."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import fontpkg
import pypdfium2 as pdfium
import pytest
import weasyprint

from interview_kit.model.theme import FontFile, Theme
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write.word.apply_theme import apply_theme
from interview_kit.stages.write.word.measure import StyleMetrics
from interview_kit.stages.write.word.reference_docx import open_shell
from interview_kit.stages.write.word.xml import el, words
from tests.sample_document import empty_document

SENTENCE = "Pouvez-vous me dire à quoi ressemble une journée, and what you wish you had known in 2019?"
FAMILIES = ("Atkinson Hyperlegible", "Fira Sans")
SIZE = 12  # points: that of ordinary text in the base theme
STYLES = {400: "KitBody", 700: "KitQuestion"}


def with_font(family: str) -> Theme:
    base = load_theme("base")
    return replace(base, tokens=replace(base.tokens, font=family))


def with_font_files(family: str) -> Theme:
    """Return a theme that brings the files of a family, under a name that no package has."""
    paths = {weight: f"assets/fonts/{weight}.ttf" for weight in STYLES}
    files = {path: fontpkg.path(family, weight, "normal").read_bytes() for weight, path in paths.items()}
    theme = with_font("House Sans")
    fonts = tuple(FontFile("House Sans", weight, False, path, True) for weight, path in paths.items())
    return replace(theme, files={**theme.files, **files}, fonts=fonts)


def metrics(theme: Theme) -> StyleMetrics:
    shell = open_shell(empty_document(), theme)
    apply_theme(shell, empty_document(), theme)
    return StyleMetrics(shell, theme)


def drawn(family: str, weight: int) -> tuple[float, float]:
    """Return the width in points of the sentence as Pango sets it, and the distance of two lines of it."""
    file = Path(fontpkg.path(family, weight, "normal")).as_uri()
    html = (
        f"<style>@page {{ size: 900pt 200pt; margin: 0 }} @font-face {{ font-family: F; src: url({file}) }}"
        f"p {{ font: {SIZE}pt F; font-kerning: none; line-height: normal; margin: 0 }}</style>"
        f"<p>{SENTENCE}<br>{SENTENCE}"
    )
    with pdfium.PdfDocument(weasyprint.HTML(string=html).write_pdf()) as pdf:
        text = pdf[0].get_textpage()
        above, end, below = (
            text.get_charbox(place, loose=True)
            for place in (0, len(SENTENCE) - 1, text.count_chars() - len(SENTENCE))
        )
        return end[2] - above[0], above[1] - below[1]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("theme_of", [with_font, with_font_files])
def test_a_sentence_is_as_wide_and_a_line_as_high_as_pango_draws_it(family: str, theme_of: Any) -> None:
    measure = metrics(theme_of(family))
    for weight, style in STYLES.items():
        run = el("r", words(SENTENCE.replace(" ", "\u00a0")))
        paragraph = el("p", el("pPr", el("pStyle", val=style)), run)
        width, line = drawn(family, weight)
        assert measure.longest_word([paragraph]) / 20 == pytest.approx(width, rel=0.01)
        assert measure.line * SIZE == pytest.approx(line, rel=0.01)
