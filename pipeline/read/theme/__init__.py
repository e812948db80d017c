"""Read a theme once, with what it extends, into tokens and a snapshot of its files.

`chain` finds the themes, `snapshot` takes their files, `tokens` reads what they say, and `contrast`, `fonts`
and `logo` check that what they say can be read, printed and shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import Notice, Problem, ThemeError, in_order
from pipeline.messages import say
from pipeline.read.theme.chain import Part, own_theme_names, read_chain, theme_names
from pipeline.read.theme.contrast import contrast_problems
from pipeline.read.theme.fonts import font_problems, read_fonts
from pipeline.read.theme.logo import logo_problems
from pipeline.read.theme.snapshot import THEME_FILE
from pipeline.read.theme.tokens import SomeTokens, Value, merged
from pipeline.resources import TEMPLATES
from pipeline.theme import FontFile, Layer, Paper, Theme, Tokens

__all__ = ["THEME_FILE", "is_shipped", "load_theme", "load_themes", "own_theme_names", "theme_names"]

WORDS = "bank/"
_MAY_LACK = ("paper", "logo", "logo_width")


def load_theme(
    name_or_dir: str | Path,
    *,
    paper: Paper | None = None,
    large_print: bool = False,
    fillable: bool = False,
) -> Theme:
    """Return a theme by its name or folder, resolved; without a paper it is the theme's own.

    A name is that of a theme which comes with the program, or of a folder here or in `themes/` here. Raises
    ThemeError with all that is wrong in the theme and in those that it extends.
    """
    return load_themes(name_or_dir, paper=paper, fillable=fillable)[large_print]


def load_themes(
    name_or_dir: str | Path, *, paper: Paper | None = None, fillable: bool = False
) -> Mapping[bool, Theme]:
    """Return a theme from one snapshot of its files, by whether the print is large. Raises ThemeError."""
    parts, problems = read_chain(name_or_dir)
    files = {path: data for part in parts for path, data in part.files.items() if not path.startswith(WORDS)}
    fonts, font_faults, notices = read_fonts(parts, files)
    problems += font_faults
    values = {large: merged(parts, large_print=large) for large in (False, True)}
    if not problems:
        problems += _lacking(parts, values[False])
    problems += _faults(values, files, fonts)
    if problems:
        raise ThemeError(in_order(problems))
    return {
        large: _theme(parts, values[large], files, fonts, notices, paper, large, fillable) for large in values
    }


def is_shipped(theme: Theme) -> bool:
    """Return whether a theme, and all that it extends, comes with the program."""
    return all(layer.folder.parent == TEMPLATES / "themes" for layer in theme.layers)


def _lacking(parts: list[Part], values: Mapping[str, Value]) -> list[Problem]:
    missing = [name for name in SomeTokens.model_fields if name not in values and name not in _MAY_LACK]
    if not missing:
        return []
    message = say("extend a theme, or name these tokens: {missing}", missing=", ".join(missing))
    return [Problem(str(parts[-1].folder / THEME_FILE), None, None, "", message)]


def _faults(
    values: Mapping[bool, Mapping[str, Value]], files: Mapping[str, bytes], fonts: tuple[FontFile, ...]
) -> list[Problem]:
    found: list[Problem] = []
    for large in values:
        found += contrast_problems(values[large])
        found += font_problems(values[large], fonts)
        found += logo_problems(values[large], files)
    return list(dict.fromkeys(found))


def _theme(
    parts: list[Part],
    values: Mapping[str, Value],
    files: Mapping[str, bytes],
    fonts: tuple[FontFile, ...],
    notices: tuple[Notice, ...],
    paper: Paper | None,
    large: bool,
    fillable: bool,
) -> Theme:
    plain = {name: value.value for name, value in values.items()}
    own_paper = Paper(str(plain.pop("paper", Paper.LETTER)))
    if plain.get("logo") == "none":
        del plain["logo"]
    return Theme(
        name=parts[-1].name,
        tokens=Tokens(**plain),  # type: ignore[arg-type]  # the model has checked each of them
        paper=paper or own_paper,
        files=MappingProxyType(dict(sorted(files.items()))),
        large_print=large,
        fillable=fillable,
        layers=tuple(Layer(part.name, part.folder, part.files) for part in parts),
        fonts=fonts,
        notices=notices,
    )
