"""Build a sample document, with every kind of block and without words, to check a theme."""

from __future__ import annotations

from interview_kit.model import document as d

_DASH = "–"
_SAID = (d.Text(_DASH),)


def trial_document() -> d.Document:
    """Return a document of dashes: every block in every form, every inline, a letterhead, two sections."""
    front = d.Section("front", "front", _SAID, (d.PageBreak(), *_blocks()), starts_page=True)
    card = d.Group((d.Group((d.Paragraph(_SAID, d.Role.RULE),), d.Role.CARD),), d.Role.CARDS)
    return d.Document(
        language="en-CA",
        title=_DASH,
        subject=_DASH,
        running_head=_DASH,
        page_label=_DASH,
        sections=(front, d.Section("card", "card", _SAID, (card,), starts_page=False)),
        letterhead=d.Letterhead(_SAID, _DASH, _DASH),
    )


def _inlines() -> tuple[d.Inline, ...]:
    styled = (d.Filled(_DASH), d.Strong(_SAID), d.Emphasis(_SAID), d.Foreign(_SAID, "fr-CA"))
    others = (d.Blank(_DASH), d.Cue(_DASH), d.LineBreak())
    return (*styled, *others, d.Link(_SAID, "https://example.org/"), d.PageNumber("card"))


def _blocks() -> tuple[d.Block, ...]:
    inlines = _inlines()
    space, tick = d.AnswerSpace(_DASH, "space", 2), d.Tick(_SAID, "tick", _DASH)
    line, reply = d.Line(_DASH, _SAID, by_user=False), d.Line(_DASH, _SAID, by_user=True)
    cells = (
        d.Cell(_SAID),
        d.Cell(_SAID, d.AnswerSpace(_DASH, "cell", 1)),
        d.Cell((), d.Tick((), "box", _DASH)),
    )
    return (
        *(d.Heading(2, _SAID), d.Heading(3, _SAID, "three"), d.Paragraph(inlines)),
        *(d.Paragraph(_SAID, role) for role in d.Role),
        d.Paragraph((d.Strong(_SAID), *_SAID), d.Role.RULE),
        *(d.ItemList((_SAID, inlines), ordered=ordered) for ordered in (False, True)),
        *(
            d.ItemList((_SAID, _SAID), role=role)
            for role in (d.Role.CHECKLIST, d.Role.PROMPTS, d.Role.TIMELINE)
        ),
        *(
            d.ItemList((_SAID, _SAID), ordered=True, role=d.Role.STEPS),
            d.ItemList((_SAID, _SAID), role=d.Role.COLUMNS),
        ),
        *(d.Group((line, reply), role) for role in (d.Role.SCRIPT, d.Role.REFUSAL)),
        *(
            d.Table((_SAID,) * 3, (cells,), (0.4, 0.3, 0.3), _DASH, role)
            for role in (d.Role.GRID, d.Role.LOG)
        ),
        d.Table(((),) * 3, (cells,), (0.4, 0.3, 0.3), _DASH, row_headers=True),
        *(
            d.Question("1", _DASH, star, (_SAID,), _SAID, d.AnswerSpace(_DASH, f"q{star}", 2), _SAID)
            for star in ("", _DASH)
        ),
        d.TimeBar((d.TimeSegment(_DASH, 5, _DASH), d.TimeSegment(_DASH, 0.5, _DASH)), _DASH),
        *(space, tick),
    )
