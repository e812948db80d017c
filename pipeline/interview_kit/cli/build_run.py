"""Run a build: from its options to its exit code."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from interview_kit.build.executors import KitExecutor, local_processes, this_process
from interview_kit.build.fingerprint import tool_versions
from interview_kit.build.pdf_worker import PdfWorker
from interview_kit.build.report import CSV_NAME, ReportRow, message_of, report_files
from interview_kit.build.scheduler import BuildRun, Job, Outcome, Status
from interview_kit.build.signals import SignalGuard, Stopped
from interview_kit.build.tasks import BuildConfig, FailureKind
from interview_kit.cli.bank_source import words_of
from interview_kit.cli.build_options import BuildOptions, processors
from interview_kit.cli.build_plan import Plan, PlanEntry, make_plan
from interview_kit.cli.build_progress import ProgressPrinter
from interview_kit.cli.console import complain, complain_of
from interview_kit.cli.console import show as show_found
from interview_kit.cli.sources import profiles_from
from interview_kit.cli.viewer import show_file
from interview_kit.model.theme import ORDINARY, Paper
from interview_kit.stages.read.theme import is_shipped, load_themes
from interview_kit.support.errors import InvalidInput, KitError, OutputProblem
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import OutputFolder

NOT_ALL = 1
BUG = 70


def run_build(wishes: BuildOptions, early: PdfWorker | None = None) -> int:
    """Run a build and return its exit code; `early`, if given, renders the PDF of a single kit.

    Raises KitError where nothing can be built.
    """
    with SignalGuard() as stop:
        try:
            return _run(wishes, stop, early)
        except Stopped as stopped:
            complain(_("stopped before the first kit"))
            return stopped.exit_code


def _run(wishes: BuildOptions, stop: SignalGuard, early: PdfWorker | None) -> int:
    formats = tuple(dict.fromkeys(wishes.formats))
    paper = Paper(wishes.paper) if wishes.paper else None
    themes = load_themes(wishes.theme, paper=paper, fillable=wishes.fillable)
    ordinary = themes[ORDINARY]
    bank = words_of(ordinary)
    show_found(ordinary.notices)
    if not is_shipped(ordinary):
        # Checked once, before any kit, so that a broken theme is one error and nothing is written.
        from interview_kit.stages.write.check_theme import check_looks

        check_looks(ordinary, formats)
    extras = tuple(name for name, wanted in (("eml", wishes.eml), ("ics", wishes.ics)) if wanted)
    recipe = BuildConfig(bank, themes, formats, tool_versions(), extras=extras)
    found = profiles_from(wishes.sources, bank, wishes.delimiter, wishes.changes)
    plan = make_plan(found, wishes.output, wishes.language, wishes.variant)
    if ordinary.tokens.logo:
        from interview_kit.build.kit import check_letterhead

        check_letterhead(bank, ordinary, plan.languages)
    show = ProgressPrinter(
        plan,
        recipe.formats,
        quiet=wishes.quiet,
        verbose=wishes.verbose,
        debug=wishes.debug,
    )
    return _BuildSession(wishes, recipe, plan, show, stop, early).run()


class _BuildSession:
    """A build in progress: its plan, and the outcomes so far."""

    def __init__(
        self,
        wishes: BuildOptions,
        recipe: BuildConfig,
        plan: Plan,
        show: ProgressPrinter,
        stop: SignalGuard,
        early: PdfWorker | None,
    ) -> None:
        self._wishes = wishes
        self._recipe = recipe
        self._press = early
        self._plan = plan
        self._show = show
        self._stop = stop
        self._outcomes: Mapping[Path, Outcome] = {}
        self._lacking = 0
        self._to_mend: list[Path] = []
        self._several = len(plan.entries) > 1
        self._refused = len(plan.entries) - len(plan.jobs)

    def run(self) -> int:
        """Build the kits and class files, write the reports, and return the exit code."""
        if self._refused and not self._several:
            return InvalidInput.exit_code
        if self._wishes.dry_run:
            return self._rehearse()
        started = time.monotonic()
        with ExitStack() as stack:
            folders = {
                path: stack.enter_context(OutputFolder(path, shared=self._wishes.shared))
                for path in self._paths()
            }
            try:
                if not (self._refused and self._wishes.fail_fast):
                    self._build(folders)
                    self._desk(folders)
                self._report(folders)
            except (Stopped, KitError) as error:
                return self._cut_short(error, folders)
        if self._several:
            reports = tuple(path / CSV_NAME for path in self._report_folders())
            self._show.sum(self._rows(), time.monotonic() - started, reports, self._to_mend)
        self._say_why_no_dates()
        self._open()
        return self._exit_code()

    def _say_why_no_dates(self) -> None:
        """Explain for a single kit why `--ics` wrote no calendar."""
        standing = [outcome.record for outcome in self._outcomes.values() if outcome.record]
        if self._wishes.ics and not self._several and standing and "ics" not in standing[0].files:
            self._show.tell(_("no calendar yet: no day is known; write it under talk, as date: 2026-12-02"))

    def _open(self) -> None:
        """Open the kit, or the folder of several, with `--open` if one was built."""
        standing = [path for path, outcome in self._outcomes.items() if outcome.record]
        if self._wishes.open and standing:
            formats = self._recipe.formats
            ending = "pdf" if "pdf" in formats else formats[0]
            show_file(standing[0].parent if self._several else Path(f"{standing[0]}.{ending}"))

    def _rehearse(self) -> int:
        course = BuildRun(self._recipe, self._crew(self._recipe, 1), {}, force=self._wishes.force)
        for job in self._plan.jobs:
            self._show.would_build(job, course.prior_state(job).record is not None)
        return NOT_ALL if self._refused else 0

    def _build(self, folders: Mapping[Path, OutputFolder]) -> None:
        crew = self._crew(self._recipe, len(self._plan.jobs))
        course = BuildRun(self._recipe, crew, folders, self._stop.held, force=self._wishes.force)
        self._outcomes = course.outcomes
        with self._show.progress(), closing(course.run(self._plan.jobs)) as outcomes:
            for outcome in outcomes:
                self._show.outcome(outcome)
                if outcome.failure and (
                    self._wishes.fail_fast or outcome.failure.why is FailureKind.ENVIRONMENT
                ):
                    break

    def _desk(self, folders: Mapping[Path, OutputFolder]) -> None:
        """Build the requested class files from the kits in each folder that are built or up to date."""
        wishes = self._wishes
        if not (wishes.print_file or wishes.class_sheet or wishes.zip):
            return
        # Imported here: it loads the stages, which an up-to-date class does not need.
        from interview_kit.build import class_file_jobs

        there = {path for path, outcome in self._outcomes.items() if outcome.record}
        kits = [job for job in self._plan.jobs if job.path in there]
        for path in dict.fromkeys(job.path.parent for job in kits):
            own = [job for job in kits if job.path.parent == path]
            if wishes.print_file:
                jobs = class_file_jobs.print_jobs(path, own, wishes.print_volume)
                self._pieces(jobs, class_file_jobs.print_config(self._recipe, wishes.print_volume), folders)
            if wishes.class_sheet:
                self._pieces(
                    class_file_jobs.sheet_jobs(path, own), class_file_jobs.sheet_config(self._recipe), folders
                )
            if wishes.zip:
                folders[path].write(
                    {class_file_jobs.ARCHIVE: class_file_jobs.archive(own, self._recipe.formats)}
                )
                self._show.tell(str(path / class_file_jobs.ARCHIVE))

    def _pieces(
        self, jobs: tuple[Job, ...], recipe: BuildConfig, folders: Mapping[Path, OutputFolder]
    ) -> None:
        crew = self._crew(recipe, len(jobs))
        course = BuildRun(recipe, crew, folders, self._stop.held, force=self._wishes.force)
        with closing(course.run(jobs)) as outcomes:
            for outcome in outcomes:
                self._show.outcome(outcome, recipe.formats)
                self._lacking += outcome.failure is not None

    def _cut_short(self, error: Stopped | KitError, folders: Mapping[Path, OutputFolder]) -> int:
        if isinstance(error, KitError):
            complain_of(error)
        if self._several or isinstance(error, Stopped):
            self._show.stopped(self._rows())
        with suppress(OutputProblem):
            self._report(folders)
        return error.exit_code

    def _crew(self, recipe: BuildConfig, tasks: int) -> Callable[[], KitExecutor]:
        if self._wishes.scheduler:
            from interview_kit.build.executor_dask import dask_workers

            return lambda: dask_workers(recipe, self._wishes.scheduler)
        if self._wishes.jobs == 1 or not self._several:
            return lambda: this_process(recipe, self._press if recipe is self._recipe else None)
        return lambda: local_processes(recipe, min(self._wishes.jobs or processors(), tasks))

    def _paths(self) -> tuple[Path, ...]:
        places = [job.path.parent for job in self._plan.jobs]
        return tuple(dict.fromkeys([*places, *self._report_folders()]))

    def _report_folders(self) -> tuple[Path, ...]:
        return tuple(dict.fromkeys(entry.report for entry in self._plan.entries if entry.report))

    def _report(self, folders: Mapping[Path, OutputFolder]) -> None:
        rows = self._rows()
        for path in self._report_folders():
            own = [row for row, entry in zip(rows, self._plan.entries, strict=True) if entry.report == path]
            with self._stop.held():
                folders[path].write(report_files(own))
                for roster in self._plan.mending.rosters(path):
                    self._to_mend.append(folders[path].write(roster)[0])

    def _rows(self) -> list[ReportRow]:
        return [self._row(entry) for entry in self._plan.entries]

    def _row(self, entry: PlanEntry) -> ReportRow:
        if entry.job is None:
            problems = message_of(entry.problems)
            return ReportRow("", entry.source, (), None, "", "", Status.REFUSED, problems)
        name, outcome = entry.job.name, self._outcomes.get(entry.job.path)
        if outcome is None:
            return ReportRow(name, entry.source, (), None, "", "", Status.LEFT, "")
        if outcome.record is None:
            problems = message_of(outcome.failure.problems if outcome.failure else ())
            return ReportRow(name, entry.source, (), None, "", "", outcome.status, problems)
        record = outcome.record
        extras = (each for each in record.files if each.endswith(self._recipe.extras))
        files = tuple(f"{entry.job.path.name}.{each}" for each in (*self._recipe.formats, *extras))
        return ReportRow(
            name, entry.source, files, record.pages, record.approach, record.minutes, outcome.status, ""
        )

    def _exit_code(self) -> int:
        reasons = [outcome.failure.why for outcome in self._outcomes.values() if outcome.failure]
        if FailureKind.ENVIRONMENT in reasons:
            return OutputProblem.exit_code
        if self._several or not reasons:
            return NOT_ALL if len(reasons) + self._refused + self._lacking or self._unreached() else 0
        return {FailureKind.REFUSED: InvalidInput.exit_code, FailureKind.BUG: BUG}.get(reasons[0], NOT_ALL)

    def _unreached(self) -> bool:
        return len(self._outcomes) < len(self._plan.jobs)
