"""Hold kits of a theme to what every kit promises; each guard reads what was written.

A guard yields a message for each fault; it is run again to find the line that is to blame.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

import pikepdf

from interview_kit.model.document import Document
from interview_kit.model.form import form_of
from interview_kit.model.theme import Theme
from interview_kit.stages.write import WRITERS
from interview_kit.stages.write.fonts import font_faces, other_faces, other_fonts
from interview_kit.stages.write.html import render_page
from interview_kit.stages.write.pdf import heard_warnings, load_weasyprint
from interview_kit.stages.write.screen import colour_rules
from interview_kit.stages.write.stylesheet import least_size, stylesheets
from interview_kit.stages.write.word.reference_docx import has_contact_line
from interview_kit.support.colours import LEAST, LEAST_IN_HIGH_CONTRAST
from interview_kit.support.i18n import _
from interview_kit.support.verapdf import broken_rules
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.lint_theme.kit_text import docx_text
from interview_kit.tools.lint_theme.page_faults import page_faults
from interview_kit.tools.lint_theme.page_looks import (
    DrawnWord,
    PageLetters,
    drawn_words,
    off_the_page,
    on_one_another,
    page_letters,
)
from interview_kit.tools.lint_theme.pdf_text import literal, tagged_text

_ROUNDED = 0.3  # points
_SHOWN = 60


@dataclass(frozen=True)
class TrialKit:
    """A kit that is looked at: its document, and what is written of it in a theme, once it is asked for."""

    document: Document
    theme: Theme

    @cached_property
    def pdf(self) -> bytes:
        """Return the PDF. Raises ThemeError."""
        return WRITERS["pdf"](self.document, self.theme)

    @cached_property
    def web(self) -> bytes:
        """Return the web page, drawn as a PDF. Raises ThemeError."""
        return web_pages(self.document, self.theme)

    @cached_property
    def docx(self) -> bytes:
        """Return the Word file. Raises ThemeError."""
        return WRITERS["docx"](self.document, self.theme)

    @cached_property
    def letters(self) -> tuple[PageLetters, ...]:
        """Return the letters on the pages of the PDF. Raises ThemeError."""
        return page_letters(self.pdf)

    @cached_property
    def words(self) -> tuple[DrawnWord, ...]:
        """Return the words on the pages of the PDF. Raises ThemeError."""
        return tuple(drawn_words(self.pdf, self.letters))

    @cached_property
    def web_words(self) -> tuple[DrawnWord, ...]:
        """Return the words on the web page. Raises ThemeError."""
        return tuple(drawn_words(self.web))

    def is_made_for(self, guard: str) -> bool:
        """Return whether the file that a guard looks at is made."""
        return _FILES.get(guard, "pdf") in self.__dict__

    def make_for(self, guard: str) -> None:
        """Make the file that a guard looks at. Raises ThemeError."""
        getattr(self, _FILES.get(guard, "pdf"))


def web_pages(document: Document, theme: Theme) -> bytes:
    """Return the web page of a kit as a PDF. Raises ThemeError, MissingLibrary.

    Fields to fill in are left out: they are a browser's own. So are signs for which no font is at hand.
    """
    load_weasyprint()
    from interview_kit.stages.write.fetcher import ThemeFetcher, parse_css, parse_html
    from interview_kit.stages.write.fontconfig import OwnFonts, without_rules

    theme = replace(theme, fillable=False)
    others, _ignored = other_fonts(document, theme)
    sheets = stylesheets(theme, tuple(font.family for font in others), screen=True)
    faces = font_faces(document, theme) + other_faces(others)
    fetcher, fonts = ThemeFetcher(theme), OwnFonts()
    page = render_page(document, theme, None, screen=True)
    with heard_warnings(), without_rules():
        parsed = [
            parse_css(text, fetcher, fonts, media="screen")
            for text in (faces, colour_rules(theme, sheets), *(sheet.text for sheet in sheets))
        ]
        html = parse_html(page, fetcher, media="screen")
        drawn: bytes = html.render(stylesheets=parsed, font_config=fonts).write_pdf(pdf_variant="pdf/ua-1")
    return drawn


Guard = Callable[[TrialKit], Iterator[str]]


def _lost(kit: TrialKit) -> Iterator[str]:
    # A style sheet may add signs, such as arrows, but no words.
    yield from _parity(kit, tagged_text(kit.pdf), _letters)


def _lost_on_screen(kit: TrialKit) -> Iterator[str]:
    yield from _parity(kit, tagged_text(kit.web), _letters)


def _lost_in_word(kit: TrialKit) -> Iterator[str]:
    # Where the contact line is in the shell's header, it is in no other place.
    document = replace(kit.document, letterhead=None) if has_contact_line(kit.theme) else kit.document
    yield from _parity(replace(kit, document=document), docx_text(kit.docx), literal)


def _letters(text: str) -> str:
    return "".join(letter for letter in literal(text) if letter.isalnum())


def _parity(kit: TrialKit, found: str, bare: Callable[[str], str]) -> Iterator[str]:
    """Yield what a page lacks of the words of the document, or has beside them; capitals are a look."""
    text = plain_text(kit.document)
    told, wanted = (bare(words).casefold() for words in (found, text))
    lost = [line for line in text.splitlines() if bare(line).casefold() not in told]
    if lost:
        yield _("these words of the bank are not there: “{words}”", words=_short(lost[0]))
    elif told != wanted:
        at = next((at for at, pair in enumerate(zip(told, wanted, strict=False)) if len(set(pair)) > 1), 0)
        yield _("these words are not those of the bank: “{words}”", words=_short(told[at:]))


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _faint(kit: TrialKit) -> Iterator[str]:
    yield from _faint_words(kit.theme, kit.words)


def _faint_on_screen(kit: TrialKit) -> Iterator[str]:
    yield from _faint_words(kit.theme, kit.web_words)


def _faint_words(theme: Theme, words: Iterable[DrawnWord]) -> Iterator[str]:
    least = LEAST_IN_HIGH_CONTRAST if theme.variant.high_contrast else LEAST
    for word in words:
        if word.contrast < least:
            yield _(
                "“{word}” on page {page} has a contrast of {ratio:.1f}:1, and {least:g}:1 is needed",
                word=word.text,
                page=word.page,
                ratio=int(word.contrast * 10) / 10,
                least=least,
            )


def _small(kit: TrialKit) -> Iterator[str]:
    yield from _small_words(kit.theme, kit.words)


def _small_on_screen(kit: TrialKit) -> Iterator[str]:
    yield from _small_words(kit.theme, kit.web_words)


def _small_words(theme: Theme, words: Iterable[DrawnWord]) -> Iterator[str]:
    least = least_size(theme)
    for word in words:
        if word.size < least - _ROUNDED:
            yield _(
                "“{word}” on page {page} has letters of {size:g} points, and {least:g} are the least",
                word=word.text,
                page=word.page,
                size=word.size,
                least=least,
            )


def word_page_faults(theme: Theme, pages: bytes) -> Iterator[str]:
    """Yield the first fault of each kind on the pages that a word processor makes of a Word kit."""
    letters = page_letters(pages)
    words = tuple(drawn_words(pages, letters))
    for found in (
        _faint_words(theme, words),
        _small_words(theme, words),
        _off_pages(letters),
        _covered_words(letters),
    ):
        yield from islice(found, 1)


def _off(kit: TrialKit) -> Iterator[str]:
    yield from _off_pages(kit.letters)


def _off_pages(pages: Iterable[PageLetters]) -> Iterator[str]:
    for page, word in off_the_page(pages):
        yield _("“{word}” reaches over the edge of page {page}", word=word, page=page)


def _covered(kit: TrialKit) -> Iterator[str]:
    yield from _covered_words(kit.letters)


def _covered_words(pages: Iterable[PageLetters]) -> Iterator[str]:
    for page, word in on_one_another(pages):
        yield _("“{word}” on page {page} lies on other words", word=word, page=page)


def _without_fields(kit: TrialKit) -> Iterator[str]:
    form = form_of(kit.document, shared=True) if kit.theme.fillable else None
    if form is None:
        return
    with pikepdf.open(io.BytesIO(kit.pdf)) as opened:
        named = {str(each.T) for each in opened.Root.AcroForm.Fields} if "/AcroForm" in opened.Root else set()
    lost = [field.name for field in form.fields if field.name not in named]
    if lost:
        yield _("{count} fields to fill in are not there, such as {name}", count=len(lost), name=lost[0])


def _not_accessible(kit: TrialKit) -> Iterator[str]:
    yield from (f"PDF/UA-1 {rule}" for rule in broken_rules(kit.pdf))


def _torn(kit: TrialKit) -> Iterator[str]:
    yield from page_faults(kit.document, kit.pdf)


_FILES = {
    **dict.fromkeys(("lost on screen", "faint on screen", "small on screen"), "web"),
    "lost in Word": "docx",
}
"""The file that a guard looks at, where that is not the PDF."""

ACCESSIBLE = "accessible"
GUARDS: Mapping[str, Guard] = {
    "lost": _lost,
    "lost on screen": _lost_on_screen,
    "lost in Word": _lost_in_word,
    "off": _off,
    "covered": _covered,
    "faint": _faint,
    "faint on screen": _faint_on_screen,
    "small": _small,
    "small on screen": _small_on_screen,
    "fields": _without_fields,
    ACCESSIBLE: _not_accessible,
    "torn": _torn,
}
"""The guards by name, in the order in which they are asked: the first that finds a fault says most of it."""

ON_SCREEN = frozenset(name for name, file in _FILES.items() if file == "web")
"""The guards that look at the web page."""

NOTED = frozenset({"torn"})
"""The guards whose faults are notes where no line of the theme is to blame: words may be longer than ours."""


def first_fault(name: str, kit: TrialKit) -> str:
    """Return the message of the first fault that a guard finds in a kit, "" where it finds none."""
    return next(GUARDS[name](kit), "")


def in_theme(kit: TrialKit, theme: Theme) -> TrialKit:
    """Return the same kit in another theme, not written yet."""
    return replace(kit, theme=theme)
