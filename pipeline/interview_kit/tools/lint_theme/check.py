"""Check a whole theme, step by step: its files, its texts, and kits that are made with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TypeAlias

from interview_kit.model.bank import Bank
from interview_kit.model.theme import ORDINARY, VARIANTS, Layer, Theme, Variant
from interview_kit.stages.read.theme import load_themes
from interview_kit.stages.read.theme.chain import read_chain
from interview_kit.support import verapdf
from interview_kit.support.errors import Located, Problem, ThemeError
from interview_kit.support.i18n import _
from interview_kit.tools import libreoffice
from interview_kit.tools.lint_theme import mistakes_in_looks, mistakes_in_words
from interview_kit.tools.lint_theme.files import SuppliedFile, supplied_files, unused_files
from interview_kit.tools.lint_theme.history import changes_under
from interview_kit.tools.lint_theme.own_sources import source_problems
from interview_kit.tools.lint_theme.trial_kits import TrialResult, people_of, try_kits


@dataclass(frozen=True, slots=True)
class FilesListed:
    """The files of the theme are known."""

    files: tuple[SuppliedFile, ...]


@dataclass(frozen=True, slots=True)
class ReadingBegun:
    """The words, the style sheets, the templates and the Word file are being read."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something was found, for the first time."""

    one: Located


@dataclass(frozen=True, slots=True)
class KitTried:
    """A kit was made and looked at: the `number`th of `total`."""

    result: TrialResult
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Something could not be checked on this computer; the message says what, and what is missing."""

    message: str


CheckEvent: TypeAlias = FilesListed | ReadingBegun | Found | KitTried | NotChecked


def check_theme(
    folder: Path, people: Path | None = None, *, files_only: bool = False, stop: Event | None = None
) -> Iterator[CheckEvent]:
    """Yield what happens while a theme is checked, until `stop` is set; `people` are whose kits are made.

    Kits are made where nothing is wrong with the files and the texts, unless `files_only`. Raises
    MissingLibrary, and InvalidInput for people who cannot be read.
    """
    check = _ThemeCheck(folder)
    yield from check.read()
    if check.themes and check.bank and not files_only and not check.has_mistakes:
        yield from check.make_kits(check.themes, check.bank, people, stop or Event())


@dataclass
class _ThemeCheck:
    """A check under way: the theme and its bank, None until they are read, and what was found."""

    folder: Path
    themes: Mapping[Variant, Theme] | None = None
    bank: Bank | None = None
    found: list[Located] = field(default_factory=list)

    @property
    def has_mistakes(self) -> bool:
        """Return whether something has to be mended."""
        return any(isinstance(one, Problem) for one in self.found)

    def read(self) -> Iterator[CheckEvent]:
        """Read the theme, and yield what is found in its files and texts."""
        self.themes, layers, refused = _themes(self.folder)
        ordinary = self.themes[ORDINARY] if self.themes else None
        if ordinary:
            yield FilesListed(tuple(supplied_files(ordinary)))
        yield ReadingBegun()
        yield from self._fresh(refused)
        looks, (self.bank, words) = _looks_and_words(self.themes, layers)
        yield from self._fresh((*looks, *words))
        if ordinary and self.bank and not self.has_mistakes:
            yield from self._fresh(source_problems(ordinary, self.bank))
        if ordinary:
            yield from self._fresh((*ordinary.notices, *unused_files(ordinary), *changes_under(layers)))

    def make_kits(
        self, themes: Mapping[Variant, Theme], bank: Bank, people: Path | None, stop: Event
    ) -> Iterator[CheckEvent]:
        """Make kits, and yield what is found in each."""
        from interview_kit.tools.lint_theme import trial_kits

        wanted = trial_kits.cases(bank.languages)
        results = try_kits(people_of(people), bank, themes, wanted, tuple(self.found), stop)
        for number, result in enumerate(results, 1):
            yield from self._fresh(result.found)
            yield KitTried(result, number, len(wanted))
        if lacking := verapdf.lacking():
            yield NotChecked(_("PDF/UA-1 was not checked (veraPDF): {lacking} is missing", lacking=lacking))
        if libreoffice.program() is None:
            yield NotChecked(_("the pages of Word kits were not looked at: LibreOffice is missing"))

    def _fresh(self, found: Iterable[Located]) -> Iterator[Found]:
        """Yield what was not found before."""
        for one in found:
            if one not in self.found:
                self.found.append(one)
                yield Found(one)


def _themes(folder: Path) -> tuple[Mapping[Variant, Theme] | None, tuple[Layer, ...], tuple[Located, ...]]:
    """Return the theme by variant or None, its layers, and the problems it is refused for.

    A refused theme has layers too, so that its texts can be checked, where its files can be read.
    """
    try:
        themes = load_themes(folder)
        return themes, themes[ORDINARY].layers, ()
    except ThemeError as error:
        refused = error.problems
    try:
        parts, _ignored = read_chain(folder)
    except ThemeError:
        return None, (), refused
    return None, tuple(part.layer for part in parts), refused


def _looks_and_words(
    themes: Mapping[Variant, Theme] | None, layers: tuple[Layer, ...]
) -> tuple[list[Located], tuple[Bank | None, tuple[Located, ...]]]:
    """Return what is wrong with the looks, and the bank with what is wrong with the words, found at once."""
    # The plain theme and all variants at once: together they run what templates do for any variant.
    every = (themes[ORDINARY], themes[VARIANTS[-1]]) if themes else ()
    with ThreadPoolExecutor(len(every) + 1) as threads:
        begun = [threads.submit(copy_context().run, mistakes_in_looks, theme) for theme in every]
        words = mistakes_in_words(layers) if layers else (None, ())
        return [one for each in begun for one in each.result()], words
