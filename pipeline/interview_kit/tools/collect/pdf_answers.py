"""Read the answers of filled-in PDF forms, saved by any viewer; a file may hold several kits."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from textwrap import shorten

import pikepdf

from interview_kit.model.document import Owner
from interview_kit.model.form import LONGEST_TEXT, PDF_MARK, PDF_RECORD, Field, Form, NoForm, read_record
from interview_kit.support.i18n import N_, _
from interview_kit.tools.collect.answers import LOCKED, SEVERAL, FilledKit, NotCollected, bounded
from interview_kit.tools.collect.pdf_fields import DAMAGED, PdfField, fields_of, notes

_LARGEST_STREAM = 16 * 1024 * 1024
_MOST_PARTS = 40
_LONGEST_QUESTION = 200
_NO_END = 1 << 31
_RECORD_BEGINS = re.compile(r'\s*\{\s*"kit"\s*:')
# What programs that rename fields put before and behind a name, such as `form1.` and `#1`.
_NAME_PART = re.compile(r"[0-9A-Za-z/-]+|[^0-9A-Za-z/-]")
_FLATTENED = N_(
    "there are no fields to read in it: it was printed to a file, or it is the kit for "
    "paper; ask for the file that was saved after filling it in"
)


def read_pdf(data: bytes) -> tuple[FilledKit, ...]:
    """Return the answers of each kit in a filled-in PDF, in the order of their pages. Raises NotCollected."""
    _set_limits()
    try:
        with pikepdf.open(io.BytesIO(data)) as opened:
            return tuple(_read(opened))
    except pikepdf.PasswordError as error:
        raise NotCollected(_(LOCKED)) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, LookupError) as error:
        raise NotCollected(_(DAMAGED)) from error
    except (MemoryError, RecursionError) as error:
        raise NotCollected(_("this PDF needs more memory than a kit can")) from error


@cache
def _set_limits() -> None:
    """Limit how far a small file may be decompressed (measured: a kit's largest stream unpacks to 60 kB)."""
    pikepdf.settings.set_qpdf_limits(
        doc_max_warnings=200,
        parser_max_nesting=100,
        parser_max_container_size=200_000,
        max_stream_filters=4,
        flate_max_memory=_LARGEST_STREAM,
        run_length_max_memory=_LARGEST_STREAM,
        png_max_memory=_LARGEST_STREAM,
        tiff_max_memory=_LARGEST_STREAM,
        dct_max_memory=_LARGEST_STREAM,
    )


@dataclass(frozen=True, slots=True)
class _Record:
    """The record of a kit, and what is around its name; the kit goes from page `first` to before `end`.

    `form` is None where the record cannot be read.
    """

    form: Form | None
    prefix: str = ""
    suffix: str = ""
    first: int = 0
    end: int = _NO_END

    def holds(self, field: PdfField) -> bool:
        """Return whether all of a field is on the kit's pages."""
        return bool(field.pages) and all(self.first <= page < self.end for page in field.pages)

    def own_name(self, name: str, known: Collection[str]) -> str:
        """Return the name of a field as the kit has it, without what a program put around it."""
        if name.startswith(self.prefix) and name.endswith(self.suffix):
            bare = name[len(self.prefix) : len(name) - len(self.suffix)]
            if bare in known or not known:
                return bare
        parts = _NAME_PART.findall(name)[:_MOST_PARTS]
        pieces = (
            "".join(parts[start:end])
            for start in range(len(parts))
            for end in range(start + 1, len(parts) + 1)
        )
        return max((piece for piece in pieces if piece in known), key=len, default=name)


def _read(opened: pikepdf.Pdf) -> Iterator[FilledKit]:
    """Yield each kit. Raises NotCollected where it is not certain whose an answer is."""
    found, fields = _records(fields_of(opened))
    if not fields:
        raise NotCollected(_(_FLATTENED))
    if not found and f"/{PDF_MARK}" not in opened.docinfo:
        raise NotCollected(_("this is not a kit of this program"))
    records = _one_with_copies(found, fields) or _in_order(found)
    owned = {id(field) for record in records for field in _held(record, records, fields)}
    if len(owned) < len(fields):
        raise NotCollected(_(SEVERAL))
    kits = [(record, _fields_of(record, _held(record, records, fields))) for record in records]
    words = list(bounded((str(page), text) for page, text in notes(opened)))
    drawn = sorted({page for page, text in notes(opened) if not text})
    for record, own in kits:
        pages = range(record.first, record.end)
        others = tuple((page, text) for page, text in words if int(page) in pages)
        yield _kit(record, own, others, [page for page in drawn if page in pages])


def _records(found: Sequence[PdfField]) -> tuple[list[tuple[PdfField, _Record]], list[PdfField]]:
    """Return the records with their fields, and all other fields; a record may have lost its name."""
    named = [(each, _named(each)) for each in found if PDF_RECORD in each.name]
    known = {field.name for _each, record in named if record.form for field in record.form.fields}
    records, fields = list(named), []
    for each in found:
        if PDF_RECORD in each.name:
            continue
        form = _form_in(each.text) if each.name not in known and _RECORD_BEGINS.match(each.text) else None
        if form:
            records.append((each, _Record(form)))
        else:
            fields.append(each)
    return records, fields


def _named(field: PdfField) -> _Record:
    prefix, _sign, suffix = field.name.partition(PDF_RECORD)
    return _Record(_form_in(field.text), prefix, suffix)


def _form_in(text: str) -> Form | None:
    try:
        return read_record(text)
    except NoForm:
        return None


def _one_with_copies(
    records: Sequence[tuple[PdfField, _Record]], fields: Sequence[PdfField]
) -> list[_Record]:
    """Return the record of the one kit, of which pages may be there twice, or nothing where it may be two."""
    first = records[0][1] if records else _Record(None)
    if any(first.form is None or record.form != first.form for _field, record in records[1:]):
        return []
    return [] if _are_two(_by_name(first, fields)) else [first]


def _in_order(records: list[tuple[PdfField, _Record]]) -> list[_Record]:
    """Return the records with their pages. Raises NotCollected where several do not say where each begins."""
    if len(records) < 2:
        return [record for _field, record in records]
    starts = sorted(min(field.pages, default=0) for field, _record in records)
    if 0 in starts or len(set(starts)) < len(starts) or any(len(field.pages) > 1 for field, _ in records):
        raise NotCollected(_(SEVERAL))
    ordered = sorted(records, key=lambda each: min(each[0].pages))
    ends = [*starts[1:], _NO_END]
    return [
        replace(record, first=first, end=end)
        for (_field, record), first, end in zip(ordered, [0, *starts[1:]], ends, strict=True)
    ]


def _by_name(record: _Record, fields: Iterable[PdfField]) -> dict[str, list[PdfField]]:
    """Return the fields by their names in the kit of a record; those of one name are copies."""
    known = {field.name for field in record.form.fields} if record.form else set()
    found: dict[str, list[PdfField]] = {}
    for field in fields:
        found.setdefault(record.own_name(field.name, known), []).append(field)
    return found


def _are_two(found: Mapping[str, Sequence[PdfField]]) -> bool:
    """Return whether most fields are there twice, or on two pages: then they are of two kits."""
    repeated = sum(len(copies) > 1 or len(copies[0].pages) > 1 for copies in found.values())
    return 2 * repeated > len(found)


def _held(record: _Record, records: Sequence[_Record], fields: Sequence[PdfField]) -> list[PdfField]:
    return [field for field in fields if len(records) == 1 or record.holds(field)]


def _fields_of(record: _Record, fields: Sequence[PdfField]) -> list[tuple[str, PdfField]]:
    """Return the fields of a kit by their names in it; copies with one answer are one field.

    Raises NotCollected where the fields are those of two kits, or the copies of one have different answers.
    """
    own = _by_name(record, fields)
    if _are_two(own):
        raise NotCollected(_(SEVERAL))
    for name, copies in own.items():
        if len({(field.text, field.is_on) for field in copies}) > 1:
            raise NotCollected(_unlike(record, name, copies))
    return [(name, replace(copies[0], pages=_pages_of(copies))) for name, copies in own.items()]


def _pages_of(copies: Sequence[PdfField]) -> frozenset[int]:
    return frozenset[int]().union(*(field.pages for field in copies))


def _unlike(record: _Record, name: str, copies: Sequence[PdfField]) -> str:
    """Return the message for copies of a field with different answers, with its question and pages."""
    listed = record.form.fields if record.form else ()
    asked = next((field.about or field.label for field in listed if field.name == name), name)
    return _(
        "a page is there twice, with different answers to “{each}” (pages {pages}); ask for the file with "
        "one of these pages",
        each=shorten(asked, _LONGEST_QUESTION),
        pages=", ".join(map(str, sorted(_pages_of(copies)))),
    )


def _kit(
    record: _Record,
    found: Sequence[tuple[str, PdfField]],
    others: tuple[tuple[str, str], ...],
    drawn: Sequence[int],
) -> FilledKit:
    """Return the answers of a kit from its fields, `others` on its pages, and the pages `drawn` on."""
    remarks = []
    form = record.form
    if form is None:
        form = _reconstructed_form(found)
        remarks.append(_("it does not say any more whose it is; its questions are those of its fields"))
    kinds = {field.name: field.kind for field in form.fields}
    texts = dict(bounded((name, field.text) for name, field in found if field.kind != "tick"))
    unknown = texts.keys() - kinds.keys()
    lost = len(kinds.keys() - {name for name, _field in found})
    if lost:
        remarks.append(_("{lost} of its {kinds} fields are gone", lost=lost, kinds=len(kinds)))
    remarks += [_("page {page} has handwriting or a picture; look at the file", page=page) for page in drawn]
    return FilledKit(
        form,
        {name: text for name, text in texts.items() if kinds.get(name) == "text"},
        frozenset(name for name, field in found if kinds.get(name) == "tick" and field.is_on),
        (*((_placed(field, name), texts[name]) for name, field in found if name in unknown), *others),
        tuple(remarks),
    )


def _placed(field: PdfField, name: str) -> str:
    return f"{name} ({min(field.pages)})" if field.pages else name


def _reconstructed_form(found: Sequence[tuple[str, PdfField]]) -> Form:
    """Return a form reconstructed from the fields' names, types and tooltips."""
    fields = (
        Field(name, "tick" if field.kind == "tick" else "text", "", "", field.tooltip[:LONGEST_TEXT], "")
        for name, field in found
    )
    return Form(Owner("", "", ""), "", tuple(fields))
