"""French kits: every text is French and set as in Canada, and vous or tu is kept throughout."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from interview_kit.build.kit import make_document
from interview_kit.model.bank import Bank, BankModel, Wording
from interview_kit.model.document import (
    Block,
    Cue,
    Document,
    Group,
    Inlines,
    Line,
    Paragraph,
    Question,
    Role,
    inline_text,
)
from interview_kit.model.enums import AskBy, Channel, Decision, Register, Relationship
from interview_kit.model.profile import Profile
from interview_kit.stages.read.bank import read_bank
from interview_kit.tools.lint_theme.document_text import plain_text
from tests.shared import spread


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank()


def test_every_text_of_the_bank_is_french_and_set_as_the_office_quebecois_asks(bank: Bank) -> None:
    wrong = []
    for wording in _wordings(bank):
        if wording.fr is None:
            wrong.append(("no French", wording.en))
        for words in filter(None, (wording.fr, wording.fr_tu)):
            wrong += [(name, words) for name, fault in FAULTS.items() if fault.search(_fixed(words))]
    assert wrong == []


FAULTS = {
    "a straight apostrophe": re.compile("'"),
    "a straight or English quotation mark": re.compile('["“”]'),
    "a narrow no-break space": re.compile("\u202f"),
    "no no-break space before a colon": re.compile("(?<!\u00a0):"),
    "no no-break space inside quotation marks": re.compile("«(?!\u00a0)|(?<!\u00a0)»"),
    "a space before ; ! ?": re.compile("[ \u00a0][;!?]"),
    "an ending in brackets or behind a point": re.compile(r"\w\(e|\w·e"),
    "a guessed person": re.compile(r"\b(il/elle|elle/il|iel|mon prof|ma prof)\b", re.IGNORECASE),
}


def test_what_the_faults_look_for_is_found() -> None:
    faulty = ("l'un", '"oui"', "9\u202fh", "ceci: cela", "«oui\u00a0»", "Quoi ?", "prêt(e)", "mon prof")
    found = [[name for name, fault in FAULTS.items() if fault.search(words)] for words in faulty]
    assert found == [[name] for name in FAULTS]


COMBINATIONS = spread(
    itertools.product(AskBy, Channel, Relationship, Register, ("A", "B", "C"), (False, True)), 11
)


def test_every_kit_assembles_in_french_and_keeps_to_vous_or_tu(bank: Bank) -> None:
    """Every way to ask and hold a talk, with everybody: no English, and one way of addressing the contact."""
    wrong = []
    for asked in COMBINATIONS:
        document = make_document(profile(*asked), bank)
        whole = plain_text(document)
        spoken = "\n".join(_to_the_contact(document))
        register, minor = asked[3], asked[5]
        wrong += [(asked, word) for word in ENGLISH.findall(whole)]
        other = TU if register is Register.VOUS else VOUS
        wrong += [(asked, word) for word in other.findall(spoken)]
        # A kit for a pupil says tu, and any other vous; the pages for a parent say vous.
        if minor is (register is Register.TU):
            pages = tuple(
                each for each in document.sections if each.kind not in ("consent", "for-the-contact")
            )
            wrong += [(asked, word) for word in other.findall(plain_text(replace(document, sections=pages)))]
    assert wrong == []


TU = re.compile(r"\b(?:tu|te|toi|ton|ta|tes)\b|\bt’", re.IGNORECASE)
VOUS = re.compile(r"\b(?:vous|votre|vos|(?!chez|assez)\w+ez)\b", re.IGNORECASE)
ENGLISH = re.compile(
    r"\b(?:the|you|your|and|with|for|of|this|what|is|to|ask|talk|work|min\.)\b", re.IGNORECASE
)


@pytest.mark.parametrize("contacts", [0, 2])
def test_a_kit_without_a_contact_and_one_with_two_assemble(bank: Bank, contacts: int) -> None:
    person = {"name": "Amina", "language": "fr", "target": {"field": "la santé"}}
    others = [
        {"name": "Yves Roy"},
        {"name": "Hélène Ouellet", "register": "tu", "organisation": "Hôpital Montfort"},
    ]
    words = plain_text(make_document(Profile.model_validate({**person, "contacts": others[:contacts]}), bank))
    titles = re.findall(r"^Votre entre\w+( avec .+)?$", words, re.MULTILINE)
    assert titles == ["", " avec Yves Roy", " avec Hélène Ouellet"][bool(contacts) : contacts + 1]
    assert ENGLISH.findall(words) == []


@pytest.mark.parametrize(
    ("registers", "thanks"),
    [
        (("tu", "vous"), "Merci de m’avoir parlé de votre travail."),
        (("tu", "tu"), "Merci de m’avoir parlé de ton travail."),
    ],
)
def test_a_page_for_several_contacts_says_tu_only_to_all_of_them(
    bank: Bank, registers: tuple[str, ...], thanks: str
) -> None:
    contacts = [{"name": f"Yves {number}", "register": each} for number, each in enumerate(registers)]
    person = {"name": "Amina", "language": "fr", "target": {"field": "santé"}, "contacts": contacts}
    words = plain_text(make_document(Profile.model_validate(person), bank))
    assert re.findall(r"Merci de m’avoir parlé de \w+ travail\.", words) == [thanks]


def profile(
    ask_by: AskBy,
    channel: Channel,
    relationship: Relationship,
    register: Register,
    approach: str,
    minor: bool,
) -> Profile:
    """Return a profile that takes this approach; every choice that adds a text to the kit is made."""
    referral = {"referral": {"name": "Uwe", "agreed": True}} if approach == "B" else {}
    decision = {"A": Decision.EXPLORING, "B": Decision.NARROWING, "C": Decision.COMMITTED}[approach]
    return Profile.model_validate(
        {
            "name": "Émile",
            "phone": "705-555-0123",
            "language": "fr",
            "minor": minor,
            "situation": ["secondary"] if minor else ["newcomer", "laid-off"],
            "decision": decision,
            "location": "Sudbury (Ontario)",
            "target": {"occupation": "ambulancier", "regulated": True, "trade": minor},
            "about": {
                "interests": ["les sciences"],
                "skills": ["écouter"],
                "needs": ["des horaires stables"],
            },
            "goals": ["duties", "pay"] if minor else ["fit", "recognition"],
            "support": {"fears": ["shy", "imposing", "rejection"], "say": "Je bégaie."},
            "talk": {"channel": channel, "ask_by": ask_by, "minutes": 15, "availability": ["samedi"]},
            "contacts": [{"name": "Yves", "relationship": relationship, "register": register, **referral}],
            "programme": {
                "course": "GLC2O",
                "teacher": "Mme Roy",
                "contact": "705-555-0100",
                "due": "2026-12-01",
                "pages": ["rubric", "consent"],
            },
        }
    )


def _to_the_contact(document: Document) -> Iterator[str]:
    """Yield what is said or sent to the contact, and what the contact says."""
    for section in document.sections:
        yield from _spoken(section.blocks)


def _spoken(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Group():
                yield from _spoken(block.blocks)
            case Line(content=content):
                yield _without_cues(content)
            case Question(content=lines):
                yield from (inline_text(line) for line in lines)
            case Paragraph(content=content, role=Role.MESSAGE | Role.SUBJECT):
                yield inline_text(content)
            case _:
                pass


def _without_cues(content: Inlines) -> str:
    return inline_text(tuple(inline for inline in content if not isinstance(inline, Cue)))


def _wordings(part: Any) -> Iterator[Wording]:
    if isinstance(part, Wording):
        yield part
    if isinstance(part, BankModel):
        part = vars(part)
    for value in part.values() if isinstance(part, dict) else part if isinstance(part, tuple) else ():
        yield from _wordings(value)


def _fixed(words: str) -> str:
    """Return the fixed words of a text: its expressions and the addresses of links are no words to read."""
    return re.sub(r"\{\{.*?\}\}|(?<=\])\([^)]*\)", "_", words)
