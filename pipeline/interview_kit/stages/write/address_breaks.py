"""Find where an address may break in a narrow column, or on a narrow screen: after its @ and its dots."""

from __future__ import annotations

import re

from markupsafe import Markup

# A line-break opportunity; a browser leaves it out of copied text.
BREAK = Markup("<wbr>")
# The same for WeasyPrint, which ignores <wbr> within a span. Text copied from the PDF does not contain it.
NO_WIDTH = "\u200b"
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_AFTER = re.compile(r"(?<=[@.])(?=.)")
_BETWEEN_LONG = re.compile(r"(?<=[^@.]{3}[@.])(?=[^@.]{4})")  # a finger finds each part
_LINKED = re.compile(r"(?<=>)[^\s<>]*[@.][^\s<>]+(?=(?:</span>)?</a>)")


def parts(word: str) -> list[str]:
    """Return the parts of a word between which a line may break; only an address has several."""
    return _AFTER.split(word) if _ADDRESS.fullmatch(word) else [word]


def breakable(page: str) -> str:
    """Return an HTML page in which the addresses that are the words of a link may break."""
    return _LINKED.sub(lambda found: _BETWEEN_LONG.sub(BREAK, found[0]), page)
