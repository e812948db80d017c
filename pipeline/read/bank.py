"""Read a bank folder: every text with its place, ids that never clash, and the numbers of choosing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from pipeline.bank import (
    Approach,
    Bank,
    BankModel,
    BankQuestion,
    BankSection,
    Origin,
    OutlineEntry,
    Phrase,
    Refusal,
    Script,
    Text,
    part_of,
)
from pipeline.choosing import Choosing
from pipeline.errors import BankError, InvalidInput, Problem
from pipeline.read.strict_yaml import read_yaml
from pipeline.read.tree import Mapping, Node, Scalar, Sequence
from pipeline.read.validation import validate
from pipeline.resources import TEMPLATES

# These files are one mapping from names to words; the others say with their first key what they hold.
_PLAIN = ("labels", "phrases", "reasons")


class _Words(BankModel):
    """What a file of words may hold."""

    labels: dict[str, Text] = Field(default_factory=dict)
    phrases: dict[str, tuple[Phrase, ...]] = Field(default_factory=dict)
    reasons: dict[str, Text] = Field(default_factory=dict)
    approaches: tuple[Approach, ...] = ()
    asks: tuple[Script, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    questions: tuple[BankQuestion, ...] = ()
    sections: tuple[BankSection, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()


def read_bank(folder: Path = TEMPLATES / "bank") -> Bank:
    """Return the bank in `folder`, by default the one that comes with the program.

    Raises BankError with the problems of all files: what a file refuses, an id that stands twice.
    """
    problems: list[Problem] = []
    origins: dict[str, Origin] = {}
    files: list[_Words] = []
    choosing: Choosing | None = None
    for path in sorted(folder.rglob("*.yaml")):
        try:
            tree = read_yaml(path)
            if path.name == "choosing.yaml":
                choosing = validate(Choosing, tree, str(path))
                origins.update(_places(tree, "choosing", (), str(path)))
            else:
                tree = _named(tree, path)
                files.append(validate(_Words, tree, str(path), many_lines=True))
                problems.extend(_note_ids(tree, str(path), origins))
                sections_before = sum(len(file.outline) for file in files[:-1])
                origins.update(_places_of_words(tree, str(path), sections_before))
        except InvalidInput as error:
            problems.extend(error.problems)
    if choosing is None and not problems:
        problems.append(Problem(str(folder / "choosing.yaml"), None, None, "", "a bank needs this file"))
    if problems or choosing is None:
        raise BankError(tuple(problems))
    return Bank(
        labels={name: text for file in files for name, text in file.labels.items()},
        phrases={name: phrase for file in files for name, phrase in file.phrases.items()},
        reasons={name: text for file in files for name, text in file.reasons.items()},
        approaches={each.id.removeprefix("approach."): each for file in files for each in file.approaches},
        asks={each.id: each for file in files for each in file.asks},
        refusals={each.id: each for file in files for each in file.refusals},
        questions={each.id: each for file in files for each in file.questions},
        sections={each.id: each for file in files for each in file.sections},
        outline=tuple(entry for file in files for entry in file.outline),
        choosing=choosing,
        origins=origins,
    )


def _named(tree: Mapping, path: Path) -> Mapping:
    if path.stem in _PLAIN:
        return Mapping(((Scalar(path.stem, 1, 1), tree),), 1, 1)
    if path.parent.name == "approaches":
        return Mapping(((Scalar("approaches", 1, 1), Sequence((tree,), 1, 1)),), 1, 1)
    return tree


def _note_ids(tree: Mapping, file: str, origins: dict[str, Origin]) -> Iterator[Problem]:
    for name, node in _ids(tree):
        if name in origins:
            first = origins[name]
            message = f"this id stands twice, first in {first.file}:{first.line}; give one of them another id"
            yield Problem(file, node.line, node.column, name, message)
        origins.setdefault(name, Origin(file, node.line, node.column))


def _ids(tree: Mapping) -> Iterator[tuple[str, Scalar]]:
    for key, value in tree.entries:
        if key.text in _PLAIN and isinstance(value, Mapping):
            prefix = "phrase." if key.text == "phrases" else ""
            yield from ((prefix + name.text, name) for name, _ in value.entries)
        else:
            yield from _ids_below(value)


def _ids_below(node: Node) -> Iterator[tuple[str, Scalar]]:
    match node:
        case Mapping(entries=entries):
            for key, value in entries:
                if key.text == "id" and isinstance(value, Scalar):
                    yield value.text, value
                yield from _ids_below(value)
        case Sequence(items=items):
            for item in items:
                yield from _ids_below(item)
        case Scalar():
            pass


def _places_of_words(tree: Mapping, file: str, sections_before: int) -> Iterator[tuple[str, Origin]]:
    for key, value in tree.entries:
        if key.text in _PLAIN and isinstance(value, Mapping):
            prefix = "phrase." if key.text == "phrases" else ""
            for name, words in value.entries:
                yield from _places(words, prefix + name.text, (), file)
        elif key.text == "outline" and isinstance(value, Sequence):
            for number, entry in enumerate(value.items, sections_before):
                yield from _places(entry, "outline", (str(number),), file)
        else:
            yield from _places(value, key.text, (), file)


def _places(node: Node, name: str, path: tuple[str, ...], file: str) -> Iterator[tuple[str, Origin]]:
    """Yield the place of everything below `node`, by the nearest id and the way from there."""
    match node:
        case Mapping(entries=entries):
            own = node.entry("id")
            if own and isinstance(own[1], Scalar):
                name, path = own[1].text, ()
            for key, value in entries:
                at = value if isinstance(value, Scalar) else key
                yield part_of(name, *path, key.text), Origin(file, at.line, at.column)
                yield from _places(value, name, (*path, key.text), file)
        case Sequence(items=items):
            for number, item in enumerate(items):
                yield part_of(name, *path, str(number)), Origin(file, item.line, item.column)
                yield from _places(item, name, (*path, str(number)), file)
        case Scalar():
            pass
