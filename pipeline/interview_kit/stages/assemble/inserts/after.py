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
_LOG_ROWS_OPEN = 6
_GRID_ROWS = 4


def log(context: RenderContext, item: InsertItem) -> tuple[d.Block, ...]:
    """Return the contact log, a table: one row per contact, filled in as far as known, then empty rows."""
    renderer = context.renderer
    columns = [
        renderer.label(f"log.{name}") for name in ("who", "reach", "asked", "answer", "talk", "thanked")
    ]
    rows = []
    contacts = context.profile.contacts
    for number in range(1, (len(contacts) + 1 if contacts else _LOG_ROWS_OPEN) + 1):
        contact = contacts[number - 1] if number <= len(contacts) else None
        # The first two columns: who it is, and how they are reached; () for what is not known.
        whole = ((contact.name, contact.organisation), (contact.phone, contact.email)) if contact else ()
        known = {place: _stacked(*words) for place, words in enumerate(whole)}
        rows.append(
            tuple(
                d.Cell(known[place])
                if known.get(place)
                else d.Cell((), _log_space(renderer, contact, number, place, column))
                for place, column in enumerate(columns)
            )
        )
    widths = (0.31, 0.235, 0.118, 0.112, 0.115, 0.11)
    return (d.Table(tuple(columns), tuple(rows), widths, renderer.label_text("log.summary"), d.Role.LOG),)


def _log_space(
    renderer: TextRenderer, contact: Contact | None, number: int, place: int, column: d.Inlines
) -> d.AnswerSpace:
    row = contact.name or contact.organisation if contact else ""
    label = renderer.label_text("grid.tick", row=row or str(number), column=d.inline_text(column))
    return d.AnswerSpace(label, f"log.{number}.{place + 1}", 1)


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


def _stacked(*words: str) -> d.Inlines:
    return kept_together(d.joined(((filled(each),) for each in words if each), d.LineBreak()))
