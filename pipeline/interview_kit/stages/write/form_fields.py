"""Create the form fields of a fillable PDF from the checkboxes that WeasyPrint placed for them.

WeasyPrint embeds a whole font for a text field, in an encoding that not every viewer can type in. So each
field is laid out as a checkbox, which needs no font, and converted here, with one font subset for all fields
(PDF 32000-1, 12.7). Viewers draw letters that the subset lacks with a font of their own.
"""

from __future__ import annotations

import re
from typing import Any

from interview_kit.model.document import Document
from interview_kit.model.form import PDF_MARK, PDF_RECORD, Form, form_of, form_record
from interview_kit.model.theme import Theme
from interview_kit.stages.write.form_font import FONT, add_font

_TEXT_FIELD = re.compile(r'<textarea( [^>]*)></textarea>|<input type="text"( [^>]*)>')
_READ_ONLY, _MULTILINE = 1 << 0, 1 << 12
_HIDDEN = 1 << 1
_CHECK = "4"  # the check mark in ZapfDingbats, which every viewer has
_AUTOMATIC = 0  # at most 12 points, smaller where the text would not fit, so that all of it is printed


def with_boxes(page: str) -> str:
    """Return an HTML page with each text field replaced by a checkbox."""
    return _TEXT_FIELD.sub(lambda found: f'<input type="checkbox"{found[1] or found[2]}>', page)


class FormFields:
    """A WeasyPrint finisher that converts checkboxes into form fields and adds the form record."""

    def __init__(self, document: Document, theme: Theme) -> None:
        """Note which fields are ticked; without an owner, all become text fields, without a record."""
        self._form = form_of(document)
        self._theme = theme
        fields = self._form.fields if self._form else ()
        self._ticked = {field.name for field in fields if field.kind == "tick"}

    def __call__(self, document: Any, pdf: Any) -> None:
        """Change the PDF in place; WeasyPrint calls this before it writes the file."""
        by_reference = {each.reference: each for each in pdf.objects}
        dictionaries = (each for each in pdf.objects if isinstance(each, dict))
        widgets = [each for each in dictionaries if each.get("Subtype") == "/Widget"]
        if not widgets:
            return
        marks: dict[tuple[str, ...], tuple[bytes, bytes]] = {}
        for widget in widgets:
            widget["Rect"] = _upright(widget["Rect"])
            mark = by_reference[widget["AP"]["N"]["on"]]
            if widget["T"].string in self._ticked:
                _make_tick(widget, mark, marks, pdf)
            else:
                self._make_text(widget, mark, several_lines=not widget["T"].string.startswith("blank/"))
        self._make_form(widgets, pdf)

    def _make_text(self, widget: Any, mark: Any, *, several_lines: bool) -> None:
        import pydyf

        mark.free = "f"
        for name in ("AP", "AS", "V", "MK", "Border"):
            del widget[name]
        widget["FT"] = "/Tx"
        widget["DA"] = pydyf.String(self._looks())
        if several_lines:
            widget["Ff"] = _MULTILINE

    def _looks(self) -> str:
        size = self._theme.tokens.text_size if self._theme.variant.is_roomy else _AUTOMATIC
        ink = (int(self._theme.tokens.ink[at : at + 2], 16) / 255 for at in (1, 3, 5))
        return f"/{FONT} {size:g} Tf {' '.join(f'{part:.3g}' for part in ink)} rg"

    def _make_form(self, widgets: list[Any], pdf: Any) -> None:
        import pydyf

        boxes = pydyf.Dictionary({"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/ZapfDingbats"})
        fonts = pydyf.Dictionary({FONT: add_font(pdf, self._theme.tokens.font), "ZaDb": boxes})
        references = [widget.reference for widget in widgets]
        if self._form is not None:
            references.append(_add_record(self._form, pdf))
            pdf.info[PDF_MARK] = pydyf.String(self._form.owner.key)
        pdf.catalog["AcroForm"] = pydyf.Dictionary(
            {
                "Fields": pydyf.Array(references),
                "DR": pydyf.Dictionary({"Font": fonts}),
                "DA": pydyf.String(self._looks()),
                "NeedAppearances": "true",
            }
        )


def _make_tick(widget: Any, mark: Any, marks: dict[tuple[str, ...], tuple[bytes, bytes]], pdf: Any) -> None:
    """Give a checkbox its appearances on and off; boxes of equal size share them."""
    import pydyf

    size = tuple(f"{length:.2f}" for length in mark.extra["BBox"][2:])
    if size in marks:
        mark.free = "f"
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
