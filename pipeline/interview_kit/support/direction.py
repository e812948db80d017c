"""Keep text that is read from right to left from reordering the text around it (Unicode UAX #9, isolates)."""

import re

_LETTER = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_WORDS = re.compile(rf"{_LETTER}+(?:[ '\u2019-]{_LETTER}+)*")
ISOLATE, _END = "\u2068", "\u2069"


def is_isolated(value: str) -> bool:
    """Return whether a value has right-to-left letters, so that it has to be isolated."""
    return re.search(_LETTER, value) is not None


def isolated(value: str) -> str:
    """Return a value between a first-strong isolate and its end, if it has right-to-left letters."""
    return f"{ISOLATE}{value}{_END}" if is_isolated(value) else value


def with_isolated_words(text: str) -> str:
    """Return a text in which every run of right-to-left words is isolated."""
    return text if text.isascii() else _WORDS.sub(lambda words: isolated(words[0]), text)
