"""Translate PyYAML's error messages into plain language."""

from __future__ import annotations

import re

import yaml

from interview_kit.support.i18n import N_, _

_BACKSLASH = N_("this \\ means nothing inside double quotes; use single quotes, or write \\\\")
_INDENT = N_(
    "this does not fit what stands before it; check the quotes, and the spaces at the start of the line"
)
_BLOCK = N_("nothing may follow | or > on its line; put text that begins with them in quotes")

# A substring of PyYAML's message, and our message. The first match is used.
_WORDS = (
    (
        "mapping values are not allowed",
        N_("a colon ends a key; put text that holds one in quotes, or check the spaces at the line's start"),
    ),
    ("could not find expected ':'", N_("this line needs a colon and a space after its key")),
    ("unknown escape character", _BACKSLASH),
    ("escape sequence", _BACKSLASH),
    ("<document start>", _INDENT),
    (
        "sequence entries are not allowed",
        N_("a list entry cannot stand here; begin it with - on a line of its own"),
    ),
    (
        "mapping keys are not allowed",
        N_("a key cannot stand here; put text that begins with ? in quotes"),
    ),
    ("expected ',' or ']'", N_("this list is not closed; look for a missing ] or comma")),
    ("expected ',' or '}'", N_("these braces are not closed; look for a missing }} or comma")),
    (
        "expected the node content",
        N_("a value is missing here; look for a comma or a bracket too many"),
    ),
    (
        "document separator",
        N_("the line --- or ... cannot stand inside a text; is a quote not closed?"),
    ),
    ("comment or a line break", _BLOCK),
    ("indentation indicator", _BLOCK),
)

# For these, the position is where the key or the bracket begins, not where the parser stopped.
_BEGINS_EARLIER = ("could not find expected ':'", "expected ',' or")


# A key whose value follows its colon without a space; slashes there would mean a web address.
_GLUED = re.compile(r"\s*(?:- +)*[A-Za-z_][\w-]*(?=:[^\s/])")


def in_plain_words(error: yaml.MarkedYAMLError, text: str) -> tuple[yaml.Mark, str]:
    """Return the position of the mistake and a message in plain language."""
    problem = error.problem or ""
    mark = error.problem_mark or error.context_mark
    assert mark is not None, error
    if "end of stream" in problem and error.context_mark is not None:
        return error.context_mark, _("the quote that opens here is never closed")
    if "'\\t'" in problem or "tab character" in problem:
        return mark, _("a tab stands here; use spaces")
    if "cannot start any token" in problem:
        character = text[mark.index] if mark.index < len(text) else _("this sign")
        return mark, _("text that begins with {character} must stand in quotes", character=character)
    if "mapping values are not allowed" in problem and (glued := _glued_above(mark, text)):
        return glued, _("write a space after this colon")
    if "expected <block end>" in problem:
        return mark, _why_not_here(mark, text)
    begun = error.context_mark
    if problem.endswith("but got ':'") and begun is not None and begun.line == mark.line:
        return mark, _(
            "a second colon in one entry; put text that has a colon in quotes, or look for a missing comma"
        )
    opened = error.context_mark if problem.startswith(_BEGINS_EARLIER) else None
    for part, words in _WORDS:
        if part in problem:
            return opened or mark, _(words)
    return mark, _("this cannot be read; check the colons, the quotes and the spaces around it")


def _glued_above(mark: yaml.Mark, text: str) -> yaml.Mark | None:
    """Return the position after a key in the line above whose colon lacks a space, or None.

    Without the space, that line is text that continues on this one.
    """
    above = [line for line in enumerate(text.splitlines()[: mark.line]) if line[1].strip()]
    found = _GLUED.match(above[-1][1]) if above else None
    return yaml.Mark(mark.name, 0, above[-1][0], found.end(), None, 0) if found else None


def _why_not_here(mark: yaml.Mark, text: str) -> str:
    before = text[: mark.index].rpartition("\n")[2].rstrip()
    if not before:
        return _(
            "this line begins too far left or right; keys or dashes that belong together stand in one column"
        )
    if before[-1] in "'\"":
        return _(
            "the quote before this ends the text; for one inside, put the text in the other kind of quotes"
        )
    return _(_INDENT)
