"""Let WeasyPrint fill each line with the words that fit, in place of one of its functions."""

from __future__ import annotations

from functools import cache
from typing import Any

from interview_kit.stages.write.engine.wrapping import replace_everywhere


@cache
def fill_lines() -> None:
    """Let a line be as full as its words allow, once in a process; call it when weasyprint is imported.

    WeasyPrint 70 counts the space after the last word: a text that fits but for that space gets a line with
    its first word alone (docs/upstream.md).
    """
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
