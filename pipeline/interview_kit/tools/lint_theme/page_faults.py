"""Find what is torn, empty or broken on the drawn pages of a kit, of the PDF or of what Word makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

import pypdfium2 as pdfium

from interview_kit.model import document as d
from interview_kit.support.i18n import _
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.lint_theme.pdf_text import literal, page_texts

_SCALE = 0.5  # points to pixels of the picture that is measured
_FOOT_MM, _INCH_MM = 16.5, 25.4
_OVER_FOOT = 9  # points, in which a shell may have a line over the words of the foot
_INK = 245  # lighter than this is paper
_LEAST, _FULL = 1 / 3, 0.9
_ENOUGH = 24  # letters by which the beginning of a block is known
_AT_SIGNS = re.compile(r"\S*(?:@|\d[-\u2011]\d|www\.|\.ca\b)\S*")


def page_faults(document: d.Document, pdf: bytes) -> list[str]:
    """Return a sentence for each fault, with its page; `document` is what the file was written from."""
    texts = page_texts(pdf)
    pages, filled = [bare(text) for text in texts], fills(document, pdf)
    return [
        *_sparse(document, pages, filled),
        *_parted(document, pages),
        *_split(document, pages, filled),
        *_stubs(document, pages),
        *_broken(document, texts),
        *_broken_words(document, texts),
    ]


def fills(document: d.Document, pdf: bytes) -> list[float]:
    """Return how far down each page ink goes over the foot, from 0 to 1.

    The foot is the lowest lines whose words are the running head, the agency's line and the page's number.
    """
    line = document.letterhead.footer if document.letterhead else ""
    said = bare(document.running_head + line + document.page_label)
    found = []
    with pdfium.PdfDocument(pdf) as opened:
        for number, page in enumerate(opened, 1):
            foot = max(
                _FOOT_MM / _INCH_MM * 72, _top_of_foot(page.get_textpage(), f"{said}{number}") + _OVER_FOOT
            )
            picture = page.render(scale=_SCALE, grayscale=True).to_pil()
            bottom = picture.height - round(foot * _SCALE)
            body = picture.crop((0, 0, picture.width, bottom)).point(lambda grey: 255 * (grey < _INK))
            box = body.getbbox()
            found.append(box[3] / bottom if box else 0.0)
    return found


def _top_of_foot(text: pdfium.PdfTextPage, said: str) -> float:
    """Return how high over the edge of the paper the lines of the foot begin, in points; 0 without a foot."""
    top = 0.0
    for place in sorted((text.get_rect(n) for n in range(text.count_rects())), key=itemgetter(1)):
        if bare(text.get_text_bounded(*place)) not in said:
            break
        top = max(top, place[3])
    return top


def bare(text: str) -> str:
    """Return a text without spaces, hyphens and capitals: a style sheet may change these."""
    return literal(text).casefold().replace("-", "").replace("\x02", "").replace("\ufffe", "")


def page_of(pages: list[str], words: str, start: int = 1) -> int:
    """Return the page, from 1 and not before `start`, that has all of the words.

    Raises StopIteration where no page has all of them.
    """
    return next(number for number in range(start, len(pages) + 1) if bare(words) in bare(pages[number - 1]))


def _sparse(document: d.Document, pages: list[str], filled: list[float]) -> Iterator[str]:
    """Yield pages under a third full, but for the last one and those before a section that begins a page."""
    titles = [bare(d.inline_text(section.title)) for section in document.sections if section.starts_page]
    for page, fill in enumerate(filled[:-1], 1):
        if fill < _LEAST and not any(title in pages[page] for title in titles):
            yield _("page {page} is filled to {fill:.0%}", page=page, fill=fill)


def _parted(document: d.Document, pages: list[str]) -> Iterator[str]:
    """Yield headings, and paragraphs before a letter or with a colon at their end, that end a page."""
    letters = {id(each.blocks[0]) for each in _groups(document) if each.role is d.Role.MESSAGE}
    for section in document.sections:
        title = d.Heading(1, section.title)
        for above, below in pairwise((title, *_flat(section.blocks))):
            leads = isinstance(above, d.Heading) or (
                isinstance(above, d.Paragraph) and (above.leads_on or id(below) in letters)
            )
            words = [bare(_beginning(each)) for each in (above, below)]
            if leads and not any(all(part in page for part in words) for page in pages):
                yield _(
                    "“{above}” is parted from “{below}”", above=_beginning(above), below=_beginning(below)
                )


def _split(document: d.Document, pages: list[str], filled: list[float]) -> Iterator[str]:
    """Yield questions, messages, cards and rows of replies that are not whole on a page.

    One that begins a page and fills it is longer than a page.
    """
    boxes = (d.Role.MESSAGE, d.Role.REFUSAL, d.Role.CARD)
    groups = [group for group in _groups(document) if group.role in boxes]
    found: list[d.Block] = [*groups, *d.parts_in(document, d.Question)]
    for box in found:
        parts = [bare(line) for line in _words(box).splitlines()] or [""]
        over = (fill > _FULL and page.startswith(parts[0]) for page, fill in zip(pages, filled, strict=True))
        if not any(all(part in page for part in parts) for page in pages) and not any(over):
            yield _("“{words}…” is split over pages", words=_words(box)[:_ENOUGH])


def _broken(document: d.Document, pages: list[str]) -> Iterator[str]:
    """Yield addresses and numbers that are broken over lines."""
    lines = [bare(line) for page in pages for line in page.splitlines()]
    for token in sorted(set(_AT_SIGNS.findall(plain_text(document)))):
        known = bare(token)
        if not any(known in line for line in lines):
            yield _("“{words}” is broken over lines", words=token)


def _stubs(document: d.Document, pages: list[str]) -> Iterator[str]:
    """Yield the last block of a section where it begins a page after that of the section's title."""
    pages = [page.removeprefix(bare(document.running_head)) for page in pages]  # it heads pages of Word
    for section in document.sections:
        blocks = list(_flat(section.blocks))
        if len(blocks) > 1 and isinstance(blocks[-1], d.Paragraph | d.AnswerSpace | d.Line):
            last = bare(_words(blocks[-1]))
            before = bare(_words(blocks[-2]))[-_ENOUGH:]  # columns are drawn out of order
            if any(page.startswith(last) and not (before and before in page) for page in pages):
                yield _("“{words}…” is alone overleaf", words=_words(blocks[-1])[:_ENOUGH])


def _broken_words(document: d.Document, pages: list[str]) -> Iterator[str]:
    """Yield words that go on in the next line without a hyphen of their own."""
    words = {token for token in map(_letters, plain_text(document).split()) if token}
    for page in pages:
        for above, below in pairwise(page.splitlines()):
            ends, begins = above.split()[-1:], below.split()[:1]
            if not ends or not begins or ends[0][-1] in "-@./\u2011":
                continue
            first, second = _letters(ends[0]), _letters(begins[0])
            if first and second and first + second in words and not {first, second} <= words:
                yield _("“{first}|{second}” is a broken word", first=first, second=second)


def _letters(token: str) -> str:
    """Return a word as it is compared, without the signs around it."""
    return bare(token).strip(".,;:!?()«»“”’'…·")


def _flat(blocks: tuple[d.Block, ...]) -> Iterator[d.Block]:
    for block in blocks:
        if isinstance(block, d.Group):
            yield from _flat(block.blocks)
        elif not isinstance(block, d.PageBreak):
            yield block


def _groups(document: d.Document) -> Iterator[d.Group]:
    waiting = [block for section in document.sections for block in section.blocks]
    while waiting:
        block = waiting.pop()
        if isinstance(block, d.Group):
            yield block
            waiting += block.blocks


def _beginning(block: d.Block) -> str:
    """Return the first words of a block, by which it is found on a page; of a line, without its speaker."""
    first = block.content if isinstance(block, d.Line) else ()
    return (d.inline_text(first) or _words(block)).split("\n")[0][:_ENOUGH]


def _words(block: d.Block) -> str:
    """Return the visible text of a block as its lines."""
    alone = d.Section("", "", (), (block,), starts_page=False)
    return plain_text(d.Document("", "", "", "", "", (alone,)))
