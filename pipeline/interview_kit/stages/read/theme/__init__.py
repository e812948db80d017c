"""Read a theme, with the themes it extends, into tokens and a snapshot of its files.

`chain` resolves the inheritance, `snapshot` reads the files, `tokens` parses theme.yaml, and `contrast`,
`fonts` and `logo` check the tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from interview_kit.model.theme import ORDINARY, VARIANTS, FontFile, Layer, Paper, Theme, Tokens, Variant
from interview_kit.stages.read.text_file import read_limited
from interview_kit.stages.read.theme.chain import ChainTheme, own_theme_names, read_chain, theme_names
from interview_kit.stages.read.theme.contrast import contrast_problems
from interview_kit.stages.read.theme.fonts import font_problems, read_fonts
from interview_kit.stages.read.theme.logo import logo_problems
from interview_kit.stages.read.theme.snapshot import THEME_FILE
from interview_kit.stages.read.theme.tokens import (
    NO_LOGO,
    PartialTokens,
    TokenValue,
    locale_problems,
    merged,
    read_theme_file,
)
from interview_kit.support.errors import InvalidInput, Notice, Problem, ThemeError, in_order
from interview_kit.support.i18n import _
from interview_kit.support.paths import TEMPLATES

__all__ = ["THEME_FILE", "is_shipped", "load_theme", "load_themes", "own_theme_names", "theme_names"]

WORDS = "bank/"
_MAY_LACK = {field.name for field in fields(Tokens) if field.default is not MISSING} | {"paper"}


def load_theme(
    name_or_dir: str | Path,
    *,
    paper: Paper | None = None,
    variant: Variant = ORDINARY,
    fillable: bool = False,
) -> Theme:
    """Return a resolved theme by name or folder; the default paper is the theme's own.

    A name is that of a shipped theme, or of a folder in the working directory or in `themes/` there. Raises
    ThemeError with all problems of the theme and of those that it extends.
    """
    return load_themes(name_or_dir, paper=paper, fillable=fillable)[variant]


def load_themes(
    name_or_dir: str | Path, *, paper: Paper | None = None, fillable: bool = False
) -> Mapping[Variant, Theme]:
    """Return a mapping from variants to the theme, from one snapshot of its files. Raises ThemeError."""
    parts, problems = read_chain(name_or_dir)
    files = {path: data for part in parts for path, data in part.files.items() if not path.startswith(WORDS)}
    fonts, font_faults, notices = read_fonts(parts, files)
    problems += font_faults
    sources = [part.said for part in parts]
    values = {variant: merged(sources, variant) for variant in VARIANTS}
    if not problems:
        problems += _lacking(parts, values[ORDINARY])
    problems += (problem for part in parts for problem in locale_problems(part.said))
    if not parts[0].said.says.extends:  # else the theme that it extends is missing, and with it most tokens
        problems += dict.fromkeys(_faults(values, files, fonts))
    if problems:
        raise ThemeError(in_order(problems))
    layers = tuple(part.layer for part in parts)
    usual = _usual_paper(layers)
    common = Theme(
        name=parts[-1].name,
        tokens=_tokens(values[ORDINARY]),
        paper=Paper.LETTER,
        files=MappingProxyType(dict(sorted(files.items()))),
        fillable=fillable,
        layers=layers,
        fonts=fonts,
        notices=(*notices, *_old_ids(layers)),
    )
    return {
        variant: replace(common, tokens=_tokens(said), paper=paper or _paper(said, usual), variant=variant)
        for variant, said in values.items()
    }


def _old_ids(layers: tuple[Layer, ...]) -> Iterator[Notice]:
    """Yield a notice for each id of an earlier version's bank in the overlays."""
    if any(path.startswith(WORDS) for layer in layers for path in layer.files):
        from interview_kit.stages.read.bank.overlay_file import (
            notices_of_old_ids,  # imported here, since a theme without an overlay does not need it
        )

        yield from notices_of_old_ids(layers, TEMPLATES / "bank")


def is_shipped(theme: Theme) -> bool:
    """Return whether a theme, and every theme it extends, is shipped with the program."""
    return all(layer.folder.parent == TEMPLATES / "themes" for layer in theme.layers)


def _lacking(parts: list[ChainTheme], values: Mapping[str, TokenValue]) -> Iterator[Problem]:
    missing = [name for name in PartialTokens.model_fields if name not in values and name not in _MAY_LACK]
    if missing:
        message = _("extend a theme, or name these tokens: {missing}", missing=", ".join(missing))
        yield Problem(str(parts[-1].folder / THEME_FILE), None, None, "", message)


def _faults(
    values: Mapping[Variant, Mapping[str, TokenValue]],
    files: Mapping[str, bytes],
    fonts: tuple[FontFile, ...],
) -> Iterator[Problem]:
    for variant, said in values.items():
        yield from contrast_problems(said, high=variant.high_contrast)
        yield from font_problems(said, fonts)
        yield from logo_problems(said, files)


def _tokens(values: Mapping[str, TokenValue]) -> Tokens:
    plain = {name: value.value for name, value in values.items() if name != "paper"}
    if plain.get("logo") == NO_LOGO:
        del plain["logo"]
    return Tokens(**plain)  # type: ignore[arg-type]  # the model has checked each of them


def _paper(values: Mapping[str, TokenValue], usual: Paper) -> Paper:
    return Paper(str(values["paper"].value)) if "paper" in values else usual


def _usual_paper(layers: tuple[Layer, ...]) -> Paper:
    """Return the paper of the country that a chain of themes names, Letter where they differ or name none."""
    locales = dict(item for layer in layers for item in layer.locales.items())
    papers = {Paper.of_country(tag.partition("-")[2]) for tag in locales.values()}
    return papers.pop() if len(papers) == 1 else Paper.LETTER


class Summary(NamedTuple):
    """A theme's description, the theme it extends or "", and whether its theme.yaml has mistakes.

    `made_for` is the version it was made for, or ""; `not_asking` are the reasons why texts ask for no job.
    """

    description: str
    extends: str
    mistakes: bool
    made_for: str = ""
    not_asking: Mapping[str, str] = MappingProxyType({})


def summary_of(folder: Path) -> Summary:
    """Return the summary of the theme in a folder; one that cannot be read has `mistakes`."""
    file = folder / THEME_FILE
    try:
        said, problems = read_theme_file(read_limited(file), str(file))
    except InvalidInput:
        return Summary("", "", mistakes=True)
    says = said.says
    return Summary(
        says.description,
        says.extends,
        bool(problems),
        says.made_for,
        MappingProxyType(says.not_asking_for_a_job),
    )
