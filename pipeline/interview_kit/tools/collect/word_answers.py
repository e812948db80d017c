"""Read the answers of a filled-in Word file, saved by Word or another office program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

from lxml import etree

from interview_kit.model.form import WORD_NAMESPACE, WORD_PRINTED, Field, Form, NoForm, read_record
from interview_kit.support.i18n import N_, _
from interview_kit.support.ooxml import WORD, accept_changes, read_part
from interview_kit.support.safe_zip import Fault, SafeZip, ZipFault, ZipLimits
from interview_kit.support.word_text import PICTURE, own_elements, strip_fallbacks, words_of
from interview_kit.tools.collect.answers import (
    LOCKED,
    FilledKit,
    NotCollected,
    WithoutFields,
    bounded,
    cleaned,
)
from interview_kit.tools.collect.foreign import foreign_package
from interview_kit.tools.collect.odt import is_odt
from interview_kit.tools.collect.word_fields import FieldPlace, FieldPlaces

_W = f"{{{WORD}}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_PICTURES = (f"{_W}drawing", f"{_W}pict")
BODY = "word/document.xml"
_BESIDE = {"word/comments.xml": "comment", "word/footnotes.xml": "footnote", "word/endnotes.xml": "endnote"}
_RECORD = re.compile(r"customXml/item\d+\.xml")
_LIMITS = ZipLimits(2000, 64 * 1024**2)
_LARGEST_PART = 24 * 1024**2
_BLANK = re.compile("^\u00a0+| ?\u00a0+$")
_P = f"{_W}p"
_TICKED = frozenset("☒☑✓✔✗✘")
_YES, _AROUND = frozenset({"x", "yes", "y", "oui", "o", "ok", "true", "vrai"}), "[](){}<>|_.,;:! \u00a0"
_WITHOUT_FIELDS = N_(
    "another program has saved this kit without its fields: it is read by its labels where the Word kits of "
    "its class are there (--class and their folder, or the page that made them); or ask for it as Word saves "
    "it"
)
_OPEN_DOCUMENT = N_(
    "this is an OpenDocument text (.odt): ask for it as .docx; or it is read by its labels where the Word "
    "kits of its class are there (--class and their folder, or the page that made them)"
)
_UNKNOWN = N_(
    "this is not a kit of this program, or one that Google Docs or another program has saved without "
    "its fields: the Word kits of its class tell its labels (--class and their folder, or the page that "
    "made them)"
)
_DAMAGED = N_("this Word file is damaged; ask for it again")
_REFUSALS = {
    Fault.MEMBERS: N_("this Word file has more than {most} parts"),
    Fault.TOTAL: N_("a part of this Word file is larger than {most} MiB"),
    Fault.LOCKED: LOCKED,
    Fault.NOT_XML: N_("this Word file is damaged: a part of it is not XML; ask for it again"),
    Fault.DOCUMENT_TYPE: N_("this Word file holds a document type (DTD), which no kit has"),
}
_TRUE = ("1", "true", "on")


def read_word(data: bytes, name: str = "") -> FilledKit:
    """Return the answers in a filled-in Word file; the ending of its `name` tells what else it may be.

    Raises NotCollected, as WithoutFields where it may be a kit that another program saved.
    """
    with naming_faults():
        archive = opened(data)
        if is_odt(archive):
            raise WithoutFields(_(_OPEN_DOCUMENT))
        if BODY not in archive.names:
            raise NotCollected(_(foreign_package(archive.names, name)))
        return _read(archive)


@contextmanager
def naming_faults() -> Iterator[None]:
    """Raise NotCollected for the faults of a file that are found in the block."""
    try:
        yield
    except ZipFault as error:
        most = _LIMITS.members if error.fault is Fault.MEMBERS else _LARGEST_PART // 1024**2
        raise NotCollected(_(_REFUSALS.get(error.fault, _DAMAGED), most=most)) from error
    except (MemoryError, RecursionError) as error:
        raise NotCollected(_("this Word file needs more memory than a kit can")) from error


def opened(data: bytes) -> SafeZip:
    """Return the parts of a Word file or an OpenDocument text. Raises ZipFault."""
    archive = SafeZip(data, _LIMITS)
    archive.check()
    return archive


def body_of(archive: SafeZip) -> tuple[etree._Element, bool]:
    """Return the body with tracked changes accepted, and whether there were any. Raises ZipFault."""
    body = _part(archive, BODY)
    strip_fallbacks(body)
    return body, accept_changes(body)


def _read(archive: SafeZip) -> FilledKit:
    form, printed = form_in(archive)
    body, tracked = body_of(archive)
    if form is None:
        raise WithoutFields(_why_no_form(body))
    places = FieldPlaces(body, form, printed)
    found = [(field, place) for field in form.fields if (place := places.of(field.name))]
    if form.fields and not found:
        raise WithoutFields(_(_WITHOUT_FIELDS))
    typed = [(field, place) for field, place in found if field.kind == "text"]
    boxes = [(field, place, _typed_over(place)) for field, place in found if field.kind == "tick"]
    ticks = frozenset(field.name for field, place, shown in boxes if _is_ticked(place, shown))
    texts = bounded((field.name, _answer(place, field)) for field, place in typed)
    remarks = [
        _("a picture stands in the answer to “{each}”; look at the file", each=field.about or field.label)
        for field, place in typed
        if any(True for each in place.elements for _ in each.iter(*_PICTURES))
    ]
    if tracked:
        remarks.insert(0, _("changes were tracked in this file: they are read as accepted"))
    lost = len(form.fields) - len(found)
    if lost:
        remarks.insert(0, _("{lost} of its {fields} fields are gone", lost=lost, fields=len(form.fields)))
    over = ((field.label, overwritten(shown)) for field, _place, shown in boxes)
    unplaced = list(places.unplaced())
    remarks += [
        _("a picture stands after “{each}”; look at the file", each=place)
        for place, text in unplaced
        if PICTURE in text
    ]
    outside = ((place, cleaned(text.replace(PICTURE, ""))) for place, text in unplaced)
    others = tuple(bounded(chain(over, outside, comments(archive))))
    return FilledKit(form, dict(texts), ticks, others, tuple(remarks))


def _why_no_form(body: etree._Element) -> str:
    styles = (str(each.get(f"{_W}val", "")) for each in body.iter(f"{_W}pStyle"))
    return _(_WITHOUT_FIELDS if any(style.startswith("Kit") for style in styles) else _UNKNOWN)


def form_in(archive: SafeZip) -> tuple[Form | None, frozenset[str]]:
    """Return the form of a kit and the hashes of what it prints, None and nothing where they are gone.

    Raises NotCollected, ZipFault.
    """
    for name in archive.names:
        if _RECORD.fullmatch(name):
            root = _part(archive, name)
            if root.tag == f"{{{WORD_NAMESPACE}}}form":
                try:
                    return read_record(root.text or ""), frozenset(root.get(WORD_PRINTED, "").split())
                except NoForm as error:
                    raise NotCollected(_("this kit cannot be read: {error}", error=error)) from error
    return None, frozenset()


def _part(archive: SafeZip, name: str) -> etree._Element:
    """Return the root element of a part. Raises ZipFault."""
    data = archive.read(name)
    if len(data) > _LARGEST_PART:
        raise ZipFault(Fault.TOTAL, name)
    return read_part(data, name)


def _answer(place: FieldPlace, field: Field) -> str:
    """Return the typed text of a field, without its label; a blank has its label after the answer."""
    return without_label("\n".join(map(_line, _lines(place))), field, is_labelled=place.is_labelled)


def without_label(text: str, field: Field, *, is_labelled: bool) -> str:
    """Return the answer in the text of a field, which begins with its label, or with a blank ends with it."""
    if field.name.startswith("blank/"):
        text = f" {text}".removesuffix(f" {field.label}")
    elif is_labelled:
        text = text.removeprefix(field.label)
    return cleaned(_BLANK.sub("", text))


def _lines(place: FieldPlace) -> Iterator[list[etree._Element]]:
    """Yield the elements of each line: each paragraph, or all runs together."""
    if not place.whole_paragraphs:
        yield list(place.elements)
        return
    for element in place.elements:
        yield from ([each] for each in ([element] if element.tag == _P else element.iter(_P)))


def _line(elements: list[etree._Element]) -> str:
    """Return the words of a line; a paragraph that is inside a run, as in a shape, is of it."""
    return words_of(part for each in elements for part in (each, *_inside(each)))


def _inside(element: etree._Element) -> Iterator[etree._Element]:
    return own_elements(element) if element.tag == _P else element.iterdescendants()


def _typed_over(place: FieldPlace) -> str:
    """Return what is shown in the place of a box."""
    return cleaned("".join(_line([each]) for each in place.elements))


def says_yes(shown: str) -> bool:
    """Return whether what is shown in the place of a box ticks it."""
    return not _TICKED.isdisjoint(shown) or shown.strip(_AROUND).casefold() in _YES


def overwritten(shown: str) -> str:
    """Return what a person typed in the place of a box, "" where it is a box or a yes."""
    return "" if says_yes(shown) else shown.strip(f"{_AROUND}☐")


def _is_ticked(place: FieldPlace, shown: str) -> bool:
    """Return whether a box is ticked: by what is shown in its place, or by the control's `w14:checked`."""
    if says_yes(shown):
        return True
    controls = {
        control
        for each in place.elements
        for control in (*each.iter(f"{_W}sdt"), *each.iterancestors(f"{_W}sdt"))
    }
    states = (control.find(f"{_W}sdtPr/{_W14}checkbox/{_W14}checked") for control in controls)
    return any(state is not None and state.get(f"{_W14}val") in _TRUE for state in states)


def comments(archive: SafeZip) -> Iterator[tuple[str, str]]:
    """Yield each comment and note after "" (its page is unknown); the text may be empty. Raises ZipFault."""
    for name, kind in _BESIDE.items():
        if name in archive.names:
            root = _part(archive, name)
            strip_fallbacks(root)
            accept_changes(root)
            for each in root.iter(f"{_W}{kind}"):
                yield "", cleaned("\n".join(_line([line]) for line in each.iter(_P)))
