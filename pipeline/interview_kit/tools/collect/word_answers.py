"""Read the answers of a filled-in Word file, saved by Word or another office program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from interview_kit.model.form import WORD_NAMESPACE, Field, Form, NoForm, read_record
from interview_kit.stages.write.word.body_context import field_mark, short_tag
from interview_kit.support.i18n import N_, _
from interview_kit.support.ooxml import WORD, accept_changes, read_part
from interview_kit.support.safe_zip import Fault, SafeZip, ZipFault, ZipLimits
from interview_kit.tools.collect.answers import FilledKit, NotCollected, cleaned

_W = f"{{{WORD}}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURES = (f"{_W}drawing", f"{_W}pict")
_BODY, _COMMENTS = "word/document.xml", "word/comments.xml"
_RECORD = re.compile(r"customXml/item\d+\.xml")
_LIMITS = ZipLimits(2000, 64 * 1024**2)
_LARGEST_PART = 24 * 1024**2
_BLANK = re.compile("^\u00a0+| ?\u00a0+$")
_LABEL, _LINE = "KitLabel", "KitAnswer"
_TICKED = frozenset("☒☑✓✔✗✘")
_DAMAGED = N_("this Word file is damaged; ask for it again")
_REFUSALS = {
    Fault.MEMBERS: N_("this Word file has more than {most} parts"),
    Fault.TOTAL: N_("a part of this Word file is larger than {most} MiB"),
    Fault.NOT_XML: N_("this Word file is damaged: a part of it is not XML; ask for it again"),
    Fault.DOCUMENT_TYPE: N_("this Word file holds a document type (DTD), which no kit has"),
}
_TRUE = ("1", "true", "on")


def read_word(data: bytes) -> FilledKit:
    """Return the answers in a filled-in Word file. Raises NotCollected."""
    try:
        return _read(SafeZip(data, _LIMITS))
    except ZipFault as error:
        most = _LIMITS.members if error.fault is Fault.MEMBERS else _LARGEST_PART // 1024**2
        raise NotCollected(_(_REFUSALS.get(error.fault, _DAMAGED), most=most)) from error
    except (MemoryError, RecursionError) as error:
        raise NotCollected(_("this Word file needs more memory than a kit can")) from error


def _read(archive: SafeZip) -> FilledKit:
    archive.check()
    if _BODY not in archive.names:
        raise NotCollected(_("this is not a kit of this program"))
    form = _form(archive)
    body = _part(archive, _BODY)
    tracked = accept_changes(body)
    if form is None:
        raise NotCollected(_why_no_form(body))
    places = _FieldPlaces(body)
    texts: dict[str, str] = {}
    ticks: set[str] = set()
    lost = 0
    pictures: list[str] = []
    for field in form.fields:
        place = places.of(field.name)
        if place is None:
            lost += 1
        elif field.kind == "tick":
            if _is_ticked(place):
                ticks.add(field.name)
        else:
            if any(True for each in place.elements for _ in each.iter(*_PICTURES)):
                pictures.append(field.about or field.label)
            text = _answer(place, field)
            if text:
                texts[field.name] = text
    remarks = [
        _("a picture stands in the answer to “{each}”; look at the file", each=each) for each in pictures
    ]
    if tracked:
        remarks.insert(0, _("changes were tracked in this file: they are read as accepted"))
    if lost:
        remarks.insert(0, _("{lost} of its {fields} fields are gone", lost=lost, fields=len(form.fields)))
    return FilledKit(form, texts, frozenset(ticks), tuple(_comments(archive)), tuple(remarks))


def _why_no_form(body: etree._Element) -> str:
    if any(str(each.get(f"{_W}val", "")).startswith("Kit") for each in body.iter(f"{_W}pStyle")):
        return _(
            "another program has saved this kit without its fields; ask for it as Word or LibreOffice saves"
        )
    return _("this is not a kit of this program")


def _form(archive: SafeZip) -> Form | None:
    for name in archive.names:
        if _RECORD.fullmatch(name):
            root = _part(archive, name)
            if root.tag == f"{{{WORD_NAMESPACE}}}form":
                try:
                    return read_record(root.text or "")
                except NoForm as error:
                    raise NotCollected(_("this kit cannot be read: {error}", error=error)) from error
    return None


def _part(archive: SafeZip, name: str) -> etree._Element:
    """Return the root element of a part. Raises ZipFault."""
    data = archive.read(name)
    if len(data) > _LARGEST_PART:
        raise ZipFault(Fault.TOTAL, name)
    return read_part(data, name)


@dataclass(frozen=True, slots=True)
class _FieldPlace:
    """A field's elements in document order, and whether these are (or hold) whole paragraphs, not runs."""

    elements: tuple[etree._Element, ...]
    whole_paragraphs: bool


class _FieldPlaces:
    """Finds each field in the body: by its content control, or else by its bookmark."""

    def __init__(self, body: etree._Element) -> None:
        self._controls: dict[str, etree._Element] = {}
        for control in body.iter(f"{_W}sdt"):
            tag = control.find(f"{_W}sdtPr/{_W}tag")
            if tag is not None:
                self._controls.setdefault(tag.get(f"{_W}val", ""), control)
        self._starts = {each.get(f"{_W}name", ""): each for each in body.iter(f"{_W}bookmarkStart")}
        self._ends = {each.get(f"{_W}id", ""): each for each in body.iter(f"{_W}bookmarkEnd")}
        self._order = {each: place for place, each in enumerate(body.iter())}
        self._paragraphs = list(body.iter(f"{_W}p"))

    def of(self, name: str) -> _FieldPlace | None:
        """Return the place of a field, or None where it was deleted."""
        control, start = self._controls.get(short_tag(name)), self._starts.get(field_mark(name))
        found = start if control is None else control
        # Word makes it a block-level control when the user starts a new paragraph in it.
        owners = () if found is None else (*found.iterancestors(f"{_W}p"), *found.iter(f"{_W}p"))
        owner = next(iter(owners), None)
        if owner is not None and _style(owner).startswith(_LABEL):
            return _FieldPlace(tuple(self._ruled(owner)), whole_paragraphs=True)
        if control is not None:
            content = control.find(f"{_W}sdtContent")
            inside = () if content is None else tuple(content)
            return _FieldPlace(inside, any(True for each in inside for _ in each.iter(f"{_W}p")))
        end = None if start is None else self._ends.get(start.get(f"{_W}id", ""))
        return None if start is None or end is None or owner is None else self._between(owner, start, end)

    def _ruled(self, owner: etree._Element) -> Iterator[etree._Element]:
        """Yield a label's paragraph and all answer lines (style `KitAnswer`) directly after it."""
        yield owner
        for paragraph in self._paragraphs[self._paragraphs.index(owner) + 1 :]:
            if not _style(paragraph).startswith(_LINE):
                return
            yield paragraph

    def _between(self, owner: etree._Element, start: etree._Element, end: etree._Element) -> _FieldPlace:
        """Return the runs between two bookmark ends, or the whole paragraph where no run is outside."""
        first, last = self._order[start], self._order[end]
        runs = {each: self._order[each] for each in owner.iter(f"{_W}r")}
        if all(first < place < last for place in runs.values()):
            return _FieldPlace((owner,), whole_paragraphs=True)
        inside = (each for each, place in runs.items() if first < place < last)
        return _FieldPlace(tuple(inside), whole_paragraphs=False)


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else str(style.get(f"{_W}val", ""))


def _answer(place: _FieldPlace, field: Field) -> str:
    """Return the typed text of a field, without its label; a blank has its label after the answer."""
    lines = ["".join(_words(each)) for each in _lines(place)]
    text = "\n".join(lines)
    label = field.label
    if field.name.startswith("blank/"):
        if text.endswith(f" {label}"):
            text = text[: -len(label) - 1]
    elif label and text.startswith(label):
        text = text[len(label) :]
    return cleaned(_BLANK.sub("", text))


def _lines(place: _FieldPlace) -> Iterator[list[etree._Element]]:
    """Yield the elements of each line: each paragraph, or all runs together."""
    if not place.whole_paragraphs:
        yield list(place.elements)
        return
    for element in place.elements:
        if element.tag == f"{_W}p":
            yield [element]
        else:
            yield from ([each] for each in element.iter(f"{_W}p"))


def _words(elements: list[etree._Element]) -> Iterator[str]:
    for element in elements:
        for each in element.iter():
            if any(True for _ in each.iterancestors(_FALLBACK)):
                continue
            match each.tag.removeprefix(_W) if isinstance(each.tag, str) else "":
                case "t":
                    yield each.text or ""
                case "tab" if each.getparent().tag == f"{_W}r":
                    yield "\t"
                case "br" | "cr":
                    yield "\n"
                case "noBreakHyphen":
                    yield "\u2011"
                case "softHyphen":
                    yield "\u00ad"
                case "sym":
                    yield "\ufffd"


def _is_ticked(place: _FieldPlace) -> bool:
    """Return whether a box is ticked: by the character shown, or by the control's `w14:checked`."""
    shown = "".join(_words([*place.elements])).strip()
    if shown in ("x", "X") or not _TICKED.isdisjoint(shown):
        return True
    controls = {
        control
        for each in place.elements
        for control in (*each.iter(f"{_W}sdt"), *each.iterancestors(f"{_W}sdt"))
    }
    states = (control.find(f"{_W}sdtPr/{_W14}checkbox/{_W14}checked") for control in controls)
    return any(state is not None and state.get(f"{_W14}val") in _TRUE for state in states)


def _comments(archive: SafeZip) -> Iterator[tuple[str, str]]:
    """Yield each margin comment, as a pair of "" (the page is unknown) and its text."""
    if _COMMENTS in archive.names:
        root = _part(archive, _COMMENTS)
        accept_changes(root)
        for comment in root.iter(f"{_W}comment"):
            text = cleaned("\n".join("".join(_words([each])) for each in comment.iter(f"{_W}p")))
            if text:
                yield "", text
