"""Apply the overlays of a chain of themes to a bank, the base theme first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.model.theme import Layer
from interview_kit.stages.read.bank.add import add
from interview_kit.stages.read.bank.bank_editor import BankEditor
from interview_kit.stages.read.bank.base import read_data, renamed_ids
from interview_kit.stages.read.bank.change import KEPT, change
from interview_kit.stages.read.bank.hide import dangling_references, hide
from interview_kit.stages.read.bank.outline import reorder
from interview_kit.stages.read.bank.overlay_file import ThemeOverlay, languages_in, read_overlay, trees_of
from interview_kit.stages.read.bank.region import apply_region
from interview_kit.support.errors import BankError, Problem, did_you_mean
from interview_kit.support.i18n import _
from interview_kit.support.positions import Data

MOST_PROBLEMS = 200
"""The most problems of one overlay: for each, a near id is looked for among all of them."""


def themed_bank(folder: Path, layers: Sequence[Layer]) -> Bank:
    """Return the bank in `folder` with the themes' overlays. Raises BankError with the problems."""
    problems: list[Problem] = []
    data, names = read_data(folder), renamed_ids(folder)
    editor = BankEditor(data.words.copy(), data.choosing.copy())
    for language, tag in dict(item for layer in layers for item in layer.locales.items()).items():
        apply_region(editor, Language(language), tag)
    trees = [trees_of(layer, names, problems, []) for layer in layers]
    for tree in (tree for of_layer in trees for tree in of_layer.values()):
        if found := languages_in(tree):
            editor.languages, editor.origin_of_languages = found
    for layer, of_layer in zip(layers, trees, strict=True):
        said = read_overlay(layer, of_layer, editor.languages)
        problems.extend(said.problems)
        problems.extend(islice(_apply(editor, said), MOST_PROBLEMS))
        problems.extend(_overruled(editor, layer))
    # Where a theme changes a text again, the reason of the one below is about other words.
    editor.not_asking = {
        name: reason
        for layer in layers
        for name, reason in layer.not_asking.items()
        if _is_of(editor, name, layer)
    }
    problems.extend(dangling_references(editor))
    try:
        bank = editor.bank()
    except BankError as error:
        problems.extend(error.problems)
    else:
        if not problems:
            return bank
    by_place = sorted(dict.fromkeys(problems), key=lambda each: (each.file, each.line or 0, each.column or 0))
    raise BankError(tuple(by_place))


def _apply(editor: BankEditor, said: ThemeOverlay) -> Iterator[Problem]:
    """Apply the overlay of one theme; yield problems."""
    editor.lost |= said.lost
    yield from add(editor, said)
    for file in said.words:
        yield from change(editor, file)
    for file in said.words:
        yield from hide(editor, file)
    yield from reorder(editor, said.words)
    for rules in said.numbers:
        yield from _override_rules(editor.choosing, rules)


def _overruled(editor: BankEditor, layer: Layer) -> Iterator[Problem]:
    """Yield a problem for each text that a theme says asks for no job and that is not its own."""
    for name in layer.not_asking:
        if name in KEPT or not _is_of(editor, name, layer):
            message = _("the theme has no words of its own called {name}", name=name)
            path = f"not_asking_for_a_job.{name}"
            yield Problem(str(layer.folder / "theme.yaml"), None, None, path, message)


def _is_of(editor: BankEditor, name: str, layer: Layer) -> bool:
    """Return whether the text of an id is that of a theme, and not that of one below or above it."""
    found = editor.index.get(name)
    return found is not None and Path(found.at.file).is_relative_to(layer.folder)


def _override_rules(rules: Data, given: Data) -> Iterator[Problem]:
    """Merge overrides into the selection rules, minute rows by `asked`; yield unknown questions instead."""
    known = rules["questions"]
    unknown = [name for name in given.get("questions", ()) if name not in known]
    for name in unknown:
        near = did_you_mean(name, known)
        message = _(
            "there is no {what} {name}{near}",
            what="question",
            name=name,
            near=near or _("; {kit} bank list --kind {what} lists them", what="question"),
        )
        yield given["questions"].places[name].problem(f"questions.{name}", message)
    if unknown:
        return
    rows = {row["asked"]: row for row in rules["minutes"]}
    for row in given.pop("minutes", ()):
        rows[row["asked"]] = _merged(rows[row["asked"]], row) if row["asked"] in rows else row
    _merged(rules, given)
    rules["minutes"] = tuple(rows[asked] for asked in sorted(rows))


def _merged(old: Data, new: Data) -> Data:
    """Return `old` with the values of `new`, in place; its own position is that of `new`."""
    for key, value in new.items():
        both = isinstance(value, Data) and isinstance(old.get(key), Data)
        old.put(key, _merged(old[key], value) if both else value, new.places[key])
    old.at = new.at
    return old
