"""Describe a document as a form: its fields, and the record in a file by which answers are read back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import count
from typing import Any, Literal

from interview_kit.model import document as d
from interview_kit.support.i18n import _

# In a PDF: the hidden field that holds the record, and the key of the document information dictionary
# that marks a kit without one.
PDF_RECORD, PDF_MARK = "interview-kit/record", "InterviewKit"
# In an HTML file: the id of the script element, plain data, that holds the record.
HTML_RECORD = "kit-record"
# In a Word file: the namespace of the custom XML part that holds the record, and its attribute with the
# hashes of the words that the kit prints.
WORD_NAMESPACE, WORD_PRINTED = "urn:interview-kit:form", "printed"

_VERSION = 1
_MOST_FIELDS = 5000
LONGEST_TEXT = 4000
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Field:
    """One form field: its name, the id of its section (`part`), and the contact of that section's talk.

    `label` is the text beside it, or the title of its column; `about` is the question it answers, or its row.
    """

    name: str
    kind: Literal["text", "tick"]
    part: str
    contact: str
    label: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The metadata of a fillable kit: its owner, its language, and its fields in reading order."""

    owner: d.Owner
    language: str
    fields: tuple[Field, ...]


class NoForm(ValueError):
    """A text is not a valid record of a form."""


def field_name(field_id: str) -> str:
    """Return the field's name in every format: "." becomes "/", since it separates names in a PDF."""
    return field_id.replace(".", "/")


def with_field_ids(document: d.Document, *, shared: bool = False) -> d.Document:
    """Return the document with a field id for every blank: `blank.<anchor of the section>.<number>`.

    With `shared`, those of one value have one id, `blank.<value>`.
    """
    return replace(document, sections=tuple(_numbered(each, shared) for each in document.sections))


def _numbered(section: d.Section, shared: bool) -> d.Section:
    ids = (f"blank.{section.anchor}.{number}" for number in count(1))

    def numbered(blank: d.Blank) -> d.Blank:
        own = next(ids)
        return replace(blank, field_id=f"blank.{blank.value}" if shared and blank.value else own)

    return d.rewritten(section, d.Blank, numbered)


def form_of(document: d.Document, *, shared: bool = False) -> Form | None:
    """Return the form of a document, with its fields in reading order; None where it has no owner.

    With `shared`, the blanks of one value are one field, which is of the first place.
    """
    if document.owner is None:
        return None
    found: dict[str, Field] = {}
    for section in with_field_ids(document, shared=shared).sections:
        for field in _fields((section.title, section.blocks), section):
            found.setdefault(field.name, field)
    return Form(document.owner, document.language, tuple(found.values()))


_WITH_FIELDS = (d.Blank, d.AnswerSpace, d.Tick, d.ItemList, d.Table, d.Question)


def _fields(parts: object, section: d.Section) -> Iterator[Field]:
    """Yield the fields of some parts of a section, in reading order."""
    field = partial(Field, part=section.kind, contact=section.contact)
    for part in d.parts_in(parts, _WITH_FIELDS):
        match part:
            case d.Blank(hint=hint, field_id=field_id):
                yield field(field_name(field_id), "text", label=hint)
            case d.AnswerSpace(label=label, field_id=field_id, about=about):
                yield field(field_name(field_id), "text", label=label, about=about)
            case d.Tick(content=content, field_id=field_id):
                yield field(field_name(field_id), "tick", label=d.inline_text(content))
            case d.ItemList(items=items, field_ids=ids):
                for item, field_id in zip(items, ids or ("",) * len(items), strict=True):
                    if field_id:
                        label = d.inline_text(item).partition("\n")[0]
                        yield field(field_name(field_id), "tick", label=label)
                    yield from _fields(item, section)
            case d.Table(header=header, rows=rows):
                titles = [d.inline_text(title) for title in header]
                for row in rows:
                    about = " · ".join(d.inline_text(row[0].content).splitlines())
                    for title, cell in zip(titles, row, strict=True):
                        yield from _fields(cell.content, section)
                        spaces = _fields(cell.space, section)
                        yield from (replace(space, label=title, about=about) for space in spaces)
            case d.Question():
                yield from _fields((part.content, part.reason, part.probes, part.space), section)


def form_record(form: Form) -> str:
    """Return a form as one line of JSON in ASCII, to be stored in a file."""
    owner = asdict(form.owner)
    listed = [list(asdict(field).values()) for field in form.fields]
    return json.dumps({"kit": _VERSION, "owner": owner, "language": form.language, "fields": listed})


def read_record(text: str) -> Form:
    """Return the form of a record, which is untrusted input. Raises NoForm."""
    try:
        told = json.loads(text)
        if told["kit"] != _VERSION:
            raise NoForm(_("this kit is of another version of the program"))
        listed = tuple(Field(*_texts(each, 6)) for each in told["fields"])  # type: ignore[arg-type]
        owned = _texts([told["owner"][name] for name in ("name", "work", "key")], 3)
        owner = d.Owner(*(" ".join(each.splitlines()) for each in owned))
        language = _texts([told["language"]], 1)[0]
    except NoForm:
        raise
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NoForm(_("its record cannot be read")) from error
    names = {field.name for field in listed}
    if len(names) != len(listed) or len(listed) > _MOST_FIELDS:
        raise NoForm(_("its record names a field twice, or too many of them"))
    if any(field.kind not in ("text", "tick") for field in listed):
        raise NoForm(_("its record names a field of an unknown kind"))
    return Form(owner, language, listed)


def _texts(found: Any, count: int) -> list[str]:
    if not isinstance(found, list) or len(found) != count:
        raise ValueError(count)
    if any(not isinstance(each, str) or len(each) > LONGEST_TEXT for each in found):
        raise ValueError("not a text")
    return list(map(without_controls, found))


def without_controls(text: str) -> str:
    """Return an untrusted text in which control characters and what is no character are U+FFFD."""
    return _CONTROLS.sub("\ufffd", text)
