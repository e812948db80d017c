"""Read the bank with a theme's overrides."""

from __future__ import annotations

from contextlib import nullcontext

from interview_kit.build.limits import USUAL_LIMITS
from interview_kit.build.worker_process import LimitedWorker
from interview_kit.model.bank import Bank
from interview_kit.model.theme import Theme
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.theme import is_shipped, load_theme
from interview_kit.support.errors import BankError


def words_of(theme: Theme, worker: LimitedWorker | None = None) -> Bank:
    """Return the bank with a theme's overrides; if there are any, they are checked.

    Those of a theme that is not shipped are read in a process, by default one of its own, within the limits
    of a kit: conditions and texts are evaluated. Raises BankError, and InvalidInput beyond the limits.
    """
    folders = tuple(
        str(layer.folder) for layer in theme.layers if any(path.startswith("bank/") for path in layer.files)
    )
    if not folders:
        return read_bank(layers=theme.layers)
    if is_shipped(theme):
        return _checked_words(theme, folders)
    with nullcontext(worker) if worker else LimitedWorker() as limited:
        return limited.run(_checked_words, theme, folders, budget=USUAL_LIMITS, file=folders[-1])


def _checked_words(theme: Theme, folders: tuple[str, ...]) -> Bank:
    # Imported here: it loads modules that few commands need.
    from interview_kit.tools.lint_bank import mistakes_in_themes

    bank = read_bank(layers=theme.layers)
    if mistakes := mistakes_in_themes(bank, folders):
        raise BankError(mistakes)
    return bank


def words_with(theme: str) -> Bank:
    """Return the bank with the overrides of a theme, by name or folder. Raises ThemeError and BankError."""
    return words_of(load_theme(theme))
