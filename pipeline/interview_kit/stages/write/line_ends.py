"""Let a line be as full as its words allow: WeasyPrint counts the space after the last one.

Where a text fits but for that space, WeasyPrint 70 sets its first word alone on a line (docs/upstream.md).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from interview_kit.stages.write.engine.wrapping import replace_everywhere


@cache
def mend() -> None:
    """Wrap the setting of a line, once in a process; call it when weasyprint is imported."""
    from weasyprint.text import line_break

    split = line_break.split_first_line

    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **named: Any
    ) -> Any:
        found = split(text, style, context, max_width, *rest, **named)
        words = text.rstrip(" ")
        if found[2] is None or words == text or " " not in words or style["white_space"] != "normal":
            return found
        whole = split(words, style, context, max_width, *rest, **named)
        if whole[2] is not None:
            return found
        # The line ends after the space, so that what follows begins the next one.
        return (*whole[:2], len(text.encode()), *whole[3:])

    replace_everywhere(split, split_first_line)
