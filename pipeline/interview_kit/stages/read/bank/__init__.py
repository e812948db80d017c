"""Read the texts of the kits: the shipped bank, and the overlays of themes over it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from interview_kit.model.bank import Bank
from interview_kit.model.theme import Layer
from interview_kit.stages.read.bank.base import read_data
from interview_kit.support.paths import TEMPLATES


def read_bank(folder: Path = TEMPLATES / "bank", layers: Sequence[Layer] = ()) -> Bank:
    """Return the bank in `folder`, by default the shipped one, with the overlays of `layers` applied.

    The layers are those of a theme, the base theme first. Raises BankError with the problems of all files:
    invalid content, a duplicate id, an override of an unknown id.
    """
    if not any(map(_has_words, layers)):
        return read_data(folder).bank()
    from interview_kit.stages.read.bank.overlay import (
        themed_bank,  # imported here, since a theme without an overlay does not need it
    )

    return themed_bank(folder, layers)


def _has_words(layer: Layer) -> bool:
    return bool(layer.locales or layer.not_asking) or any(path.startswith("bank/") for path in layer.files)
