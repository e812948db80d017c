"""Parse theme.yaml, and keep the source position of every token for later checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Annotated, Any

from pydantic import AfterValidator, Field, create_model

from interview_kit.model.enums import Language
from interview_kit.model.field_types import InputModel
from interview_kit.model.theme import VARIANT_NAMES, Paper, Variant
from interview_kit.stages.read.strict_yaml import parse_yaml
from interview_kit.stages.read.validation import check
from interview_kit.support.cache import cached
from interview_kit.support.errors import InvalidInput, Origin, Problem
from interview_kit.support.i18n import N_, _, message_language
from interview_kit.support.positions import Data, place_in

NO_LOGO = "none"
TOKENS = "tokens"
"""The section of theme.yaml with the tokens of the ordinary variant."""


def _form(pattern: str, message: str) -> AfterValidator:
    """Return the check that a whole text has a form; its message is marked by `N_`."""

    def matching(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(_(message))
        return text

    return AfterValidator(matching)


Colour = Annotated[
    str,
    _form("#[0-9a-fA-F]{6}", N_('write a colour as # and six of 0-9 and a-f, in quotes, such as "#0b5563"')),
    AfterValidator(str.lower),
]
FontName = Annotated[
    str,
    Field(max_length=80),
    _form("[A-Za-z0-9][A-Za-z0-9 .+-]*", N_("write the name of a font family, such as Fira Sans")),
]
Picture = Annotated[
    str,
    Field(max_length=200),
    _form(
        rf"{NO_LOGO}|(?ais:.*\.(png|jpe?g|svg))",
        N_("name a PNG, JPEG or SVG picture in the theme, such as assets/logo.svg, or none"),
    ),
]
ThemeName = Annotated[
    str,
    Field(max_length=80),
    _form(
        r"(?!\.)[^/\\]*",
        N_("name a theme and no path: one that comes with the program, or a folder beside this one"),
    ),
]
NARROWEST_MM = 10
"""The least width of a logo in millimetres."""

Locale = Annotated[
    str,
    _form("([a-z]{2}-[A-Z]{2})?", N_("write the language and the country, such as en-US or fr-CA")),
]
Version = Annotated[str, _form(r"(\d+\.\d+\.\d+)?", N_('write a version in quotes, such as "0.2.0"'))]
Reason = Annotated[str, Field(min_length=10, max_length=300)]
# Smaller text is hard to read on paper for many people.
TextPoints = Annotated[float, Field(ge=10, le=36)]
LargePoints = Annotated[float, Field(ge=16, le=36)]
# The pocket cards are 158 mm wide, which leaves 26 mm at each side of an A4 page.
SideMargin = Annotated[float, Field(ge=6, le=26)]


class PartialTokens(InputModel):
    """The tokens that one theme sets; the others are inherited from the theme it extends."""

    accent: Colour | None = None
    accent_2: Colour | None = None
    tint: Colour | None = None
    ink: Colour | None = None
    soft: Colour | None = None
    font: FontName | None = None
    other_font: FontName | None = None
    text_size: TextPoints | None = None
    script_size: TextPoints | None = None
    title_size: Annotated[float, Field(ge=6, le=96)] | None = None
    paper: Paper | None = None
    margin_top: Annotated[float, Field(ge=8, le=50)] | None = None
    margin_right: SideMargin | None = None
    # The page footer is in it.
    margin_bottom: Annotated[float, Field(ge=14, le=50)] | None = None
    margin_left: SideMargin | None = None
    logo: Picture | None = None
    logo_width: Annotated[float, Field(ge=NARROWEST_MM, le=120)] | None = None
    # A multiple of the font size. Closer lines touch; with wider ones the eye loses the paragraph.
    line_spacing: Annotated[float, Field(ge=1.2, le=2)] | None = None
    # In points. With more, words fall apart: 2.5 points were found to help at 14 (Zorzi and others, 2012).
    letter_spacing: Annotated[float, Field(ge=0, le=2.5)] | None = None
    paragraph_spacing: Annotated[float, Field(ge=0, le=12)] | None = None
    # In millimetres. Thinner lines are lost on a photocopy; thicker ones look like bars.
    rule_width: Annotated[float, Field(ge=0.2, le=0.8)] | None = None
    rule_colour: Colour | None = None
    web_ground: Colour | None = None


class LargePrintTokens(PartialTokens):
    """The tokens of large print: text smaller than 16 points is not large (RNIB, Clear print guidelines)."""

    text_size: LargePoints | None = None
    script_size: LargePoints | None = None


_LOCALES: dict[str, Any] = {each.value: (Locale, "") for each in Language}
Locales: Any = create_model("Locales", __base__=InputModel, **_LOCALES)


class ThemeFile(InputModel):
    """The schema of theme.yaml."""

    description: Annotated[str, Field(max_length=300)] = ""
    extends: ThemeName = ""
    made_for: Version = ""
    locale: Locales = Field(default_factory=Locales)
    not_asking_for_a_job: dict[str, Reason] = Field(default_factory=dict)
    tokens: PartialTokens = Field(default_factory=PartialTokens)
    dyslexia_friendly: PartialTokens = Field(default_factory=PartialTokens)
    high_contrast: PartialTokens = Field(default_factory=PartialTokens)
    large_print: LargePrintTokens = Field(default_factory=LargePrintTokens)


@dataclass(frozen=True, slots=True)
class ThemeSource:
    """The valid part of a theme.yaml, and its data as written; empty where it cannot be parsed."""

    says: ThemeFile
    tree: Data

    def problem(self, path: str, message: str) -> Problem:
        """Return a problem at the position of a path of keys that it has, such as `tokens.accent`."""
        return place_in(self.tree, tuple(path.split("."))).problem(path, message)


@dataclass(frozen=True, slots=True)
class TokenValue:
    """The value of a token, and where it was set; `rank` is the theme's index in the chain, base first."""

    value: object
    said: ThemeSource
    path: str
    rank: int

    def problem(self, message: str) -> Problem:
        """Return a problem at the position of this value."""
        return self.said.problem(self.path, message)


def read_theme_file(data: bytes, file: str) -> tuple[ThemeSource, list[Problem]]:
    """Return the valid part of a theme.yaml, and its problems, as the cache has them or read."""
    sources = (data, file.encode(), message_language().encode())
    return cached("theme", lambda: sources, lambda: _read(data, file))


def _read(data: bytes, file: str) -> tuple[ThemeSource, list[Problem]]:
    try:
        whole = rest = parse_yaml(data, file)
    except InvalidInput as error:
        return ThemeSource(ThemeFile(), Data(Origin(file, 0, 0))), list(error.problems)
    problems: list[Problem] = []
    while True:
        try:
            return ThemeSource(check(ThemeFile, rest).model, whole), [*problems, *_empty(whole)]
        except InvalidInput as error:
            problems += error.problems
            smaller = _without(rest, {problem.path for problem in error.problems})
        # Validate again without the refused keys; if none could be removed, nothing of the file is used.
        if smaller == rest:
            return ThemeSource(ThemeFile(), whole), problems
        rest = smaller


def merged(parts: Iterable[ThemeSource], variant: Variant) -> dict[str, TokenValue]:
    """Return the tokens of a chain of themes by name; `parts` has the base theme first.

    Later themes override earlier ones. A token of the variant, in any theme, overrides every ordinary one.
    """
    values: dict[str, TokenValue] = {}
    for section, (rank, said) in product((TOKENS, *variant.sections), enumerate(parts)):
        for name, value in getattr(said.says, section):
            if value is not None:
                values[name] = TokenValue(value, said, f"{section}.{name}", rank)
    return values


def _without(data: Data, wrong: set[str], above: str = "") -> Data:
    """Return a mapping without the keys at the paths in `wrong`."""
    kept = Data(data.at)
    for key, value in data.items():
        path = f"{above}{key}"
        if path not in wrong:
            kept.add(key, _without(value, wrong, f"{path}.") if isinstance(value, Data) else value)
    return kept


def _empty(whole: Data) -> Iterator[Problem]:
    """Yield a problem for each token without a value: in YAML, an unquoted # begins a comment."""
    message = _('this token is empty; a colour is written in quotes, such as "#0b5563"')
    for section in (TOKENS, *VARIANT_NAMES):
        tokens = whole.get(section)
        for key, value in tokens.items() if isinstance(tokens, Data) else ():
            if value == "" and key in PartialTokens.model_fields:
                yield key.at.problem(f"{section}.{key}", message)


def locale_problems(said: ThemeSource) -> Iterator[Problem]:
    """Yield a problem for each tag of another language, and for one that Babel has no data for."""
    for language, tag in said.says.locale:
        if tag and tag.partition("-")[0] != language:
            message = _(
                "{tag} is another language; write {language}- and the country", tag=tag, language=language
            )
            yield said.problem(f"locale.{language}", message)
        elif tag and not _is_known(tag):
            message = _("there are no dates and times for {tag}; look at the country", tag=tag)
            yield said.problem(f"locale.{language}", message)


def _is_known(tag: str) -> bool:
    from babel.localedata import exists  # imported here, since most themes name no country

    return bool(exists(tag.replace("-", "_")))
