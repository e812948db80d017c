"""Plant in our bank what nobody says aloud: each is noted once, and the same words to the reader are not."""

from __future__ import annotations

from interview_kit.model.bank import BankText, ScriptLine, Speaker
from interview_kit.model.enums import Language
from interview_kit.tools.lint_bank.report import Report
from interview_kit.tools.lint_bank.spoken_words import check_spoken_words
from tests.kits import bank

FAULTS = {
    BankText(en="Others have walked this road.", fr="Bonjour."): "an idiom",
    BankText(en="I am not asking for a job.", fr="Bonjour."): "nobody says 'I am '",
    BankText(en="Hello.", fr="Puis-je écrire?"): "nobody says 'Puis-je'",
    BankText(en="Hello.", fr="Merci. Je t’appelle."): "'t’' is not for a person called vous",
    BankText(en="Hello.", fr="Bonjour.", fr_tu="Votre travail"): "'Votre' is not for a person called tu",
    BankText(en="Hello. {{ referral.name }} sent me.", fr="Bonjour."): "a sentence begins with a typed name",
    BankText(en="I like {{ about.interests[0] }}.", fr="Bonjour."): "this line also says 'I like .'",
    BankText(en="*{{ about.cues | dots }}*  \nI like it.", fr="«\u00a0{{ support.say }}\u00a0»"): "",
    BankText(en="I'm in {{ about.grade }}.", fr="Je suis en {{ about.grade }}."): "",
}


def noted(text: BankText, who: Speaker) -> list[str]:
    """Return the notes on our bank where one line of a script has this text."""
    script = bank().asks["ask.greeting"]
    line = ScriptLine(id="ask.greeting.hello", who=who, text=text)
    asks = {**bank().asks, "ask.greeting": script.model_copy(update={"lines": (line,)})}
    planted = bank().model_copy(update={"asks": asks})
    findings = Report(planted)
    check_spoken_words(planted, Language, findings)
    return [str(each) for each in findings.in_order()]


def test_what_cannot_be_said_is_noted() -> None:
    for text, expected in FAULTS.items():
        notes = noted(text, Speaker.YOU)
        assert len(notes) == bool(expected)
        assert not notes or expected in notes[0]


def test_an_idiom_is_noted_in_any_text_and_the_rest_in_spoken_ones() -> None:
    assert [bool(noted(text, Speaker.CUE)) for text in FAULTS] == [
        "idiom" in fault for fault in FAULTS.values()
    ]
