"""Find where an e-mail address may break in a narrow column: after its @ and its dots."""

from __future__ import annotations

import re

from markupsafe import Markup

# A line-break opportunity; a browser leaves it out of copied text.
BREAK = Markup("<wbr>")
# The same for WeasyPrint, which ignores <wbr> within a span. Text copied from the PDF does not contain it.
NO_WIDTH = "\u200b"
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_AFTER = re.compile(r"(?<=[@.])(?=.)")


def parts(word: str) -> list[str]:
    """Return the parts of a word between which a line may break; only an address has several."""
    return _AFTER.split(word) if _ADDRESS.fullmatch(word) else [word]
