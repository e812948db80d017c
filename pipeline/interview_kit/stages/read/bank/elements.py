"""Find and replace elements by id: items of sections, entries of lists and lines of scripts."""

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
# Returns the replacement of an element: nothing, the element changed, or the element and others.
Replace = Callable[[Element], tuple[Element, ...]]


def elements_of(whole: BankSection | Script | Element) -> Iterator[tuple[str, Element]]:
    """Yield the kind and the element for all elements inside `whole`, at any depth."""
    for inner in _inside(whole):
        yield kind_of(inner), inner
        yield from elements_of(inner)


def kind_of(element: Element) -> str:
    """Return the kind of an element, as `kit bank list` shows it."""
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
    """Return a section, script or item with the element `name` inside it replaced.

    A group that loses its last item is removed too.
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
    """Return a section, script, group or list with its direct elements replaced by `inside`."""
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
    """Return the field with an element's direct elements: "items", "entries" or "lines"; "" for none."""
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
