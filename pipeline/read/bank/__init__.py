"""Read the words of the kits: the bank that comes with the program, and what each theme says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.bank import Bank
from pipeline.read.bank.base import read_words
from pipeline.resources import TEMPLATES
from pipeline.theme import Layer


def read_bank(folder: Path = TEMPLATES / "bank", layers: Sequence[Layer] = ()) -> Bank:
    """Return the bank in `folder`, by default the one that comes with the program, as the `layers` say it.

    The layers are those of a theme, the most general first. Raises BankError with the problems of all files:
    what a file refuses, an id that stands twice, a change to what is not there.
    """
    words = read_words(folder)
    if not any(path.startswith("bank/") for layer in layers for path in layer.files):
        return words
    from pipeline.read.bank.overlay import with_themes  # which a theme without words does not wait for

    return with_themes(words, layers)
