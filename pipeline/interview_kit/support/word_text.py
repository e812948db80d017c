"""Read the words of Word's paragraphs, each without those of the paragraphs inside it, as in a shape."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from lxml import etree

from interview_kit.support.ooxml import WORD

_W = f"{{{WORD}}}"
_P, _R = f"{_W}p", f"{_W}r"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CONTROL, _START, _END = f"{_W}sdt", f"{_W}bookmarkStart", f"{_W}bookmarkEnd"
_PICTURES = (f"{_W}drawing", f"{_W}pict")
_FIELD_MARK = "_kit_"
_NO_BREAK_HYPHEN = "\u2010"  # of NFKC
PICTURE = "\ufffc"
_SIGNS = {"br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "sym": "\ufffd"}


def strip_fallbacks(root: etree._Element) -> None:
    """Remove what is for programs that do not know a shape, and says the same once more."""
    etree.strip_elements(root, _FALLBACK, with_tail=False)


def own_elements(
    element: etree._Element, is_skipped: Callable[[etree._Element], bool] = lambda _: False
) -> Iterator[etree._Element]:
    """Yield the descendants in document order, without paragraphs, skipped elements, and what is in them."""
    waiting = element[::-1]
    while waiting:
        child = waiting.pop()
        if child.tag != _P and not is_skipped(child):
            yield child
            waiting += child[::-1]


def words_of(elements: Iterable[etree._Element]) -> str:
    """Return the words of elements, without those of their children."""
    return "".join(map(_words, elements))


def _words(element: etree._Element) -> str:
    name = element.tag.removeprefix(_W) if isinstance(element.tag, str) else ""
    if name == "t":
        return element.text or ""
    if name == "tab":
        above = element.getparent()
        return "\t" if above is not None and above.tag == _R else ""
    return _SIGNS.get(name, "")


def words_outside(
    paragraph: etree._Element, is_field: Callable[[etree._Element], bool] = lambda each: each.tag == _CONTROL
) -> str:
    """Return the words of a paragraph that are in no field, which is a control, or a bookmark by its name.

    Each picture there adds a `PICTURE` at the end.
    """
    outside: list[etree._Element] = []
    inside: set[str] = set()
    for each in own_elements(paragraph, is_field):
        if each.tag == _START and each.get(f"{_W}name", "").startswith(_FIELD_MARK):
            inside.add(each.get(f"{_W}id", ""))
        elif each.tag == _END:
            inside.discard(each.get(f"{_W}id", ""))
        elif not inside:
            outside.append(each)
    return words_of(outside) + PICTURE * sum(each.tag in _PICTURES for each in outside)


def printed_hashes(body: etree._Element) -> list[str]:
    """Return the hashes of the words of each paragraph of a kit outside its fields, each once."""
    texts = (words_outside(paragraph) for paragraph in body.iter(_P))
    return list(dict.fromkeys(map(text_hash, filter(str.strip, texts))))


def bare_text(text: str) -> str:
    """Return a text without its spaces and signs of format, which programs change, and, in words, digits."""
    letters = "".join(unicodedata.normalize("NFKC", text).split()).replace(_NO_BREAK_HYPHEN, "-")
    has_words = any(map(str.isalpha, letters))
    return "".join(
        letter
        for letter in letters
        if unicodedata.category(letter) != "Cf" and not (has_words and letter.isdigit())
    )


@lru_cache(maxsize=1024)  # most of a kit's texts are those of the next
def text_hash(text: str) -> str:
    """Return 8 hex digits of a text that a kit prints, as `bare_text`."""
    return hashlib.sha256(bare_text(text).encode("utf-8", "replace")).hexdigest()[:8]
