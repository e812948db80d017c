"""Keep computed styles over kits, and what follows from them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from interview_kit.stages.write.engine.wrapping import key_of

_MOST = 20_000


def remember() -> None:
    """Wrap the computing of styles, and the question whether a box is in the flow."""
    from weasyprint.css import StyleFor
    from weasyprint.formatting_structure.boxes import Box

    compute, is_in_flow = StyleFor.set_computed_styles, Box.is_in_normal_flow
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
