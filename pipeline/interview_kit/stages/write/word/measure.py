"""Measure paragraphs by their styles and the theme's font: their space, and the lines their text takes."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from fontTools.ttLib import TTFont

from interview_kit.model.theme import Theme
from interview_kit.stages.write.address_breaks import no_break_parts, parts
from interview_kit.stages.write.fonts import FACES, own_faces, packaged_font
from interview_kit.stages.write.word.reference_docx import ReferenceDocx
from interview_kit.stages.write.word.xml import Element, qualified
from interview_kit.support.errors import ThemeError

_OTHER = 0.55  # em: the width of a letter that the font lacks
_BOXES = dict.fromkeys("☐☒", 1.0)  # in a font of their own
_SUBSTITUTE = "Atkinson Hyperlegible"  # measured in place of a font that is not here
_NO_BREAK_HYPHEN = "\u2011"
_BREAKS = re.compile(
    r"(?<= )(?! )|(?<=[^\W\d]-)(?=[^\W\d])"
)  # where a line may end: after spaces, and hyphens in words
_USE_TYPO_METRICS = 1 << 7  # OS/2 fsSelection
_NAMED = (qualified("pStyle"), qualified("rStyle"))
_TEXT = tuple(qualified(name) for name in ("t", "tab", "br"))


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """The resolved properties of a style or paragraph; lengths are twentieths of a point."""

    size: float = 20.0  # half points
    bold: bool = False
    italic: bool = False
    apart: int = 0  # between two letters, in twentieths of a point
    before: int = 0
    after: int = 0
    line: int = 240  # of 240 parts of the font's height where the rule is `auto`
    rule: str = "auto"
    left: int = 0
    right: int = 0
    hanging: int = 0
    edges: tuple[int, int, int] = (0, 0, 0)  # above, below, and between paragraphs with the same edges
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False


class _Face(NamedTuple):
    """The letters of a run: the size in half points, and the space between two in twentieths of a point."""

    size: float
    bold: bool
    italic: bool
    apart: int


class _Widths(dict[str, float]):
    __hash__ = object.__hash__  # type: ignore[assignment]  # it does not change once it is made

    def __missing__(self, letter: str) -> float:
        return _OTHER


class FontMetrics(NamedTuple):
    """The widths of letters by character, and the height of a line, in em."""

    widths: _Widths
    line: float


@lru_cache(maxsize=16)
def font_metrics(data: bytes) -> FontMetrics:
    """Return the metrics of a TrueType or OpenType font file."""
    with TTFont(io.BytesIO(data), lazy=True) as font:
        em, advances, system, header = font["head"].unitsPerEm, font["hmtx"], font["OS/2"], font["hhea"]
        line = header.ascent - header.descent + header.lineGap
        if system.fsSelection & _USE_TYPO_METRICS:
            line = system.sTypoAscender - system.sTypoDescender + system.sTypoLineGap
        advance = {chr(code): advances[glyph][0] / em for code, glyph in font.getBestCmap().items()}
        hyphen = {_NO_BREAK_HYPHEN: advance.get("-", _OTHER)}  # as programs draw it
        return FontMetrics(_Widths(advance | hyphen | _BOXES), line / em)


class StyleMetrics:
    """The metrics of a shell's styles; lengths are twentieths of a point.

    `line` is the height of a line of the theme's font, in em.
    """

    def __init__(self, shell: ReferenceDocx, theme: Theme) -> None:
        """Read the styles of a shell to which the theme's sizes are already applied, and the theme's font."""
        self._widths = cache(lambda *face: font_metrics(_font_file(theme, *face)).widths)
        self.line = font_metrics(_font_file(theme)).line
        self._names = shell.style_ids
        self._elements = {
            style.get(qualified("styleId")): style for style in shell.file.styles.element.style_lst
        }
        self._default = _changed(ParagraphLook(), shell.file.styles.element.find(qualified("docDefaults")))
        self._looks: dict[str, ParagraphLook] = {}
        level = next(shell.file.part.numbering_part.element.iter(qualified("lvl")))
        self.list_indent = _changed(ParagraphLook(), level).left

    def left_of(self, style: str) -> int:
        """Return the left indent of a style."""
        return self._look(self._names[style]).left

    def cell_margins(self, table: Element) -> tuple[int, int]:
        """Return the sum of a table's left and right cell margins, and of its top and bottom ones."""
        style = self._elements[
            table.find(f"{qualified('tblPr')}/{qualified('tblStyle')}").get(qualified("val"))
        ]
        free = {
            side.tag: int(side.get(qualified("w"), 0))
            for margins in style.iter(qualified("tblCellMar"))
            for side in margins
        }
        across, down = (
            sum(free.get(qualified(side), 0) for side in pair)
            for pair in (("left", "right"), ("top", "bottom"))
        )
        return across, down

    def longest_word(self, elements: Sequence[Element], *, in_parts: bool = False) -> float:
        """Return the width of the longest word in paragraphs; `in_parts` takes an address apart."""
        return max(
            (
                _length(part, face, self._widths(face.bold, face.italic))
                for paragraph in elements
                for child, face in self._text(paragraph, self._look(style_of(paragraph)))
                for word in (child.text or "").split(" ")
                for part in (parts(word) if in_parts else [word])
            ),
            default=0.0,
        )

    def look(self, paragraph: Element) -> ParagraphLook:
        """Return the resolved properties of a paragraph: its style's, its list's and its own."""
        look = self._look(style_of(paragraph))
        for properties in paragraph[:1]:
            if properties.find(qualified("numPr")) is not None:
                look = replace(look, left=self.list_indent)
            look = _changed(look, properties)
        return look

    def _look(self, style: str | None) -> ParagraphLook:
        if style is None or style not in self._elements:
            return self._default
        if style not in self._looks:
            element = self._elements[style]
            based = element.find(qualified("basedOn"))
            self._looks[style] = self._default  # ends the recursion for styles based on each other
            below = self._look(None if based is None else based.get(qualified("val")))
            self._looks[style] = _changed(below, element)
        return self._looks[style]

    def lines(self, paragraph: Element, look: ParagraphLook, width: int) -> tuple[list[float], float]:
        """Return the largest letter size of each line that the paragraph takes in `width`.

        Return too by how much a word is too long for a line, at the least: infinity where all fit.
        """
        usual = look.size * 10
        lines, used, over = [usual], 0.0, math.inf
        for child, face in self._text(paragraph, look):
            if child.tag == qualified("br"):
                lines.append(usual)
                used = 0.0
            elif child.tag == qualified("tab") and look.hanging:
                used = 0.0
            for is_blank, word, whole in _words(child.text or "", face, self._widths(face.bold, face.italic)):
                if used and used + word > width:
                    lines.append(usual)
                    used, over = 0.0, min(over, used + word - width)
                used += whole
                if not is_blank:
                    lines[-1] = max(lines[-1], face.size * 10)
        return lines, over

    def _text(self, paragraph: Element, look: ParagraphLook) -> Iterator[tuple[Element, _Face]]:
        """Yield each text, tab and break element with its letter properties."""
        for run in paragraph.iter(qualified("r")):
            style = style_of(run)
            own = self._look(style) if style else look
            size = look.size if own.size == self._default.size else own.size
            apart = look.apart if own.apart == self._default.apart else own.apart
            face = _Face(size, look.bold or own.bold, look.italic or own.italic, apart)
            yield from ((child, face) for child in run.iterchildren(*_TEXT))


@lru_cache(maxsize=10_000)
def _words(text: str, face: _Face, widths: _Widths) -> list[tuple[bool, float, float]]:
    """Return of each word whether it is blank, and its length without the space after it and with it."""
    whole = _NO_BREAK_HYPHEN.join(no_break_parts(text))
    words = ((word, word.rstrip(" ")) for word in _BREAKS.split(whole))
    return [(not bare, _length(bare, face, widths), _length(word, face, widths)) for word, bare in words]


def _length(text: str, face: _Face, widths: Mapping[str, float]) -> float:
    return face.size * 10 * sum(map(widths.__getitem__, text)) + face.apart * len(text)


def _font_file(theme: Theme, bold: bool = False, italic: bool = False) -> bytes:
    """Return a file of the theme's font; the upright one where a font of the theme's own has no italic."""
    family, weight = theme.tokens.font, FACES["bold" if bold else "regular"][0]
    face, upright = (weight, "italic" if italic else "normal"), (weight, "normal")
    own = own_faces(theme, family)
    for found in (face, upright):
        if found in own:
            return theme.files[own[found].path]
    try:
        return packaged_font(family, *face)
    except ThemeError:
        return packaged_font(_SUBSTITUTE, *face)


def style_of(element: Element) -> str | None:
    """Return the style id that a paragraph or run names first in its properties, or None."""
    for properties in element[:1]:
        for named in properties[:1]:
            return named.get(qualified("val")) if named.tag in _NAMED else None
    return None


# What a property changes: by its element, each attribute with the field of the look and how it is read.
_PROPERTIES: Mapping[str, Sequence[tuple[str, str, Callable[[str], object]]]] = {
    qualified("spacing"): (
        *((qualified(name), name, int) for name in ("before", "after", "line")),
        (qualified("val"), "apart", int),  # of letters, and not of lines
        (qualified("lineRule"), "rule", str),
    ),
    qualified("ind"): tuple((qualified(name), name, int) for name in ("left", "right", "hanging")),
    qualified("sz"): ((qualified("val"), "size", float),),
}
_SWITCHES = {
    qualified("b"): "bold",
    qualified("i"): "italic",
    qualified("keepNext"): "keep_next",
    qualified("keepLines"): "keep_lines",
    qualified("pageBreakBefore"): "new_page",
}


def _changed(look: ParagraphLook, element: Element) -> ParagraphLook:
    """Return the look updated by the properties in `element`."""
    changes: dict[str, object] = {}
    borders: dict[str, Element] = {}
    for child in element.iter(*_PROPERTIES, *_SWITCHES, qualified("pBdr")):
        if child.tag in _SWITCHES:
            changes[_SWITCHES[child.tag]] = child.get(qualified("val")) not in ("0", "false")
        elif child.tag in _PROPERTIES:
            for attribute, name, read in _PROPERTIES[child.tag]:
                if (value := child.get(attribute)) is not None:
                    changes[name] = read(value)
        else:
            borders |= {edge.tag: edge for edge in child}
    if borders:
        changes["edges"] = tuple(_edge(borders.get(qualified(side))) for side in ("top", "bottom", "between"))
    if not changes:
        return look
    return replace(look, **changes)  # type: ignore[arg-type]  # the names and types are those just above


def _edge(border: Element | None) -> int:
    """Return the height of a border with its space, in twentieths of a point; 0 for None."""
    if border is None:
        return 0
    return 20 * int(border.get(qualified("space"), 0)) + 5 * int(border.get(qualified("sz"), 0)) // 2
