"""Keep computed styles over kits, and what follows from one on the style."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from interview_kit.stages.write.mended_faults import replace_everywhere

_MOST = 5_000
_LENGTHS = (
    "margin_left margin_right margin_top margin_bottom padding_left padding_right padding_top padding_bottom "
    "width min_width max_width height min_height max_height"
)
_lengths = _LENGTHS.split()
_USED = (*_lengths, *(f"border_{side}_width" for side in ("top", "right", "bottom", "left")))


def remember() -> None:
    """Wrap the computing of styles and of used lengths, and the question whether a box is in the flow."""
    from weasyprint.css import StyleFor
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.layout.percent import resolve_percentages as resolve

    compute, is_in_flow = StyleFor.set_computed_styles, Box.is_in_normal_flow
    is_fixed = remembered("kit_fixed", _is_fixed)
    kept: dict[Hashable, Any] = {}

    def set_computed_styles(self: Any, element: Any, *args: Any, **more: Any) -> None:
        compute(self, element, *args, **more)
        place, computed = (element, more.get("pseudo_type")), self.get_computed_styles()
        if len(kept) > _MOST:
            kept.clear()
        computed[place] = kept.setdefault(_identity(computed[place]), computed[place])

    def is_in_normal_flow(box: Any) -> Any:
        own = vars(box.style)
        return own["kit_flow"] if "kit_flow" in own else own.setdefault("kit_flow", is_in_flow(box))

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        own = vars(box.style)
        if "kit_used" in own and isinstance(box, Box):  # and not a placeholder of one
            vars(box).update(own["kit_used"])
            return
        resolve(box, containing_block)
        if is_fixed(box.style):
            own["kit_used"] = {name: getattr(box, name) for name in _USED}

    replace_everywhere(resolve, resolve_percentages)
    StyleFor.set_computed_styles, Box.is_in_normal_flow = set_computed_styles, is_in_normal_flow


def _identity(style: Any) -> Hashable:
    """Return what a computed style follows from; the style itself keeps alive what it names by identity."""
    values = [
        (name, key_of(value), precedence, layer, *specificity)
        for name, (value, (precedence, layer, specificity)) in style.cascaded.items()
    ]
    root = None if style.is_root_element else id(style.root_style)
    fonts = id(style.font_config)
    return id(style.parent_style), root, style.pseudo_type, style.base_url, fonts, frozenset(values)


def _is_fixed(style: Any) -> bool:
    """Return whether lengths are used alike in every container: no percentages, no shared borders."""
    lengths = (style[name] for name in _lengths)
    are_fixed = all(value == "auto" or getattr(value, "unit", "") == "px" for value in lengths)
    return are_fixed and style["border_collapse"] != "collapse"


def key_of(value: object) -> Hashable:
    """Return a value of a style for a key: its identity if it cannot be hashed; the caller keeps it too."""
    try:
        hash(value)
    except TypeError:
        return id(value)
    return value


def remembered(name: str, work_out: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function of a style that keeps its result on the style, under the attribute `name`.

    The style must not change after the first call: WeasyPrint changes styles while it builds boxes, and
    afterwards only copies of them, which do not take the attribute over.
    """

    def result(style: Any) -> Any:
        known = style.__dict__
        if name not in known:
            known[name] = work_out(style)
        return known[name]

    return result
