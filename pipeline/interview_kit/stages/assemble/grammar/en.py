"""English: "a" or "an" by sound, and syllables."""

from __future__ import annotations

import re
import unicodedata

from interview_kit.stages.assemble.grammar.letters import VOWELS

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
# Final letters that are silent, and pairs of vowels that are two syllables.
_SILENT = re.compile(
    r"(?<=[^aeiouylr])es?$|(?<=[aeiouylr][lr])es?$|(?<=[aeiou][rl])e(?=ly$|ful$)"
    r"|(?<=[^aeiouytdlr])ed$|(?<=[aeiouylr][lr])ed$|(?<=[mst])e(?=(?:thing|times|ful|fore|ly)$)|(?<=r)e(?=fore$)"
)
_SPOKEN_ES = re.compile(r"(?:[sxz]|[cs]h|[cg])es$")
_SPLIT = re.compile(
    r"(?<=[rvd])i(?=a[ln]|ous|en[ct])|i(?=a(?!g$|ge|[lnr])|o(?!us|n)|um|et)|(?<=sc|cl)i(?=en)|(?<=[aeiou])ing"
    r"|(?<=cr)e(?=at)|e(?=a(?:$|l$|tre))|(?<=[rd])e(?=as$)|(?<!p)e(?=o(?!us|n|ple))|u(?=a(?!r[dn]|g)|al)|y(?=[ai])"
)


def article(words: str) -> str:
    """Return "a " or "an ", as the first sound of the English `words` requires.

    "herbalist" gets "a": its h is pronounced, as by many in Canada.
    """
    # Without accents, so that Émile and Åsa begin with a vowel.
    parts = unicodedata.normalize("NFKD", words.lstrip("\"'“‘«( "))
    start = "".join(each for each in parts if not unicodedata.combining(each))
    first = re.split(r"[\s/-]", start, maxsplit=1)[0]
    letters = re.sub(r"\W|['’]?s$", "", first)
    if _is_initials(letters, start):
        return "an " if letters[0] in _VOWEL_NAMED else "a "
    lowered = start.casefold()
    return "an " if _VOWEL_SOUND.match(lowered) and not _YOU_OR_WON.match(lowered) else "a "


def _is_initials(letters: str, words: str) -> bool:
    """Return whether `letters` is an abbreviation spelt letter by letter, not a word in capitals."""
    if not letters.isalpha() or not letters.isupper() or letters in _SAID_AS_A_WORD:
        return False
    if set(letters).isdisjoint("AEIOUY"):
        return True
    in_capitals = len(words) > 3 and words.isupper()
    return len(letters) <= 4 and not (in_capitals and _LIKE_A_WORD.fullmatch(letters))


def syllables(part: str) -> int:
    """Return the spoken syllables of a word, without hyphens and capitals, estimated from the spelling."""
    word = re.sub(r"['’](?:s|t|re|ll|ve|d|m)$", "", part)
    said = word if _SPOKEN_ES.search(word) else _SILENT.sub("", word)
    said = re.sub(r"^y|(?<=[aeiou])y(?=[aeiou])", "j", said)
    return len(VOWELS.findall(said)) + len(_SPLIT.findall(said))


# Workplaces whose name is said with "the": the City of Edmonton, the University of Manitoba.
_WITH_ARTICLE = re.compile(
    r"(?:city|town|village|district|region|county|municipality|ministry|department|government|university|college"
    r"|faculty|office|bank|port|province) of\b"
)


def the(place: str) -> str:
    """Return "the " before a workplace whose name takes the article, or ""."""
    return "the " if _WITH_ARTICLE.match(place.casefold()) else ""


# A title with a given and a family name; a given and a family name. Other names are kept whole.
_TITLE = r"(?:(?:Dr|Mr|Mrs|Ms|Mx|Prof)\.?|Doctor|Professor) "
_TITLED = re.compile(rf"({_TITLE})\S+ (\S+)")
_GIVEN_AND_FAMILY = re.compile(rf"(?!{_TITLE})([^\W\d_a-zà-ÿ]\S*) [^\W\d_a-zà-ÿ]\S*")


def hello(name: str) -> tuple[str, str]:
    """Return "" and the name as a greeting says it: Dr. Lopes for Dr. Ana Lopes; other names whole."""
    titled = _TITLED.fullmatch(name)
    return "", f"{titled[1]}{titled[2]}" if titled else name


def first(name: str) -> tuple[str, str]:
    """Return "" and the given name of a given and a family name; other names as `hello`."""
    both = _GIVEN_AND_FAMILY.fullmatch(name)
    return ("", both[1]) if both else hello(name)


FILTERS = {"a": article, "the": the, "hello": hello, "first": first}
