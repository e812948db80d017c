"""Write theme.yaml and the labels of a new theme, with comments in plain words."""

from __future__ import annotations

import json
import re

from pipeline.theme_draft.logo import Logo

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#&|~^])")
_NO_COLOUR = "#24563a"


def theme_text(name: str, extends: str, accent: str, tint: str, logo: Logo | None) -> str:
    """Return theme.yaml: what differs from the theme that is extended, and what else could."""
    lines = [
        f"# The looks of {name}: only what differs. Everything else is that of the theme {extends}.",
        "# Save, and look: kit theme preview. When something is wrong: kit theme check.",
        f"description: {_quoted(f'The kits of {name}')}",
        f"extends: {_quoted(extends)}",
    ]
    named = []
    if accent:
        named += [
            f'  accent: "{accent}"   # titles, rules, numbers; dark enough to read, in grey too',
            f'  tint: "{tint}"     # the light ground behind the few things that need one',
        ]
    if logo:
        named += [
            f"  logo: {logo.path}",
            f"  logo_width: {logo.width_mm}      # millimetres",
        ]
    offered = [] if accent else [f'  # accent: "{_NO_COLOUR}"   # your colour, in quotes']
    if not logo:
        offered += [
            "  # logo: assets/logo.png   # a PNG, JPEG or SVG",
            "  # logo_width: 40   # millimetres",
        ]
    offered += ["  # font: Fira Sans", "  # paper: a4"]
    # YAML takes a key with comments alone for an empty one.
    return "\n".join([*lines, "tokens:" if named else "# tokens:", *named, *offered]) + "\n"


def labels_text(name: str, logo: Logo | None) -> str:
    """Return bank/labels.yaml: the words of the letterhead, in both languages."""
    said = _quoted(_MARKUP.sub(r"\\\1", name))
    both = [f"  en: {said}", f"  fr: {said}"]
    lines = ["# The words of your letterhead, in both languages. A line that begins with # is left out."]
    if logo:
        lines += [
            "# What the logo shows, for those who cannot see it: mostly the name that stands in it.",
            *("letterhead.logo_alt:", *both),
        ]
    lines += ["# The lines beside the logo, such as your address and your telephone."]
    if logo:
        lines += [
            "# letterhead.contact_line:",
            "#   en: |",
            "#     12 Main Street, second floor",
            "#     705-555-0100",
            "#   fr: |",
            "#     12, rue Principale, 2e étage",
            "#     705\u00a0555-0100",
        ]
    else:
        lines += ["letterhead.contact_line:", *both]
    lines += [
        "# A line in the foot of every page, of 75 letters at most.",
        "# letterhead.footer:",
        '#   en: "Our services are free."',
        '#   fr: "Nos services sont gratuits."',
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # What JSON quotes, YAML reads as the same text.
    return json.dumps(text, ensure_ascii=False)
