"""Keep computed styles over kits, and the used values of those that no container changes."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from interview_kit.stages.write.engine.wrapping import key_of, reader, remembered, replace_everywhere

_MOST = 20_000
# Pseudo-elements that every element has a style for, and that only footnotes and notes have.
_OF_NOTES = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
_LENGTHS = (
    "margin_left margin_right margin_top margin_bottom padding_left padding_right padding_top padding_bottom "
    "width min_width max_width height min_height max_height"
)
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_CORNERS = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)
_NO_RADII = dict.fromkeys(_CORNERS, (0, 0))
_lengths, _radii = reader(_LENGTHS), reader(" ".join(_CORNERS))
_is_fixed = remembered("kit_fixed", lambda style: _has_only_lengths(style))
_is_square = remembered("kit_square", lambda style: all((0, "px") in pair for pair in _radii(style)))


def remember() -> None:
    """Wrap the computing of styles, and of the used values of boxes."""
    _remember_styles()
    _remember_used_values()


def _remember_styles() -> None:
    from weasyprint.css import StyleFor

    compute, find = StyleFor.set_computed_styles, StyleFor.__call__
    kept: dict[Hashable, Any] = {}

    def set_computed_styles(
        self: Any, element: Any, *args: Any, pseudo_type: str | None = None, **more: Any
    ) -> None:
        place = element, pseudo_type
        if pseudo_type in _OF_NOTES:
            waiting = self.__dict__.setdefault("kit_waiting", {})
            waiting[place] = self.get_cascaded_styles()[place], args, more
            return
        compute(self, element, *args, pseudo_type=pseudo_type, **more)
        computed = self.get_computed_styles()
        if len(kept) > _MOST:
            kept.clear()
        computed[place] = kept.setdefault(_identity(computed[place]), computed[place])

    def style_for(self: Any, element: Any, pseudo_type: str | None = None) -> Any:
        if pseudo_type in _OF_NOTES and (element, pseudo_type) in self.kit_waiting:
            place = element, pseudo_type
            self.get_cascaded_styles()[place], args, more = self.kit_waiting.pop(place)
            compute(self, element, *args, pseudo_type=pseudo_type, **more)
            del self.get_cascaded_styles()[place]
        return find(self, element, pseudo_type)

    StyleFor.set_computed_styles, StyleFor.__call__ = set_computed_styles, style_for


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
    names = (*_LENGTHS.split(), *_BORDERS)

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        own = box.style.__dict__
        if "kit_used" in own and isinstance(box, Box):
            box.__dict__.update(own["kit_used"])
            return
        resolve(box, containing_block)
        if _is_fixed(box.style):
            own["kit_used"] = {name: getattr(box, name) for name in names}

    def resolve_radii_percentages(box: Any) -> None:
        if _is_square(box.style) and isinstance(box, Box):  # and not a placeholder of one
            box.__dict__.update(_NO_RADII)
        else:
            resolve_radii(box)

    replace_everywhere(resolve, resolve_percentages)
    replace_everywhere(resolve_radii, resolve_radii_percentages)
