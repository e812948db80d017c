"""Check the contrast of the text and lines of a theme with their background.

The ratios are those of WCAG 2.2 (https://www.w3.org/TR/WCAG22/): 4.5 to 1 (1.4.3), in high contrast 7 to 1
(1.4.6), and 3 to 1 for lines (1.4.11), in high contrast 4.5 to 1. They hold for text of any size, without
WCAG's exception for large text, since kits are often printed in grey.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from interview_kit.stages.read.theme.tokens import TokenValue
from interview_kit.support.colours import LEAST, LEAST_IN_HIGH_CONTRAST, WHITE, contrast, luminance, nearest
from interview_kit.support.errors import Problem
from interview_kit.support.i18n import N_, _

_TEXT = ("ink", "soft", "accent", "accent_2")
_ON_TINT = N_("{ratio} on the tint {ground}")
_ON_WEB_PAGE = N_("{ratio} on the ground of the web page {ground}")
_LEAST_OF_LINES = 3


def contrast_problems(values: Mapping[str, TokenValue], *, high: bool) -> Iterator[Problem]:
    """Yield a problem for each text colour without enough contrast on a background, and for a pale line.

    Where text passes on white and fails only on the tint or the web page's background, the problem is at the
    token that the later theme of the chain sets, on a tie at the background; a light tint is never to blame.
    `high` asks for the ratios of high contrast.
    """
    rule = _IN_HIGH_CONTRAST if high else _USUAL
    texts = {name: values[name] for name in _TEXT if name in values}
    yield from _ground_problems(texts, values.get("tint"), rule, _ON_TINT)
    if "web_ground" in values:
        readable = {name: text for name, text in texts.items() if _on_white(text) >= rule.text}
        yield from _ground_problems(readable, values["web_ground"], rule, _ON_WEB_PAGE)
    line = values.get("rule_colour")
    if line and _on_white(line) < rule.lines:
        message = _(
            "{colour} has a contrast of {ratio} on white, and lines need {least:g}:1; "
            'the nearest that passes is "{better}"',
            colour=line.value,
            ratio=_ratio(_on_white(line)),
            least=rule.lines,
            better=nearest(str(line.value), [WHITE], rule.lines),
        )
        yield line.problem(message)


class _Rule(NamedTuple):
    """The contrast ratios needed for text and for lines, and the message about text."""

    text: float
    lines: float
    sentence: str

    def broken(self, colour: str, fallen: list[str], better: str | None) -> str:
        """Return the message about a text or background; `better` is the nearest colour that passes.

        `fallen` are its contrast ratios, each with where.
        """
        what = _("{text} has a contrast of {fallen}", text=colour, fallen=_(" and ").join(fallen))
        nearest_one = _('; the nearest that passes is "{better}"', better=better) if better else ""
        return _(self.sentence, what=what, least=self.text, nearest_one=nearest_one)


_USUAL = _Rule(LEAST, _LEAST_OF_LINES, N_("{what}, and text needs {least:g}:1 (WCAG 2, 1.4.3){nearest_one}"))
_IN_HIGH_CONTRAST = _Rule(
    LEAST_IN_HIGH_CONTRAST,
    LEAST,
    N_("{what}, and in high contrast text needs {least:g}:1 (WCAG 2, 1.4.6){nearest_one}"),
)


def _ground_problems(
    texts: Mapping[str, TokenValue], ground: TokenValue | None, rule: _Rule, where: str
) -> Iterator[Problem]:
    """Yield the problems of text on white and on a background; `where` is the template that names it."""
    in_the_way: dict[str, TokenValue] = {}
    for name, text in texts.items():
        on_white = _on_white(text)
        on_ground = _between(text, ground) if ground else rule.text
        # Text is on light backgrounds everywhere, so with a light tint it is the text that has to change.
        light = where == _ON_TINT and ground and luminance(str(ground.value)) > 0.7
        if ground and on_white >= rule.text > on_ground and ground.rank >= text.rank and not light:
            in_the_way[name] = text
        elif min(on_white, on_ground) < rule.text:
            fallen = [_("{on_white} on white", on_white=_ratio(on_white))] if on_white < rule.text else []
            if ground and on_ground < rule.text:
                fallen.append(_(where, ratio=_ratio(on_ground), ground=ground.value))
            colour, grounds = str(text.value), [WHITE, *([str(ground.value)] if ground else [])]
            better = nearest(colour, grounds, rule.text)
            if where == _ON_TINT:
                better = better or nearest(colour, [WHITE], rule.text)
            yield text.problem(rule.broken(colour, fallen, better))
    if ground and in_the_way:
        fallen = [
            _("{contrast} with {name}", contrast=_ratio(_between(text, ground)), name=name)
            for name, text in in_the_way.items()
        ]
        better = nearest(str(ground.value), [str(text.value) for text in in_the_way.values()], rule.text)
        yield ground.problem(rule.broken(str(ground.value), fallen, better))


def _on_white(colour: TokenValue) -> float:
    return contrast(str(colour.value), WHITE)


def _between(text: TokenValue, ground: TokenValue) -> float:
    return contrast(str(text.value), str(ground.value))


def _ratio(contrast: float) -> str:
    # Truncated, not rounded, so that a ratio just below 4.5 is not shown as 4.50.
    return _("{ratio:.2f}:1", ratio=int(contrast * 100) / 100)
