"""Choose the little French word before a name, a job title, a field or a workplace: de or d’, en, chez."""

from __future__ import annotations

import unicodedata

_VOWELS = tuple("aeiouœæø")
# Vowels that nothing elides before: onze, oui, and English words that begin like "you".
_LIKE_CONSONANTS = ("onz", "oui ", "ouistiti", "uhlan", "ulul", "user ", "ux ", "unit ")
# The h is silent in words from Latin and Greek and in French first names. Any other h keeps its "de": hockey,
# harpiste, haut, and what comes from Arabic, Vietnamese or English (Hassan, Hoa, health care aide).
_SILENT = """
    habil habit halieut halter harmon hebdo heberg helico helio hema hemo hepat herb herit hermet heroin
    herpet heure hippi hippo histo hiver homeo homme homog homol honnet honor hopit horair horlo horti
    hospi hote huil huiss huitr humain humanit humor hydr hygi hyper hypn hypo
    helen helois henri hermin herve hilair horten hubert hugue hyacinth
"""
_SILENT_H = tuple(_SILENT.split())
_ARTICLES = ("la ", "le ", "les ", "l'", "l’")
# What a place of work is called at the beginning of its name, by the word that leads to it.
_LEADS = {
    "au ": """
        bureau cabinet café carrefour cégep centre chantier chu cisss ciusss clsc collège conseil foyer
        garage groupe journal laboratoire lycée magasin ministère musée parc poste restaurant salon studio
        syndicat théâtre zoo
    """,
    "à la ": """
        banque bibliothèque boulangerie boutique caisse clinique commission coopérative ferme fondation
        galerie garderie librairie maison municipalité pharmacie polyclinique polyvalente résidence
        scierie société station ville
    """,
    "à l’": """
        académie aéroport agence armée association atelier auberge école entreprise épicerie hôpital hôtel
        imprimerie institut office ordre université usine
    """,
    "aux ": "archives ateliers éditions entreprises forces industries jardins services",
}
_LEAD_OF = {word: lead for lead, words in _LEADS.items() for word in words.split()}


def de(words: str) -> str:
    """Return "de " or "d’", whichever the first sound of `words` asks for."""
    return "d’" if _elides(words) else "de "


def en(field: str) -> str:
    """Return "en ", or "dans " before a field that was typed with its article: en santé, dans la santé."""
    return "dans " if field.casefold().startswith(_ARTICLES) else "en "


def chez(place: str) -> str:
    """Return what leads to a place of work: chez Rideau, à l’Hôpital Montfort, au Centre Jules-Léger."""
    lowered = place.casefold()
    if lowered.startswith(("service de ", "service d'", "service d’")):
        return "au "
    if place.startswith(("la ", "l'", "l’")):
        return "à "
    return _LEAD_OF.get(lowered.split(" ", 1)[0], "chez ")


def _elides(words: str) -> bool:
    start = _plain(words.lstrip("«“\"'( \u00a0"))
    if start.startswith(_LIKE_CONSONANTS):
        return False
    if start.startswith("y"):  # d’Yves, but de Yasmine and de yoga
        return len(start) > 1 and start[1] not in "aeiouy"
    return start.startswith((*_VOWELS, *_SILENT_H))


def _plain(words: str) -> str:
    """Return the words in small letters without their accents."""
    parts = unicodedata.normalize("NFD", words.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
