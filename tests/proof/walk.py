"""Walk a PDF as a screen reader does, in the order of its tags: `python -m tests.proof.walk KIT.pdf`.

What is found is said a line each, with its role: headings with their level, items of lists, cells with the
header of their column, links with where they lead, form fields by their names, figures by their words.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from interview_kit.tools.lint_theme.pdf_text import marked_text

_BLOCKS = {"P": "paragraph", "LI": "item", "TH": "header", "TD": "cell"}
_NUMBER = re.compile(r"\s*[0-9]+$")
_HEADING = re.compile(r"H([1-6])")


@dataclass(slots=True)
class Said:
    """One thing that is said: its role, its words, and the headers, links and fields that belong to it.

    A `link` is its words and where it leads; a `field` its kind and name. `label` is the number of an item.
    """

    role: str
    words: str = ""
    label: str = ""
    headers: tuple[str, ...] = ()
    links: list[tuple[str, str]] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield what is said, what belongs to it beneath it."""
        head = " · ".join(part for part in (self.role, self.label, *self.headers) if part)
        yield f"{head}: {' '.join(self.words.split())}"
        yield from (f"    link: {' '.join(words.split())} → {target}" for words, target in self.links)
        yield from (f"    {kind}: {name}" for kind, name in self.fields)


def walk(pdf: bytes) -> list[Said]:
    """Return everything that is said, in reading order; running heads and other artefacts are not."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, pdfium.PdfDocument(pdf) as drawn:
        texts = [marked_text(page) for page in drawn]
        pages = {page.obj.objgen: text for page, text in zip(opened.pages, texts, strict=True)}
        reader = _Reader(pages)
        return list(reader.blocks(opened.Root.StructTreeRoot.K))


class _Reader:
    def __init__(self, pages: dict[tuple[int, int], dict[int, str]]) -> None:
        self.pages = pages
        self.headers: dict[str, tuple[str, bool]] = {}

    def blocks(self, found: Any) -> Iterator[Said]:
        """Yield what is said of an element and of those in it."""
        if isinstance(found, pikepdf.Array):
            for each in found:
                yield from self.blocks(each)
            return
        if not isinstance(found, pikepdf.Dictionary) or "/S" not in found:
            return
        kind = str(found.S)[1:]
        heading = _HEADING.fullmatch(kind)
        if kind == "Table":
            yield Said("table", str(_attribute(found, "Summary") or ""))
        if kind == "Figure":
            yield Said("figure", str(found.get("/Alt", "")))
        elif heading or kind in _BLOCKS or kind == "Form":
            said = Said(f"heading {heading[1]}" if heading else _BLOCKS.get(kind, "form"))
            self._fill(found, said, "")
            yield from self._placed(found, said)
        else:
            yield from self.blocks(found.get("/K"))

    def _placed(self, element: Any, said: Said) -> Iterator[Said]:
        """Yield what was found, a cell with its headers; a column's header is said with each of its cells.

        The header of a row needs none, but where it is a blank to fill in.
        """
        if said.role == "header":
            name = str(element.ID)
            self.headers[name] = " ".join(said.words.split()), _attribute(element, "Scope") == "/Row"
            if not self.headers[name][1]:
                return
            if not said.words:
                table, _, column = name.split("-")
                said.headers = (self.headers[f"{table}-0-{column}"][0],)
        else:
            named = [self.headers[str(each)] for each in _attribute(element, "Headers") or ()]
            said.headers = tuple(words for words, of_row in named if not of_row)
        yield said

    def _fill(self, element: Any, said: Said, within: str) -> None:
        """Add the words in an element, its links and its fields; what a tag says stands for what it holds."""
        if "/ActualText" in element:
            said.words = _joined(said.words, str(element.ActualText))
            return
        for kid in element.K if isinstance(element.get("/K"), pikepdf.Array) else [element.get("/K")]:
            if isinstance(kid, int):
                said.words = _joined(said.words, self.pages[element.Pg.objgen].get(kid, ""))
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                self._add(kid, said, within)
            elif isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
                self._note(kid.Obj, said)

    def _add(self, element: Any, said: Said, within: str) -> None:
        kind = str(element.S)[1:]
        if kind == "Lbl":
            label = Said("")
            self._fill(element, label, kind)
            said.label = label.words.strip()
        elif kind == "Link":
            link = Said("")
            self._fill(element, link, kind)
            said.links += [(link.words, link.label), *link.links]
            # The number of a page is on paper only, and no word of the kit.
            said.words = _joined(
                said.words, _NUMBER.sub("", link.words) if link.role == "page" else link.words
            )
        else:
            self._fill(element, said, kind)

    def _note(self, annotation: Any, said: Said) -> None:
        if annotation.Subtype == "/Link":
            said.label = str(annotation.get("/Contents", ""))
            said.role = "page" if "/Dest" in annotation else "link"
        else:
            kind = "box" if annotation.FT == "/Btn" else "text field"
            said.fields.append((kind, str(annotation.get("/TU", ""))))


def _joined(words: str, more: str) -> str:
    """Return words and those of the next piece; at the end of a line the space between them is not drawn."""
    apart = words[-1:].isalnum() or words[-1:] in "),.;:?!…»”"
    return (
        f"{words} {more}" if words and apart and (more[:1].isalnum() or more[:1] in "(«“") else words + more
    )


def _attribute(element: Any, name: str) -> Any:
    found = element.get("/A")
    for each in found if isinstance(found, pikepdf.Array) else [found]:
        if isinstance(each, pikepdf.Dictionary) and f"/{name}" in each:
            return each[f"/{name}"]
    return None


if __name__ == "__main__":
    for path in sys.argv[1:]:
        for said in walk(Path(path).read_bytes()):
            print(*said.lines(), sep="\n")
