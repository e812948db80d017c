"""Parse one Markdown page of a theme: title, headings, paragraphs, lists, tick boxes and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from interview_kit.model.document import LINK_SCHEMES
from interview_kit.stages.read.text_rules import TextRefused, clean
from interview_kit.support.errors import InvalidInput, Origin, Problem, refusal
from interview_kit.support.i18n import N_, _
from interview_kit.support.positions import Text

MOST_COLUMNS = 6

_EXPRESSION = re.compile(r"\{\{.*?\}\}")
# Delimiters of the placeholders for expressions, which are not Markdown; no page may have them itself.
_OPEN, _CLOSE = "\ue000", "\ue001"
_STAND_IN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
# A link left as text, since the Markdown parser refuses its address as unsafe.
_LEFT_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")
_ENTITY = re.compile(r"&(?:#\w+|[A-Za-z]\w*);")
_BOX = re.compile(r"\[([ xX])\]\s+")
_NO_TITLE = N_("a page begins with its title, on a line such as # Our services")
_A_LINK = N_(
    "a link is written [words](address), and the address begins with http://, https://, mailto: or tel:"
)
# Markdown that is refused: the message, and a pattern that finds it in the lines of its block.
_REFUSED = {
    "image": (N_("a page holds no pictures; the logo belongs to the looks of the theme"), r"!\["),
    "html_inline": (N_("HTML is not read here; write it in Markdown"), r"<[A-Za-z/!?]"),
    "html_block": (N_("HTML is not read here; write it in Markdown"), r"<"),
    "code_inline": (
        N_("text between ` signs is not possible here; write it in **bold** or *italics*"),
        "`",
    ),
    "fence": (N_("text between ``` signs is not possible here"), r"```|~~~"),
    "code_block": (N_("this line begins with four spaces or more; take them out"), r"\S"),
    "hr": (N_("a line across the page is not possible; use a heading"), r"\S"),
    "blockquote": (N_("a quotation with > is not possible here; write a paragraph"), ">"),
    "list": (N_("a list inside a list is not possible here"), r"\S"),
    "entry": (N_("an entry of a list is one paragraph here"), r"\S"),
    "autolink": (_A_LINK, r"<\w+[:@]"),
    "address": (_A_LINK, r"\]\("),
}


class PageBlock(NamedTuple):
    """A block of a page: its kind, its texts row by row, its position; `level` is that of a heading.

    The texts of a table and of tick boxes have the positions of their rows.
    """

    kind: str
    texts: tuple[tuple[Text, ...], ...]
    at: Origin
    level: int = 0


class PageText:
    """A page in one language: its title and its blocks. Raises InvalidInput for Markdown that is refused."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.title = Text("", Origin(file, 1, 1))
        self.blocks: list[PageBlock] = []
        self._problems: dict[Problem, None] = {}
        self._lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").split("\n")
        self._expressions: list[str] = []
        if _OPEN in text or _CLOSE in text:
            raise refusal(file, _("a page may not hold the private characters U+E000 and U+E001"), 1, 1)
        source = "\n".join(_EXPRESSION.sub(self._stand_in, line) for line in self._lines)
        env: dict[str, object] = {}
        for block in SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(source, env)).children:
            self._read(block)
        if env.get("references"):
            self._find(r"^\s*\[[^\]]+\]:", 0, len(self._lines), _(_A_LINK))
        if not self.title and not self._problems:
            self._refuse(0, _(_NO_TITLE))
        if self._problems:
            raise InvalidInput(tuple(self._problems))

    def _read(self, block: SyntaxTreeNode) -> None:
        start, end = block.map or (0, 1)
        inline = [node for node in block.walk() if node.type == "inline"]
        boxes = [_BOX.match(node.content) for node in inline]
        if not self._possible(block, start, end):
            return
        match block.type:
            case "heading":
                self._heading(int(block.tag[1]), self._whole(inline[0].content), start)
            case "table":
                self._table(block, start, end)
            case "bullet_list" if any(boxes):
                lines = [(node.map or (start, start))[0] for node in inline]
                for line, box in zip(lines, boxes, strict=True):
                    if box is None or box[1] != " ":
                        message = _("in a list of boxes, each entry begins with an empty one: - [ ]")
                        self._refuse(line, message)
                texts = [(self._whole(_BOX.sub("", node.content, count=1)),) for node in inline]
                self._add("ticks", texts, lines)
            case _:
                self._run_on("\n".join(self._lines[start:end]).rstrip(), start)

    def _heading(self, level: int, words: str, start: int) -> None:
        if level == 1 and not self.title and not self.blocks:
            self.title = Text(words, self.title.at)
        elif level == 1:
            self._refuse(start, _("a page has one title, at its beginning; write ## for a heading"))
        elif level > 3:
            self._refuse(start, _("headings are written ## or ###"))
        else:
            self._add("heading", ((words,),), [start], level)

    def _table(self, block: SyntaxTreeNode, start: int, end: int) -> None:
        rows: list[tuple[str, ...]] = []
        lines = [start, *range(start + 2, end)]  # without the line of dashes
        for row in (node for node in block.walk() if node.type == "tr"):
            cells = [self._whole(cell.children[0].content) for cell in row.children]
            while cells and not cells[-1]:
                cells.pop()
            if not all(cells):
                line = (row.map or (start, end))[0]
                message = _("an empty cell is room to write, and stands at the end of its row")
                self._refuse(line, message)
            rows.append(tuple(cells))
        for number in lines:
            row_text = _EXPRESSION.sub("", self._lines[number]).strip().removeprefix("|").removesuffix("|")
            if len(re.split(r"(?<!\\)\|", row_text)) > len(rows[0]):
                message = _("this row has more cells than the {rows} columns", rows=len(rows[0]))
                self._refuse(number, message)
        if not 2 <= len(rows[0]) <= MOST_COLUMNS:
            message = _("a table has from 2 to {most} columns, each with a title", most=MOST_COLUMNS)
            self._refuse(start, message)
        self._add("table", rows, lines)

    def _run_on(self, words: str, start: int) -> None:
        """Append paragraphs and lists to the text block before them, or begin one."""
        if self.blocks and self.blocks[-1].kind == "text":
            ((before,),) = self.blocks[-1].texts
            joined = Text(f"{before}\n\n{words}", before.at)
            self.blocks[-1] = self.blocks[-1]._replace(texts=((joined,),))
        else:
            self._add("text", ((words,),), [start])

    def _add(self, kind: str, texts: Iterable[tuple[str, ...]], lines: Sequence[int], level: int = 0) -> None:
        """Add a block whose rows of texts begin on these lines."""
        start = lines[0]
        if not self.title:
            self._refuse(start, _(_NO_TITLE))
            self.title = Text("-", self.title.at)
        column = len(self._lines[start]) - len(self._lines[start].lstrip()) + 1
        places = [Origin(self.file, line + 1, column) for line in lines]
        try:
            rows = [
                tuple(Text(clean(text, one_line=False), at) for text in row)
                for at, row in zip(places, texts, strict=False)
            ]
            self.blocks.append(PageBlock(kind, tuple(rows), places[0], level))
        except TextRefused as error:
            self._refuse(start, str(error))

    def _possible(self, block: SyntaxTreeNode, start: int, end: int) -> bool:
        """Return whether a block has no refused Markdown; record problems where it has."""
        before = len(self._problems)
        for kind, at in _refused_in(block):
            message, pattern = _REFUSED[kind]
            first, last = at or (start, end)
            self._find(pattern, first, last, _(message))
        for number in range(start, end):
            if found := _ENTITY.search(self._lines[number]):
                message = _("write the character itself, not {found}", found=found.group())
                self._refuse(number, message, found.start())
        return len(self._problems) == before

    def _find(self, pattern: str, start: int, end: int, message: str) -> None:
        found = ((number, re.search(pattern, self._lines[number])) for number in range(start, end))
        number, place = next(((number, one.start()) for number, one in found if one), (start, 0))
        self._refuse(number, message, place)

    def _refuse(self, number: int, message: str, place: int = 0) -> None:
        self._problems[Problem(self.file, number + 1, place + 1, "", message)] = None

    def _stand_in(self, found: re.Match[str]) -> str:
        self._expressions.append(found.group())
        return f"{_OPEN}{len(self._expressions) - 1}{_CLOSE}"

    def _whole(self, words: str) -> str:
        """Return a text on one line, with the expressions in place of their placeholders."""
        whole = _STAND_IN.sub(lambda found: self._expressions[int(found[1])], words)
        return " ".join(whole.split("\n")).strip()


def _refused_in(block: SyntaxTreeNode) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """Yield the key in `_REFUSED` of each node that is refused, and the lines of the nearest block."""
    paragraphs, at = 0, block.map
    for node in block.walk():
        at = node.map or at
        match node.type:
            case "bullet_list" | "ordered_list" if node.level:
                yield "list", at
            case "list_item":
                paragraphs = 0
            case "paragraph" if node.level:
                paragraphs += 1
                if paragraphs > 1:
                    yield "entry", at
            case "heading" if node.level:
                yield "entry", at
            case "link" if node.markup == "autolink":
                yield "autolink", at
            case "link" if not str(node.attrs.get("href", "")).startswith(LINK_SCHEMES):
                yield "address", at
            case "text" if _LEFT_LINK.search(node.content):
                yield "address", at
            case kind if kind in _REFUSED:
                yield kind, at
