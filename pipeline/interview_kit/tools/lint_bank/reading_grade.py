"""Compute the readability of a text by the formula of its language (`reading` in its language.yaml).

Syllables are counted as pronounced, estimated from the spelling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from interview_kit.model.enums import Language
from interview_kit.model.language import Reading
from interview_kit.stages.assemble.grammar import grammar_of

_WORD = re.compile(r"[^\W_]+(?:['’\u2011-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\s]*\s|\n+")


@dataclass(frozen=True, slots=True)
class ReadingCounts:
    """The number of words, sentences and syllables of a text."""

    words: int
    sentences: int
    syllables: int

    @property
    def average(self) -> float:
        """Return the mean number of words a sentence."""
        return self.words / max(self.sentences, 1)

    def level(self, formula: Reading) -> float:
        """Return the grade or ease of the text."""
        per_word = self.syllables / max(self.words, 1)
        return formula.constant + formula.word * self.average + formula.syllable * per_word


def measure(text: str, language: Language) -> ReadingCounts:
    """Return the counts of words, sentences and syllables of a text; a line break ends a sentence."""
    found = sentences(text)
    words = [word for sentence in found for word in words_of(sentence)]
    return ReadingCounts(len(words), len(found), sum(syllables(word, language) for word in words))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, without parts that hold no word."""
    return [part for part in _SENTENCE_END.split(text) if _WORD.search(part)]


def words_of(text: str) -> list[str]:
    """Return the words of a text; a word with a hyphen or an apostrophe counts as one."""
    return _WORD.findall(text)


def syllables(word: str, language: Language) -> int:
    """Return the number of spoken syllables of a word, at least one for each hyphenated part."""
    grammar = grammar_of(language)
    parts = re.split(r"[-\u2011]", word.casefold())
    return sum(max(grammar.syllables(part), 1) if grammar else 1 for part in parts)
