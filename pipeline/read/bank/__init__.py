"""Read the words of the kits: the bank that comes with the program, and what each theme says otherwise."""

from __future__ import annotations

from pathlib import Path

from pipeline.bank import Bank
from pipeline.read.bank.base import read_words
from pipeline.resources import TEMPLATES

__all__ = ["read_bank"]


def read_bank(folder: Path = TEMPLATES / "bank") -> Bank:
    """Return the bank in `folder`, by default the one that comes with the program.

    Raises BankError with the problems of all files: what a file refuses, an id that stands twice.
    """
    return read_words(folder)
