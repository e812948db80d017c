"""Render the reasons of a selection with the bank's texts."""

from __future__ import annotations

from interview_kit.model.bank import Bank
from interview_kit.model.document import Inlines, inline_text
from interview_kit.model.enums import Language
from interview_kit.model.selection import Reason
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.support.errors import BankError, Problem
from interview_kit.support.i18n import _


def reason_text(bank: Bank, language: Language, reason: Reason, register: str = "") -> str:
    """Return the reason as plain text, by default in the usual register.

    Raises BankError where the bank has no text for it.
    """
    return inline_text(worded_reason(TextRenderer(bank, language, {"register": register}), reason))


def worded_reason(renderer: TextRenderer, reason: Reason) -> Inlines:
    """Return the reason in the renderer's language. Raises BankError where the bank has no text for it."""
    if reason.key not in renderer.bank.reasons:
        raise BankError(
            (Problem("reasons.yaml", None, None, reason.key, _("there are no words for this reason")),)
        )
    values = {
        name: worded_reason(renderer, value) if isinstance(value, Reason) else value
        for name, value in reason.values.items()
    }
    return renderer.line(renderer.bank.reasons[reason.key], reason.key, **values)
