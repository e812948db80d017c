"""Render the texts of an agency's letterhead; the base bank has none."""

from __future__ import annotations

from interview_kit.model.document import Inlines, Letterhead
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.support.i18n import _

LONGEST_FOOTER = 75
"""The number of characters that fit on a line of the footer."""


def letterhead_of(renderer: TextRenderer) -> Letterhead:
    """Return the letterhead in the renderer's language; texts without a label in the bank are empty.

    Raises BankError where the footer is longer than `LONGEST_FOOTER`.
    """
    footer = _said(renderer, "letterhead.footer")
    if len(footer) > LONGEST_FOOTER:
        message = _(
            "this has {length} characters; {most} fit on the line ({language})",
            length=len(footer),
            most=LONGEST_FOOTER,
            language=renderer.language.value,
        )
        renderer.bank.refuse("letterhead.footer", message)
    return Letterhead(
        contact_line=_lines(renderer, "letterhead.contact_line"),
        footer=footer,
        logo_alt=_said(renderer, "letterhead.logo_alt"),
    )


def _lines(renderer: TextRenderer, label: str) -> Inlines:
    """Return a label with its line breaks kept, as in a YAML block text."""
    if label not in renderer.bank.labels:
        return ()
    text = renderer.bank.labels[label]
    hard = {name: words.strip().replace("\n", "\\\n") for name, words in text if isinstance(words, str)}
    return renderer.line(text.model_copy(update=hard), label)


def _said(renderer: TextRenderer, label: str) -> str:
    return renderer.label_text(label) if label in renderer.bank.labels else ""
