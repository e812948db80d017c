"""Convert the cells of one row to the source tree of a profile, and merge it over the defaults."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from interview_kit.stages.read.roster.headers import Column
from interview_kit.stages.read.roster.profile_keys import Key, KeyKind, key_at
from interview_kit.stages.read.roster.table import RawRow
from interview_kit.stages.read.roster.vocabulary import cell_words, normal
from interview_kit.stages.read.source_tree import Mapping, Node, Scalar, Sequence
from interview_kit.stages.read.text_rules import is_blank
from interview_kit.support.positions import Parts

_BETWEEN_ENTRIES = re.compile(r"[;\n]")
# Some programs write 10 as 10.0 in a column of numbers with empty cells.
_WHOLE_WITH_ZEROS = re.compile(r"\s*(-?[0-9]+)\.0+\s*")


def cell_of(row: RawRow, column: Column) -> str:
    """Return the text of a row in a column; "" where the cell is missing or has no visible character."""
    text = row.cells[column.number - 1] if column.number <= len(row.cells) else ""
    return "" if is_blank(text) else text


def row_tree(row: RawRow, columns: Iterable[Column]) -> Mapping:
    """Return the source tree of a row.

    Empty list slots become empty mappings, so that list indexes still match column titles.
    """
    branches: dict[str | int, Any] = {}
    for column in sorted(columns, key=lambda column: column.turn):
        text = cell_of(row, column)
        if not text:
            continue
        *way, last = column.parts
        branch = branches
        for part in way:
            branch = branch.setdefault(part, {})
        if last in branch:  # a last name after a first name
            text = f"{branch[last].text.strip()} {text}"
        branch[last] = _node(text, key_at(column.parts), row.number, column.number)
    return _mapping(branches, row.number)


def merged(row: Mapping, usual: Mapping) -> Mapping:
    """Return a row merged over the defaults, key by key, lists of mappings by index; the row wins."""
    both = {key.text: (key, value) for key, value in row.entries}
    for key, value in usual.entries:
        own = both.get(key.text)
        both[key.text] = (own[0], _over(own[1], value)) if own else (key, value)
    return Mapping(tuple(both.values()), row.line, row.column)


def _over(row: Node, usual: Node) -> Node:
    if isinstance(row, Mapping) and isinstance(usual, Mapping):
        return merged(row, usual)
    if isinstance(row, Sequence) and isinstance(usual, Sequence) and _has_mappings(row):
        shared = min(len(row.items), len(usual.items))
        items = [_over(*pair) for pair in zip(row.items, usual.items, strict=False)]
        return Sequence((*items, *row.items[shared:], *usual.items[shared:]), row.line, row.column)
    return row


def without_gaps(tree: Mapping) -> tuple[Mapping, dict[Parts, Parts]]:
    """Return the tree without empty list entries, and a mapping from new to old paths of the entries."""
    moved: dict[Parts, Parts] = {}
    entries = []
    for key, value in tree.entries:
        if isinstance(value, Sequence) and _has_mappings(value):
            kept = [place for place, item in enumerate(value.items) if not _is_empty(item)]
            moved |= {(key.text, new): (key.text, old) for new, old in enumerate(kept)}
            value = Sequence(tuple(value.items[place] for place in kept), value.line, value.column)
        entries.append((key, value))
    return Mapping(tuple(entries), tree.line, tree.column), moved


def _has_mappings(node: Sequence) -> bool:
    return any(isinstance(item, Mapping) for item in node.items)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Mapping) and not node.entries


def _mapping(branches: dict[str | int, Any], row: int) -> Mapping:
    entries = ((Scalar(str(key), row, 1), _grown(value, row)) for key, value in branches.items())
    return Mapping(tuple(entries), row, 1)


def _grown(branch: Any, row: int) -> Node:
    if not isinstance(branch, dict):
        node: Node = branch
        return node
    if all(isinstance(key, int) for key in branch):
        return Sequence(
            tuple(_mapping(branch.get(place, {}), row) for place in range(max(branch) + 1)), row, 1
        )
    return _mapping(branch, row)


def _node(text: str, key: Key, row: int, column: int) -> Node:
    if key.kind is KeyKind.LIST:
        entries = (Scalar(_word(entry, key), row, column) for entry in _BETWEEN_ENTRIES.split(text))
        return Sequence(tuple(entries), row, column)
    if key.kind is KeyKind.WHOLE:
        return Scalar(_WHOLE_WITH_ZEROS.sub(r"\1", text), row, column)
    return Scalar(_word(text, key), row, column)


def _word(text: str, key: Key) -> str:
    """Return the profile's value for a word in a cell, or the text as it is."""
    return cell_words(key).get(normal(text), text)
