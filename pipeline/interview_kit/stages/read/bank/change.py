"""Apply a theme's `change:` and `labels:` sections: override bank texts by id, some languages or all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.model.language import keys_of
from interview_kit.model.theme import LETTERHEAD_LABELS
from interview_kit.stages.read.bank.bank_editor import BankEditor
from interview_kit.stages.read.bank.overlay_file import OverlayFile, nested_under
from interview_kit.stages.read.bank.overlay_schema import ChangeEntries, override_of
from interview_kit.stages.read.coerce import shortened
from interview_kit.stages.read.validation import check
from interview_kit.support.errors import InvalidInput, Origin, Problem, did_you_mean
from interview_kit.support.i18n import N_, _, _n
from interview_kit.support.positions import Data, Node, Text

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
        for name, node in file.entries(part).items():
            found = editor.index.get(name)
            kind = "label" if name in LETTERHEAD_LABELS else found.kind if found else ""
            if kind and (part == "change" or kind == "label"):
                try:
                    yield from _change(editor, part, name, kind, node)
                except InvalidInput as error:
                    yield from error.problems
            elif name not in editor.lost:
                known = (*editor.words["labels"], *LETTERHEAD_LABELS) if part == "labels" else editor.index
                near = did_you_mean(name, known) or where_listed()
                if part == "labels":
                    message = _("there is no label called {name}{near}", name=name, near=near)
                else:
                    message = _("there is nothing called {name}{near}", name=name, near=near)
                yield name.at.problem(f"{part}.{name}", message)


def _change(editor: BankEditor, part: str, name: Text, kind: str, node: Node) -> Iterator[Problem]:
    place: Origin = name.at
    form: Any
    form, main = override_of(kind)
    start = Origin(place.file, 1, 1)
    entry = Data(start).add(name, nested_under(node, main))
    tree = Data(start).add(Text(part, place), entry)
    given = check(ChangeEntries[form], tree, many_lines=True).data.get(part, {}).get(name)
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
        yield from _not_everywhere(editor, given)
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
            wrong = list(_not_everywhere(editor, value))
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
    """Return the beginning of a new text: without the source language, which is required, it is the first."""
    text = Data(given.at)
    first = next((language for language in Language if language in given), None)
    return text.put(SOURCE_LANGUAGE.value, given[first], given.places[first]) if first else text


def _lacking(editor: BankEditor, given: Data) -> list[Language]:
    return [language for language in editor.languages if language not in given]


def _not_everywhere(editor: BankEditor, value: Any) -> _Wrong:
    for _ignored, place, language in untranslated(editor.languages, value):
        message = _(
            "this is not written in the language {language}; write {language}: as well", language=language
        )
        yield (), place, message


def untranslated(
    languages: tuple[Language, ...], value: Any, name: str = ""
) -> Iterator[tuple[str, Origin, Language]]:
    """Yield the nearest id and the position of each text, for each of the languages that it lacks."""
    if isinstance(value, Data):
        name = value.get("id", name)
        if SOURCE_LANGUAGE in value:
            yield from (
                (name, value.places[SOURCE_LANGUAGE], language)
                for language in languages
                if language not in value
            )
        for key, below in value.items():
            yield from untranslated(languages, below, name or str(key))
    elif isinstance(value, tuple):
        for below in value:
            yield from untranslated(languages, below, name)


def _out_of_step(old: Data, given: Data, languages: tuple[Language, ...]) -> _Wrong:
    """Yield a problem for each language of an override that leaves another one outdated.

    A translation alone may be overridden, to correct it. The source language alone may not.
    """
    for before, now, path in ((old, given, ()), (old.get("plain"), given.get("plain"), ("plain",))):
        if before is None or now is None:
            continue
        for language in languages:
            key, *registers = keys_of(language)
            if key not in now and key in before and SOURCE_LANGUAGE in now and SOURCE_LANGUAGE in languages:
                message = _(
                    "this changes {source}: and leaves {key}: as it was (“{text}”); "
                    "write {key}: as well, or, {one_language}",
                    source=SOURCE_LANGUAGE,
                    key=key,
                    text=shortened(before[key]),
                    one_language=_(ONE_LANGUAGE),
                )
                yield (*path, SOURCE_LANGUAGE), now.places[SOURCE_LANGUAGE], message
            for register in registers:
                if key in now and register not in now and register in before:
                    message = _(
                        "to a person called {register} the kit still says “{text}”; write {key}: as well",
                        register=register.partition("_")[2],
                        text=shortened(before[register]),
                        key=register,
                    )
                    yield (*path, key), now.places[key], message


def reworded(old: Data, given: Data, languages: tuple[Language, ...]) -> Data:
    """Return a text with the given languages replaced; a replaced language loses its old plain variant."""
    new = _over(old, given)
    before, plain = old.get("plain"), given.get("plain")
    said = [language for language in languages if language in given]
    if plain or (before and len(said) < len(languages)):
        before = before or new
        kept = Data(before.at)
        for language in Language:
            kept.take(new if language in given else before, *keys_of(language))
        place = given.places["plain"] if plain else old.places.get("plain", given.at)
        new.put("plain", _over(kept, plain) if plain else kept, place)
    return new


def _over(old: Data, given: Data) -> Data:
    """Return a wording, without a plain variant, with the given languages replaced."""
    new = Data(given.at)
    for language in Language:
        key, *registers = keys_of(language)
        new.take(old, key).take(given, key)
        for register in registers:
            new.take(given if key in given or register in given else old, register)
    return new
