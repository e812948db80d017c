"""Apply a theme's `change:` and `labels:` sections: override bank texts by id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from interview_kit.model.bank import BankText, Phrase, part_of
from interview_kit.model.theme import LETTERHEAD_LABELS
from interview_kit.stages.read.bank.bank_editor import BankEditor
from interview_kit.stages.read.bank.overlay_file import OverlayFile, in_a_list, nested_under
from interview_kit.stages.read.bank.overlay_schema import CHANGES, ChangeEntries, PartialWording
from interview_kit.stages.read.bank.translations import changed, out_of_step
from interview_kit.stages.read.source_tree import Mapping, Node, Scalar, Sequence, locate, path_for_people
from interview_kit.stages.read.validation import check, messages_of
from interview_kit.support.errors import InvalidInput, Problem, did_you_mean
from interview_kit.support.i18n import N_, _, _n

# Elements that every kit keeps (content rules 1 and 3): the one rule, and a minor's safety page.
KEPT = {
    "stance.never-sell": N_("every kit says that nobody asks for a job"),
    "safety": N_("every minor gets this page"),
    "safety.rules": N_("every minor gets these rules"),
}


def where_listed() -> str:
    """Return the end of a message about an unknown id."""
    return _("; {kit} bank list shows every id")


def change(editor: BankEditor, file: OverlayFile) -> Iterator[Problem]:
    """Apply the overrides of one file to the draft; yield problems."""
    for part in ("change", "labels"):
        for key, node in file.entries(part):
            kind = _kind(editor, part, key.text)
            if not kind and key.text in editor.lost:
                continue
            if not kind:
                known = (*editor.labels, *LETTERHEAD_LABELS) if part == "labels" else editor.index()
                near = did_you_mean(key.text, known) or where_listed()
                if part == "labels":
                    message = _("there is no label called {name}{near}", name=key.text, near=near)
                else:
                    message = _("there is nothing called {name}{near}", name=key.text, near=near)
                yield Problem(file.file, key.line, key.column, f"{part}.{key.text}", message)
                continue
            try:
                yield from _change(editor, file, part, kind, key, node)
            except InvalidInput as error:
                yield from error.problems


def _kind(editor: BankEditor, part: str, name: str) -> str:
    """Return the kind of an overridden id, or "" where it is unknown."""
    if name in LETTERHEAD_LABELS:
        return "label"
    found = editor.find(name)
    return found.kind if found and (part == "change" or found.kind == "label") else ""


def _change(
    editor: BankEditor, file: OverlayFile, part: str, kind: str, key: Scalar, node: Node
) -> Iterator[Problem]:
    form: Any
    form, main = CHANGES[kind]
    if isinstance(node, Sequence) and kind == "phrase":
        form = tuple[Phrase, ...]
    else:
        node = nested_under(node, main)
        node = in_a_list(node, "text") if kind == "question" else node
    tree = Mapping(((Scalar(part, key.line, key.column), Mapping(((key, node),), 1, 1)),), 1, 1)
    checked = check(ChangeEntries[form], tree, file.file, many_lines=True)
    given = getattr(checked.model, part).get(key.text)
    if _is_empty_override(given):
        message = _("this changes nothing; to leave {name} out, write it under hide:", name=key.text)
        yield Problem(file.file, key.line, key.column, f"{part}.{key.text}", message)
        return
    if key.text in KEPT and getattr(given, "when", None):
        message = _("this keeps its condition: {kept}", kept=_(KEPT[key.text]))
        yield Problem(file.file, key.line, key.column, f"{part}.{key.text}.when", message)
        return
    problems = list(_apply(editor, kind, key.text, given))
    for path, message in problems:
        parts = (part, key.text, *path)
        yield Problem(file.file, *locate(checked.tree, parts), path_for_people(parts), message)
    if not problems:
        _update_source_map(editor, key, given, node, file.file)


def _is_empty_override(given: Any) -> bool:
    match given:
        case BaseModel():
            return all(_is_empty_override(getattr(given, name)) for name in given.model_fields_set)
        case tuple():
            return all(_is_empty_override(each) for each in given)
        case _:
            return given is None


def _apply(
    editor: BankEditor, kind: str, name: str, given: Any
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Apply one override to the draft; yield the path and the message of each problem."""
    found = editor.find(name)
    if found is None:  # a label of the letterhead, which the base bank lacks
        lacking = [key for key in editor.languages if not getattr(given, key)]
        yield from (((), _("this is new, so {key}: is needed", key=key)) for key in lacking)
        editor.labels[name] = changed(BankText(en=given.fr or "", fr=None), given, editor.languages)
        return
    match kind:
        case "label" | "reason":
            words = editor.labels if kind == "label" else editor.reasons
            yield from (((path,), message) for path, message in _steps(editor, words[name], given))
            words[name] = changed(words[name], given, editor.languages)
        case "phrase":
            yield from _phrase(editor, found.key, given)
        case "approach":
            old = editor.approaches[found.key]
            new, wrong = _overridden(editor, old, given)
            yield from wrong
            editor.approaches[found.key] = new
        case "refusal" | "question":
            parts: dict[str, Any] = editor.refusals if kind == "refusal" else editor.questions
            parts[name], wrong = _overridden(editor, parts[name], given)
            yield from wrong
        case _:
            new_element, wrong = _overridden(editor, editor.element(name), given)
            yield from wrong
            editor.replace(name, lambda _: (new_element,))


def _phrase(editor: BankEditor, name: str, given: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(given, tuple):
        editor.phrases[name] = given
        yield from _untranslated(editor, tuple(each.text for each in given), ())
        return
    alternatives = editor.phrases[name]
    if len(alternatives) != 1:
        message = _n(
            "this phrase has {n} wordings for different cases; write them all",
            "this phrase has {n} wordings for different cases; write them all",
            len(alternatives),
        )
        yield (), message
        return
    new, wrong = _overridden(editor, alternatives[0], given)
    yield from wrong
    editor.phrases[name] = (new,)


def _overridden(
    editor: BankEditor, old: Any, given: BaseModel
) -> tuple[Any, list[tuple[tuple[str | int, ...], str]]]:
    """Return a part of the bank with an override applied, and the problems as paths and messages."""
    wrong: list[tuple[tuple[str | int, ...], str]] = []
    values: dict[str, object] = {}
    for name in given.model_fields_set:
        value, before = getattr(given, name), getattr(old, name)
        match value:
            case PartialWording() if isinstance(before, BankText):
                wrong += [((name, *path.split(".")), why) for path, why in _steps(editor, before, value)]
                values[name] = changed(before, value, editor.languages)
            case PartialWording():
                message = _("there is no {name} to change here; the bank has none in this place", name=name)
                wrong.append(((name,), message))
            case (PartialWording(), *_):
                values[name] = _lines(editor, before, value, wrong)
            case tuple():
                values[name] = value
                wrong += _untranslated(editor, value, (name,))
            case None:
                pass
            case _:
                values[name] = value
    try:
        return type(old)(**{**dict(old), **values}), wrong
    except ValidationError as error:
        said = (message for detail in error.errors() for message in messages_of(detail).values())
        return old, [*wrong, *(((), message) for message in said)]


def _lines(
    editor: BankEditor, before: tuple[BankText, ...], given: tuple[PartialWording, ...], wrong: list[Any]
) -> tuple[BankText, ...]:
    """Return a question's lines: overridden one by one if their number is the same, else all replaced."""
    lines = []
    for number, words in enumerate(given):
        old = before[number] if len(given) == len(before) else BankText(en="", fr="")
        wrong += [(("text", number, *path.split(".")), why) for path, why in _steps(editor, old, words)]
        if len(given) != len(before):
            said = (("en", words.en), ("fr", words.fr))
            lacking = [key for key, one in said if not one and key in editor.languages]
            wrong += [
                (("text", number), _("this line is new, so {key}: is needed", key=key)) for key in lacking
            ]
        lines.append(changed(old, words, editor.languages))
    return tuple(lines)


def _steps(editor: BankEditor, old: BankText, given: PartialWording) -> list[tuple[str, str]]:
    return list(out_of_step(old, given, editor.languages)) if old.en or old.fr else []


def _untranslated(
    editor: BankEditor, values: tuple[Any, ...], path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for number, value in enumerate(values):
        if isinstance(value, tuple):
            yield from _untranslated(editor, value, (*path, number))
        elif isinstance(value, BankText) and value.fr is None and "fr" in editor.languages:
            yield (*path, number), _("this is not written in French; write fr: as well")


def _update_source_map(editor: BankEditor, key: Scalar, given: object, node: Node, file: str) -> None:
    """Update the source map for an override, and remove the positions of texts that it drops."""
    name = key.text
    if isinstance(given, tuple):
        editor.forget(name)
    for path, value in _texts_of(node, ()):
        for language in ("en", "fr"):
            if value.entry(language):
                gone = ("fr_tu", "plain.fr", "plain.fr_tu") if language == "fr" else ("plain.en",)
                for each in gone:
                    editor.origins.pop(part_of(name, *path, each), None)
    editor.note(name, key, node, file)
    for path, value in _texts_of(node, ()):
        for language, plain in (("en", "plain.en"), ("fr", "plain.fr")):
            here = editor.origins.get(part_of(name, *path, language))
            if value.entry(language) and here:
                editor.origins.setdefault(part_of(name, *path, plain), here)


def _texts_of(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Mapping]]:
    """Yield the path and node of each mapping with `en` or `fr` in `node`, without plain variants."""
    match node:
        case Mapping(entries=entries):
            if node.entry("en") or node.entry("fr"):
                yield path, node
            for key, value in entries:
                if key.text != "plain":
                    yield from _texts_of(value, (*path, key.text))
        case Sequence(items=items):
            for number, item in enumerate(items):
                yield from _texts_of(item, (*path, str(number)))
        case Scalar():
            pass
