"""Build a sample document, with every kind of block and without words, to check a theme."""

from __future__ import annotations

from interview_kit.model.document import (
    AnswerSpace,
    Blank,
    Block,
    Cell,
    Cue,
    Document,
    Emphasis,
    Filled,
    Group,
    Heading,
    ItemList,
    Letterhead,
    Line,
    LineBreak,
    Link,
    PageBreak,
    PageNumber,
    Paragraph,
    Question,
    Role,
    Section,
    Strong,
    Table,
    Text,
    Tick,
    TimeBar,
    TimeSegment,
)

_DASH = "–"
_SAID = (Text(_DASH),)


def trial_document() -> Document:
    """Return a document of dashes: every block in every form, every inline, a letterhead, two sections."""
    front = Section("front", "front", _SAID, (PageBreak(), *_blocks()), starts_page=True)
    card = Group((Group((Paragraph(_SAID, Role.RULE),), Role.CARD),), Role.CARDS)
    return Document(
        language="en-CA",
        title=_DASH,
        subject=_DASH,
        running_head=_DASH,
        page_label=_DASH,
        sections=(front, Section("card", "card", _SAID, (card,), starts_page=False)),
        letterhead=Letterhead(_SAID, _DASH, _DASH),
    )


def _blocks() -> tuple[Block, ...]:
    inlines = (
        *(Filled(_DASH), Strong(_SAID), Emphasis(_SAID), Blank(_DASH), Cue(_DASH), LineBreak()),
        *(Link(_SAID, "https://example.org/"), PageNumber("card")),
    )
    space, tick = AnswerSpace(_DASH, "space", 2), Tick(_SAID, "tick", _DASH)
    line, reply = Line(_DASH, _SAID, by_user=False), Line(_DASH, _SAID, by_user=True)
    cells = (Cell(_SAID), Cell(_SAID, AnswerSpace(_DASH, "cell", 1)), Cell((), Tick((), "box", _DASH)))
    return (
        *(Heading(2, _SAID), Heading(3, _SAID, "three"), Paragraph(inlines)),
        *(Paragraph(_SAID, role) for role in Role),
        *(ItemList((_SAID, inlines), ordered=ordered) for ordered in (False, True)),
        *(ItemList((_SAID, _SAID), role=role) for role in (Role.CHECKLIST, Role.PROMPTS, Role.TIMELINE)),
        *(
            ItemList((_SAID, _SAID), ordered=True, role=Role.STEPS),
            ItemList((_SAID, _SAID), role=Role.COLUMNS),
        ),
        *(Group((line, reply), role) for role in (Role.SCRIPT, Role.REFUSAL)),
        *(Table((_SAID,) * 3, (cells,), (0.4, 0.3, 0.3), _DASH, role) for role in (Role.GRID, Role.LOG)),
        Table(((),) * 3, (cells,), (0.4, 0.3, 0.3), _DASH, row_headers=True),
        *(
            Question("1", _DASH, star, (_SAID,), _SAID, AnswerSpace(_DASH, f"q{star}", 2), _SAID)
            for star in ("", _DASH)
        ),
        TimeBar((TimeSegment(_DASH, 5, _DASH), TimeSegment(_DASH, 0.5, _DASH)), _DASH),
        *(space, tick),
    )
