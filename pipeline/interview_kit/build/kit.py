"""Build one kit: read, select, assemble, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from interview_kit.build.limits import BUILDING, USUAL_LIMITS
from interview_kit.build.worker_process import LimitedWorker
from interview_kit.model.bank import Bank
from interview_kit.model.document import Document
from interview_kit.model.enums import Language
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Selection
from interview_kit.model.theme import Theme
from interview_kit.stages.assemble import assemble
from interview_kit.stages.assemble.letterhead import letterhead_of
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.stages.read.theme import is_shipped
from interview_kit.stages.select import select
from interview_kit.stages.write import WRITERS
from interview_kit.support.errors import Notice, Problem, ThemeError

if TYPE_CHECKING:
    from interview_kit.build.pdf_worker import PdfWorker

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RenderedKit:
    """A kit: what was chosen, its document, and its files' bytes by format (`pdf`, `docx`, `html`, `txt`)."""

    selection: Selection
    document: Document
    files: Mapping[str, bytes]


def assembled(profile: Profile, bank: Bank) -> tuple[Selection, Document]:
    """Return what is chosen for one person, and the document. Raises BankError."""
    selection = select(bank, profile)
    return selection, assemble(selection, profile, bank)


def make_document(profile: Profile, bank: Bank) -> Document:
    """Return the document of one person. Raises BankError."""
    return assembled(profile, bank)[1]


def check_theme(worker: LimitedWorker, theme: Theme, formats: tuple[str, ...]) -> tuple[Notice, ...]:
    """Return the notices about a theme's looks, found within the limits of a kit. Raises InvalidInput.

    Not in this process: a library may end it where it gets no memory.
    """
    from interview_kit.stages.write.check_theme import check_looks  # loads much, as do the writers

    return _limited(worker, theme, check_looks, theme, formats)


def check_letterhead(worker: LimitedWorker, bank: Bank, theme: Theme, languages: Iterable[Language]) -> None:
    """Raise ThemeError where a kit in one of the languages would show a logo without words for it.

    Raises InvalidInput too where that is not found within the limits of a kit.
    """
    if theme.tokens.logo:
        _limited(worker, theme, _check_logos, bank, theme, tuple(languages))


def _check_logos(bank: Bank, theme: Theme, languages: tuple[Language, ...]) -> None:
    from interview_kit.stages.write.letterhead import check_logo

    problems: list[Problem] = []
    for language in (each for each in languages if each in bank.languages):
        try:
            check_logo(letterhead_of(TextRenderer(bank, language, {})), bank.rules[language].tag, theme)
        except ThemeError as error:
            problems += error.problems
    if problems:
        raise ThemeError(tuple(problems))


def _limited(worker: LimitedWorker, theme: Theme, function: Callable[..., T], *arguments: object) -> T:
    """Return what `function` returns about a theme: here for one that is shipped, else within limits."""
    if is_shipped(theme):
        return function(*arguments)
    folder = str(theme.layers[-1].folder)
    return worker.run(function, *arguments, budget=USUAL_LIMITS, file=folder, templates=BUILDING)


def build_kit(
    profile: Profile, bank: Bank, theme: Theme, formats: tuple[str, ...], drawer: PdfWorker | None = None
) -> RenderedKit:
    """Return the kit of one person in the wanted formats; nothing is written yet.

    The PDF is drawn by `drawer`, if there is one and it can, and else here. Raises BankError, ThemeError,
    MissingLibrary.
    """
    selection, document = assembled(profile, bank)
    if not drawer or "pdf" not in formats:
        return RenderedKit(selection, document, {name: WRITERS[name](document, theme) for name in formats})
    drawer.begin(document, theme)
    files = {name: WRITERS[name](document, theme) for name in formats if name != "pdf"}
    files["pdf"] = drawer.drawn() or WRITERS["pdf"](document, theme)
    return RenderedKit(selection, document, {name: files[name] for name in formats})
