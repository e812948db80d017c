"""Check which characters a text has, and normalise it (Unicode NFC)."""

import re
import unicodedata
from itertools import groupby

from interview_kit.support.i18n import N_, _

# A fully pointed Hebrew consonant has four combining marks; more would overlap other lines.
MOST_MARKS = 4

_CONTROL = r"\x00-\x1f\x7f-\x9f"
# Surrogates, noncharacters, deprecated controls of shapes and of a language, marks of annotations.
_WITHOUT_SHAPE = "\ud800-\udfff\ufffe\uffff\u206a-\u206f\ufff9-\ufffb\U000e0001"
_REFUSED_ALWAYS = re.compile(rf"(?!\n)[{_CONTROL}{_WITHOUT_SHAPE}]")
# Embeddings, overrides and isolates: where one is not closed, it reorders the text after it.
_TURNING = "\u202a-\u202e\u2066-\u2069"
_REFUSED_IN_A_LINE = re.compile(rf"[{_CONTROL}{_TURNING}\u2028\u2029{_WITHOUT_SHAPE}]")
# Ranges without combining marks: below U+0300, and common punctuation.
_WITHOUT_MARKS = re.compile("[ -\u02ff\u2010-\u2027\u2030-\u203a\u20ac\n]*")
# Invisible characters that are no spaces: fillers, the empty Braille cell, variation selectors.
_WHITE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NAMES = {
    "\t": N_("a tab"),
    "\n": N_("a line break"),
    "\r": N_("a line break"),
    "\u2028": N_("a line separator"),
}


class TextRefused(ValueError):
    """A text has characters that cannot be printed; the message names the first."""


def clean(text: str, *, one_line: bool) -> str:
    """Return `text` in NFC, without white space at its ends; "" where it has no visible character.

    Raises TextRefused for controls and other characters without a shape, for more than four combining
    marks on one letter, and with `one_line` for line breaks and for characters that turn the
    direction of what follows (embeddings, overrides, isolates).
    """
    text = text.strip()
    if text.isascii() and text.isprintable():
        return text
    refused = (_REFUSED_IN_A_LINE if one_line else _REFUSED_ALWAYS).search(text)
    if refused:
        character = code_point(refused.group())
        message = _("the character {character} cannot be printed; take it out", character=character)
        if re.match(f"[{_TURNING}]", refused.group()):
            message = _(
                "the character {character} turns the direction of the text after it; take it out",
                character=character,
            )
        if refused.group() == "\n":
            message = _("write this on one line; it has a line break (U+000A)")
        raise TextRefused(message)
    # Before normalising, which takes minutes on a long run of marks.
    if not _WITHOUT_MARKS.fullmatch(text) and _longest_run_of_marks(text) > MOST_MARKS:
        raise TextRefused(_("more than {most} accents or marks on one letter", most=MOST_MARKS))
    if is_blank(text):
        return ""
    return unicodedata.normalize("NFC", text)


def is_blank(text: str) -> bool:
    """Return whether `text` has no visible character."""
    if text[:1].isascii() and text[:1].isalnum():
        return False
    return all(
        unicodedata.category(character) in {"Zs", "Zl", "Zp", "Cf", "Cc"} or _WHITE.match(character)
        for character in text
    )


def code_point(character: str) -> str:
    """Return a code point as `U+0007`, or with a name where it has one: `U+0009 (a tab)`."""
    name = _NAMES.get(character)
    return f"U+{ord(character):04X}" + (f" ({_(name)})" if name else "")


def _longest_run_of_marks(text: str) -> int:
    categories = map(unicodedata.category, text)
    marks = groupby(category in {"Mn", "Me"} for category in categories if category != "Cf")
    return max((len(list(run)) for are_marks, run in marks if are_marks), default=0)
