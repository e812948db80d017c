"""Build again whenever an input file changes: `kit build --watch`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from interview_kit.build.sources import STANDARD_INPUT
from interview_kit.cli.build_options import BuildRequest
from interview_kit.cli.console import complain_of, say
from interview_kit.support.command_line import pip_install
from interview_kit.support.errors import KitError, MissingLibrary
from interview_kit.support.i18n import _

STOPPED = (130, 143)


def watch_build(request: BuildRequest, build: Callable[[BuildRequest], int]) -> int:
    """Build now and after each change until Ctrl-C; return 0, or the exit code of a build that was stopped.

    Raises MissingLibrary without watchfiles, and click.UsageError for standard input.
    """
    if STANDARD_INPUT in request.sources:
        raise click.UsageError(_("standard input cannot be watched; name a file or a folder"))
    try:
        import watchfiles  # noqa: F401 -- the module below needs it
    except ModuleNotFoundError as error:
        raise MissingLibrary(
            _("watchfiles, which notices what is saved,"), pip_install("interview-kit[preview]")
        ) from error
    from interview_kit.tools.watch import saved_files

    try:
        for _saved in saved_files(request.options.theme, tuple(map(Path, request.sources))):
            code = _built(request, build)
            if code in STOPPED:
                return code
            if not code:
                request = replace(request, open=False)
            if not request.quiet:
                say(_("Watching. Save a file to build again; Ctrl-C ends it."))
    except KeyboardInterrupt:
        click.echo()
    return 0


def _built(request: BuildRequest, build: Callable[[BuildRequest], int]) -> int:
    try:
        return build(request)
    except KitError as error:
        complain_of(error)
        return error.exit_code
