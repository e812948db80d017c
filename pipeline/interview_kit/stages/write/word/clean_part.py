"""Clean an XML part of a shell by the lists of `shell_rules`: what is not allowed is refused or left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from lxml import etree

from interview_kit.stages.write.word.shell_rules import (
    ATTRIBUTES,
    CHOICE,
    COMMENTS,
    DECORATIVE,
    ELEMENTS,
    FIELDS,
    LEFT_OUT_ATTRIBUTES,
    NUMBERS,
    PERMISSIONS,
    PREFIXES,
    QUIET_SETTINGS,
    SETTINGS,
    SILENT,
    STYLE,
    WRAPPERS,
)
from interview_kit.support.i18n import _
from interview_kit.support.ooxml import WORD, accept_changes, read_part, respelled

_W = f"{{{WORD}}}"
_MC = f"{{{CHOICE}}}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_MOST = 6  # messages for one part
_MOST_ELEMENTS, _MOST_ATTRIBUTES = 100_000, 100  # of a part, of an element
_TOO_MUCH = etree.XPath(f"count(//*) > {_MOST_ELEMENTS} or boolean(//*[count(@*) > {_MOST_ATTRIBUTES}])")
DECORATED = f"{{{DECORATIVE}}}decorative"
"""The element by which Word marks a picture that needs no alt text."""


@dataclass(slots=True)
class LeftOut:
    """What no kit takes over from a shell: names of parts, settings and elements; any tracked changes."""

    names: set[str] = field(default_factory=set)
    changes: bool = False


def clean_part(name: str, data: bytes, left_out: LeftOut) -> tuple[bytes, list[str]]:
    """Return a part without what no kit takes over, and why it is refused, [] where it is not.

    Adds to `left_out`. Raises ZipFault for what is no XML.
    """
    root = read_part(data, name)
    if _TOO_MUCH(root):
        return b"", [
            _("this part holds more than any letterhead needs: {most} elements", most=_MOST_ELEMENTS)
        ]
    left_out.changes |= accept_changes(root)
    if root.tag == f"{_W}settings":
        _drop_settings(root, left_out)
    _drop_elements(root, left_out)
    ignorable = _ignorable(root)
    _choose(root)
    reasons = chain(_unknown(root, ignorable, left_out), _field_findings(root), _number_findings(root))
    refused = dict.fromkeys(islice(reasons, _MOST_ATTRIBUTES))
    return _with_usual_prefixes(root, ignorable), list(refused)[:_MOST]


def _drop_settings(root: etree._Element, left_out: LeftOut) -> None:
    for setting in list(root):
        name = etree.QName(setting).localname
        if name not in SETTINGS:
            root.remove(setting)
            left_out.names.update({name} - QUIET_SETTINGS)


def _drop_elements(root: etree._Element, left_out: LeftOut) -> None:
    for names, notice in ((COMMENTS, "comments"), (PERMISSIONS, "permissions"), (SILENT, "")):
        if notice and next(root.iter(*names), None) is not None:
            left_out.names.add(notice)
        etree.strip_elements(root, *names, with_tail=False)
    etree.strip_tags(root, *WRAPPERS)
    for extensions in list(root.iter("{*}extLst")):
        for extension in list(extensions):
            if extension.find(DECORATED) is None:
                extensions.remove(extension)
        if not len(extensions) and extensions.getparent() is not None:
            extensions.getparent().remove(extensions)


def _ignorable(root: etree._Element) -> frozenset[str]:
    """Return the namespaces that readers who do not know them may pass over (`mc:Ignorable`)."""
    return frozenset(
        each.nsmap[prefix]
        for each in root.iter()
        for prefix in each.get(f"{_MC}Ignorable", "").split()
        if prefix in each.nsmap
    )


def _choose(root: etree._Element) -> None:
    """Remove each choice that requires an unknown namespace; a fallback alone takes its place."""
    for choices in list(root.iter(f"{_MC}AlternateContent")):
        for choice in choices.findall(f"{_MC}Choice"):
            spaces = [choice.nsmap.get(prefix) for prefix in choice.get("Requires", "").split()]
            if all(space in PREFIXES for space in spaces):
                choice.set("Requires", " ".join(PREFIXES[str(space)] for space in spaces))
            else:
                choices.remove(choice)
        if choices.find(f"{_MC}Choice") is None and choices.getparent() is not None:
            etree.strip_tags(choices, f"{_MC}Fallback")
            for child in list(choices):
                choices.addprevious(child)
            choices.getparent().remove(choices)


def _unknown(root: etree._Element, ignorable: frozenset[str], left_out: LeftOut) -> Iterator[str]:
    """Yield why elements and attributes are refused; remove those of ignorable namespaces."""
    for element in list(root.iter()):
        space = etree.QName(element).namespace or ""
        if space not in ELEMENTS and space in ignorable and element is not root:
            left_out.names.add(space)
            element.getparent().remove(element)
    flags = set(root.iter(f"{_W}*")) if root.tag == f"{_W}settings" else ()
    for element in root.iter():
        place = etree.QName(element)
        if element not in flags and place.localname not in ELEMENTS.get(place.namespace or "", ()):
            yield _("the element {name} is not allowed in a shell", name=_named(element.tag))
            continue
        allowed = ATTRIBUTES.get(element.tag, ATTRIBUTES.get(place.namespace or ""))
        for key, value in element.items():
            at = etree.QName(key)
            space = at.namespace or ""
            if key in LEFT_OUT_ATTRIBUTES or (space not in PREFIXES and space in ignorable):
                del element.attrib[key]
            elif not (
                key in (f"{_XML}space", f"{_XML}lang")
                if key.startswith(_XML)
                else (not space or space in PREFIXES)
                and (allowed is None or at.localname in allowed)
                and (allowed is None or at.localname != "style" or STYLE.fullmatch(value))
            ):
                yield _(
                    "{attribute} on {name} is not allowed in a shell",
                    attribute=_named(key),
                    name=_named(element.tag),
                )


def _number_findings(root: etree._Element) -> Iterator[str]:
    """Yield each measure that is no number; convert those with a unit, which newer schemas allow."""
    for element in root.iter(f"{_W}*"):
        tag = etree.QName(element).localname
        for key, value in element.items():
            name = etree.QName(key).localname
            form = NUMBERS.get(f"{tag}/{name}") or NUMBERS.get(name)
            if form and not form.fullmatch(value):
                element.set(key, fitting := respelled(tag, key, value)[1])
                if not form.fullmatch(fitting):
                    named = {"attribute": _named(key), "name": _named(element.tag), "value": value}
                    yield _("{attribute} on {name} is not a number that Word has: {value}", **named)


def _named(tag: str) -> str:
    name = etree.QName(tag)
    return f"{PREFIXES.get(name.namespace or '', name.namespace or '')}:{name.localname}".lstrip(":")


def _field_findings(root: etree._Element) -> Iterator[str]:
    marks = {each.get(f"{_W}name") for each in root.iter(f"{_W}bookmarkStart")}
    for code, _shown in fields(root):
        kind = code.split(maxsplit=1)[0] if code else "{ }"
        known = FIELDS.get(kind.upper())
        if known is None:
            yield _("the field {kind} is not allowed in a shell", kind=kind)
            continue
        found = known.fullmatch(code[len(kind) :])
        if found is None or found.groupdict().get("mark") not in {None, *marks}:
            yield _("the field {kind} may not have these arguments: {code}", kind=kind, code=code)


def fields(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the code of every field, and the text that it shows; Word may split both over runs.

    All text before a field's result is code; a field inside a code adds a brace, which no known code has.
    """
    texts: list[list[str]] = []  # of each open field: its code, and its result once that has begun
    for element in root.iter(*(f"{_W}{name}" for name in ("fldSimple", "fldChar", "instrText", "t", "sym"))):
        kind = element.get(f"{_W}fldCharType") if element.tag == f"{_W}fldChar" else ""
        if texts and len(texts[-1]) == 1 and (kind == "begin" or element.tag == f"{_W}fldSimple"):
            texts[-1][0] += "{"
        if element.tag == f"{_W}fldSimple":
            yield element.get(f"{_W}instr", "").strip(), "".join(element.itertext(f"{_W}t"))
        elif kind == "begin":
            texts.append([""])
        elif kind == "separate" and texts:
            texts[-1].append("")
        elif kind == "end" and texts:
            code, *shown = texts.pop()
            yield code.strip(), "".join(shown)
        elif not kind and texts:
            texts[-1][-1] += element.text or "{"
        elif element.tag == f"{_W}instrText":
            yield (element.text or "").strip(), ""
    yield from ((f"{code.strip()} {{", "") for code, *_shown in texts)  # without an end


def _with_usual_prefixes(root: etree._Element, ignorable: frozenset[str]) -> bytes:
    """Return a part as bytes, with the prefix of each namespace that Word, and docxtpl, give it."""
    used = {(each.prefix, etree.QName(each).namespace or "") for each in root.iter()}
    keys = {key for element in root.iter() for key in element.attrib}
    spaces = {space for _prefix, space in used} | {etree.QName(key).namespace or "" for key in keys}
    usual = {PREFIXES[each]: each for each in [*root.nsmap.values(), *sorted(spaces)] if each in PREFIXES}
    passed_over = [prefix for prefix, space in usual.items() if space in ignorable]
    named = {*used, *root.nsmap.items()}
    if any(PREFIXES.get(space, prefix) != prefix for prefix, space in named) or passed_over:
        fresh = etree.Element(root.tag, dict(root.attrib), nsmap=usual | {"mc": CHOICE})
        fresh.text = root.text
        fresh.extend(list(root))
        root = fresh
    if passed_over:
        root.set(f"{_MC}Ignorable", " ".join(passed_over))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
