"""Parse a typed colour, propose similar ones with enough contrast, and derive a light tint from it."""

from __future__ import annotations

import re

from interview_kit.support.colours import LEAST, WHITE, contrast, nearest
from interview_kit.support.errors import refusal
from interview_kit.support.i18n import _

GOOD_IN_GREY = 7.0
"""The contrast ratio of WCAG 2 success criterion 1.4.6: such a colour stays dark in greyscale print too."""

_COLOUR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
_LIGHTEST_FIRST = (0.1, 0.08, 0.06, 0.04, 0.02)


def read_colour(typed: str) -> str:
    """Return `#rrggbb` for a colour of six or three hex digits, with or without #. Raises InvalidInput."""
    found = _COLOUR.fullmatch(typed.strip())
    if found is None:
        raise refusal(
            "--colour",
            _("{typed!r} is no colour; write it as # and six of 0-9 and a-f, such as #24563a", typed=typed),
        )
    digits = found[1].lower()
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)


def tint_of(accent: str, others: tuple[str, ...] = ()) -> str:
    """Return a light background tint (2 to 10 % of `accent`), the strongest that the text colours allow.

    `others` are those colours; return white where no tint gives them enough contrast.
    """
    for share in _LIGHTEST_FIRST:
        ground = _mixed(accent, share)
        if all(contrast(other, ground) >= LEAST for other in others):
            return ground
    return WHITE


def can_be_read(accent: str) -> bool:
    """Return whether text in this colour has enough contrast on white and on its own tint."""
    return min(contrast(accent, WHITE), contrast(accent, tint_of(accent))) >= LEAST


def proposals(accent: str) -> tuple[str, ...]:
    """Return the nearest colour with enough contrast, and a darker one for greyscale print, if it differs."""
    near = nearest(accent, (WHITE, tint_of(accent))) or "#000000"
    # Its own tint is slightly darker than the tint of the original colour.
    while not can_be_read(near):
        near = _mixed(near, 0.98, "#000000")
    darker = near
    while contrast(darker, WHITE) < GOOD_IN_GREY:
        darker = _mixed(darker, 0.94, "#000000")
    return tuple(dict.fromkeys((near, darker)))


def _mixed(colour: str, share: float, ground: str = WHITE) -> str:
    """Return a mix of two colours as `#rrggbb`: `share` of the first, the rest of `ground`."""
    parts = ((int(one[at : at + 2], 16) for one in (colour, ground)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(top * share + below * (1 - share)):02x}" for top, below in parts)
