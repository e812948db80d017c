"""List every style that a Word shell must have, with the looks of the base theme.

Lengths are millimetres and sizes are points. The names have to be in whatever shell a theme brings; the looks
are only used where the base theme's own shell is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.document import Role

Colour = Literal["accent", "tint", "ink", "soft"]
Kind = Literal["paragraph", "character", "table"]

RULING_MM = 8.2
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
    underline: bool = False
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """One named style of the shell."""

    name: str
    kind: Kind = "paragraph"
    based: str = "Normal"
    following: str = ""
    look: Look = field(default_factory=Look)


BULLETS, NUMBERS, BOXES, STARS = 1, 2, 3, 4
"""The list definitions of the drawn shell."""

_SMALL = 10.0
_BAR = Edge(("left",), 24, "accent", space=10)
_THIN_BAR = Edge(("left",), 12, "accent", space=10)
_BOX = Edge(("top", "left", "bottom", "right"), 4, "soft", space=7, faint=True)
_BANNER = Edge(("top",), 56, "accent", space=12)
_RULES = Edge(("bottom", "between"), 4, "soft", faint=True)
_STEPS = Edge(("bottom", "between"), 4, "soft", space=5, faint=True)
_TURN = Look(size=13, line=1.15, after=3, left=22, hanging=22, right=6, tabs=(("left", 22),), keep_lines=True)

_ROLES: dict[Role, Look] = {
    Role.BODY: Look(after=2.2),
    Role.LEAD: Look(size=13, line=1.15, after=3),
    Role.RULE: Look(
        size=13, line=1.15, before=2.5, after=4, left=4.5, right=2, edge=_BAR, shade="tint", keep_lines=True
    ),
    Role.TIP: Look(before=3, after=4, left=4.5, edge=_THIN_BAR, keep_lines=True),
    Role.NOTE: Look(size=_SMALL, colour="soft", before=1, after=3),
    Role.SUBJECT: Look(
        bold=True, line=1.35, before=2, after=2, left=2.7, right=2.7, edge=_BOX, keep_next=True
    ),
    Role.MESSAGE: Look(line=1.35, before=2, after=2, left=2.7, right=2.7, edge=_BOX, keep_lines=True),
    Role.FACTS: Look(before=0.8, after=0.8),
    Role.STEPS: Look(keep_lines=True, edge=_STEPS, tabs=(("right", 175.9),)),
    Role.SCRIPT: Look(size=13, line=1.15, after=3, keep_lines=True),
    Role.REFUSAL: Look(after=2, keep_lines=True),
    Role.QUESTION: Look(bold=True, after=0.4, keep_next=True, keep_lines=True),
    Role.CHECKLIST: Look(after=2, numbering=BOXES, keep_lines=True),
    Role.PROMPTS: Look(pitch=RULING_MM + 1, edge=_RULES, keep_lines=True),
    Role.CARD: Look(size=11, after=1.2, keep_lines=True),
    Role.CARDS: Look(after=1.6),
    Role.TIMELINE: Look(after=2.4, keep_lines=True),
    Role.GRID: Look(before=1.2, after=1.2),
    Role.LOG: Look(before=1, after=1),
    Role.PLAN: Look(before=0.7, after=0.7, keep_next=True),
    Role.COLUMNS: Look(after=1.2, keep_lines=True),
}


def _heading(size: float | None, before: float, after: float, level: int, colour: Colour) -> Look:
    return Look(
        size=size,
        bold=True,
        colour=colour,
        line=1.05,
        before=before,
        after=after,
        keep_next=True,
        keep_lines=True,
        outline=level,
    )


_PARAGRAPHS = (
    Style("Normal", based=""),
    Style("Title", following="Kit Body", look=replace(_heading(28, 0, 4, 0, "accent"), edge=_BANNER)),
    Style("Heading 1", following="Kit Body", look=_heading(20, 6, 2.8, 0, "accent")),
    Style("Heading 2", following="Kit Body", look=_heading(13, 5, 1.8, 1, "ink")),
    Style("Heading 3", following="Kit Body", look=_heading(None, 4, 1.4, 2, "accent")),
    Style("List Bullet", look=Look(after=1.5, numbering=BULLETS, keep_lines=True)),
    Style("List Number", look=Look(after=1.5, numbering=NUMBERS, keep_lines=True)),
    Style("Header", look=Look(size=_SMALL, colour="soft")),
    Style("Footer", look=Look(size=_SMALL, colour="soft", tabs=(("right", 175.9),))),
    *(Style(role.word_style, look=look) for role, look in _ROLES.items()),
    Style("Kit Said", look=_TURN),
    Style("Kit Heard", following="Kit Said", look=replace(_TURN, colour="soft", after=1.2, keep_next=True)),
    Style("Kit Refusal Said", look=replace(_TURN, size=None, after=1.8)),
    Style(
        "Kit Refusal Heard",
        following="Kit Refusal Said",
        look=replace(_TURN, size=None, colour="soft", after=0.4, keep_next=True),
    ),
    Style("Kit Number", look=Look(size=20, line=0.9, bold=True, colour="accent")),
    Style("Kit Star", look=Look(size=_SMALL, bold=True, numbering=STARS)),
    Style("Kit Minutes", look=Look(size=_SMALL)),
    Style("Kit Reason", look=Look(size=_SMALL, colour="soft", after=0.6, keep_next=True, keep_lines=True)),
    Style("Kit Label", look=Look(size=_SMALL, colour="soft", before=1, keep_next=True, keep_lines=True)),
    Style("Kit Answer", look=Look(pitch=RULING_MM, edge=_RULES)),
    Style("Kit Tick", look=Look(after=2, left=8, hanging=8, tabs=(("left", 8),), keep_lines=True)),
    Style("Kit Table Head", look=Look(size=_SMALL, bold=True, before=1, after=1, keep_next=True)),
    Style("Kit Table Tick", look=Look(before=0.6, after=0.6, align="center")),
    Style("Kit Plan End", look=Look(bold=True, before=1.4, after=5, align="right")),
    Style("Kit Card Rule", look=Look(size=11, bold=True, before=1, after=1.2, keep_lines=True)),
    Style("Kit Gap", look=Look(size=2, pitch=3)),
    Style("Kit End", look=Look(size=1, line=1)),
)

_CHARACTERS = tuple(
    Style(name, "character", "", look=look)
    for name, look in (
        ("Strong", Look(bold=True)),
        ("Emphasis", Look(italic=True)),
        ("Hyperlink", Look(colour="accent", underline=True)),
        ("Kit Filled", Look(underline=True)),
        ("Kit Blank", Look(size=9, colour="soft", underline=True)),
        ("Kit Cue", Look(size=_SMALL, italic=True, colour="soft")),
        ("Kit Speaker", Look(size=_SMALL, bold=True, colour="accent")),
        ("Kit Box", Look(size=15)),
        ("Kit Page", Look(bold=True, colour="accent")),
    )
)

_TABLES = tuple(
    Style(name, "table", "Table Normal")
    for name in ("Kit Table", "Kit Log Table", "Kit Open Table", "Kit Card Table")
)

STYLES: tuple[Style, ...] = (*_PARAGRAPHS, *_CHARACTERS, *_TABLES)

LISTS = tuple(style.name for style in STYLES if style.look.numbering)
"""The styles that have to have a list behind them."""
