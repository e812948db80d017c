"""Read the overlay files (`bank/`) of one theme, each validated by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from interview_kit.model.enums import Language
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.model.theme import Layer
from interview_kit.stages.read.bank.overlay_schema import ThemeWords
from interview_kit.stages.read.bank.pages import PAGES, Page, read_pages
from interview_kit.stages.read.bank.rule_overrides import partial_model
from interview_kit.stages.read.bank.source_map import ids_below
from interview_kit.stages.read.source_tree import Mapping, Node, Scalar, Sequence
from interview_kit.stages.read.strict_yaml import parse_yaml
from interview_kit.stages.read.validation import check
from interview_kit.support.errors import InvalidInput, Problem
from interview_kit.support.i18n import _

WORDS = "bank/"
NUMBERS = "choosing.yaml"
# This file is one mapping from labels to texts.
LABELS = "labels.yaml"
PLACES = ("after", "before", "into")
# Keys whose entries are added to an existing element, so that each has a key of `PLACES`.
PLACED = ("items", "entries", "lines")
_WORDING = ("en", "fr", "fr_tu", "plain")


@dataclass(frozen=True, slots=True)
class OverlayFile:
    """One YAML file of texts: its model, its source tree, and the given positions of added elements by id."""

    file: str
    tree: Mapping
    said: ThemeWords
    placed: dict[str, list[tuple[str, Scalar]]]

    def each(self, key: str) -> Iterator[Mapping]:
        """Yield the mappings in the list under `key`; none where there is no list."""
        entry = self.tree.entry(key)
        if entry and isinstance(entry[1], Sequence):
            yield from (item for item in entry[1].items if isinstance(item, Mapping))

    def entries(self, key: str) -> Iterator[tuple[Scalar, Node]]:
        """Yield the keys and values of the mapping under `key`; none where there is no mapping."""
        entry = self.tree.entry(key)
        if entry and isinstance(entry[1], Mapping):
            yield from entry[1].entries


@dataclass(frozen=True, slots=True)
class RuleOverridesFile:
    """A choosing.yaml of a theme: the selection rules that it overrides."""

    file: str
    tree: Mapping
    said: dict[str, object]


@dataclass(slots=True)
class ThemeOverlay:
    """The overlay of one theme, and the problems of its files."""

    layer: Layer
    words: list[OverlayFile] = field(default_factory=list)
    numbers: list[RuleOverridesFile] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    # Ids in parts that were refused, so that a reference to them is no second mistake.
    lost: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def trees_of(layer: Layer, problems: list[Problem]) -> dict[str, Mapping]:
    """Return the source trees of a theme's overlay files by path in the theme; append to `problems`."""
    trees: dict[str, Mapping] = {}
    for path, data in sorted(layer.files.items()):
        if not path.startswith(WORDS) or PurePosixPath(path).stem.lower() == "readme":
            continue
        file = str(layer.folder / path)
        if path.endswith(".yaml"):
            try:
                trees[path] = parse_yaml(data, file)
            except InvalidInput as error:
                problems.extend(error.problems)
        elif not (path.startswith(WORDS + PAGES) and path.endswith(".md")):
            message = _(
                "words stand in files that end in .yaml, and pages in {words}{pages}NAME.en.md",
                words=WORDS,
                pages=PAGES,
            )
            problems.append(Problem(file, None, None, "", message))
    return trees


def languages_of(trees: dict[str, Mapping]) -> tuple[Language, ...]:
    """Return the languages in the first list under `languages:`; empty where there is none."""
    for tree in trees.values():
        entry = tree.entry("languages")
        if entry and isinstance(entry[1], Sequence):
            named = {item.text for item in entry[1].items if isinstance(item, Scalar)}
            return tuple(language for language in Language if language.value in named)
    return ()


def read_overlay(layer: Layer, trees: dict[str, Mapping], languages: tuple[Language, ...]) -> ThemeOverlay:
    """Return the overlay of a theme, with the problems of its files."""
    said = ThemeOverlay(layer)
    for path, tree in trees.items():
        file = str(layer.folder / path)
        try:
            if path == WORDS + NUMBERS:
                numbers = check(partial_model(SelectionRules), tree, file)
                told = numbers.model.model_dump(exclude_unset=True)
                said.numbers.append(RuleOverridesFile(file, tree, told))
            else:
                tree = Mapping(((Scalar("labels", 1, 1), tree),), 1, 1) if path == WORDS + LABELS else tree
                said.words.append(_words_file(tree, file, languages, said))
        except InvalidInput as error:
            said.problems.extend(error.problems)
    said.pages, wrong = read_pages(layer, languages)
    said.problems.extend(wrong)
    made = {page.section.id for page in said.pages}
    named = {
        PurePosixPath(path).name.partition(".")[0] for path in layer.files if path.startswith(WORDS + PAGES)
    }
    said.lost |= named - made
    return said


def _words_file(tree: Mapping, file: str, languages: tuple[Language, ...], said: ThemeOverlay) -> OverlayFile:
    """Return a file of texts without invalid parts, whose problems and ids are added to `said`."""
    placed: dict[str, list[tuple[str, Scalar]]] = {}
    entries: list[tuple[Scalar, Node]] = []
    whole = ThemeWords()
    for key, value in tree.entries:
        if key.text in PLACED:
            value = _without_positions(value, placed)
        elif key.text == "questions":
            value = _with_lists(value)
        if key.text != "change" and languages == (Language.FRENCH,):
            value = _with_english(value)
        try:
            checked = check(
                ThemeWords, Mapping(((key, value),), tree.line, tree.column), file, many_lines=True
            )
        except InvalidInput as error:
            said.problems.extend(error.problems)
            said.lost.update(name for name, _ in ids_below(value))
            continue
        assert isinstance(checked.tree, Mapping)
        entries.extend(checked.tree.entries)
        if key.text in checked.model.model_fields_set:
            whole = whole.model_copy(update={key.text: getattr(checked.model, key.text)})
    return OverlayFile(file, Mapping(tuple(entries), tree.line, tree.column), whole, placed)


def nested_under(node: Node, key: str) -> Node:
    """Return a mapping with its direct `en`, `fr`, `fr_tu` and `plain` moved under `key`, if it has any."""
    if not key or not isinstance(node, Mapping):
        return node
    words = tuple(entry for entry in node.entries if entry[0].text in _WORDING)
    if not words:
        return node
    first = words[0][0]
    inner = Mapping(words, first.line, first.column)
    rest = tuple(entry for entry in node.entries if entry[0].text not in _WORDING)
    return Mapping(((Scalar(key, first.line, first.column), inner), *rest), node.line, node.column)


def in_a_list(node: Node, key: str) -> Node:
    """Return a mapping with a single text under `key` wrapped in a list."""
    if not isinstance(node, Mapping):
        return node
    entries = tuple(
        (name, Sequence((value,), value.line, value.column))
        if name.text == key and isinstance(value, Mapping)
        else (name, value)
        for name, value in node.entries
    )
    return Mapping(entries, node.line, node.column)


def _with_lists(node: Node) -> Node:
    if not isinstance(node, Sequence):
        return node
    return Sequence(tuple(in_a_list(item, "text") for item in node.items), node.line, node.column)


def _without_positions(node: Node, placed: dict[str, list[tuple[str, Scalar]]]) -> Node:
    if not isinstance(node, Sequence):
        return node
    items: list[Node] = []
    for item in node.items:
        if isinstance(item, Mapping):
            own = item.entry("id")
            if own and isinstance(own[1], Scalar):
                placed[own[1].text] = [
                    (key.text, value)
                    for key, value in item.entries
                    if key.text in PLACES and isinstance(value, Scalar) and value.text
                ]
            kept = tuple(entry for entry in item.entries if entry[0].text not in PLACES)
            item = Mapping(kept, item.line, item.column)
        items.append(item)
    return Sequence(tuple(items), node.line, node.column)


def _with_english(node: Node) -> Node:
    """Return a tree with `fr` copied to a missing `en`, for a theme in French alone; it prints no English."""
    match node:
        case Mapping(entries=entries):
            now = [(key, _with_english(value)) for key, value in entries]
            french = node.entry("fr")
            if french and not node.entry("en"):
                now.append((Scalar("en", french[0].line, french[0].column), french[1]))
            return Mapping(tuple(now), node.line, node.column)
        case Sequence(items=items):
            return Sequence(tuple(_with_english(item) for item in items), node.line, node.column)
        case Scalar():
            return node
