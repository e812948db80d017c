"""Find what is wrong in a theme's looks and words, all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from interview_kit.model.bank import Bank
from interview_kit.model.theme import Layer, Theme
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.write.check_theme import check_looks
from interview_kit.support.errors import BankError, InvalidInput, Located, Problem, ThemeError
from interview_kit.tools.lint_bank import proofread
from interview_kit.tools.lint_theme.time_limit import within_limits

FORMATS = ("html", "pdf", "docx")


def mistakes_in_looks(theme: Theme) -> tuple[Problem, ...]:
    """Return what is wrong in the templates, the style sheets and the Word shell. Raises MissingLibrary."""
    try:
        with within_limits(str(theme.layers[-1].folder)):
            check_looks(theme, FORMATS)
    except ThemeError as error:
        return _placed(theme, error)
    return ()


def mistakes_in_words(layers: Sequence[Layer]) -> tuple[Bank | None, tuple[Located, ...]]:
    """Return the bank as the themes of a chain say it, and what proofreading finds in their words.

    There is no bank where the words cannot be laid over each other.
    """
    try:
        bank = read_bank(layers=tuple(layers))
    except BankError as error:
        return None, error.problems
    return bank, tuple(_in_layers(proofread(bank), layers))


def _placed(theme: Theme, error: InvalidInput) -> tuple[Problem, ...]:
    """Return the problems with the place of each file: some writers name it by its path in the theme."""
    return tuple(
        Problem(theme.place_of(each.file), each.line, each.column, each.path, each.message)
        for each in error.problems
    )


def _in_layers(found: Iterable[Located], layers: Iterable[Layer]) -> Iterable[Located]:
    folders = [layer.folder for layer in layers]
    for one in found:
        # What refuses the bank is said wherever it stands: a theme may have brought it about.
        if isinstance(one, Problem) or any(Path(one.file).is_relative_to(folder) for folder in folders):
            yield one
