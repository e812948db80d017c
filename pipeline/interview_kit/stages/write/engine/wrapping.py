"""Put a function in the place of one of WeasyPrint's, fill its lines, and read values of a style as a key."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from functools import cache
from operator import itemgetter
from typing import Any

Function = Callable[..., Any]


def replace_everywhere(old: Function, new: Function) -> None:
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


def reader(names: str) -> Callable[[Any], tuple[Any, ...]]:
    """Return a function that reads the properties with these names of a style, in order."""
    return itemgetter(*names.split())


@cache
def fill_lines() -> None:
    """Let a line be as full as its words allow, once in a process; call it when weasyprint is imported.

    WeasyPrint 70 counts the space after the last word: a text that fits but for that space gets a line with
    its first word alone (docs/upstream.md).
    """
    from weasyprint.text import line_break

    split = line_break.split_first_line

    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **named: Any
    ) -> Any:
        found = split(text, style, context, max_width, *rest, **named)
        words = text.rstrip(" ")
        if found[2] is None or words == text or " " not in words or style["white_space"] != "normal":
            return found
        whole = split(words, style, context, max_width, *rest, **named)
        if whole[2] is not None:
            return found
        # The line ends after the space, so that what follows begins the next one.
        return (*whole[:2], len(text.encode()), *whole[3:])

    replace_everywhere(split, split_first_line)
