"""Create the form fields of a fillable PDF from the checkboxes that WeasyPrint placed for them.

WeasyPrint embeds a whole font for a text field, in an encoding that not every viewer can type in. So each
field is laid out as a checkbox, which needs no font, and converted here, with one font subset for all fields
(PDF 32000-1, 12.7). Viewers draw letters that the subset lacks with a font of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from interview_kit.model.document import Document
from interview_kit.model.form import PDF_MARK, PDF_RECORD, Form, form_of, form_record
from interview_kit.model.theme import Theme
from interview_kit.stages.write.form_font import FONT, add_font
from interview_kit.stages.write.pdf_actual_text import Finisher

_TEXT_FIELD = re.compile(r'<textarea( [^>]*)></textarea>|<input type="text"( [^>]*)>')
_READ_ONLY, _MULTILINE = 1 << 0, 1 << 12
_HIDDEN = 1 << 1
_CHECK = "4"  # the check mark in ZapfDingbats, which every viewer has
_AUTOMATIC = 0  # at most 12 points, smaller where the text would not fit, so that all of it is printed


def with_boxes(page: str) -> str:
    """Return an HTML page with each text field replaced by a checkbox."""
    return _TEXT_FIELD.sub(lambda found: f'<input type="checkbox"{found[1] or found[2]}>', page)


def form_finisher(document: Document, theme: Theme) -> Finisher:
    """Return a WeasyPrint finisher that converts checkboxes into form fields and adds the form record.

    Without an owner, all become text fields, without a record.
    """
    form = form_of(document, shared=True)
    ticks = {field.name for field in form.fields if field.kind == "tick"} if form else set()

    def finish(_document: Any, pdf: Any) -> None:
        by_reference = {each.reference: each for each in pdf.objects}
        dictionaries = (each for each in pdf.objects if isinstance(each, dict))
        widgets = [each for each in dictionaries if each.get("Subtype") == "/Widget"]
        marks: dict[tuple[str, ...], tuple[bytes, bytes]] = {}
        for widget in widgets:
            widget["Rect"] = _upright(widget["Rect"])
            mark = by_reference[widget["AP"]["N"]["on"]]
            if widget["T"].string in ticks:
                _make_tick(widget, mark, marks, pdf)
            else:
                _make_text(widget, theme)
                _drop(mark, pdf)
        if widgets:
            _make_form(widgets, form, theme, pdf)

    return finish


def _drop(unused: Any, pdf: Any) -> None:
    """Put an empty object in the place of one, since pydyf writes a free one as in use at offset 0."""
    import pydyf

    empty = pydyf.Dictionary()
    empty.number = unused.number
    pdf.objects[unused.number] = empty


def _make_text(widget: Any, theme: Theme) -> None:
    import pydyf

    for name in ("AP", "AS", "V", "MK", "Border"):
        del widget[name]
    widget["FT"] = "/Tx"
    widget["DA"] = pydyf.String(_looks(theme))
    if not widget["T"].string.startswith("blank/"):
        widget["Ff"] = _MULTILINE


def _looks(theme: Theme) -> str:
    size = theme.tokens.text_size if theme.variant.is_roomy else _AUTOMATIC
    ink = (int(theme.tokens.ink[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"/{FONT} {size:g} Tf {' '.join(f'{part:.3g}' for part in ink)} rg"


def _make_form(widgets: list[Any], form: Form | None, theme: Theme, pdf: Any) -> None:
    import pydyf

    boxes = pydyf.Dictionary({"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/ZapfDingbats"})
    fonts = pydyf.Dictionary({FONT: add_font(pdf, theme), "ZaDb": boxes})
    references = list(_field_references(widgets, pdf))
    if form is not None:
        references.append(_add_record(form, pdf))
        pdf.info[PDF_MARK] = pydyf.String(form.owner.key)
    pdf.catalog["AcroForm"] = pydyf.Dictionary(
        {
            "Fields": pydyf.Array(references),
            "DR": pydyf.Dictionary({"Font": fonts}),
            "DA": pydyf.String(_looks(theme)),
            "NeedAppearances": "true",
        }
    )


def _field_references(widgets: list[Any], pdf: Any) -> Iterator[bytes]:
    """Yield the reference of each field: a widget, or the parent of those that have one name."""
    import pydyf

    named: dict[str, list[Any]] = {}
    for widget in widgets:
        named.setdefault(widget["T"].string, []).append(widget)
    for own in named.values():
        if len(own) == 1:
            yield own[0].reference
            continue
        shared = {name: own[0][name] for name in ("FT", "T", "TU", "Ff", "DA") if name in own[0]}
        parent = pydyf.Dictionary({**shared, "Kids": pydyf.Array([widget.reference for widget in own])})
        pdf.add_object(parent)
        for widget in own:
            widget["Parent"] = parent.reference
            for name in ("FT", "T", "Ff"):
                widget.pop(name, None)
        yield parent.reference


def _make_tick(widget: Any, mark: Any, marks: dict[tuple[str, ...], tuple[bytes, bytes]], pdf: Any) -> None:
    """Give a checkbox its appearances on and off; boxes of equal size share them."""
    import pydyf

    size = tuple(f"{length:.2f}" for length in mark.extra["BBox"][2:])
    if size in marks:
        _drop(mark, pdf)
    else:
        nothing = pydyf.Stream([], {"Type": "/XObject", "Subtype": "/Form", "BBox": mark.extra["BBox"]})
        pdf.add_object(nothing)
        marks[size] = mark.reference, nothing.reference
    on, off = marks[size]
    widget["AP"] = pydyf.Dictionary({"N": pydyf.Dictionary({"on": on, "Off": off})})
    widget["AS"] = widget["V"] = "/Off"
    widget["MK"] = pydyf.Dictionary({"CA": pydyf.String(_CHECK)})
    widget["DA"] = pydyf.String("/ZaDb 0 Tf 0 g")


def _add_record(form: Form, pdf: Any) -> bytes:
    """Add the form record, owner and fields, as a hidden field; return its reference.

    A field, because viewers keep fields when they save the file, and may drop other objects.
    """
    import pydyf

    dictionaries = (each for each in pdf.objects if isinstance(each, dict))
    page: Any = next(each for each in dictionaries if each.get("Type") == "/Page")
    record = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Tx",
            "T": pydyf.String(PDF_RECORD),
            "V": pydyf.String(form_record(form)),
            "Ff": _READ_ONLY,
            "F": _HIDDEN,
            "Rect": pydyf.Array([0, 0, 0, 0]),
            "P": page.reference,
        }
    )
    pdf.add_object(record)
    page.setdefault("Annots", pydyf.Array()).append(record.reference)
    reference: bytes = record.reference
    return reference


def _upright(rectangle: Any) -> Any:
    import pydyf

    left, top, right, bottom = rectangle
    return pydyf.Array([min(left, right), min(top, bottom), max(left, right), max(top, bottom)])
