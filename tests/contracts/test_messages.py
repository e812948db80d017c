"""Hold the length of what is sent and said: e-mails under 100 words, the summary at most 60."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from interview_kit.model.document import Group, Paragraph, Role, inline_text
from interview_kit.model.enums import AskBy, Channel, Decision, Language, Relationship, Situation
from interview_kit.model.profile import Profile
from interview_kit.stages.assemble import assemble
from interview_kit.stages.select import select
from tests.kits import bank
from tests.shared import spread

LONG = {
    "name": "Maria-Fernanda Villanueva de la Cruz",
    "email": "maria-fernanda.villanueva@mail.example",
    "target": {"occupation": "instrumentation and control technician", "field": "process automation"},
    "talk": {"minutes": 20, "availability": ["Tuesday after 3:30 pm", "any Saturday morning"]},
}
CONTACT = {
    "name": "Dr. Christopher O'Shaughnessy-Beauchamp",
    "occupation": "senior instrumentation technologist",
    "organisation": "Northern Rivers Pulp and Paper",
}
# Content, section 1: e-mails under 100 words; the summary at most 60; a voicemail takes 20 seconds, at the
# 150 words a minute of calm speech.
INTRODUCED = {"about": {"introduction": "I’m a Grade 10 student with a careers project."}}
MOST = {"email": 99, "summary": 60, "voicemail": 60}


def asked(ask_by: AskBy, language: Language, **more: Any) -> Iterator[Profile]:
    for relationship, decision, channel, introduced in spread(
        product(Relationship, Decision, Channel, (True, False)), 5
    ):
        referral = {"referral": {"name": "Alexandra Papadopoulos", "agreed": introduced}}
        contact = CONTACT | referral | {"relationship": relationship, "ask_by": ask_by, "channel": channel}
        yield Profile.model_validate(LONG | {"decision": decision, "contacts": [contact]} | more).model_copy(
            update={"language": language}
        )


def messages(profile: Profile, section: str) -> Iterator[list[str]]:
    """Yield the paragraphs of each message of a section, without its subject."""
    document = assemble(select(bank(), profile), profile, bank())
    for each in document.sections:
        if each.kind == section:
            for block in each.blocks:
                groups = block.blocks if isinstance(block, Group) and block.role is Role.SCRIPT else (block,)
                for group in groups:
                    if isinstance(group, Group) and group.role is Role.MESSAGE:
                        yield [
                            inline_text(part.content)
                            for part in group.blocks
                            if isinstance(part, Paragraph) and part.role is not Role.SUBJECT
                        ]


def length(message: list[str]) -> int:
    return len(" ".join(message).replace("\u00a0", " ").split())


@pytest.mark.parametrize("language", Language)
def test_an_email_stays_under_a_hundred_words_with_long_names(language: Language) -> None:
    for about in ({}, INTRODUCED):
        lengths = [
            length(next(messages(each, "conversation"))) for each in asked(AskBy.EMAIL, language, **about)
        ]
        assert max(lengths) <= MOST["email"], lengths


@pytest.mark.parametrize("language", Language)
def test_a_voicemail_can_be_said_in_twenty_seconds(language: Language) -> None:
    lengths = [
        length(next(messages(profile, "what-if")))
        for profile in asked(AskBy.PHONE, language, **INTRODUCED)
        if profile.talks()[0].channel is not Channel.WRITTEN
    ]
    assert max(lengths) <= MOST["voicemail"], lengths


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("situation", Situation)
def test_the_summary_takes_at_most_sixty_words(language: Language, situation: Situation) -> None:
    about = {
        "interests": ["finding faults in machines that others gave up on", "how sensors talk to each other"],
        "skills": ["reading wiring diagrams and loop sheets", "staying calm when a line stops"],
        "experience": ["Nine years of maintenance in a food-packing plant, four of them on nights"],
    }
    for summary in ("", " ".join(["steady"] * 40), " ".join(["steady"] * 50)):
        more = {"situation": [situation], "about": about | {"summary": summary}, "minor": False}
        profile = next(asked(AskBy.PHONE, language, **more))
        said = next(messages(profile, "rehearse"))
        assert length(said) <= MOST["summary"], said
