"""Format lists, dates, times and numbers for a language, and choose "a" or "an" by sound."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from interview_kit.model.enums import Language

LOCALES = {Language.ENGLISH: "en_CA", Language.FRENCH: "fr_CA"}
# BCP 47 tags for a document's language.
TAGS = {Language.ENGLISH: "en-CA", Language.FRENCH: "fr-CA"}
_HOURS, _HOURS_AND_MINUTES = "H\u00a0'h'", "H\u00a0'h'\u00a0mm"
_DAY = {Language.ENGLISH: "EEEE, MMMM d", Language.FRENCH: "EEEE d MMMM"}

# Letters whose names begin with a vowel sound: "an RN", "an HVAC technician", but "a UX designer".
_VOWEL_NAMED = frozenset("AEFHILMNORSX")
# Acronyms pronounced as a word: "a MIG welder".
_SAID_AS_A_WORD = frozenset({"LAB", "LEED", "LINC", "MIG", "NASA", "NICU"})
# In a title all in capitals, a pronounceable word is not an abbreviation: "a FARM HAND", "an MRI OPERATOR".
_LIKE_A_WORD = re.compile(r"(?:F[LR]?|S[CHKLMNPTW]?|[HLMNR])[AEIOUY]{1,2}[^AEIOUY]+")
_VOWEL_SOUND = re.compile(r"[aeiouæøœ]|8|1[18](?!\d)|heir|honest|honou?r|hours?\b|hourly|hors d")
# Vowels that sound like "you" or "won": a user researcher, a European guide, a one-person shop, a union hall.
_YOU_OR_WON = re.compile(
    r"eu|ew(?:e\b|an|ing)|oue|one\b|once\b|uk|uly|ubiq|uni(?![dlmn])|ur[aiou]|us[aeu]|ut[aeio]"
)


def article(words: str) -> str:
    """Return "a" or "an", as the first sound of the English `words` requires.

    "herbalist" gets "a": its h is pronounced, as by many in Canada.
    """
    # Without accents, so that Émile and Åsa begin with a vowel.
    parts = unicodedata.normalize("NFKD", words.lstrip("\"'“‘«( "))
    start = "".join(each for each in parts if not unicodedata.combining(each))
    first = re.split(r"[\s/-]", start, maxsplit=1)[0]
    letters = re.sub(r"\W|['’]?s$", "", first)
    if _is_initials(letters, start):
        return "an" if letters[0] in _VOWEL_NAMED else "a"
    lowered = start.casefold()
    return "an" if _VOWEL_SOUND.match(lowered) and not _YOU_OR_WON.match(lowered) else "a"


def _is_initials(letters: str, words: str) -> bool:
    """Return whether `letters` is an abbreviation spelt letter by letter, not a word in capitals."""
    if not letters.isalpha() or not letters.isupper() or letters in _SAID_AS_A_WORD:
        return False
    if set(letters).isdisjoint("AEIOUY"):
        return True
    in_capitals = len(words) > 3 and words.isupper()
    return len(letters) <= 4 and not (in_capitals and _LIKE_A_WORD.fullmatch(letters))


def listed(words: Sequence[str], language: Language) -> str:
    """Return the words as a list with the language's separators and its "and"."""
    return format_list(list(words), style="standard", locale=LOCALES[language])


def day(date: dt.date, language: Language) -> str:
    """Return the date with its weekday and without the year: a kit plans weeks ahead, not years."""
    pattern = _DAY[language]
    if language is Language.FRENCH and date.day == 1:
        pattern = pattern.replace("d", "'1er'")  # the first day of a month alone is an ordinal in French
    return format_date(date, pattern, locale=LOCALES[language])


def clock(time: dt.time, language: Language) -> str:
    """Return the time of day; in French as the Office québécois writes it: 9 h, 9 h 05."""
    if language is Language.ENGLISH:
        return format_time(time, "short", locale=LOCALES[language])
    return format_time(time, _HOURS if time.minute == 0 else _HOURS_AND_MINUTES, locale=LOCALES[language])


def number(value: float, language: Language) -> str:
    """Return the number with the language's separators, without trailing zeros."""
    return format_decimal(value, locale=LOCALES[language])
