"""An agency's words stand in the PDF, the Word file and the HTML alike, in both languages."""

from __future__ import annotations

from functools import cache

import pytest

from interview_kit.build.kit import RenderedKit, build_kit
from interview_kit.model.enums import Language
from interview_kit.stages.read.theme import load_theme
from interview_kit.support.verapdf import broken_rules, lacking
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.lint_theme.kit_text import visible_text
from interview_kit.tools.lint_theme.pdf_text import literal, tagged_text
from tests.hill import FILES, themed
from tests.kits import PEOPLE, kit
from tests.reading import docx_text

READERS = {"pdf": tagged_text, "docx": docx_text, "html": visible_text}
# What is said by the theme, and what no longer is.
SAID = {
    Language("en"): [
        *("Our services", "We help Leila Haddad to look for a job. See our site or write, or call."),
        *("First this", "Then *that*", "Bring along", "Your kit, all of it", "9 | 4", "9 to NOON"),
        *("You ask for nothing but facts. So enjoy it.", "Call us first, Leila Haddad.", "Our number"),
        *("It costs nothing.", "I have ten minutes for you.", "How do people get here by bus?"),
        *("Good day, is that Joan Sinclair? I am Leila Haddad.", "On the second floor.", "Write it down"),
        *("What did you do yesterday, hour by hour?", "Thank you all the same. Who else could I ask?"),
    ],
    Language("fr"): [
        *("Nos services", "Nous aidons Leila Haddad. Voyez notre site, écrivez ou appelez."),
        *("Nous répondons vite.", "Apportez", "Votre trousse, toute la trousse", "de 9 h à MIDI"),
        *("Vous ne demandez que des faits. Profitez-en.", "Appelez-nous d’abord, Leila Haddad."),
        *("Du vrai. Une personne du métier vous raconte son travail.", "J’ai dix minutes pour vous."),
        *("Cela ne coûte rien.", "Comment vient-on ici en autobus?", "Au deuxième étage.", "Notez ici"),
        *("Qu’avez-vous fait hier, heure par heure?", "Merci quand même. À qui d’autre puis-je parler?"),
    ],
}
GONE = {
    Language("en"): ["Think it over", "They answer. Breathe out, smile, and speak slowly."],
    Language("fr"): ["Faire le point", "La personne répond. Expirez, souriez, parlez lentement."],
}


@cache
def built(language: Language) -> RenderedKit:
    profile = PEOPLE["leila"].model_copy(update={"language": language})
    return build_kit(profile, themed(FILES), load_theme("base"), tuple(READERS))


@pytest.mark.parametrize("format_name", READERS)
@pytest.mark.parametrize("language", Language)
def test_every_word_of_the_agency_and_no_other(language: Language, format_name: str) -> None:
    words = READERS[format_name](built(language).files[format_name])
    assert literal(words) == literal(plain_text(built(language).document))


@pytest.mark.parametrize("language", Language)
def test_the_kit_says_what_the_theme_says(language: Language) -> None:
    lines = plain_text(built(language).document).replace("\u00a0", " ").splitlines()
    before = plain_text(kit("leila", language)).replace("\u00a0", " ").splitlines()
    assert [line for line in SAID[language] if line not in lines or line in before] == []
    assert [line for line in GONE[language] if line in lines or line not in before] == []


def test_sections_stand_where_the_theme_puts_them() -> None:
    kinds = [section.kind for section in built(Language("en")).document.sections]
    before = [section.kind for section in kit("leila").sections]
    assert kinds[:4] == ["front", "our-services", "our-room", "why"]
    moved = [kind for kind in before if kind not in ("reflection", "fit-grid")]
    moved.insert(moved.index("thank-you"), "fit-grid")
    assert [kind for kind in kinds if not kind.startswith("our-")] == moved


@pytest.mark.skipif(bool(lacking()), reason=f"PDF/UA cannot be checked here without {lacking()}")
def test_the_pdf_with_the_agencys_page_is_accessible() -> None:
    assert broken_rules(built(Language("en")).files["pdf"]) == []
