"""Apply what a theme adds to the bank: pages, sections, items, entries, lines, questions and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from interview_kit.stages.read.bank.bank_editor import CONTAINERS, BankEditor
from interview_kit.stages.read.bank.base import name_lines
from interview_kit.stages.read.bank.change import as_lines, untranslated, where_listed
from interview_kit.stages.read.bank.elements import elements_of
from interview_kit.stages.read.bank.order import Position, in_order, taken_positions
from interview_kit.stages.read.bank.overlay_file import ThemeOverlay
from interview_kit.support.errors import Origin, Problem, did_you_mean
from interview_kit.support.i18n import N_, _
from interview_kit.support.positions import Data

# Ids become names of form fields and link targets.
_ID = re.compile(r"[a-z0-9][a-zA-Z0-9._-]{0,79}")
_NAMED = ("phrases", "reasons")
# Keys whose entries are added to an existing element, so that each has a position.
_PLACED = ("items", "entries", "lines")
_NEW = ("sections", *_PLACED, "questions", "asks", *_NAMED)
_INCOMPLETE = N_(
    "this is not written in the language {language}; write {language}: as well, or, {one_language}"
)
# The key of the bank's reasons that are used for every question added by a theme.
_AGENCY = "agency"
# Keys of a condition that say why by themselves: each is a gate of its own, after one of all other keys.
_OF_THE_TALK = ("language", "channel", "from_minutes", "under_minutes")


def add(editor: BankEditor, said: ThemeOverlay) -> Iterator[Problem]:
    """Add all new elements of a theme; yield problems."""
    taken: dict[str, Origin] = {}
    for page in said.pages:
        name, place = page["id"], page.places["id"]
        taken[name] = place
        if name in editor.index:
            message = _("something is called {name} already; give the page's files another name", name=name)
            yield Problem(place.file, None, None, name, message)
        else:
            editor.append("sections", page)
            editor.added.append(name)
    sound: list[Data] = []
    for file in said.words:
        new = Data(file.said.at).take(file.said, *_NEW)
        texts = (untranslated(editor, value, _INCOMPLETE) for value in new.values())
        wrong = [*_wrong_ids(editor, new, taken), *chain.from_iterable(texts)]
        yield from wrong
        if wrong:
            editor.lost.update(name for name, _ignored in elements_of(new))
            continue
        sound.append(new)
        _add_whole(editor, new)
        yield from _questions(editor, new)
    yield from _place_all(editor, sound)


def _wrong_ids(editor: BankEditor, new: Data, taken: dict[str, Origin]) -> Iterator[Problem]:
    for name, element in elements_of(new):
        place = element.at
        if name in editor.index:
            message = _("this is in the bank already; to say it otherwise, write it under change:")
        elif name in taken:
            message = _(
                "this id stands twice, first in {file}:{line}; give one of them another id",
                file=taken[name].file,
                line=taken[name].line,
            )
        elif not _ID.fullmatch(name.removeprefix("phrase.")):
            message = _(
                "an id has letters, digits, dots and hyphens, and begins with a small letter or a digit"
            )
        else:
            taken[name] = place
            continue
        yield place.problem(name, message)
    for number, line in enumerate(new.get("lines", ()), 1):
        if "id" not in line:
            message = _("this key is required: a name of your own for this line")
            yield line.at.problem(f"lines.{number}.id", message)


def _add_whole(editor: BankEditor, new: Data) -> None:
    """Add what needs no position: phrases, reasons, sections and asks."""
    for part in _NAMED:
        for name, value in new.get(part, {}).items():
            editor.name(part, name, value, new[part].places[name])
    for section in new.get("sections", ()):
        editor.append("sections", section)
        editor.added.append(section["id"])
    for ask in new.get("asks", ()):
        name_lines(ask)
        editor.append("asks", ask)


def _questions(editor: BankEditor, new: Data) -> Iterator[Problem]:
    """Add questions: their texts, their reasons and their selection rules; yield problems."""
    rules, always = editor.choosing, []
    for given in new.get("questions", ()):
        name, place = given["id"], given.places["id"]
        slot = given.get("slot", "own")
        if slot not in rules["slots"]:
            near = did_you_mean(slot, rules["slots"]) or _(
                "; there are: {slots}", slots=", ".join(rules["slots"])
            )
            message = _("there is no slot {slot}{near}", slot=slot, near=near)
            yield given.places.get("slot", place).problem(f"{name}.slot", message)
            editor.lost.add(name)
            continue
        question = Data(given.at).take(given, "id", "why", "probes")
        editor.append("questions", question.put("text", as_lines(given["text"]), given.places["text"]))
        own = Data(place).put("minutes", 1.5, place).put("slot", slot, place).put("weight", 5, place)
        own.take(given, "minutes", "slot", "weight", "written")
        rules["questions"].put(name, own, place)
        rules.at = new.places["questions"]
        _reason(editor, "this.", name, place)
        if "when" in given:
            own.put("gates", _gates(editor, given), place)
        if given.get("always"):
            always.append(name)
    if always:
        # First, so that these questions are asked in the shortest talk too.
        coverage = rules["coverage"]
        before = coverage.pop(_AGENCY, {"ask": ()})["ask"]
        asked = Data(rules.at).put("when", Data(rules.at), rules.at).put("ask", (*before, *always), rules.at)
        rules["coverage"] = Data(coverage.at).put(_AGENCY, asked, rules.at).take(coverage)


def _gates(editor: BankEditor, question: Data) -> tuple[str, ...]:
    """Add the gates of a question's condition, with their reasons, and return their names."""
    when, at = question["when"], question.places["when"]
    talk = [key for key in _OF_THE_TALK if key in when]
    others = [key for key in when if key not in talk]
    names = []
    for keys in ([others] if others else []) + [[key] for key in talk]:
        ending = f".{keys[0]}" if keys[0] in talk else ""
        gate = Data(at).put("only_if", Data(when.at).take(when, *keys), at)
        editor.choosing["gates"].put(question["id"] + ending, gate, at)
        _reason(editor, "drop.gate.", question["id"], at, ending)
        names.append(question["id"] + ending)
    return tuple(names)


def _reason(editor: BankEditor, kind: str, name: str, place: Origin, ending: str = "") -> None:
    """Add the reason of a theme's question, in the words of the bank for all of them."""
    words = Data(place)
    for language, text in editor.words["reasons"][f"{kind}{_AGENCY}{ending}"].items():
        words.put(language, text, place)
    editor.name("reasons", f"{kind}{name}{ending}", words, place)


def _place_all(editor: BankEditor, files: list[Data]) -> Iterator[Problem]:
    new: dict[str, tuple[str, Data]] = {}
    waiting: dict[str, Position] = {}
    for file in files:
        for key in _PLACED:
            for each in file.get(key, ()):
                name, places = each["id"], taken_positions(each)
                if len(places) == 1:
                    new[name], waiting[name] = (key, each), places[0]
                    continue
                message = _(
                    "say where {id} goes, once: after:, before: or into: the id of something", id=name
                )
                yield each.at.problem(name, message)
                editor.lost.add(name)
    for name, place, wrong in in_order(waiting):
        key, each = new[name]
        message = wrong or _wrong_place(editor, key, place)
        if message or place.target not in editor.index:
            editor.lost.add(name)
        else:
            editor.insert(each, place.how, place.target)
        if message:
            yield place.origin.problem(f"{name}.{place.how}", message)


def _wrong_place(editor: BankEditor, wanted: str, place: Position) -> str:
    """Return why no element of the list `wanted` can be put there; "" also where the target was refused."""
    name = place.target
    found = editor.index.get(name)
    if found is None:
        near = did_you_mean(name, editor.index) or where_listed()
        return "" if name in editor.lost else _("there is nothing called {name}{near}", name=name, near=near)
    kind = _("an {kind}", kind=found.kind) if found.kind[0] in "aeiou" else _("a {kind}", kind=found.kind)
    if place.how == "into":
        if CONTAINERS.get(found.kind) != wanted:
            return _("{name} is {kind}, and holds no {wanted}", name=name, kind=kind, wanted=wanted)
    elif found.key != wanted:
        return _(
            "{name} is {kind}, and what stands beside it cannot be {wanted}",
            name=name,
            kind=kind,
            wanted=wanted,
        )
    return ""
