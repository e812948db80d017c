"""Divide the kits of a class into print volumes, and render a volume."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from interview_kit.build.class_files import KITS_IN_A_VOLUME
from interview_kit.build.kit import make_document
from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.model.profile import Profile
from interview_kit.model.theme import Theme, Variant
from interview_kit.stages.assemble.renderer import TextRenderer

T = TypeVar("T")


def volumes(kits: Sequence[T], most: int = KITS_IN_A_VOLUME) -> tuple[tuple[T, ...], ...]:
    """Return the kits in order, in the fewest volumes of at most `most` kits, all of nearly the same size."""
    count = -(-len(kits) // most)
    edges = [len(kits) * number // count for number in range(count + 1)] if count else []
    return tuple(tuple(kits[start:end]) for start, end in pairwise(edges))


def main_language(profiles: Iterable[Profile]) -> Language:
    """Return the most common language of the profiles; of equally common ones, the first."""
    return Counter(profile.language for profile in profiles).most_common(1)[0][0]


def volume_title(names: Sequence[str], bank: Bank, language: Language) -> str:
    """Return the title of a volume, which names its first and last person. Raises BankError."""
    label = "print.title" if len(names) > 1 else "print.title_one"
    return TextRenderer(bank, language, {}).label_text(label, first=names[0], last=names[-1])


def make_volume(
    people: Sequence[tuple[Profile, Variant]],
    bank: Bank,
    themes: Mapping[Variant, Theme],
    language: Language,
    *,
    two_up: bool = False,
) -> bytes:
    """Return one volume as PDF bytes; `themes` maps each person's variant to its theme.

    `language` is the main language of the class. With `two_up`, kits are laid out for half pages. Raises
    BankError, ThemeError, MissingLibrary.
    """
    # Imported here: it loads WeasyPrint, which callers that only need titles can do without.
    from interview_kit.build.class_files.print_file import PrintKit, print_volume

    # A printed kit needs no form fields, and those of two kits would have the same names.
    looks = {variant: replace(theme, fillable=False) for variant, theme in themes.items()}
    if two_up:
        looks = {variant: theme.on_half_pages() for variant, theme in looks.items()}
    kits = (PrintKit(person.name, make_document(person, bank), looks[variant]) for person, variant in people)
    title = volume_title([person.name for person, _ in people], bank, language)
    return print_volume(kits, title, bank.rules[language].tag)
