"""Read the overlay files (`bank/`) of one theme, each validated by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from interview_kit.model.enums import Language
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.model.theme import Layer
from interview_kit.stages.read.bank.base import renamed_ids
from interview_kit.stages.read.bank.overlay_schema import ThemeWords, partial_model
from interview_kit.stages.read.bank.pages import PAGES, read_pages
from interview_kit.stages.read.source_tree import Mapping, Node, Scalar, Sequence, mapped
from interview_kit.stages.read.strict_yaml import parse_yaml
from interview_kit.stages.read.validation import check
from interview_kit.support.errors import InvalidInput, Notice, Origin, Problem
from interview_kit.support.i18n import _
from interview_kit.support.positions import Data

WORDS = "bank/"
NUMBERS = WORDS + "choosing.yaml"
# This file is one mapping from labels to texts.
LABELS = WORDS + "labels.yaml"
_WORDING = ("en", "fr", "fr_tu", "plain")


@dataclass(frozen=True, slots=True)
class OverlayFile:
    """One YAML file of texts: its data by the keys of `ThemeWords`, and its tree without refused parts."""

    file: str
    tree: Mapping
    said: Data

    def entries(self, key: str) -> tuple[tuple[Scalar, Node], ...]:
        """Return the keys and values of the mapping under `key`; () where there is no mapping."""
        entry = self.tree.entry(key)
        return entry[1].entries if entry and isinstance(entry[1], Mapping) else ()


@dataclass(slots=True)
class ThemeOverlay:
    """The overlay of one theme, and the problems of its files."""

    words: list[OverlayFile] = field(default_factory=list)
    numbers: list[Data] = field(default_factory=list)
    pages: list[Data] = field(default_factory=list)
    # Ids in parts that were refused, so that a reference to them is no second mistake.
    lost: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def trees_of(layer: Layer, names: dict[str, str], problems: list[Problem]) -> dict[str, Mapping]:
    """Return the source trees of a theme's overlay files by path in the theme; append to `problems`.

    Ids of earlier versions are replaced by those of today, as `names` has them.
    """
    trees: dict[str, Mapping] = {}
    for path, data in sorted(layer.files.items()):
        if not path.startswith(WORDS) or PurePosixPath(path).stem.lower() == "readme":
            continue
        file = str(layer.folder / path)
        if path.endswith(".yaml"):
            try:
                trees[path] = mapped(parse_yaml(data, file), lambda each: _renamed(each, names))
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


def notices_of_old_ids(layers: Iterable[Layer], base: Path) -> Iterator[Notice]:
    """Yield a notice for each id of an earlier version in the overlays, where the bank `base` renamed it."""
    names = renamed_ids(base)
    for layer in layers:
        for path, tree in trees_of(layer, {}, []).items():
            for scalar in _scalars(tree):
                if new := names.get(scalar.text):
                    message = _("this is called {new} now; write that id", new=new)
                    file = str(layer.folder / path)
                    yield Notice(file, scalar.line, scalar.column, scalar.text, message)


def _scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence(items=items):
            for item in items:
                yield from _scalars(item)
        case Mapping(entries=entries):
            for key, value in entries:
                yield key
                yield from _scalars(value)


def _renamed(node: Node, names: dict[str, str]) -> Node:
    return replace(node, text=names.get(node.text, node.text)) if isinstance(node, Scalar) else node


def languages_in(tree: Mapping, file: str) -> tuple[tuple[Language, ...], Origin] | None:
    """Return the list under `languages:` and the position of that key; None where there is no list."""
    entry = tree.entry("languages")
    if entry is None or not isinstance(entry[1], Sequence):
        return None
    named = {item.text for item in entry[1].items if isinstance(item, Scalar)}
    origin = Origin(file, entry[0].line, entry[0].column)
    return tuple(language for language in Language if language.value in named), origin


def read_overlay(layer: Layer, trees: dict[str, Mapping], languages: tuple[Language, ...]) -> ThemeOverlay:
    """Return the overlay of a theme, with the problems of its files."""
    said = ThemeOverlay()
    for path, tree in trees.items():
        file = str(layer.folder / path)
        if path == NUMBERS:
            try:
                said.numbers.append(check(partial_model(SelectionRules), tree, file).data)
            except InvalidInput as error:
                said.problems.extend(error.problems)
        else:
            tree = Mapping(((Scalar("labels", 1, 1), tree),), 1, 1) if path == LABELS else tree
            said.words.append(_words_file(tree, file, languages, said))
    said.pages, wrong = read_pages(layer, languages)
    said.problems.extend(wrong)
    pages = (path for path in layer.files if path.startswith(WORDS + PAGES))
    named = {PurePosixPath(path).name.partition(".")[0] for path in pages}
    said.lost |= named - {page["id"] for page in said.pages}
    return said


def _words_file(tree: Mapping, file: str, languages: tuple[Language, ...], said: ThemeOverlay) -> OverlayFile:
    """Return a file of texts without invalid parts, whose problems and ids are added to `said`."""
    found = Data(Origin(file, tree.line, tree.column))
    entries: list[tuple[Scalar, Node]] = []
    for key, value in tree.entries:
        if key.text != "change" and languages == (Language.FRENCH,):
            value = mapped(value, _with_english)
        part = replace(tree, entries=((key, value),))
        try:
            checked = check(ThemeWords, part, file, many_lines=True)
        except InvalidInput as error:
            said.problems.extend(error.problems)
            said.lost.update(_ids_in(value))
            continue
        assert isinstance(checked.tree, Mapping)
        entries.extend(checked.tree.entries)
        found.take(checked.data)
    return OverlayFile(file, replace(tree, entries=tuple(entries)), found)


def _ids_in(node: Node) -> Iterator[str]:
    for below in node.items if isinstance(node, Sequence) else ():
        yield from _ids_in(below)
    for key, value in node.entries if isinstance(node, Mapping) else ():
        if key.text == "id" and isinstance(value, Scalar):
            yield value.text
        yield from _ids_in(value)


def nested_under(node: Node, key: str) -> Node:
    """Return a mapping with its direct `en`, `fr`, `fr_tu` and `plain` moved under `key`, if it has any."""
    words = node.entries if isinstance(node, Mapping) else ()
    words = tuple(entry for entry in words if entry[0].text in _WORDING)
    if not key or not words or not isinstance(node, Mapping):
        return node
    first = replace(words[0][0], text=key)
    rest = tuple(entry for entry in node.entries if entry not in words)
    return replace(node, entries=((first, Mapping(words, first.line, first.column)), *rest))


def _with_english(node: Node) -> Node:
    """Return a mapping with `fr` copied to a missing `en`: a theme in French alone prints no English."""
    french = node.entry("fr") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or french is None or node.entry("en"):
        return node
    return replace(node, entries=(*node.entries, (replace(french[0], text="en"), french[1])))
