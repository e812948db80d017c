"""Count words, sentences and syllables, and grade a text by its own language's formula."""

from __future__ import annotations

import pytest

from interview_kit.model.enums import Language
from interview_kit.model.language import rules_of
from interview_kit.tools.lint_bank.reading_grade import ReadingCounts, measure, sentences, syllables

ENGLISH = """
1 work job yes day years times asked called hired rules please reach these friends don't you're field guide
2 people minutes about being real career question wanted needed places courses changes table little handles
2 science quiet player e-mail useful before someone sometimes something advice prepared language couple trying
2 saying marriage answer social union
3 another interview apprentice employer idea area ideal period serious previous various usual actual graduate
3 beautiful one-on-one theatre curious everyone
4 information education usually society experience material actually situation January
5 association
"""
FRENCH = """
1 vous être c’est je le quoi qui oui nuit lieu bien langue
2 travail métier personne minutes emploi question d’accord aider école année études secteur demande Noël poète
2 l’équipe
3 travailler entretien idéal création aujourd’hui renseigner ouvrier avez-vous appeler
4 information expérience électricienne
"""


def table(text: str) -> list[tuple[str, int]]:
    rows = [line.split() for line in text.strip().splitlines()]
    return [(word, int(row[0])) for row in rows for word in row[1:]]


def test_syllables_of_english_words() -> None:
    assert [(word, syllables(word, Language("en"))) for word, _ in table(ENGLISH)] == table(ENGLISH)


def test_syllables_of_french_words() -> None:
    assert [(word, syllables(word, Language("fr"))) for word, _ in table(FRENCH)] == table(FRENCH)


def test_sentences_end_at_a_stop_a_mark_or_a_line_of_their_own() -> None:
    text = "Ask: “May I?” Then wait… Say it. 1\nHello,\n\n« Oui ! » Non."
    assert sentences(text) == ["Ask: “May I?", "Then wait…", "Say it.", "1", "Hello,", "« Oui !", "Non."]


def test_a_text_is_measured_in_its_language() -> None:
    assert measure("The table is here. One place.", Language("en")) == ReadingCounts(6, 2, 7)
    assert measure("La table est ici. Une place.", Language("fr")) == ReadingCounts(6, 2, 7)


# 0.39 x 13 + 11.8 x 24 / 13 - 15.59 and 207 - 1.015 x 13 - 73.6 x 24 / 13.
@pytest.mark.parametrize(("language", "expected"), [("en", 11.26), ("fr", 57.93)])
def test_the_formulas(language: str, expected: float) -> None:
    formula = rules_of(Language(language)).reading
    assert formula is not None
    counts = ReadingCounts(13, 1, 24)
    assert counts.average == 13.0
    assert round(counts.level(formula), 2) == expected
