"""Measure the words of a Word kit by its XML: contrast with their ground, size, and whether they are hidden.

Properties are looked up as Word does (ECMA-376 part 1, 17.7.2): of the run, of its character style, of its
paragraph style, of the table style, of the document defaults.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import docx
from docx.document import Document as WordFile

from interview_kit.model.theme import Theme
from interview_kit.stages.write.stylesheet import least_size
from interview_kit.stages.write.word.base_shell import style_key
from interview_kit.stages.write.word.check_shell import SHELL
from interview_kit.stages.write.word.styles import STYLES
from interview_kit.stages.write.word.xml import MARGINS, Element, qualified, xml_parts
from interview_kit.support.colours import LEAST, LEAST_IN_HIGH_CONTRAST, WHITE, contrast, nearest
from interview_kit.support.errors import Problem
from interview_kit.support.i18n import _

_RUN, _PARAGRAPH, _CELL = qualified("rPr"), qualified("pPr"), qualified("tcPr")
_VALUE = qualified("val")
_OFF = ("0", "false", "none")
_AUTOMATIC = "#000000"
_NAMES = {name.lower(): name for name in STYLES}
_CUT_OFF = 0.8  # of the size of the letters
_ROUNDED = 0.5  # points


@dataclass(frozen=True, slots=True)
class WordLook:
    """How words of a Word kit look, and the style, or the part, that is to blame for each property.

    `size` is in points; `line` is the exact height of a line, None where lines grow with their letters.
    """

    words: str
    ink: str
    ground: str
    size: float
    line: float | None
    is_hidden: bool
    sources: Mapping[str, str]

    @property
    def contrast(self) -> float:
        """Return the contrast ratio of the words with their ground."""
        return contrast(self.ink, self.ground)

    @property
    def is_cut_off(self) -> bool:
        """Return whether the lines are lower than the letters."""
        return self.line is not None and self.line < self.size * _CUT_OFF


def look_problems(written: bytes, theme: Theme) -> tuple[Problem, ...]:
    """Return the problems of the words of a Word kit, each at the style, or the part, that is to blame."""
    least = LEAST_IN_HIGH_CONTRAST if theme.variant.high_contrast else LEAST
    found: dict[Problem, None] = {}
    for look in word_looks(docx.Document(io.BytesIO(written))):
        for source, message in _faults(look, least, least_size(theme)):
            found[Problem(theme.file_of(SHELL), None, None, look.sources[source], message)] = None
    return tuple(found)


def _faults(look: WordLook, least: float, smallest: float) -> Iterator[tuple[str, str]]:
    """Yield the property that is to blame, and the message, for each fault of some words."""
    if look.is_hidden:
        yield "hidden", _("its words are hidden: right-click the style, Modify > Format > Font, clear Hidden")
    if look.contrast < least:
        better = nearest(look.ink, [look.ground], least)
        yield (
            "ground" if contrast(look.ink, WHITE) >= least else "ink",
            _(
                "letters of {ink} on {ground} have a contrast of {ratio:.1f}:1, and {least:g}:1 is needed"
                "{near}: right-click the style, Modify, and choose another colour",
                ink=look.ink,
                ground=look.ground,
                ratio=int(look.contrast * 10) / 10,
                least=least,
                near=_("; near it is {better}", better=better) if better else "",
            ),
        )
    if look.size < smallest - _ROUNDED:
        yield (
            "size",
            _(
                "letters of {size:g} points are too small: {least:g} are the least; right-click the style, "
                "and choose a larger size under Modify",
                size=look.size,
                least=smallest,
            ),
        )
    if look.is_cut_off:
        yield (
            "line",
            _(
                "its lines are lower than its letters: right-click the style, Modify > Format > Paragraph, "
                "and choose a line spacing that is not exact"
            ),
        )


def word_looks(file: WordFile) -> Iterator[WordLook]:
    """Yield the looks of each run of words in the body, the headers and the footers of a kit."""
    styles = _Styles(file)
    parts = [("word/document.xml", file.element.body)]
    parts += [(part.partname.lstrip("/"), part.element) for part in xml_parts(file, *MARGINS)]
    for name, root in parts:
        for run in root.iter(qualified("r")):
            words = "".join(text.text or "" for text in run.iter(qualified("t"))).strip()
            if words:
                yield styles.look(words, run, name)


Source = tuple[str, Element]
"""An element with properties, and what people know it by: a style, or the part of direct formatting."""


class _Styles:
    """The styles of a file, by their ids."""

    def __init__(self, file: WordFile) -> None:
        root = file.styles.element
        self._styles = {style.get(qualified("styleId")): style for style in root.style_lst}
        self._usual = {
            style.get(qualified("type")): style.get(qualified("styleId"))
            for style in root.style_lst
            if style.get(qualified("default")) in ("1", "true")
        }
        self._defaults = root.find(f"{qualified('docDefaults')}/{qualified('rPrDefault')}")

    def look(self, words: str, run: Element, part: str) -> WordLook:
        """Return the look of a run of a part."""
        paragraph = next(run.iterancestors(qualified("p")))
        character = self._chain(run.find(f"{_RUN}/{qualified('rStyle')}"))
        style = paragraph.find(f"{_PARAGRAPH}/{qualified('pStyle')}")
        block = [(part, paragraph), *self._chain(style, "paragraph")]
        cell = next(paragraph.iterancestors(qualified("tc")), None)
        table = [] if cell is None else [(part, cell), *self._table(cell)]
        inline = [(part, run), *character, *block[1:], *table[1:], ("Normal", self._defaults)]
        ground = (
            _first(inline, f"{_RUN}/{qualified('shd')}", "fill")
            or _first(block, f"{_PARAGRAPH}/{qualified('shd')}", "fill")
            or _first(table, f"{_CELL}/{qualified('shd')}", "fill")
            or ("", WHITE)
        )
        ink = _first(inline, f"{_RUN}/{qualified('color')}", "val") or ("", _AUTOMATIC)
        size = _first(inline, f"{_RUN}/{qualified('sz')}", "val") or ("", "20")
        hidden = _first(inline, f"{_RUN}/{qualified('vanish')}", "val", "1") or ("", "0")
        spacing = f"{_PARAGRAPH}/{qualified('spacing')}"
        rule = _first(block, spacing, "lineRule") or ("", "auto")
        line = _first(block, spacing, "line") or ("", "240")
        places = {"ink": ink, "ground": ground, "size": size, "hidden": hidden, "line": line}
        return WordLook(
            words=words,
            ink=ink[1],
            ground=ground[1],
            size=int(size[1]) / 2,
            line=int(line[1]) / 20 if rule[1] == "exact" else None,
            is_hidden=hidden[1] not in _OFF,
            sources={name: place for name, (place, _value) in places.items()},
        )

    def _chain(self, named: Element | None, kind: str = "") -> list[Source]:
        """Return a style and those it is based on; without a name, the usual one of a kind."""
        found: list[Source] = []
        key = self._usual.get(kind) if named is None else named.get(_VALUE)
        while key in self._styles and len(found) < len(self._styles):
            style = self._styles[key]
            name = style_key(style)[1]
            found.append((_NAMES.get(name, name), style))
            above = style.find(qualified("basedOn"))
            key = None if above is None else above.get(_VALUE)
        return found

    def _table(self, cell: Element) -> list[Source]:
        """Return what the style of a table says of a cell, the style of its first row first."""
        table = next(cell.iterancestors(qualified("tbl")))
        row = next(cell.iterancestors(qualified("tr")))
        chained = self._chain(table.find(f"{qualified('tblPr')}/{qualified('tblStyle')}"), "table")
        is_first = row.find(f"{qualified('trPr')}/{qualified('tblHeader')}") is not None
        heads = (
            (name, part)
            for name, style in chained
            for part in style.iterfind(f"{qualified('tblStylePr')}[@{qualified('type')}='firstRow']")
        )
        return [*(heads if is_first else ()), *chained]


def _first(sources: Sequence[Source], path: str, name: str, without: str = "") -> Source | None:
    """Return the first value of a property and who sets it; a colour as `#rrggbb`, `auto` for none at all."""
    for place, element in chain(sources):
        found = None if element is None else element.find(path)
        if found is None:
            continue
        value = found.get(qualified(name), without)
        if name == "fill" or path.endswith("}color"):
            if value in ("", "auto"):
                continue
            value = f"#{value.lower()}"
        if value:
            return place, value
    return None
