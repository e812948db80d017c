"""Render one kit for the preview: first the visible page, then the whole kit, or its errors."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from interview_kit.build.kit import assembled
from interview_kit.build.limits import Limits, NoAnswer, limited
from interview_kit.build.rosters import check_choices
from interview_kit.model.bank import Bank
from interview_kit.model.document import Document
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Selection
from interview_kit.model.theme import Theme
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.profiles import ReadProfile, open_profile
from interview_kit.stages.read.theme import THEME_FILE, is_shipped, load_theme
from interview_kit.stages.write import WRITERS
from interview_kit.stages.write.check_theme import check_looks
from interview_kit.stages.write.pdf import draw, lay_out
from interview_kit.support.errors import InvalidInput, KitError, Problem, ThemeError
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import file_stem
from interview_kit.tools import libreoffice
from interview_kit.web.app.themes.messages import (
    Answer,
    Choice,
    Format,
    PageDraft,
    RenderFailure,
    RenderRequest,
    RenderResult,
)
from interview_kit.web.app.themes.mistakes import shown, unplaced
from interview_kit.web.app.themes.origins import chosen, supplied
from interview_kit.web.page_images import page_sizes

# The parent limits the time.
_LIMITS = Limits(seconds=0)


@dataclass(frozen=True, slots=True)
class _KitParts:
    """The inputs and the document of one kit."""

    theme: Theme
    bank: Bank
    read: ReadProfile
    profile: Profile
    selection: Selection
    document: Document


class Renderer:
    """Renders kits one after the other; caches the theme check until files change."""

    def __init__(self) -> None:
        self._theme: Theme | None = None
        self._checked: object = None

    def draw(self, order: RenderRequest) -> Generator[Answer]:
        """Yield the answers to a request: for PDF, a draft of one page; at the end the kit or its errors."""
        self._theme = None
        try:
            with limited(_LIMITS):
                kit = self._made(order)
                if order.choice.format is Format.PDF:
                    yield from self._pdf(order, kit)
                    return
                self._check(kit.theme, order)
            # Outside the limits: LibreOffice would inherit that of memory.
            file = WRITERS[order.choice.format](kit.document, kit.theme)
            pdf = libreoffice.pages_of(file) if order.choice.format is Format.WORD else None
            yield _drawn(order, kit, file, pdf, ())
        except InvalidInput as error:
            problems = dict.fromkeys((*error.problems, *self._also(error, order)))
            yield RenderFailure(order.number, shown(problems, self._theme, _folders(order)))
        except KitError as error:
            yield RenderFailure(order.number, unplaced(str(error)))
        except NoAnswer as error:
            yield RenderFailure(order.number, unplaced(error.message(_LIMITS)))
        except Exception as error:
            bug = _(
                "this is a bug in kit ({name}); build this kit with --debug and report it",
                name=type(error).__name__,
            )
            yield RenderFailure(order.number, unplaced(bug))

    def _made(self, order: RenderRequest) -> _KitParts:
        read = open_profile(Path(order.profile))
        profile = changed(read.profile, order.choice)
        variant = profile.support.variant
        theme = self._theme = load_theme(order.theme, paper=order.choice.paper, variant=variant)
        bank = read_bank(layers=theme.layers)
        check_choices(read, bank.choosing)
        return _KitParts(theme, bank, read, profile, *assembled(profile, bank))

    def _pdf(self, order: RenderRequest, kit: _KitParts) -> Iterator[Answer]:
        pages = lay_out(kit.document, kit.theme)
        count = len(pages.pages)
        first = min(max(order.page, 1), count)
        yield PageDraft(order.number, first, count, pages.copy([pages.pages[first - 1]]).write_pdf())
        pdf = draw(pages)
        self._check(kit.theme, order)
        yield _drawn(order, kit, pdf, pdf, _titles(pages))

    def _check(self, theme: Theme, order: RenderRequest) -> None:
        """Check the whole theme, beyond what this kit uses, as a build does. Raises ThemeError."""
        state = (theme.files, theme.tokens, theme.paper, order.choice.format)
        if state != self._checked and not is_shipped(theme):
            check_looks(theme, (order.choice.format,))
        self._checked = state

    def _also(self, error: InvalidInput, order: RenderRequest) -> tuple[Problem, ...]:
        """Return the other problems of the theme, so that all can be fixed at once."""
        if self._theme is not None and isinstance(error, ThemeError):
            try:
                self._check(self._theme, order)
            except ThemeError as more:
                return more.problems
        return ()


def changed(profile: Profile, choice: Choice) -> Profile:
    """Return the profile with the page's options added; those that the profile turns on stay on."""
    support = profile.support
    looks = asdict(support.variant | choice.variant)
    plain = support.plain_language or choice.plain
    wanted = support.model_copy(update={**looks, "plain_language": plain})
    return profile.model_copy(update={"support": wanted, "language": choice.language or profile.language})


def _drawn(
    order: RenderRequest, kit: _KitParts, file: bytes, pdf: bytes | None, titles: tuple[str, ...]
) -> RenderResult:
    about: dict[str, Any] = {
        "paper": kit.theme.paper.value,
        "sizes": page_sizes(pdf) if pdf else (),
        "notices": shown((*kit.read.notices, *kit.theme.notices), kit.theme, _folders(order)),
        "supplied": supplied(kit.theme),
        "chosen": chosen(kit.bank, kit.profile, kit.selection),
    }
    name = f"{file_stem(kit.profile.name)}.{order.choice.format}"
    return RenderResult(order.number, name, order.choice.format, file, pdf, titles, about)


def _titles(pages: Any) -> tuple[str, ...]:
    """Return a title for each page: the sections that start on it, or the one that continues."""
    found: list[str] = []
    last = ""
    for page in pages.pages:
        begun = [str(label) for level, label, *_ in page.bookmarks if level == 1]
        found.append(", ".join(begun) or last)
        last = begun[-1] if begun else last
    return tuple(found)


def _folders(order: RenderRequest) -> tuple[Path, ...]:
    """Return the folders whose files may be quoted: the profile's, the theme's, and the themes beside it."""
    beside = (file.parent for file in Path(order.theme).parent.glob(f"*/{THEME_FILE}"))
    return (Path(order.profile).parent, *beside)
