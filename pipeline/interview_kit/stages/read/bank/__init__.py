"""Read the texts of the kits: the shipped bank, and the overlays of themes over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from interview_kit.model.bank import Bank
from interview_kit.model.language import RULES
from interview_kit.model.theme import Layer
from interview_kit.support.cache import cached
from interview_kit.support.paths import LANGUAGES, TEMPLATES


def read_bank(folder: Path = TEMPLATES / "bank", layers: Sequence[Layer] = ()) -> Bank:
    """Return the bank in `folder`, by default the shipped one, with the overlays of `layers` applied.

    The layers are those of a theme, the base theme first. Raises BankError with the problems of all files:
    invalid content, a duplicate id, an override of an unknown id.
    """
    if not any(map(_has_words, layers)):
        return cached("bank", lambda: _sources(folder), lambda: _read(folder))
    from interview_kit.stages.read.bank.overlay import (
        themed_bank,  # imported here, since a theme without an overlay does not need it
    )

    return themed_bank(folder, layers)


def bank_files(folder: Path) -> list[Path]:
    """Return the YAML files of a bank: its own, and its words in the folders of languages beside it."""
    of_languages = folder.parent.glob(f"{LANGUAGES.name}/*/{folder.name}/**/*.yaml")
    return [*sorted(folder.rglob("*.yaml")), *sorted(of_languages)]


def _sources(folder: Path) -> Iterator[bytes]:
    for path in (*bank_files(folder), *sorted(LANGUAGES.glob(f"*/{RULES}"))):
        yield str(path).encode()
        yield path.read_bytes()


def _read(folder: Path) -> Bank:
    from interview_kit.stages.read.bank.base import read_data  # not needed where the bank is in the cache

    return read_data(folder).bank()


def _has_words(layer: Layer) -> bool:
    return bool(layer.locales or layer.not_asking) or any(path.startswith("bank/") for path in layer.files)
