"""Build kits: `kit build`."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from pipeline.build import Kit, build_kit
from pipeline.choices import Language
from pipeline.cli.console import complain_of, show
from pipeline.cli.options import debug_option
from pipeline.cli.sources import Source, profiles_from
from pipeline.errors import InvalidInput
from pipeline.profile import Profile
from pipeline.publish import OutputFolder, Owner, file_paths, file_stem
from pipeline.read.bank import read_bank
from pipeline.read.profiles import ReadProfile
from pipeline.read.theme import load_theme
from pipeline.theme import Paper
from pipeline.writers import WRITERS
from pipeline.writers.pages import page_count

USUAL_FORMATS = ("pdf", "docx")
SOME_NOT_BUILT = 1


@dataclass(frozen=True, slots=True)
class _Job:
    """One kit to build: whose, and the path of its files without their endings."""

    profile: Profile
    path: Path


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "-o",
    "--output",
    default="output",
    type=click.Path(path_type=Path, file_okay=False),
    show_default=True,
    help="The folder to write into.",
)
@click.option("-t", "--theme", default="base", show_default=True, help="A theme by name, or its folder.")
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    default=USUAL_FORMATS,
    show_default=True,
    type=click.Choice(list(WRITERS)),
    help="A format; repeat for several.",
)
@click.option(
    "-l",
    "--language",
    type=click.Choice([each.value for each in Language]),
    help="The language of the kit, instead of the profile's.",
)
@click.option(
    "--paper",
    default=Paper.LETTER.value,
    show_default=True,
    type=click.Choice([each.value for each in Paper]),
    help="The size of the paper.",
)
@click.option("--large-print", is_flag=True, help="Larger letters and more room, in every kit.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@debug_option
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    output: Path,
    theme: str,
    formats: tuple[str, ...],
    language: str | None,
    paper: str,
    large_print: bool,
    quiet: bool,
) -> None:
    """Build the kit of each profile: an accessible PDF and a Word file.

    A SOURCE is a profile, a folder of profiles, or - for standard input. The kit of one
    profile is written as <name>.pdf and <name>.docx; the kits of a folder go into a folder
    of its name.

    \b
    Exit codes: 0 all built; 1 several were asked for, and one or more not built;
    2 the one profile, the theme or the words are refused, and nothing is written;
    3 something is missing on this computer; 4 another build uses the output folder.

    \b
    For example:
      kit build profiles/leila.yaml
      kit build profiles --paper a4
    """
    bank = read_bank()
    sizes = {large: load_theme(theme, paper=Paper(paper), large_print=large) for large in (False, True)}
    found = tuple(profiles_from(sources, bank))
    jobs = _jobs(found, output, language)
    say = _say_nothing if quiet else click.echo
    built = 0
    for job in jobs:
        size = sizes[large_print or job.profile.support.large_print]
        built += _build(job, partial(build_kit, bank=bank, theme=size, formats=formats), say)
    if len(found) > 1:
        say(f"{built} of {len(found)} kits built")
    if built < len(found):
        ctx.exit(SOME_NOT_BUILT if len(found) > 1 else InvalidInput.exit_code)


def _jobs(found: tuple[Source, ...], output: Path, language: str | None) -> tuple[_Job, ...]:
    """Say what is refused and return the kits to build, each with a place of its own."""
    good: list[tuple[Path, ReadProfile]] = []
    for source in found:
        if isinstance(source.found, InvalidInput):
            show(source.found.problems)
        else:
            show(source.found.notices)
            good.append((output / file_stem(source.folder) if source.folder else output, source.found))
    paths = file_paths(
        [Owner(folder, read.profile.name, read.profile.id or Path(read.file).name) for folder, read in good]
    )
    change = {"language": Language(language)} if language else {}
    return tuple(
        _Job(read.profile.model_copy(update=change), path)
        for (_, read), path in zip(good, paths, strict=True)
    )


def _build(job: _Job, build: Callable[[Profile], Kit], say: Callable[[str], None]) -> bool:
    """Build and write one kit, and return whether that went well."""
    started = time.monotonic()
    try:
        files = build(job.profile).files
    except InvalidInput as error:
        complain_of(error)
        return False
    with OutputFolder(job.path.parent) as folder:
        written = folder.write({f"{job.path.name}.{name}": data for name, data in files.items()})
    pages = f"{page_count(files['pdf'])} pages, " if "pdf" in files else ""
    say(f"{', '.join(str(path) for path in written)}  ({pages}{time.monotonic() - started:.1f} s)")
    return True


def _say_nothing(words: str) -> None:
    """Print nothing."""
