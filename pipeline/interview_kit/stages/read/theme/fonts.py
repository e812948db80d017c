"""Read the font files in a theme's assets/fonts: family, weight, slant and embedding permission."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from interview_kit.model.theme import FontFile
from interview_kit.support.errors import Notice, Problem, did_you_mean
from interview_kit.support.i18n import N_, _

if TYPE_CHECKING:
    from interview_kit.stages.read.theme.chain import ChainTheme
    from interview_kit.stages.read.theme.tokens import TokenValue

FOLDER = "assets/fonts/"

_SFNT = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_OTHER_KINDS = (".woff", ".woff2", ".ttc", ".otc", ".eot", ".pfb", ".dfont")
_BOLD_FROM, _WEIGHTS = 600, {"Regular": 400, "Bold": 700}
_RESTRICTED = 0x0002  # OS/2 fsType, bit 1: restricted licence embedding


class _Face(NamedTuple):
    family: str
    weight: int
    italic: bool
    in_word: bool


class _FontRefused(Exception):
    """A font cannot be used; the message is for the user."""


def read_fonts(
    parts: Sequence[ChainTheme], files: Mapping[str, bytes]
) -> tuple[tuple[FontFile, ...], list[Problem], tuple[Notice, ...]]:
    """Return a theme's usable fonts, the problems of others, and notices about fonts not for Word."""
    fonts: list[FontFile] = []
    problems: list[Problem] = []
    notices: list[Notice] = []
    for path in sorted(path for path in files if path.startswith(FOLDER)):
        place = next(str(part.folder / path) for part in reversed(parts) if path in part.files)
        if not path.lower().endswith((".ttf", ".otf", *_OTHER_KINDS)):
            continue
        try:
            if path.lower().endswith(_OTHER_KINDS):
                raise _FontRefused(_("a font is a .ttf or .otf file; use that of the family"))
            face = _face(files[path])
            twin = next((font for font in fonts if (font.family, font.weight, font.italic) == face[:3]), None)
            if twin:
                raise _FontRefused(_("this is the same face as {path}; keep one", path=twin.path))
        except _FontRefused as error:
            problems.append(Problem(place, None, None, "", str(error)))
            continue
        fonts.append(FontFile(face.family, face.weight, face.italic, path, face.in_word))
        if not face.in_word:
            message = _(
                "this font cannot be put into a Word file: there, it shows only where it is "
                "installed (a .ttf whose licence allows editable embedding can)"
            )
            notices.append(Notice(place, None, None, "", message))
    return tuple(fonts), problems, tuple(notices)


def font_problems(values: Mapping[str, TokenValue], fonts: tuple[FontFile, ...]) -> Iterator[Problem]:
    """Yield a problem for each font family that is neither in the theme nor installed, or lacks a weight."""
    for token in ("font", "other_font"):
        named = values.get(token)
        if named is None:
            continue
        family = str(named.value)
        own = [font for font in fonts if font.family == family]
        if not own and not _is_packaged(family):
            known = sorted({font.family for font in fonts} | _packaged())
            near = did_you_mean(family, known)
            reason = _("font {family} is neither in {folder} nor installed", family=family, folder=FOLDER)
            template = N_("{near} There are: {known}") if near else N_("; there are: {known}")
            yield named.problem(reason + _(template, near=near, known=", ".join(known)))
        missing = [
            name
            for name, weight in _WEIGHTS.items()
            if own and not any((font.weight, font.italic) == (weight, False) for font in own)
        ]
        if missing:
            yield named.problem(
                _(
                    "font {family} has no {missing} face in {folder}",
                    family=family,
                    missing=_(" and no ").join(missing),
                    folder=FOLDER,
                )
            )


@lru_cache(maxsize=64)
def _face(data: bytes) -> _Face:
    """Return the family, weight, slant and embedding permission of a font. Raises _FontRefused."""
    from fontTools.ttLib import TTFont

    if not data.startswith(_SFNT):
        raise _FontRefused(_("this is not a TrueType or OpenType font"))
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            if "fvar" in font:
                raise _FontRefused(
                    _("this is a variable font, which Word cannot show; use the static files of the family")
                )
            names, system = font["name"], font["OS/2"]
            family = names.getDebugName(16) or names.getDebugName(1)
            if not family or not font.getBestCmap():
                raise _FontRefused(_("this font has no name, or no letters"))
            italic = bool(system.fsSelection & 1)
            weight = 700 if system.usWeightClass >= _BOLD_FROM else 400
            allowed = system.fsType & 0x000F != _RESTRICTED
            return _Face(str(family), weight, italic, "glyf" in font and allowed)
    except _FontRefused:
        raise
    except Exception as error:  # fontTools raises many kinds, depending on the damaged table
        raise _FontRefused(_("this font is damaged: {error}", error=error)) from error


def _packaged() -> set[str]:
    import fontpkg

    return {family.name for family in fontpkg.families().values()}


def _is_packaged(family: str) -> bool:
    import fontpkg

    try:
        fontpkg.family(family)
    except fontpkg.FontpkgError:
        return False
    return True
