"""Build and change WordprocessingML elements, and convert lengths to its units."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy
from functools import cache, lru_cache, wraps
from typing import ParamSpec, TypeAlias

from docx.document import Document as WordFile
from docx.opc.part import XmlPart
from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser
from lxml import etree

Element: TypeAlias = etree._Element
P = ParamSpec("P")

MARGINS = ("/word/header", "/word/footer")
"""The kinds of parts that are printed in the margins of a page."""

nsmap.setdefault("w14", "http://schemas.microsoft.com/office/word/2010/wordml")

_SPACES = {"w": nsmap["w"]}
_MORE_SPACES = {prefix: nsmap[prefix] for prefix in ("w", "r", "w14")}
# Characters that XML 1.0 forbids. Input validation refuses them, so `legal` is a second guard.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@cache
def qualified(name: str) -> str:
    """Return a name such as `w:p`, or `p` of the main namespace, in lxml's form `{namespace}p`."""
    prefix, _, local = name.rpartition(":")
    return f"{{{nsmap[prefix or 'w']}}}{local}"


# The properties that paragraphs of the body have, in the order that the schema demands.
_PROPERTIES = "pStyle keepNext pageBreakBefore numPr pBdr shd spacing ind jc sectPr"
_ORDER = {qualified(name): place for place, name in enumerate(_PROPERTIES.split())}


def el(tag: str, *children: Element, **values: str | int) -> Element:
    """Return an element of the main namespace; `values` are its attributes, `r_id` for `r:id`."""
    spaces = _MORE_SPACES if "r_id" in values or ":" in tag else _SPACES
    element = oxml_parser.makeelement(qualified(tag), nsmap=spaces)
    for name, value in values.items():
        element.set(qualified(name.replace("_", ":", 1)), str(value))
    element.extend(children)
    return element


def copied(build: Callable[P, Element]) -> Callable[P, Element]:
    """Return a function that builds the element for some arguments once, and then returns copies of it.

    A copy of a run with its style costs a seventh of building one. The last 256 elements are kept.
    """
    built = lru_cache(maxsize=256)(build)

    @wraps(build)
    def copy_of(*args: P.args, **kwargs: P.kwargs) -> Element:
        return copy(built(*args, **kwargs))  # type: ignore[arg-type]  # arguments are to be hashable

    return copy_of


def legal(text: str) -> str:
    """Return `text` with characters that XML forbids replaced by U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text)


def words(text: str) -> Element:
    """Return a text element (`w:t`) that preserves spaces."""
    element = _preserved()
    element.text = legal(text)
    return element


@copied
def _preserved() -> Element:
    element = el("t")
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def paragraph_property(paragraph: Element, name: str) -> Element:
    """Return a property of a paragraph of the body, added in the schema's order where it is missing.

    python-docx's own `get_or_add_…` searches the paragraph once for each property that may follow.
    """
    properties, tag = paragraph[0], qualified(name)
    for child in properties:
        if child.tag == tag:
            return child
        if _ORDER[child.tag] > _ORDER[tag]:
            child.addprevious(el(name))
            return child.getprevious()
    properties.append(el(name))
    return properties[-1]


def keep_with_next(paragraphs: list[Element]) -> None:
    """Turn on "keep with next" for the paragraphs that do not set it."""
    for paragraph in paragraphs:
        paragraph_property(paragraph, "keepNext")


def clear_keep_next(paragraphs: list[Element]) -> None:
    """Turn off "keep with next" for the paragraphs, overriding their styles."""
    for paragraph in paragraphs:
        paragraph_property(paragraph, "keepNext").set(qualified("val"), "0")


def set_space(paragraph: Element, **values: int | str) -> None:
    """Set a paragraph's `before`, `after` or `line` spacing, overriding its style."""
    spacing = paragraph_property(paragraph, "spacing")
    for name, value in values.items():
        spacing.set(qualified(name), str(value))


def paragraphs_in(elements: list[Element]) -> list[Element]:
    """Return every paragraph in `elements`, in reading order."""
    return [p for element in elements for p in element.iter(qualified("p"))]


def twips(mm: float) -> int:
    """Return millimetres as twentieths of a point."""
    return round(mm * 1440 / 25.4)


def xml_parts(file: WordFile, *kinds: str) -> list[XmlPart]:
    """Return the XML parts beside the document, such as styles, headers and footers, or only some `kinds`.

    A kind is the beginning of a name, such as `/word/header`.
    """
    related = (relation.target_part for relation in file.part.rels.values() if not relation.is_external)
    return [part for part in related if isinstance(part, XmlPart) and part.partname.startswith(kinds or "/")]


def tinted(value: str, strength: int) -> str:
    """Return a colour of six hexadecimal digits, mixed with white: `strength` is its share, of 255."""
    parts = (int(value[at : at + 2], 16) for at in (0, 2, 4))
    return "".join(f"{255 - round((255 - part) * strength / 255):02X}" for part in parts)


def colour_references(element: Element) -> Iterator[tuple[str, str, str]]:
    """Yield the names of attributes by which an element refers to a theme colour: reference, tint, colour.

    A shading has two: of its pattern, and of its ground.
    """
    value = "val" if element.tag == qualified("color") else "color"
    for reference, tint, beside in (
        ("themeColor", "themeTint", value),
        ("themeFill", "themeFillTint", "fill"),
    ):
        if element.get(qualified(reference)) is not None:
            yield qualified(reference), qualified(tint), qualified(beside)
