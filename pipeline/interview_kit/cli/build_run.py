"""Run a build for the command line: print its events, and return its exit code."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import closing, suppress
from pathlib import Path
from subprocess import TimeoutExpired

import click

from interview_kit.build.pdf_worker import PdfWorker
from interview_kit.build.report import BuildReport, KitResult
from interview_kit.build.run import OwnProcess
from interview_kit.build.scheduler import Status
from interview_kit.build.signals import SignalGuard, Stopped
from interview_kit.build.tasks import FailureKind
from interview_kit.build.worker_process import Program
from interview_kit.cli.build_options import BuildRequest
from interview_kit.cli.build_progress import ProgressPrinter
from interview_kit.cli.console import complain
from interview_kit.cli.wrapping import fitted
from interview_kit.stages.write import engine
from interview_kit.support.errors import InvalidInput, KitError, OutputProblem, escape
from interview_kit.support.i18n import _
from interview_kit.tools.class_build import start_build

NOT_ALL = 1
BUG = 70
TO_FAIL = 1.0  # seconds


def run_build(request: BuildRequest, early: PdfWorker | None = None) -> int:
    """Run a build and return its exit code; `early`, if given, renders the PDF of a single kit.

    Raises KitError where nothing can be built.
    """
    options = request.options
    printer = ProgressPrinter(quiet=request.quiet, verbose=request.verbose, debug=request.debug)
    with SignalGuard() as signals, closing(printer):
        if request.defaults:
            printer.tell(request.defaults)
        if request.verbose and not engine.is_on():
            printer.tell(_("PDF files are drawn the slow way; kit doctor says why"))
        try:
            report = start_build(
                request.sources,
                request.output,
                request.formats,
                options,
                printer.print,
                OwnProcess(signals, early),
            )
        except Stopped as stopped:
            complain(_("stopped before the first kit"))
            return stopped.exit_code
    if isinstance(report.stopped, (Stopped, KitError)):
        printer.stopped(report)
        return report.stopped.exit_code
    if options.dry_run:
        printer.dry_run(report)
    elif not _is_one_refusal(report):
        printer.sum(report)
        _tell_why_no_dates(request, report, printer)
        _open(request, report)
    return _exit_code(report, options.dry_run)


def _is_one_refusal(report: BuildReport) -> bool:
    return [kit.status for kit in report.kits] == [Status.REFUSED]


def _tell_why_no_dates(request: BuildRequest, report: BuildReport, printer: ProgressPrinter) -> None:
    """Explain for a single kit why `--ics` wrote no calendar."""
    match report.kits:
        case (KitResult(is_there=True, files=files),) if request.options.ics:
            if not any(path.suffix == ".ics" for path in files):
                printer.tell(_("no calendar yet: no day is known; write it under talk, as date: 2026-12-02"))


def _open(request: BuildRequest, report: BuildReport) -> None:
    """Open the kit, or the folder of several, with `--open` if one was built."""
    there = [kit.files for kit in report.kits if kit.is_there]
    if request.open and there:
        one = next((path for path in there[0] if path.suffix == ".pdf"), there[0][0])
        show_file(one.parent if len(report.kits) > 1 else one)


def _exit_code(report: BuildReport, dry_run: bool) -> int:
    reasons = [kit.failure for kit in report.kits if kit.failure]
    if FailureKind.ENVIRONMENT in reasons:
        return OutputProblem.exit_code
    if _is_one_refusal(report):
        return InvalidInput.exit_code
    if dry_run:
        return NOT_ALL if any(kit.status is Status.REFUSED for kit in report.kits) else 0
    if len(report.kits) > 1 or not reasons:
        return 0 if report.ok else NOT_ALL
    return {FailureKind.REFUSED: InvalidInput.exit_code, FailureKind.BUG: BUG}.get(reasons[0], NOT_ALL)


def show_file(path: Path) -> None:
    """Open a file or folder; print its path where the opener program (xdg-open) is missing or fails."""
    whole = path.absolute()
    if sys.platform == "win32":
        os.startfile(whole)
        return
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        _warn(_("nothing here can show files (xdg-open); it is {whole}", whole=whole), whole)
        return
    program = Program([opener, str(whole)])
    # It may run as long as the file is open; one that fails ends at once.
    with suppress(TimeoutExpired):
        if code := program.wait(TO_FAIL):
            message = _("{opener} could not show the file (exit code {code})", opener=opener, code=code)
            _warn(_("{place}: {reason}", place=message, reason=whole), whole)


def _warn(message: str, whole: Path) -> None:
    click.secho(fitted(escape(message), escape(str(whole)), stream=sys.stderr), fg="yellow", err=True)
