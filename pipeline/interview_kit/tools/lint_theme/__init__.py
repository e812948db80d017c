"""Check a theme: its files, its texts, and sample kits built with it.

Here are the mistakes in templates, style sheets and texts; `files` lists which theme supplied each file and
which files are unused, and `own_sources` finds words and unknown classes in the theme's own. `trial_kits`
makes kits within the limits of a build, and holds them to the `guards`; `blame` finds the line of a fault;
`contact_sheet` draws the pages as thumbnails.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from interview_kit.build.limits import BUILDING, USUAL_LIMITS, Limits
from interview_kit.build.worker_process import run_limited
from interview_kit.model.bank import Bank
from interview_kit.model.theme import Layer, Theme
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.theme import WORDS
from interview_kit.stages.write.check_theme import check_looks
from interview_kit.support.errors import InvalidInput, Located, Problem
from interview_kit.tools.lint_bank import lint

FORMATS = ("html", "pdf", "docx")
LINTING = Limits(seconds=600)


def mistakes_in_looks(theme: Theme) -> tuple[Located, ...]:
    """Return the problems in the templates, style sheets and Word shell, or the notices about the shell.

    They are found in a process of its own, within the limits of a kit. Raises MissingLibrary.
    """
    folder = str(theme.layers[-1].folder)
    try:
        return run_limited(check_looks, theme, FORMATS, budget=USUAL_LIMITS, file=folder, templates=BUILDING)
    except InvalidInput as error:
        # With full paths: some writers give only the path in the theme.
        return tuple(replace(each, file=theme.file_of(each.file)) for each in error.problems)


def mistakes_in_words(layers: Sequence[Layer]) -> tuple[Bank | None, tuple[Located, ...]]:
    """Return the bank with the overlays of a theme chain, and what linting finds in the themes' texts.

    The bank is None where the overlays cannot be applied, or this takes too long.
    """
    try:
        return run_limited(_linted, tuple(layers), budget=LINTING, file=str(layers[-1].folder))
    except InvalidInput as error:
        return None, error.problems


def _linted(layers: tuple[Layer, ...]) -> tuple[Bank, tuple[Located, ...]]:
    bank = read_bank(layers=layers)
    # To read the program's own words takes half of the time of all, and is what `kit bank check` is for.
    has_words = any(path.startswith(WORDS) for layer in layers for path in layer.files)
    return bank, tuple(_in_layers(lint(bank), layers)) if has_words else ()


def _in_layers(found: Iterable[Located], layers: Iterable[Layer]) -> Iterable[Located]:
    folders = [layer.folder for layer in layers]
    for one in found:
        # Errors are reported in any file, also of the base bank: an override may have caused them.
        if isinstance(one, Problem) or any(Path(one.file).is_relative_to(folder) for folder in folders):
            yield one
