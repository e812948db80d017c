"""Find where an address may break in a narrow column, or on a narrow screen: after its @ and its dots.

Numbers and short words with hyphens, such as "e-mail" or "rendez-vous", do not break.
"""

from __future__ import annotations

import re
from itertools import pairwise

from markupsafe import Markup

# A line-break opportunity; a browser leaves it out of copied text.
BREAK = Markup("<wbr>")
# The same for WeasyPrint, which ignores <wbr> within a span. Text copied from the PDF does not contain it.
NO_WIDTH = "\u200b"
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_AFTER = re.compile(r"(?<=[@.])(?=.)")
_BETWEEN_LONG = re.compile(r"(?<=[^@.]{3}[@.])(?=[^@.]{4})")  # a finger finds each part
_WITH_HYPHEN = re.compile(r">[^<]*\w-\w[^<]*(?=<)")
COMPOUND = re.compile(r"(?<![\w@./-])(?=[\w-]{3,15}(?![\w@-]|[./]\w))[^\W\d_]+(?:-[^\W\d_]+)+")
_UNBROKEN = re.compile(rf"\d+(?:-\d+)+|{COMPOUND.pattern}")
_WHOLE = r'<span class="kit-whole">\g<0></span>'
_LINKED = re.compile(r"(?<=>)[^\s<>]*[@.][^\s<>]+(?=(?:</span>)?</a>)")


def parts(word: str) -> list[str]:
    """Return the parts of a word between which a line may break; only an address has several."""
    return _AFTER.split(word) if _ADDRESS.fullmatch(word) else [word]


def no_break_parts(text: str) -> list[str]:
    """Return the parts of a text between those hyphens at which no line may end; [text] without any."""
    ends = [0]
    for whole in _UNBROKEN.finditer(text) if "-" in text else ():
        ends += [whole.start() + at + 1 for at, sign in enumerate(whole[0]) if sign == "-"]
    return [*(text[start : end - 1] for start, end in pairwise(ends)), text[ends[-1] :]]


def for_screens(page: str) -> str:
    """Return an HTML page in which linked addresses may break, and no short word or 1-800-668-6868 does."""
    head, main, body = page.partition("<main")
    body = _LINKED.sub(lambda found: _BETWEEN_LONG.sub(BREAK, found[0]), body)
    return head + main + _WITH_HYPHEN.sub(lambda found: _UNBROKEN.sub(_WHOLE, found[0]), body)
