"""Compute the readability of a text: a school grade for English, a reading ease for French.

English: the Flesch-Kincaid grade, 0.39 x words a sentence + 11.8 x syllables a word - 15.59 (J. P. Kincaid
and others, Derivation of New Readability Formulas for Navy Enlisted Personnel, Research Branch Report 8-75,
1975).

French: the ease of Flesch as L. Kandel and A. Moles fitted it to French, 207 - 1.015 x words a sentence -
73.6 x syllables a word (Application de l'indice de Flesch à la langue française, Cahiers d'Études de
Radio-Télévision 19, 1958). Its bands are those of Flesch (How to Test Readability, 1951): 80 to 90 is easy
(grade 6), 70 to 80 fairly easy (grade 7), 60 to 70 plain (grades 8 and 9).

Syllables are counted as pronounced, estimated from the spelling: a final mute e in French does not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from interview_kit.model.enums import Language

_WORD = re.compile(r"[^\W_]+(?:['’\u2011-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\s]*\s|\n+")
_VOWELS = "aeiouyàâäæéèêëîïôöœùûüÿ"
_GROUP = re.compile(f"[{_VOWELS}]+")
# Final letters that are silent, and pairs of vowels that are two syllables.
_EN_SILENT = re.compile(
    r"(?<=[^aeiouylr])es?$|(?<=[aeiouylr][lr])es?$|(?<=[aeiou][rl])e(?=ly$|ful$)"
    r"|(?<=[^aeiouytdlr])ed$|(?<=[aeiouylr][lr])ed$|(?<=[mst])e(?=(?:thing|times|ful|fore|ly)$)|(?<=r)e(?=fore$)"
)
_EN_SPOKEN_ES = re.compile(r"(?:[sxz]|[cs]h|[cg])es$")
_EN_SPLIT = re.compile(
    r"(?<=[rvd])i(?=a[ln]|ous|en[ct])|i(?=a(?!g$|ge|[lnr])|o(?!us|n)|um|et)|(?<=sc|cl)i(?=en)|(?<=[aeiou])ing"
    r"|(?<=cr)e(?=at)|e(?=a(?:$|l$|tre))|(?<=[rd])e(?=as$)|(?<!p)e(?=o(?!us|n|ple))|u(?=a(?!r[dn]|g)|al)|y(?=[ai])"
)
_FR_SILENT = re.compile(r"(?<=[^\W\d_])es?$")
_FR_SPLIT = re.compile(r"(?<=é)(?:[aâoiu]|e(?=l))|(?<=[aou])[éèïë]|(?<=ri)e(?=n[ct])|(?<=[aeou]v)ri(?=er)")


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

    @property
    def grade(self) -> float:
        """Return the Flesch-Kincaid grade of an English text."""
        return 0.39 * self.average + 11.8 * self.syllables / max(self.words, 1) - 15.59

    @property
    def ease(self) -> float:
        """Return the Kandel-Moles reading ease of a French text: the higher, the easier."""
        return 207 - 1.015 * self.average - 73.6 * self.syllables / max(self.words, 1)


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
    lowered = word.casefold()
    parts = re.split(r"[-\u2011]", lowered)
    count = _french if language is Language.FRENCH else _english
    return sum(max(count(part), 1) for part in parts)


def _english(word: str) -> int:
    word = re.sub(r"['’](?:s|t|re|ll|ve|d|m)$", "", word)
    said = word if _EN_SPOKEN_ES.search(word) else _EN_SILENT.sub("", word)
    said = re.sub(r"^y|(?<=[aeiou])y(?=[aeiou])", "j", said)
    return len(_GROUP.findall(said)) + len(_EN_SPLIT.findall(said))


def _french(word: str) -> int:
    elided, _, after = word.replace("’", "'").rpartition("'")
    # One or two letters before an apostrophe add no syllable, as in "c'est" and "qu'il".
    word = elided + after if len(elided) > 2 else after
    said = _FR_SILENT.sub("", word) if len(_GROUP.findall(word)) > 1 else word
    said = re.sub(r"(?<=[qg])u(?=[eiéèêa]|$)", "", said)
    return len(_GROUP.findall(said)) + len(_FR_SPLIT.findall(said))
