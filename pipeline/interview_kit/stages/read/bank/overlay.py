"""Apply the overlays of a chain of themes to a bank, the base theme first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from interview_kit.model.bank import Bank, BankQuestion, Origin, part_of
from interview_kit.model.selection_rules import Coverage, Gate, QuestionRules
from interview_kit.model.theme import Layer
from interview_kit.stages.read.bank import rule_overrides
from interview_kit.stages.read.bank.add import add
from interview_kit.stages.read.bank.bank_editor import BankEditor
from interview_kit.stages.read.bank.change import change
from interview_kit.stages.read.bank.hide import dangling_references, hide
from interview_kit.stages.read.bank.outline import reorder
from interview_kit.stages.read.bank.overlay_file import ThemeOverlay, languages_of, read_overlay, trees_of
from interview_kit.stages.read.bank.overlay_schema import AddedQuestion
from interview_kit.stages.read.bank.source_map import positions
from interview_kit.stages.read.source_tree import Mapping
from interview_kit.support.errors import BankError, Problem, did_you_mean
from interview_kit.support.i18n import _

# The key of the bank's reasons that are used for every question added by a theme.
AGENCY = "agency"


def apply_overlays(bank: Bank, layers: Sequence[Layer]) -> Bank:
    """Return the bank with the themes' overlays applied. Raises BankError with the problems of all files."""
    problems: list[Problem] = []
    trees = [trees_of(layer, problems) for layer in layers]
    if not any(path.startswith("bank/") for layer in layers for path in layer.files):
        return bank
    editor = BankEditor(bank)
    named = [languages for languages in map(languages_of, trees) if languages]
    editor.languages = named[-1] if named else bank.languages
    for layer, their_trees in zip(layers, trees, strict=True):
        editor.origins.update(_place_of_languages(layer, their_trees))
    for layer, their_trees in zip(layers, trees, strict=True):
        said = read_overlay(layer, their_trees, editor.languages)
        problems.extend(_apply(editor, said))
        problems.extend(said.problems)
    whole = editor.bank()
    problems.extend(dangling_references(whole, editor.hidden))
    if problems:
        by_place = sorted(
            dict.fromkeys(problems), key=lambda each: (each.file, each.line or 0, each.column or 0)
        )
        raise BankError(tuple(by_place))
    return whole


def _place_of_languages(layer: Layer, trees: dict[str, Mapping]) -> Iterator[tuple[str, Origin]]:
    for path, tree in trees.items():
        if entry := tree.entry("languages"):
            yield "languages", Origin(str(layer.folder / path), entry[0].line, entry[0].column)


def _apply(editor: BankEditor, said: ThemeOverlay) -> Iterator[Problem]:
    """Apply the overlay of one theme to the draft; yield problems."""
    editor.lost |= said.lost
    yield from add(editor, said)
    yield from _questions(editor, said)
    for file in said.words:
        yield from change(editor, file)
    for file in said.words:
        yield from hide(editor, file)
    yield from reorder(editor, said.words)
    yield from _rule_overrides(editor, said)


def _questions(editor: BankEditor, said: ThemeOverlay) -> Iterator[Problem]:
    """Add a theme's own questions: their texts and their selection rules; yield problems."""
    always: list[str] = []
    changed: dict[str, object] = {}
    gates: dict[str, object] = {}
    for file in said.words:
        for question, tree in zip(file.said.questions, file.each("questions"), strict=True):
            if question.id in editor.questions or question.id not in editor.origins:
                continue  # refused in `add`
            if question.slot not in editor.choosing.slots:
                yield _unknown_slot(editor, question, tree, file.file)
                continue
            _add_texts(editor, question)
            changed[question.id] = _rules_of(question)
            if question.when:
                gates[question.id] = Gate(only_if=question.when).model_dump()
            if question.always:
                always.append(question.id)
    coverage = editor.choosing.model_dump()["coverage"]
    if always:
        before = coverage.pop(AGENCY, {"ask": ()})["ask"]
        # First, so that these questions are asked in the shortest talk too.
        coverage = {AGENCY: Coverage(when={}, ask=(*before, *always)).model_dump(), **coverage}
    whole = editor.choosing.model_dump()
    whole["questions"] |= changed
    whole["gates"] |= gates
    yield from _checked(editor, whole | {"coverage": coverage}, said)


def _checked(editor: BankEditor, whole: dict[str, object], said: ThemeOverlay) -> Iterator[Problem]:
    try:
        editor.choosing = type(editor.choosing).model_validate(whole)
    except ValidationError as error:
        for file in said.words:
            entry = file.tree.entry("questions")
            if entry:
                here = Mapping((entry,), entry[0].line, entry[0].column)
                yield from rule_overrides.refused(error, here, file.file)


def _add_texts(editor: BankEditor, question: AddedQuestion) -> None:
    name = question.id
    editor.questions[name] = BankQuestion(id=name, text=question.text, why=question.why)
    kinds = ("this", "drop.gate") if question.when else ("this",)
    for kind in kinds:
        reason = f"{kind}.{name}"
        editor.reasons[reason] = editor.reasons[f"{kind}.{AGENCY}"]
        for part in (reason, part_of(reason, "en"), part_of(reason, "fr")):
            editor.origins[part] = editor.origins[name]


def _rules_of(question: AddedQuestion) -> dict[str, object]:
    return QuestionRules(
        minutes=question.minutes,
        slot=question.slot,
        weight=question.weight,
        written=question.written,
        gates=(question.id,) if question.when else (),
    ).model_dump()


def _unknown_slot(editor: BankEditor, question: AddedQuestion, tree: Mapping, file: str) -> Problem:
    entry = tree.entry("slot")
    at = entry[1] if entry else tree
    slots = editor.choosing.slots
    near = did_you_mean(question.slot, slots) or _("; there are: {slots}", slots=", ".join(slots))
    message = _("there is no slot {slot}{near}", slot=question.slot, near=near)
    return Problem(file, at.line, at.column, f"{question.id}.slot", message)


def _rule_overrides(editor: BankEditor, said: ThemeOverlay) -> Iterator[Problem]:
    for file in said.numbers:
        unknown = rule_overrides.unknown_names(editor.choosing, file.tree, file.file)
        yield from unknown
        if unknown:
            continue
        try:
            editor.choosing = rule_overrides.with_overrides(editor.choosing, file.said)
        except ValidationError as error:
            yield from rule_overrides.refused(error, file.tree, file.file)
            continue
        editor.origins.update(positions(file.tree, "choosing", (), file.file))
