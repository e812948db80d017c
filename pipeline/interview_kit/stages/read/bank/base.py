"""Read a bank folder: its texts with their source positions, and the selection rules; ids are unique."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from interview_kit.model.bank import (
    Approach,
    Bank,
    BankModel,
    BankQuestion,
    BankSection,
    BankText,
    Origin,
    OutlineEntry,
    Phrase,
    Refusal,
    Script,
)
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.stages.read.bank.source_map import PREFIXES, ids_below, positions
from interview_kit.stages.read.source_tree import Mapping, Scalar, Sequence
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.stages.read.validation import validate
from interview_kit.support.errors import BankError, InvalidInput, Problem
from interview_kit.support.i18n import _


class WordsFile(BankModel):
    """The schema of a YAML file of texts."""

    labels: dict[str, BankText] = Field(default_factory=dict)
    phrases: dict[str, tuple[Phrase, ...]] = Field(default_factory=dict)
    reasons: dict[str, BankText] = Field(default_factory=dict)
    approaches: tuple[Approach, ...] = ()
    asks: tuple[Script, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    questions: tuple[BankQuestion, ...] = ()
    sections: tuple[BankSection, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()


def read_words(folder: Path) -> Bank:
    """Return the bank in `folder`, without overlays.

    Raises BankError with the problems of all files: invalid content, a duplicate id.
    """
    problems: list[Problem] = []
    origins: dict[str, Origin] = {}
    files: list[WordsFile] = []
    choosing: SelectionRules | None = None
    for path in sorted(folder.rglob("*.yaml")):
        try:
            tree = read_yaml(path)
            if path.name == "choosing.yaml":
                choosing = validate(SelectionRules, tree, str(path))
                origins.update(positions(tree, "choosing", (), str(path)))
            else:
                tree = _named(tree, path)
                files.append(validate(WordsFile, tree, str(path), many_lines=True))
                problems.extend(_note_ids(tree, str(path), origins))
                sections_before = sum(len(file.outline) for file in files[:-1])
                origins.update(_places_of_words(tree, str(path), sections_before))
        except InvalidInput as error:
            problems.extend(error.problems)
    if choosing is None and not problems:
        problems.append(Problem(str(folder / "choosing.yaml"), None, None, "", _("a bank needs this file")))
    if problems or choosing is None:
        raise BankError(tuple(problems))
    return _joined(files, choosing, origins)


def _joined(files: list[WordsFile], choosing: SelectionRules, origins: dict[str, Origin]) -> Bank:
    return Bank(
        labels={name: text for file in files for name, text in file.labels.items()},
        phrases={name: phrase for file in files for name, phrase in file.phrases.items()},
        reasons={name: text for file in files for name, text in file.reasons.items()},
        approaches={
            each.id.removeprefix("approach."): each.model_copy(
                update={"scripts": tuple(with_line_ids(script) for script in each.scripts)}
            )
            for file in files
            for each in file.approaches
        },
        asks={each.id: with_line_ids(each) for file in files for each in file.asks},
        refusals={each.id: each for file in files for each in file.refusals},
        questions={each.id: each for file in files for each in file.questions},
        sections={each.id: each for file in files for each in file.sections},
        outline=tuple(entry for file in files for entry in file.outline),
        choosing=choosing,
        origins=origins,
    )


def with_line_ids(script: Script) -> Script:
    """Return a script whose lines have ids: their own, or `<script id>.<number>`, from 1."""
    lines = (
        line if line.id else line.model_copy(update={"id": f"{script.id}.{number}"})
        for number, line in enumerate(script.lines, 1)
    )
    return script.model_copy(update={"lines": tuple(lines)})


def _named(tree: Mapping, path: Path) -> Mapping:
    # labels, phrases and reasons.yaml are one mapping from names to texts, and a file in approaches/ is one
    # approach; in the others, the top-level keys are those of `WordsFile`.
    if path.stem in PREFIXES:
        return Mapping(((Scalar(path.stem, 1, 1), tree),), 1, 1)
    if path.parent.name == "approaches":
        return Mapping(((Scalar("approaches", 1, 1), Sequence((tree,), 1, 1)),), 1, 1)
    return tree


def _note_ids(tree: Mapping, file: str, origins: dict[str, Origin]) -> Iterator[Problem]:
    for name, node in _ids(tree):
        if name in origins:
            first = origins[name]
            message = _(
                "this id stands twice, first in {file}:{line}; give one of them another id",
                file=first.file,
                line=first.line,
            )
            yield Problem(file, node.line, node.column, name, message)
        origins.setdefault(name, Origin(file, node.line, node.column))


def _ids(tree: Mapping) -> Iterator[tuple[str, Scalar]]:
    for key, value in tree.entries:
        if key.text in PREFIXES and isinstance(value, Mapping):
            prefix = PREFIXES[key.text]
            yield from ((prefix + name.text, name) for name, _ in value.entries)
        else:
            yield from ids_below(value)


def _places_of_words(tree: Mapping, file: str, sections_before: int) -> Iterator[tuple[str, Origin]]:
    for key, value in tree.entries:
        if key.text in PREFIXES and isinstance(value, Mapping):
            prefix = PREFIXES[key.text]
            for name, words in value.entries:
                yield from positions(words, prefix + name.text, (), file)
        elif key.text == "outline" and isinstance(value, Sequence):
            for number, entry in enumerate(value.items, sections_before):
                yield from positions(entry, "outline", (str(number),), file)
        else:
            yield from positions(value, key.text, (), file)
