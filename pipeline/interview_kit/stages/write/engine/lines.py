"""Keep lines of text that were set, by text, width and properties of the style, and what was drawn."""

from __future__ import annotations

import copy
from collections.abc import Hashable
from functools import lru_cache
from itertools import count
from operator import itemgetter
from typing import Any

from interview_kit.stages.write.engine.styles import key_of, remembered
from interview_kit.stages.write.mended_faults import replace_everywhere

_MOST = 5_000
# Source: what weasyprint/text/line_break.py and text/fonts.py read of a style while they set a line.
_PROPERTIES = (
    "white_space hyphens lang hyphenate_limit_chars hyphenate_limit_zone hyphenate_character overflow_wrap "
    "word_break letter_spacing word_spacing direction tab_size text_decoration_line font_language_override "
    "font_family font_style font_stretch font_weight font_size font_kerning font_variant_ligatures "
    "font_variant_position font_variant_caps font_variant_numeric font_variant_alternates "
    "font_variant_east_asian font_feature_settings font_variation_settings"
)
# They depend on a drawing and its size alone: states, matrices, colours and paths.
_OPERATORS = frozenset(b"q Q cm gs rg RG w d J j M m l c h f f* S s B B* b b* re n".split())
_properties = itemgetter(*_PROPERTIES.split())
_numbers = count()
_kinds: dict[Hashable, tuple[int, Any]] = {}
kind_of = remembered("kit_kind", lambda style: _kind(style))


def remember() -> None:
    """Wrap the setting and the drawing of lines, and of drawings."""
    _remember_lines()
    _remember_glyphs()
    _remember_drawings()


def _remember_lines() -> None:
    """Wrap the setting of a line, the heights of lines, and the search for places to break."""
    from weasyprint.text import line_break

    split, strut, can_break = line_break.split_first_line, line_break.strut, line_break.can_break_text
    kept: dict[Hashable, Any] = {}

    def split_first_line(text: str, style: Any, context: Any, *rest: Any, **more: Any) -> Any:
        key = text, kind_of(style), rest, *more.items()
        if key not in kept:
            if len(kept) > _MOST:
                kept.clear()
            kept[key] = split(text, style, context, *rest, **more)
        layout, *measures = kept[key]
        vars(own := object.__new__(type(layout))).update(vars(layout))  # drawing puts Pango's objects into it
        return own, *measures

    replace_everywhere(split, split_first_line)
    replace_everywhere(strut, remembered("kit_strut", strut))
    replace_everywhere(can_break, lru_cache(_MOST)(can_break))


def _kind(style: Any) -> int:
    """Return the number of a kind of styles, which set the same text alike."""
    values = tuple(frozenset(each) if isinstance(each, set) else each for each in _properties(style))
    fonts = style.font_config
    if len(_kinds) > _MOST:
        _kinds.clear()
    key = (id(fonts), *map(key_of, values))
    if key not in _kinds:
        _kinds[key] = next(_numbers), (fonts, values)
    return _kinds[key][0]


class _Line:
    """A stream that records what is called on it, and returns fonts that no other line has used."""

    def __init__(self, stream: Any) -> None:
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.fonts: list[tuple[Any, dict[int, str], dict[int, int], dict[int, int]]] = []
        self.ink_rect, self.logical_rect = stream.ink_rect, stream.logical_rect
        self._add_font = stream.add_font

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        """Add a font to the stream, and return a copy of it without glyphs, and its size."""
        font, size = self._add_font(pango_font)
        font = copy.copy(font)
        font.to_unicode, font.widths, font.missing = {}, {}, {}
        self.fonts.append((pango_font, font.to_unicode, font.widths, font.missing))
        return font, size

    def __getattr__(self, name: str) -> Any:
        return lambda *values: self.calls.append((name, values))

    def is_drawn_again(self, stream: Any, matrix: Any) -> bool:
        """Draw the line at another place; return False where a font has other widths from another size."""
        fonts = [(stream.add_font(pango_font)[0], *found) for pango_font, *found in self.fonts]
        for font, _, widths, _ in fonts:
            if any(font.widths.get(glyph, width) != width for glyph, width in widths.items()):
                return False
        for font, letters, widths, _ in fonts:
            font.widths.update(widths)
            font.to_unicode.update(letters | font.to_unicode)
        stream.set_text_matrix(*matrix.values)
        for name, values in self.calls[1:]:
            getattr(stream, name)(*values)
        return True


def _remember_glyphs() -> None:
    """Wrap the drawing of a line, and set its text only where the line was not drawn before."""
    from weasyprint.draw import text
    from weasyprint.text.line_break import Layout

    draw, wake, sleep = text.draw_first_line, Layout.reactivate, Layout.deactivate
    kept: dict[Hashable, _Line | None] = {}
    layouts: dict[Any, Any] = {}  # one for each font of Pango, which lives as long as it

    def draw_first_line(stream: Any, textbox: Any, overflow: str, ellipsis: str, matrix: Any) -> Any:
        layout, rest = textbox.pango_layout, (overflow, ellipsis, matrix)
        if rest[:2] == ("clip", "none") and textbox.text.strip():  # without an ellipsis
            key = layout.text, layout.justification_spacing, kind_of(layout.style)
            if key not in kept:
                if len(kept) > _MOST:
                    kept.clear()
                    layouts.clear()
                wake(layout, layout.style)
                line = _Line(stream)
                emojis = draw(line, textbox, *rest)
                kept[key] = None if emojis or any(missing for *_, missing in line.fonts) else line
                del line._add_font  # and the stream with it
                for pango_font, *_ in line.fonts:
                    layouts.setdefault(pango_font, layout.layout)
            if (found := kept[key]) and found.is_drawn_again(stream, matrix):
                return []
        if "layout" not in vars(layout):
            wake(layout, layout.style)
        return draw(stream, textbox, *rest)

    Layout.reactivate = lambda self, style: setattr(self, "style", style)
    Layout.deactivate = lambda self: "layout" in vars(self) and sleep(self)
    replace_everywhere(draw, draw_first_line)


def _remember_drawings() -> None:
    """Wrap the drawing of an SVG of simple shapes on a stream of its own."""
    from weasyprint.svg import SVG

    draw = SVG.draw
    kept: dict[Hashable, tuple[list[bytes], dict[str, Any]]] = {}

    def draw_again(self: Any, stream: Any, width: float, height: float, *rest: Any) -> None:
        key = self.url, self.url_fetcher, width, height
        states = stream._resources["ExtGState"]
        is_fresh = len(stream.stream) == 1 and not states  # the matrix of its place alone
        if is_fresh and key in kept:
            operations, known = kept[key]
            stream.stream += operations
            states.update((name, copy.copy(state)) for name, state in known.items())
            return
        draw(self, stream, width, height, *rest)
        operations = stream.stream[1:]
        ends = {each.rpartition(b" ")[2] if isinstance(each, bytes) else None for each in operations}
        if is_fresh and ends <= _OPERATORS and states.keys() <= {"a1.0", "A1.0"}:
            if len(kept) > _MOST:
                kept.clear()
            kept[key] = operations, dict(states)

    SVG.draw = draw_again
