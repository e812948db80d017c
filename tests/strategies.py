"""Generate whole profiles: every choice there is, ordinary words, and words that look like markup."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from interview_kit.model.enums import (
    AskBy,
    Channel,
    Decision,
    Fear,
    Goal,
    Length,
    ProgrammePage,
    Register,
    Relationship,
    Situation,
    Topic,
    Training,
)
from interview_kit.model.profile import Profile
from interview_kit.stages.read.bank import read_bank

WORDS = (
    "a",
    "registered nurse",
    "ambulancier paramédical",
    "électricienne d'usine",
    "UX designer",
    "Alex O'Brien & Søn",
    "Nguyễn Thị Hoa",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "**bold** _under_ `code`",
    "<b>not bold</b>",
    "[link](https://a.example)",
    "# 1. - | \\",
    "No",
    "0123",
)
QUESTIONS = tuple(read_bank().choosing.questions)

words = st.sampled_from(WORDS)
lines = st.lists(words, max_size=3)
# Short talks are where minutes, caps and gates meet.
minutes = st.integers(5, 15) | st.integers(5, 60)


def _some(kind: type[Any]) -> SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([each.value for each in kind]), unique=True, max_size=4)


def _one(kind: type[Any]) -> SearchStrategy[str]:
    return st.sampled_from([each.value for each in kind])


targets = st.fixed_dictionaries(
    {"occupation": words},
    optional={
        "field": words,
        "regulated": st.booleans() | words.filter(lambda w: w != "No"),
        "trade": st.booleans(),
    },
)
abouts = st.fixed_dictionaries(
    {},
    optional={
        "summary": words,
        "interests": lines,
        "skills": lines,
        "education": words,
        "experience": lines,
        "needs": lines,
        "training": _one(Training),
    },
)
talks = st.fixed_dictionaries(
    {"minutes": minutes},
    optional={"channel": _one(Channel), "ask_by": _one(AskBy), "availability": lines},
)
referrals = st.fixed_dictionaries({"name": words}, optional={"agreed": st.booleans()})
contacts = st.fixed_dictionaries(
    {"name": words},
    optional={
        "occupation": words,
        "organisation": words,
        "relationship": _one(Relationship),
        "register": _one(Register),
        "referral": referrals,
        "channel": _one(Channel),
        "ask_by": _one(AskBy),
        "minutes": minutes,
    },
)


def _wishes(kept: list[str], dropped: list[str], added: list[str]) -> dict[str, list[str]]:
    return {"keep": kept, "drop": [question for question in dropped if question not in kept], "add": added}


_few: SearchStrategy[list[str]] = st.lists(st.sampled_from(QUESTIONS), unique=True, max_size=4)
_all_but_few = _few.map(lambda few: [question for question in QUESTIONS if question not in few])
wishes = st.builds(_wishes, _few, _few | _all_but_few, lines)
programmes = st.fixed_dictionaries(
    {}, optional={"course": words, "teacher": words, "contact": words, "pages": _some(ProgrammePage)}
)

profile_data: SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"name": words, "target": targets, "decision": _one(Decision), "about": abouts, "talk": talks},
    optional={
        "situation": _some(Situation).filter(bool),
        "minor": st.booleans(),
        "location": words,
        "goals": _some(Goal),
        "knows": _some(Topic),
        "contacts": st.lists(contacts, max_size=2),
        "length": _one(Length),
        "questions": wishes,
        "support": st.fixed_dictionaries({}, optional={"fears": _some(Fear), "say": words}),
        "programme": programmes,
    },
)
"""What a profile file may hold, as plain data."""

profiles: SearchStrategy[Profile] = profile_data.map(Profile.model_validate)
