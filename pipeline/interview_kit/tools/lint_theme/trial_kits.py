"""Make kits with a theme in every pair of variant, language, paper and form, and hold them to the guards."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, cycle, product
from pathlib import Path
from time import monotonic

from interview_kit.build.kit import make_document
from interview_kit.build.limits import USUAL_LIMITS, limited_input
from interview_kit.build.sources import check_choices
from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.model.theme import ORDINARY, VARIANT_NAMES, VARIANTS, Paper, Theme, Variant
from interview_kit.stages.read.profiles import ReadProfile, open_profile, profiles_in
from interview_kit.stages.write.word.check_looks import look_problems
from interview_kit.stages.write.word.check_shell import SHELL
from interview_kit.support.errors import InvalidInput, Located, Notice, Problem
from interview_kit.support.i18n import N_, _
from interview_kit.support.paths import TEMPLATES
from interview_kit.tools.libreoffice import pages_of
from interview_kit.tools.lint_theme.blame import Change, own_changes, to_blame, without
from interview_kit.tools.lint_theme.guards import (
    ACCESSIBLE,
    GUARDS,
    NOTED,
    ON_SCREEN,
    TrialKit,
    first_fault,
    in_theme,
    word_page_faults,
)

PEOPLE = TEMPLATES / "people"
MOST_PEOPLE = 3
ALONE_AND_TOGETHER = tuple(each for each in VARIANTS if len(each.sections) in (0, 1, len(VARIANT_NAMES)))
"""The ordinary looks, each variant, and all of them at once."""

_MOST_FAULTS = 20  # of one kit
_NAMES = {
    "dyslexia_friendly": N_("dyslexia-friendly"),
    "high_contrast": N_("high contrast"),
    "large_print": N_("large print"),
}


@dataclass(frozen=True, slots=True)
class Combination:
    """The settings of a kit: its looks, its language, its paper, and whether it is filled in on a screen."""

    variant: Variant
    language: Language
    paper: Paper
    fillable: bool

    def settings(self) -> tuple[object, ...]:
        """Return the four settings."""
        return self.variant, self.language, self.paper, self.fillable

    def __str__(self) -> str:
        """Return the settings in words, those that are usual left out."""
        form = (_("fillable"),) if self.fillable else ()
        variants = (_(_NAMES[name]) for name in self.variant.sections)
        return ", ".join((self.language.value, self.paper.value, *variants, *form))


@dataclass(frozen=True, slots=True)
class TrialResult:
    """What a kit showed: whose it is, its settings, its PDF, what is wrong, and the seconds it took."""

    person: str
    case: Combination
    pdf: bytes
    found: tuple[Located, ...]
    seconds: float


def people_of(source: Path | None) -> tuple[ReadProfile, ...]:
    """Return at most three profiles: of a folder, of one file, or by default those shipped.

    Raises InvalidInput.
    """
    folder = source or PEOPLE
    files = profiles_in(folder) if folder.is_dir() else (folder,)
    return tuple(open_profile(file) for file in files[:MOST_PEOPLE])


def cases(languages: Sequence[Language]) -> tuple[Combination, ...]:
    """Return settings in which every two values of different settings meet, the ordinary kit first."""
    every = [Combination(*each) for each in product(ALONE_AND_TOGETHER, languages, Paper, (False, True))]
    left = set().union(*map(_pairs, every))
    chosen: list[Combination] = []
    while left:
        best = every[0] if not chosen else max(every, key=lambda case: len(_pairs(case) & left))
        chosen.append(best)
        left -= _pairs(best)
    return tuple(chosen)


def _pairs(case: Combination) -> set[tuple[tuple[int, object], ...]]:
    return set(combinations(enumerate(case.settings()), 2))


def try_kits(
    people: Sequence[ReadProfile],
    bank: Bank,
    themes: Mapping[Variant, Theme],
    wanted: Sequence[Combination],
    named: Collection[Located] = (),
) -> Iterator[TrialResult]:
    """Yield the outcome of a kit for each case; the people take turns.

    A line that is in `named`, or was found to blame, is left out of the later kits, so that it is named once.
    Raises MissingLibrary.
    """
    search = FaultSearch(themes[ORDINARY], named)
    for person, case in zip(cycle(people), wanted, strict=False):
        start = monotonic()
        theme = replace(themes[case.variant], paper=case.paper, fillable=case.fillable)
        profile = person.profile.model_copy(update={"language": case.language})
        place = f"{profile.name}, {case}"
        try:
            check_choices(person, bank)
            kit = TrialKit(make_document(profile, bank), theme)
            found, kit = search.faults(kit, place)
            found = (*found, *look_problems(kit.docx, theme))
            if case in (wanted[0], wanted[-1]):
                found = (*found, *_word_faults(kit, place))
            pdf = kit.pdf
        except InvalidInput as error:
            found, pdf = error.problems, b""
        yield TrialResult(profile.name, case, pdf, tuple(found), monotonic() - start)


def _word_faults(kit: TrialKit, place: str) -> Iterator[Problem]:
    """Yield what is wrong on the pages that LibreOffice, where it is installed, makes of the Word kit."""
    pages = pages_of(kit.docx)
    for message in word_page_faults(kit, pages) if pages else ():
        yield Problem(kit.theme.file_of(SHELL), None, None, place, message)


class FaultSearch:
    """Looks for faults in kits of a theme, and for the changes of the theme that are to blame for them."""

    def __init__(self, theme: Theme, named: Collection[Located] = ()) -> None:
        """Take the changes of a theme, without those whose lines are in `named`."""
        self._changes = own_changes(theme)
        self._folder = {layer.name: layer.folder for layer in theme.layers}
        places = {(each.file, each.line) for each in named if each.line}
        self._blamed = [each for each in self._changes if any(self._is_at(each, *place) for place in places)]
        self._last = str(theme.layers[-1].folder)

    def _is_at(self, change: Change, file: str, line: int) -> bool:
        is_in_file = str(self._folder[change.layer] / change.path) == file
        return is_in_file and change.line <= line <= change.last

    def faults(self, kit: TrialKit, place: str) -> tuple[tuple[Located, ...], TrialKit]:
        """Return what is wrong with a kit, and the kit without the changes that are to blame.

        Raises InvalidInput for a kit that cannot be made.
        """
        found: list[Located] = []
        whole = kit.theme
        kit = in_theme(kit, without(whole, self._blamed))
        noted: set[str] = set()
        # Where the web page is looked at: it is the same on every paper, and to be filled in anyway.
        for name in (name for name in GUARDS if kit.theme.fillable or name not in ON_SCREEN):
            while len(found) < _MOST_FAULTS and name not in noted:
                message = _fault(name, kit, place)
                if not message:
                    break
                change = self._culprit(name, kit, whole)
                if change is None:
                    kind = Notice if name in NOTED else Problem
                    found.append(kind(self._last, None, None, place, message))
                    noted.add(name)
                else:
                    file = str(self._folder[change.layer] / change.path)
                    found.append(Problem(file, change.line, None, "", f"{message} ({place})"))
                    self._blamed.append(change)
                    kit = in_theme(kit, without(whole, self._blamed))
        return tuple(found), kit

    def _culprit(self, name: str, kit: TrialKit, whole: Theme) -> Change | None:
        short = next((part for part in _parts(kit) if _shows(name, part)), kit)

        def is_faulty(left_out: Sequence[Change]) -> bool:
            return _shows(name, in_theme(short, without(whole, [*self._blamed, *left_out])))

        change = to_blame([change for change in self._changes if change not in self._blamed], is_faulty)
        return change if change and _is_made(in_theme(kit, without(whole, [*self._blamed, change]))) else None


def _parts(kit: TrialKit) -> Iterator[TrialKit]:
    """Yield a kit of each section alone: a search in one takes a tenth of the time."""
    for section in kit.document.sections:
        yield replace(kit, document=replace(kit.document, sections=(section,)))


def _shows(name: str, kit: TrialKit) -> bool:
    """Return whether a guard finds a fault; in what cannot be made, as half a template, it finds none."""
    try:
        return bool(_fault(name, kit, ""))
    except InvalidInput:
        return False


def _is_made(kit: TrialKit) -> bool:
    """Return whether a kit can be made."""
    try:
        with limited_input("", USUAL_LIMITS):
            kit.draw()
    except InvalidInput:
        return False
    return True


def _fault(name: str, kit: TrialKit, place: str) -> str:
    """Return the first fault that a guard finds, within the limits of a kit. Raises InvalidInput."""
    with limited_input(place, USUAL_LIMITS):
        if name != ACCESSIBLE:
            return first_fault(name, kit)
        kit.draw()
    return first_fault(name, kit)  # Java asks for more memory than a kit may, and uses little of it
