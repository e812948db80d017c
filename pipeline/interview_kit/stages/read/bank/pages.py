"""Convert a theme's Markdown pages to sections: one file per language, with the same blocks in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from interview_kit.model.bank import LONGEST_TEXT
from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.model.theme import Layer
from interview_kit.stages.read.bank.page_markdown import PageBlock, PageText
from interview_kit.stages.read.text_file import decoded
from interview_kit.support.errors import InvalidInput, Problem, refusal
from interview_kit.support.i18n import N_, _, _n
from interview_kit.support.positions import Data, Text

PAGES = "pages/"
_FOLDER = "bank/" + PAGES
_NAME = re.compile(rf"([a-z0-9][a-z0-9-]{{0,59}})\.({'|'.join(Language)})\.md")
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
    refused: set[str] = set()
    for path, data in sorted(layer.files.items()):
        file = str(layer.folder / path)
        if not path.startswith(_FOLDER) or not path.endswith(".md"):
            continue
        if named := _NAME.fullmatch(path.removeprefix(_FOLDER)):
            try:
                text = decoded(data, file)
                if len(text) > LONGEST_TEXT:
                    message = _("this page is too long: the most is {most:,} characters", most=LONGEST_TEXT)
                    raise refusal(file, message)
                texts.setdefault(named[1], {})[Language(named[2])] = PageText(text, file)
            except InvalidInput as error:
                problems.extend(error.problems)
                refused.add(named[1])
        elif PurePosixPath(path).stem.lower() != "readme":
            names = _(" or ").join(f"{_('NAME')}.{language}.md" for language in Language)
            message = _("a page is called {names}: small letters, digits, hyphens", names=names)
            problems.append(Problem(file, None, None, "", message))
    pages = []
    for name, by_language in texts.items():
        if name not in refused:
            wrong = list(_unlike(by_language, languages))
            problems.extend(wrong)
            pages += [] if wrong else [_page(name, by_language)]
    return pages, problems


def _unlike(texts: dict[Language, PageText], languages: tuple[Language, ...]) -> Iterator[Problem]:
    """Yield a problem where a page lacks a language, or its languages differ in their blocks."""
    missing = [language for language in languages if language not in texts]
    first, *others = [texts[language] for language in Language if language in texts]
    if missing:
        path = PurePosixPath(first.file.replace("\\", "/"))
        message = _(
            "this page is not written in every language; write {name} too, or, if your agency does not work "
            "in that language, languages: [{only}]",
            name=f"{path.name.partition('.')[0]}.{missing[0]}.md",
            only=", ".join(texts),
        )
        yield Problem(first.file, None, None, "", message)
        return
    for other in others:
        yield from _unlike_blocks(first, other)


def _unlike_blocks(first: PageText, other: PageText) -> Iterator[Problem]:
    for one, other_one in zip(first.blocks, other.blocks, strict=False):
        if _shape(one) != _shape(other_one):
            message = _(
                "here is {here}, and in {file} (line {line}) {there}; make the two alike",
                here=_described(other_one),
                file=PurePosixPath(first.file.replace("\\", "/")).name,
                line=one.at.line,
                there=_described(one),
            )
            yield other_one.at.problem("", message)
            return
    longer, shorter = sorted((first, other), key=lambda text: -len(text.blocks))
    for extra in longer.blocks[len(shorter.blocks) :][:1]:
        message = _("here is {extra}, and the other language has nothing more", extra=_described(extra))
        yield extra.at.problem("", message)


def _shape(block: PageBlock) -> object:
    # A table's rows may have fewer cells than columns: the others are empty, to write in.
    return block.kind, block.level, list(map(len, block.texts))


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
    title = _words({language: text.title for language, text in texts.items()})
    at = title.at
    items: list[Data] = []
    summary = title
    for number, blocks in enumerate(zip(*(text.blocks for text in texts.values()), strict=True), 1):
        item = _item(f"{name}.{number}", dict(zip(texts, blocks, strict=True)), summary)
        items.append(item)
        if item["kind"] == "heading":
            summary = item["text"]
    page = Data(at).put("id", name, at).put("title", title, at)
    return page.put("items", tuple(items), at)


def _item(name: str, blocks: dict[Language, PageBlock], summary: Data) -> Data:
    """Return the item with the words of a block in each language; `summary` is that of a table."""
    first = next(blocks[language] for language in Language if language in blocks)
    at = first.at
    item = Data(at).put("kind", first.kind, at).put("id", name, at)
    rows = []
    for number in range(len(first.texts)):
        cells = zip(*(block.texts[number] for block in blocks.values()), strict=True)
        rows.append(tuple(_words(dict(zip(blocks, words, strict=True))) for words in cells))
    match first.kind:
        case "ticks":
            entries = (
                Data(text.at).put("id", f"{name}.{number}", text.at).put("text", text, text.at)
                for number, (text,) in enumerate(rows, 1)
            )
            return item.put("entries", tuple(entries), at)
        case "table":
            columns, *others = rows
            item.put("summary", summary, at).put("columns", columns, at)
            return item.put("widths", _widths(columns, others), at).put("cells", tuple(others), at)
        case "heading":
            item.put("level", first.level, at)
    return item.put("text", rows[0][0], at)


def _words(said: dict[Language, Text]) -> Data:
    """Return a text of the given languages; the first is used for a source language that is not printed."""
    in_order = [(language.value, said[language]) for language in Language if language in said]
    text = Data(in_order[0][1].at)
    for key, words in ((SOURCE_LANGUAGE.value, in_order[0][1]), *in_order):
        text.put(key, words, words.at)
    return text


def _widths(columns: tuple[Data, ...], rows: list[tuple[Data, ...]]) -> tuple[float, ...]:
    """Return the columns' fractions of the line width, by longest text; more for columns to write in."""
    wanted = []
    for number, title in enumerate(columns):
        cells = [row[number] for row in rows if number < len(row)]
        longest = max(len(words) for cell in (title, *cells) for words in cell.values())
        wanted.append(min(max(longest, 10 if len(cells) == len(rows) else 20), 40))
    shares = [round(one / sum(wanted), 3) for one in wanted[1:]]
    return (round(1 - sum(shares), 3), *shares)
