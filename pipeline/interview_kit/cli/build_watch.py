"""Build again whenever an input file changes: `kit build --watch`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from interview_kit.build.sources import STANDARD_INPUT
from interview_kit.cli.build_options import BuildRequest
from interview_kit.cli.console import complain_of, say
from interview_kit.stages.read.profiles import profiles_in
from interview_kit.stages.read.roster import is_roster
from interview_kit.stages.read.theme.chain import chain_folders
from interview_kit.support.command_line import pip_install
from interview_kit.support.errors import InvalidInput, KitError, MissingLibrary
from interview_kit.support.i18n import _
from interview_kit.support.paths import TEMPLATES

STOPPED = (130, 143)
# Poll interval as well: some network folders send no change events.
LOOK_AGAIN = 2000  # milliseconds

Seen = frozenset[tuple[Path, int, int]]
"""The state of the input files: path, modification time in nanoseconds, and size in bytes of each."""


def watch_build(request: BuildRequest, build: Callable[[BuildRequest], int]) -> int:
    """Build now and after each change until Ctrl-C; return 0, or the exit code of a build that was stopped.

    Raises MissingLibrary without watchfiles, and click.UsageError for standard input.
    """
    if STANDARD_INPUT in request.sources:
        raise click.UsageError(_("standard input cannot be watched; name a file or a folder"))
    try:
        from watchfiles import watch
    except ModuleNotFoundError as error:
        raise MissingLibrary(
            _("watchfiles, which notices what is saved,"), pip_install("interview-kit[preview]")
        ) from error
    built: Seen | None = None
    try:
        while True:
            now = _seen(request)
            if now == built:
                changes = watch(
                    *_folders(request), recursive=False, rust_timeout=LOOK_AGAIN, yield_on_timeout=True
                )
                next(changes)
                continue
            code = _built(request, build)
            if code in STOPPED:
                return code
            if not code:
                request = replace(request, open=False)
            built = now
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


def _seen(request: BuildRequest) -> Seen:
    return frozenset(each for path in _files(request) for each in _as_seen(path))


def _as_seen(path: Path) -> Iterator[tuple[Path, int, int]]:
    try:
        found = path.stat()
    except OSError:  # an editor may be replacing it at this moment
        return
    yield path, found.st_mtime_ns, found.st_size


def _files(request: BuildRequest) -> Iterator[Path]:
    """Yield the input files of the kits: profiles and rosters, and every file of the theme and the bank."""
    for source in map(Path, request.sources):
        if source.is_dir():
            try:
                yield from profiles_in(source)
            except InvalidInput:  # no profile in it yet
                continue
        else:
            yield source
            if is_roster(source):
                yield source.with_name(f"{source.stem}.defaults.yaml")
    for folder in _theme_folders(request):
        yield from (path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def _folders(request: BuildRequest) -> tuple[Path, ...]:
    """Return the folders to watch, each not recursively."""
    sources = (Path(source) for source in request.sources)
    places = [source if source.is_dir() else source.parent for source in sources]
    return tuple(dict.fromkeys((*places, *_theme_folders(request))))


def _theme_folders(request: BuildRequest) -> tuple[Path, ...]:
    whole = dict.fromkeys((TEMPLATES / "bank", *chain_folders(request.options.theme)))
    return tuple(folder for top in whole for folder in (top, *sorted(top.rglob("*/"))) if folder.is_dir())
