"""Show the source line of a problem, with its position marked below."""

from __future__ import annotations

import re
from pathlib import Path

from interview_kit.stages.read.text_file import source_lines
from interview_kit.stages.read.validation import REQUIRED
from interview_kit.support.errors import Located, escape, shown
from interview_kit.support.i18n import _

# What is marked: a quoted text, a word or one character; of a value (no colon after it), all of its words.
_MARKED = re.compile(r"\"[^\"]*\"|'[^']*'|[\w.@/+#-]+|\S")
_MORE_WORDS = re.compile(r"(?<=\w)(?!:(?:\s|$))(?::[0-9]+)?(?: [\w.@/+-]+(?=[ ,\]}]|$))*")
_WIDEST = 96
_BEFORE = 40
_CUT = "…"


def excerpt(found: Located) -> tuple[str, ...]:
    """Return the source line and the mark below it, escaped for a terminal; () where there is no line."""
    if found.line is None or found.cell:
        return ()
    lines = source_lines(Path(found.file))
    if not 1 <= found.line <= len(lines) or not lines[found.line - 1].strip():
        return ()
    if found.message.startswith(_(REQUIRED)) and found.path.rpartition(".")[2] not in lines[found.line - 1]:
        return ()  # a required key is missing: the position is that of another key
    number = str(found.line)
    shown, before, marked = _cut(lines[found.line - 1].replace("\t", " "), (found.column or 1) - 1)
    rows = [f"  {number} | {shown}"]
    if found.column is not None:
        from rich.cells import cell_len  # imported only where there is something to mark

        rows.append(f"  {' ' * len(number)} | {' ' * cell_len(before)}{'^' * max(1, cell_len(marked))}")
    return tuple(rows)


def _cut(line: str, column: int) -> tuple[str, str, str]:
    """Return the part of a line that is shown, its text before the column, and the text to mark."""
    line, column = line.rstrip(), min(column, len(line.rstrip()))
    start = max(0, column - _BEFORE) if len(line) > _WIDEST else 0
    found = _MARKED.match(line, column)
    end = found.end() if found else column
    more = _MORE_WORDS.match(line, end)
    whole = line[start : start + _WIDEST]
    marked = line[column : min(more.end() if more else end, start + _WIDEST)]
    left, right = _CUT if start else "", _CUT if start + _WIDEST < len(line) else ""
    return left + shown(whole) + right, left + escape(line[start:column]), escape(marked)
