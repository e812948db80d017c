"""Assemble kits for sample profiles, to find errors that only occur then, and texts that are never used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from interview_kit.build.class_files.class_sheet import Asking, SheetEntry, class_sheet
from interview_kit.build.class_files.volumes import volume_title
from interview_kit.build.extras import EXTRAS, KIT_DRAFT, extra_files
from interview_kit.build.extras.eml import reminder
from interview_kit.model.bank import Bank
from interview_kit.model.document import Owner
from interview_kit.model.enums import AskBy, Language
from interview_kit.model.form import Field, Form
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Reason, Selection
from interview_kit.stages.assemble import assemble
from interview_kit.stages.assemble.reasons import worded_reason
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.stages.select.probes import GENERAL_PROBE
from interview_kit.support.errors import BankError, Problem
from interview_kit.support.i18n import _
from interview_kit.tools.collect.answers import FilledKit
from interview_kit.tools.collect.attendance import Attendance, ExpectedPerson, students_of
from interview_kit.tools.collect.folder import ReturnedKit
from interview_kit.tools.collect.students import missing_sheet, students_sheet
from interview_kit.tools.collect.summary import summary
from interview_kit.tools.collect.table import table
from interview_kit.tools.lint_bank.expression_names import NamePrefix, NameUse
from interview_kit.tools.lint_bank.references import used_asks
from interview_kit.tools.lint_bank.report import Report
from interview_kit.tools.lint_bank.walk import Location

V = TypeVar("V")
Chosen = tuple[Profile, Selection]


class _RecordingMapping(dict[str, V]):
    """A mapping that records which keys were looked up. Raises BankError for a missing key."""

    def __init__(self, known: dict[str, V]) -> None:
        super().__init__(known)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> V:
        self.asked.add(name)
        return super().__getitem__(name)

    def __missing__(self, name: str) -> V:
        raise BankError((Problem("bank", None, None, name, _("every bank needs this, and it is not there")),))


def check_scripts(bank: Bank, talks: Iterable[TextRenderer], findings: Report) -> None:
    """Report every approach that has no script for a way to ask (`ask_by`)."""
    for renderer in talks:
        for letter, approach in bank.approaches.items():
            ask_by = AskBy(renderer.facts["ask_by"])
            holds = (renderer.holds(script.when, script.id) for script in approach.scripts)
            if findings.tried(any, holds) is False:
                findings.mistake(
                    Location("approaches", f"approach.{letter}"),
                    _("no script is for asking by {ask_by}", ask_by=ask_by),
                )


def assemble_samples(bank: Bank, chosen: Iterable[Chosen], findings: Report) -> set[str] | None:
    """Assemble a kit for each person; return the ids of the labels, phrases and asks that were used.

    Return None after an error, which is reported: the ids used are then unknown.
    """
    labels, phrases, asks = (
        _RecordingMapping(bank.labels),
        _RecordingMapping(bank.phrases),
        _RecordingMapping(bank.asks),
    )
    noting = bank.model_copy(update={"labels": labels, "phrases": phrases, "asks": asks})
    languages: dict[Language, None] = {}
    whole = True
    for person, selection in chosen:
        languages[person.language] = None
        if not findings.tried(_builds_kit, person, selection, noting):
            whole = False
    if not (whole and findings.tried(_builds_class_files, noting, languages)):
        return None
    # The general probe is taken from the bank by `select`, before anything is recorded.
    return labels.asked | asks.asked | {GENERAL_PROBE} | {f"phrase.{name}" for name in phrases.asked}


def _builds_kit(person: Profile, selection: Selection, bank: Bank) -> bool:
    """Assemble a kit and its extra files, and return True. Raises BankError."""
    assemble(selection, person, bank)
    addressed = person.model_copy(update={"email": "ana@example.ca"})
    extra_files(selection, addressed, bank, (*EXTRAS, KIT_DRAFT))
    reminder(addressed, bank)
    renderer = TextRenderer(bank, person.language, {"register": ""})
    for reason in reasons_in(selection):
        worded_reason(renderer, reason)
    return True


def _builds_class_files(bank: Bank, languages: Iterable[Language]) -> bool:
    """Build the class sheet, volume titles and collect outputs, and return True. Raises BankError."""
    ways = tuple(Asking(contact, way, "A") for contact in ("", "Bo") for way in AskBy)
    ana = SheetEntry(
        "Ana", "nurse", ways, "GLC2O", "Ms. Okafor", dt.date(2026, 12, 11), has_consent_form=True
    )
    for language in languages:
        class_sheet([ana], bank, language, mark=True)
        class_sheet([ana, replace(ana, course="", due=None)], bank, language)
        for names in (["Ana"], ["Ana", "Bo"]):
            volume_title(names, bank, language)
        try_collecting(bank, language)
    return True


def check_unused(
    bank: Bank, used: set[str], named: Mapping[Location, set[NameUse]], findings: Report
) -> None:
    """Report every label, phrase and ask that neither a text nor a sample kit uses.

    `used` holds the ids from `assemble_samples`, `named` the names in each text's expressions.
    """
    used = used | used_asks(bank)
    beginnings: set[str] = set()
    for each in chain(*named.values()):
        prefix = {"phrase": "phrase.", "blank": "blank.", "label": ""}.get(each.root)
        match each.steps:
            case (str() as step, *_) if prefix is not None:
                used.add(prefix + step)
            case (NamePrefix(text=text), *_) if prefix is not None:
                beginnings.add(prefix + text)
    parts = {
        "labels": list(bank.labels),
        "phrases": [f"phrase.{name}" for name in bank.phrases],
        "asks": list(bank.asks),
    }
    for kind, names in parts.items():
        for name in names:
            if name not in used and not name.startswith(tuple(beginnings)):
                findings.note(Location(kind, name), _("nothing uses this"))


def reasons_in(selection: Selection) -> Iterator[Reason]:
    """Yield every reason of a selection, including nested ones."""
    for each in selection.conversations:
        found = [
            *(each.approach.reason, each.closing.reason),
            *(refusal.reason for refusal in each.refusals),
            *(pick.reason for pick in each.questions),
            *(drop.reason for drop in each.dropped),
            *(outcome.reason for outcome in each.goals),
        ]
        while found:
            reason = found.pop()
            found += [value for value in reason.values.values() if isinstance(value, Reason)]
            yield reason


def values_of_reasons(chosen: Iterable[Chosen]) -> dict[str, frozenset[str]]:
    """Return the names of the values of each reason that occurs, by its key."""
    values: dict[str, frozenset[str]] = {}
    for _ignored, selection in chosen:
        for reason in reasons_in(selection):
            values[reason.key] = values.get(reason.key, frozenset()) | frozenset(reason.values)
    return values


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
    renderer.label("collect.sheet.answers")
    students = students_of((ExpectedPerson("Bo"),), [_FULL])
    students_sheet(students, "ab", renderer)
    missing_sheet(students, "ab", (), renderer)
    summary([_FULL], Attendance(2, ("Bo",), ()), bank, language)
    summary(
        [replace(_FULL, filled=replace(_FULL.filled, form=replace(_FORM, owner=Owner("", "", ""))))],
        None,
        bank,
        language,
        names=False,
    )
    summary([_EMPTY], Attendance(1, (), ()), bank, language)
    summary([_EMPTY], None, bank, language)
