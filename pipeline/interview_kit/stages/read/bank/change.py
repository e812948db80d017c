"""Apply a theme's `change:` and `labels:` sections: override bank texts by id, some languages or all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from interview_kit.model.enums import Language
from interview_kit.model.theme import LETTERHEAD_LABELS
from interview_kit.stages.read.bank.bank_editor import BankEditor
from interview_kit.stages.read.bank.overlay_file import OverlayFile, nested_under
from interview_kit.stages.read.bank.overlay_schema import ChangeEntries, override_of
from interview_kit.stages.read.convert import shortened
from interview_kit.stages.read.source_tree import Mapping, Node, Scalar, Sequence
from interview_kit.stages.read.validation import check
from interview_kit.support.errors import InvalidInput, Origin, Problem, did_you_mean
from interview_kit.support.i18n import N_, _, _n
from interview_kit.support.positions import Data

# Elements that every kit keeps (content rules 1 and 3): the one rule, and a minor's safety page.
KEPT = {
    "stance.never-sell": N_("every kit says that nobody asks for a job"),
    "safety": N_("every minor gets this page"),
    "safety.rules": N_("every minor gets these rules"),
}
ONE_LANGUAGE = N_("if your agency works in English only, write languages: [en]")


def where_listed() -> str:
    """Return the end of a message about an unknown id."""
    return _("; {kit} bank list shows every id")


def change(editor: BankEditor, file: OverlayFile) -> Iterator[Problem]:
    """Apply the overrides of one file; yield problems."""
    for part in ("change", "labels"):
        for key, node in file.entries(part):
            name = key.text
            found = editor.index.get(name)
            kind = "label" if name in LETTERHEAD_LABELS else found.kind if found else ""
            if kind and (part == "change" or kind == "label"):
                try:
                    yield from _change(editor, file.file, (part, name), kind, key, node)
                except InvalidInput as error:
                    yield from error.problems
            elif name not in editor.lost:
                known = (*editor.words["labels"], *LETTERHEAD_LABELS) if part == "labels" else editor.index
                near = did_you_mean(name, known) or where_listed()
                if part == "labels":
                    message = _("there is no label called {name}{near}", name=name, near=near)
                else:
                    message = _("there is nothing called {name}{near}", name=name, near=near)
                yield Problem(file.file, key.line, key.column, f"{part}.{name}", message)


def _change(
    editor: BankEditor, file: str, path: tuple[str, str], kind: str, key: Scalar, node: Node
) -> Iterator[Problem]:
    (part, name), place = path, Origin(file, key.line, key.column)
    form: Any
    form, main = override_of(kind)
    node = node if isinstance(node, Sequence) else nested_under(node, main)
    tree = Mapping(((replace(key, text=part), Mapping(((key, node),), 1, 1)),), 1, 1)
    given = check(ChangeEntries[form], tree, file, many_lines=True).data.get(part, {}).get(name)
    if not _says_something(given):
        message = _("this changes nothing; to leave {name} out, write it under hide:", name=name)
        yield place.problem(f"{part}.{name}", message)
    elif name in KEPT and "when" in given:
        message = _("this keeps its condition: {kept}", kept=_(KEPT[name]))
        yield place.problem(f"{part}.{name}.when", message)
    else:
        for below, at, message in _apply(editor, name, given, place):
            yield at.problem(".".join((part, name, *below)), message)


def _says_something(given: Any) -> bool:
    if isinstance(given, Data | tuple):
        return any(map(_says_something, given.values() if isinstance(given, Data) else given))
    return given is not None


# The path below the overridden id, the position and the message of each problem.
_Wrong = Iterator[tuple[tuple[str, ...], Origin, str]]


def _apply(editor: BankEditor, name: str, given: Any, place: Origin) -> _Wrong:
    """Apply one override; yield problems. The position of the element is then that of the override."""
    found = editor.index.get(name)
    if found is None:  # a label of the letterhead, which the base bank lacks
        for key in _lacking(editor, given):
            yield (), place, _("this is new, so {key}: is needed", key=key)
        editor.name("labels", name, reworded(_new_text(given), given, editor.languages), place)
    elif found.kind in ("label", "reason"):
        yield from _out_of_step(found.data, given, editor.languages)
        editor.name(f"{found.kind}s", name, reworded(found.data, given, editor.languages), place)
    elif found.kind != "phrase":
        yield from _override(editor, found.data, given)
        found.data.at = found.data.places["id"] = place
    elif isinstance(given, tuple):
        yield from _english_alone(editor, given)
        editor.name("phrases", found.key, given, place)
    elif len(found.data) == 1:
        yield from _override(editor, found.data[0], given)
        editor.name("phrases", found.key, found.data, place)
    else:
        message = _n(
            "this phrase has {n} wordings for different cases; write them all",
            "this phrase has {n} wordings for different cases; write them all",
            len(found.data),
        )
        yield (), place, message


def _override(editor: BankEditor, old: Data, given: Data) -> _Wrong:
    """Merge an override into an element; yield problems."""
    for key, value in given.items():
        place: Origin = given.places[key]
        before: Any = old.get(key)
        wrong: list[tuple[tuple[str, ...], Origin, str]] = []
        if isinstance(before, tuple) and key == "text":
            wrong, value = _lines(editor, before, as_lines(value))
        elif isinstance(value, Data) and before is None:
            message = _("there is no {name} to change here; the bank has none in this place", name=key)
            wrong = [((), place, message)]
        elif isinstance(value, Data):
            wrong = list(_out_of_step(before, value, editor.languages))
            value = reworded(before, value, editor.languages)
        else:
            wrong = list(_english_alone(editor, value))
        yield from (((key, *path), at, message) for path, at, message in wrong)
        old.put(key, value, place)


def as_lines(text: Any) -> tuple[Data, ...]:
    """Return the lines of a question, which may be written as one text."""
    return text if isinstance(text, tuple) else (text,)


def _lines(
    editor: BankEditor, before: tuple[Data, ...], given: tuple[Data, ...]
) -> tuple[list[tuple[tuple[str, ...], Origin, str]], tuple[Data, ...]]:
    """Return the problems and the lines of a question: overridden one by one, or all of another number."""
    wrong: list[tuple[tuple[str, ...], Origin, str]] = []
    lines = []
    for number, words in enumerate(given):
        path = (str(number + 1),)
        if len(given) == len(before):
            old = before[number]
            wrong += [
                ((*path, *below), at, why) for below, at, why in _out_of_step(old, words, editor.languages)
            ]
        else:
            old = _new_text(words)
            wrong += [
                (path, words.at, _("this line is new, so {key}: is needed", key=key))
                for key in _lacking(editor, words)
            ]
        lines.append(reworded(old, words, editor.languages))
    return wrong, tuple(lines)


def _new_text(given: Data) -> Data:
    """Return the beginning of a new text: French alone is used as English too, which is never printed."""
    text = Data(given.at)
    return text.put("en", given["fr"], given.places["fr"]) if "fr" in given else text


def _lacking(editor: BankEditor, given: Data) -> list[Language]:
    return [language for language in editor.languages if language not in given]


def _english_alone(editor: BankEditor, value: Any) -> _Wrong:
    for _ignored, place in untranslated(editor.languages, value):
        yield (), place, _("this is not written in French; write fr: as well")


def untranslated(languages: tuple[Language, ...], value: Any, name: str = "") -> Iterator[tuple[str, Origin]]:
    """Yield the nearest id and the position of each English text without French, if kits are made in both."""
    if Language.FRENCH not in languages:
        return
    if isinstance(value, Data):
        name = value.get("id", name)
        if "en" in value and "fr" not in value:
            yield name, value.places["en"]
        for key, below in value.items():
            yield from untranslated(languages, below, name or str(key))
    elif isinstance(value, tuple):
        for below in value:
            yield from untranslated(languages, below, name)


def _out_of_step(old: Data, given: Data, languages: tuple[Language, ...]) -> _Wrong:
    """Yield a problem for each language of an override that leaves another one outdated.

    French alone may be overridden, to correct a translation. English alone may not.
    """
    if Language.FRENCH not in languages:
        return
    for before, now, path in ((old, given, ()), (old.get("plain"), given.get("plain"), ("plain",))):
        if before is None or now is None:
            continue
        if "en" in now and "fr" not in now and "fr" in before and Language.ENGLISH in languages:
            message = _(
                "this changes the English and leaves the French as it was (“{french}”); "
                "write fr: as well, or, {one_language}",
                french=shortened(before["fr"]),
                one_language=_(ONE_LANGUAGE),
            )
            yield (*path, "en"), now.places["en"], message
        if "fr" in now and "fr_tu" not in now and "fr_tu" in before:
            message = _(
                "to a person called tu the kit still says “{french}”; write fr_tu: as well",
                french=shortened(before["fr_tu"]),
            )
            yield (*path, "fr"), now.places["fr"], message


def reworded(old: Data, given: Data, languages: tuple[Language, ...]) -> Data:
    """Return a text with the given languages replaced; a replaced language loses its old plain variant."""
    new = _over(old, given)
    before, plain = old.get("plain"), given.get("plain")
    said = [language for language in languages if language in given]
    if plain or (before and len(said) < len(languages)):
        before = before or new
        english = new if "en" in given else before
        french = new if "fr" in given else before
        kept = Data(before.at).take(english, "en").take(french, "fr", "fr_tu")
        place = given.places["plain"] if plain else old.places.get("plain", given.at)
        new.put("plain", _over(kept, plain) if plain else kept, place)
    return new


def _over(old: Data, given: Data) -> Data:
    """Return a wording, without a plain variant, with the given languages replaced."""
    new = Data(given.at).take(old, "en", "fr").take(given, "en", "fr")
    return new.take(given if "fr" in given or "fr_tu" in given else old, "fr_tu")
