"""Write CSV without formula injection, and undo the escaping on reading."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}

# A spreadsheet reads such a cell as a formula. A leading ' is escaped too, so that `restored` is exact.
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
# The byte order mark: without it, Excel decodes UTF-8 as a legacy code page.
_MARK = b"\xef\xbb\xbf"


def neutralised(text: str) -> str:
    """Return a cell, prefixed with ' where it begins with = + - @ TAB or CR: it is shown, not evaluated."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def restored(cell: str) -> str:
    """Undo `neutralised`: return the original cell."""
    return cell[1:] if cell.startswith("'") and _DANGEROUS.match(cell) else cell


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV, every cell quoted and neutralised, in UTF-8 with a byte order mark."""
    import csv  # the help of every command reads DELIMITERS

    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([neutralised(cell) for cell in row] for row in rows)
    return _MARK + text.getvalue().encode("utf-8")
