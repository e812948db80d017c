"""Convert a theme's Markdown pages to sections: one file per language, with the same blocks in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from interview_kit.model.bank import LONGEST_TEXT
from interview_kit.model.enums import Language
from interview_kit.model.theme import Layer
from interview_kit.stages.read.bank.page_markdown import PageBlock, PageText, read_page
from interview_kit.stages.read.text_file import decoded
from interview_kit.support.errors import InvalidInput, Origin, Problem
from interview_kit.support.i18n import N_, _, _n
from interview_kit.support.positions import Data

PAGES = "pages/"
_FOLDER = "bank/" + PAGES
_NAME = re.compile(r"([a-z0-9][a-z0-9-]{0,59})\.(en|fr)\.md")
_CALLED = {
    "heading": N_("a heading"),
    "text": N_("paragraphs or a list"),
    "ticks": N_("boxes to tick"),
    "table": N_("a table"),
}


def read_pages(layer: Layer, languages: tuple[Language, ...]) -> tuple[list[Data], list[Problem]]:
    """Return the valid pages of a theme as sections, and the problems of the others."""
    problems: list[Problem] = []
    texts: dict[str, dict[Language, PageText]] = {}
    unread: set[str] = set()
    for path, data in sorted(layer.files.items()):
        if path.startswith(_FOLDER) and path.endswith(".md"):
            file = str(layer.folder / path)
            named = _NAME.fullmatch(path.removeprefix(_FOLDER))
            if named is None:
                if PurePosixPath(path).stem.lower() != "readme":
                    message = _("a page is called NAME.en.md or NAME.fr.md: small letters, digits, hyphens")
                    problems.append(Problem(file, None, None, "", message))
                continue
            try:
                text = _text(data, file)
            except InvalidInput as error:
                problems.extend(error.problems)
                unread.add(named[1])
                continue
            texts.setdefault(named[1], {})[Language(named[2])] = read_page(text, file)
    pages = []
    for name, by_language in texts.items():
        wrong = [problem for text in by_language.values() for problem in text.problems]
        wrong = wrong or ([] if name in unread else list(_unlike(by_language, languages)))
        problems.extend(wrong)
        if not wrong and name not in unread:
            pages.append(_page(name, by_language))
    return pages, problems


def _text(data: bytes, file: str) -> str:
    text = decoded(data, file)
    if len(text) > LONGEST_TEXT:
        message = _("this page is too long: the most is {most:,} characters", most=LONGEST_TEXT)
        raise InvalidInput((Problem(file, None, None, "", message),))
    return text


def _unlike(texts: dict[Language, PageText], languages: tuple[Language, ...]) -> Iterator[Problem]:
    """Yield a problem where a page lacks a language, or its languages differ in their blocks."""
    missing = [language for language in languages if language not in texts]
    if missing:
        (text,) = texts.values()
        other = re.sub(r"\.(en|fr)\.md$", f".{missing[0].value}.md", text.file)
        only = next(iter(texts)).value
        name = PurePosixPath(other.replace("\\", "/")).name
        message = _(
            "this page is in one language only; write {name} too, or, if your agency works in one "
            "language only, languages: [{only}]",
            name=name,
            only=only,
        )
        yield Problem(text.file, None, None, "", message)
    if len(texts) == len(Language):
        english, french = texts[Language.ENGLISH], texts[Language.FRENCH]
        for one, other_one in zip(english.blocks, french.blocks, strict=False):
            if _shape(one) != _shape(other_one):
                here, there = _described(other_one), _described(one)
                message = _(
                    "here is {here}, and in English (line {line}) {there}; make the two alike",
                    here=here,
                    line=one.line,
                    there=there,
                )
                yield Problem(french.file, other_one.line, other_one.column, "", message)
                return
        if len(english.blocks) != len(french.blocks):
            longer, shorter = sorted((english, french), key=lambda text: -len(text.blocks))
            extra = longer.blocks[len(shorter.blocks)]
            message = _("here is {extra}, and the other language has nothing more", extra=_described(extra))
            yield Problem(longer.file, extra.line, extra.column, "", message)


def _shape(block: PageBlock) -> object:
    rows = tuple(len(row) for row in block.texts)
    # A table's rows may have fewer cells than columns: the others are empty, to write in.
    return block.kind, block.level, rows if block.kind in ("ticks", "table") else ()


def _described(block: PageBlock) -> str:
    match block.kind:
        case "heading":
            return _("a heading with {signs}", signs="#" * block.level)
        case "ticks":
            return _n("{n} boxes to tick", "{n} boxes to tick", len(block.texts))
        case "table":
            cells = sum(len(row) for row in block.texts)
            return _("a table of {rows} rows and {cells} filled cells", rows=len(block.texts), cells=cells)
        case kind:
            return _(_CALLED[kind])


def _page(name: str, texts: dict[Language, PageText]) -> Data:
    first = texts.get(Language.ENGLISH) or texts[Language.FRENCH]
    at = Origin(first.file, 1, 1)
    title = _words({language: (text.title, Origin(text.file, 1, 1)) for language, text in texts.items()})
    items: list[Data] = []
    summary = title
    for number, block in enumerate(first.blocks, 1):
        here = Origin(first.file, block.line, block.column)
        same = {text.file: (language, text.blocks[number - 1]) for language, text in texts.items()}
        item = Data(here).put("kind", block.kind, here).put("id", f"{name}.{number}", here)
        items.append(_filled(item, same, summary))
        if block.kind == "heading":
            summary = item["text"]
    page = Data(at).put("id", name, at).put("title", title, title.places["en"])
    return page.put("items", tuple(items), at)


def _filled(item: Data, blocks: dict[str, tuple[Language, PageBlock]], summary: Data) -> Data:
    """Return the item with the words of a block, which are given for each file with the file's language."""

    def words_at(row: int, cell: int) -> Data:
        return _words(
            {
                language: (
                    block.texts[row][cell],
                    Origin(file, block.rows[row] if block.rows else block.line, block.column),
                )
                for file, (language, block) in blocks.items()
            }
        )

    _ignored, first = next(iter(blocks.values()))
    match first.kind:
        case "ticks":
            texts = [words_at(row, 0) for row in range(len(first.texts))]
            entries = (
                Data(text.at).put("id", f"{item['id']}.{number}", text.at).put("text", text, text.at)
                for number, text in enumerate(texts, 1)
            )
            return item.put("entries", tuple(entries), item.at)
        case "table":
            columns, *rows = (
                tuple(words_at(row, cell) for cell in range(len(cells)))
                for row, cells in enumerate(first.texts)
            )
            item.put("summary", summary, item.at).put("columns", columns, item.at)
            item.put("widths", _widths(columns, rows), item.at)
            return item.put("cells", tuple(rows), item.at)
        case "heading":
            item.put("level", first.level, item.at)
    return item.put("text", words_at(0, 0), item.at)


def _words(said: dict[Language, tuple[str, Origin]]) -> Data:
    """Return a text of the given languages; French alone is used as English too, which is never printed."""
    first = said.get(Language.ENGLISH) or said[Language.FRENCH]
    text = Data(first[1]).put("en", *first)
    return text.put("fr", *said[Language.FRENCH]) if Language.FRENCH in said else text


def _widths(columns: tuple[Data, ...], rows: list[tuple[Data, ...]]) -> tuple[float, ...]:
    """Return the columns' fractions of the line width, by longest text; more for columns to write in."""
    wanted = []
    for number, title in enumerate(columns):
        cells = [row[number] for row in rows if number < len(row)]
        longest = max(len(words) for cell in (title, *cells) for words in cell.values())
        wanted.append(min(max(longest, 10 if len(cells) == len(rows) else 20), 40))
    shares = [round(one / sum(wanted), 3) for one in wanted[1:]]
    return (round(1 - sum(shares), 3), *shares)
