"""Apply a theme's `hide:` section: remove elements by id, except those that every kit keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_kit.model.bank import Bank, GroupItem, InsertItem, Origin, SectionItem
from interview_kit.stages.read.bank import rule_overrides
from interview_kit.stages.read.bank.bank_editor import BankEditor, ElementRef
from interview_kit.stages.read.bank.change import KEPT, where_listed
from interview_kit.stages.read.bank.overlay_file import OverlayFile
from interview_kit.stages.read.source_tree import Scalar, Sequence
from interview_kit.support.errors import Problem, did_you_mean
from interview_kit.support.i18n import N_, _

_FIXED = {
    "label": N_("the program prints this label by its name"),
    "reason": N_("the program gives this reason by its name"),
    "approach": N_("every kit opens in one of three ways"),
    "script": N_("somebody may ask in this way"),
}
_PAGE = re.compile(r"page(?:\[\\?[\"']([^\"'\\]+)\\?[\"']\]|\.([\w-]+))")


def hide(editor: BankEditor, file: OverlayFile) -> Iterator[Problem]:
    """Remove the elements that one file hides from the draft; yield problems."""
    entry = file.tree.entry("hide")
    changed = {key.text for key, _ in file.entries("change")}
    for node in entry[1].items if entry and isinstance(entry[1], Sequence) else ():
        if not isinstance(node, Scalar):
            continue  # reported already
        if node.text in editor.lost:
            continue
        found = editor.find(node.text)
        message = _why_not(editor, node.text, found)
        if node.text in changed:
            message = _("{name} is changed and hidden; choose one of the two", name=node.text)
        if message or found is None:
            yield Problem(file.file, node.line, node.column, "hide", message)
            continue
        editor.hidden[node.text] = Origin(file.file, node.line, node.column)
        _remove(editor, node.text, found)
        editor.index()


def _why_not(editor: BankEditor, name: str, found: ElementRef | None) -> str:
    if found is None:
        if name in editor.hidden:
            return _("{name} is hidden already", name=name)
        near = did_you_mean(name, editor.index())
        return _("there is nothing called {name}{near}", name=name, near=near or where_listed())
    if name in KEPT:
        return _(
            "{name} cannot be hidden: {kept}; you may say it in your own words",
            name=name,
            kept=_(KEPT[name]),
        )
    if found.kind in _FIXED:
        return _("{name} cannot be hidden: {fixed}; change its words", name=name, fixed=_(_FIXED[found.kind]))
    if name == editor.choosing.closing.id:
        return _("{name} closes every talk and cannot be hidden; change its words", name=name)
    if found.kind == "line" and len(getattr(editor.whole(found), "lines", ())) == 1:
        return _("{name} is the only line of {key}; change its words", name=name, key=found.key)
    if found.kind == "section" and (kept := kept_in(editor, name)):
        return _(
            "{name} cannot be hidden: it holds {kept}, and {why}", name=name, kept=kept, why=_(KEPT[kept])
        )
    return ""


def kept_in(editor: BankEditor, section: str) -> str:
    """Return the id of an element that every kit keeps (`KEPT`) and that is in or is this section, or ""."""
    for name in KEPT:
        found = editor.find(name)
        if found and found.key == section:
            return name
    return ""


def _remove(editor: BankEditor, name: str, found: ElementRef) -> None:
    match found.kind:
        case "phrase":
            editor.phrases[found.key] = ()
        case "question" | "refusal":
            words: dict[str, object] = editor.questions if found.kind == "question" else editor.refusals  # type: ignore[assignment]
            del words[name]
            editor.choosing = rule_overrides.without(editor.choosing, [name])
            editor.reasons.pop(f"this.{name}" if found.kind == "question" else f"refusal.{name}", None)
        case "ask":
            del editor.asks[name]
        case "section":
            del editor.sections[name]
            editor.outline = [placed for placed in editor.outline if placed.entry.section != name]
        case _:
            editor.replace(name, lambda _: ())


def dangling_references(bank: Bank, hidden: dict[str, Origin]) -> Iterator[Problem]:
    """Yield a problem for each hidden script or section that the bank still refers to."""
    for name, by in _references(bank):
        if name in hidden:
            place = hidden[name]
            message = _("{by} names it; hide or change {by} too", by=by)
            yield Problem(place.file, place.line, place.column, f"hide {name}", message)


def _references(bank: Bank) -> Iterator[tuple[str, str]]:
    """Yield the id of each script or section that is referred to, and the id of the element that does so."""
    for approach in bank.approaches.values():
        for script in approach.scripts:
            yield from ((line.use, line.id) for line in script.lines if line.use)
    for ask in bank.asks.values():
        yield from ((line.use, line.id) for line in ask.lines if line.use)
    for section in bank.sections.values():
        yield from _references_in(section.items)


def _references_in(items: tuple[SectionItem, ...]) -> Iterator[tuple[str, str]]:
    for item in items:
        match item:
            case GroupItem():
                yield from _references_in(item.items)
            case InsertItem():
                if item.of:
                    yield item.of, item.id
            case _:
                for entry in (item, *getattr(item, "entries", ())):
                    text = getattr(entry, "text", None)
                    for found in _PAGE.finditer(text.en + (text.fr or "")) if text else ():
                        yield found[1] or found[2], entry.id
