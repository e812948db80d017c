"""Convert the cells of one row to the data of a profile, and merge it over the defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from interview_kit.stages.read.coerce import Issue
from interview_kit.stages.read.roster.cell_text import entries_of, name_of
from interview_kit.stages.read.roster.column_titles import NAME, Column
from interview_kit.stages.read.roster.positions import CellOrigin
from interview_kit.stages.read.roster.profile_keys import KeyKind, key_at
from interview_kit.stages.read.roster.table import RawRow
from interview_kit.stages.read.text_rules import is_blank
from interview_kit.support.errors import Origin
from interview_kit.support.positions import Data, Items, Node, Text

Cells = Iterable[tuple[int, Column, str]]
"""Cells of one person: the number of the row, the column, and the text."""


def cell_of(row: RawRow, column: Column) -> str:
    """Return the text of a row in a column; "" where the cell is missing or has no visible character."""
    text = row.cells[column.number - 1] if column.number <= len(row.cells) else ""
    return "" if not text or is_blank(text) else text


def row_tree(
    row: RawRow, columns: Iterable[Column], by_path: Mapping[str, Column], file: str
) -> tuple[Data, tuple[Issue, ...]]:
    """Return the data of a row, and what to tell about it; `by_path` are the columns by their paths.

    Empty list slots become empty mappings, so that list indexes still match column titles.
    """
    cells = ((row.number, column, cell_of(row, column)) for column in columns)
    return data_of((cell for cell in cells if cell[2]), CellOrigin(file, row.number, 0, others=by_path))


def data_of(cells: Cells, whole_at: CellOrigin) -> tuple[Data, tuple[Issue, ...]]:
    """Return the data of filled cells, which has the position `whole_at`, and what to tell about them."""
    whole = Data(whole_at)
    told: list[Issue] = []
    for line, column, text in sorted(cells, key=lambda cell: cell[1].turn):
        at: Origin = CellOrigin(whole_at.file, line, column.number, column, text, whole_at.others)
        above = CellOrigin(whole_at.file, line, 1, column, text, whole_at.others)
        *way, last = column.parts
        branch = whole
        for part in way:
            if part not in branch:
                branch.put(_key(part, above), Data(above), above)
            branch = branch[part]
        if last in branch:  # a last name after a first name
            text, at = f"{branch[last].strip()} {text}", min(at, branch.places[last])
        node, messages = _node(text, column, at)
        told += (Issue(column.parts, at, message) for message in messages)
        branch.add(Text(str(last), above), node)
    return _with_lists(whole), tuple(told)


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


def _node(text: str, column: Column, at: Origin) -> tuple[Node, tuple[str, ...]]:
    """Return the value of a cell, and messages about how it is read."""
    key = key_at(column.parts)
    if key.kind is KeyKind.LIST:
        entries, message = entries_of(text, key)
        return Items((Text(entry, at) for entry in entries), at), (message,) if message else ()
    if column.parts == NAME and not column.turn:
        text, messages = name_of(text, column.title)
        return Text(text, at), messages
    return Text(text, at), ()
