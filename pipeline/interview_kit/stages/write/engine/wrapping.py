"""Put a function in the place of one of WeasyPrint's; keep what follows from a style."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from typing import Any


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
