"""Build the teacher's class sheet: who explores what, whom they ask and how, and which steps are done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from interview_kit.model import document as d
from interview_kit.model.bank import Bank
from interview_kit.model.enums import AskBy, Language, ProgrammePage
from interview_kit.model.profile import Profile
from interview_kit.model.selection import ApproachId
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.stages.select import select

T = TypeVar("T")

_USUAL = ("asked", "held", "thanked", "handed_in")
_WIDTHS = {"consent": 0.1, "asked": 0.105, "held": 0.095, "thanked": 0.105, "handed_in": 0.1, "mark": 0.08}
_PERSON = 0.42  # of the room that the other columns leave; the rest is for the contact


@dataclass(frozen=True, slots=True)
class Asking:
    """A person's contact ("" where none is found yet), the way of asking, and the approach."""

    contact: str
    way: AskBy
    approach: ApproachId


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """The data of one person on the sheet; no address, telephone number or situation.

    `has_consent_form` says whether the kit has one to sign.
    """

    name: str
    work: str
    askings: tuple[Asking, ...]
    course: str = ""
    teacher: str = ""
    due: dt.date | None = None
    has_consent_form: bool = False


def entry_of(profile: Profile, bank: Bank) -> SheetEntry:
    """Return the class sheet's entry for a person."""
    askings = []
    for conversation in select(bank, profile).conversations:
        contact, approach = conversation.talk.contact, conversation.approach
        name = (contact.name or contact.organisation or contact.occupation) if contact else ""
        askings.append(Asking(name, approach.ask_by, approach.id))
    programme = profile.programme
    known: tuple[Any, ...] = ()
    if programme:
        has_form = ProgrammePage.CONSENT in programme.pages
        known = (programme.course, programme.teacher, programme.due, has_form)
    return SheetEntry(profile.name, profile.target.work, tuple(askings), *known)


def class_sheet(
    entries: Sequence[SheetEntry], bank: Bank, language: Language, *, mark: bool = False
) -> d.Document:
    """Return the sheet as a document, with the people in the order given, and with `mark` room for a mark.

    The class's name (`course`), teacher and due date are above the table where all people share them; a
    different due date is beside its person. Raises BankError.
    """
    renderer = TextRenderer(bank, language, {})
    course = _shared(entry.course for entry in entries)
    title = renderer.label("class.title_of", course=course) if course else renderer.label("class.title")
    due = _shared(entry.due for entry in entries)
    blocks = (
        d.Paragraph(_facts(entries, due, renderer), d.Role.FACTS),
        _table(entries, due, renderer, mark=mark),
        d.Paragraph(renderer.label("class.private"), d.Role.NOTE),
    )
    section = d.Section("class-sheet", "class-sheet", title, blocks, starts_page=True)
    return d.Document(
        language=renderer.bank.rules[renderer.language].tag,
        title=d.inline_text(title),
        subject=renderer.label_text("class.subject"),
        running_head=d.inline_text(title),
        page_label=renderer.label_text("page"),
        sections=(section,),
    )


def _facts(entries: Sequence[SheetEntry], due: dt.date | None, renderer: TextRenderer) -> d.Inlines:
    teacher = _shared(entry.teacher for entry in entries)
    searching = sum(not any(asking.contact for asking in entry.askings) for entry in entries)
    lines = [renderer.label("class.teacher", teacher=teacher)] if teacher else []
    lines += [renderer.label("class.due", due=due)] if due else []
    lines.append(renderer.label("class.people", people=len(entries), searching=searching))
    return d.joined(lines, d.LineBreak())


def _table(
    entries: Sequence[SheetEntry], due: dt.date | None, renderer: TextRenderer, *, mark: bool
) -> d.Table:
    steps = [*_USUAL]
    if any(entry.has_consent_form for entry in entries):
        steps.insert(0, "consent")
    steps += ["mark"] * mark
    titles = [renderer.label(f"class.{step}") for step in steps]
    rows = []
    for number, entry in enumerate(entries, 1):
        cells = []
        for step, title in zip(steps, titles, strict=True):
            name = renderer.label_text("grid.tick", row=entry.name, column=d.inline_text(title))
            place = f"class.{number}.{step}"
            space = d.AnswerSpace(name, place, 1) if step == "mark" else d.Tick((), place, name)
            cells.append(d.Cell() if step == "consent" and not entry.has_consent_form else d.Cell((), space))
        who: list[d.Inlines] = [(d.Strong((d.Filled(entry.name),)),)]
        who += [(d.Filled(entry.work),)] if entry.work else []
        if entry.due and entry.due != due:
            who.append(renderer.label("class.due", due=entry.due))
        rows.append((d.Cell(d.joined(who, d.LineBreak())), d.Cell(_askings(entry, renderer)), *cells))
    header = (renderer.label("class.who"), renderer.label("class.contact"), *titles)
    summary = renderer.label_text("class.summary")
    own = [_WIDTHS[step] for step in steps]
    room = 1 - sum(own)
    widths = (room * _PERSON, room * (1 - _PERSON), *own)
    return d.Table(header, tuple(rows), widths, summary, d.Role.GRID, row_headers=True)


def _askings(entry: SheetEntry, renderer: TextRenderer) -> d.Inlines:
    lines: list[d.Inlines] = []
    for asking in entry.askings:
        approach = renderer.bank.approaches[asking.approach]
        title = d.inline_text(renderer.line(approach.title, approach.id))
        contact = asking.contact or renderer.label_text("class.no_contact")
        way = renderer.label_text(f"class.way.{asking.way.value}")
        lines.append(renderer.label("class.asking", contact=contact, way=way))
        lines.append(renderer.label("class.approach", approach=title))
    return d.joined(lines, d.LineBreak())


def _shared(values: Iterable[T]) -> T | None:
    """Return the value that all share, or None."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
