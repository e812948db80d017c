"""Read the overlay files (`bank/`) of one theme, each validated by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.model.language import keys_of
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.model.theme import Layer
from interview_kit.stages.read.bank.base import renamed_ids
from interview_kit.stages.read.bank.elements import elements_in
from interview_kit.stages.read.bank.overlay_schema import ThemeWords, partial_model
from interview_kit.stages.read.bank.pages import PAGES, read_pages
from interview_kit.stages.read.strict_yaml import parse_yaml
from interview_kit.stages.read.text_file import MIB
from interview_kit.stages.read.validation import check
from interview_kit.support.errors import InvalidInput, Notice, Origin, Problem
from interview_kit.support.i18n import _
from interview_kit.support.positions import Data, Items, Node, Parts, Text, mapped

WORDS = "bank/"
# The words that come with the program take a quarter of it.
LARGEST_WORDS = MIB
NUMBERS = WORDS + "choosing.yaml"
# This file is one mapping from labels to texts.
LABELS = WORDS + "labels.yaml"
_WORDING = (*(key for language in Language for key in keys_of(language)), "plain")


class OverlayFile(NamedTuple):
    """One YAML file of texts, without refused parts: its data by the keys of `ThemeWords`, and as written."""

    said: Data
    tree: Data

    def entries(self, key: str) -> Data:
        """Return the mapping under `key` as it was written; {} where there is none."""
        return self.tree.get(key) or Data(self.tree.at)


@dataclass(slots=True)
class ThemeOverlay:
    """The overlay of one theme, and the problems of its files."""

    words: list[OverlayFile] = field(default_factory=list)
    numbers: list[Data] = field(default_factory=list)
    pages: list[Data] = field(default_factory=list)
    # Ids in parts that were refused, so that a reference to them is no second mistake.
    lost: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def trees_of(
    layer: Layer, names: dict[str, str], problems: list[Problem], notices: list[Notice]
) -> dict[str, Data]:
    """Return a theme's overlay files as written, by path in the theme; append to `problems` and `notices`.

    Ids of earlier versions are replaced by those of today, as `names` has them, each with a notice.
    """

    def rename(node: Any, _parts: Parts) -> Any:
        if not isinstance(node, Text) or node not in names:
            return node
        message = _("this is called {new} now; write that id", new=names[node])
        notices.append(node.at.located(Notice, node, message))
        return Text(names[node], node.at, plain=node.plain)

    trees: dict[str, Data] = {}
    if sum(len(data) for path, data in layer.files.items() if path.startswith(WORDS)) > LARGEST_WORDS:
        most = LARGEST_WORDS // MIB
        message = _("the words of a theme are larger than {most} MiB", most=most)
        problems.append(Problem(str(layer.folder / WORDS), None, None, "", message))
        return trees
    for path, data in sorted(layer.files.items()):
        if not path.startswith(WORDS) or PurePosixPath(path).stem.lower() == "readme" or _says_nothing(data):
            continue
        file = str(layer.folder / path)
        if path.endswith(".yaml"):
            try:
                trees[path] = mapped(parse_yaml(data, file), rename, rename)
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


def _says_nothing(data: bytes) -> bool:
    """Return whether a file has comments alone, as a new theme's that takes over every text."""
    lines = data.splitlines()
    return b"#" in data and all(line.lstrip().startswith(b"#") or not line.strip() for line in lines)


def notices_of_old_ids(layers: Iterable[Layer], base: Path) -> list[Notice]:
    """Return a notice for each id of an earlier version in the overlays, where the bank `base` renamed it."""
    found: list[Notice] = []
    for layer in layers:
        trees_of(layer, renamed_ids(base), [], found)
    return found


def languages_in(tree: Data) -> tuple[tuple[Language, ...], Origin] | None:
    """Return the list under `languages:` and the position of that key; None where there is no list."""
    named = tree.get("languages")
    if not isinstance(named, Items):
        return None
    return tuple(language for language in Language if language in named), tree.places["languages"]


def read_overlay(layer: Layer, trees: dict[str, Data], languages: tuple[Language, ...]) -> ThemeOverlay:
    """Return the overlay of a theme, with the problems of its files."""
    said = ThemeOverlay()
    for path, tree in trees.items():
        if path == NUMBERS:
            try:
                said.numbers.append(check(partial_model(SelectionRules), tree).data)
            except InvalidInput as error:
                said.problems.extend(error.problems)
        else:
            start = Origin(tree.at.file, 1, 1)
            tree = Data(start).add(Text("labels", start), tree) if path == LABELS else tree
            said.words.append(_words_file(tree, languages, said))
    said.pages, wrong = read_pages(layer, languages)
    said.problems.extend(wrong)
    pages = (path for path in layer.files if path.startswith(WORDS + PAGES))
    named = {PurePosixPath(path).name.partition(".")[0] for path in pages}
    said.lost |= named - {page["id"] for page in said.pages}
    return said


def _words_file(tree: Data, languages: tuple[Language, ...], said: ThemeOverlay) -> OverlayFile:
    """Return a file of texts without invalid parts, whose problems and ids are added to `said`."""
    file = OverlayFile(Data(tree.at), Data(tree.at))

    def with_source(node: Any, _parts: Parts) -> Any:
        """Return a node; a text of the first language alone is that of the source language too."""
        if isinstance(node, Data) and languages[0] in node and SOURCE_LANGUAGE not in node:
            place = node.places[languages[0]]
            node.put(Text(SOURCE_LANGUAGE, place), node[languages[0]], place)
        return node

    for key, value in tree.items():
        if key != "change" and languages and SOURCE_LANGUAGE not in languages:
            value = mapped(value, with_source)
        part = Data(tree.at).add(key, value)
        try:
            checked = check(ThemeWords, part, many_lines=True)
        except InvalidInput as error:
            said.problems.extend(error.problems)
            said.lost.update(name for name, _ignored in elements_in(part))
        else:
            file.tree.take(checked.tree)
            file.said.take(checked.data)
    return file


def nested_under(node: Node, key: str) -> Node:
    """Return a mapping with its direct texts, such as `en`, and `plain` moved under `key`, if it has any."""
    words = [name for name in node if name in _WORDING] if isinstance(node, Data) else []
    if not key or not words or not isinstance(node, Data):
        return node
    first = Text(key, words[0].at)
    whole = Data(node.at).add(first, Data(first.at).take(node, *words))
    for name in node:
        if name not in words:
            whole.take(node, name)
    return whole
