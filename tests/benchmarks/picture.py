"""Draw what a kit costs by each way, from the rows of the table, as a picture for the README."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_MEASURED = re.compile(r"^\| ([^`|]+?), over .*: (\d+) ms of processor a kit against (\d+) \|", re.MULTILINE)
_LABEL, _BAR, _LINE, _TOP = 400, 400, 34, 30
_OURS, _THEIRS = "#0b5563", "#8a8a8a"


def picture(table: str) -> str:
    """Return an SVG with two bars for each other way in the table: its own, and ours for the same files."""
    ways = [(what, int(theirs), int(ours)) for what, theirs, ours in _MEASURED.findall(table)]
    longest = max((value for _, *both in ways for value in both), default=1)
    parts: list[str] = []
    for number, (what, theirs, ours) in enumerate(ways):
        top = _TOP + number * 2 * _LINE
        for line, (name, value, colour) in enumerate(
            ((what, theirs, _THEIRS), ("kit build -j 1, the same files", ours, _OURS))
        ):
            y, width = top + line * _LINE * 0.7, _BAR * value / longest
            parts.append(
                f'<text x="{_LABEL - 8}" y="{y + 14:g}" text-anchor="end">{escape(name)}</text>'
                f'<rect x="{_LABEL}" y="{y:g}" width="{width:.0f}" height="18" fill="{colour}"/>'
                f'<text x="{_LABEL + width + 6:.0f}" y="{y + 14:g}">{value}</text>'
            )
    height = _TOP + len(ways) * 2 * _LINE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LABEL + _BAR + 60} {height}" role="img" '
        'font-family="sans-serif" font-size="13"><title>Milliseconds of processor for a kit</title>'
        f'<rect width="100%" height="100%" fill="#fff"/><text x="{_LABEL}" y="18" font-weight="bold">'
        f"Milliseconds of processor for a kit</text>{''.join(parts)}</svg>\n"
    )
