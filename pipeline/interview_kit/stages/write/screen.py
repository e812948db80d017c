"""What an HTML kit has beside its pages: the bar to save answers with, the form record, dark colours."""

from __future__ import annotations

import re
from dataclasses import asdict
from functools import cache

from markupsafe import Markup

from interview_kit.model.document import Document
from interview_kit.model.form import HTML_RECORD, form_of, form_record
from interview_kit.model.theme import Theme
from interview_kit.stages.write.stylesheet import StyleSheet, colour_values
from interview_kit.support.paths import TEMPLATES

_BAR = Markup("""
<div class="kit-tools" role="region" aria-label="{name}" data-ready="{ready}" \
data-unsaved="{unsaved}" data-saved="{saved}">
<p role="status">{no_script}</p>
<button type="button" class="kit-save" hidden>{save}</button>
<button type="button" class="kit-print" hidden>{print}</button>
</div>
""")
# The colours of a page in the dark; an accent that can be read on white is mixed with it here.
_DARK = {
    "paper": "#15181b",
    "web-ground": "#15181b",
    "tint": "#22272c",
    "ink": "#ececec",
    "soft": "#c9cdd1",
    "rule-colour": "#8b9197",
    "faint-rule-colour": "#4a5056",
}
_WHITE_IN_ACCENT = 0.6
# Colours that do not follow the theme's tokens.
_OWN_COLOUR = re.compile(
    r"#(?:[0-9a-f]{3,4}){1,2}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\("
    r"|:[^;{}]*(?<![\w-])(?:white|black)(?![\w-])",
    re.IGNORECASE,
)


@cache
def fill_in_script() -> str:
    """Return the script by which a kit is filled in and saved."""
    return (TEMPLATES / "screen" / "fill-in.js").read_text("utf-8")


def fill_in_markup(document: Document) -> str:
    """Return the bar of a kit that is filled in, its form record and the script; "" where it is no form."""
    form = form_of(document, shared=True)
    if form is None or document.screen is None:
        return ""
    record = form_record(form).replace("<", "\\u003c")
    return (
        f'\n<script type="application/json" id="{HTML_RECORD}">{record}</script>'
        f"{_BAR.format(**asdict(document.screen))}<script>{fill_in_script()}</script>"
    )


def colour_rules(theme: Theme, sheets: tuple[StyleSheet, ...]) -> str:
    """Return the rules with the theme's colours, and with those for a dark screen.

    A theme whose sheets name colours of their own keeps its light page.
    """
    colours = colour_values(theme)
    light = _declared(colours)
    if any(_OWN_COLOUR.search(sheet.text) for sheet in sheets):
        return f":root {{ {light} }}\n"
    dark = _declared(_DARK | {name: _lightened(colours[name]) for name in ("accent", "accent-2")})
    return (
        f":root {{ color-scheme: light dark; {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
    )


def _declared(colours: dict[str, str]) -> str:
    return " ".join(f"--kit-{name}: {value};" for name, value in colours.items())


def _lightened(colour: str) -> str:
    parts = (round(part + (255 - part) * _WHITE_IN_ACCENT) for part in bytes.fromhex(colour[1:]))
    return "#" + "".join(f"{part:02x}" for part in parts)
