"""List every style that a Word shell must have, with the looks of the base theme.

Lengths are millimetres and sizes are points. The names have to be in whatever shell a theme brings; the looks are
only used where the base theme's own shell is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.document import Role

Colour = Literal["accent", "tint", "ink", "soft"]
Kind = Literal["paragraph", "character", "table"]

RULING_MM = 8.4
"""The pitch of ruled lines: a hand needs 8 mm, and a rule takes its own thickness."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line along one or more sides of a paragraph."""

    sides: tuple[str, ...]
    eighths: int
    colour: Colour
    space: int = 0
    stroke: str = "single"
    faint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a style sets; a value of None is inherited."""

    before: float | None = None
    after: float | None = None
    line: float | None = None
    pitch: float | None = None
    left: float | None = None
    right: float | None = None
    hanging: float | None = None
    tabs: tuple[tuple[str, float], ...] = ()
    keep_next: bool = False
    keep_lines: bool = False
    edge: Edge | None = None
    shade: Colour | None = None
    align: str = ""
    outline: int | None = None
    numbering: int | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: str = ""
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """One named style of the shell."""

    name: str
    kind: Kind = "paragraph"
    based: str = "Normal"
    following: str = ""
    look: Look = field(default_factory=Look)


BULLETS, NUMBERS, BOXES = 1, 2, 3
"""The list definitions of the drawn shell."""

_LEFT_BAR = Edge(("left",), 24, "accent", 10)
_THIN_BAR = Edge(("left",), 8, "soft", 10)
_RULES = Edge(("bottom", "between"), 4, "soft", faint=True)
_TURN = Look(
    size=13, line=1.2, after=3.4, left=28, hanging=28, right=8, tabs=(("left", 28),), keep_lines=True
)

_ROLES: dict[Role, Look] = {
    Role.BODY: Look(after=2.4),
    Role.LEAD: Look(size=13, line=1.3, after=4),
    Role.RULE: Look(
        size=13, before=3, after=5, left=4, right=4, edge=_LEFT_BAR, shade="tint", keep_lines=True
    ),
    Role.TIP: Look(before=3, after=4, left=4, edge=_LEFT_BAR, keep_lines=True),
    Role.NOTE: Look(size=9.5, colour="soft", before=1, after=3),
    Role.SUBJECT: Look(bold=True, after=3, left=4, edge=_THIN_BAR, keep_next=True),
    Role.MESSAGE: Look(line=1.3, after=3, left=4, right=10, edge=_THIN_BAR, keep_lines=True),
    Role.FACTS: Look(before=0.6, after=0.6),
    Role.STEPS: Look(size=13, after=3, keep_lines=True),
    Role.SCRIPT: Look(size=13, line=1.2, after=3, keep_lines=True),
    Role.REFUSAL: Look(size=13, line=1.2, after=2, keep_lines=True),
    Role.QUESTION: Look(size=12, bold=True, after=0.6, left=10, keep_next=True, keep_lines=True),
    Role.CHECKLIST: Look(after=2, numbering=BOXES, keep_lines=True),
    Role.PROMPTS: Look(pitch=RULING_MM + 1, edge=_RULES, keep_lines=True),
    Role.CARD: Look(size=10, after=1.6, keep_lines=True),
    Role.CARDS: Look(size=10, after=1.6),
    Role.TIMELINE: Look(after=3, keep_lines=True),
    Role.GRID: Look(before=1, after=1),
    Role.LOG: Look(before=1, after=1),
    Role.PLAN: Look(before=0.6, after=0.6, keep_next=True),
    Role.COLUMNS: Look(after=1.2, keep_lines=True),
}

_PARAGRAPHS = (
    Style("Normal", based=""),
    Style(
        "Title",
        following="Kit Body",
        look=Look(size=22, bold=True, colour="accent", after=4, keep_next=True, keep_lines=True),
    ),
    Style(
        "Heading 1",
        following="Kit Body",
        look=Look(
            size=22,
            bold=True,
            colour="accent",
            line=1.0,
            before=9,
            after=4,
            keep_next=True,
            keep_lines=True,
            outline=0,
        ),
    ),
    Style(
        "Heading 2",
        following="Kit Body",
        look=Look(size=13, bold=True, before=6, after=2, keep_next=True, keep_lines=True, outline=1),
    ),
    Style(
        "Heading 3",
        following="Kit Body",
        look=Look(
            bold=True, colour="accent", before=4, after=1.4, keep_next=True, keep_lines=True, outline=2
        ),
    ),
    Style("List Bullet", look=Look(after=2, numbering=BULLETS, keep_lines=True)),
    Style("List Number", look=Look(after=2, numbering=NUMBERS, keep_lines=True)),
    Style("Header", look=Look(size=9, colour="soft", align="right")),
    Style("Footer", look=Look(size=9, colour="soft", align="right")),
    *(Style(role.word_style, look=look) for role, look in _ROLES.items()),
    Style("Kit Said", look=_TURN),
    Style("Kit Heard", following="Kit Said", look=replace(_TURN, colour="soft", after=1.4, keep_next=True)),
    Style(
        "Kit Question Head",
        following="Kit Question",
        look=Look(
            before=5, after=0.6, left=10, hanging=10, tabs=(("left", 10),), keep_next=True, keep_lines=True
        ),
    ),
    Style(
        "Kit Reason",
        look=Look(size=9.5, colour="soft", after=1, left=10, keep_next=True, keep_lines=True),
    ),
    Style("Kit Label", look=Look(size=9.5, colour="soft", before=2, keep_next=True, keep_lines=True)),
    Style("Kit Answer", look=Look(pitch=RULING_MM, edge=_RULES)),
    Style("Kit Question Label", based="Kit Label", look=Look(left=10, before=0)),
    Style("Kit Question Answer", based="Kit Answer", look=Look(left=10)),
    Style("Kit Tick", look=Look(after=2, left=8, hanging=8, tabs=(("left", 8),), keep_lines=True)),
    Style("Kit Table Head", look=Look(size=9.5, bold=True, before=1, after=1, keep_next=True)),
    Style("Kit Table Tick", look=Look(before=0.6, after=0.6, align="center")),
    Style("Kit Plan End", look=Look(bold=True, before=1.4, after=5, align="right")),
    Style("Kit Card Rule", look=Look(size=10, bold=True, before=1, after=1.6, keep_lines=True)),
    Style("Kit Gap", look=Look(size=2, pitch=4)),
)

_CHARACTERS = (
    Style("Strong", "character", "", look=Look(bold=True)),
    Style("Emphasis", "character", "", look=Look(italic=True)),
    Style("Hyperlink", "character", "", look=Look(colour="accent", underline="single")),
    Style("Kit Filled", "character", "", look=Look(shade="tint")),
    Style("Kit Blank", "character", "", look=Look(size=9, colour="soft", underline="single")),
    Style("Kit Cue", "character", "", look=Look(italic=True, colour="soft", size=11)),
    Style("Kit Speaker", "character", "", look=Look(size=9.5, bold=True, colour="accent")),
    Style("Kit Number", "character", "", look=Look(size=13, bold=True, colour="accent")),
    Style("Kit Star", "character", "", look=Look(size=9.5, bold=True, colour="ink", shade="tint")),
    Style("Kit Minutes", "character", "", look=Look(size=9.5, colour="soft")),
    Style("Kit Box", "character", "", look=Look(size=14)),
)

_TABLES = tuple(
    Style(name, "table", "Table Normal") for name in ("Kit Table", "Kit Open Table", "Kit Card Table")
)

STYLES: tuple[Style, ...] = (*_PARAGRAPHS, *_CHARACTERS, *_TABLES)

LISTS = tuple(style.name for style in STYLES if style.look.numbering)
"""The styles that have to have a list behind them."""
