"""Keep computed styles over kits, and what follows from one on the style; replace functions of WeasyPrint."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from typing import Any

_MOST = 5_000


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


def replace_everywhere(old: Callable[..., Any], new: Callable[..., Any]) -> None:
    """Replace a function in each module of WeasyPrint that has imported it."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "weasyprint":
            for attribute, value in list(vars(module).items()):
                if value is old:
                    setattr(module, attribute, new)


def key_of(value: object) -> Hashable:
    """Return a value of a style as a part of a key; values that cannot be hashed by identity.

    The caller keeps the value for as long as the key, since another may have its identity afterwards.
    """
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
