"""Convert the cells of one row to the data of a profile, and merge it over the defaults."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from interview_kit.stages.read.roster.headers import Column
from interview_kit.stages.read.roster.positions import CellOrigin
from interview_kit.stages.read.roster.profile_keys import Key, KeyKind, key_at
from interview_kit.stages.read.roster.table import RawRow
from interview_kit.stages.read.text_rules import is_blank
from interview_kit.support.errors import Origin
from interview_kit.support.positions import Data, Items, Node, Text

_BETWEEN_ENTRIES = re.compile(r"[;\n]")


def cell_of(row: RawRow, column: Column) -> str:
    """Return the text of a row in a column; "" where the cell is missing or has no visible character."""
    text = row.cells[column.number - 1] if column.number <= len(row.cells) else ""
    return "" if not text or is_blank(text) else text


def row_tree(row: RawRow, columns: Iterable[Column], file: str) -> Data:
    """Return the data of a row; a key without a value has the position of its empty cell.

    That of a mapping is the first empty cell of its keys, or the first. Empty list slots become empty
    mappings, so that list indexes still match column titles.
    """
    whole = Data(CellOrigin(file, row.number, 0))
    cells = [(column, cell_of(row, column)) for column in columns]
    for column, text in sorted(cells, key=lambda cell: cell[0].turn + 1 if cell[1] else 0):
        above = CellOrigin(file, row.number, 1, column, text)
        at: Origin = CellOrigin(file, row.number, column.number, column, text) if text else above
        *way, last = column.parts
        branch = whole
        for part in way:
            if part not in branch:
                branch.put(_key(part, above), Data(above), above)
            branch = branch[part]
        if last in branch:  # a last name after a first name
            text, at = f"{branch[last].strip()} {text}", min(at, branch.places[last])
        if text:
            branch.add(Text(str(last), above), _node(text, key_at(column.parts), at))
        else:
            branch.places.setdefault(last, at)
    return _with_lists(whole)  # type: ignore[no-any-return]


def _key(part: str | int, at: Origin) -> str | int:
    return Text(part, at) if isinstance(part, str) else part


def _with_lists(branch: Any) -> Any:
    """Return nested mappings with lists in place of those by index; what an index lacks is {}."""
    if not isinstance(branch, Data):
        return branch
    for key, value in branch.items():
        branch[key] = _with_lists(value)
    if not any(isinstance(key, int) for key in branch):
        return branch
    return Items((branch.get(place, Data(branch.at)) for place in range(max(branch) + 1)), branch.at)


def forget_empty_cells(node: Node) -> None:
    """Drop the positions of empty cells, which take most of a row's memory, in place."""
    if isinstance(node, Data):
        node.places = {key: node.places[key] for key in node}
    if not isinstance(node, Text):
        for below in node.values() if isinstance(node, Data) else node:
            forget_empty_cells(below)


def merged(row: Data, usual: Data) -> Data:
    """Return a row merged over the defaults, key by key, lists of mappings by index; the row wins."""
    whole = Data(row.at, usual.places | row.places).take(row)
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


def without_gaps(tree: Data) -> Data:
    """Return the data without empty list entries, and without the lists that have no others."""
    whole = Data(tree.at, tree.places)
    for key, value in tree.items():
        if isinstance(value, Items) and _has_mappings(value):
            value = Items(filter(_has_values, value), value.at)
        if value != ():
            whole.put(key, value, tree.places[key])
    return whole


def _has_values(node: Node) -> bool:
    if isinstance(node, Text):
        return True
    return any(map(_has_values, node.values() if isinstance(node, Data) else node))


def _has_mappings(node: Items) -> bool:
    return any(isinstance(item, Data) for item in node)


def _node(text: str, key: Key, at: Origin) -> Node:
    if key.kind is KeyKind.LIST:
        return Items((Text(entry, at) for entry in _BETWEEN_ENTRIES.split(text)), at)
    return Text(text, at)
