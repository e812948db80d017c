"""What a web page is made of: headings without gaps, scopes, even rows, a name for whatever has no words."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from interview_kit.model.enums import Language
from interview_kit.stages.read.theme import theme_names
from interview_kit.stages.write.html import render_page
from interview_kit.tools.lint_theme.pdf_text import literal
from tests.kits import PEOPLE, kit, looks
from tests.proof.test_walk import headings

CASES = [(name, language, "base") for name in PEOPLE for language in Language] + [
    ("leila", language, theme) for theme in theme_names() if theme != "base" for language in Language
]


class Structure(HTMLParser):
    """What a page has: its headings, the lengths of its tables' rows, and what is missing."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[tuple[int, str]] = []
        self.rows: list[list[int]] = []
        self.missing: list[str] = []
        self._heading = 0
        self._link: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").strip() for name, value in attrs}
        if tag[0] == "h" and tag[1:].isdigit():
            self._heading = int(tag[1:])
            self.headings.append((self._heading, ""))
        elif tag == "table":
            self.rows.append([])
            self._want(tag, given, "aria-label")
        elif tag == "tr":
            self.rows[-1].append(0)
        elif tag in ("th", "td"):
            self.rows[-1][-1] += 1
            if tag == "th":
                self._want(tag, given, "scope")
        elif tag in ("input", "textarea"):
            self._want(tag, given, "aria-label")
        elif tag == "img":
            self._want(tag, given, "alt")
        elif tag == "html":
            self._want(tag, given, "lang")
        elif tag == "a":
            self._link = [given.get("aria-label", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag[0] == "h" and tag[1:].isdigit():
            self._heading = 0
        elif tag == "a" and self._link is not None:
            if not "".join(self._link).strip():
                self.missing.append("a without words")
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._heading:
            level, words = self.headings[-1]
            self.headings[-1] = level, words + data
        if self._link is not None:
            self._link.append(data)

    def _want(self, tag: str, given: dict[str, str], name: str) -> None:
        if not given.get(name):
            self.missing.append(f"{tag} without {name}")


def faults(page: str) -> Iterator[str]:
    found = Structure()
    found.feed(page)
    found.close()
    yield from found.missing
    yield from (f"rows of {row} cells" for row in found.rows if len(set(row)) != 1)
    levels = [0, *(level for level, _ in found.headings)]
    yield from (f"h{below} under h{above}" for above, below in pairwise(levels) if below > above + 1)


@pytest.mark.parametrize(("name", "language", "theme"), CASES)
def test_a_page_has_the_structure_of_its_document(name: str, language: Language, theme: str) -> None:
    document = kit(name, language, theme)
    page = render_page(document, looks(theme, fillable=True), None)
    assert list(faults(page)) == []
    found = Structure()
    found.feed(page)
    told = [(level, literal(words)) for level, words in headings(document)]
    assert [(level, literal(words)) for level, words in found.headings] == told


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<h2", "<h3", "h3 under h1"),
        (' scope="col"', "", "th without scope"),
        ("<td>", "<td></td><td>", "rows of"),
        (' alt="', ' x="', "img without alt"),
        (' aria-label="', ' x="', "textarea without aria-label"),
        (">guichetemplois.gc.ca</a>", "></a>", "a without words"),
        (' lang="', ' x="', "html without lang"),
    ],
)
def test_a_planted_fault_is_seen(old: str, new: str, fault: str) -> None:
    page = render_page(kit("leila", Language("fr"), "confluence"), looks("confluence", fillable=True), None)
    assert old in page
    assert any(each.startswith(fault) for each in faults(page.replace(old, new)))
