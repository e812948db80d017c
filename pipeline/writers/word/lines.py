"""Give an open shell the theme's lines: their width, their colour, and an outline for a ground."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.theme import Theme
from pipeline.writers.word.shell import Shell
from pipeline.writers.word.xml import Element, qualified

RULE_WIDTH_MM = 0.25
"""The width of thin lines for which the shell is drawn."""

_THICKEST = 12  # eighths of a point; what is thicker is a bar
_FRAMES = ("pBdr", "tblBorders", "tcBorders")
_REFERENCE = ("themeColor", "themeTint", "themeShade")
_GROUND = ("background2", "light2")


def set_lines(shell: Shell, theme: Theme) -> None:
    """Set the lines of the styles. It goes before the colours: an outline then gets that of the text."""
    tokens = theme.tokens
    for line in _lines(shell):
        if theme.variant.high_contrast and line.get(qualified("themeColor")) in _GROUND:
            line.set(qualified("themeColor"), "text1")
        elif tokens.rule_colour and line.get(qualified("themeTint")) is not None:
            for name in _REFERENCE:
                line.attrib.pop(qualified(name), None)
            line.set(qualified("color"), tokens.rule_colour.removeprefix("#").upper())
        width = int(line.get(qualified("sz"), 0))
        if width <= _THICKEST and tokens.rule_width != RULE_WIDTH_MM:
            line.set(qualified("sz"), str(round(width * tokens.rule_width / RULE_WIDTH_MM)))


def _lines(shell: Shell) -> Iterator[Element]:
    for frame in shell.file.styles.element.iter(*map(qualified, _FRAMES)):
        yield from frame
