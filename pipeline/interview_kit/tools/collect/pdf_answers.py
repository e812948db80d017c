"""Read the answers of a filled-in PDF form, saved by any viewer."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache

import pikepdf

from interview_kit.model.document import Owner
from interview_kit.model.form import (
    LONGEST_TEXT,
    PDF_MARK,
    PDF_RECORD,
    Field,
    Form,
    NoForm,
    read_record,
    without_controls,
)
from interview_kit.support.i18n import N_, _
from interview_kit.tools.collect.answers import LOCKED, MOST_FIELDS, FilledKit, NotCollected, bounded, cleaned

_DEEPEST = 16
_LARGEST_STREAM = 16 * 1024 * 1024
_NOTES = ("/FreeText", "/Text")
_DAMAGED = N_("this PDF is damaged; ask for it again")
_FLATTENED = N_(
    "there are no fields to read in it: it was printed to a file, or it is the kit for "
    "paper; ask for the file that was saved after filling it in"
)


def read_pdf(data: bytes) -> FilledKit:
    """Return the answers in a filled-in PDF. Raises NotCollected."""
    _set_limits()
    try:
        with pikepdf.open(io.BytesIO(data)) as opened:
            return _read(opened)
    except pikepdf.PasswordError as error:
        raise NotCollected(_(LOCKED)) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, LookupError) as error:
        raise NotCollected(_(_DAMAGED)) from error
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


def _read(opened: pikepdf.Pdf) -> FilledKit:
    found = dict(_fields(opened))
    record = found.pop(PDF_RECORD, None)
    if not found:
        raise NotCollected(_(_FLATTENED))
    if record is None and f"/{PDF_MARK}" not in opened.docinfo:
        raise NotCollected(_("this is not a kit of this program"))
    remarks = []
    try:
        form = read_record(_text(record.get("/V")) if record is not None else "")
    except NoForm:
        form = _reconstructed_form(found)
        remarks.append(_("it does not say any more whose it is; its questions are those of its fields"))
    kinds = {field.name: field.kind for field in form.fields}
    texts = dict(
        bounded((name, _text(field.get("/V"))) for name, field in found.items() if _kind(field) == "text")
    )
    ticks = frozenset(name for name, field in found.items() if _kind(field) == "tick" and _is_on(field))
    lost = [name for name in kinds if name not in found]
    if lost:
        remarks.append(_("{lost} of its {kinds} fields are gone", lost=len(lost), kinds=len(kinds)))
    return FilledKit(
        form,
        {name: text for name, text in texts.items() if name in kinds},
        frozenset(name for name in ticks if name in kinds),
        (
            *((name, text) for name, text in texts.items() if name not in kinds),
            *bounded(_annotations(opened)),
        ),
        tuple(remarks),
    )


def _fields(opened: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Yield each terminal form field by its fully qualified name, each object once (ISO 32000-1, 12.7.3).

    Raises NotCollected where there are too many.
    """
    form = opened.Root.get("/AcroForm")
    listed = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    waiting = [(field, "", 0) for field in listed or ()]
    seen: set[tuple[int, int]] = set()
    count = 0
    while waiting:
        field, above, depth = waiting.pop()
        count += 1
        if not isinstance(field, pikepdf.Dictionary) or field.objgen in seen:
            continue
        if field.is_indirect:
            seen.add(field.objgen)
        if count > MOST_FIELDS or depth > _DEEPEST:
            raise NotCollected(_("it has more than {most} fields", most=MOST_FIELDS))
        own = without_controls(str(field.get("/T", "")))
        name = ".".join(part for part in (above, own) if part)
        if len(name) > LONGEST_TEXT:
            raise NotCollected(_(_DAMAGED))
        children = [kid for kid in field.get("/Kids", ()) if "/T" in kid]
        if children:
            waiting.extend((kid, name, depth + 1) for kid in children)
        elif name:
            yield name, field


def _kind(field: pikepdf.Object) -> str:
    return {"/Tx": "text", "/Btn": "tick"}.get(str(field.get("/FT", "")), "")


def _is_on(field: pikepdf.Object) -> bool:
    state = field.get("/V", field.get("/AS"))
    return state is not None and str(state) not in ("/Off", "Off", "")


def _text(value: pikepdf.Object | None) -> str:
    """Return the text of a field value, a string or (for a long text) a stream; "" for other values."""
    if isinstance(value, pikepdf.Stream):
        value = pikepdf.String(value.read_bytes())
    if not isinstance(value, pikepdf.String):
        return ""
    try:
        return cleaned(str(value))
    except UnicodeDecodeError:
        return cleaned(bytes(value).decode("utf-16", "replace"))


def _annotations(opened: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """Yield the page number and text of each note or free-text annotation, "" for one without text."""
    for number, page in enumerate(opened.pages, 1):
        for annotation in page.get("/Annots", ()):
            if str(annotation.get("/Subtype", "")) in _NOTES:
                yield str(number), _text(annotation.get("/Contents"))


def _reconstructed_form(found: dict[str, pikepdf.Object]) -> Form:
    """Return a form reconstructed from the fields' names, types and tooltips."""
    fields = (
        Field(
            name,
            "tick" if _kind(field) == "tick" else "text",
            "",
            "",
            _text(field.get("/TU"))[:LONGEST_TEXT],
            "",
        )
        for name, field in found.items()
    )
    return Form(Owner("", "", ""), "", tuple(fields))
