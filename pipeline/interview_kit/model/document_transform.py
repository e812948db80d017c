"""Replace every part of one type in a document, at any depth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")
Part = TypeVar("Part")


def rewritten(found: T, kind: type[Part], change: Callable[[Part], Part]) -> T:
    """Return `found` with `change` applied to each `kind` in it, in reading order; itself if none changes."""
    changed: Any
    match found:
        case kind():
            changed = change(found)
            return changed  # type: ignore[no-any-return]
        case tuple():
            changed = tuple(rewritten(each, kind, change) for each in found)
            return found if all(map(_is, changed, found)) else changed
        case _ if is_dataclass(found) and not isinstance(found, type):
            values = {each.name: getattr(found, each.name) for each in fields(found)}
            new = {name: rewritten(value, kind, change) for name, value in values.items()}
            return found if all(map(_is, new.values(), values.values())) else replace(found, **new)
        case _:
            return found


def _is(one: object, other: object) -> bool:
    return one is other
