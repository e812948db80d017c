"""French: the preposition before a name, job title, field or workplace (de, en, chez), and syllables."""

from __future__ import annotations

import re
import unicodedata

from interview_kit.stages.assemble.grammar.letters import VOWELS

_ELIDED = tuple("aeiouyœæø")
# No elision before these: onze, oui, ouate, Ouahiba, a y before a vowel (yoga, but d’Yves), and English words
# that begin like "you" or "won". Abbreviations are spelt in French: le métier d’UX designer.
_LIKE_CONSONANTS = re.compile(
    r"onz|oua|oui\b|ouistiti|uhlan|ulul|y[aeiouy]|y\b|y[mw]ca\b"
    r"|(?:one|unit|university|usability|user|utility)\b"
)
# The h is silent in words from Latin and Greek and in French first names. Any other h keeps its "de": hockey,
# harpiste, haut, héros, and what comes from Arabic, Vietnamese or English (Hassan, Hoa, health care aide).
_SILENT = """
    habil habit halieut halter haptonom harmon hebdo heberg hebra heli hellen hema- hemat hemo hepat heral
    herb herit hermet heroin herpet heure hippi hippo hispan histo hiver holog homeop homme homog homol
    honnet honor hopit horair horlo horti hospi hote huile huilier huiss huitr humain humanis humanit humor
    hybrid hydr hygi hyper hypn hypo
    hadrien hector helen helois henri hercul hermen hermin hermion herve hilair hildegard horac horten hubert
    hugue hyacinth
"""
_SILENT_H = tuple(_SILENT.split())
# English words that begin like those: historian, horticulturist, hospitality manager, human resources.
_ENGLISH_H = re.compile(r"h\w+(?:ian|ist|ity)\b|(?:herb|herbal|heritage|human|humane)\b")
_ARTICLES = ("la ", "le ", "les ", "l'", "l’")
# First words of workplace names, by the preposition that they take.
_LEADS = {
    "au ": """
        bureau cabinet café carrefour casino cégep centre chantier chsld chu chul chum cisss ciusss clsc club
        collège complexe conseil cpe district foyer garage gouvernement groupe journal laboratoire lycée
        magasin manoir marché ministère musée parc poste réseau restaurant salon studio syndicat théâtre
        tribunal zoo
    """,
    "à la ": """
        banque bibliothèque boulangerie boutique caisse chambre clinique commission compagnie coopérative
        croix-rouge division faculté fédération ferme fondation galerie garderie gendarmerie librairie maison
        municipalité pharmacie police polyclinique polyvalente régie résidence scierie société station sûreté
        ville
    """,
    "à l’": """
        académie aéroport agence ambassade aréna armée association atelier auberge école église entreprise
        épicerie hôpital hôtel hôtel-dieu imprimerie institut office ordre université usine
    """,
    "aux ": "archives ateliers éditions entreprises forces industries jardins services",
}
_SILENT_END = re.compile(r"(?<=[^\W\d_])es?$")
# Pairs of vowels that are two syllables.
_SPLIT = re.compile(r"(?<=é)(?:[aâoiu]|e(?=l))|(?<=[aou])[éèïë]|(?<=ri)e(?=n[ct])|(?<=[aeou]v)ri(?=er)")
_LED = ("à ", "au ", "aux ", "chez ")
_TITLE = re.compile(r"(\w+)\.? (?=\S)")
_DOCTORS = {"dre": "la ", "docteure": "la ", "dr": "le ", "docteur": "le "}
_IN_FULL = {"m": "monsieur ", "mr": "monsieur ", "mme": "madame ", "mlle": "mademoiselle "}
_IN_FULL |= {"dr": "docteur ", "dre": "docteure ", "me": "maître "}


def de(words: str) -> str:
    """Return "de " or "d’", as the first sound of `words` requires, or "de la " and "du " before a title."""
    return {"la ": "de la ", "le ": "du "}.get(le(words)) or ("d’" if _elides(words) else "de ")


def le(name: str) -> str:
    """Return the article before a name with a doctor's title: la Dre Robichaud, le Dr Hébert; else ""."""
    title = _TITLE.match(name)
    return _DOCTORS.get(title[1].casefold(), "") if title else ""


def au(name: str) -> str:
    """Return the preposition before the name of a person one speaks to: à la Dre Robichaud, au Dr Hébert."""
    return {"la ": "à la ", "le ": "au "}.get(le(name), "à ")


def bonjour(name: str) -> tuple[str, str]:
    """Return the title in full, as a greeting says it, and the rest of the name: docteure Robichaud."""
    title = _TITLE.match(name)
    said = _IN_FULL.get(title[1].casefold(), "") if title else ""
    return (said, name[title.end() :]) if title and said else ("", name)


def en(field: str) -> str:
    """Return "en ", or "dans " before a field that was typed with its article: en santé, dans la santé."""
    return "dans " if field.casefold().startswith(_ARTICLES) else "en "


def chez(place: str) -> str:
    """Return the preposition before a workplace: chez Rideau, à l’Hôpital Montfort, au Centre Jules-Léger.

    Returns "" for a name that begins with one: Chez Ashton, au CHUM.
    """
    plain = _plain(place)
    if place.casefold().startswith(_LED):
        return ""
    if plain.startswith(("service de ", "service d'", "service d’")):
        return "au "
    if place.startswith(("la ", "l'", "l’")):
        return "à "
    return _LEAD_OF.get(plain.split(" ", 1)[0], "chez ")


def _elides(words: str) -> bool:
    start = _plain(words.lstrip("«“\"'( \u00a0"))
    if _LIKE_CONSONANTS.match(start) or _ENGLISH_H.match(start):
        return False
    return start.startswith((*_ELIDED, *_SILENT_H))


def _plain(words: str) -> str:
    """Return the words in lower case, without accents."""
    parts = unicodedata.normalize("NFD", words.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


# The preposition by the first word of a name, in lower case without accents, as many type it.
_LEAD_OF = {_plain(word): lead for lead, words in _LEADS.items() for word in words.split()}


def syllables(part: str) -> int:
    """Return the spoken syllables of a word, without hyphens and capitals; a final mute e does not count."""
    elided, _, after = part.replace("’", "'").rpartition("'")
    # One or two letters before an apostrophe add no syllable, as in "c'est" and "qu'il".
    word = elided + after if len(elided) > 2 else after
    said = _SILENT_END.sub("", word) if len(VOWELS.findall(word)) > 1 else word
    said = re.sub(r"(?<=[qg])u(?=[eiéèêa]|$)", "", said)
    return len(VOWELS.findall(said)) + len(_SPLIT.findall(said))


FILTERS = {"de": de, "en": en, "chez": chez, "le": le, "au": au, "bonjour": bonjour}
