"""Say the words of a page in Typst's language: headings, paragraphs, tables and rules, simply set."""

from __future__ import annotations

import json
from html.parser import HTMLParser

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
_ALONE = frozenset({*_HEADINGS, "p", "li", "div", "title", "table", "section", "main", "ul", "ol", "img"})
_UNSEEN = frozenset({"style", "title"})
SIZE = "12pt"

_STYLE = """#set document(title: {title})
#set page("us-letter", margin: 20mm, numbering: "1")
#set text(font: {font}, size: {size}, lang: {language})
"""


def typst_source(page: str, font: str) -> str:
    """Return the words of an HTML page as Typst source, on US letter."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    style = _STYLE.format(
        title=_text(reader.title), size=SIZE, font=_text(font), language=_text(reader.language[:2])
    )
    return style + "\n".join(reader.parts) + "\n"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.title = self.language = ""
        self._words: list[str] = []
        self._tag = ""
        self._columns = 0
        self._cells: list[str] | None = None
        self._header = 0
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        if tag in _UNSEEN:
            self._unseen = tag
        if self._cells is None and tag in _ALONE:
            self._end_block()
        match tag:
            case "html":
                self.language = given.get("lang") or "en"
            case "table":
                self._columns, self._header, self._cells = 0, 0, []
            case "th" | "td":
                self._words = []
                self._columns += given.get("scope") == "col"
            case "section" if "kit-starts-page" in classes and self.parts:
                self.parts.append("#pagebreak(weak: true)")
            case "div" if "kit-page-break" in classes:
                self.parts.append("#pagebreak(weak: true)")
            case "div" | "p" if "kit-ruled" in classes and self._cells is None:
                self.parts.append("#v(8mm, weak: true) #line(length: 100%, stroke: 0.25mm + gray)")
            case _:
                pass
        self._tag = tag if tag in _ALONE else self._tag

    def handle_data(self, data: str) -> None:
        if self._unseen == "title":
            self.title += data
        elif not self._unseen:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = ""
        elif self._cells is not None:
            self._end_cell(tag, self._cells)
        elif tag in _ALONE:
            self._end_block()

    def _end_cell(self, tag: str, cells: list[str]) -> None:
        if tag in ("th", "td"):
            cells.append(f"[#{_text(self._said())}]")
        elif tag == "thead":
            self._header = len(cells)
        elif tag == "table":
            header, body = ", ".join(cells[: self._header]), ", ".join(cells[self._header :])
            self.parts.append(f"#table(columns: {self._columns}, table.header({header}), {body})")
            self._cells = None

    def _end_block(self) -> None:
        said = self._said()
        if not said:
            return
        level = _HEADINGS.get(self._tag)
        content = f"[#{_text(said)}]"
        self.parts.append(f"#heading(level: {level}){content}" if level else f"#par{content}")

    def _said(self) -> str:
        words = " ".join("".join(self._words).split())
        self._words = []
        return words


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
