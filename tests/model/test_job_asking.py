"""Tell words that ask for a job from words that only speak of one."""

from __future__ import annotations

import pytest

from interview_kit.model.enums import Language
from interview_kit.model.job_asking import job_asking

ASKING = {
    Language("en"): (
        "Could you give me a job?",
        "I am looking for a summer job in this field.",
        "I am asking you for work.",
        "Can I apply for a job here?",
        "Are you hiring?",
        "Do you have any openings?",
        "Are there any jobs open?",
        "Please hire me.",
        "I want part-time work where I can tell stories.",
        "Would you take me on as an apprentice?",
        "I would like to work for you.",
        "I’d love to join your team.",
        "Here is my résumé.",
        "Please keep me in mind.",
        "Could you recommend me for a position?",
        "I am not shy, so give me a job.",
        "I know that you are not hiring, but do hire me.",
        "Why not give me a job?",
        "Don't you have a job for me?",
    ),
    Language("fr"): (
        "Pourriez-vous m’embaucher ?",
        "Je cherche un emploi.",
        "Je veux un travail à temps partiel.",
        "Je suis à la recherche d’un emploi.",
        "Avez-vous un poste pour moi ?",
        "Y a-t-il des postes chez vous ?",
        "Est-ce que vous embauchez ?",
        "J’aimerais travailler pour vous.",
        "Voici mon CV.",
        "Pourriez-vous me donner du travail ?",
        "Je voudrais postuler.",
        "Je ne vous connais pas, mais je cherche un emploi.",
        "Pourquoi ne pas m’embaucher ?",
    ),
}
NOT_ASKING = {
    Language("en"): (
        "I am not asking for a job, only to learn.",
        "I like outdoor work, and I love my work.",
        "I want to work with animals.",
        "Never ask for a job.",
        "Nobody is asked for a job or for money.",
        "This is a talk to learn, not a request for a job.",
        "Look the work up on Job Bank.",
        "At what time of year do companies usually take on new people?",
        "How do apprentices usually find an employer who takes them on?",
        "How easy or hard is it to find this kind of work around here?",
        "What do employers teach new people on the job?",
        "Just send us your résumé.",
        "We are not hiring.",
        "Each talk makes job interviews easier.",
        "You are looking for your next job, and this helps.",
        "Some people expect you to ask for a job.",
        "Could I ask you about the work instead?",
        "Could I ask you for advice on work?",
    ),
    Language("fr"): (
        "Je ne demande pas d’emploi, je veux seulement apprendre.",
        "Je vous appelle sans chercher un emploi.",
        "Demander un emploi, jamais.",
        "Ne demandez jamais d’emploi.",
        "Consultez le Guichet-Emplois.",
        "Certaines personnes s’attendent à une demande d’emploi.",
        "Vous cherchez votre prochain emploi.",
        "À quel moment les entreprises embauchent-elles ?",
        "Est-il facile de trouver ce travail ici ?",
        "Envoyez-nous votre CV.",
    ),
}


@pytest.mark.parametrize("language", Language)
def test_what_asks_for_a_job_is_found(language: Language) -> None:
    assert [text for text in ASKING[language] if not job_asking(text, language)] == []


@pytest.mark.parametrize("language", Language)
def test_what_only_speaks_of_jobs_is_not(language: Language) -> None:
    assert [text for text in NOT_ASKING[language] if job_asking(text, language)] == []


def test_the_words_are_told() -> None:
    assert job_asking("Hello. Could you  give me a\u00a0job?", Language("en")) == "give me a job"
