"""Generate the inserts used after the talk: the contact log, and the grid of what fits."""

from __future__ import annotations

from interview_kit.model import document as d
from interview_kit.model.bank import InsertItem
from interview_kit.model.profile import Contact
from interview_kit.stages.assemble.context import RenderContext
from interview_kit.stages.assemble.formatting import kept_together
from interview_kit.stages.assemble.links import filled
from interview_kit.stages.assemble.renderer import TextRenderer

# A person without contacts will ask several people, and gets more empty rows.
_LOG_ROWS_OPEN, _LOG_ROWS_MORE = 6, 1
_GRID_ROWS = 4
_COLUMNS = {"who": 1, "asked": 3, "answer": 4, "talk": 5, "thanked": 6}
"""The log's columns by their labels, with the numbers that name their fields in a kit that comes back."""


def log(context: RenderContext, item: InsertItem) -> tuple[d.Block, ...]:
    """Return the contact log, a table: one row per contact, filled in as far as known, then empty rows."""
    renderer = context.renderer
    columns = {place: renderer.label(f"log.{name}") for name, place in _COLUMNS.items()}
    contacts = context.profile.contacts
    more = _LOG_ROWS_MORE if contacts else _LOG_ROWS_OPEN
    rows = []
    for number, contact in enumerate((*contacts, *[None] * more), 1):
        row = (contact.name or contact.organisation if contact else "") or str(number)
        spaces = [d.Cell((), _log_space(renderer, row, number, *column)) for column in columns.items()]
        rows.append((d.Cell(_who(contact, renderer)), *spaces[1:]) if contact else tuple(spaces))
    widths = (0.5, 0.128, 0.122, 0.125, 0.125)
    summary = renderer.label_text("log.summary")
    return (d.Table(tuple(columns.values()), tuple(rows), widths, summary, d.Role.LOG),)


def _who(contact: Contact, renderer: TextRenderer) -> d.Inlines:
    """Return who a contact is, and below it how they are reached: addresses need the width of both."""
    names, ways = (contact.name, contact.organisation), (contact.phone, contact.email)
    who = d.joined(((filled(each),) for each in names if each), d.Text(", "))
    reach = d.joined(((filled(each),) for each in ways if each), d.Text(" \u00b7 "))
    known = reach or (d.Blank(renderer.label_text("blank.their_reach")),)
    return kept_together((*who, d.LineBreak(), *known))


def _log_space(renderer: TextRenderer, row: str, number: int, place: int, column: d.Inlines) -> d.AnswerSpace:
    label = renderer.label_text("grid.tick", row=row, column=d.inline_text(column))
    return d.AnswerSpace(label, f"log.{number}.{place}", 1)


def fit_grid(context: RenderContext, item: InsertItem) -> tuple[d.Block, ...]:
    """Return a table: one row per interest, skill and need, each with three boxes to tick."""
    renderer, about = context.renderer, context.profile.about
    verdicts = [renderer.label(f"grid.{name}") for name in ("fits", "not", "unsure")]
    matters = list(dict.fromkeys((*about.interests, *about.skills, *about.needs)))
    rows = []
    for number in range(1, max(len(matters), _GRID_ROWS) + 1):
        first = renderer.label_text("grid.own")
        words = matters[number - 1] if number <= len(matters) else ""
        typed = kept_together((d.Filled(words),))
        head = d.Cell(typed) if words else d.Cell((), d.AnswerSpace(first, f"fit.{number}", 1))
        ticks = [
            d.Cell(
                (),
                d.Tick(
                    (),
                    f"fit.{number}.{place}",
                    renderer.label_text("grid.tick", row=words or first, column=d.inline_text(verdict)),
                ),
            )
            for place, verdict in enumerate(verdicts, 1)
        ]
        rows.append((head, *ticks))
    header = (renderer.label("grid.first"), *verdicts)
    summary = renderer.label_text("grid.summary")
    return (d.Table(header, tuple(rows), (0.56, 0.13, 0.13, 0.18), summary, d.Role.GRID, row_headers=True),)
