"""Hold a theme as the writers get it: its tokens, its options and a snapshot of its files."""

from __future__ import annotations

import copyreg
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import product
from pathlib import Path
from types import MappingProxyType

from interview_kit.support.errors import Notice

LETTERHEAD_LABELS = ("letterhead.contact_line", "letterhead.footer", "letterhead.logo_alt")
"""The labels that only an agency's bank has: the words of its letterhead."""


def _frozen(files: dict[str, bytes]) -> MappingProxyType[str, bytes]:
    return MappingProxyType(files)


# Snapshots travel to the processes that draw, and pickle has no way of its own for a mapping that is frozen.
copyreg.pickle(MappingProxyType, lambda files: (_frozen, (dict(files),)))


class Paper(StrEnum):
    """A paper size; its width and height are in millimetres."""

    LETTER = "letter"
    A4 = "a4"

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the upright sheet in millimetres."""
        return {Paper.LETTER: (215.9, 279.4), Paper.A4: (210.0, 297.0)}[self]


@dataclass(frozen=True, slots=True)
class Variant:
    """What somebody needs of the looks: any of them, alone or together; none is the ordinary kit.

    The names are those of the sections of a theme.yaml, of a profile's keys and of the options of a build.
    """

    dyslexia_friendly: bool = False
    high_contrast: bool = False
    large_print: bool = False

    @property
    def sections(self) -> tuple[str, ...]:
        """Return the sections of a theme.yaml that hold, a later one over an earlier one."""
        return tuple(name for name in VARIANT_NAMES if getattr(self, name))

    @property
    def names(self) -> tuple[str, ...]:
        """Return what a style sheet calls them."""
        roomy = ("roomy",) if self.is_roomy else ()
        return (*roomy, *(name.replace("_", "-") for name in self.sections))

    @property
    def is_roomy(self) -> bool:
        """Return whether letters are so wide that things stand under each other, not side by side."""
        return self.large_print or self.dyslexia_friendly

    def __or__(self, other: Variant) -> Variant:
        """Return the looks with what either of two asks for."""
        return Variant(**{name: getattr(self, name) or getattr(other, name) for name in VARIANT_NAMES})

    def __and__(self, other: Variant) -> Variant:
        """Return the looks with what both of two ask for."""
        return Variant(**{name: getattr(self, name) and getattr(other, name) for name in VARIANT_NAMES})


VARIANT_NAMES = tuple(field.name for field in fields(Variant))
ORDINARY = Variant()
VARIANTS = tuple(
    Variant(**dict(zip(VARIANT_NAMES, wishes, strict=True)))
    for wishes in product((False, True), repeat=len(VARIANT_NAMES))
)
"""Every variant there is, the ordinary one first."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The looks that a theme names: colours as `#rrggbb`, font families, sizes in points, lengths in mm.

    `other_font` has the letters that `font` lacks. `logo` is the path of a picture in the theme, or "".
    `line_spacing` is the height of a line in sizes of its letters, `letter_spacing` what is added between
    two letters, in points. `rule_colour` is "" where the lines are grey.
    """

    accent: str
    tint: str
    ink: str
    soft: str
    font: str
    other_font: str
    text_size: float
    script_size: float
    title_size: float
    margin_top: float
    margin_right: float
    margin_bottom: float
    margin_left: float
    logo: str = ""
    logo_width: float = 40
    line_spacing: float = 1.33
    letter_spacing: float = 0
    paragraph_spacing: float = 1.5
    rule_width: float = 0.25
    rule_colour: str = ""
    web_ground: str = "#ffffff"


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face of a font that a theme brings; `weight` is 400 for regular and 700 for bold.

    `in_word` tells whether a Word file can hold it: its outlines are TrueType and its licence allows it.
    """

    family: str
    weight: int
    italic: bool
    path: str
    in_word: bool


@dataclass(frozen=True, slots=True)
class Layer:
    """One theme of a chain as it lies in its folder: every file by its path, words (`bank/`) too."""

    name: str
    folder: Path
    files: Mapping[str, bytes]

    def __post_init__(self) -> None:
        """Freeze the files."""
        object.__setattr__(self, "files", MappingProxyType(dict(self.files)))


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, resolved: tokens, the options a writer may use, and every file of its looks by its path.

    `files` is a snapshot taken once, the files of extended themes beneath its own; nothing is read later.
    `layers` are the themes of the chain, the most general first; their words are in the layers alone.
    `fonts` are those that lie in the theme, and `notices` what the agency should know of it.
    """

    name: str
    tokens: Tokens
    paper: Paper
    files: Mapping[str, bytes]
    variant: Variant = ORDINARY
    fillable: bool = False
    layers: tuple[Layer, ...] = ()
    fonts: tuple[FontFile, ...] = ()
    notices: tuple[Notice, ...] = ()

    def layer_of(self, path: str) -> Layer | None:
        """Return the layer that supplies a file: the most particular one that has it."""
        return next((layer for layer in reversed(self.layers) if path in layer.files), None)

    def place_of(self, path: str) -> str:
        """Return where a file lies, as messages name it; a file that no layer has is named by its path."""
        layer = self.layer_of(path)
        return str(layer.folder / path) if layer else path
