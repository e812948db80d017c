"""Keep lines of text that were set, by text, width and the properties of the style that are read for it."""

from __future__ import annotations

import copy
from collections.abc import Hashable
from functools import lru_cache
from itertools import count
from typing import Any

from interview_kit.stages.write.engine.wrapping import key_of, reader, remembered, replace_everywhere

_MOST = 50_000
# Source: what weasyprint/text/line_break.py and text/fonts.py read of a style while they set a line.
_properties = reader(
    "white_space hyphens lang hyphenate_limit_chars hyphenate_limit_zone hyphenate_character overflow_wrap "
    "word_break letter_spacing word_spacing direction tab_size text_decoration_line font_language_override "
    "font_family font_style font_stretch font_weight font_size font_kerning font_variant_ligatures "
    "font_variant_position font_variant_caps font_variant_numeric font_variant_alternates "
    "font_variant_east_asian font_feature_settings font_variation_settings"
)
_numbers = count()
_kinds: dict[Hashable, tuple[int, Any]] = {}


def remember() -> None:
    """Wrap the setting of a line, the heights of lines, and the search for places to break."""
    from weasyprint.text import line_break

    split, strut, can_break = line_break.split_first_line, line_break.strut, line_break.can_break_text
    kept: dict[Hashable, Any] = {}
    kind_of = remembered("kit_kind", _kind)

    def split_first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        rest = (max_width, justification_spacing, is_line_start, minimum)
        key = text, kind_of(style), rest
        if key not in kept:
            if len(kept) > _MOST:
                kept.clear()
            kept[key] = split(text, style, context, *rest)
        layout, *measures = kept[key]
        return copy.copy(layout), *measures  # drawing puts Pango's objects into a layout

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
