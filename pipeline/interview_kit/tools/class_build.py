"""Build a class from its sources, for the Python API and for `kit build`.

It is apart from the rest of the API since it loads less: a class that is up to date needs `read` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import TypeAlias

from interview_kit.build.fingerprint import tool_versions
from interview_kit.build.options import USUAL_FORMATS, BuildOptions
from interview_kit.build.report import BuildEvent, BuildReport
from interview_kit.build.run import OwnProcess, run_build
from interview_kit.build.sources import Source, profiles_from
from interview_kit.build.stale import with_class
from interview_kit.build.tasks import BuildConfig
from interview_kit.build.worker_process import LimitedWorker
from interview_kit.model.bank import Bank
from interview_kit.model.theme import Paper
from interview_kit.stages.read.overrides import overrides_from
from interview_kit.stages.read.theme import load_themes
from interview_kit.stages.write import WRITERS
from interview_kit.support.errors import KitError
from interview_kit.tools.bank_source import words_of

PathName: TypeAlias = str | PathLike[str]


def build_class(
    sources: PathName | Iterable[PathName],
    *,
    output: PathName,
    formats: Iterable[str] = USUAL_FORMATS,
    options: BuildOptions | None = None,
    on_event: Callable[[BuildEvent], None] | None = None,
) -> BuildReport:
    """Build the kits of profiles, folders and rosters into `output`, as `kit build` does; return the report.

    `on_event` is called in the calling thread; an exception that it raises ends the build. A refused profile
    or a failed kit costs no other one and is in the report, and so is a cancelled build. Raises KitError
    where nothing can be built or written, and ValueError for an unknown format.
    """
    report = start_build(sources, Path(output), formats, options or BuildOptions(), on_event)
    if isinstance(report.stopped, KitError):
        raise report.stopped
    return report


def start_build(
    sources: PathName | Iterable[PathName],
    output: Path,
    formats: Iterable[str],
    options: BuildOptions,
    on_event: Callable[[BuildEvent], None] | None = None,
    own: OwnProcess | None = None,
) -> BuildReport:
    """Build as `build_class` does; a build that is stopped under way returns its report.

    `own` is given by a command, whose process the build may use as its own. Raises KitError where nothing
    can be built, and ValueError.
    """
    every = [sources] if isinstance(sources, (str, PathLike)) else sources
    overrides = options.overrides
    if isinstance(overrides, Mapping):
        overrides = overrides_from(overrides)

    def find(bank: Bank) -> Iterator[Source]:
        return with_class(
            [fspath(each) for each in every],
            lambda source: profiles_from([source], bank, options.delimiter, overrides, options.titles),
        )

    return build_found(find, output, formats, options, on_event, own)


def build_found(
    find: Callable[[Bank], Iterable[Source]],
    output: Path,
    formats: Iterable[str],
    options: BuildOptions,
    on_event: Callable[[BuildEvent], None] | None = None,
    own: OwnProcess | None = None,
) -> BuildReport:
    """Build the kits of the profiles that `find` returns, which go with the bank, as `start_build` does."""
    wanted = known_formats(formats)
    paper = Paper(options.paper) if options.paper else None
    themes = load_themes(fspath(options.theme), paper=paper, fillable=options.fillable)
    asked = (("eml", options.eml), ("ics", options.ics), ("kit.eml", options.email_list))
    extras = tuple(name for name, is_asked in asked if is_asked)
    with LimitedWorker() as worker:
        bank = words_of(next(iter(themes.values())), worker)
        config = BuildConfig(bank, themes, wanted, tool_versions(), extras=extras)
        return run_build(find(bank), config, output, options, on_event or (lambda event: None), worker, own)


def known_formats(formats: Iterable[str]) -> tuple[str, ...]:
    """Return the formats, each once. Raises ValueError where one is unknown, or there is none."""
    every = (formats,) if isinstance(formats, str) else tuple(dict.fromkeys(formats))
    unknown = [each for each in every if each not in WRITERS]
    if unknown or not every:
        raise ValueError(f"formats are {', '.join(WRITERS)}; got {', '.join(unknown) or 'none'}")
    return every
