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


def run_build(options: BuildOptions, early: PdfWorker | None = None) -> int:
    """Run a build and return its exit code; `early`, if given, renders the PDF of a single kit.

    Raises KitError where nothing can be built.
    """
    with SignalGuard() as stop:
        try:
            return _run(options, stop, early)
        except Stopped as stopped:
            complain(_("stopped before the first kit"))
            return stopped.exit_code


def _run(options: BuildOptions, stop: SignalGuard, early: PdfWorker | None) -> int:
    formats = tuple(dict.fromkeys(options.formats))
    paper = Paper(options.paper) if options.paper else None
    themes = load_themes(options.theme, paper=paper, fillable=options.fillable)
    ordinary = themes[ORDINARY]
    bank = words_of(ordinary)
    show_found(ordinary.notices)
    if not is_shipped(ordinary):
        # Checked once, before any kit, so that a broken theme is one error and nothing is written.
        from interview_kit.stages.write.check_theme import check_looks

        check_looks(ordinary, formats)
    extras = tuple(name for name, wanted in (("eml", options.eml), ("ics", options.ics)) if wanted)
    config = BuildConfig(bank, themes, formats, tool_versions(), extras=extras)
    found = profiles_from(options.sources, bank, options.delimiter, options.changes)
    plan = make_plan(found, options.output, options.language, options.variant)
    if ordinary.tokens.logo:
        from interview_kit.build.kit import check_letterhead

        check_letterhead(bank, ordinary, plan.languages)
    show = ProgressPrinter(
        plan,
        config.formats,
        quiet=options.quiet,
        verbose=options.verbose,
        debug=options.debug,
    )
    return _BuildSession(options, config, plan, show, stop, early).run()


class _BuildSession:
    """A build in progress: its plan, and the outcomes so far."""

    def __init__(
        self,
        options: BuildOptions,
        config: BuildConfig,
        plan: Plan,
        show: ProgressPrinter,
        stop: SignalGuard,
        early: PdfWorker | None,
    ) -> None:
        self._options = options
        self._config = config
        self._pdf_worker = early
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
        if self._options.dry_run:
            return self._dry_run()
        started = time.monotonic()
        with ExitStack() as stack:
            folders = {
                path: stack.enter_context(OutputFolder(path, shared=self._options.shared))
                for path in self._paths()
            }
            try:
                if not (self._refused and self._options.fail_fast):
                    self._build(folders)
                    self._build_class_files(folders)
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
        prior = [outcome.record for outcome in self._outcomes.values() if outcome.record]
        if self._options.ics and not self._several and prior and "ics" not in prior[0].files:
            self._show.tell(_("no calendar yet: no day is known; write it under talk, as date: 2026-12-02"))

    def _open(self) -> None:
        """Open the kit, or the folder of several, with `--open` if one was built."""
        prior = [path for path, outcome in self._outcomes.items() if outcome.record]
        if self._options.open and prior:
            formats = self._config.formats
            ending = "pdf" if "pdf" in formats else formats[0]
            show_file(prior[0].parent if self._several else Path(f"{prior[0]}.{ending}"))

    def _dry_run(self) -> int:
        build_run = BuildRun(
            self._config, self._start_executor(self._config, 1), {}, force=self._options.force
        )
        for job in self._plan.jobs:
            self._show.would_build(job, build_run.prior_state(job).record is not None)
        return NOT_ALL if self._refused else 0

    def _build(self, folders: Mapping[Path, OutputFolder]) -> None:
        executor = self._start_executor(self._config, len(self._plan.jobs))
        build_run = BuildRun(self._config, executor, folders, self._stop.held, force=self._options.force)
        self._outcomes = build_run.outcomes
        with self._show.progress(), closing(build_run.run(self._plan.jobs)) as outcomes:
            for outcome in outcomes:
                self._show.outcome(outcome)
                if outcome.failure and (
                    self._options.fail_fast or outcome.failure.why is FailureKind.ENVIRONMENT
                ):
                    break

    def _build_class_files(self, folders: Mapping[Path, OutputFolder]) -> None:
        """Build the requested class files from the kits in each folder that are built or up to date."""
        options = self._options
        if not (options.print_file or options.class_sheet or options.zip):
            return
        # Imported here: it loads the stages, which an up-to-date class does not need.
        from interview_kit.build import class_file_jobs

        there = {path for path, outcome in self._outcomes.items() if outcome.record}
        kits = [job for job in self._plan.jobs if job.path in there]
        for path in dict.fromkeys(job.path.parent for job in kits):
            own = [job for job in kits if job.path.parent == path]
            if options.print_file:
                jobs = class_file_jobs.print_jobs(path, own, options.print_volume)
                self._run_class_jobs(
                    jobs, class_file_jobs.print_config(self._config, options.print_volume), folders
                )
            if options.class_sheet:
                self._run_class_jobs(
                    class_file_jobs.sheet_jobs(path, own), class_file_jobs.sheet_config(self._config), folders
                )
            if options.zip:
                folders[path].write(
                    {class_file_jobs.ARCHIVE: class_file_jobs.archive(own, self._config.formats)}
                )
                self._show.tell(str(path / class_file_jobs.ARCHIVE))

    def _run_class_jobs(
        self, jobs: tuple[Job, ...], config: BuildConfig, folders: Mapping[Path, OutputFolder]
    ) -> None:
        executor = self._start_executor(config, len(jobs))
        build_run = BuildRun(config, executor, folders, self._stop.held, force=self._options.force)
        with closing(build_run.run(jobs)) as outcomes:
            for outcome in outcomes:
                self._show.outcome(outcome, config.formats)
                self._lacking += outcome.failure is not None

    def _cut_short(self, error: Stopped | KitError, folders: Mapping[Path, OutputFolder]) -> int:
        if isinstance(error, KitError):
            complain_of(error)
        if self._several or isinstance(error, Stopped):
            self._show.stopped(self._rows())
        with suppress(OutputProblem):
            self._report(folders)
        return error.exit_code

    def _start_executor(self, config: BuildConfig, tasks: int) -> Callable[[], KitExecutor]:
        if self._options.scheduler:
            from interview_kit.build.executor_dask import dask_workers

            return lambda: dask_workers(config, self._options.scheduler)
        if self._options.jobs == 1 or not self._several:
            return lambda: this_process(config, self._pdf_worker if config is self._config else None)
        return lambda: local_processes(config, min(self._options.jobs or processors(), tasks))

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
        extras = (each for each in record.files if each.endswith(self._config.extras))
        files = tuple(f"{entry.job.path.name}.{each}" for each in (*self._config.formats, *extras))
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
