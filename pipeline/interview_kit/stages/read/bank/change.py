"""Apply a theme's `change:` and `labels:` sections: override bank texts by id, some languages or all."""

from __future__ import annotations

from collections.abc import Generator, Iterator
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
_INCOMPLETE = N_("this is not written in the language {language}; write {language}: as well")
ONE_LANGUAGE = N_("if your agency works in English only, write languages: [en]")
# The kinds of elements whose words are said to the contact; a theme’s other words are for pupils, too.
_SAID = ("line", "script", "approach", "ask", "refusal", "question", "phrase")


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
        yield from _apply(editor, name, given, place, f"{part}.{name}")


def _says_something(given: Any) -> bool:
    if isinstance(given, Data | tuple):
        return any(map(_says_something, given.values() if isinstance(given, Data) else given))
    return given is not None


def _apply(editor: BankEditor, name: str, given: Any, place: Origin, path: str) -> Iterator[Problem]:
    """Apply one override; yield problems. The position of the element is then that of the override."""
    found = editor.index.get(name)
    if found is None:  # a label of the letterhead, which the base bank lacks
        message = N_("this is new, so {key}: is needed; or, {one_language}")
        editor.name("labels", name, (yield from _text(editor, None, given, place, path, message)), place)
    elif found.kind in ("label", "reason"):
        text = yield from _text(editor, found.data, given, place, path, said=False)
        editor.name(f"{found.kind}s", name, text, place)
    elif found.kind != "phrase":
        yield from _override(editor, found.data, given, path, found.kind in _SAID)
        found.data.at = found.data.places["id"] = place
    elif isinstance(given, tuple):
        yield from untranslated(editor, given, _INCOMPLETE, path)
        editor.name("phrases", found.key, given, place)
    elif len(found.data) == 1:
        yield from _override(editor, found.data[0], given, path)
        editor.name("phrases", found.key, found.data, place)
    else:
        message = _n(
            "this phrase has {n} wordings for different cases; write them all",
            "this phrase has {n} wordings for different cases; write them all",
            len(found.data),
        )
        yield place.problem(path, message)


def _override(editor: BankEditor, old: Data, given: Data, above: str, said: bool = True) -> Iterator[Problem]:
    """Merge an override into an element, whose words are `said` to the contact; yield problems."""
    for key, value in given.items():
        place, before, path = given.places[key], old.get(key), f"{above}.{key}"
        if isinstance(before, tuple) and key == "text":  # line by line, or all of another number
            words = as_lines(value)
            known = before if len(words) == len(before) else (None,) * len(words)
            lines = []
            for number, (line, new) in enumerate(zip(known, words, strict=True), 1):
                message = N_("this line is new, so {key}: is needed; or, {one_language}")
                lines.append((yield from _text(editor, line, new, new.at, f"{path}.{number}", message)))
            value = tuple(lines)
        elif isinstance(value, Data) and before is None:
            message = _("there is no {name} to change here; the bank has none in this place", name=key)
            yield place.problem(path, message)
        elif isinstance(value, Data):
            value = yield from _text(editor, before, value, place, path, said=said and key != "why")
        else:
            yield from untranslated(editor, value, _INCOMPLETE, path)
        old.put(key, value, place)


def as_lines(text: Any) -> tuple[Data, ...]:
    """Return the lines of a question, which may be written as one text."""
    return text if isinstance(text, tuple) else (text,)


def _text(
    editor: BankEditor,
    old: Data | None,
    given: Data,
    at: Origin,
    path: str,
    lacking: str = "",
    *,
    said: bool = True,
) -> Generator[Problem, None, Data]:
    """Return a text with an override; yield problems. What is not `said` to the contact needs no register.

    Where there was none (`old` None), the message `lacking` is for each language that the override lacks.
    """
    languages = editor.languages
    if old is None:
        old = Data(given.at)
        # Without the source language, which is required, it is the first.
        first = next((language for language in Language if language in given), None)
        if first:
            old.put(SOURCE_LANGUAGE.value, given[first], given.places[first])
        yield from (
            at.problem(path, _(lacking, key=key, one_language=_(ONE_LANGUAGE)))
            for key in languages
            if key not in given
        )
    else:
        yield from _out_of_step(old, given, languages, path, said)
    return reworded(old, given, languages)


def untranslated(
    editor: BankEditor, value: Any, message: str, path: str = "", name: str = ""
) -> Iterator[Problem]:
    """Yield a problem for each text and each language that it lacks; its path is by default the nearest id.

    `name` is the id or key that the value is under.
    """
    if isinstance(value, Data):
        name = value.get("id", name)
        for language in editor.languages if SOURCE_LANGUAGE in value else ():
            if language not in value:
                said = _(message, language=language, one_language=_(ONE_LANGUAGE))
                yield value.places[SOURCE_LANGUAGE].problem(path or name, said)
        for key, below in value.items():
            yield from untranslated(editor, below, message, path, name or str(key))
    elif isinstance(value, tuple):
        for below in value:
            yield from untranslated(editor, below, message, path, name)


def _out_of_step(
    old: Data, given: Data, languages: tuple[Language, ...], above: str, said: bool
) -> Iterator[Problem]:
    """Yield a problem for each language of an override that leaves another one outdated.

    A translation alone may be overridden, to correct it. The source language alone may not.
    """
    for before, now, path in (
        (old, given, above),
        (old.get("plain"), given.get("plain"), f"{above}.plain"),
    ):
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
                yield now.places[SOURCE_LANGUAGE].problem(f"{path}.{SOURCE_LANGUAGE}", message)
            for register in registers if said else ():
                if key in now and register not in now and register in before:
                    message = _(
                        "to a person called {register} the kit still says “{text}”; write {key}: as well",
                        register=register.partition("_")[2],
                        text=shortened(before[register]),
                        key=register,
                    )
                    yield now.places[key].problem(f"{path}.{key}", message)


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
