"""Read the bank with a theme's overrides."""

from __future__ import annotations

from interview_kit.model.bank import Bank
from interview_kit.model.theme import Theme
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.theme import load_theme
from interview_kit.support.errors import BankError


def words_of(theme: Theme) -> Bank:
    """Return the bank with a theme's overrides; if there are any, they are checked. Raises BankError."""
    bank = read_bank(layers=theme.layers)
    folders = [
        str(layer.folder) for layer in theme.layers if any(path.startswith("bank/") for path in layer.files)
    ]
    if folders:
        # Imported here: it loads modules that few commands need.
        from interview_kit.tools.lint_bank import mistakes_in_themes

        mistakes = mistakes_in_themes(bank, folders)
        if mistakes:
            raise BankError(mistakes)
    return bank


def words_with(theme: str) -> Bank:
    """Return the bank with the overrides of a theme, by name or folder. Raises ThemeError and BankError."""
    return words_of(load_theme(theme))
