"""Convert the cells of one row to the data of a profile, and merge it over the defaults."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from interview_kit.stages.read.roster.headers import Column
from interview_kit.stages.read.roster.profile_keys import Key, KeyKind, key_at
from interview_kit.stages.read.roster.table import RawRow
from interview_kit.stages.read.text_rules import is_blank
from interview_kit.support.errors import Origin
from interview_kit.support.positions import Data, Items, Node, Parts, Text, data_from

_BETWEEN_ENTRIES = re.compile(r"[;\n]")


def cell_of(row: RawRow, column: Column) -> str:
    """Return the text of a row in a column; "" where the cell is missing or has no visible character."""
    text = row.cells[column.number - 1] if column.number <= len(row.cells) else ""
    return "" if is_blank(text) else text


def row_tree(row: RawRow, columns: Iterable[Column]) -> Data:
    """Return the data of a row.

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
            text = f"{branch[last].strip()} {text}"
        branch[last] = _node(text, key_at(column.parts), row.number, column.number)
    whole: Data = data_from(_with_lists(branches), Origin("", row.number, 1))
    return whole


def _with_lists(branch: Any) -> Any:
    """Return nested mappings with lists in place of those by index; what an index lacks is {}."""
    if not isinstance(branch, dict):
        return branch
    if all(isinstance(key, int) for key in branch):
        return [_with_lists(branch[place]) if place in branch else {} for place in range(max(branch) + 1)]
    return {key: _with_lists(value) for key, value in branch.items()}


def merged(row: Data, usual: Data) -> Data:
    """Return a row merged over the defaults, key by key, lists of mappings by index; the row wins."""
    whole = Data(row.at).take(row)
    for key, value in usual.items():
        if key in row:
            whole[key] = _over(row[key], value)
        else:
            whole.add(key, value)
    return whole


def _over(row: Node, usual: Node) -> Node:
    if isinstance(row, Data) and isinstance(usual, Data):
        return merged(row, usual)
    if isinstance(row, Items) and isinstance(usual, Items) and _has_mappings(row):
        shared = min(len(row), len(usual))
        items = [_over(*pair) for pair in zip(row, usual, strict=False)]
        return Items((*items, *row[shared:], *usual[shared:]), row.at)
    return row


def without_gaps(tree: Data) -> tuple[Data, dict[Parts, Parts]]:
    """Return the data without empty list entries, and a mapping from new to old paths of the entries."""
    moved: dict[Parts, Parts] = {}
    whole = Data(tree.at).take(tree)
    for key, value in tree.items():
        if isinstance(value, Items) and _has_mappings(value):
            kept = [place for place, item in enumerate(value) if item != {}]
            moved |= {(key, new): (key, old) for new, old in enumerate(kept)}
            whole[key] = Items((value[place] for place in kept), value.at)
    return whole, moved


def _has_mappings(node: Items) -> bool:
    return any(isinstance(item, Data) for item in node)


def _node(text: str, key: Key, row: int, column: int) -> Node:
    at = Origin("", row, column)
    if key.kind is KeyKind.LIST:
        return Items((Text(entry, at) for entry in _BETWEEN_ENTRIES.split(text)), at)
    return Text(text, at)
