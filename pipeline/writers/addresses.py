"""Let a long e-mail address break at a sensible place where it stands in a narrow column."""

from __future__ import annotations

import re

from pipeline.document import Filled, Inlines

# A sign without width where a line may be broken: WeasyPrint takes no <wbr> within a span, and Word has none.
NO_WIDTH = "\u200b"
# A shorter address fits the column, and is left without signs, so that it can be copied as it is.
_ADDRESS = re.compile(r"(?=.{22})[^\s@]+@[^\s@]+\.[^\s@]+")
_AFTER = re.compile(r"(?<=[@.])(?=.)")


def breakable(content: Inlines) -> Inlines:
    """Return the words of a cell, a long address with signs of no width after its @ and its dots."""
    return tuple(Filled(_broken(each.text)) if isinstance(each, Filled) else each for each in content)


def _broken(text: str) -> str:
    return _AFTER.sub(NO_WIDTH, text) if _ADDRESS.fullmatch(text) else text
