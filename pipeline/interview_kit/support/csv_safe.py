"""Write tables as CSV that no spreadsheet runs, and undo on reading what was done for that."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}

# A spreadsheet takes such a cell for a formula. What begins with ' gets another, so that it can be undone.
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
# Without it, Excel takes UTF-8 for the letters of another alphabet.
_MARK = b"\xef\xbb\xbf"


def neutralised(text: str) -> str:
    """Return a cell with a ' before it where it begins with = + - @ TAB or CR: it is shown and not run."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def restored(cell: str) -> str:
    """Return what `neutralised` was given."""
    return cell[1:] if cell.startswith("'") and _DANGEROUS.match(cell) else cell


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV with every cell in quotes, neutralised, in UTF-8 with its mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([neutralised(cell) for cell in row] for row in rows)
    return _MARK + text.getvalue().encode("utf-8")
