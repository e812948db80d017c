"""Define the sheets of the table of answers, and compare texts of cells that any program has saved."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of ours: its id, which no language changes, its title, and its width in characters."""

    id: str
    title: str
    width: float = 14


@dataclass(frozen=True, slots=True)
class Row:
    """A row of ours: its key, which no other row of the sheet has, and a cell for each column."""

    key: str
    cells: tuple[str, ...]
    identity: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it would be written without a teacher; with `keeps_rows`, no row is ever removed."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    keeps_rows: bool = False


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row as it is: its key and identity, "" and () where it was added by hand, and our cells by column id.

    `typed` names the columns of ours whose text was typed.
    """

    key: str
    identity: tuple[str, ...]
    cells: Mapping[str, str]
    typed: frozenset[str]


def told_by(cell: Any, key: str) -> dict[str, Any]:
    """Return what a cell of the hidden column says, or {} where it says nothing that has the key."""
    text = cell.value
    if isinstance(text, str) and text.startswith("{"):
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            return {}
        if (
            isinstance(told, dict)
            and isinstance(told.get(key), str)
            and isinstance(told.get("who", []), list)
        ):
            return told
    return {}


def shown_text(cell: Any) -> str:
    """Return what a cell shows, as a text that is the same after any program has saved it."""
    value = cell.value
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else plain(str(value))


def plain(text: str) -> str:
    """Return a text without the escapes of a workbook, with line ends as \\n, stripped."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def digest(text: str) -> str:
    """Return eight hex digits of a text as `plain` returns it, or "-" where it is empty."""
    return sha256(plain(text).encode("utf-8", "surrogatepass")).hexdigest()[:8] if text else "-"
