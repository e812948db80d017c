"""List which theme supplied each file, and which files are unused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from interview_kit.model.theme import Layer, Theme
from interview_kit.stages.read.theme import THEME_FILE
from interview_kit.stages.write.stylesheet import FORM_STYLE, HALF_PAGE_STYLE, MORE, SCREEN_STYLE, STYLESHEET
from interview_kit.stages.write.word.check_shell import SHELL
from interview_kit.support.errors import Notice, did_you_mean
from interview_kit.support.i18n import _
from interview_kit.support.paths import TEMPLATES

_NAMED = re.compile(rb"theme:([^\s\"'<>{}()]+)")
_TEMPLATE = re.compile(rb"(?:extends|include|import|from)\s+[\"']([^\"']+)")
_TEXTS = (".j2", ".css", ".svg")
_BLOCKS = "html/blocks/"
_FONTS = "assets/fonts/"
_STYLES = (STYLESHEET, FORM_STYLE, HALF_PAGE_STYLE, SCREEN_STYLE, MORE)
_FIXED = (THEME_FILE, "html/kit.html.j2", *_STYLES, SHELL)


class SuppliedFile(NamedTuple):
    """A file's path in the theme, the theme that supplied it, and the themes whose file it replaces."""

    path: str
    theme: str
    instead_of: tuple[str, ...]


def supplied_files(theme: Theme) -> Iterator[SuppliedFile]:
    """Yield each file of a theme by path; files that are merged (bank texts, tokens) replace none."""
    for path, layers in theme.suppliers():
        have = [layer.name for layer in layers]
        over = path.startswith("bank/") or path in (THEME_FILE, MORE)
        for place, name in enumerate(have if over else have[:1]):
            yield SuppliedFile(path, name, () if over else tuple(have[place + 1 :]))


def unused_files(theme: Theme) -> Iterator[Notice]:
    """Yield a notice for each file that no kit would use, except in shipped themes of the chain.

    Where every theme of the chain is shipped, the last one is checked.
    """
    used = _used(theme)
    for layer in own_layers(theme):
        for path in sorted(layer.files):
            is_words = path.startswith("bank/") and path.endswith((".yaml", ".md"))
            is_licence = path.startswith(_FONTS) and path.endswith(".txt")
            if path not in used and not is_words and not is_licence:
                near = did_you_mean(path, sorted(_known(theme) - {path}))
                yield Notice(
                    str(Path(layer.folder, path)),
                    None,
                    None,
                    "",
                    _("no kit uses this file{near}", near=near),
                )


def own_layers(theme: Theme) -> Sequence[Layer]:
    """Return the themes of a chain that are not shipped, or the last one where all of them are."""
    shipped = TEMPLATES / "themes"
    return [layer for layer in theme.layers if layer.folder.parent != shipped] or theme.layers[-1:]


def _known(theme: Theme) -> set[str]:
    return {*_FIXED, *(path for layer in theme.layers[:1] for path in layer.files)}


def _used(theme: Theme) -> set[str]:
    """Return the paths of files that are used by their fixed path, and of those that other files name."""
    used = set(_FIXED) | {theme.tokens.logo} | {font.path for font in theme.fonts}
    used |= {path for path in _known(theme) if path.startswith(_BLOCKS)}
    themes = {layer.name for layer in theme.layers}
    for layer in theme.layers:
        for path, data in layer.files.items():
            if PurePosixPath(path).suffix in _TEXTS:
                used |= {found.decode() for found in _NAMED.findall(data)}
                # The name of a theme may come before a template's path.
                for first, sign, rest in (name.decode().partition("/") for name in _TEMPLATE.findall(data)):
                    used.add(rest if first in themes else first + sign + rest)
    return used
