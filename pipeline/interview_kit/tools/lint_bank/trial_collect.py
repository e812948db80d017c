"""Render the texts of `kit collect` with two made-up returned kits, one filled in and one empty."""

from __future__ import annotations

from interview_kit.model.bank import Bank
from interview_kit.model.document import Owner
from interview_kit.model.enums import Language
from interview_kit.model.form import Field, Form
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.tools.collect.answers import FilledKit
from interview_kit.tools.collect.attendance import Attendance
from interview_kit.tools.collect.folder import ReturnedKit
from interview_kit.tools.collect.summary import summary
from interview_kit.tools.collect.table import table

_FORM = Form(
    Owner("Ana", "nurse", "a"),
    "",
    (
        Field("notes/a", "text", "conversation", "Bo", "Notes", "What?"),
        Field("fit/1/1", "tick", "fit-grid", "", "Fits", "Calm"),
        Field("front/a", "tick", "front", "", "Day", ""),
    ),
)
_FULL = ReturnedKit("a.pdf", FilledKit(_FORM, {"notes/a": "This."}, frozenset({"fit/1/1", "front/a"})))
_EMPTY = ReturnedKit("b.pdf", FilledKit(_FORM, {}, frozenset()))


def try_collecting(bank: Bank, language: Language) -> None:
    """Build the table and the summary of a class, with and without answers. Raises BankError."""
    renderer = TextRenderer(bank, language, {})
    table([_FULL], renderer)
    renderer.label("collect.sheet")
    summary([_FULL], Attendance(2, ("Bo",), ()), bank, language)
    summary([_EMPTY], Attendance(1, (), ()), bank, language)
    summary([_EMPTY], None, bank, language)
