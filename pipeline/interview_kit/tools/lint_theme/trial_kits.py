"""Make kits with a theme in every pair of variant, language, paper and form, and hold them to the guards.

Each kit is made in a worker process, several at a time. A line that was found to blame is left out of the
kits that begin later, so that it is named once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations, cycle, product
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TypeAlias

from interview_kit.build.kit import make_document
from interview_kit.build.limits import Limits
from interview_kit.build.options import processors
from interview_kit.build.process_pool import ProcessPool
from interview_kit.build.rosters import check_choices
from interview_kit.build.tasks import BuildConfig, Failed
from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.model.theme import ORDINARY, VARIANT_NAMES, VARIANTS, Paper, Theme, Variant
from interview_kit.stages.read.profiles import ReadProfile, open_profile, profiles_in
from interview_kit.stages.write.word.check_looks import look_problems
from interview_kit.stages.write.word.check_shell import SHELL
from interview_kit.support import verapdf
from interview_kit.support.errors import InvalidInput, Located, Problem
from interview_kit.support.i18n import N_, _
from interview_kit.support.paths import TEMPLATES
from interview_kit.tools import libreoffice
from interview_kit.tools.lint_theme.blame import Change
from interview_kit.tools.lint_theme.fault_search import FaultSearch, KitFault
from interview_kit.tools.lint_theme.guards import ACCESSIBLE, GUARDS, TrialKit, word_page_faults

PEOPLE = TEMPLATES / "people"
MOST_PEOPLE = 3
ALONE_AND_TOGETHER = tuple(each for each in VARIANTS if len(each.sections) in (0, 1, len(VARIANT_NAMES)))
"""The ordinary looks, each variant, and all of them at once."""

# The search for a line to blame makes a kit again and again; Java needs memory of its own.
_OF_ONE = Limits(seconds=600, memory=3 * 1024**3)
_LOOK_EVERY = 0.2  # seconds
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


@dataclass(frozen=True, slots=True)
class _Trial:
    """A kit to make and to look at; changes that are `blamed` are left out of its theme."""

    person: ReadProfile
    case: Combination
    guards: tuple[str, ...]
    named: tuple[Located, ...]
    blamed: tuple[Change, ...]

    @property
    def source(self) -> str:
        """Return whose kit it is, and its settings."""
        return f"{self.person.profile.name}, {self.case}"


@dataclass(frozen=True, slots=True)
class _Tried:
    """What is known of a kit; `docx` is its Word file, b"" where it could not be made."""

    faults: tuple[KitFault, ...]
    pdf: bytes = b""
    docx: bytes = b""
    seconds: float = 0


@dataclass(frozen=True, slots=True)
class _WordPages:
    """Word kits whose pages are to be looked at, each with its settings and a name."""

    kits: tuple[tuple[bytes, Combination, str], ...]

    @property
    def source(self) -> str:
        """Return the name of the first kit."""
        return self.kits[0][2]


_Task: TypeAlias = _Trial | _WordPages


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
    stop: Event | None = None,
) -> Iterator[TrialResult]:
    """Yield the outcome of a kit for each case, until `stop` is set; the people take turns.

    The first case and the last one come first. The last result has what is wrong on the pages that
    LibreOffice makes of their Word kits, too. A line that is in `named`, or was found to blame, is left out
    of later kits. Raises MissingLibrary.
    """
    config = BuildConfig(bank, themes, ("pdf", "docx"), {}, _OF_ONE)
    guards = tuple(name for name in GUARDS if name != ACCESSIBLE or not verapdf.lacking())
    trials = [
        _Trial(person, case, guards, tuple(named), ())
        for person, case in zip(cycle(people), wanted, strict=False)
    ]
    trials = [*trials[:1], *trials[1:][-1:], *trials[1:-1]]
    with _Workers(config, min(processors(), len(trials)), stop or Event()) as workers:
        yield from _results(workers, trials)


def _results(workers: _Workers, trials: list[_Trial]) -> Iterator[TrialResult]:
    """Yield the results in order; at most one trial more than there are workers is begun ahead."""
    blamed: list[Change] = []
    waiting: list[tuple[_Trial, Future[_Tried]]] = []
    for_word: list[tuple[bytes, Combination, str]] = []
    in_word: Future[_Tried] | None = None
    left = iter(trials)
    for place in range(len(trials)):
        while len(waiting) <= workers.count and (trial := next(left, None)):
            waiting.append((trial, workers.begin(replace(trial, blamed=tuple(blamed)))))
        trial, future = waiting.pop(0)
        tried = workers.result(future)
        if tried is None:
            return
        # What was begun before a change was found to blame shows its fault too.
        fresh = [each for each in tried.faults if each.change is None or each.change not in blamed]
        blamed += (each.change for each in fresh if each.change)
        if tried.docx and place in (0, 1):
            for_word.append((tried.docx, trial.case, trial.source))
        if place == min(1, len(trials) - 1) and for_word and libreoffice.program():
            in_word = workers.begin(_WordPages(tuple(for_word)))
        if place == len(trials) - 1 and in_word:
            of_word = workers.result(in_word)
            fresh += of_word.faults if of_word else ()
        found = tuple(each.found for each in fresh)
        yield TrialResult(trial.person.profile.name, trial.case, tried.pdf, found, tried.seconds)


class _Workers:
    """Worker processes, a thread for each, that try kits until `stop` is set."""

    def __init__(self, config: BuildConfig, count: int, stop: Event) -> None:
        self.count, self._stop = count, stop
        self._pool = ProcessPool(_answered)
        self._threads = ThreadPoolExecutor(count)
        self._config = config.packed()

    def __enter__(self) -> _Workers:
        """Return this, whose processes are ended at the end of the block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Kill the processes."""
        self._pool.end()
        self._threads.shutdown(cancel_futures=True)

    def begin(self, task: _Task) -> Future[_Tried]:
        """Return the future of what is known of a task."""
        answer = partial(copy_context().run, self._pool.render_kit, task, "", self._config)
        return self._threads.submit(lambda: _tried(answer, task))

    def result(self, future: Future[_Tried]) -> _Tried | None:
        """Return what is known of a task when it is done, or None when all is stopped."""
        while not self._stop.is_set():
            if wait((future,), _LOOK_EVERY).done:
                return future.result()
        return None


def _tried(answer: Callable[[], _Tried | Failed], task: _Task) -> _Tried:
    """Return the answer of a worker; a kit that took too long or too much is a fault."""
    found = answer()
    if isinstance(found, Failed):
        return _Tried(tuple(map(KitFault, found.problems)))
    return found


def _answered(task: _Task, config: BuildConfig) -> _Tried:
    """Return what is known of a task, in a worker process."""
    return _word_pages(task, config) if isinstance(task, _WordPages) else _trial(task, config)


def _trial(task: _Trial, config: BuildConfig) -> _Tried:
    start = monotonic()
    theme = _themed(task.case, config)
    profile = task.person.profile.model_copy(update={"language": task.case.language})
    try:
        check_choices(task.person, config.bank.choosing)
        kit = TrialKit(make_document(profile, config.bank), theme)
        search = FaultSearch(config.themes[ORDINARY], task.named, task.blamed)
        faults, kit = search.faults(kit, task.source, task.guards)
        faults = (*faults, *map(KitFault, look_problems(kit.docx, theme)))
        return _Tried(faults, kit.pdf, kit.docx, monotonic() - start)
    except InvalidInput as error:
        return _Tried(tuple(map(KitFault, error.problems)), seconds=monotonic() - start)


def _themed(case: Combination, config: BuildConfig) -> Theme:
    return replace(config.themes[case.variant], paper=case.paper, fillable=case.fillable)


def _word_pages(task: _WordPages, config: BuildConfig) -> _Tried:
    """Return what is wrong on the pages that LibreOffice makes of Word kits."""
    faults: list[KitFault] = []
    every = libreoffice.pages_of_all([docx for docx, _case, _place in task.kits])
    for pages, (_docx, case, place) in zip(every, task.kits, strict=True):
        theme = _themed(case, config)
        file = theme.file_of(SHELL)
        for message in word_page_faults(theme, pages) if pages else ():
            faults.append(KitFault(Problem(file, None, None, place, message)))
    return _Tried(tuple(faults))
