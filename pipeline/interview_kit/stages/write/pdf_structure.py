"""Complete the structure tree of a finished PDF: add table summaries, header scopes and link names.

PDF/UA-1 is met without this. It serves screen readers: what a table is about, whether a header belongs to a
column or a row, and one named link where WeasyPrint writes several nested ones (PDF 32000-1, 14.8.5.7 and
14.8.4.4.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def complete_structure_tree(document: Any, pdf: Any) -> None:
    """Change the finished PDF in place; WeasyPrint calls it as a finisher."""
    by_reference = {each.reference: each for each in pdf.objects}
    for page in document.pages:
        summary = ""
        for box in page._page_box.descendants():
            if box.element is None:
                continue
            said = box.element.get("aria-label") or box.element.get("title") or ""
            if box.element_tag == "table":
                summary = said
            elif box.element_tag == "th" and getattr(box, "mark", None) is not None:
                _set_header_scope(box, summary, by_reference)
            elif box.element_tag == "a" and said and box.link_annotation:
                box.link_annotation["Contents"] = _text(said)
    elements = (each for each in by_reference.values() if _kind(each) == "/Link")
    for link in list(elements):
        for element in _below(link, by_reference):
            _unlink(element, pdf, by_reference)


def _set_header_scope(box: Any, summary: str, by_reference: dict[bytes, Any]) -> None:
    import pydyf

    element = box.mark
    element["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
    while summary and _kind(element) != "/Table":
        element = by_reference[element["P"]]
    if summary and "A" not in element:
        element["A"] = pydyf.Dictionary({"O": "/Table", "Summary": _text(summary)})


def _unlink(element: Any, pdf: Any, by_reference: dict[bytes, Any]) -> None:
    """Turn a link element nested in a link into a span, without annotations: WeasyPrint tags each box."""
    if _kind(element) == "/Link":
        element["S"] = "/Span"
    for reference in [kid for kid in element["K"] if _type(by_reference.get(kid)) == "/OBJR"]:
        place = by_reference[reference]
        annotation = by_reference[place["Obj"]]
        element["K"].remove(reference)
        page = by_reference[place["Pg"]]
        page["Annots"].remove(annotation.reference)
        numbers = by_reference[by_reference[pdf.catalog["StructTreeRoot"]]["ParentTree"]]["Nums"]
        at = numbers.index(annotation["StructParent"])
        # Nothing refers to the two dictionaries any more; pydyf would miscount objects if they were freed.
        del numbers[at : at + 2]


def _below(element: Any, by_reference: dict[bytes, Any]) -> Iterator[Any]:
    for kid in element["K"]:
        inner = by_reference.get(kid)
        if _type(inner) == "/StructElem":
            yield inner
            yield from _below(inner, by_reference)


def _kind(found: Any) -> Any:
    return found.get("S") if _type(found) == "/StructElem" else None


def _type(found: Any) -> Any:
    return found.get("Type") if isinstance(found, dict) else None


def _text(words: str) -> Any:
    import pydyf

    return pydyf.String(words)
