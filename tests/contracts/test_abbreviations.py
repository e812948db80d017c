"""No kit has an abbreviation that somebody would have to have expanded: the bank's own words are written out.

Symbols of units are no abbreviations, and voices read them out: `min`, and the `h` of a time of day in
French. What a person typed is theirs. The word to text is said as it is written, “CV” is the
French word, and “AI” that of everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from interview_kit.model.bank import Bank
from interview_kit.stages.assemble.parsed_text import parse_line
from interview_kit.stages.read.theme import theme_names
from tests.contracts.test_one_language import fixed, wordings
from tests.kits import bank

WRITTEN_SO = {"CONNECT", "PARLER", "I", "A", "À", "Ô", "CV", "AI", "IA"}
LETTERS = re.compile(r"\b[A-ZÀ-Ý]{2,}s?\b|\b(?:[A-Za-z]\.){2,}")
# A shortened word ends in a period within a sentence; these few are short without one.
SHORT = re.compile(
    r"\b(?i:e\.\s?g|i\.\s?e|etc|vs|approx|appt|dept|ext|hrs|mins|max|info|incl|tel|yrs|p\.\s?ex|tél|env|éd|cf)"
    r"\.(?=\s+[a-zà-ý0-9(]|,|$)|\b(?i:c\.-à-d|svp|rdv|yrs|hrs)\b|\bno\.\s?[0-9]"
)


@cache
def texts(theme: str) -> tuple[str, ...]:
    """Return every text of a theme's bank, without what is filled in."""
    return tuple(_texts(bank(theme)))


def _texts(words: Bank) -> Iterator[str]:
    for wording in wordings(words):
        for text in filter(None, (wording.en, wording.fr, wording.fr_tu)):
            yield " ".join(fixed(parse_line(text)))


def abbreviations(text: str) -> set[str]:
    found = {match[0] for pattern in (LETTERS, SHORT) for match in pattern.finditer(text)}
    return found - WRITTEN_SO


@pytest.mark.parametrize("theme", theme_names())
def test_the_words_of_the_bank_are_written_out(theme: str) -> None:
    assert len(texts(theme)) > 500
    assert {found for text in texts(theme) for found in abbreviations(text)} == set()


@pytest.mark.parametrize(
    "planted",
    [
        "Bring your ID to the talk.",
        "Ask about pay, hours, etc.",
        "Look at the NOC.",
        "Look up trades, e.g. welding.",
        "Appelez, svp.",
        "Un métier, p. ex. soudeur.",
        "Voyez la CNP.",
    ],
)
def test_an_abbreviation_is_seen(planted: str) -> None:
    assert abbreviations(planted)


@pytest.mark.parametrize(
    "said",
    ["Say no. Then ask.", "They said no.", "À 9 h 30, 15 min.", "Text CONNECT to 686868.", "Dit-on non?"],
)
def test_words_and_symbols_are_none(said: str) -> None:
    assert abbreviations(said) == set()
