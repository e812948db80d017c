"""Assemble the files of a new theme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from interview_kit.model.theme import CONTACT_LINE, Theme
from interview_kit.stages.read.text_rules import TextRefused, clean
from interview_kit.stages.read.theme import THEME_FILE, load_theme, theme_names
from interview_kit.support.errors import did_you_mean, refusal
from interview_kit.support.i18n import _
from interview_kit.support.paths import TEMPLATES
from interview_kit.tools.new_theme.colours import tint_of
from interview_kit.tools.new_theme.logo import Logo
from interview_kit.tools.new_theme.texts import labels_text, theme_text

LONGEST_NAME = 80
SHELL = "word/shell.docx"

_FILLED_IN = re.compile(r"\{[{%#]|[}%#]\}")


def checked_name(typed: str) -> str:
    """Return an agency's name, cleaned for printing. Raises InvalidInput."""
    try:
        name = clean(typed, one_line=True)
    except TextRefused as error:
        raise refusal("NAME", str(error)) from error
    if not name:
        raise refusal("NAME", _("the name of the agency is missing"))
    if _FILLED_IN.search(name):
        raise refusal("NAME", _("two braces stand for what a kit fills in; write the name without them"))
    if len(name) > LONGEST_NAME:
        raise refusal("NAME", _("the most is {most} characters", most=LONGEST_NAME))
    return name


def extended_theme(extends: str, folder: Path) -> Theme:
    """Return the theme named `extends`: a shipped one, or one in the parent of `folder`.

    Raises ThemeError, and InvalidInput where there is no theme of that name.
    """
    if extends in theme_names():
        return load_theme(TEMPLATES / "themes" / extends)
    beside = folder.parent / extends
    if extends and Path(extends).name == extends and (beside / THEME_FILE).is_file():
        return load_theme(beside)
    near = did_you_mean(extends, theme_names()) or "."
    known = _(
        "There are: {themes}, and those in {folder}",
        themes=", ".join(theme_names()),
        folder=folder.parent,
    )
    raise refusal(
        "--extends",
        _("there is no theme {extends!r}{near} {known}", extends=extends, near=near, known=known),
    )


def _has_address(theme: Theme) -> bool:
    """Return whether the overlay of a theme, or of one it extends, names the contact line."""
    words = (layer.files[path] for layer in theme.layers for path in layer.files if path.startswith("bank/"))
    return any(CONTACT_LINE.encode() in each for each in words)


def theme_files(name: str, below: Theme, accent: str, logo: Logo | None) -> Mapping[str, bytes]:
    """Return the new theme's files, contents by path: only what differs from the base theme `below`."""
    tint = tint_of(accent, (accent, below.tokens.ink, below.tokens.soft)) if accent else ""
    files = {
        THEME_FILE: theme_text(name, below.name, accent, tint, logo).encode(),
        "bank/labels.yaml": labels_text(name, logo, below.name if _has_address(below) else "").encode(),
    }
    if logo:
        files[logo.path] = logo.data
    return files
