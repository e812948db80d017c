"""Apply what a theme adds to the bank: pages, sections, items, entries, lines, questions and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from interview_kit.model.bank import ListEntry, Origin, ScriptLine
from interview_kit.stages.read.bank.bank_editor import BankEditor
from interview_kit.stages.read.bank.base import with_line_ids
from interview_kit.stages.read.bank.change import where_listed
from interview_kit.stages.read.bank.elements import Element, holds_what, with_inside
from interview_kit.stages.read.bank.order import Position, place_in_order
from interview_kit.stages.read.bank.overlay_file import PLACED, OverlayFile, ThemeOverlay
from interview_kit.stages.read.bank.pages import Page
from interview_kit.stages.read.bank.source_map import PREFIXES, ids_below
from interview_kit.stages.read.bank.translations import ONE_LANGUAGE
from interview_kit.stages.read.source_tree import Mapping, Node, Scalar, Sequence
from interview_kit.support.errors import Problem, did_you_mean
from interview_kit.support.i18n import _

# Ids become names of form fields and link targets.
_ID = re.compile(r"[a-z0-9][a-zA-Z0-9._-]{0,79}")
_NAMED = {"phrases": PREFIXES["phrases"], "reasons": PREFIXES["reasons"]}
_NEW = ("sections", "items", "entries", "lines", "questions", "asks")


@dataclass(frozen=True, slots=True)
class _Pending:
    """An added element that is not in the bank yet, with its source tree and file."""

    thing: Element
    tree: Mapping
    file: str


def add(editor: BankEditor, said: ThemeOverlay) -> Iterator[Problem]:
    """Add all new elements of a theme to the draft; yield problems."""
    taken: dict[str, Origin] = {}
    usable = [page for page in said.pages if not list(_page_taken(editor, page, taken, said.problems))]
    for page in usable:
        editor.sections[page.section.id] = page.section
        editor.added.append(page.section.id)
        editor.origins.update(page.places)
    for file in said.words:
        wrong = [*_wrong_ids(editor, file, taken), *_untranslated(editor, file)]
        yield from wrong
        if wrong:
            editor.lost.update(name for name, _ in _new_ids(file))
        else:
            _add_whole(editor, file)
    editor.index()
    yield from _place_all(editor, said.words)
    editor.index()


def _page_taken(
    editor: BankEditor, page: Page, taken: dict[str, Origin], problems: list[Problem]
) -> Iterator[Problem]:
    name = page.section.id
    if editor.find(name):
        message = _("something is called {name} already; give the page's files another name", name=name)
        problems.append(Problem(page.file, None, None, name, message))
        yield problems[-1]
    taken[name] = Origin(page.file, 1, 1)


def _wrong_ids(editor: BankEditor, file: OverlayFile, taken: dict[str, Origin]) -> Iterator[Problem]:
    for name, node in _new_ids(file):
        if editor.find(name):
            message = _("this is in the bank already; to say it otherwise, write it under change:")
        elif name in taken:
            first = taken[name]
            message = _(
                "this id stands twice, first in {file}:{line}; give one of them another id",
                file=first.file,
                line=first.line,
            )
        elif not _ID.fullmatch(name.removeprefix("phrase.")):
            message = _(
                "an id has letters, digits, dots and hyphens, and begins with a small letter or a digit"
            )
        else:
            taken[name] = Origin(file.file, node.line, node.column)
            continue
        yield Problem(file.file, node.line, node.column, name, message)
    for number, item in enumerate(file.each("lines"), 1):
        if not item.entry("id"):
            message = _("this key is required: a name of your own for this line")
            yield Problem(file.file, item.line, item.column, f"lines.{number}.id", message)


def _new_ids(file: OverlayFile) -> Iterator[tuple[str, Scalar]]:
    for key in _NEW:
        for item in file.each(key):
            yield from ids_below(item)
    for key, prefix in _NAMED.items():
        yield from ((prefix + name.text, name) for name, _ in file.entries(key))


def _untranslated(editor: BankEditor, file: OverlayFile) -> Iterator[Problem]:
    """Yield a problem for each new text without French, if the kits are made in French."""
    if "fr" not in editor.languages:
        return
    for key, value in file.tree.entries:
        if key.text in (*_NEW, *_NAMED):
            for name, node in _english_alone(value):
                message = _(
                    "this is not written in French; write fr: as well, or, {one_language}",
                    one_language=_(ONE_LANGUAGE),
                )
                yield Problem(file.file, node.line, node.column, name, message)


def _english_alone(node: Node, name: str = "") -> Iterator[tuple[str, Scalar]]:
    match node:
        case Mapping(entries=entries):
            own = node.entry("id")
            name = own[1].text if own and isinstance(own[1], Scalar) else name
            english = node.entry("en")
            if english and not node.entry("fr"):
                yield name, english[0]
            for key, value in entries:
                yield from _english_alone(value, name or key.text)
        case Sequence(items=items):
            for item in items:
                yield from _english_alone(item, name)
        case Scalar():
            pass


def _add_whole(editor: BankEditor, file: OverlayFile) -> None:
    """Add what needs no position: phrases, reasons, sections and asks; record positions of questions."""
    said = file.said
    editor.reasons |= said.reasons
    editor.phrases |= said.phrases
    for key, prefix in _NAMED.items():
        for name, value in file.entries(key):
            editor.note(prefix + name.text, name, value, file.file)
    for section in said.sections:
        editor.sections[section.id] = section
        editor.added.append(section.id)
    for ask in said.asks:
        editor.asks[ask.id] = with_line_ids(ask)
    for key in ("sections", "asks", "questions"):
        for tree in file.each(key):
            editor.record_new_positions(tree, file.file)


def _place_all(editor: BankEditor, files: list[OverlayFile]) -> Iterator[Problem]:
    problems: list[Problem] = []
    new: dict[str, _Pending] = {}
    waiting: dict[str, Position] = {}
    for file in files:
        for key in PLACED:
            for thing, tree in zip(getattr(file.said, key), file.each(key), strict=True):
                named = file.placed.get(thing.id, [])
                if editor.find(thing.id) or not thing.id or thing.id in new:
                    continue  # reported already
                if len(named) != 1:
                    message = _(
                        "say where {id} goes, once: after:, before: or into: the id of something", id=thing.id
                    )
                    problems.append(Problem(file.file, tree.line, tree.column, thing.id, message))
                    editor.lost.add(thing.id)
                    continue
                new[thing.id] = _Pending(thing, tree, file.file)
                waiting[thing.id] = Position(*named[0])

    def put(name: str, place: Position) -> None:
        problems.extend(_put(editor, new[name], place))

    def stuck(name: str, place: Position, circle: str) -> None:
        editor.lost.add(name)
        message = _("these wait for each other: {circle}", circle=circle)
        target = place.target
        problems.append(Problem(new[name].file, target.line, target.column, f"{name}.{place.how}", message))

    place_in_order(waiting, put, stuck)
    yield from problems


def _put(editor: BankEditor, new: _Pending, place: Position) -> Iterator[Problem]:
    target, thing = place.target, new.thing
    wanted = _wanted(thing)
    found = editor.find(target.text)
    if found is None and target.text in editor.lost:
        return
    message = ""
    if found is None:
        near = did_you_mean(target.text, editor.index())
        message = _("there is nothing called {name}{near}", name=target.text, near=near or where_listed())
    elif place.how == "into":
        inside = holds_what(editor.element(target.text)) if found.part else ""
        if inside != wanted:
            message = _(
                "{name} is {kind}, and holds no {wanted}",
                name=target.text,
                kind=_a(found.kind),
                wanted=wanted,
            )
    elif not found.part or _wanted(editor.element(target.text)) != wanted:
        message = _(
            "{name} is {kind}, and what stands beside it cannot be {wanted}",
            name=target.text,
            kind=_a(found.kind),
            wanted=wanted,
        )
    if message:
        editor.lost.add(thing.id)
        yield Problem(new.file, target.line, target.column, f"{thing.id}.{place.how}", message)
        return

    def beside(there: Element) -> tuple[Element, ...]:
        if place.how == "into":
            inside: tuple[Element, ...] = getattr(there, wanted)
            return (with_inside(there, (*inside, thing)),)
        return (there, thing) if place.how == "after" else (thing, there)

    editor.replace(target.text, beside)
    editor.record_new_positions(new.tree, new.file)
    editor.learn(thing, target.text)


def _wanted(thing: Element) -> str:
    """Return the field that holds such an element: "items", "entries" or "lines"; "" for none."""
    match thing:
        case ListEntry():
            return "entries"
        case ScriptLine():
            return "lines"
        case _:
            return "items" if hasattr(thing, "kind") else ""


def _a(kind: str) -> str:
    return _("an {kind}", kind=kind) if kind[0] in "aeiou" else _("a {kind}", kind=kind)
