"""Keep computed styles over kits, and the used values of those that no container changes."""

from __future__ import annotations

import copy
from collections.abc import Hashable
from functools import cache
from operator import itemgetter
from typing import Any

from interview_kit.stages.write.engine.wrapping import key_of, remembered, replace_everywhere

_MOST = 20_000
# Pseudo-elements that WeasyPrint computes a style of for every element, and that only notes have.
_OF_NOTES = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
_LENGTHS = (
    "margin_left margin_right margin_top margin_bottom padding_left padding_right padding_top padding_bottom "
    "width min_width max_width height min_height max_height"
)
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_CORNERS = tuple(f"border_{each}_radius" for each in ("top_left", "top_right", "bottom_right", "bottom_left"))
_NO_RADII = dict.fromkeys(_CORNERS, (0, 0))
_lengths, _radii = itemgetter(*_LENGTHS.split()), itemgetter(*_CORNERS)
_is_fixed = remembered("kit_fixed", lambda style: _has_only_lengths(style))
_is_square = remembered("kit_square", lambda style: all((0, "px") in pair for pair in _radii(style)))


def remember() -> None:
    """Wrap the computing of styles, and of the used values of boxes."""
    _remember_styles()
    _remember_used_values()


def _remember_styles() -> None:
    from weasyprint.css import StyleFor

    begin, compute, find = StyleFor.__init__, StyleFor.set_computed_styles, StyleFor.__call__
    kept: dict[Hashable, Any] = {}

    def begin_without_notes(self: Any, html: Any, sheets: Any, hints: bool, fonts: Any, targets: Any) -> None:
        self.kit_with_notes = cache(lambda: with_notes(html, sheets, hints, fonts))
        shorter = [(_without_notes(sheet), *place) for sheet, *place in sheets]
        begin(self, html, shorter, hints, fonts, targets)

    def with_notes(*arguments: Any) -> Any:
        style_for = StyleFor.__new__(StyleFor)
        begin(style_for, *arguments, None)
        return style_for

    def set_computed_styles(self: Any, element: Any, *args: Any, **more: Any) -> None:
        place = element, more.get("pseudo_type")
        cascaded = self.get_cascaded_styles().get(place, ())
        if place[1] == "marker" and "anchor" not in cascaded:  # computed where a list item asks for it
            vars(self).setdefault("kit_markers", {})[element] = cascaded, args, more
        else:
            set_now(self, place, args, more)

    def set_now(self: Any, place: tuple[Any, Any], args: Any, more: Any) -> None:
        compute(self, place[0], *args, **more)
        computed = self.get_computed_styles()
        if len(kept) > _MOST:
            kept.clear()
        computed[place] = kept.setdefault(_identity(computed[place]), computed[place])

    def style_for(self: Any, element: Any, pseudo_type: str | None = None) -> Any:
        if pseudo_type == "marker" and element in vars(self).get("kit_markers", ()):
            cascaded, *more = self.kit_markers.pop(element)
            self.get_cascaded_styles()[element, pseudo_type] = cascaded
            set_now(self, (element, pseudo_type), *more)
            del self.get_cascaded_styles()[element, pseudo_type]
        return find(self.kit_with_notes() if pseudo_type in _OF_NOTES else self, element, pseudo_type)

    StyleFor.__init__, StyleFor.__call__ = begin_without_notes, style_for
    StyleFor.set_computed_styles = set_computed_styles


def _without_notes(sheet: Any) -> Any:
    """Return a style sheet without its rules for notes of any element, which every element would match."""
    if not hasattr(sheet, "kit_without_notes"):
        shorter = sheet.kit_without_notes = copy.copy(sheet)
        shorter.matcher = copy.copy(sheet.matcher)
        rules = [rule for rule in sheet.matcher.other_selectors if rule[3] not in _OF_NOTES]
        shorter.matcher.other_selectors = rules
    return sheet.kit_without_notes


def _identity(style: Any) -> Hashable:
    """Return what a computed style follows from; the style itself keeps alive what it names by identity."""
    values = [
        (name, key_of(value), precedence, layer, *specificity)
        for name, (value, (precedence, layer, specificity)) in style.cascaded.items()
    ]
    root = None if style.is_root_element else id(style.root_style)
    fonts = id(style.font_config)
    return id(style.parent_style), root, style.pseudo_type, style.base_url, fonts, frozenset(values)


def _has_only_lengths(style: Any) -> bool:
    """Return whether the used values are the same in every container: no percentages, no shared borders."""
    return style["border_collapse"] != "collapse" and all(
        value == "auto" or getattr(value, "unit", "") == "px" for value in _lengths(style)
    )


def _remember_used_values() -> None:
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.layout import percent

    resolve, resolve_radii = percent.resolve_percentages, percent.resolve_radii_percentages

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        own = box.style.__dict__
        if "kit_used" in own and isinstance(box, Box):
            box.__dict__.update(own["kit_used"])
            return
        resolve(box, containing_block)
        if _is_fixed(box.style):
            own["kit_used"] = {name: getattr(box, name) for name in (*_LENGTHS.split(), *_BORDERS)}

    def resolve_radii_percentages(box: Any) -> None:
        if _is_square(box.style) and isinstance(box, Box):  # and not a placeholder of one
            box.__dict__.update(_NO_RADII)
        else:
            resolve_radii(box)

    flow, is_in_flow = "kit_in_flow", Box.is_in_normal_flow

    def is_in_normal_flow(box: Any) -> Any:
        own = box.style.__dict__
        return own[flow] if flow in own else own.setdefault(flow, is_in_flow(box))

    Box.is_in_normal_flow = is_in_normal_flow
    replace_everywhere(resolve, resolve_percentages)
    replace_everywhere(resolve_radii, resolve_radii_percentages)
