"""French: the preposition before a name, job title, field or workplace, names as one says them, syllables."""

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
# First words of fields that one works "en": en santé, en soins infirmiers. Others may need an article.
_EN = """
    administration aéronautique affaires agriculture agroalimentaire alimentation animation archéologie
    architecture art arts assurance assurances aviation biologie chimie cinéma coiffure commerce
    communication communications comptabilité construction cuisine culture cybersécurité danse design
    droit ébénisterie éducation électricité électronique énergie enseignement entretien environnement
    esthétique finance finances foresterie garderie génie géologie gestion graphisme horticulture
    hôtellerie hygiène immigration immobilier informatique ingénierie intervention journalisme justice
    librairie linguistique logistique loisir loisirs marketing mathématiques mécanique médecine
    menuiserie multimédia musique nutrition optique orientation pédagogie petite pharmacie photographie
    physique plomberie politique production programmation psychologie publicité réadaptation recherche
    relations ressources restauration robotique santé science sciences sécurité service services soin
    soins soudure sport sports statistique statistiques technologie technologies théâtre tourisme
    traduction transport transports travail urbanisme usinage vente ventes
"""
# Words of fields with their article: in the singular where it is masculine, feminine or elided.
_FIELDS = {
    "du ": """
        bâtiment bénévolat bois camionnage cirque déneigement dessin gaz jardinage livre mannequinat montage
        nettoyage paysagement pétrole recyclage secrétariat spectacle textile toilettage vêtement
    """,
    "de la ": """
        banque beauté bijouterie boucherie boulangerie botanique carrosserie céramique charpente charpenterie
        chasse coopération couture criminologie défense faune ferme fiscalité fonction forêt gastronomie
        géographie géomatique jeunesse littérature maçonnerie manutention marine mécatronique mer métallurgie
        météorologie mode natation nature navigation pâtisserie pêche peinture philosophie
        pisciculture police presse psychoéducation radio rénovation réparation sociologie téléphonie
        télévision toiture vidéo vie viticulture voirie zoologie
    """,
    "de l’": """
        acériculture acier aérospatiale aquaculture armée artisanat assainissement audiologie audiovisuel
        automobile édition élevage emballage emploi enfance équitation exploitation extraction horlogerie
        hydroélectricité impression imprimerie industrie intelligence interprétation océanographie optométrie
    """,
}
_SILENT_END = re.compile(r"(?<=[^\W\d_])es?$")
# Pairs of vowels that are two syllables.
_SPLIT = re.compile(r"(?<=é)(?:[aâoiu]|e(?=l))|(?<=[aou])[éèïë]|(?<=ri)e(?=n[ct])|(?<=[aeou]v)ri(?=er)")
_LED = ("à ", "au ", "aux ", "chez ")
_TITLE = re.compile(r"(\w+)\.? (?=\S)")
_DOCTORS = {"dre": "la ", "docteure": "la ", "dr": "le ", "docteur": "le "}
_IN_FULL = {"m": "monsieur ", "mr": "monsieur ", "mme": "madame ", "mlle": "mademoiselle "}
_IN_FULL |= {"dr": "docteur ", "dre": "docteure ", "me": "maître "}
_RELATIVES = """
    cousin cousine grand-maman grand-mère grand-papa grand-père mamie maman marraine matante mononcle oncle
    papa papi papy parrain tante tonton
"""
_NO_FIRST_NAME = frozenset(_RELATIVES.split()) | _IN_FULL.keys()
# A first name, and a family name with its particle: Anne Roy, Jean-Guy de la Durantaye. Of three names one
# cannot tell, and what begins in lower case ("ma tante Line") is no first name.
_FIRST_AND_FAMILY = re.compile(
    r"([^\W\d_a-zà-ÿ]\S*) ((?:(?:de|des|du|la|le|van|von|el|al) ){0,2}[^\W\d_a-zà-ÿ]\S*)"
)


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
    """Return the title in full and the family name, as a greeting says them: docteure Robichaud.

    The title is "" where there is none. The rest is kept whole unless it is a first and a family name.
    """
    title = _TITLE.match(name)
    said = _IN_FULL.get(title[1].casefold(), "") if title else ""
    if not (title and said):
        return "", name
    rest = name[title.end() :]
    both = _FIRST_AND_FAMILY.fullmatch(rest)
    return said, both[2] if both else rest


def tu(name: str) -> tuple[str, str]:
    """Return "" and the first name of a person called tu.

    As `bonjour` with a title, with further names, and where a relative is named: Oncle Réjean.
    """
    both = _FIRST_AND_FAMILY.fullmatch(name)
    if not both or both[1].rstrip(".").casefold() in _NO_FIRST_NAME:
        return bonjour(name)
    return "", both[1]


def en(field: str) -> tuple[str, ...]:
    """Return a field behind what leads to it: en santé, dans la pêche (typed so), dans le domaine du bois.

    Where neither gender nor number is known, or there are two fields, it is in quotation marks, which are not
    heard: dans le domaine « animal care ».
    """
    return (lead, field) if (lead := _lead(field)) else ("dans le domaine «\u00a0", field, "\u00a0»")


def _lead(field: str) -> str:
    """Return the words before a field, or "" where its gender or number is not known."""
    if field.casefold().startswith(_ARTICLES):
        return "dans "
    first = re.split(r"\W", _plain(field))[0]
    if first in _LED_BY_EN:
        return "en "
    if re.search(r"[,;/&]| et | ou ", field):
        return ""
    usual = "des " if first.endswith(("s", "x")) else ""
    of = _OF_FIELD.get(first, usual)
    return f"dans le domaine {of}" if of else ""


def chez(place: str) -> str:
    """Return the preposition before a workplace: chez Rideau, à l’Hôpital Montfort, à L’Atelier d’Amqui.

    Returns "" for a name that begins with one: Chez Ashton, au CHUM.
    """
    plain = _plain(place)
    if place.casefold().startswith(_LED):
        return ""
    if plain.startswith(("service de ", "service d'", "service d’")):
        return "au "
    if place.startswith(("la ", "l'", "l’")):
        return "à "
    named = re.match(r"(?:la |l['’])(\w+)", plain)
    if named and _LEAD_OF.get(named[1], "").startswith("à "):
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

_OF_FIELD = {_plain(word): of for of, words in _FIELDS.items() for word in words.split()}
_LED_BY_EN = frozenset(map(_plain, _EN.split()))


def syllables(part: str) -> int:
    """Return the spoken syllables of a word, without hyphens and capitals; a final mute e does not count."""
    elided, _, after = part.replace("’", "'").rpartition("'")
    # One or two letters before an apostrophe add no syllable, as in "c'est" and "qu'il".
    word = elided + after if len(elided) > 2 else after
    said = _SILENT_END.sub("", word) if len(VOWELS.findall(word)) > 1 else word
    said = re.sub(r"(?<=[qg])u(?=[eiéèêa]|$)", "", said)
    return len(VOWELS.findall(said)) + len(_SPLIT.findall(said))


FILTERS = {"de": de, "en": en, "chez": chez, "le": le, "au": au, "bonjour": bonjour, "tu": tu}
