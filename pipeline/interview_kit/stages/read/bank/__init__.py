"""Read the words of the kits: the bank that comes with the program, and what each theme says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from interview_kit.model.bank import Bank
from interview_kit.model.theme import Layer
from interview_kit.stages.read.bank.base import read_words
from interview_kit.support.paths import TEMPLATES


def read_bank(folder: Path = TEMPLATES / "bank", layers: Sequence[Layer] = ()) -> Bank:
    """Return the bank in `folder`, by default the one that comes with the program, as the `layers` say it.

    The layers are those of a theme, the most general first. Raises BankError with the problems of all files:
    what a file refuses, an id that stands twice, a change to what is not there.
    """
    words = read_words(folder)
    if not any(path.startswith("bank/") for layer in layers for path in layer.files):
        return words
    from interview_kit.stages.read.bank.overlay import (
        with_themes,  # which a theme without words does not wait for
    )

    return with_themes(words, layers)
