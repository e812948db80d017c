"""Divide the minutes of a talk among its parts (content rule 2, the minute table)."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import floor

from interview_kit.model.profile import Channel, Talk
from interview_kit.model.selection import MinutePlan
from interview_kit.model.selection_rules import MinuteRow, SelectionRules


def divide_minutes(choosing: SelectionRules, talk: Talk) -> MinutePlan:
    """Return the minute plan of a talk, interpolated between two rows of the table, in half minutes.

    `used` is 0 until questions are chosen. In writing, the minutes are the contact's time to read and answer,
    and `written_at_most` limits the number of questions.
    """
    lower, upper = next(
        pair for pair in pairwise(choosing.minutes) if pair[0].asked <= talk.minutes <= pair[1].asked
    )
    way = Fraction(talk.minutes - lower.asked, upper.asked - lower.asked)
    at_most = floor(_between(lower.at_most, upper.at_most, way))
    if talk.channel is Channel.WRITTEN:
        at_most = min(at_most, choosing.written_at_most)
    return _rounded(talk.minutes, lower, upper, way, at_most)


def _rounded(asked: int, lower: MinuteRow, upper: MinuteRow, way: Fraction, at_most: int) -> MinutePlan:
    opening = _half(_between(lower.opening, upper.opening, way))
    summary = _half(_between(lower.summary, upper.summary, way))
    closing = _half(_between(lower.closing, upper.closing, way))
    left = asked - opening - summary - closing
    for_questions = min(left, _half(_between(lower.for_questions, upper.for_questions, way)))
    return MinutePlan(
        asked=asked,
        opening=opening,
        summary=summary,
        for_questions=for_questions,
        closing=closing,
        reserve=left - for_questions,
        used=0.0,
        at_most=at_most,
    )


def _between(low: float, high: float, way: Fraction) -> Fraction:
    return Fraction(low) + (Fraction(high) - Fraction(low)) * way


def _half(minutes: Fraction) -> float:
    return floor(minutes * 2 + Fraction(1, 2)) / 2
