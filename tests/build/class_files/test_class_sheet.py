"""The teacher's sheet: who explores what, whom they ask and how; no more of anybody than that."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from interview_kit.build.class_files.class_sheet import Asking, SheetEntry, class_sheet, entry_of
from interview_kit.model.enums import AskBy, Language
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write import WRITERS
from interview_kit.support.verapdf import broken_rules, lacking
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.lint_theme.pdf_text import literal, page_texts, tagged_text
from tests.contracts.test_word_validity import findings
from tests.kits import PEOPLE, bank
from tests.reading import docx_text

DUE = dt.date(2026, 12, 11)
MAYA = SheetEntry("Maya Chen", "nurse", (Asking("", AskBy.PHONE, "A"),), "GLC2O", "Ms. Okafor", DUE)
SAM = SheetEntry(
    "Sam Roy",
    "carpenter",
    (Asking("Dr. Nair", AskBy.EMAIL, "B"), Asking("Lou", AskBy.IN_PERSON, "C")),
    "GLC2O",
    "Ms. Okafor",
    DUE,
)
THEME = load_theme("base")


def test_what_all_share_stands_over_the_table() -> None:
    assert plain_text(class_sheet([MAYA, SAM], bank(), Language("en"))).splitlines() == [
        "Class sheet: GLC2O",
        "Teacher: Ms. Okafor",
        "Due: Friday, December\u00a011",
        "People: 2; without a contact: 1",
        *("Who explores what", "Contact and approach", "Asked", "Talk held", "Thanked", "Handed in"),
        *("Maya Chen", "nurse", "No contact yet\u00a0· by phone", "“I'm thinking about this work”"),
        *("Sam Roy", "carpenter", "Dr. Nair\u00a0· by e-mail", "“Someone gave me your name”"),
        *("Lou\u00a0· in person", "“I've decided on this work”"),
        "This sheet names people. Keep it where only those who teach this class can see it.",
    ]


def test_what_differs_stands_with_its_person_or_nowhere() -> None:
    others = [replace(MAYA, course="", teacher="", due=None), SAM]
    assert plain_text(class_sheet(others, bank(), Language("fr"))).splitlines() == [
        "Feuille de classe",
        "Personnes\u00a0: 2; sans contact\u00a0: 1",
        *("Qui explore quoi", "Contact et approche", "Invité", "Parlé", "Merci", "Remis"),
        *(
            "Maya Chen",
            "nurse",
            "Aucun contact\u00a0· téléphone",
            "«\u00a0Je m’intéresse à ce travail\u00a0»",
        ),
        *("Sam Roy", "carpenter", "À remettre\u00a0: vendredi 11\u00a0décembre"),
        *("Dr. Nair\u00a0· courriel", "«\u00a0On m’a donné votre nom\u00a0»"),
        *("Lou\u00a0· en personne", "«\u00a0J’ai choisi ce travail\u00a0»"),
        "Cette feuille nomme des personnes. Gardez-la à l’abri des regards.",
    ]


def test_an_entry_says_what_was_chosen_and_nothing_private() -> None:
    assert entry_of(PEOPLE["leila"], bank()) == SheetEntry(
        "Leila Haddad", "occupational therapy assistant", (Asking("Joan Sinclair", AskBy.PHONE, "A"),)
    )


@pytest.mark.spread(2)
@pytest.mark.parametrize("language", Language)
def test_a_long_class_breaks_over_pages_with_its_header(language: Language, tmp_path: Path) -> None:
    people = [replace(SAM, name=f"Person {number}") for number in range(40)]
    sheet = class_sheet(people, bank(), language)
    pdf, docx = (WRITERS[name](sheet, THEME) for name in ("pdf", "docx"))
    pages = page_texts(pdf)
    assert len(pages) > 2
    first_column = {Language("en"): "Who explores what", Language("fr"): "Qui explore quoi"}[language]
    assert [page.count(first_column) for page in pages] == [1] * len(pages)
    assert all("Person " in page for page in pages)
    titles = [bank().labels[f"class.{name}"] for name in ("asked", "held", "thanked", "handed_in")]
    whole = [word for title in titles for word in (getattr(title, language.value) or "").split()]
    assert [word for word in whole if word not in pages[0].split()] == []
    words = literal(plain_text(sheet))
    assert literal(docx_text(docx)) == words
    # WeasyPrint tags the header of each page; once is enough here.
    header = words[words.index(literal(first_column)) : words.index("Person0")]
    assert literal(tagged_text(pdf)).replace(header, "") == words.replace(header, "")
    assert findings(docx, tmp_path) == []


@pytest.mark.skipif(bool(lacking()), reason=f"PDF/UA cannot be checked here without {lacking()}")
def test_the_sheet_keeps_every_rule() -> None:
    pdf = WRITERS["pdf"](class_sheet([MAYA, SAM] * 20, bank(), Language("en")), THEME)
    assert broken_rules(pdf) == []
