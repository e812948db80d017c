"""Define a resolved theme: its tokens, the writers' options and a snapshot of its files."""

from __future__ import annotations

import copyreg
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from itertools import product
from pathlib import Path
from types import MappingProxyType

from interview_kit.support.errors import Notice

CONTACT_LINE = "letterhead.contact_line"
LETTERHEAD_LABELS = (CONTACT_LINE, "letterhead.footer", "letterhead.logo_alt")
"""The labels of a letterhead, which only the overlay of an agency's theme defines."""


def _frozen(files: dict[str, bytes]) -> MappingProxyType[str, bytes]:
    return MappingProxyType(files)


# Snapshots are sent to worker processes, and pickle does not support `MappingProxyType` by itself.
copyreg.pickle(MappingProxyType, lambda files: (_frozen, (dict(files),)))


# The countries whose paper is Letter (CLDR, `measurementData`); all others have A4.
_LETTER = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])


class Paper(StrEnum):
    """A paper size; its width and height are in millimetres."""

    LETTER = "letter"
    A4 = "a4"

    @classmethod
    def of_country(cls, code: str) -> Paper:
        """Return the usual paper of a country, by its code of two letters."""
        return cls.LETTER if code in _LETTER else cls.A4

    @property
    def size_mm(self) -> tuple[float, float]:
        """Return the width and height of the sheet in portrait orientation, in millimetres."""
        return {Paper.LETTER: (215.9, 279.4), Paper.A4: (210.0, 297.0)}[self]


@dataclass(frozen=True, slots=True)
class Variant:
    """The accessibility options of a kit, in any combination; with none it is the ordinary kit.

    The names are those of the sections of theme.yaml, of the profile's keys and of the build options.
    """

    dyslexia_friendly: bool = False
    high_contrast: bool = False
    large_print: bool = False

    @property
    def sections(self) -> tuple[str, ...]:
        """Return the names of the sections of theme.yaml that apply; a later one overrides an earlier one."""
        return tuple(name for name in VARIANT_NAMES if getattr(self, name))

    @property
    def names(self) -> tuple[str, ...]:
        """Return the options' names in style sheets, such as `large-print`, with `roomy` if it applies."""
        roomy = ("roomy",) if self.is_roomy else ()
        return (*roomy, *(name.replace("_", "-") for name in self.sections))

    @property
    def is_roomy(self) -> bool:
        """Return whether text is so wide that blocks are stacked, not set side by side."""
        return self.large_print or self.dyslexia_friendly

    def __or__(self, other: Variant) -> Variant:
        """Return the variant with the options that either has."""
        return Variant(**{name: getattr(self, name) or getattr(other, name) for name in VARIANT_NAMES})

    def __and__(self, other: Variant) -> Variant:
        """Return the variant with the options that both have."""
        return Variant(**{name: getattr(self, name) and getattr(other, name) for name in VARIANT_NAMES})


VARIANT_NAMES = tuple(each.name for each in fields(Variant))
ORDINARY = Variant()
VARIANTS = tuple(
    Variant(**dict(zip(VARIANT_NAMES, wishes, strict=True)))
    for wishes in product((False, True), repeat=len(VARIANT_NAMES))
)
"""All eight variants, the ordinary one first."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The design tokens of a theme: colours as `#rrggbb`, font families, sizes in points, lengths in mm.

    `other_font` is the fallback for glyphs that `font` lacks. `logo` is the path of an image in the theme,
    or "". `accent_2` is "" for a theme with one colour.
    `line_spacing` is a multiple of the font size; `letter_spacing` is added between two letters, in
    points. `rule_colour` is "" for the default grey.
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
    accent_2: str = ""

    @property
    def second_accent(self) -> str:
        """Return the colour of the bars and rules beside text: `accent_2`, or else `accent`."""
        return self.accent_2 or self.accent

    @property
    def on_half_pages(self) -> Tokens:
        """Return the tokens of a half page: letters at three quarters of their size, at least of 9 points.

        Lines are a little closer and margins narrower, so that the text of a page takes one half page, too.
        """
        return replace(
            self,
            text_size=max(_SMALLEST_POINTS, self.text_size * 0.75),
            script_size=max(_SMALLEST_POINTS, self.script_size * 0.75),
            title_size=self.title_size * 0.68,
            line_spacing=max(1.2, self.line_spacing * 0.93),
            paragraph_spacing=self.paragraph_spacing * 0.7,
            margin_top=max(_LEAST_MARGIN_MM, self.margin_top * 0.5),
            margin_right=max(_LEAST_MARGIN_MM, self.margin_right * 0.42),
            margin_bottom=max(11.5, self.margin_bottom * 0.7),
            margin_left=max(_LEAST_MARGIN_MM, self.margin_left * 0.42),
            logo_width=self.logo_width * 0.7,
        )


_SMALLEST_POINTS, _LEAST_MARGIN_MM = 9, 7
"""On a half page; many printers leave 6 mm at the edges white."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """One font file of a theme; `weight` is 400 for regular and 700 for bold.

    `in_word` is True where it can be embedded in Word: TrueType outlines, and a licence that allows it.
    """

    family: str
    weight: int
    italic: bool
    path: str
    in_word: bool


@dataclass(frozen=True, slots=True)
class Layer:
    """One theme of a chain: its folder and all its files by path, its bank overlay (`bank/`) included.

    `locales` are the tags of the countries that it names, such as en-US, by language; `made_for` is the
    version that it was made for; `not_asking` are reasons why the texts of some ids ask for no job, by id.
    """

    name: str
    folder: Path
    files: Mapping[str, bytes]
    locales: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    made_for: str = ""
    not_asking: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        """Copy the files into a read-only mapping."""
        object.__setattr__(self, "files", MappingProxyType(dict(self.files)))


@dataclass(frozen=True, slots=True)
class Theme:
    """A resolved theme: tokens, the writers' options, and its files by path, without bank overlays.

    `files` is a snapshot in which a theme's files override those of the theme it extends; nothing is read
    from disk later. `layers` are the themes of the chain, the base theme first; only they hold the bank
    overlays. `fonts` are the font files of the theme, and `notices` are warnings about them. With
    `half_page`, a page is half a sheet of `paper`.
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
    half_page: bool = False

    @property
    def page_mm(self) -> tuple[float, float]:
        """Return the width and height of a page in portrait orientation, in millimetres."""
        width, height = self.paper.size_mm
        return (height / 2, width) if self.half_page else (width, height)

    def on_half_pages(self) -> Theme:
        """Return the theme for pages of half the size, two of which are printed on a side of the paper."""
        return replace(self, half_page=True, tokens=self.tokens.on_half_pages)

    def suppliers(self) -> Iterator[tuple[str, tuple[Layer, ...]]]:
        """Yield the path of each file, sorted, with the layers that have it; the first supplies it."""
        for path in sorted({path for layer in self.layers for path in layer.files}):
            yield path, tuple(layer for layer in reversed(self.layers) if path in layer.files)

    def layer_of(self, path: str) -> Layer | None:
        """Return the layer that supplies a file, the last one that has it; None where none has."""
        return next((layer for layer in reversed(self.layers) if path in layer.files), None)

    def file_of(self, path: str) -> str:
        """Return the path of a file for messages: in its layer's folder, or as given if no layer has it."""
        layer = self.layer_of(path)
        return str(layer.folder / path) if layer else path
