"""List every style that a Word shell must have, with the looks of the base theme.

Lengths are millimetres and sizes are points. A theme's shell must have styles of all these names. The looks
serve to draw the base theme's own shell, and to recognise sizes that an agency left unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from interview_kit.model.document import Role

Colour = Literal["accent", "tint", "ink", "soft"]
Kind = Literal["paragraph", "character", "table"]

RULING_MM = 8.0
"""The pitch of ruled lines: handwriting needs 8 mm; the rule adds its own thickness."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A border along sides of a paragraph or table: width in eighths of a point, `space` in points."""

    sides: tuple[str, ...]
    eighths: int
    colour: Colour
    space: int = 0
    stroke: str = "single"
    faint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The properties that a style sets; None is inherited.

    `line` is a multiple of the font's line height, `pitch` a minimum line height, `exact` a fixed one.
    """

    before: float | None = None
    after: float | None = None
    line: float | None = None
    pitch: float | None = None
    exact: float | None = None
    left: float | None = None
    right: float | None = None
    hanging: float | None = None
    tabs: tuple[tuple[str, float], ...] = ()
    keep_next: bool = False
    keep_lines: bool = False
    edges: tuple[Edge, ...] = ()
    shade: Colour | None = None
    align: str = ""
    outline: int | None = None
    numbering: int | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: Colour | None = None
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """One named style of the shell."""

    name: str
    kind: Kind = "paragraph"
    based: str = "Normal"
    following: str = ""
    look: Look = field(default_factory=Look)


BULLETS, NUMBERS, BOXES, STARS, DOTS = 1, 2, 3, 4, 5
"""The numbering ids of the drawn shell."""

TEXT_WIDTH_MM = 177.9
"""The width of the text on Letter paper."""

TEXT_SIZE = 12.0
"""The size of ordinary text in the drawn shell, in points."""

MARGINS_MM = {"top": 14, "right": 19, "bottom": 18, "left": 19, "header": 7, "footer": 9}
"""The margins of the drawn shell."""

# `line` values are multiples of the font's own line height, which is 1.24 times its size.
_BAR = (
    Edge(("left",), 45, "accent", space=14),
    Edge(("top", "bottom"), 4, "tint", space=7),
    Edge(("right",), 4, "tint"),
)
_THIN_BAR = (Edge(("left",), 12, "accent", space=10),)
_BOX = (
    Edge(("top", "bottom"), 6, "soft", space=6, faint=True),
    Edge(("left", "right"), 6, "soft", space=14, faint=True),
)
_BANNER = (Edge(("top",), 56, "accent", space=10),)
_RULES = (Edge(("bottom", "between"), 6, "soft", faint=True),)
_STEPS = (Edge(("top", "between"), 6, "soft", space=4, faint=True),)
_TIME_LINE = (Edge(("left",), 12, "accent"),)
_TURN = Look(size=13, line=1.09, after=1.5, left=20, hanging=20, tabs=(("left", 20),), keep_lines=True)

_ROLES: dict[Role, Look] = {
    Role.BODY: Look(after=1.5),
    Role.LEAD: Look(size=13, line=1.09, after=3),
    Role.RULE: Look(before=4.5, after=5, left=7, right=2, edges=_BAR, shade="tint", keep_lines=True),
    Role.TIP: Look(before=2, after=2, left=4.5, edges=_THIN_BAR, keep_lines=True),
    Role.NOTE: Look(colour="soft", line=1.05, after=1.5),
    Role.SUBJECT: Look(
        bold=True, line=1.17, before=1.5, after=1.5, left=5.2, right=5.2, edges=_BOX, keep_next=True
    ),
    Role.MESSAGE: Look(line=1.17, before=1.5, after=1.5, left=5.2, right=5.2, edges=_BOX, keep_lines=True),
    Role.FACTS: Look(line=1.14, after=2),
    Role.STEPS: Look(keep_lines=True, edges=_STEPS, tabs=(("right", TEXT_WIDTH_MM),)),
    Role.SCRIPT: Look(size=13, line=1.09, after=1.5, keep_lines=True),
    Role.REFUSAL: Look(line=1.05, after=2, keep_lines=True),
    Role.QUESTION: Look(bold=True, keep_next=True, keep_lines=True),
    Role.CHECKLIST: Look(exact=5.6, after=1.5, numbering=BOXES, keep_lines=True),
    Role.PROMPTS: Look(pitch=RULING_MM + 1, edges=_RULES, keep_lines=True),
    Role.CARD: Look(line=1.03, after=1, keep_lines=True),
    Role.CARDS: Look(after=1.5),
    Role.TIMELINE: Look(after=2, numbering=DOTS, edges=_TIME_LINE, keep_lines=True),
    Role.GRID: Look(before=1, after=0.8),
    Role.LOG: Look(before=1, after=0.8),
    Role.PLAN: Look(line=1, before=0.1, after=0.1, keep_next=True),
    Role.COLUMNS: Look(after=0.5, keep_lines=True),
}


def _heading(size: float | None, line: float, before: float, after: float, level: int) -> Look:
    return Look(
        size=size,
        bold=True,
        line=line,
        before=before,
        after=after,
        keep_next=True,
        keep_lines=True,
        outline=level,
    )


_PARAGRAPHS = (
    Style("Normal", based=""),
    Style(
        "Title",
        following="Kit Body",
        look=replace(_heading(26, 1, 0, 3, 0), edges=_BANNER, colour="accent"),
    ),
    Style("Heading 1", following="Kit Body", look=replace(_heading(16.5, 1, 6, 2, 0), colour="accent")),
    Style("Heading 2", following="Kit Body", look=_heading(13, 1.05, 4, 1, 1)),
    Style("Heading 3", following="Kit Body", look=_heading(None, 1.05, 4, 2, 2)),
    Style("List Bullet", look=Look(after=1, numbering=BULLETS, keep_lines=True)),
    Style("List Number", look=Look(after=1, numbering=NUMBERS, keep_lines=True)),
    Style("Header", look=Look(colour="soft")),
    Style("Footer", look=Look(colour="soft", tabs=(("right", TEXT_WIDTH_MM),))),
    *(Style(role.word_style, look=_ROLES.get(role, Look())) for role in Role),
    Style("Kit Said", look=_TURN),
    Style("Kit Heard", following="Kit Said", look=replace(_TURN, colour="soft", keep_next=True)),
    Style("Kit Refusal Said", look=replace(_TURN, size=None, line=1.05, after=3)),
    Style(
        "Kit Refusal Heard",
        following="Kit Refusal Said",
        look=replace(_TURN, size=None, line=1.05, after=0, colour="soft", keep_next=True),
    ),
    Style("Kit Number", look=Look(size=18.5, line=1, bold=True, colour="accent")),
    Style("Kit Star", look=Look(bold=True, line=1.05, numbering=STARS)),
    Style("Kit Minutes", look=Look(line=1.05)),
    Style("Kit Reason", look=Look(colour="soft", line=1.05, before=0.5, keep_next=True, keep_lines=True)),
    Style("Kit Label", following="Kit Answer", look=Look(pitch=RULING_MM, colour="soft", edges=_RULES)),
    Style("Kit Answer", look=Look(pitch=RULING_MM, edges=_RULES)),
    Style(
        "Kit Tick", look=Look(exact=5.6, after=1.5, left=8, hanging=8, tabs=(("left", 8),), keep_lines=True)
    ),
    Style("Kit Table Head", look=Look(bold=True, line=1.05, before=1, after=0.8, keep_next=True)),
    Style("Kit Table Tick", look=Look(size=15, exact=5.6, before=0.4, after=0.4, align="center")),
    Style("Kit Plan End", look=Look(bold=True, before=0.5, after=0.5, align="right")),
    Style("Kit Card Rule", look=Look(bold=True, line=1.03, before=1, after=1, keep_lines=True)),
    Style("Kit Letterhead", following="Kit Body", look=Look(colour="soft", after=3)),
    Style("Kit Gap", look=Look(size=2, pitch=2)),
    Style("Kit End", look=Look(size=1, line=1)),
)

_CHARACTERS = tuple(
    Style(name, "character", "", look=look)
    for name, look in (
        ("Strong", Look(bold=True)),
        ("Emphasis", Look(italic=True)),
        ("Hyperlink", Look(colour="accent", underline="accent")),
        ("Kit Rule Words", Look(size=18.5, bold=True, colour="accent")),
        ("Kit Filled", Look(underline="accent")),
        ("Kit Blank", Look(bold=False, italic=False, underline="ink")),
        ("Kit Hint", Look(bold=False, italic=False, colour="soft")),
        ("Kit Typed", Look(colour="ink")),
        ("Kit Cue", Look(italic=True, colour="soft")),
        ("Kit Speaker", Look(bold=True, colour="accent")),
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
"""The styles that must have a list (numbering) behind them."""
