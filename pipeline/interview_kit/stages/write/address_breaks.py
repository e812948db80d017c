"""Say where a long e-mail address may break in a narrow column: after its @ and its dots."""

from __future__ import annotations

import re

from markupsafe import Markup

# Where a line may be broken on a page; a browser leaves it out of what is copied.
BREAK = Markup("<wbr>")
# The same for WeasyPrint, which takes no <wbr> within a span. It is in no file that words are copied from.
NO_WIDTH = "\u200b"
# A shorter address fits the column.
_ADDRESS = re.compile(r"(?=.{22})[^\s@]+@[^\s@]+\.[^\s@]+")
_AFTER = re.compile(r"(?<=[@.])(?=.)")


def parts(word: str) -> list[str]:
    """Return the parts of a word between which a line may be broken; of all but a long address, the word."""
    return _AFTER.split(word) if _ADDRESS.fullmatch(word) else [word]
