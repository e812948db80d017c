"""Generate theme.yaml and bank/labels.yaml of a new theme, with explanatory comments."""

from __future__ import annotations

import json
import re

from interview_kit.model.enums import Language
from interview_kit.support.command_line import KIT
from interview_kit.support.i18n import _
from interview_kit.support.paths import version
from interview_kit.tools.new_theme.logo import Logo

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#&|~^])")
_NO_COLOUR, _NO_SECOND_COLOUR = "#24563a", "#8a3324"
_AN_ADDRESS = (
    "# letterhead.contact_line:",
    "#   en: |",
    "#     12 Main Street, second floor",
    "#     705-555-0100",
    "#   fr: |",
    "#     12, rue Principale, 2e étage",
    "#     705\u00a0555-0100",
)


def theme_text(name: str, extends: str, accent: str, tint: str, logo: Logo | None) -> str:
    """Return theme.yaml: the tokens that differ from the base theme, and others as comments.

    It may be given to others, so it has no path of this computer's `kit`.
    """
    described = _("The kits of {name}", name=name)
    head = [
        _note(
            _(
                "The looks of {name}: only what differs. Everything else is that of the theme {extends}.",
                name=name,
                extends=extends,
            )
        ),
        _note(_("Save, and look: {kit} theme preview. When something is wrong: {kit} theme check.", kit=KIT)),
        f"description: {_quoted(described)}",
        f"extends: {_quoted(extends)}",
        _noted(f'made_for: "{version()}"', _("{kit} theme check tells what changed under it since", kit=KIT)),
    ]
    colours = [
        _noted(f'  accent: "{accent}"', _("titles, rules, numbers; dark enough to read, in grey too")),
        _noted(f'  tint: "{tint}"  ', _("the light ground behind the few things that need one")),
    ]
    own_colour = [_noted(f'  # accent: "{_NO_COLOUR}"', _("your colour, in quotes"))]
    second = _noted(f'  # accent_2: "{_NO_SECOND_COLOUR}"', _("a second one, of bars and rules"))
    own_logo = [
        _noted("  # logo: assets/logo.png", _("a PNG, JPEG or SVG")),
        _noted("  # logo_width: 40", _("millimetres")),
    ]
    named = colours if accent else []
    if logo:
        width = _noted(f"  logo_width: {logo.width_mm}   ", _("millimetres"))
        named = [*named, f"  logo: {logo.path}", width]
    offered = [*([] if accent else own_colour), second, *([] if logo else own_logo)]
    # Without a token, `tokens:` is a comment too: YAML would read an empty value.
    tokens = ["tokens:" if named else "# tokens:", *named, *offered, "  # font: Fira Sans", "  # paper: a4"]
    return "\n".join([*head, *tokens]) + "\n"


def labels_text(name: str, logo: Logo | None, extends: str = "") -> str:
    """Return bank/labels.yaml: the texts of the letterhead, in each language.

    `extends` is the agency's theme whose address and telephone the new one takes over, or "".
    """
    said = _quoted(_MARKUP.sub(r"\\\1", name))
    each = [f"  {language}: {said}" for language in Language]
    what_it_shows = [
        _note(_("What the logo shows, for those who cannot see it: mostly the name that stands in it.")),
        *("letterhead.logo_alt:", *each),
    ]
    lines = [
        _note(_("The words of your letterhead, in both languages. A line that begins with # is left out.")),
        *(what_it_shows if logo else ()),
        _note(_("The lines beside the logo, such as your address and your telephone.")),
        *([_note(_("Left out, they are those of {theme}.", theme=extends))] if extends else ()),
        *(_AN_ADDRESS if logo or extends else ("letterhead.contact_line:", *each)),
        _note(_("A line in the foot of every page, of 75 letters at most.")),
        "# letterhead.footer:",
        '#   en: "Our services are free."',
        '#   fr: "Nos services sont gratuits."',
    ]
    return "\n".join(lines) + "\n"


def _noted(line: str, words: str) -> str:
    return f"{line}   {_note(words)}"


def _note(words: str) -> str:
    return f"# {words}"


def _quoted(text: str) -> str:
    # A JSON string is also a YAML string of the same value.
    return json.dumps(text, ensure_ascii=False)
