"""French in a kit: the little words before 150 job titles, 60 names and their workplaces; hours and dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from interview_kit.build.kit import make_document
from interview_kit.model.bank import Bank, BankText
from interview_kit.model.document import Block, Document, Group, Line, inline_text
from interview_kit.model.enums import Language
from interview_kit.model.language import rules_of
from interview_kit.model.profile import Profile
from interview_kit.stages.assemble.formatting import clock, day
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.stages.read.bank import read_bank
from interview_kit.tools.lint_theme.document_text import plain_text
from tests.shared import spread
from tests.stages.select.bank import BANK

TITLES = """
de soudeuse|de soudeur|de charpentière-menuisière|de préposé aux bénéficiaires|de mécanicien d'engins
de technologue en radiologie|de gestionnaire RH|de physiothérapeute|de webmestre|de wattman|de SOUDEUSE
de TSO|de PDG|de RH|de TES|de PAB|de CPA|de DJ|de MRI technologist|de HVAC technician|de FARM HAND
d’électricien|d’électricienne|d’Électricien|d’ÉLECTRICIEN|d’ELECTRICIEN|d’électromécanicienne|d’ébéniste
d’Ébéniste|d’éducatrice à l'enfance|d’éducateur spécialisé|d’élagueuse|d’éleveur de moutons|d’épicière
d’ergothérapeute|d’enseignante|d’écrivaine|d’ambulancier paramédical|d’ambulancière|d’agente de voyages
d’aide-cuisinière|d’aide-soignant|d’apicultrice|d’arboricultrice|d’architecte|d’archiviste|d’artiste
d’assembleur-soudeur|d’avocat|d’avocate|d’auxiliaire familiale|d’acupunctrice|d’actuaire|d’aumônière
d’infirmière auxiliaire|d’Infirmier praticien|d’ingénieur|d’ingénieure civile|d’inhalothérapeute|d’interprète
d’îlotière|d’imam|d’orthophoniste|d’opticienne|d’opérateur de machinerie lourde|d’oncologue|d’oiseleuse
d’ostéopathe|d’ostréicultrice|d’oenologue|d’œnologue|d’Œnologue|d’ŒNOLOGUE|d’officière de marine
d’ouvrier|d’ouvrière agricole|d’OUVRIER|d’ouvreuse|d’outilleur-ajusteur|d’usineur|d’urbaniste|d’urgentologue
d’un électricien|d’une soudeuse|d’hypnothérapeute|de l'électricien|de la soudeuse
de onzième homme|de onze métiers|de oui|de ouateuse|de ouistiti|de uhlan
de huit métiers|de huitième homme|de hibou de théâtre|de héros|d’héroïne|de harpiste|de hockeyeur
de hockeyeuse|de haut fonctionnaire|de haute fonctionnaire|de HAUT FONCTIONNAIRE|de hautboïste|de handballeur
de handicapeur|de hacker éthique|de hongreur|de homardier|de harnacheuse|de haleur|de hussard|de houblonnière
d’hôtelier|d’hôtelière|d’HÔTELIER|d’hotelier|d’hôtesse|d’hôte d'accueil|d’horloger|d’horlogère|d’Horloger
d’horticultrice|d’hygiéniste dentaire|d’huissier|d’huissière|d’HUISSIÈRE|d’historien|d’historienne
d’herboriste|d’habilleuse|d’hématologue|d’hydrologue|d’humoriste|d’homme à tout faire|d’homéopathe
d’harmoniciste|d’halieute|d’haltérophile|d’héliciculteur|d’hélitreuilliste|d’helléniste|d’hispaniste
d’haptonome|d’hydrogéologue|d’huilier|d’historiographe|d’holographe|d’héraldiste|d’hébergeur
d’hippothérapeute|d’hydraulicienne|d’hépatologue|d’herpétologue|d’histologiste|d’hospitalière|d’huîtrière
d’IPS|d’UX designer|d’UX/UI designer|d’UI designer|d’analyste TI|d’EPEI|d’IA|d’ASI|d’AVD|d’IT analyst
d’electrician|d’optician|d’e-commerçant|d’Uber driver|d’event planner|de user researcher|de usability tester
de unit clerk|de utility worker|de university lecturer|de one-person contractor|de home stager
de health care aide|de hair stylist|de heavy equipment operator|de historian|de horticulturist
de hospitality manager|de herbalist|de human resources officer|de hydrogeologist|de heritage interpreter
de yogathérapeute|de yachtman|de youtubeuse|de YMCA counsellor|d’ytterbiste|de 3e cuisinier|de 1er violon
de 8e arbitre|de 11e homme|d’« artiste »|d’“artiste”|d’(aide) cuisinière|d’'aide'
"""
# People and organisations.
NAMES = """
d’Amina Yusuf|de Sylvie Tremblay|d’Émile Tremblay|d’Élise|d’Yves Roy|d’Yvette|d’Yvon|d’Ysabel|de Yasmine
de Youssef|de Yann|de Yolande|d’Hélène|d’HÉLÈNE|d’Helene|d’Henri|d’Henriette|d’Hervé|d’Hubert|d’Huguette
d’Hortense|d’Hector|d’Hadrien|d’Hilaire|d’Honoré|d’Hyacinthe|de Hassan|de Hoa|de Hugo|de Harold|de Hema Patel
de Huilin Zhang|de Humaira|de Hernandez|de Heidi|d’Isabelle|d’Anne-Marie|d’Océane|d’Ursule|d’Alex O'Brien
d’O’Neil|de Ouahiba|d’Oumar|de L'Heureux|de Nguyễn Thị Hoa|de D’Arcy|d’Œdipe|de Jean-Étienne|d’Ève|d’uncle Ray
de Mme Roy|de M. Ouellet|de Ms. Okafor|d’Ibrahim|de Wilfrid|de Zoé|d’Ángel|d’Åsa|d’Ødegaard|d’Eugène|d’Uwe
de Le Thi Lan|de La Fontaine|de De Grandpré|d’Hydro-Québec|d’Héma-Québec|d’Emploi Ontario|d’Air Canada
d’Ubisoft|de YMCA Canada|de Rideau Lighting|de Home Hardware|de Harmattan
"""
PLACES = """
à |L'Atelier d'Amqui|L’Agence verte|La Clinique du coin
chez |Rideau Lighting|Amina Yusuf|Hydro-Québec|Air Canada|IBM|Service Canada|Centrex|La Cité|Le Devoir
à l’|Hôpital Montfort|HÔPITAL MONTFORT|Hopital Montfort|École Saint-Jean|Ecole Saint-Jean|Hôtel-Dieu
à l’|Université de Moncton|Agence du revenu|Église Saint-Roch|Atelier du Lac|Usine Roy|Ordre des sages-femmes
au |Centre de santé|CENTRE JULES-LÉGER|CHU Dumont|CLSC du Lac|CHSLD Saint-Antoine|CPE Les Lutins|CISSS du Nord
au |Cégep du Lac|cegep du Lac|Conseil scolaire du Nord|Musée des beaux-arts|Restaurant Chez Léa|Ministère
au |Réseau de santé du Nord|Service d'incendie|Service d’incendie|Service de police
à la |Clinique du Lac|Ville de Sudbury|Croix-Rouge|Bibliothèque centrale|Caisse Alliance|Régie de l'énergie
à la |Police provinciale|Gendarmerie royale|Compagnie du Nord|Ferme Roy|Société historique|Maison de la presse
aux |Services paramédicaux du Grand Sudbury|Entreprises Roy|Archives nationales|Éditions du Nord
à |la Ville d'Ottawa|l’Hôpital Montfort|l'Hôpital Montfort
|Chez Ashton|chez Ashton|au CHUM|aux Archives nationales|à l’école Saint-Jean
"""


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank()


def said(source: str, **facts: Any) -> str:
    return inline_text(TextRenderer(BANK, Language("fr"), facts).line(BankText(en="", fr=source), "here"))


def table(words: str) -> list[tuple[str, str]]:
    """Return each entry of a table of "de" or "d’": what is typed, and what is expected."""
    return [(re.sub("^(d’|de )", "", each), each) for each in re.split("[|\n]", words.strip())]


def places() -> list[tuple[str, str]]:
    """Return each workplace of the table, and what is expected for it."""
    rows = [line.split("|") for line in PLACES.strip("\n").split("\n")]
    return [(name, lead + name) for lead, *names in rows for name in names]


@pytest.mark.parametrize(("words", "least"), [(TITLES, 150), (NAMES, 60)], ids=["titles", "names"])
def test_de_elides_before_a_vowel_and_a_silent_h(words: str, least: int) -> None:
    expected = table(words)
    assert len(dict(expected)) == len(expected) >= least
    assert [(typed, said("{{ typed | de }}", typed=typed)) for typed, _ in expected] == expected


def test_a_workplace_stands_behind_the_word_its_name_asks_for() -> None:
    assert len(dict(places())) >= 60
    assert [(place, said("{{ place | chez }}", place=place)) for place, _ in places()] == places()


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("santé", "en santé"),
        ("soins infirmiers", "en soins infirmiers"),
        ("informatique", "en informatique"),
        ("la santé", "dans la santé"),
        ("Les arts", "dans Les arts"),
        ("l'informatique", "dans l'informatique"),
        ("l’hôtellerie", "dans l’hôtellerie"),
        ("pêche", "dans le domaine de la pêche"),
        ("bois", "dans le domaine du bois"),
        ("intelligence artificielle", "dans le domaine de l’intelligence artificielle"),
        ("bibliothèques", "dans le domaine des bibliothèques"),
        ("mines et forêts", "dans le domaine «\u00a0mines et forêts\u00a0»"),
        ("animal care", "dans le domaine «\u00a0animal care\u00a0»"),
    ],
)
def test_a_field_stands_behind_en_or_with_its_article_behind_dans(field: str, expected: str) -> None:
    assert said("{{ field | en }}", field=field) == expected


@pytest.mark.parametrize(
    ("name", "vous", "tu"),
    [
        ("Mme Hélène Roy", "madame Roy", "madame Roy"),
        ("Dre Anne de la Durantaye", "docteure de la Durantaye", "docteure de la Durantaye"),
        ("M. Jean Paul Roy", "monsieur Jean Paul Roy", "monsieur Jean Paul Roy"),
        ("Line Bélanger", "Line Bélanger", "Line"),
        ("Jean-Guy El Amrani", "Jean-Guy El Amrani", "Jean-Guy El Amrani"),
        ("ma tante Line", "ma tante Line", "ma tante Line"),
        ("tante Line", "tante Line", "tante Line"),
        ("Oncle Réjean", "Oncle Réjean", "Oncle Réjean"),
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hoa", "Nguyễn Thị Hoa"),
        ("Line", "Line", "Line"),
    ],
)
def test_a_greeting_names_a_person_as_one_says_it(name: str, vous: str, tu: str) -> None:
    assert said("{{ name | bonjour }} / {{ name | tu }}", name=name) == f"{vous} / {tu}"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Soudure Roy inc.", "chez Soudure Roy inc."),
        ("Soudure Roy", "chez Soudure Roy."),
        ("Bla…", "chez Bla…."),
    ],
)
def test_a_name_that_ends_in_a_period_ends_its_sentence(place: str, expected: str) -> None:
    assert said("{{ place | chez }}.", place=place) == expected


def test_an_empty_phrase_leaves_one_space() -> None:
    assert said("Oui. {{ nothing }} Merci.", nothing=()) == "Oui. Merci."


# What no French sentence of a kit holds once the words that were expected are taken out of it.
WRONG = {
    "de where d’ belongs": re.compile(r"\b[Dd]e [aàâæeéèêiîoôœuhyAÀÂÆEÉÈÊIÎOÔŒUHY]"),
    "d’ where de belongs": re.compile(r"\b[Dd]’(?![aàâæeéèêiîoôœuhyAÀÂÆEÉÈÊIÎOÔŒUHY])"),
    "no contraction": re.compile(r"\b(?:de|à) (?:le|les)\b"),
    "two little words": re.compile(r"\b(?:(?:de|du|chez|en|à|au|aux) |d’)(?:(?:de|du|chez|en|à|au|aux) |d’)"),
    "no elision": re.compile(
        r"(?<!-)\b(?:[Ll]e|[Ll]a|[Jj]e|[Qq]ue|[Nn]e|[Ss]e|[Mm]e|[Tt]e) [aàâæeéèêiîoôœu]"
    ),
}


def test_what_is_looked_for_is_found() -> None:
    faulty = ("le métier de usineur", "d’soudeuse", "de le soudeur", "du chez Roy", "le usineur")
    found = [[name for name, fault in WRONG.items() if fault.search(words)] for words in faulty]
    assert found == [["de where d’ belongs"], ["d’ where de belongs"], *([name] for name in list(WRONG)[2:])]


def kit(
    bank: Bank,
    *,
    name: str = "Zoé",
    title: str = "soudeuse",
    theirs: str = "",
    place: str = "Rideau",
    length: str = "short",
) -> Document:
    """Return the kit of somebody with this name, job title and place, who calls a stranger for advice."""
    contact = {"name": "Sylvie", "occupation": theirs or title, "organisation": place}
    person = {
        "name": name,
        "language": "fr",
        "situation": ["secondary"],
        "length": length,
        "decision": "committed",
        "target": {"occupation": title},
        "talk": {"channel": "in-person", "ask_by": "phone"},
        "contacts": [contact, contact | {"relationship": "known", "ask_by": "email", "register": "tu"}],
        "programme": {"teacher": name, "course": "GLC2O", "pages": ["consent", "for-the-contact"]},
    }
    return make_document(Profile.model_validate(person), bank)


def faults(document: Document, expected: str) -> list[str]:
    """Return what is wrong in a kit beside the expected words."""
    rest = plain_text(document).replace(expected, "_")
    return [f"{name}: {words}" for name, fault in WRONG.items() for words in fault.findall(rest)]


def script(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield everything that is to be said aloud, a turn or a line of it at a time."""
    for block in blocks:
        match block:
            case Group():
                yield from script(block.blocks)
            case Line(content=content):
                yield from inline_text(content).splitlines()
            case _:
                pass


def spoken(document: Document) -> str:
    return "\n".join(words for section in document.sections for words in script(section.blocks))


def test_every_job_title_stands_well_in_the_sentences_of_a_kit(bank: Bank) -> None:
    wrong = []
    for title, expected in spread(table(TITLES), 5):
        document = kit(bank, title=title, theirs="cheffe")
        front = plain_text(replace(document, sections=document.sections[:1]))
        if f"\nCette trousse porte sur le métier {expected}. " not in front:
            wrong.append((expected, front))
        if f"\nJ’ai choisi le métier {expected}. " not in spoken(document):
            wrong.append((expected, spoken(document)))
        wrong += [(expected, fault) for fault in faults(document, expected)]
    assert wrong == []


def test_every_name_stands_well_on_the_front_page_and_in_the_script(bank: Bank) -> None:
    wrong = []
    for name, expected in spread(table(NAMES), 3):
        document = kit(bank, name=name, length="full")  # with the reply that names the class
        if document.title != f"Trousse d’entrevue {expected}":
            wrong.append((expected, document.title))
        if f" dans la classe {expected}. " not in spoken(document):
            wrong.append((expected, spoken(document)))
        wrong += [(expected, fault) for fault in faults(document, expected)]
    assert wrong == []


def test_every_workplace_stands_well_in_the_script(bank: Bank) -> None:
    wrong = []
    for place, expected in spread(places(), 3):
        document = kit(bank, place=place)
        if f"\nJe crois que vous travaillez comme soudeuse {expected}.\n" not in spoken(document):
            wrong.append((expected, spoken(document)))
        wrong += [(expected, fault) for fault in faults(document, expected)]
    assert wrong == []


def test_hours_and_the_first_of_the_month_are_written_as_in_french_canada() -> None:
    hours = [clock(dt.time(*time), rules_of(Language("fr"))) for time in ((9, 0), (9, 5), (16, 30), (0, 0))]
    assert hours == ["9\u00a0h", "9\u00a0h\u00a005", "16\u00a0h\u00a030", "0\u00a0h"]
    dates = [day(dt.date(2026, 12, number), rules_of(Language("fr"))) for number in (1, 2, 11)]
    assert dates == ["mardi 1er décembre", "mercredi 2 décembre", "vendredi 11 décembre"]
    assert day(dt.date(2026, 12, 1), rules_of(Language("en"))) == "Tuesday, December 1"
