"""Apply a theme's `hide:` section: remove elements by id, except those that every kit keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from interview_kit.stages.read.bank.bank_editor import BankEditor
from interview_kit.stages.read.bank.change import KEPT, where_listed
from interview_kit.stages.read.bank.elements import ElementRef, elements_in
from interview_kit.stages.read.bank.overlay_file import OverlayFile
from interview_kit.support.errors import Problem, did_you_mean
from interview_kit.support.i18n import N_, _
from interview_kit.support.positions import Data

_FIXED = {
    "label": N_("the program prints this label by its name"),
    "reason": N_("the program gives this reason by its name"),
    "approach": N_("every kit opens in one of three ways"),
    "script": N_("somebody may ask in this way"),
}
_PAGE = re.compile(r"page(?:\[\\?[\"']([^\"'\\]+)\\?[\"']\]|\.([\w-]+))")


def hide(editor: BankEditor, file: OverlayFile) -> Iterator[Problem]:
    """Remove the elements that one file hides; yield problems."""
    changed = file.entries("change")
    for name in file.said.get("hide", ()):
        if name in editor.lost:
            continue
        message = _why_not(editor, name, editor.index.get(name))
        if name in changed:
            message = _("{name} is changed and hidden; choose one of the two", name=name)
        if message:
            yield name.at.problem("hide", message)
        else:
            editor.hidden[name] = name.at
            editor.remove(name)


def _why_not(editor: BankEditor, name: str, found: ElementRef | None) -> str:
    if found is None:
        if name in editor.hidden:
            return _("{name} is hidden already", name=name)
        near = did_you_mean(name, editor.index)
        return _("there is nothing called {name}{near}", name=name, near=near or where_listed())
    if name in KEPT:
        return _(
            "{name} cannot be hidden: {kept}; you may say it in your own words",
            name=name,
            kept=_(KEPT[name]),
        )
    if found.kind in _FIXED:
        return _("{name} cannot be hidden: {fixed}; change its words", name=name, fixed=_(_FIXED[found.kind]))
    if name == editor.choosing["closing"]["id"]:
        return _("{name} closes every talk and cannot be hidden; change its words", name=name)
    if found.kind == "line" and len(found.holder["lines"]) == 1:
        key = found.holder["id"]
        return _("{name} is the only line of {key}; change its words", name=name, key=key)
    if found.kind == "section" and (kept := kept_in(editor, name)):
        return _(
            "{name} cannot be hidden: it holds {kept}, and {why}", name=name, kept=kept, why=_(KEPT[kept])
        )
    return ""


def kept_in(editor: BankEditor, section: str) -> str:
    """Return the id of an element that every kit keeps (`KEPT`) and that is in or is this section, or ""."""
    found = editor.index.get(section)
    inside = {section, *(name for name, _ignored in elements_in(found.data))} if found else ()
    return next((name for name in KEPT if name in inside), "")


def dangling_references(editor: BankEditor) -> Iterator[Problem]:
    """Yield a problem for each hidden script or section that the bank still refers to."""
    for name, element in editor.index.items():
        if isinstance(element.data, Data):
            for target in _references(element.data):
                if target in editor.hidden:
                    message = _("{by} names it; hide or change {by} too", by=name)
                    yield editor.hidden[target].problem(f"hide {target}", message)


def _references(element: Data) -> Iterator[Any]:
    yield from (element[key] for key in ("use", "of") if key in element)
    text: Any = element.get("text")
    for words in text.values() if isinstance(text, Data) else ():
        if isinstance(words, str):
            yield from (found[1] or found[2] for found in _PAGE.finditer(words))
