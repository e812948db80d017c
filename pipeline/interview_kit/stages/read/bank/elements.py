"""Find an item of a section, an entry of a list or a line of a script by its id, and put others there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from interview_kit.model.bank import (
    BankSection,
    GroupItem,
    ListEntry,
    ListItem,
    Script,
    ScriptLine,
    SectionItem,
    TicksItem,
)

Element = SectionItem | ListEntry | ScriptLine | BankSection | Script
# What stands in the place of an element: nothing, itself changed, or itself and others.
Replace = Callable[[Element], tuple[Element, ...]]


def elements_of(whole: BankSection | Script | Element) -> Iterator[tuple[str, Element]]:
    """Yield the kind and the thing itself for all that stands in a section or a script, without itself."""
    for inner in _inside(whole):
        yield kind_of(inner), inner
        yield from elements_of(inner)


def kind_of(element: Element) -> str:
    """Return the kind as `kit bank list` names it."""
    match element:
        case ListEntry():
            return "entry"
        case ScriptLine():
            return "line"
        case BankSection():
            return "section"
        case Script():
            return "script"
        case _:
            return element.kind


def replaced(whole: Element, name: str, replace: Replace) -> Element:
    """Return a section, a script or an item in which what is called `name` is replaced.

    A group that loses its last item goes with it.
    """
    inside = _inside(whole)
    if not any(inner.id == name or _holds(inner, name) for inner in inside):
        return whole
    now: list[Element] = []
    for inner in inside:
        if inner.id == name:
            now.extend(replace(inner))
        else:
            kept = replaced(inner, name, replace)
            if not (isinstance(kept, GroupItem) and not kept.items):
                now.append(kept)
    return with_inside(whole, tuple(now))


def with_inside(whole: Element, inside: tuple[Element, ...]) -> Element:
    """Return a section, a script, a group or a list that holds these things instead."""
    match whole:
        case BankSection() | GroupItem():
            return whole.model_copy(update={"items": inside})
        case ListItem() | TicksItem():
            return whole.model_copy(update={"entries": inside})
        case Script():
            return whole.model_copy(update={"lines": inside})
        case _:
            return whole


def holds_what(whole: Element) -> str:
    """Return what stands directly in an element: "items", "entries" or "lines", or "" where nothing can."""
    match whole:
        case BankSection() | GroupItem():
            return "items"
        case ListItem() | TicksItem():
            return "entries"
        case Script():
            return "lines"
        case _:
            return ""


def _inside(whole: Element) -> tuple[Element, ...]:
    found: tuple[Element, ...] = getattr(whole, holds_what(whole), ()) if holds_what(whole) else ()
    return found


def _holds(whole: Element, name: str) -> bool:
    return any(inner.id == name for _, inner in elements_of(whole))
