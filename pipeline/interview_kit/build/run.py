"""Build a class: plan it, lock its folders, build kits and class files, and write the reports."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, closing, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from interview_kit.build import stale
from interview_kit.build.executors import KitExecutor, local_processes, this_process
from interview_kit.build.fingerprint import program_version
from interview_kit.build.options import BuildOptions, processors
from interview_kit.build.pdf_worker import PdfWorker
from interview_kit.build.plan import Plan, PlanEntry, make_plan, unprinted_notices
from interview_kit.build.report import (
    CSV_NAME,
    BuildEvent,
    BuildReport,
    Cancelled,
    EventKind,
    KitResult,
    report_files,
    result_of,
    without_address,
)
from interview_kit.build.scheduler import BuildRun, Hooks, Job, Outcome, Status
from interview_kit.build.signals import SignalGuard, Stopped
from interview_kit.build.sources import Source
from interview_kit.build.tasks import BuildConfig, FailureKind
from interview_kit.build.worker_process import LimitedWorker
from interview_kit.model.enums import Language
from interview_kit.model.theme import ORDINARY
from interview_kit.stages.read.theme import is_shipped
from interview_kit.support.errors import KitError, Notice, OutputProblem
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import OutputFolder


@dataclass(frozen=True, slots=True)
class OwnProcess:
    """The process of a command, which a build may use as its own.

    It renders kits itself where one worker is enough, and holds signals back while files are written;
    `pdf_worker` draws the PDF of a single kit.
    """

    signals: SignalGuard
    pdf_worker: PdfWorker | None = None


def run_build(
    found: Iterable[Source],
    config: BuildConfig,
    output: Path,
    options: BuildOptions,
    on_event: Callable[[BuildEvent], None],
    worker: LimitedWorker,
    own: OwnProcess | None = None,
) -> BuildReport:
    """Build the kits of the profiles found, write them into `output`, and return the report.

    `on_event` is called in this thread; an exception that it raises ends the build. The theme is checked in
    `worker`, which is ended then. Without `own`, kits are rendered in worker processes alone. What stops a
    build under way is in the report's `stopped`. Raises KitError where no kit can be built, such as for a
    theme with mistakes.
    """
    ordinary = config.themes[ORDINARY]
    if ordinary.notices:
        on_event(BuildEvent(EventKind.NOTICED, notices=ordinary.notices))
    language = Language(options.language) if options.language else None
    with worker:
        if not is_shipped(ordinary):
            # Checked once, before any kit, so that a broken theme is one error and nothing is written.
            from interview_kit.build.kit import check_theme

            if notices := check_theme(worker, ordinary, config.formats):
                on_event(BuildEvent(EventKind.NOTICED, notices=notices))
        plan = make_plan(found, output, language, options.variant, on_event)
        if ordinary.tokens.logo:
            from interview_kit.build.kit import check_letterhead

            check_letterhead(worker, config.bank, ordinary, plan.languages)
    return _BuildSession(options, config, plan, on_event, own).run()


class _BuildSession:
    """A build in progress: its plan, and the results so far."""

    def __init__(
        self,
        options: BuildOptions,
        config: BuildConfig,
        plan: Plan,
        on_event: Callable[[BuildEvent], None],
        own: OwnProcess | None,
    ) -> None:
        self._options = options
        self._config = config
        self._plan = plan
        self._on_event = on_event
        self._own = own
        held = own.signals.held if own else nullcontext
        self._hooks = Hooks(held, self._started, self._check_cancel if options.cancel else None)
        self._outcomes: Mapping[Path, Outcome] = {}
        self._class_files: list[KitResult] = []
        self._corrections: list[Path] = []
        self._named_program = False
        sources = ((each.report, Path(each.origin)) for each in plan.entries if each.report and each.origin)
        self._origins = stale.origins_of(sources, force=options.force)
        self._refused = sum(entry.refused is not None for entry in plan.entries)

    def run(self) -> BuildReport:
        """Build the kits and class files, write the reports, and return the report."""
        started, stopped = time.monotonic(), None
        for folder, origin in () if self._options.force else self._origins.items():
            stale.refuse_other_class(folder, origin)
        self._emit(EventKind.PLANNED)
        if self._options.dry_run:
            build_run = self._build_run(self._config, 1, {})
            self._outcomes = {job.path: build_run.prior_state(job) for job in self._plan.jobs}
        elif self._refused < len(self._plan.entries) or len(self._plan.entries) > 1:
            stopped = self._run()
        report = BuildReport(
            tuple(self._results()),
            tuple(self._class_files),
            () if self._options.dry_run else tuple(path / CSV_NAME for path in self._report_folders()),
            tuple(self._corrections),
            time.monotonic() - started,
            stopped,
        )
        self._emit(EventKind.FINISHED, report=report)
        return report

    def _run(self) -> KitError | Stopped | Cancelled | None:
        """Build and write everything; return what stopped the build, or None."""
        with ExitStack() as stack:
            folders = {
                path: stack.enter_context(OutputFolder(path, shared=self._options.shared))
                for path in self._paths()
            }
            try:
                if not (self._refused and self._options.fail_fast):
                    self._build(folders)
                    self._tell(*unprinted_notices(self._plan.entries, self._outcomes))
                    self._build_class_files(folders)
                self._write_reports(folders)
                self._clear_stale(folders)
                if self._options.email_list:
                    self._tell(*without_address(self._results()))
            except (Stopped, Cancelled, KitError) as error:
                with suppress(OutputProblem):
                    self._write_reports(folders)
                return error
        return None

    def _build(self, folders: Mapping[Path, OutputFolder]) -> None:
        build_run = self._build_run(self._config, len(self._plan.jobs), folders)
        self._outcomes = build_run.outcomes
        with closing(build_run.run(self._plan.jobs)) as outcomes:
            for outcome in outcomes:
                self._tell_oddities(outcome)
                self._emit_result(result_of(outcome, self._config))
                failure = outcome.failure
                if failure and (self._options.fail_fast or failure.why is FailureKind.ENVIRONMENT):
                    break

    def _build_run(self, config: BuildConfig, tasks: int, folders: Mapping[Path, OutputFolder]) -> BuildRun:
        executor, options = self._start_executor(config, tasks), self._options
        return BuildRun(config, executor, folders, self._hooks, force=options.force, shared=options.shared)

    def _build_class_files(self, folders: Mapping[Path, OutputFolder]) -> None:
        """Build the requested class files from the kits in each folder that are built or up to date."""
        options = self._options
        if not (options.print_file or options.two_up or options.class_sheet or options.zip):
            return
        # Imported here: it loads the stages, which an up-to-date class does not need.
        from interview_kit.build.class_file_jobs import class_jobs
        from interview_kit.build.class_files import ARCHIVE
        from interview_kit.build.class_files.archive import kit_members, zip_chunks

        there = {path for path, outcome in self._outcomes.items() if outcome.record}
        kits = [job for job in self._plan.jobs if job.path in there]
        for path in dict.fromkeys(job.path.parent for job in kits):
            own = [job for job in kits if job.path.parent == path]
            for config, jobs in class_jobs(self._config, options, path, own):
                with closing(self._build_run(config, len(jobs), folders).run(jobs)) as outcomes:
                    for outcome in outcomes:
                        self._tell_oddities(outcome)
                        self._add_class_file(result_of(outcome, config))
            if options.zip:
                members = kit_members({job.path: self._config.formats for job in own})
                folders[path].write({ARCHIVE: zip_chunks(members)})
                self._add_class_file(KitResult(ARCHIVE, str(path / ARCHIVE), Status.BUILT, (path / ARCHIVE,)))

    def _add_class_file(self, result: KitResult) -> None:
        self._class_files.append(result)
        self._emit_result(result)

    def _start_executor(self, config: BuildConfig, tasks: int) -> Callable[[], KitExecutor]:
        options, own = self._options, self._own
        if options.scheduler:
            from interview_kit.build.executor_dask import dask_workers

            return lambda: dask_workers(config, options.scheduler, self._tell)
        if own and (options.jobs == 1 or len(self._plan.entries) == 1):
            pdf_worker = own.pdf_worker if config is self._config else None
            return lambda: this_process(config, pdf_worker)
        jobs = min(options.jobs or processors(), tasks)
        return lambda: local_processes(config, jobs)

    def _write_reports(self, folders: Mapping[Path, OutputFolder]) -> None:
        entries = self._plan.entries
        for path in self._report_folders():
            own = [self._result_of(entry) for entry in entries if entry.report == path]
            rows = [entry.row for entry in entries if entry.report == path and entry.row]
            with self._hooks.held():
                folders[path].write(report_files(own))
                if path in self._origins:
                    folders[path].write(stale.source_record(path, self._origins[path]))
                if rows:
                    # Imported here: openpyxl is only needed where a row is refused.
                    from interview_kit.build.corrections import correction_files

                    for roster in correction_files(rows, path):
                        self._corrections.append(folders[path].write(roster)[0])

    def _clear_stale(self, folders: Mapping[Path, OutputFolder]) -> None:
        """Emit a notice of the stale files of each folder; delete them with the option `clean`."""
        sources = [Path(entry.file) for entry in self._plan.entries if entry.file]
        made = {path for each in self._class_files for path in each.files}
        for path, folder in folders.items():
            kits = {each.name: outcome for each, outcome in self._outcomes.items() if each.parent == path}
            is_whole = path in self._report_folders() and not self._refused
            found = (
                *(stale.stale_letters(path, kits) if "eml" in self._config.extras else ()),
                *(stale.stale_files(path, kits, made, sources) if is_whole else ()),
            )
            if found:
                with self._hooks.held():
                    folder.delete(found if self._options.clean else ())
                self._tell(stale.stale_notice(path, found, removed=self._options.clean))

    def _paths(self) -> tuple[Path, ...]:
        places = [job.path.parent for job in self._plan.jobs]
        return tuple(dict.fromkeys([*places, *self._report_folders()]))

    def _report_folders(self) -> tuple[Path, ...]:
        return tuple(dict.fromkeys(entry.report for entry in self._plan.entries if entry.report))

    def _results(self) -> list[KitResult]:
        return [self._result_of(entry) for entry in self._plan.entries]

    def _result_of(self, entry: PlanEntry) -> KitResult:
        if entry.job is None:
            assert entry.refused is not None, "a profile without a job is refused"
            return entry.refused
        if outcome := self._outcomes.get(entry.job.path):
            return result_of(outcome, self._config)
        return KitResult(entry.job.name, entry.job.task.source)

    def _started(self, job: Job) -> None:
        self._emit(EventKind.STARTED, KitResult(job.name, job.task.source))

    def _tell_oddities(self, outcome: Outcome) -> None:
        """Emit notices of an unusual reason to build a kit again; that of another version once."""
        notices = []
        if outcome.made_by and not self._named_program:
            self._named_program = True
            message = _(
                "these kits were made by version {old} of kit, and this is {new}: they are built again",
                old=outcome.made_by,
                new=program_version(),
            )
            notices.append(Notice(str(outcome.job.path.parent), None, None, "", message))
        if outcome.oddity:
            notices.append(Notice(outcome.job.task.source, None, None, "", outcome.oddity))
        self._tell(*notices)

    def _tell(self, *notices: Notice) -> None:
        if notices:
            self._emit(EventKind.NOTICED, notices=notices)

    def _emit_result(self, result: KitResult) -> None:
        self._emit(EventKind(result.status.value), result)

    def _emit(
        self,
        kind: EventKind,
        kit: KitResult | None = None,
        notices: tuple[Notice, ...] = (),
        report: BuildReport | None = None,
    ) -> None:
        done = self._refused + len(self._outcomes)
        self._on_event(BuildEvent(kind, kit, notices, done, len(self._plan.entries), report))

    def _check_cancel(self) -> None:
        if self._options.cancel and self._options.cancel.is_set():
            raise Cancelled
