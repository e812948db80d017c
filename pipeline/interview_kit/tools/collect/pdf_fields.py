"""Read the form fields and annotations of a PDF, wherever programs put them (ISO 32000-1, 12.5 and 12.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from lxml import etree

from interview_kit.model.form import LONGEST_TEXT, without_controls
from interview_kit.support.i18n import N_, _
from interview_kit.support.safe_zip import ZipFault, parse_xml
from interview_kit.tools.collect.answers import MOST_FIELDS, NotCollected, cleaned

DAMAGED = N_("this PDF is damaged; ask for it again")
_DEEPEST = 16
_INHERITED = ("/FT", "/V", "/RV", "/TU")
_KINDS = {"/Tx": "text", "/Ch": "text", "/Btn": "tick"}
_NO_WORDS = frozenset({"/Link", "/Popup", "/Widget", "/PrinterMark", "/TrapNet"})
_DRAWN = frozenset(
    {"/Ink", "/Stamp", "/Line", "/PolyLine", "/Polygon", "/Square", "/Circle", "/FreeText"}
    | {"/FileAttachment", "/Sound"}
)


@dataclass(frozen=True, slots=True)
class PdfField:
    """A terminal form field: its full name, its value, its tooltip, and the pages of its widgets from 1.

    `kind` is "text", "tick", or "" for another.
    """

    name: str
    kind: str
    text: str
    is_on: bool
    tooltip: str
    pages: frozenset[int]


@dataclass(slots=True)
class _Node:
    """A terminal field with the attributes that it has or inherits, and its widgets with their pages."""

    name: str
    attributes: dict[str, pikepdf.Object]
    widgets: list[tuple[pikepdf.Object, int]] = field(default_factory=list)


def fields_of(opened: pikepdf.Pdf) -> list[PdfField]:
    """Return the form fields, those listed in the form and those on pages alone, each once.

    Raises NotCollected where there are too many.
    """
    nodes = _listed(opened)
    widgets = ((each, page) for page, each in annotations_of(opened) if each.get("/Subtype") == "/Widget")
    for count, (widget, page) in enumerate(widgets):
        if count > MOST_FIELDS:
            raise _too_many()
        holder, node = _climbed(widget)
        if node.name:
            key = holder.objgen if holder.is_indirect else (0, -count)
            nodes.setdefault(key, node).widgets.append((widget, page))
    found = [each for node in nodes.values() for each in _fields(node)]
    placed = {(each.name, each.text, each.is_on) for each in found if each.pages}
    return [each for each in found if each.pages or (each.name, each.text, each.is_on) not in placed]


def _listed(opened: pikepdf.Pdf) -> dict[tuple[int, int], _Node]:
    """Return the terminal fields that the form lists, by the number of their object, or one of their own."""
    form = opened.Root.get("/AcroForm")
    listed = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    waiting = [(each, _Node("", {}), 0) for each in listed or ()]
    found: dict[tuple[int, int], _Node] = {}
    seen: set[tuple[int, int]] = set()
    count = 0
    while waiting:
        each, above, depth = waiting.pop()
        count += 1
        if not isinstance(each, pikepdf.Dictionary) or each.objgen in seen:
            continue
        if each.is_indirect:
            seen.add(each.objgen)
        if count > MOST_FIELDS or depth > _DEEPEST:
            raise _too_many()
        node = _Node(_joined(above.name, _own_name(each)), above.attributes | _own(each))
        kids = [kid for kid in each.get("/Kids", ()) if isinstance(kid, pikepdf.Dictionary)]
        named = [kid for kid in kids if "/T" in kid]
        waiting.extend((kid, node, depth + 1) for kid in named)
        if node.name and not named:
            # The kids that lie on a page come with their page.
            node.widgets += [(kid, 0) for kid in kids]
            found[each.objgen if each.is_indirect else (-1, -count)] = node
    return found


def _too_many() -> NotCollected:
    return NotCollected(_("it has more than {most} fields", most=MOST_FIELDS))


def _climbed(widget: pikepdf.Object) -> tuple[pikepdf.Object, _Node]:
    """Return the field of a widget, with its name and attributes; the name is "" where it has no field."""
    holder, name = widget, ""
    attributes: dict[str, pikepdf.Object] = {}
    each: pikepdf.Object | None = widget
    for _depth in range(_DEEPEST):
        if not isinstance(each, pikepdf.Dictionary):
            break
        attributes = _own(each) | attributes
        own = _own_name(each)
        if own and not name:
            holder = each
        name = _joined(own, name)
        each = each.get("/Parent")
    return holder, _Node(name, attributes)


def _own(each: pikepdf.Object) -> dict[str, pikepdf.Object]:
    return {key: each[key] for key in _INHERITED if key in each}


def _own_name(each: pikepdf.Object) -> str:
    return without_controls(str(each.get("/T", "")))


def _joined(above: str, own: str) -> str:
    """Return a full name. Raises NotCollected where it is too long."""
    name = ".".join(part for part in (above, own) if part)
    if len(name) > LONGEST_TEXT:
        raise NotCollected(_(DAMAGED))
    return name


def _fields(node: _Node) -> Iterator[PdfField]:
    """Yield the field of a node; a program may have joined fields whose widgets have values of their own."""
    tooltip = text_of(node.attributes.get("/TU"))
    kind = _KINDS.get(str(node.attributes.get("/FT", "")), "") or next(
        (_KINDS[str(each["/FT"])] for each, _page in node.widgets if str(each.get("/FT", "")) in _KINDS), ""
    )
    pages = frozenset(page for _widget, page in node.widgets if page)
    is_on = _is_on(node)
    if kind == "tick":
        yield PdfField(node.name, kind, "", is_on, tooltip, pages)
        return
    is_on = is_on and not kind
    texts: dict[str, set[int]] = {}
    for widget, page in node.widgets:
        if text := _value(node.attributes | _own(widget)):
            texts.setdefault(text, set()).add(page)
    for text, own in texts.items() if len(texts) > 1 else ():
        yield PdfField(node.name, kind, text, is_on, tooltip, frozenset(own - {0}))
    if len(texts) < 2:
        text = next(iter(texts), _value(node.attributes))
        yield PdfField(node.name, kind, text, is_on, tooltip, pages)


def _value(attributes: dict[str, pikepdf.Object]) -> str:
    return text_of(attributes.get("/V")) or _rich_text(attributes.get("/RV"))


def _is_on(node: _Node) -> bool:
    """Return whether a box is ticked: by the value of its field, or by the appearance of a widget."""
    states = [
        node.attributes.get("/V"),
        *(each.get(key) for each, _page in node.widgets for key in ("/V", "/AS")),
    ]
    return any(state is not None and str(state) not in ("/Off", "Off", "") for state in states)


def text_of(value: pikepdf.Object | None) -> str:
    """Return the text of a value: a string, a stream of one, a name, a number, or several in an array."""
    if isinstance(value, pikepdf.Stream):
        value = pikepdf.String(value.read_bytes())
    if isinstance(value, pikepdf.Array):
        parts = [text_of(each) for each in value if not isinstance(each, pikepdf.Array)]
        return "\n".join(part for part in parts if part)
    if isinstance(value, pikepdf.Name):
        return cleaned(str(value).removeprefix("/"))
    if isinstance(value, pikepdf.String):
        return cleaned(_decoded(bytes(value), value))
    return "" if value is None or isinstance(value, pikepdf.Dictionary) else cleaned(str(value))


def _decoded(data: bytes, value: pikepdf.String) -> str:
    """Return the text of a string, which programs also write in UTF-8 without the mark that says so."""
    try:
        if not data.isascii() and not data.startswith((b"\xfe\xff", b"\xff\xfe")):
            return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return str(value)
    except UnicodeDecodeError:
        return data.decode("utf-16", "replace")


def _rich_text(value: pikepdf.Object | None) -> str:
    """Return the words of rich text (XHTML), a line for each paragraph; "" for what is none."""
    text = text_of(value)
    try:
        root = parse_xml(text.encode()) if text else None
    except ZipFault:
        return text
    if root is None:
        return ""
    for each in root.iter("{*}p", "{*}br", "{*}div"):
        each.tail = f"\n{each.tail or ''}"
    return cleaned(str(etree.tostring(root, method="text", encoding="unicode")))


def annotations_of(opened: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Object]]:
    """Yield each annotation after the number of its page, from 1."""
    for number, page in enumerate(opened.pages, 1):
        listed = page.get("/Annots")
        for each in listed if isinstance(listed, pikepdf.Array) else ():
            if isinstance(each, pikepdf.Dictionary):
                yield number, each


def notes(opened: pikepdf.Pdf) -> Iterator[tuple[int, str]]:
    """Yield page and words of each annotation that is no link and no field; "" for one that is only drawn.

    What is only marked, as with a highlighter, has no words and is left out.
    """
    for page, each in annotations_of(opened):
        subtype = str(each.get("/Subtype", ""))
        if subtype not in _NO_WORDS and "/State" not in each:  # as "Accepted", which a program wrote
            text = text_of(each.get("/Contents")) or _rich_text(each.get("/RC"))
            if text or subtype in _DRAWN:
                yield page, text
