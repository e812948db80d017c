"""Apply the theme's rule width and colour to the borders of a shell; high contrast outlines tinted boxes."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.model.theme import Theme
from interview_kit.stages.write.stylesheet import RULE_WIDTH_MM
from interview_kit.stages.write.word.reference_docx import ReferenceDocx
from interview_kit.stages.write.word.xml import Element, qualified, twips

_THICKEST = 12  # eighths of a point; a thicker border is a bar and keeps its width
_FRAMES = ("pBdr", "tblBorders", "tcBorders")
_REFERENCE = ("themeColor", "themeTint", "themeShade")
_BESIDE_AN_OUTLINE = 5  # points
_GROUND = ("background2", "light2")


def set_lines(shell: ReferenceDocx, theme: Theme) -> None:
    """Change the borders of the styles in place; call it before `recolour`, which colours the outlines."""
    tokens = theme.tokens
    for line in _lines(shell):
        if theme.variant.high_contrast and line.get(qualified("themeColor")) in _GROUND:
            line.set(qualified("themeColor"), "text1")
            line.set(qualified("space"), str(max(int(line.get(qualified("space"), 0)), _BESIDE_AN_OUTLINE)))
        elif tokens.rule_colour and line.get(qualified("themeTint")) is not None:
            for name in _REFERENCE:
                line.attrib.pop(qualified(name), None)
            line.set(qualified("color"), tokens.rule_colour.removeprefix("#").upper())
        width = int(line.get(qualified("sz"), 0))
        if width <= _THICKEST and tokens.rule_width != RULE_WIDTH_MM:
            line.set(qualified("sz"), str(round(width * tokens.rule_width / RULE_WIDTH_MM)))
    _keep_pitch(shell, tokens.rule_width)


def _keep_pitch(shell: ReferenceDocx, width_mm: float) -> None:
    """Reduce the line height of ruled lines by the additional rule width: their pitch stays the same."""
    for style in shell.file.styles.element.style_lst:
        if style.find(f"{qualified('pPr')}/{qualified('pBdr')}") is not None:
            for spacing in style.iter(qualified("spacing")):
                if spacing.get(qualified("lineRule")) == "atLeast":
                    pitch = int(spacing.get(qualified("line"))) - twips(width_mm - RULE_WIDTH_MM)
                    spacing.set(qualified("line"), str(pitch))


def _lines(shell: ReferenceDocx) -> Iterator[Element]:
    for frame in shell.file.styles.element.iter(*map(qualified, _FRAMES)):
        yield from frame
