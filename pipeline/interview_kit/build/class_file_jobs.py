"""Turn the files of a whole class into jobs, which are built, limited and skipped as kits are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from interview_kit.build.class_files.volumes import main_language, volumes
from interview_kit.build.options import BuildOptions
from interview_kit.build.scheduler import Job
from interview_kit.build.tasks import BuildConfig, ClassTask, KitTask, Piece
from interview_kit.model.profile import Profile
from interview_kit.stages.read.roster.vocabulary import normal

# The file of no person begins with an underscore, and a folder of profiles passes over those that do.
PRINT, PRINT_WHOLE, SHEET = "_print", "_print-whole-pages", "_class-sheet"
# A sheet of 500 takes 8 seconds and 300 MB.
_ON_A_SHEET = 500
_SHEET_FORMATS = ("pdf", "docx")


def class_jobs(
    config: BuildConfig, options: BuildOptions, folder: Path, kits: Sequence[Job]
) -> Iterator[tuple[BuildConfig, tuple[Job, ...]]]:
    """Yield the jobs of the class files that are wanted of the kits in `folder`, with the config of a kind.

    Volumes to print are PDF only, and have the seconds of as many kits as they hold at most. With `two_up`,
    kits in large or wider letters are in volumes of their own, on whole pages. The class sheet is PDF to
    print, and Word to go on with; a class of more than 500 gets several.
    """
    if options.print_file or options.two_up:
        most = options.print_volume
        limits = replace(config.limits, seconds=config.limits.seconds * most)
        for name, own in _print_files(options, kits):
            jobs = _jobs(Piece.VOLUME, folder / name, own, most, two_up=options.two_up and name == PRINT)
            yield replace(config, formats=("pdf",), limits=limits), jobs
    if options.class_sheet:
        listed = sorted(kits, key=_by_last_name) if options.class_sheet_order == "name" else kits
        jobs = _jobs(Piece.SHEET, folder / SHEET, listed, _ON_A_SHEET, has_marks=options.class_sheet_mark)
        yield replace(config, formats=_SHEET_FORMATS), jobs


def _print_files(options: BuildOptions, kits: Sequence[Job]) -> Iterator[tuple[str, list[Job]]]:
    """Yield the name of each file to print, and its kits."""
    files: dict[str, list[Job]] = {}
    for kit in kits:
        is_roomy = isinstance(kit.task, KitTask) and kit.task.variant.is_roomy
        files.setdefault(PRINT_WHOLE if options.two_up and is_roomy else PRINT, []).append(kit)
    yield from sorted(files.items())


def _by_last_name(kit: Job) -> tuple[str, str]:
    """Return what sorts people by their last name, and then by the others, without accents and capitals."""
    name = normal(kit.name)
    return name.rpartition(" ")[2], name


def _jobs(
    piece: Piece,
    path: Path,
    kits: Sequence[Job],
    most: int,
    *,
    has_marks: bool = False,
    two_up: bool = False,
) -> tuple[Job, ...]:
    tasks = [job.task for job in kits if isinstance(job.task, KitTask)]
    language = main_language(Profile.model_validate_json(task.profile) for task in tasks)
    parts = volumes(tasks, most)
    numbered = (path.with_name(f"{path.name}-{number}") for number in range(1, len(parts) + 1))
    paths = tuple(numbered) if len(parts) > 1 else (path,)
    return tuple(
        Job(own.name, own, ClassTask(piece, part, language, str(own), has_marks, two_up))
        for own, part in zip(paths, parts, strict=True)
    )
